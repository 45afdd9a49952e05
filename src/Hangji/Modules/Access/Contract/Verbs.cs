using Hangji.Modules.Organizations.Contract;

namespace Hangji.Modules.Access.Contract;

/// <summary>权限: the verbs that a seat may have. A page names the one it needs as its policy; a slice is reached through such a page only.</summary>
public static class Verbs
{
    public const string ReadOrganizations = OrganizationVerbs.Read, ChangeOrganizations = OrganizationVerbs.Change, AppointOfficers = OrganizationVerbs.Appoint;
    public const string ReadMembers = "members.read", ChangeMembers = "members.change", OpenMaskedField = "members.open-masked";
    public const string ReadMeetings = "meetings.read", RecordMeetings = "meetings.record";
    public const string ReadMatters = "matters.read", RecordMatters = "matters.record";
    public const string ReadBooks = "books.read", RecordBooks = "books.record", CloseBooks = "books.close";
    public const string ReadDisclosures = "disclosure.read", DraftDisclosures = "disclosure.draft", ReviewDisclosures = "disclosure.review", ReleaseDisclosures = "disclosure.release", AnswerVoices = "disclosure.answer";
    public const string ReadDuties = "duties.read", ExplainDuties = "duties.explain";
    public const string Import = "records.import", Export = "records.export";
    public const string ReadStatistics = "statistics.read", FileStatistics = "statistics.file";
    public const string OwnRecord = "own-record.read";
    public const string GrantSeats = "seats.grant";
    public const string RunSystem = "admin.system", RunSecurity = "admin.security", RunAudit = "admin.audit";
}

/// <summary>角色: a named set of verbs that a post brings with it.</summary>
/// <param name="Key">Stable key stored with the seat.</param>
/// <param name="Name">Chinese name, key of its translation.</param>
/// <param name="Verbs">What it may do, within its range of the tree.</param>
public sealed record Role(string Key, string Name, IReadOnlySet<string> Verbs);

/// <summary>The roles there are. A role is code, not data: what a seat may do is reviewed like a rule (docs/decisions/0005).</summary>
public static class Roles
{
    private static readonly string[] Reading = [Verbs.ReadOrganizations, Verbs.ReadMembers, Verbs.ReadMeetings, Verbs.ReadMatters, Verbs.ReadDisclosures, Verbs.ReadBooks, Verbs.ReadDuties, Verbs.ExplainDuties, Verbs.ReadStatistics, Verbs.OwnRecord];
    private static readonly string[] Keeping = [.. Reading, Verbs.ChangeMembers, Verbs.RecordMeetings, Verbs.RecordMatters, Verbs.DraftDisclosures, Verbs.ReviewDisclosures, Verbs.AnswerVoices, Verbs.RecordBooks, Verbs.Import, Verbs.Export];
    private static readonly string[] Leading = [.. Keeping, Verbs.ReleaseDisclosures, Verbs.OpenMaskedField, Verbs.AppointOfficers, Verbs.FileStatistics, Verbs.CloseBooks];
    private static readonly string[] Superior = [.. Leading, Verbs.ChangeOrganizations, Verbs.GrantSeats];

    public static readonly IReadOnlyDictionary<string, Role> All = new Role[]
    {
        new("secretary", "书记", Set(Leading)),
        new("deputy-secretary", "副书记", Set(Leading)),
        new("committee-member", "委员", Set(Keeping)),
        new("clerk", "文书", Set(Keeping)),
        new("group-leader", "党小组组长", Set([.. Reading, Verbs.RecordMeetings])),
        new("chair", "主任", Set([.. Keeping, Verbs.ReleaseDisclosures, Verbs.CloseBooks])),
        new("superior-officer", "上级组织干部", Set(Superior)),
        new("reader", "查阅", Set(Reading)),
        new("member", "党员本人", Set([Verbs.OwnRecord, Verbs.ExplainDuties])),
    }.ToDictionary(r => r.Key);

    /// <summary>三员: what the three administrators may do; none of it touches business data.</summary>
    public static readonly IReadOnlyDictionary<string, Role> Administrators = new Role[]
    {
        new("system", "系统管理员", Set([Verbs.RunSystem])),
        new("security", "安全管理员", Set([Verbs.RunSecurity])),
        new("audit", "审计管理员", Set([Verbs.RunAudit])),
    }.ToDictionary(r => r.Key);

    private static HashSet<string> Set(string[] verbs) => new(verbs, StringComparer.Ordinal);
}
