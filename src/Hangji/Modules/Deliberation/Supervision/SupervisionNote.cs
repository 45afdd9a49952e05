using Hangji.Platform.Data;

namespace Hangji.Modules.Deliberation.Supervision;

/// <summary>监督记录: an opinion, a sitting-in, a question with its answer, a report, a yearly review. Owned by the supervision committee, so that nobody it supervises writes it.</summary>
internal sealed class SupervisionNote : IOwned, IVersioned
{
    public const string Review = "review", SitIn = "sit-in", Question = "question", Report = "report", Appraisal = "appraisal", Interpellation = "interpellation";

    public required long Id { get; init; }
    /// <summary>The supervision committee.</summary>
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    /// <summary>The Party body of the place whose matters it looks at.</summary>
    public required long VillageId { get; init; }
    public long? MatterId { get; init; }
    public required string Kind { get; init; }
    public required DateOnly HeldOn { get; init; }
    public required string Text { get; init; }
    /// <summary>Agreed or not, for an opinion on a draft; passed or not, for an appraisal.</summary>
    public bool? Agreed { get; init; }
    /// <summary>被评议的人 (name and post as shown), for an appraisal: officers of the committee, nobody else is appraised.</summary>
    public string? About { get; init; }
    /// <summary>联名质询: how many signed, and of how many voters (0 where they are representatives).</summary>
    public int? Signed { get; init; }
    public int? SignedOf { get; init; }
    public DateOnly? DueOn { get; init; }
    public DateOnly? AnsweredOn { get; set; }
    public string? Answer { get; set; }
    public required DateTime RecordedAt { get; init; }
    public int Version { get; set; }

    public static readonly IReadOnlyList<(string Code, string Name)> Kinds =
        [(Review, "公开前审核意见"), (SitIn, "列席会议"), (Question, "质询"), (Interpellation, "联名质询"), (Report, "半年工作报告"), (Appraisal, "年度民主评议")];

    public static string Name(string code) => Kinds.FirstOrDefault(k => k.Code == code).Name ?? code;
}
