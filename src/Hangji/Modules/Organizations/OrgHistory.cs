using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;

namespace Hangji.Modules.Organizations;

/// <summary>沿革: what a body was from one day to the next, closed when an act changed it; "as of" reads come from here and from the node itself.</summary>
public sealed class OrgSpan : IOwned
{
    public required long Id { get; init; }
    public required long OrgId { get; init; }
    /// <summary>Where the body stands today (scope); where it stood then follows from the superiors of that time.</summary>
    public string OrgPath { get; set; } = "";
    /// <summary>Its direct superior then.</summary>
    public long? ParentId { get; init; }
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required string ShortName { get; init; }
    public required string Kind { get; init; }
    public required string Field { get; init; }
    public required string Relation { get; init; }
    public string? DivisionCode { get; init; }
    public string? Units { get; init; }
    public string? CreditCode { get; init; }
    public string? Address { get; init; }
    public string? Phone { get; init; }
    public DateOnly? ElectedOn { get; init; }
    public int? TermYears { get; init; }
    public required DateOnly FromOn { get; init; }
    /// <summary>First day on which it was no longer so.</summary>
    public required DateOnly ToOn { get; init; }
    /// <summary>The act that ended it.</summary>
    public required long ActId { get; init; }

    /// <summary>What <paramref name="node"/> has been since its last change, closed on the day <paramref name="act"/> took effect.</summary>
    public static OrgSpan Closing(OrgNode node, OrgAct act) => new()
    {
        Id = Ids.Next(), OrgId = node.Id, ParentId = node.ParentId, Code = node.Code, Name = node.Name, ShortName = node.ShortName, Kind = node.Kind, Field = node.Field,
        Relation = node.Relation, DivisionCode = node.DivisionCode, Units = node.Units, CreditCode = node.CreditCode, Address = node.Address, Phone = node.Phone,
        ElectedOn = node.ElectedOn, TermYears = node.TermYears, FromOn = node.Since, ToOn = act.On, ActId = act.Id,
    };
}

/// <summary>组织变动: a dated act on a body with its document and approver — set-up, rename, change, move, merge, split, dissolve.</summary>
public sealed class OrgAct : IOwned
{
    public required long Id { get; init; }
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    /// <summary>Key of <see cref="OrgActs"/>.</summary>
    public required string Act { get; init; }
    public required DateOnly On { get; init; }
    /// <summary>文号, such as 青党发〔2026〕12号; empty for what needs none (a new telephone number).</summary>
    public required string DocumentNo { get; init; }
    /// <summary>批准机关.</summary>
    public required string Approver { get; init; }
    public string? Note { get; init; }
    /// <summary>The other body: the new superior of a move, the survivor of a merge, the body a split came from, the superior of a link.</summary>
    public long? OtherOrgId { get; init; }
    /// <summary>When it was entered (UTC): later than <see cref="On"/> where it was entered late; orders the acts of one day.</summary>
    public DateTime RecordedAt { get; init; }
}

/// <summary>条线隶属: a second, dated superior beside the tree (such as a trade system over a unit's branch).</summary>
public sealed class OrgLink : IOwned
{
    public required long Id { get; init; }
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    public required long SuperiorId { get; init; }
    /// <summary>条线: name of the second hierarchy, such as 教育系统.</summary>
    public required string Hierarchy { get; init; }
    public required DateOnly FromOn { get; init; }
    /// <summary>First day on which it no longer held.</summary>
    public DateOnly? ToOn { get; set; }

    public bool Holds(DateOnly on) => FromOn <= on && (ToOn is null || on < ToOn);
}
