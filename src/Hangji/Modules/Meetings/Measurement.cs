using Hangji.Platform;
using Hangji.Modules.Members.Contract;
using Hangji.Modules.Meetings.Voting;
using Hangji.Modules.Regulations.Contract;

namespace Hangji.Modules.Meetings;

/// <summary>One name on the roll of a meeting with how it stood.</summary>
internal sealed record Seated(long? PersonId, string Name, string Status, string? Reason, bool MayVote, string? WhyNoVote);

/// <summary>提示: something differs from what is normally done; it is recorded all the same, with a reason.</summary>
internal sealed record Warning(string Message, string? Article, params object?[] Args);

/// <summary>
/// 核算: a recording measured against the roll and the rules of its day: who was due, who was there, what each vote led to. Pure: the same words,
/// roll and rules give the same result, whoever asks and whenever.
/// </summary>
internal sealed record Measurement(
    IReadOnlyList<Seated> Rows, int Due, int Present, int Voters, int VotersPresent, VoteRules Opening,
    IReadOnlyList<VoteRules> Rules, IReadOnlyList<Tally> Tallies, IReadOnlyList<Decision?> Decisions, IReadOnlyList<Warning> Warnings)
{
    /// <summary>The least number whose presence lets a vote be taken; null where no rule is known.</summary>
    public int? QuorumNeeded => Opening.Quorum?.Least(Voters);
    public bool? QuorumMet => Opening.Quorum?.Met(VotersPresent, Voters);

    public static Measurement Take(Recording said, RollCall call)
    {
        var excluded = said.Exclusions.Select(e => e.PersonId).ToHashSet();
        var rows = Seat(said, call, excluded);
        var room = call.CountsTheRoom ? said.Room : null;
        var listed = rows.Where(r => r.Status != Attendance.Guest).ToList();
        var voters = room?.Entitled ?? listed.Count(r => r.MayVote);
        var votersPresent = room?.Present ?? listed.Count(r => r.MayVote && r.Status == Attendance.Present);
        var due = room?.Entitled ?? (call.Kind.VotersOnly ? voters : listed.Count);
        var present = room?.Present ?? (call.Kind.VotersOnly ? votersPresent : listed.Count(r => r.Status == Attendance.Present));
        var rules = said.Items.Select(i => call.Rules(i.Subject, room?.By)).ToList();
        var tallies = said.Items.Select(i => new Tally(voters, votersPresent, i.Recused.Count, i.Yes, i.No, i.Abstain, i.Invalid, i.WrittenYes, i.WrittenNo, i.WrittenAbstain)).ToList();
        var decisions = said.Items.Select((item, i) => item.Way == MeetingItem.Heard ? null : Decision.Of(rules[i], tallies[i])).ToList();
        return new(rows, due, present, voters, votersPresent, call.Rules(Subjects.Ordinary, room?.By), rules, tallies, decisions, [.. Warn(said, call, rules, decisions)]);
    }

    static List<Seated> Seat(Recording said, RollCall call, HashSet<long> excluded)
    {
        var rows = new List<Seated>(call.Roll.Count + said.Guests.Count);
        foreach (var entry in call.Roll)
        {
            var absent = said.Absent.TryGetValue(entry.PersonId, out var reason);
            var left = excluded.Contains(entry.PersonId);
            var status = !absent ? Attendance.Present : said.Written.Contains(entry.PersonId) ? Attendance.Written : Attendance.Absent;
            rows.Add(new(entry.PersonId, entry.Name, status, absent ? reason : null, entry.MayVote && !left, left ? said.Exclusions.First(e => e.PersonId == entry.PersonId).Reason : entry.WhyNoVote));
        }
        rows.AddRange(said.Guests.Select(name => new Seated(null, name, Attendance.Guest, null, false, null)));
        return rows;
    }

    static IEnumerable<Warning> Warn(Recording said, RollCall call, List<VoteRules> rules, List<Decision?> decisions)
    {
        for (var i = 0; i < decisions.Count; i++)
            if (decisions[i]?.Outcome == Outcome.Unsettled)
                yield return new("第 {0} 个议题没有达到规定的到会或赞成人数（规定原文待核实，只作提示）", rules[i].QuorumUsed?.Article ?? rules[i].MajorityUsed?.Article, i + 1);
        // ZB art. 14: the secretary chairs, or a deputy or committee member whom he asks.
        if (call.Kind.Key is MeetingKinds.General or MeetingKinds.Committee && said.Chair.Length > 0 && call.Committee.Count > 0 && call.Committee.All(c => c.Name != said.Chair))
            yield return new("主持人 {0} 不是书记、副书记或委员", call.Book.Find("meeting-chair", said.HeldOn)?.Article.Cited.Zh, said.Chair);
    }
}

