using Hangji.Platform;
using Hangji.Modules.Regulations.Contract;

namespace Hangji.Modules.Meetings.Voting;

/// <summary>What a vote was about; together with the kind of meeting it chooses the rule.</summary>
internal static class Subjects
{
    public const string Ordinary = "ordinary", Recruiting = "recruiting", Election = "election";
    public static readonly IReadOnlyList<(string Code, string Name)> All = [(Ordinary, "一般事项"), (Recruiting, "接收预备党员、预备党员转正"), (Election, "选举")];
    public static string Name(string code) => All.FirstOrDefault(s => s.Code == code).Name ?? code;
}

/// <summary>表决结果: what follows from a count by the rule of the day. It is computed; nobody chooses it.</summary>
internal static class Outcome
{
    /// <summary>听取: no vote was taken.</summary>
    public const string Heard = "heard";
    /// <summary>通过: quorum and majority were both reached.</summary>
    public const string Passed = "passed";
    /// <summary>未通过.</summary>
    public const string NotPassed = "not-passed";
    /// <summary>到会不足，表决无效.</summary>
    public const string NoQuorum = "no-quorum";
    /// <summary>待认定: short of a rule that is not verified or not binding; recorded with a reason, neither passed nor failed by us.</summary>
    public const string Unsettled = "unsettled";
    /// <summary>只记票数: no rule of quorum and majority is known for this body on this day.</summary>
    public const string NoRule = "no-rule";

    public static string Name(string? outcome) => outcome switch
    {
        Heard => "听取", Passed => "通过", NotPassed => "未通过", NoQuorum => "到会不足，表决无效", Unsettled => "待认定", NoRule => "只记票数", _ => "未表决",
    };
}

/// <summary>票数: one count as it was taken in the room.</summary>
/// <param name="Entitled">应到会有表决权的人数.</param>
/// <param name="Present">到会有表决权的人数, the recused among them.</param>
/// <param name="Recused">Present, but not taking part in this vote.</param>
internal sealed record Tally(int Entitled, int Present, int Recused, int Yes, int No, int Abstain, int Invalid = 0, int WrittenYes = 0, int WrittenNo = 0, int WrittenAbstain = 0)
{
    /// <summary>Present at this vote and taking part in it.</summary>
    public int Taking => Present - Recused;
    public int Cast => Yes + No + Abstain + Invalid;
    public int Written => WrittenYes + WrittenNo + WrittenAbstain;

    /// <summary>The first number that cannot be, or null. <paramref name="at"/> is the number of the item, for the names of the fields.</summary>
    public Refusal? Impossible(int at, bool countsWritten)
    {
        foreach (var (count, field) in new[] { (Yes, "yes"), (No, "no"), (Abstain, "abstain"), (Invalid, "invalid"), (WrittenYes, "wyes"), (WrittenNo, "wno"), (WrittenAbstain, "wabstain") })
            if (count is < 0 or > 1_000_000) return new("第 {0} 个议题：票数应是 0 到 1000000 之间的整数", $"{field}-{at}", null, at);
        return Present > Entitled ? new("到会有表决权的 {0} 人，多于应到会的 {1} 人", "present", null, Present, Entitled)
            : Recused > Present ? new("第 {0} 个议题：回避 {1} 人，多于到会有表决权的 {2} 人", $"recused-{at}", null, at, Recused, Present)
            : Cast > Taking ? new("第 {0} 个议题：各项合计 {1} 票，多于到会并参加表决的 {2} 人；如有人中途到会，先在“到会”中勾上", $"yes-{at}", null, at, Cast, Taking)
            : Written > 0 && !countsWritten ? new("第 {0} 个议题：书面意见只在接收预备党员和预备党员转正时计票", $"wyes-{at}", "《中国共产党发展党员工作细则》第二十条", at)
            : Written > Entitled - Present ? new("第 {0} 个议题：书面意见 {1} 份，多于未到会的 {2} 人", $"wyes-{at}", null, at, Written, Entitled - Present)
            : null;
    }
}

/// <summary>One rule as it was used: what it asked, from whom, and where it stands.</summary>
internal sealed record RuleUsed(string Id, string Version, string Article, Strength Strength);

/// <summary>适用的表决规则: quorum and majority in force on a day for one body and subject; either may be missing.</summary>
internal sealed record VoteRules(Quorum? Quorum, RuleUsed? QuorumUsed, Majority? Majority, RuleUsed? MajorityUsed)
{
    public static readonly VoteRules None = new(null, null, null, null);
    public bool CountsWritten => Majority?.CountsWritten == true;

    /// <summary>The rules of <paramref name="on"/> by their ids; a rule not in force that day is as if there were none.</summary>
    public static VoteRules Find(Rulebook book, string? quorum, string? majority, DateOnly on) => new(
        quorum is null ? null : book.Quorum(quorum, on), Used(book, quorum, on), majority is null ? null : book.Majority(majority, on), Used(book, majority, on));

    static RuleUsed? Used(Rulebook book, string? id, DateOnly on) =>
        id is not null && book.Find(id, on) is { } rule ? new(rule.Id, rule.Version, rule.Article.Cited.Zh, rule.Strength) : null;
}

/// <summary>裁定: the outcome of one vote with the numbers it rests on.</summary>
internal sealed record Decision(string Outcome, int? QuorumNeeded, int? VotesNeeded, int? VotesOf, int YesCounted)
{
    /// <summary>A vote taken with these numbers under these rules. Passed needs both rules known and both reached; nothing else gives it.</summary>
    public static Decision Of(VoteRules rules, Tally tally)
    {
        var yes = tally.Yes + (rules.CountsWritten ? tally.WrittenYes : 0);
        var no = tally.No + (rules.CountsWritten ? tally.WrittenNo : 0);
        int? least = rules.Quorum?.Least(tally.Entitled);
        int? of = rules.Majority is null ? null : Base(rules.Majority.Base, tally);
        int? needed = of is { } people ? rules.Majority!.Needed(people) : null;
        string outcome;
        if (rules.Quorum is null || rules.Majority is null) outcome = Voting.Outcome.NoRule;
        else if (!rules.Quorum.Met(tally.Taking, tally.Entitled)) outcome = rules.Quorum.Strength == Strength.Must ? Voting.Outcome.NoQuorum : Voting.Outcome.Unsettled;
        else if (yes >= needed) outcome = Voting.Outcome.Passed;
        // Where yes does not outweigh no, no reading of the rule carries it.
        else outcome = rules.Majority.Strength == Strength.Must || yes <= no ? Voting.Outcome.NotPassed : Voting.Outcome.Unsettled;
        return new(outcome, least, needed, of, yes);
    }

    /// <summary>Whom the share is taken of. The recused stay among the entitled: no text of the pack takes them out, and the stricter reading never passes too much.</summary>
    static int Base(VoteBase of, Tally tally) => of switch
    {
        VoteBase.Present => tally.Taking,
        VoteBase.Voted => tally.Cast,
        _ => tally.Entitled,
    };
}
