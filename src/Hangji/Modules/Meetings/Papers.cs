namespace Hangji.Modules.Meetings;

/// <summary>会议纸质材料: the sheets that can be printed of a meeting, before it and after it.</summary>
internal static class Papers
{
    public const string Notice = "notice", Agenda = "agenda", Roll = "roll", MinutesSheet = "minutes-sheet", Minutes = "minutes", Ballot = "ballot", Tally = "tally", Result = "result";

    public static IReadOnlyList<(string Sheet, string Name)> Offered(Meeting meeting) => meeting.State == Meeting.Held
        ? [(Minutes, "会议记录"), (Result, "表决结果单"), (Roll, "签到表"), (Agenda, "议程")]
        : [(Notice, "会议通知"), (Agenda, "议程"), (Roll, "签到表"), (Ballot, "表决票"), (Tally, "计票单"), (MinutesSheet, "空白记录纸")];

    public static bool Known(string sheet) => sheet is Notice or Agenda or Roll or MinutesSheet or Minutes or Ballot or Tally or Result;

    public static string NameOf(string sheet) => sheet switch { Notice => "会议通知", Agenda => "议程", Roll => "签到表", MinutesSheet => "空白记录纸", Ballot => "表决票", Tally => "计票单", Result => "表决结果单", _ => "会议记录" };
}
