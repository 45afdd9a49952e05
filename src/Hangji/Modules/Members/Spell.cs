using Hangji.Platform.Data;

namespace Hangji.Modules.Members;

/// <summary>
/// 情形: something that holds for a member from one day to another and changes what is asked of him or what he may do: no vote, old or infirm, mobile,
/// abroad, membership stopped. Each is a dated record of its own, so that the roll of any past day can be computed.
/// </summary>
internal sealed class Spell : IOwned, IOfPerson
{
    public const string NoVote = "no-vote", Infirm = "infirm", Mobile = "mobile", Abroad = "abroad", Stopped = "stopped";

    public required long Id { get; init; }
    public required long OrgId { get; set; }
    public string OrgPath { get; set; } = "";
    public required long PersonId { get; init; }
    /// <summary>One of the constants above.</summary>
    public required string Kind { get; init; }
    /// <summary>Code of the kind's own list; for infirm it says why attendance is not demanded, never what the illness is (N14).</summary>
    public required string Reason { get; init; }
    public required DateOnly FromOn { get; init; }
    public DateOnly? ToOn { get; set; }
    /// <summary>When the organization looks at it again; infirm only.</summary>
    public DateOnly? ReviewOn { get; init; }
    /// <summary>Where to: mobile and abroad.</summary>
    public string? Place { get; init; }
    /// <summary>Contact there, encrypted.</summary>
    public byte[]? ContactSealed { get; init; }
    /// <summary>文号 or the meeting that decided.</summary>
    public string? Ground { get; init; }
    public long? BatchId { get; init; }

    public bool Runs(DateOnly on) => FromOn <= on && (ToOn is null || on < ToOn);

    /// <summary>Reasons a kind may have.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Reasons = new Dictionary<string, IReadOnlyList<string>>
    {
        [NoVote] = ["liucha", "custody"],
        [Infirm] = ["old", "mobility", "known"],
        [Mobile] = ["work", "study", "family"],
        [Abroad] = ["study", "work", "settled"],
        [Stopped] = ["lost-contact", "settled-abroad"],
    };
}
