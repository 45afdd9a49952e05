namespace Hangji.Modules.Organizations.Contract;

/// <summary>组织名称: what a full name says about the kind of body, and the short name that people make of it.</summary>
public static class OrgNames
{
    // From the most telling to the least: a joint branch committee is a branch committee too.
    private static readonly (string Mark, string Kind)[] Marks =
    [
        ("党小组", OrgKinds.Group), ("村务监督委员会", OrgKinds.SupervisionCommittee), ("居务监督委员会", OrgKinds.SupervisionCommittee), ("村民代表会议", OrgKinds.RepresentativesMeeting), ("村民委员会", OrgKinds.VillagersCommittee),
        ("居民委员会", OrgKinds.ResidentsCommittee), ("经济合作", OrgKinds.CollectiveOrganization), ("经济联合", OrgKinds.CollectiveOrganization), ("总支", OrgKinds.GeneralBranch),
        ("流动党员", OrgKinds.MobileBranch), ("临时", OrgKinds.TemporaryBranch), ("联合支部", OrgKinds.JointBranch), ("联合党支部", OrgKinds.JointBranch), ("支部", OrgKinds.Branch),
        ("工作委员会", OrgKinds.WorkCommittee), ("党工委", OrgKinds.WorkCommittee), ("党组", OrgKinds.LeadingGroup), ("党委", OrgKinds.Committee), ("委员会", OrgKinds.Committee), ("委", OrgKinds.Committee),
    ];

    private static readonly (string Long, string Short)[] Endings =
    [
        ("流动党员支部委员会", "流动党员党支部"), ("临时支部委员会", "临时党支部"), ("联合支部委员会", "联合党支部"), ("党总支部委员会", "党总支"), ("总支部委员会", "党总支"), ("总支委员会", "党总支"), ("党支部委员会", "党支部"), ("支部委员会", "党支部"),
        ("工作委员会", "党工委"), ("委员会", "党委"),
    ];

    /// <summary>Key of the kind that a name tells of; null when it tells of none.</summary>
    public static string? KindOf(string name) => Marks.FirstOrDefault(m => name.Contains(m.Mark, StringComparison.Ordinal)).Kind;

    /// <summary>中共青石镇竹溪村支部委员会 is 青石镇竹溪村党支部 for short; a name that is short already stays.</summary>
    public static string ShortOf(string name)
    {
        var rest = name.StartsWith("中国共产党", StringComparison.Ordinal) ? name[5..] : name.StartsWith("中共", StringComparison.Ordinal) ? name[2..] : name;
        if (KindOf(name) is { } kind && OrgKinds.IsLed(kind)) return rest;
        var (longer, shorter) = Endings.FirstOrDefault(e => rest.EndsWith(e.Long, StringComparison.Ordinal) && rest.Length > e.Long.Length);
        return longer is null ? rest : rest[..^longer.Length] + shorter;
    }
}
