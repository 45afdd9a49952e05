using Hangji.Platform.Data;

namespace Hangji.Modules.Meetings;

/// <summary>到会: one name on the roll of a meeting as it was that day. The name is copied, so that a transfer or a change of name does not rewrite the record.</summary>
/// <remarks>Never changed: a correction writes a new edition with its own rows. The rows are therefore their own history and are not repeated in the fact.</remarks>
internal sealed class Attendance : IOwned, IUnrecorded
{
    public const string Present = "present", Absent = "absent", Guest = "guest", Written = "written";

    public required long Id { get; init; }
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    public required long MeetingId { get; init; }
    /// <summary>The person of the register; null for a guest who was typed in.</summary>
    public long? PersonId { get; init; }
    public required string Name { get; init; }
    public int Place { get; init; }
    /// <summary>present, absent, guest (列席) or written (absent, but handed in a written opinion before the meeting).</summary>
    public required string Status { get; init; }
    /// <summary>Code of <see cref="Absences"/>.</summary>
    public string? Reason { get; init; }
    public bool MayVote { get; init; }
    /// <summary>Rule id of why not, such as due-probationer.</summary>
    public string? WhyNoVote { get; init; }
}

/// <summary>不计入应到会: a member left out of the denominator for one meeting: a reason of the list, the superior's reply and the meeting's own vote.</summary>
internal sealed class Exclusion : IOwned, IUnrecorded
{
    public required long Id { get; init; }
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    public required long MeetingId { get; init; }
    public required long PersonId { get; init; }
    public required string Name { get; init; }
    /// <summary>Rule id due-excl-*.</summary>
    public required string Reason { get; init; }
    /// <summary>上级批复: number or title of the superior's reply.</summary>
    public required string Reply { get; init; }
    public required DateOnly RepliedOn { get; init; }
    /// <summary>Yes votes of the meeting for leaving this member out.</summary>
    public required int Yes { get; init; }
}

/// <summary>Codes and Chinese names of reasons.</summary>
internal static class Absences
{
    /// <summary>未到原因, in the order in which they are offered.</summary>
    public static readonly IReadOnlyList<(string Code, string Name)> Reasons =
        [("sick", "病假"), ("infirm", "年老体弱"), ("away", "外出务工"), ("duty", "因公"), ("personal", "事假"), ("unstated", "未说明")];

    public const string Unstated = "unstated", Infirm = "infirm";
    public static bool Known(string code) => Reasons.Any(r => r.Code == code);
    public static string Name(string? code) => Reasons.FirstOrDefault(r => r.Code == code).Name ?? "未说明";

    /// <summary>可以不计入应到会的情形: the six of the Organization Department's rule; every other absence stays in.</summary>
    public static readonly IReadOnlyList<(string Code, string Name)> Exclusions =
    [
        ("due-excl-mind", "患有精神病或因其他疾病不能表达本人意志"), ("due-excl-abroad", "自费出国半年以上"), ("due-excl-prison", "被判刑正在服刑，尚未受留党察看以上处分"),
        ("due-excl-infirm", "年老体弱卧床不起或长期患病生活不能自理"), ("due-excl-not-moved", "外出半年以上，按规定应转走组织关系而未转走"), ("due-excl-retired-home", "离退休后长期居住原籍，未转走组织关系"),
    ];
}
