using Hangji.Modules.Meetings.Voting;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;

namespace Hangji.Modules.Meetings;

/// <summary>Whose roll a kind of meeting has.</summary>
internal enum RollOf { Members, Committee, Joint, Room }

/// <summary>会议种类: what one kind of meeting needs to know about itself; its name is that of regulations/evidence-kinds.yaml.</summary>
/// <param name="Key">The kind of the evidence vocabulary.</param>
/// <param name="Name">Chinese name as people use it, key of its translation.</param>
/// <param name="Roll">Who is due.</param>
/// <param name="QuorumRule">Rule id of the quorum of an ordinary vote, or null.</param>
/// <param name="MajorityRule">Rule id of the majority of an ordinary vote, or null.</param>
/// <param name="VotersOnly">应到 counts those entitled to vote only; otherwise everybody on the roll is due.</param>
internal sealed record MeetingKind(string Key, string Name, RollOf Roll, string? QuorumRule = null, string? MajorityRule = null, bool VotersOnly = false)
{
    /// <summary>The rules of a vote on a subject. Recruiting and elections have their own where members meet; elsewhere the ordinary ones hold.</summary>
    public (string? Quorum, string? Majority) Rules(string subject, string? countedBy = null, bool community = false) =>
        Key == MeetingKinds.General && subject == Subjects.Recruiting ? ("dev-quorum", "dev-vote")
        : Key == MeetingKinds.General && subject == Subjects.Election ? ("elect-quorum", "elect-pass")
        : Key == MeetingKinds.Assembly && community ? ("ra-quorum", "ra-pass")
        : Key == MeetingKinds.Assembly ? (countedBy == "households" ? "va-quorum-households" : "va-quorum", "va-pass")
        : Key == MeetingKinds.Representatives && community ? ("rrm-quorum", "rrm-pass")
        : (QuorumRule, MajorityRule);

    public VoteRules RulesOn(Rulebook book, DateOnly on, string subject, string? countedBy = null, bool community = false)
    {
        var (quorum, majority) = Rules(subject, countedBy, community);
        return VoteRules.Find(book, quorum, majority, on);
    }
}

/// <summary>The kinds there are, and which of them a body holds.</summary>
internal static class MeetingKinds
{
    public const string General = "general-meeting", Committee = "committee-meeting", Group = "group-meeting", Class = "party-class", ThemeDay = "theme-day",
        OrganizationLife = "organization-life-meeting", Review = "democratic-review", PartyCommittee = "party-committee-meeting", Joint = "joint-committee-meeting",
        DemocraticLife = "democratic-life-meeting", Representatives = "representatives-meeting", Assembly = "villagers-assembly",
        VillagersCommittee = "villagers-committee-meeting", Supervision = "supervision-committee-meeting", CollectiveAssembly = "collective-assembly",
        CollectiveCouncil = "collective-council";

    public static readonly IReadOnlyDictionary<string, MeetingKind> All = new MeetingKind[]
    {
        new(General, "党员大会", RollOf.Members, "general-meeting-quorum", "general-meeting-pass", VotersOnly: true),
        new(Committee, "支委会", RollOf.Committee, "committee-quorum", "committee-pass", VotersOnly: true),
        new(Group, "党小组会", RollOf.Members),
        new(Class, "党课", RollOf.Members),
        new(ThemeDay, "主题党日", RollOf.Members),
        new(OrganizationLife, "组织生活会", RollOf.Members),
        new(Review, "民主评议党员", RollOf.Members),
        new(PartyCommittee, "党委会", RollOf.Committee, VotersOnly: true),
        new(Joint, "两委联席会议", RollOf.Joint, VotersOnly: true),
        new(DemocraticLife, "民主生活会", RollOf.Committee),
        new(Representatives, "村（居）民代表会议", RollOf.Members, "vr-quorum", "vr-pass", VotersOnly: true),
        new(Assembly, "村（居）民会议", RollOf.Room, "va-quorum", "va-pass", VotersOnly: true),
        new(VillagersCommittee, "村（居）民委员会会议", RollOf.Committee, VotersOnly: true),
        new(Supervision, "村务监督委员会会议", RollOf.Committee, VotersOnly: true),
        new(CollectiveAssembly, "集体经济组织成员大会", RollOf.Room, "rc-ga-quorum", "rc-ga-pass", VotersOnly: true),
        new(CollectiveCouncil, "集体经济组织理事会", RollOf.Committee, "rc-council-quorum", "rc-council-pass", VotersOnly: true),
    }.ToDictionary(k => k.Key);

    public const string SecretaryClass = "secretary-class", BranchBuildingStudy = "branch-building-study";

    /// <summary>What a meeting of one kind may also have been: an organization life meeting held as general meeting is both and counts as both.</summary>
    public static IReadOnlyList<string> AlsoOffered(string kind) => kind switch
    {
        General => [OrganizationLife, Review, Class, SecretaryClass, ThemeDay],
        Committee => [OrganizationLife],
        Group => [OrganizationLife, Class, ThemeDay],
        Class => [SecretaryClass, ThemeDay],
        ThemeDay => [Class, SecretaryClass, OrganizationLife, Review],
        OrganizationLife => [Review, ThemeDay],
        Review => [OrganizationLife],
        PartyCommittee => [BranchBuildingStudy, DemocraticLife],
        _ => [],
    };

    /// <summary>A kind that somebody asks for, as the kind that is recorded and what it also was: 书记讲党课 is recorded as a party class.</summary>
    public static (string Kind, string? Also) Asked(string kind) => kind switch
    {
        SecretaryClass => (Class, SecretaryClass),
        BranchBuildingStudy => (PartyCommittee, BranchBuildingStudy),
        _ => (kind, null),
    };

    /// <summary>The name of a kind, also of one that an older record carries and this program no longer offers.</summary>
    public static string Name(string key) => key switch { SecretaryClass => "书记讲党课", BranchBuildingStudy => "专题研究党支部建设", _ => All.TryGetValue(key, out var kind) ? kind.Name : key };

    /// <summary>The kinds that a body of this sort holds, the usual one first.</summary>
    public static IReadOnlyList<MeetingKind> HeldBy(string orgKind) => [.. (orgKind switch
    {
        OrgKinds.RepresentativesMeeting => [Representatives],
        OrgKinds.VillagersCommittee => [VillagersCommittee, Assembly, Representatives, Joint],
        OrgKinds.ResidentsCommittee => [VillagersCommittee, Assembly, Representatives, Joint],
        OrgKinds.SupervisionCommittee => [Supervision],
        OrgKinds.CollectiveOrganization => [CollectiveCouncil, CollectiveAssembly],
        OrgKinds.Group => [Group, Class, ThemeDay, OrganizationLife],
        OrgKinds.Committee or OrgKinds.WorkCommittee or OrgKinds.LeadingGroup => [PartyCommittee, General, Joint, DemocraticLife, Class, ThemeDay],
        _ => new[] { General, Committee, Class, ThemeDay, OrganizationLife, Review, Joint },
    }).Select(k => All[k])];
}
