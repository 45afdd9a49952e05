using Hangji.Platform.Data;

namespace Hangji.Modules.Meetings;

/// <summary>
/// 会议记录: one meeting of one body, in one edition. It is convened, held or cancelled; a correction is a new edition that names the one it replaces,
/// and the replaced one stays readable (docs/decisions/0008).
/// </summary>
internal sealed class Meeting : IOwned, IVersioned
{
    public const string Convened = "convened", Held = "held", Cancelled = "cancelled";

    public required long Id { get; init; }
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    /// <summary>Id of the first edition: what stays the same through corrections. Tasks, files and facts hang on it.</summary>
    public required long RootId { get; init; }
    /// <summary>The kind whose rules of quorum and vote apply: a kind of regulations/evidence-kinds.yaml.</summary>
    public required string Kind { get; set; }
    /// <summary>What the same event also was, space-separated: an 组织生活会 held as a 党员大会 is both.</summary>
    public string Also { get; set; } = "";
    public required string State { get; set; }
    /// <summary>The series its number counts in: kind and year. Null until it was held.</summary>
    public string? Series { get; set; }
    /// <summary>第几次: number in the year of its series, in the order of recording.</summary>
    public int? Number { get; set; }
    /// <summary>1 for the first record, 2 for its first correction, and so on.</summary>
    public int Edition { get; init; } = 1;

    public required string Theme { get; set; }
    /// <summary>The day it stands under in lists: held on, or planned for.</summary>
    public required DateOnly Day { get; set; }
    public DateOnly? PlannedOn { get; set; }
    public TimeOnly? PlannedAt { get; set; }
    public DateOnly? HeldOn { get; set; }
    public TimeOnly? StartsAt { get; set; }
    public TimeOnly? EndsAt { get; set; }
    public string Place { get; set; } = "";
    public string Chair { get; set; } = "";
    public string Recorder { get; set; } = "";
    /// <summary>应到: who was due by the roll of the day it was held.</summary>
    public int Due { get; set; }
    /// <summary>实到.</summary>
    public int Present { get; set; }
    /// <summary>应到会有表决权的人数, after the exclusions that this meeting itself decided.</summary>
    public int Voters { get; set; }
    public int VotersPresent { get; set; }
    /// <summary>True where no roll is kept (a villagers' assembly): the two pairs of numbers were counted in the room, not computed.</summary>
    public bool CountedInRoom { get; set; }
    /// <summary>Whom the room was counted in: adults or households (村民组织法: one base a meeting, never mixed).</summary>
    public string? CountedBy { get; set; }
    public string Summary { get; set; } = "";
    /// <summary>补开: a day of the earlier period that it makes up for.</summary>
    public DateOnly? MakesUpFor { get; set; }
    /// <summary>说明: why it differs from what is normally done, where a warning asked for it.</summary>
    public string? Deviation { get; set; }
    public string? QuorumRule { get; set; }
    public string? QuorumVersion { get; set; }
    /// <summary>Printed with the record, so that a later text of the rule does not rewrite it.</summary>
    public string? QuorumArticle { get; set; }
    public int? QuorumNeeded { get; set; }

    public DateTime? ConvenedAt { get; set; }
    /// <summary>When this edition was entered.</summary>
    public DateTime? RecordedAt { get; set; }
    /// <summary>When the first edition was entered: what decides whether the record was late.</summary>
    public DateTime? FirstRecordedAt { get; set; }
    public long? Supersedes { get; init; }
    public long? SupersededBy { get; set; }
    public string? CorrectionReason { get; init; }
    public string? CancelReason { get; set; }
    public int Version { get; set; }

    public IEnumerable<string> Kinds => Also.Length == 0 ? [Kind] : [Kind, .. Also.Split(' ')];
    public bool IsCurrent => SupersededBy is null;

    /// <summary>补记: entered more than a week after it was held. Accepted all the same, and shown (product rule N8).</summary>
    public bool EnteredLate => State == Held && HeldOn is { } held && FirstRecordedAt is { } first && Beijing(first).DayNumber - held.DayNumber > DaysUntilLate;

    public const int DaysUntilLate = 7;
    internal static DateOnly Beijing(DateTime utc) => DateOnly.FromDateTime(utc.AddHours(8));

    /// <summary>The code printed on its papers: short enough to be typed, the same through all corrections.</summary>
    public string Code => CodeOf(RootId);
    private const string CodeLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ", CodeMark = "HY-";
    private const int CodeLength = 13, CodeBase = 32;

    internal static string CodeOf(long root) => CodeMark + string.Create(CodeLength, root, (span, id) =>
    {
        for (var i = span.Length - 1; i >= 0; i--, id /= CodeBase) span[i] = CodeLetters[(int)(id % CodeBase)];
    }).TrimStart('0');

    /// <summary>The meeting that a code names, typed as people type it; null for anything else.</summary>
    internal static long? RootOf(string code)
    {
        var text = Platform.Text.Plain.Fold(code);
        if (!text.StartsWith(CodeMark, StringComparison.Ordinal) || text.Length is <= 3 or > 3 + CodeLength) return null;
        var root = 0L;
        foreach (var c in text.AsSpan(CodeMark.Length))
        {
            if (CodeLetters.IndexOf(c) is not (>= 0 and var digit)) return null;
            root = unchecked(root * CodeBase + digit);
        }
        return root > 0 ? root : null;
    }
}
