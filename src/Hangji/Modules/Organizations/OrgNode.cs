using Hangji.Platform.Data;
using Hangji.Platform.Tree;

namespace Hangji.Modules.Organizations;

/// <summary>
/// 组织: one body of the tree as it stands now — a Party body (党委, 总支, 支部, 小组 …) or a body it leads (村民委员会, 村务监督委员会,
/// 村集体经济组织 …), which hangs below the Party body of its place.
/// </summary>
/// <remarks>What it was before is in <see cref="OrgSpan"/>; why it changed is in <see cref="OrgAct"/>. Codes of kind, field and relation are slugs of the code lists org-kind, org-field, unit-relation.</remarks>
public sealed class OrgNode : ITreeNode, IVersioned
{
    public required long Id { get; init; }
    public required string Path { get; set; }
    public int Depth { get; set; }
    public long? ParentId { get; set; }

    /// <summary>组织代码: unique among bodies that exist; case is kept, comparison is ordinal.</summary>
    public required string Code { get; set; }
    /// <summary>Full name as on the seal, such as 中共青石镇竹溪村支部委员会.</summary>
    public required string Name { get; set; }
    /// <summary>The short name people use, such as 竹溪村党支部.</summary>
    public required string ShortName { get; set; }
    public required string Kind { get; set; }
    public required string Field { get; set; }
    /// <summary>与所在单位的关系: own, same-as-superior or joint.</summary>
    public required string Relation { get; set; }
    /// <summary>12-digit statistical division code of the place, or its leading 2, 4, 6 or 9 digits for higher bodies.</summary>
    public string? DivisionCode { get; set; }
    /// <summary>Units covered by a joint branch (联合支部), or the unit the body stands in, as text lines.</summary>
    public string? Units { get; set; }
    public string? CreditCode { get; set; }
    public string? Address { get; set; }
    public string? Phone { get; set; }

    /// <summary>成立日期.</summary>
    public DateOnly SetUpOn { get; set; }
    /// <summary>Since when it has the attributes it has now; before that see its spans.</summary>
    public DateOnly Since { get; set; }
    /// <summary>撤销日期, the first day on which it no longer exists; null while it exists.</summary>
    public DateOnly? DissolvedOn { get; set; }
    /// <summary>Day of the last election of its leading body (届次); with <see cref="TermYears"/> it gives the day the term ends.</summary>
    public DateOnly? ElectedOn { get; set; }
    public int? TermYears { get; set; }

    /// <summary>Pinyin initials of the short name, for search.</summary>
    public required string Initials { get; set; }
    /// <summary>Number of the next child; numbers are never given twice.</summary>
    public long NextChild { get; set; }
    public int Version { get; set; }

    public OrgPath Place => new(Path);
    public DateOnly? TermEndsOn => ElectedOn is { } day && TermYears is { } years ? day.AddYears(years) : null;
    public bool Exists(DateOnly on) => SetUpOn <= on && (DissolvedOn is null || on < DissolvedOn);
}

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

/// <summary>任职: who holds which post in which body, from when to when. The person is known by id only; the room of members owns the name.</summary>
public sealed class Appointment : IOwned
{
    public required long Id { get; init; }
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    public required long PersonId { get; init; }
    /// <summary>Code of list post: secretary, deputy-secretary, organization-member …</summary>
    public required string Post { get; init; }
    public required DateOnly FromOn { get; init; }
    /// <summary>First day on which it was no longer held.</summary>
    public DateOnly? ToOn { get; set; }
    /// <summary>产生方式: elected, appointed, co-opted …</summary>
    public string? Manner { get; set; }
    public string? DocumentNo { get; set; }
    /// <summary>Import batch it came with, if any.</summary>
    public long? BatchId { get; init; }

    public bool Holds(DateOnly on) => FromOn <= on && (ToOn is null || on < ToOn);
}
