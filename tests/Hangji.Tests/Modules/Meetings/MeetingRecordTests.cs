using Hangji.Modules.Meetings;
using Hangji.Modules.Meetings.Contract;
using Hangji.Modules.Meetings.Voting;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Meetings;

public sealed class A_meeting_record
{
    static readonly DateOnly Day = new(2026, 11, 18);
    static Recording Said(OrgNode org) => new() { OrgId = org.Id, Kind = MeetingKinds.General, Theme = "审议道路方案", HeldOn = Day, Place = "党群服务中心", Chair = "党员1" };
    static Task<Entered> Record(House house, OrgNode seat, Recording said, long? convened = null, int? version = null) =>
        house.Work(Trees.SeatOf(seat), s => s.GetRequiredService<RecordMeeting>().Run(said, convened, version));
    static Task<T> Read<T>(House house, Func<AppDb, Task<T>> read) => house.Work(s => read(s.GetRequiredService<AppDb>()));

    static async Task<(House House, OrgNode Org, PaperRoll Roll)> Branch(string on, int members = 10)
    {
        var roll = new PaperRoll();
        var house = await House.Open(on, roll.Install);
        var org = await house.Body("竹溪村党支部");
        roll.Branch(org.Id, members);
        return (house, org, roll);
    }

    [Theory, OnEveryDatabase]
    public async Task Keeps_who_was_there_what_was_decided_and_by_which_article(string on)
    {
        var (house, org, _) = await Branch(on);
        await using var _1 = house;
        var entered = await Record(house, org, Said(org) with
        {
            Absent = new Dictionary<long, string> { [9] = "sick", [10] = Absences.Infirm }, Guests = ["许文博"],
            Items = [new("道路方案") { Way = MeetingItem.Hands, Yes = 6, No = 1, Abstain = 1, Resolution = "同意方案", Responsible = "党员2", DueOn = Day.AddDays(20) }, new("学习文件")],
        });
        Assert.Null(entered.Refusal);
        var meeting = await Read(house, db => db.Meetings.AsNoTracking().SingleAsync());
        Assert.Equal((10, 8, 10, 8, 1, 1), (meeting.Due, meeting.Present, meeting.Voters, meeting.VotersPresent, meeting.Number!.Value, meeting.Edition));
        Assert.Equal("general-meeting-quorum", meeting.QuorumRule);
        Assert.Equal(house.Clock.GetUtcNow().UtcDateTime, meeting.RecordedAt);
        var items = await Read(house, db => db.MeetingItems.AsNoTracking().OrderBy(i => i.Number).ToListAsync());
        Assert.Equal([Outcome.Passed, Outcome.Heard], items.Select(i => i.Outcome));
        Assert.Equal((10, 8, 5, 6, 10), (items[0].Entitled, items[0].Present, items[0].QuorumNeeded!.Value, items[0].VotesNeeded!.Value, items[0].VotesOf!.Value));
        Assert.Equal(("general-meeting-pass", "2018-10-28"), (items[0].MajorityRule, items[0].MajorityVersion));
        Assert.Contains("第十一条", items[0].MajorityArticle);
        var people = await Read(house, db => db.MeetingAttendances.AsNoTracking().OrderBy(a => a.Place).ToListAsync());
        Assert.Equal(11, people.Count);
        Assert.Equal(["sick", "infirm"], people.Where(p => p.Status == Attendance.Absent).Select(p => p.Reason));
        Assert.Equal("许文博", people.Single(p => p.Status == Attendance.Guest).Name);
        var task = await Read(house, db => db.MeetingTasks.AsNoTracking().SingleAsync());
        Assert.Equal(("同意方案", "党员2", MeetingTask.Open), (task.Text, task.Responsible, task.State));
        var fact = await Read(house, db => db.Facts.AsNoTracking().Where(f => f.Kind == "meeting.held").SingleAsync());
        Assert.Equal((meeting.RootId, Day), (fact.SubjectId!.Value, fact.HeldOn!.Value));
    }

    [Theory, OnEveryDatabase]
    public async Task Counts_its_number_in_the_year_of_its_kind(string on)
    {
        var (house, org, _) = await Branch(on);
        await using var _1 = house;
        Meeting[] met = [
            (await Record(house, org, Said(org))).Meeting!,
            (await Record(house, org, Said(org) with { HeldOn = new(2026, 3, 1) })).Meeting!,
            (await Record(house, org, Said(org) with { HeldOn = new(2025, 12, 31) })).Meeting!,
            (await Record(house, org, Said(org) with { Kind = MeetingKinds.ThemeDay })).Meeting!];
        Assert.Equal([1, 2, 1, 1], met.Select(m => m.Number!.Value));
    }

