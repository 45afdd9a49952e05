using Hangji.Platform.Data;

namespace Hangji.Modules.Deliberation;

/// <summary>议事事项: one matter of a village, a community or any unit on its way through its procedure. Its steps are in the procedure; what is kept here is the plan itself.</summary>
internal sealed class Matter : IOwned, IVersioned
{
    public required long Id { get; init; }
    /// <summary>The Party body that leads the place: the led bodies below it act, and are seen, from there.</summary>
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    public required int Year { get; init; }
    /// <summary>Number in the year of its body.</summary>
    public int Number { get; set; }
    /// <summary>The procedure and its running instance (Regulations/Procedures).</summary>
    public required string Procedure { get; init; }
    public required long InstanceId { get; init; }
    public required string Kind { get; init; }
    public required string Title { get; set; }
    public required string Initials { get; set; }
    public required string Body { get; set; }
    /// <summary>Where it came from: a code of <see cref="Sources"/>.</summary>
    public required string Source { get; init; }
    /// <summary>联名: how many signed, and of how many.</summary>
    public int Signed { get; init; }
    public int SignedOf { get; init; }
    public long? AmountFen { get; set; }
    public string Funding { get; set; } = "";
    public required DateOnly RaisedOn { get; init; }
    /// <summary>Copies for lists of where the instance stands; the instance is the truth.</summary>
    public string Step { get; set; } = "";
    public string Course { get; set; } = "";
    /// <summary>From when the step may be taken, as computed when it last moved; null where something else than time is missing.</summary>
    public DateOnly? OpenFrom { get; set; }
    public DateOnly? DecidedOn { get; set; }
    /// <summary>更正落空: the day on which a correction of a meeting took away what later records stood on; null again when nothing stands aside.</summary>
    public DateOnly? UnsettledOn { get; set; }
    public required DateTime RecordedAt { get; init; }
    public int Version { get; set; }

    public bool Runs => Course == "running";
    /// <summary>议〔2026〕7号</summary>
    public string Sign => $"议〔{Year}〕{Number}号";
}

/// <summary>事项来源.</summary>
internal static class Sources
{
    public const string Members = "members", Villagers = "villagers", Cadres = "cadres", Township = "township", PetitionVillagers = "petition-villagers", PetitionRepresentatives = "petition-representatives";

    public static readonly IReadOnlyList<(string Code, string Name)> All =
    [
        (Members, "党员提出"), (Villagers, "村（居）民提出"), (Cadres, "“两委”干部提出"), (Township, "乡镇（街道）交办"),
        (PetitionVillagers, "村（居）民联名"), (PetitionRepresentatives, "村（居）民代表联名"),
    ];

    public static string Name(string code) => All.FirstOrDefault(s => s.Code == code).Name ?? code;
    public static bool IsPetition(string code) => code is PetitionVillagers or PetitionRepresentatives;
}

/// <summary>公布记录: one posting of a step, on the board or beside it, until the room of publication takes this over.</summary>
internal sealed class MatterPosting : IOwned
{
    public required long Id { get; init; }
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    public required long MatterId { get; init; }
    public required string Step { get; init; }
    public required DateOnly PostedOn { get; init; }
    public DateOnly? TakenDownOn { get; init; }
    public required string Place { get; init; }
    public required string Title { get; init; }
    /// <summary>SHA-256 in hex of the sheet that was posted, where it is kept as a file.</summary>
    public string? Hash { get; init; }
    /// <summary>村务监督委员会的意见 on the draft, in words.</summary>
    public string Opinion { get; init; } = "";
    public required DateTime RecordedAt { get; init; }
}

/// <summary>材料: a document of a matter: notice, authorization, opinion of the township, acceptance, the filed bundle.</summary>
internal sealed class MatterPaper : IOwned
{
    public const string Notice = "notice", Authorization = "authorization", Acceptance = "acceptance", FileBundle = "file-bundle", Decision = "decision", Attachment = "attachment";

    public required long Id { get; init; }
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    public required long MatterId { get; init; }
    public string Step { get; init; } = "";
    public string? Way { get; init; }
    public required string Kind { get; init; }
    public required string Title { get; init; }
    public string Text { get; init; } = "";
    public required DateOnly DatedOn { get; init; }
    public DateOnly? ValidTo { get; init; }
    public required DateTime RecordedAt { get; init; }

    public static readonly IReadOnlyList<(string Code, string Name)> Kinds =
    [
        (Notice, "会议通知"), (Authorization, "村民会议对代表会议的授权"), (Acceptance, "验收"), (FileBundle, "归档目录"), (Decision, "决定文件"), (Attachment, "其他材料"),
    ];

    public static string Name(string code) => Kinds.FirstOrDefault(k => k.Code == code).Name ?? code;
}

/// <summary>异议、撤销申请: what somebody says against a decision or a result, and the answer by its day.</summary>
internal sealed class MatterObjection : IOwned, IVersioned
{
    public const string Objection = "objection", Contest = "contest";

    public required long Id { get; init; }
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    public required long MatterId { get; init; }
    public required string Kind { get; init; }
    public required string Step { get; init; }
    public required DateOnly SaidOn { get; init; }
    /// <summary>Who, as far as it is shown: never a full name on a page.</summary>
    public required string Who { get; init; }
    public required string Text { get; init; }
    public required DateOnly DueOn { get; init; }
    public DateOnly? AnsweredOn { get; set; }
    public string? Answer { get; set; }
    public bool Upheld { get; set; }
    public required DateTime RecordedAt { get; init; }
    public int Version { get; set; }
}
