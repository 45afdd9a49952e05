using Hangji.Modules.Meetings.Voting;
using Hangji.Platform.Text;
using Hangji.Shell;
using Microsoft.AspNetCore.Components;

namespace Hangji.Modules.Meetings.Pages;

/// <summary>会议表的一行: a meeting as a list shows it, already in the reader's language.</summary>
public sealed record MeetingLine(string Href, string Theme, string Title, string Body, DateOnly Day, int? Due, int? Present, MarkupString State);

/// <summary>How this room's states and results are said, the same on every page and paper.</summary>
internal static class MeetingMarks
{
    public static MarkupString Outcome(Words t, string? outcome) => Marks.State(outcome switch
    {
        Voting.Outcome.Passed => Standing.Done,
        Voting.Outcome.NotPassed or Voting.Outcome.NoQuorum => Standing.Over,
        Voting.Outcome.Unsettled => Standing.Wait,
        Voting.Outcome.Heard => Standing.Off,
        _ => Standing.Due,
    }, t[Voting.Outcome.Name(outcome)]);

    public static MarkupString State(Words t, Meeting meeting) => meeting.State switch
    {
        Meeting.Convened => Marks.State(Standing.Due, t["已召集"]),
        Meeting.Cancelled => Marks.State(Standing.Off, t["已取消"]),
        _ when !meeting.IsCurrent => Marks.State(Standing.Off, t["已被更正"]),
        _ when meeting.EnteredLate => Marks.State(Standing.Late, t["补记"]),
        _ => Marks.State(Standing.Done, t["已记录"]),
    };

    /// <summary>赞成 15 人，超过应到 23 人的半数（至少 12 人）: the count against what the rule asked.</summary>
    public static string Because(Words t, VoteRules rules, Tally tally, Decision decision)
    {
        if (rules.Quorum is { } quorum && !quorum.Met(tally.Taking, tally.Entitled))
            return t["到会 {0} 人；以应到 {1} 人计，{2}即至少 {3} 人", tally.Taking, tally.Entitled, quorum.Share.Words.In(t.IsEnglish), decision.QuorumNeeded];
        if (rules.Majority is not { } majority || rules.Quorum is null) return t["赞成 {0}，反对 {1}，弃权 {2}；没有适用的表决规则，只记票数", tally.Yes, tally.No, tally.Abstain];
        return t["赞成 {0} 票；以{1} {2} 人计，{3}即至少 {4} 票", decision.YesCounted, t[Whom(majority.Base)], decision.VotesOf, majority.Share.Words.In(t.IsEnglish), decision.VotesNeeded];
    }

    static string Whom(Regulations.Contract.VoteBase of) => of switch
    {
        Regulations.Contract.VoteBase.Present => "到会",
        Regulations.Contract.VoteBase.Voted => "投票",
        Regulations.Contract.VoteBase.AllMembers => "全体",
        _ => "应到",
    };

    /// <summary>第 3 次党员大会; the theme alone while it has no number.</summary>
    public static string Title(Words t, Meeting meeting) => meeting.Number is { } number
        ? t["{0}年第 {1} 次{2}", meeting.Day.Year, number, t[MeetingKinds.Name(meeting.Kind)]] : t[MeetingKinds.Name(meeting.Kind)];

    public static string Kinds(Words t, Meeting meeting) => string.Join(t["、"], meeting.Kinds.Select(k => t[MeetingKinds.Name(k)]));

    public static MeetingLine Line(Words t, Meeting met, string body) => new($"/meetings/{met.RootId}", met.Theme,
        Title(t, met) + (met.Also.Length > 0 ? t["（兼{0}）", string.Join(t["、"], met.Kinds.Skip(1).Select(k => t[MeetingKinds.Name(k)]))] : ""),
        body, met.Day, met.State == Meeting.Held ? met.Due : null, met.State == Meeting.Held ? met.Present : null, State(t, met));
}
