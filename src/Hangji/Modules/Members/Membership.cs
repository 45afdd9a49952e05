using Hangji.Platform.Data;
using Hangji.Platform.Text;

namespace Hangji.Modules.Members;

/// <summary>
/// 党籍和组织关系: that a person belongs to a branch, from one day to another. A transfer ends one and begins the next; the dates of joining and of
/// becoming a full member travel with it.
/// </summary>
/// <remarks>Name, sort key, sex and the other columns that lists show are copied from the person, so that a page of a list is one range on this table's
/// own index (docs/decisions/0003); <see cref="Copy"/> is the only place that writes them.</remarks>
internal sealed class Membership : IOwned, IVersioned
{
    public required long Id { get; init; }
    /// <summary>所在党支部.</summary>
    public required long OrgId { get; set; }
    public string OrgPath { get; set; } = "";
    public required long PersonId { get; init; }
    /// <summary>党小组 of the branch, if placed in one.</summary>
    public long? GroupId { get; set; }

    public required DateOnly FromOn { get; set; }
    /// <summary>First day on which the person no longer belonged here.</summary>
    public DateOnly? ToOn { get; set; }
    /// <summary>Code of list membership-entry: joined, moved-in, restored, registered, placed.</summary>
    public required string Entry { get; init; }
    /// <summary>Code of list membership-exit: moved-out, died, withdrew, removed, expelled, asked-to-leave, placed, mistake.</summary>
    public string? Exit { get; set; }

    /// <summary>入党日期: the day of the branch vote (ZC art. 24: membership counts from it).</summary>
    public required DateOnly JoinedOn { get; set; }
    public DatePrecision JoinedTo { get; set; }
    /// <summary>转正日期: since when a full member; null while a probationer. Precision None means "full, day not known".</summary>
    public DateOnly? FullSince { get; set; }
    public DatePrecision FullTo { get; set; }

    /// <summary>入党介绍人, as written.</summary>
    public string? Introducers { get; set; }
    /// <summary>入党志愿书编号.</summary>
    public string? ApplicationNo { get; set; }
    /// <summary>从何处转入.</summary>
    public string? CameFrom { get; set; }
    /// <summary>转入介绍信编号.</summary>
    public string? LetterNo { get; set; }
    /// <summary>党员档案所在地.</summary>
    public string? DossierPlace { get; set; }

    public required string Name { get; set; }
    public required string SortKey { get; set; }
    public required string Initials { get; set; }
    public required string Sex { get; set; }
    public string? Ethnic { get; set; }
    public DateOnly? BornOn { get; set; }
    public string? Education { get; set; }
    public string? IdMasked { get; set; }
    public string? PhoneMasked { get; set; }

    public long? BatchId { get; set; }
    public int Version { get; set; }

    public LooseDate Joined => Person.Loose(JoinedOn, JoinedTo);
    public LooseDate Full => FullSince is { } day ? Person.Loose(day, FullTo) : default;

    public bool Runs(DateOnly on) => FromOn <= on && (ToOn is null || on < ToOn);

    /// <summary>预备党员 on that day: no vote, no election rights (党章 art. 7).</summary>
    public bool Probationary(DateOnly on) => FullSince is null || on < FullSince;

    /// <summary>The columns that lists show, taken anew from the person.</summary>
    public void Copy(Person person) =>
        (Name, SortKey, Initials, Sex, Ethnic, BornOn, Education, IdMasked, PhoneMasked) =
        (person.Name, person.SortKey, person.Initials, person.Sex, person.Ethnic, person.BornOn, person.Education, person.IdMasked, person.PhoneMasked);
}
