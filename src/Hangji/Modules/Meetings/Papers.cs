namespace Hangji.Modules.Meetings;

/// <summary>会议纸质材料: the sheets that can be printed of a meeting, before it and after it.</summary>
internal static class Papers
{
    public const string Notice = "notice", Agenda = "agenda", Roll = "roll", MinutesSheet = "minutes-sheet", Minutes = "minutes";

    public static IReadOnlyList<(string Sheet, string Name)> Offered(Meeting meeting) => meeting.State == Meeting.Held
        ? [(Minutes, "会议记录"), (Roll, "签到表"), (Agenda, "议程")]
        : [(Notice, "会议通知"), (Agenda, "议程"), (Roll, "签到表"), (MinutesSheet, "空白记录纸")];

    public static bool Known(string sheet) => sheet is Notice or Agenda or Roll or MinutesSheet or Minutes;

    public static string NameOf(string sheet) => sheet switch { Notice => "会议通知", Agenda => "议程", Roll => "签到表", MinutesSheet => "空白记录纸", _ => "会议记录" };
}