/// <summary>The obstacles to recording a meeting, one after the other; the first is told. No database and no clock in here.</summary>
internal static class MeetingCheck
{
    const int ThemeLength = 200, PlaceLength = 100, NameLength = 60, ItemLength = 500, ResolutionLength = 2000, SummaryLength = 20_000, ReasonLength = 500, ReplyLength = 100, MostItems = 60, MostGuests = 200;
    static readonly DateOnly Founded = new(1921, 7, 1);

    /// <summary>The first obstacle, or null. Ids of people who are not on the roll are refused by the slice as out of scope, not here.</summary>
    public static Refusal? Check(Recording said, RollCall call)
    {
        if (!MeetingKinds.All.ContainsKey(said.Kind)) return new("请选择会议种类", "kind");
        if (said.Also.Any(k => !MeetingKinds.AlsoOffered(said.Kind).Contains(k))) return new("请选择会议种类", "also");
        if (said.HeldOn > call.Today) return new("会议日期不能晚于今天 {0}", "date", null, call.Today);
        if (said.HeldOn < Founded) return new("会议日期太早，请核对年份", "date");
        if (!call.Org.Exists(said.HeldOn)) return new("{0}在 {1} 还没有成立或已经撤销", "date", null, call.Org.ShortName, said.HeldOn);
        if (said.EndsAt < said.StartsAt) return new("结束时间早于开始时间", "end");
        if (said.MakesUpFor is { } missed && missed >= said.HeldOn) return new("补开的期间应在开会日期之前", "makesup");
        return Words(said) ?? People(said, call) ?? Numbers(said, call);
    }

    static Refusal? Words(Recording said) =>
        said.Theme.Length == 0 ? new("请写一句会议主题，或写一个议题", "theme")
        : said.Theme.Length > ThemeLength ? new("会议主题最多 {0} 字", "theme", null, ThemeLength)
        : said.Place.Length > PlaceLength ? new("地点最多 {0} 字", "place", null, PlaceLength)
        : said.Chair.Length > NameLength ? new("主持人最多 {0} 字", "chair", null, NameLength)
        : said.Recorder.Length > NameLength ? new("记录人最多 {0} 字", "recorder", null, NameLength)
        : said.Summary.Length > SummaryLength ? new("会议内容最多 {0} 字；更长的请作为附件", "summary", null, SummaryLength)
        : said.Reason?.Length > ReasonLength ? new("说明原因最多 {0} 字", "reason", null, ReasonLength)
        : said.Guests.Count > MostGuests || said.Guests.Any(g => g.Length > NameLength) ? new("列席最多 {0} 人，每人最多 {1} 字", "guests", null, MostGuests, NameLength)
        : said.Items.Count > MostItems ? new("议题最多 {0} 个", "item-1", null, MostItems)
        : said.Items.Select((item, i) => Item(item, i + 1)).FirstOrDefault(r => r is not null);

    static Refusal? Item(ItemRecording item, int at) =>
        item.Text.Length == 0 ? new("第 {0} 个议题还没有写内容", $"item-{at}", null, at)
        : item.Text.Length > ItemLength ? new("第 {0} 个议题最多 {1} 字", $"item-{at}", null, at, ItemLength)
        : item.Way is not (MeetingItem.Heard or MeetingItem.Hands or MeetingItem.Ballot) ? new("第 {0} 个议题：请选择怎样决定", $"way-{at}", null, at)
        : Subjects.All.All(s => s.Code != item.Subject) ? new("第 {0} 个议题：请选择表决事项", $"subject-{at}", null, at)
        : item.Resolution?.Length > ResolutionLength ? new("第 {0} 个议题：决议最多 {1} 字", $"resolution-{at}", null, at, ResolutionLength)
        : item.Responsible?.Length > NameLength ? new("第 {0} 个议题：责任人最多 {1} 字", $"responsible-{at}", null, at, NameLength)
        : item.Recused.Count > MostGuests || item.Recused.Any(name => name.Length > NameLength) ? new("第 {0} 个议题：回避的人名太长", $"recused-{at}", null, at)
        : item.DueOn is not null && string.IsNullOrEmpty(item.Responsible) ? new("第 {0} 个议题：写了完成日期，也请写由谁来办", $"responsible-{at}", null, at)
        : null;

