using Hangji.Platform.Data;
using Hangji.Platform.Tree;

namespace Hangji.Modules.Organizations.Contract;

/// <summary>
/// 组织: one body of the tree as it stands now — a Party body (党委, 总支, 支部, 小组 …) or a body it leads (村民委员会, 村务监督委员会,
/// 村集体经济组织 …), which hangs below the Party body of its place.
/// </summary>
/// <remarks>What it was before is in its spans, why it changed in its acts (docs/decisions/0002). Kind, field and relation are keys of <see cref="OrgKinds"/>, <see cref="OrgFields"/>, <see cref="UnitRelations"/>. It changes only through the acts of this room.</remarks>
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

    /// <summary>成立日期; <see cref="LongAgo"/> where nobody has registered it.</summary>
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

    /// <summary>No body is older than the Party: a set-up date that says "not registered" (such as bodies built from the division tables).</summary>
    public static readonly DateOnly LongAgo = new(1921, 7, 1);

    public OrgPath Place => new(Path);
    public bool SetUpIsKnown => SetUpOn != LongAgo;
    public DateOnly? TermEndsOn => ElectedOn is { } day && TermYears is { } years ? day.AddYears(years) : null;
    public bool Exists(DateOnly on) => SetUpOn <= on && (DissolvedOn is null || on < DissolvedOn);
}
