using System.Collections.Frozen;

namespace Hangji.Modules.Organizations.Contract;

/// <summary>组织类别: what sort of body it is, which decides where it may stand and what the regulations ask of it.</summary>
/// <param name="Key">Stable slug kept with the body.</param>
/// <param name="Name">Chinese name, key of its translation.</param>
/// <param name="Tier">Party bodies: 1 committees, 2 general branch, 3 branches, 4 groups; 0 for a body that the Party body leads.</param>
public sealed record OrgKind(string Key, string Name, int Tier)
{
    /// <summary>党的组织, as against a body that it leads (村民委员会 …).</summary>
    public bool IsParty => Tier > 0;
    public bool IsCommittee => Tier == 1;
    /// <summary>Members belong to a branch; a group is part of one.</summary>
    public bool IsBranch => Tier == 3;
    public bool IsGroup => Tier == 4;
    public bool IsLed => Tier == 0;
}

/// <summary>The kinds there are. They are code, not a dated list: each has behaviour, and rules name them.</summary>
public static class OrgKinds
{
    public const string Committee = "committee", WorkCommittee = "work-committee", LeadingGroup = "leading-group", GeneralBranch = "general-branch",
        Branch = "branch", JointBranch = "joint-branch", TemporaryBranch = "temporary-branch", MobileBranch = "mobile-branch", Group = "group",
        VillagersCommittee = "villagers-committee", SupervisionCommittee = "supervision-committee", RepresentativesMeeting = "representatives-meeting",
        CollectiveOrganization = "collective-organization", ResidentsCommittee = "residents-committee", OtherLed = "other-led";

    public static IReadOnlyList<OrgKind> All { get; } =
    [
        new(Committee, "党委", 1), new(WorkCommittee, "党工委", 1), new(LeadingGroup, "党组", 1),
        new(GeneralBranch, "党总支", 2),
        new(Branch, "党支部", 3), new(JointBranch, "联合党支部", 3), new(TemporaryBranch, "临时党支部", 3), new(MobileBranch, "流动党员党支部", 3),
        new(Group, "党小组", 4),
        new(VillagersCommittee, "村民委员会", 0), new(SupervisionCommittee, "村务监督委员会", 0), new(RepresentativesMeeting, "村民代表会议", 0),
        new(CollectiveOrganization, "农村集体经济组织", 0), new(ResidentsCommittee, "居民委员会", 0), new(OtherLed, "其他组织", 0),
    ];

    private static readonly FrozenDictionary<string, OrgKind> ByKey = All.ToFrozenDictionary(k => k.Key);

    public static OrgKind? Find(string? key) => key is not null && ByKey.TryGetValue(key, out var kind) ? kind : null;

    public static OrgKind Of(string key) => Find(key) ?? throw new ArgumentException($"'{key}' is no kind of organization", nameof(key));

    /// <summary>Chinese name of a kind; a key nobody knows is shown as it is.</summary>
    public static string Name(string key) => Find(key)?.Name ?? key;

    public static bool IsBranch(string key) => Find(key) is { IsBranch: true };
    public static bool IsLed(string key) => Find(key) is { IsLed: true };

    /// <summary>
    /// Whether a body of this kind may stand directly under the other (null: as a root). A Party body stands under a committee, a general branch
    /// takes branches, a branch takes groups; a led body hangs below any Party body but a group (支部工作条例 art. 4, 5, 13).
    /// </summary>
    public static bool MayStandUnder(OrgKind kind, OrgKind? above)
    {
        if (above is null) return kind.IsParty && !kind.IsGroup;
        if (kind.IsLed) return above.IsParty && !above.IsGroup;
        if (kind.IsGroup) return above.IsBranch;
        return above.IsCommittee || above.Tier == 2 && kind.IsBranch;
    }

    /// <summary>The kinds as SQL and pages need them: keys of branches (where memberships are).</summary>
    public static IReadOnlyList<string> Branches { get; } = [.. All.Where(k => k.IsBranch).Select(k => k.Key)];
    public static IReadOnlyList<string> Led { get; } = [.. All.Where(k => k.IsLed).Select(k => k.Key)];
}