    [Theory, OnEveryDatabase]
    public async Task Two_recorded_in_the_same_moment_get_different_numbers(string on)
    {
        var (house, org, _) = await Branch(on);
        await using var _1 = house;
        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Record(house, org, Said(org) with { Theme = $"会 {i}" })));
        Assert.All(all, e => Assert.Null(e.Refusal));
        Assert.Equal([1, 2, 3, 4], all.Select(e => e.Meeting!.Number!.Value).Order());
    }

    [Theory, OnEveryDatabase]
    public async Task Entered_eight_days_later_is_shown_as_late_and_seven_days_later_is_not(string on)
    {
        var (house, org, _) = await Branch(on);
        await using var _1 = house;
        Assert.True((await Record(house, org, Said(org) with { HeldOn = new(2026, 11, 12) })).Meeting!.EnteredLate);
        Assert.False((await Record(house, org, Said(org) with { HeldOn = new(2026, 11, 13) })).Meeting!.EnteredLate);
    }

    [Theory, OnEveryDatabase]
    public async Task Of_another_body_is_out_of_scope_and_so_are_its_people(string on)
    {
        var (house, org, roll) = await Branch(on);
        await using var _1 = house;
        var other = await house.Body("溪口村党支部");
        roll.Branch(other.Id, 5, firstId: 100);
        await Assert.ThrowsAsync<OutOfScopeException>(() => Record(house, org, Said(other)));
        await Assert.ThrowsAsync<OutOfScopeException>(() => Record(house, org, Said(org) with { Absent = new Dictionary<long, string> { [100] = "sick" } }));
        var theirs = (await Record(house, other, Said(other))).Meeting!;
        await Assert.ThrowsAsync<OutOfScopeException>(() => Record(house, org, Said(org), convened: theirs.Id));
        await Assert.ThrowsAsync<OutOfScopeException>(() => house.Work(Trees.SeatOf(org), s => s.GetRequiredService<CorrectMeeting>().Run(theirs.Id, 0, Said(org), "错字")));
        await Assert.ThrowsAsync<OutOfScopeException>(() => house.Work(Trees.SeatOf(org), s => s.GetRequiredService<CancelMeeting>().Run(theirs.Id, 0, "不开了")));
        Assert.Single(await Read(house, db => db.Meetings.ToListAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task Is_measured_against_the_roll_of_its_own_day(string on)
    {
        var (house, org, roll) = await Branch(on);
        await using var _1 = house;
        roll.AddFrom(new(2026, 11, 1), org.Id, PaperRoll.Person(50, "新转入"));
        Assert.Equal(10, (await Record(house, org, Said(org) with { HeldOn = new(2026, 10, 31) })).Meeting!.Voters);
        Assert.Equal(11, (await Record(house, org, Said(org) with { HeldOn = new(2026, 11, 1) })).Meeting!.Voters);
    }

    [Theory, OnEveryDatabase]
    public async Task Posted_twice_is_one_meeting(string on)
    {
        var (house, org, _) = await Branch(on);
        await using var _1 = house;
        Task<Entered> Post() => house.Work(a => { Trees.SeatOf(org)(a); a.FormKey = "one"; }, s => s.GetRequiredService<RecordMeeting>().Run(Said(org)));
        await Post();
        await Assert.ThrowsAsync<RepeatedPostException>(Post);
        Assert.Single(await Read(house, db => db.Meetings.ToListAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task Is_evidence_for_every_kind_it_was_and_late_evidence_keeps_its_day_of_entry(string on)
    {
        var (house, org, _) = await Branch(on);
        await using var _1 = house;
        var met = (await Record(house, org, Said(org) with { Also = [MeetingKinds.OrganizationLife] })).Meeting!;
        house.Clock.Now = house.Clock.Now.AddDays(30);
        await house.Work(Trees.SeatOf(org), s => s.GetRequiredService<CorrectMeeting>().Run(met.Id, met.Version, Said(org) with { Also = [MeetingKinds.OrganizationLife], Theme = "改正的主题" }, "错字"));
        var found = await house.Work(Trees.SeatOf(org), s => s.GetRequiredService<IMeetingEvidence>().Between(ScopeRange.Below(org.Place), Day, Day));
        Assert.Equal([MeetingKinds.General, MeetingKinds.OrganizationLife], found.Select(e => e.Kind));
        Assert.All(found, e => Assert.Equal((met.RootId, Day, new DateTime(2026, 11, 20, 1, 0, 0)), (e.RecordId, e.HeldOn, e.RecordedAt)));
        Assert.Empty(await house.Work(Trees.SeatOf(org), s => s.GetRequiredService<IMeetingEvidence>().Between(ScopeRange.Below(org.Place), Day.AddDays(1), Day.AddDays(9))));
        var duty = await house.Work(Trees.SeatOf(org), s => s.GetServices<IDutyEvidence>().OfType<MeetingEvidenceReader>().Single().Held([org.Id], Day, Day, default));
        Assert.Equal(new DateOnly(2026, 11, 20), duty[0].RecordedOn);
    }
}

public sealed class Convening_correcting_and_cancelling
{
    static readonly DateOnly Today = new(2026, 11, 20);
    static Calling Call(OrgNode org) => new(org.Id, MeetingKinds.General, "冬季工作", Today, new(19, 30), "党群服务中心") { Agenda = ["道路方案", "学习文件"] };
    static Recording Said(OrgNode org) => new() { OrgId = org.Id, Kind = MeetingKinds.General, Theme = "冬季工作", HeldOn = Today, Items = [new("道路方案") { Way = MeetingItem.Hands, Yes = 9, Responsible = "党员2" }] };
    static Task<T> By<T, TSlice>(House house, OrgNode seat, Func<TSlice, Task<T>> act) where TSlice : notnull => house.Work(Trees.SeatOf(seat), s => act(s.GetRequiredService<TSlice>()));

    static async Task<(House House, OrgNode Org)> Branch(string on)
    {
        var roll = new PaperRoll();
        var house = await House.Open(on, roll.Install);
        var org = await house.Body("竹溪村党支部");
        roll.Branch(org.Id, 10);
        return (house, org);
    }

    [Theory, OnEveryDatabase]
    public async Task A_convened_meeting_becomes_the_held_one(string on)
    {
        var (house, org) = await Branch(on);
        await using var _ = house;
        var called = (await By<Entered, ConveneMeeting>(house, org, s => s.Run(Call(org)))).Meeting!;
        Assert.Equal((Meeting.Convened, null), (called.State, called.Number));
        var held = (await By<Entered, RecordMeeting>(house, org, s => s.Run(Said(org), called.Id, called.Version))).Meeting!;
        Assert.Equal((called.Id, Meeting.Held, 1), (held.Id, held.State, held.Number!.Value));
        Assert.Equal(["道路方案"], await house.Work(s => s.GetRequiredService<AppDb>().MeetingItems.Select(i => i.Text).ToListAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task Two_people_who_record_the_same_meeting_make_one_record_and_the_second_is_told(string on)
    {
        var (house, org) = await Branch(on);
        await using var _ = house;
        var called = (await By<Entered, ConveneMeeting>(house, org, s => s.Run(Call(org)))).Meeting!;
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => By<Entered, RecordMeeting>(house, org, s => s.Run(Said(org), called.Id, called.Version))));
        Assert.Single(both, e => e.Refusal is null);
        Assert.Equal("version", Assert.Single(both, e => e.Refusal is not null).Refusal!.Field);
        var third = await By<Entered, RecordMeeting>(house, org, s => s.Run(Said(org), called.Id, called.Version));
        Assert.Contains("已经有人记下", third.Refusal!.Message);
        Assert.Equal((1, 1, 10), await house.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            return (await db.Meetings.CountAsync(), await db.MeetingItems.CountAsync(), await db.MeetingAttendances.CountAsync());
        }));
    }

    [Theory, OnEveryDatabase]
    public async Task A_correction_is_a_new_edition_that_leaves_the_old_one_readable(string on)
    {
        var (house, org) = await Branch(on);
        await using var _ = house;
        var first = (await By<Entered, RecordMeeting>(house, org, s => s.Run(Said(org)))).Meeting!;
        var corrected = Said(org) with { Items = [new("道路方案") { Way = MeetingItem.Hands, Yes = 5, No = 4, Responsible = "党员3" }] };
        var second = (await By<Entered, CorrectMeeting>(house, org, s => s.Run(first.Id, first.Version, corrected, " 票数抄错 "))).Meeting!;
        Assert.Equal((first.RootId, 2, first.Number, first.Id, "票数抄错"), (second.RootId, second.Edition, second.Number, second.Supersedes!.Value, second.CorrectionReason));
        var (old, outcomes, tasks) = await house.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            return (await db.Meetings.AsNoTracking().SingleAsync(m => m.Id == first.Id), await db.MeetingItems.OrderBy(i => i.Id).Select(i => i.Outcome).ToListAsync(),
                await db.MeetingTasks.OrderBy(t => t.Id).Select(t => t.Responsible + " " + t.State).ToListAsync());
        });
        Assert.Equal(second.Id, old.SupersededBy);
        Assert.Equal([Outcome.Passed, Outcome.NotPassed], outcomes);
        Assert.Equal(["党员2 withdrawn", "党员3 open"], tasks);
        var stale = await By<Entered, CorrectMeeting>(house, org, s => s.Run(first.Id, first.Version, corrected, "又一次"));
        Assert.Equal("version", stale.Refusal!.Field);
        Assert.Equal("why", (await By<Entered, CorrectMeeting>(house, org, s => s.Run(second.Id, second.Version, corrected, "  "))).Refusal!.Field);
    }

    [Theory, OnEveryDatabase]
    public async Task A_convened_meeting_is_cancelled_with_a_reason_and_a_held_one_never(string on)
    {
        var (house, org) = await Branch(on);
        await using var _ = house;
        var called = (await By<Entered, ConveneMeeting>(house, org, s => s.Run(Call(org)))).Meeting!;
        Assert.Equal("why", (await By<Hangji.Platform.Refusal?, CancelMeeting>(house, org, s => s.Run(called.Id, called.Version, " ")))!.Field);
        Assert.Equal("version", (await By<Hangji.Platform.Refusal?, CancelMeeting>(house, org, s => s.Run(called.Id, called.Version + 1, "防汛")))!.Field);
        Assert.Null(await By<Hangji.Platform.Refusal?, CancelMeeting>(house, org, s => s.Run(called.Id, called.Version, "防汛")));
        Assert.Contains("已经取消", (await By<Entered, RecordMeeting>(house, org, s => s.Run(Said(org), called.Id, null))).Refusal!.Message);
        var held = (await By<Entered, RecordMeeting>(house, org, s => s.Run(Said(org)))).Meeting!;
        Assert.NotNull(await By<Hangji.Platform.Refusal?, CancelMeeting>(house, org, s => s.Run(held.Id, held.Version, "写错")));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(-1, "date")]
    [InlineData(365, null)]
    [InlineData(366, "date")]
    public void A_notice_is_for_a_day_between_today_and_a_year_from_now(int days, string? field) =>
        Assert.Equal(field, ConveneMeeting.Check(new(1, MeetingKinds.General, "主题", Today.AddDays(days), null, ""), Today)?.Field);

    [Theory, OnEveryDatabase]
    public async Task A_task_is_completed_once_and_not_before_its_meeting(string on)
    {
        var (house, org) = await Branch(on);
        await using var _ = house;
        await By<Entered, RecordMeeting>(house, org, s => s.Run(Said(org)));
        var open = Assert.Single(await By<IReadOnlyList<OpenTask>, IMeetingTasks>(house, org, s => s.Open(ScopeRange.All, 10)));
        Task<Hangji.Platform.Refusal?> Complete(DateOnly day, int version = 0) => By<Hangji.Platform.Refusal?, CompleteTask>(house, org, s => s.Run(open.Id, version, day, " 已硬化 "));
        Assert.Equal("done", (await Complete(Today.AddDays(1)))!.Field);
        Assert.Equal("done", (await Complete(Today.AddDays(-1)))!.Field);
        Assert.Null(await Complete(Today));
        Assert.Equal("version", (await Complete(Today))!.Field);
        Assert.Empty(await By<IReadOnlyList<OpenTask>, IMeetingTasks>(house, org, s => s.Open(ScopeRange.All, 10)));
    }
}

public sealed class Talks_and_the_secretarys_duties
{
    static readonly DateOnly Day = new(2026, 11, 10);

    [Theory, OnEveryDatabase]
    public async Task Many_talks_at_once_each_of_the_kind_that_the_posts_make_it(string on)
    {
        var roll = new PaperRoll();
        await using var house = await House.Open(on, roll.Install);
        var org = await house.Body("竹溪村党支部");
        roll.Branch(org.Id, 10);
        Assert.Null(await house.Work(Trees.SeatOf(org), s => s.GetRequiredService<RecordTalks>().Run(org.Id, [new(1, 2, Day), new(1, 8, Day), new(7, 8, Day.AddDays(1))])));
        var found = await house.Work(Trees.SeatOf(org), s => s.GetRequiredService<IMeetingEvidence>().Between(ScopeRange.Below(org.Place), Day, Day.AddDays(1)));
        Assert.Equal(new[] { Talk.CommitteeCommittee, Talk.CommitteeMember, Talk.MemberMember }.Order(), found.Select(e => e.Kind).Order());
        var first = await house.Work(s => s.GetRequiredService<AppDb>().Talks.OrderBy(t => t.Id).FirstAsync());
        Assert.Null(await house.Work(Trees.SeatOf(org), s => s.GetRequiredService<WithdrawTalk>().Run(first.Id, "记错人")));
        Assert.Equal(2, (await house.Work(Trees.SeatOf(org), s => s.GetRequiredService<IMeetingEvidence>().Between(ScopeRange.Below(org.Place), Day, Day.AddDays(1)))).Count);
        await Assert.ThrowsAsync<OutOfScopeException>(() => house.Work(Trees.SeatOf(org), s => s.GetRequiredService<RecordTalks>().Run(org.Id, [new(1, 99, Day)])));
        roll.AddFrom(Day, org.Id, PaperRoll.Person(50, "新转入"));
        Assert.Null(await house.Work(Trees.SeatOf(org), s => s.GetRequiredService<RecordTalks>().Run(org.Id, [new(1, 50, Day)])));
        Assert.Equal("date", (await house.Work(Trees.SeatOf(org), s => s.GetRequiredService<RecordTalks>().Run(org.Id, [new(1, 50, Day.AddDays(-1))])))!.Field);
    }

    [Fact]
    public void A_talk_is_between_two_people_and_not_in_the_future()
    {
        var today = new DateOnly(2026, 11, 20);
        Assert.Null(RecordTalks.Check([new(1, 2, today)], today));
        Assert.Equal("date", RecordTalks.Check([new(1, 2, today.AddDays(1))], today)!.Field);
        Assert.Equal("with", RecordTalks.Check([new(1, 1, today)], today)!.Field);
        Assert.Equal("with", RecordTalks.Check([], today)!.Field);
        Assert.Null(RecordTalks.Check([.. Enumerable.Repeat(new TalkRecording(1, 2, today), RecordTalks.MostAtOnce)], today));
        Assert.Equal("with", RecordTalks.Check([.. Enumerable.Repeat(new TalkRecording(1, 2, today), RecordTalks.MostAtOnce + 1)], today)!.Field);
    }

    [Theory, OnEveryDatabase]
    public async Task The_secretarys_report_is_evidence_about_the_secretary(string on)
    {
        var roll = new PaperRoll();
        await using var house = await House.Open(on, roll.Install);
        var org = await house.Body("竹溪村党支部");
        roll.Branch(org.Id, 10);
        Task<Hangji.Platform.Refusal?> Record(long person, string kind = SecretaryAct.Report) => house.Work(Trees.SeatOf(org), s => s.GetRequiredService<RecordSecretaryDuty>().Run(new(org.Id, kind, person, Day, "青石镇党委", null)));
        Assert.Equal("kind", (await Record(1, "holiday"))!.Field);
        Assert.Null(await Record(1));
        await Assert.ThrowsAsync<OutOfScopeException>(() => Record(9));
        var found = Assert.Single(await house.Work(Trees.SeatOf(org), s => s.GetRequiredService<IMeetingEvidence>().Between(ScopeRange.Below(org.Place), Day, Day)));
        Assert.Equal((SecretaryAct.Report, 1L), (found.Kind, found.PersonId!.Value));
        Task<Hangji.Platform.Refusal?> Withdraw(string why) => house.Work(Trees.SeatOf(org), s => s.GetRequiredService<WithdrawTalk>().RunOnAct(found.RecordId, why));
        Assert.Equal("why", (await Withdraw(" "))!.Field);
        Assert.Null(await Withdraw("记错年份"));
        Assert.NotNull(await Withdraw("又一次"));
        Assert.Empty(await house.Work(Trees.SeatOf(org), s => s.GetRequiredService<IMeetingEvidence>().Between(ScopeRange.Below(org.Place), Day, Day)));
    }
}