    static Refusal? People(Recording said, RollCall call)
    {
        if (said.Shown is not null && !said.Shown.SetEquals(call.Roll.Select(e => e.PersonId)))
            return new("名册已按 {0} 重新算出，请核对到会情况后再记", "date", null, said.HeldOn);
        if (said.Absent.Values.Any(reason => !Absences.Known(reason))) return new("请选择未到原因", "present");
        if (said.Written.Any(id => !said.Absent.ContainsKey(id))) return new("到会的人当场表决，不用书面意见", "present");
        if (call.CountsTheRoom)
            return said.Room is not { } room ? new("这一天的名册里没有人：请填写应到和实到人数", "entitled")
                : room.Entitled is < 1 or > 1_000_000 ? new("应到人数应是 1 到 1000000 之间的整数", "entitled")
                : room.Present < 0 || room.Present > room.Entitled ? new("到会人数多于应到人数，请核对", "present")
                : null;
        foreach (var left in said.Exclusions) if (Excluded(left, said, call) is { } refusal) return refusal;
        return null;
    }

    static Refusal? Excluded(ExclusionRecording left, Recording said, RollCall call)
    {
        const string source = "中央组织部关于党员大会应到会人数的规定";
        if (call.Roll.FirstOrDefault(e => e.PersonId == left.PersonId) is not { } entry) return null;
        if (call.Kind.Key != MeetingKinds.General) return new("只有党员大会可以把党员不计入应到会人数", "excluded", source);
        if (!entry.MayVote) return new("{0}没有表决权，本来就不计入应到会人数", "excluded", null, entry.Name);
        if (!said.Absent.ContainsKey(left.PersonId)) return new("{0}到会了，不能不计入应到会人数", "excluded", null, entry.Name);
        if (Absences.Exclusions.All(e => e.Code != left.Reason)) return new("请选择不计入应到会的情形：{0}", "excluded", source, entry.Name);
        if (left.Reply.Length == 0 || left.RepliedOn is null) return new("{0}不计入应到会，须填写上级党组织的批复和日期", "excluded", source, entry.Name);
        if (left.Reply.Length > ReplyLength) return new("{0}：上级批复最多 {1} 字", "excluded", null, entry.Name, ReplyLength);
        if (left.RepliedOn > said.HeldOn) return new("{0}：上级批复的日期晚于会议日期", "excluded", source, entry.Name);
        // The vote on who is left out is itself taken with everybody in.
        var everybody = call.Roll.Count(e => e.MayVote);
        var here = call.Roll.Count(e => e.MayVote && !said.Absent.ContainsKey(e.PersonId));
        var rules = call.Rules(Subjects.Ordinary, null);
        if (left.Yes < 0 || left.Yes > here) return new("{0}：赞成 {1} 票，多于到会有表决权的 {2} 人", "excluded", null, entry.Name, left.Yes, here);
        return rules.Majority is { } majority && left.Yes < majority.Needed(everybody)
            ? new("{0}不计入应到会，须经党员大会通过：赞成 {1} 票，至少要 {2} 票", "excluded", rules.MajorityUsed?.Article, entry.Name, left.Yes, majority.Needed(everybody)) : null;
    }

    static Refusal? Numbers(Recording said, RollCall call)
    {
        var taken = Measurement.Take(said, call);
        var here = taken.Rows.Where(r => r.MayVote && r.Status == Attendance.Present).Select(r => r.Name).ToHashSet();
        for (var i = 0; i < said.Items.Count; i++)
        {
            var (item, at) = (said.Items[i], i + 1);
            if (item.Way == MeetingItem.Heard) continue;
            if (item.Subject != Subjects.Ordinary && said.Kind != MeetingKinds.General) return new("第 {0} 个议题：接收、转正和选举由党员大会表决", $"subject-{at}", null, at);
            if (item.Recused.Distinct().Count() != item.Recused.Count) return new("第 {0} 个议题：回避的人写了两次", $"recused-{at}", null, at);
            if (!call.CountsTheRoom && item.Recused.FirstOrDefault(name => !here.Contains(name)) is { } stranger)
                return new("第 {0} 个议题：回避的 {1} 不在到会有表决权的人中", $"recused-{at}", null, at, stranger);
            if (taken.Tallies[i].Impossible(at, taken.Rules[i].CountsWritten) is { } impossible) return impossible;
            if (taken.Tallies[i].Written > taken.Rows.Count(r => r.Status == Attendance.Written && r.MayVote) && !call.CountsTheRoom)
                return new("第 {0} 个议题：书面意见票多于会前交来书面意见的人数，请先在未到人员中勾选", $"wyes-{at}", taken.Rules[i].MajorityUsed?.Article, at);
        }
        return taken.Warnings.Count > 0 && string.IsNullOrWhiteSpace(said.Reason) ? Ask(taken.Warnings[0]) : null;
    }

    static Refusal Ask(Warning first) => new("{0}；确实如此的，请写明原因后再记", "reason", first.Article, new Refusal(first.Message, Args: first.Args));
}
