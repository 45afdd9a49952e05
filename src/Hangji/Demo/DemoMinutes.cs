using Hangji.Modules.Meetings;
using Hangji.Modules.Members.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;

namespace Hangji.Demo;

/// <summary>Writes what was said at the meetings of one body: themes, who was away and why, votes, resolutions.</summary>
internal sealed class DemoMinutes(AppDb db, BulkSave bulk, RollBook rolls, TimeProvider real)
{
    private static readonly string[] Themes = ["学习党章和支部工作条例，志愿清理河道", "学习中央一号文件精神，讨论春耕备耕", "走访困难党员和独居老人", "学习纪律处分条例，开展警示教育", "防汛巡查和物资清点", "学习村民委员会组织法修订内容", "人居环境整治义务劳动", "慰问老党员，送学上门"];
    private static readonly string[] Topics = ["听取支部委员会半年工作报告", "讨论村集体茶园承包方案", "讨论年度发展党员计划", "审议党费收缴和使用情况", "讨论村内道路硬化事项", "讨论支部年度工作计划", "通报上级文件精神并讨论落实办法"];
    private static readonly string[] CommitteeTopics = ["研究下月主题党日安排", "研究入党积极分子培养联系人", "分析党员外出情况，安排联系", "研究困难党员帮扶名单", "讨论提交党员大会的议题", "研究村级工程进展"];
    private static readonly (string Code, int Weight)[] Reasons = [("away", 5), ("sick", 2), ("personal", 2), ("duty", 1), ("infirm", 2)];

    private readonly DemoClock clock = new(real);
    private readonly Dictionary<string, int> numbers = [];
    private MinuteBook? book;
    private MinuteBook Book => book ??= new(db, clock, []);

    public async Task<Refusal?> Enter(Dice dice, PlannedMeeting planned, DateTime entered, CancellationToken stop)
    {
        var call = await rolls.Of(planned, stop);
        var said = Say(dice, planned, call);
        if (MeetingCheck.Check(said, call) is { } refusal) return refusal;
        clock.At = new DateTimeOffset(entered, TimeSpan.Zero);
        var id = Ids.Next();
        var meeting = new Meeting { Id = id, RootId = id, OrgId = call.Org.Id, Kind = planned.Kind, State = Meeting.Held, Theme = said.Theme, Day = planned.On };
        db.Add(meeting);
        await Book.Enter(meeting, said, Measurement.Take(said, call), stop);
        meeting.Series = MinuteBook.SeriesOf(meeting);
        var series = $"{call.Org.Id}/{meeting.Series}";
        meeting.Number = numbers[series] = numbers.GetValueOrDefault(series) + 1;
        bulk.Add(Fact.Of("meeting.held", call.Org.Id, id, planned.On), entered);
        return null;
    }

    public Task<int> Save(CancellationToken stop) => bulk.Added(rolls.PathOf, stop);

    private static Recording Say(Dice dice, PlannedMeeting planned, RollCall call)
    {
        var chair = call.Committee.FirstOrDefault()?.Name ?? call.Roll.FirstOrDefault()?.Name ?? "";
        var recorder = call.Committee.Skip(1).FirstOrDefault()?.Name ?? chair;
        var absent = planned.Kind == MeetingKinds.Committee ? [] : Away(dice, call);
        var here = call.Roll.Count(e => e.MayVote && !absent.ContainsKey(e.PersonId));
        var room = call.CountsTheRoom ? new RoomCount(32, dice.Between(24, 31), RoomCount.Members) : null;
        var theme = planned.Kind switch
        {
            MeetingKinds.ThemeDay => dice.Pick(Themes),
            MeetingKinds.Class => $"{chair}讲党课：{dice.Pick(["牢记宗旨服务群众", "学习贯彻全会精神", "乡村振兴与党员责任", "严守纪律规矩"])}",
            MeetingKinds.Group => "学习讨论，交流近期工作",
            _ => "",
        };
        var items = planned.Kind is MeetingKinds.ThemeDay or MeetingKinds.Class or MeetingKinds.Group ? [] : Items(dice, planned, call, room, here);
        return new()
        {
            OrgId = call.Org.Id, Kind = planned.Kind, Also = planned.Also, Theme = theme.Length > 0 ? theme : items[0].Text, HeldOn = planned.On,
            StartsAt = new(dice.Pick([9, 15, 19]), dice.Pick([0, 30])), Place = $"{(call.Org.Field is "village" or "community" ? "党群服务中心" : "会议室")}", Chair = chair, Recorder = recorder,
            Absent = absent, Room = room, Items = items, Reason = "示例数据",
        };
    }

    private static Dictionary<long, string> Away(Dice dice, RollCall call)
    {
        var away = new Dictionary<long, string>();
        // Never so many that no vote could be taken.
        var most = call.Roll.Count * 2 / 5;
        foreach (var entry in call.Roll)
            if (away.Count < most && dice.Chance(entry.Infirm ? 0.6 : 0.13)) away[entry.PersonId] = entry.Infirm ? Absences.Infirm : dice.Weighted(Reasons);
        return away;
    }

    private static List<ItemRecording> Items(Dice dice, PlannedMeeting planned, RollCall call, RoomCount? room, int here)
    {
        if (planned.Also.Count > 0) return [new ItemRecording("开展批评和自我批评，民主评议党员") { Resolution = "列出整改清单，逐项落实" }];
        var topic = dice.Pick(planned.Kind == MeetingKinds.Committee ? CommitteeTopics : Topics);
        var present = room?.Present ?? here;
        if (dice.Chance(0.4) || present == 0) return [new(topic)];
        var no = dice.Below(Math.Max(1, present / 12));
        var abstain = dice.Below(Math.Max(1, present / 10));
        var follow = dice.Chance(0.25);
        return
        [
            new(topic)
            {
                Way = MeetingItem.Hands, Yes = present - no - abstain, No = no, Abstain = abstain, Resolution = $"同意{topic}", Responsible = follow ? call.Committee.LastOrDefault()?.Name : null,
                DueOn = follow && call.Committee.Count > 0 ? planned.On.AddDays(dice.Between(20, 60)) : null,
            },
        ];
    }
}
