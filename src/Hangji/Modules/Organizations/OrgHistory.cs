using Hangji.Platform.Data;

namespace Hangji.Modules.Organizations;

/// <summary>沿革: what a body was from one day to the next, closed when an act changed it; "as of" reads come from here and from the node itself.</summary>
public sealed class OrgSpan : IOwned
{
    public required long Id { get; init; }
    public required long OrgId { get; init; }
    /// <summary>Where the body stands today (scope).</summary>
    public string OrgPath { get; set; } = "";
    /// <summary>Where it stood then.</summary>
    public required string Path { get; init; }
    public long? ParentId { get; init; }
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required string ShortName { get; init; }
    public required string Kind { get; init; }
    public required string Field { get; init; }
    public required string Relation { get; init; }
    public string? DivisionCode { get; init; }
    public required DateOnly FromOn { get; init; }
    /// <summary>First day on which it was no longer so.</summary>
    public required DateOnly ToOn { get; init; }
    /// <summary>The act that ended it.</summary>
    public required long ActId { get; init; }
}

/// <summary>组织变动: a dated act on a body with its document and approver — set-up, rename, change, move, merge, split, dissolve.</summary>
public sealed class OrgAct : IOwned
{
    public required long Id { get; init; }
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    /// <summary>Code of list org-act: set-up, rename, change, move, merge, split, dissolve, elect.</summary>
    public required string Act { get; init; }
    public required DateOnly On { get; init; }
    /// <summary>文号, such as 青党发〔2026〕12号.</summary>
    public required string DocumentNo { get; init; }
    /// <summary>批准机关.</summary>
    public required string Approver { get; init; }
    public string? Note { get; init; }
    /// <summary>The other body of a merge, split or move.</summary>
    public long? OtherOrgId { get; init; }
    public DateTime RecordedAt { get; init; }
}

/// <summary>条线隶属: a second, dated superior beside the tree (such as a trade system over a unit's branch).</summary>
public sealed class OrgLink : IOwned
{
    public required long Id { get; init; }
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    public required long SuperiorId { get; init; }
    /// <summary>Name of the second hierarchy, such as line.</summary>
    public required string Hierarchy { get; init; }
    public required DateOnly FromOn { get; init; }
    public DateOnly? ToOn { get; set; }
}
