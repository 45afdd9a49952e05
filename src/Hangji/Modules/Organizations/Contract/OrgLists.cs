namespace Hangji.Modules.Organizations.Contract;

/// <summary>One entry of a list of this room: a stable key and its Chinese name, which is the key of its translation.</summary>
public sealed record Listed(string Key, string Name);

/// <summary>所属领域: in which part of society the body works.</summary>
public static class OrgFields
{
    public static IReadOnlyList<Listed> All { get; } =
    [
        new("village", "农村"), new("community", "城市社区"), new("organ", "机关"), new("public-institution", "事业单位"), new("state-enterprise", "国有企业"),
        new("private-enterprise", "非公有制企业"), new("social-organization", "社会组织"), new("university", "高校"), new("school", "中小学校"),
        new("locality", "地方"), new("other", "其他领域"),
    ];

    public static string Name(string key) => OrgLists.Name(All, key);
}

/// <summary>与所在单位的关系: whether the body is that of one unit, of the same unit as its superior, or of several units together.</summary>
public static class UnitRelations
{
    public const string Own = "own", SameAsSuperior = "same-as-superior", Joint = "joint";

    public static IReadOnlyList<Listed> All { get; } = [new(Own, "单独建立"), new(SameAsSuperior, "与上级组织同一单位"), new(Joint, "联合建立")];

    public static string Name(string key) => OrgLists.Name(All, key);
}

/// <summary>组织变动的种类.</summary>
public static class OrgActs
{
    public const string SetUp = "set-up", Rename = "rename", Change = "change", Move = "move", Merge = "merge", Split = "split", Dissolve = "dissolve", Elect = "elect", Link = "link";

    public static IReadOnlyList<Listed> All { get; } =
    [
        new(SetUp, "设立"), new(Rename, "更名"), new(Change, "信息变更"), new(Move, "隶属变更"), new(Merge, "合并"), new(Split, "拆分"),
        new(Dissolve, "撤销"), new(Elect, "换届选举"), new(Link, "条线隶属"),
    ];

    public static string Name(string key) => OrgLists.Name(All, key);
}

/// <summary>职务: a post in a body. <see cref="Rank"/> is the order in which officers are listed.</summary>
/// <param name="OnCommittee">The holder sits on the leading body (支委会, 党委会, 村委会 …).</param>
/// <param name="Short">What it is called behind the name of the body, where the name repeats the body.</param>
public sealed record Post(string Key, string Name, int Rank, bool OnCommittee = true, string? Short = null);

/// <summary>The posts there are, in the order of a list of officers.</summary>
public static class Posts
{
    public static IReadOnlyList<Post> All { get; } =
    [
        new("secretary", "书记", 1), new("first-secretary", "第一书记", 2, OnCommittee: false), new("deputy-secretary", "副书记", 3), new("standing-member", "常委", 4),
        new("organization-member", "组织委员", 5), new("publicity-member", "宣传委员", 6), new("discipline-member", "纪检委员", 7), new("united-front-member", "统战委员", 8),
        new("youth-member", "青年委员", 9), new("member", "委员", 10),
        new("group-leader", "党小组组长", 11), new("deputy-group-leader", "党小组副组长", 12, OnCommittee: false),
        new("chair", "主任", 21), new("deputy-chair", "副主任", 22), new("committee-member", "村（居）委员", 23, Short: "委员"),
        new("board-chair", "理事长", 31), new("board-member", "理事", 32), new("supervisor-chair", "监事长", 33), new("supervisor", "监事", 34),
        new("representative", "村民代表", 41, OnCommittee: false), new("organizer", "组织员", 51, OnCommittee: false), new("clerk", "文书", 52, OnCommittee: false),
    ];

    private static readonly Dictionary<string, Post> ByKey = All.ToDictionary(p => p.Key);

    public static Post? Find(string? key) => key is not null && ByKey.TryGetValue(key, out var post) ? post : null;
    public static string Name(string key) => Find(key)?.Name ?? key;
    /// <summary>Chinese name as it is said behind the name of the body: 竹溪村村民委员会委员.</summary>
    public static string InBody(string key) => Find(key) is { } post ? post.Short ?? post.Name : key;
    public static int Rank(string key) => Find(key)?.Rank ?? int.MaxValue;
}

internal static class OrgLists
{
    public static string Name(IReadOnlyList<Listed> list, string key) => list.FirstOrDefault(l => l.Key == key)?.Name ?? key;
}
