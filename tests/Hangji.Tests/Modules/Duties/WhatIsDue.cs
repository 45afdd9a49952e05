using Hangji.Modules.Duties;
using Hangji.Modules.Meetings;
using Hangji.Modules.Members;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Hangji.Tests.Situations;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Duties;

public sealed class What_is_due
{
    private static readonly DateOnly Year = new(2026, 1, 1), YearEnd = new(2026, 12, 31);

    /// <summary>A branch of so many full members; with officers it has a committee.</summary>
    private static async Task<OrgNode> Branch(House house, int members, int officers = 0, OrgNode? parent = null, string name = "竹溪村党支部")
    {
        var org = await house.Body(name, parent, setUpOn: new(2019, 5, 16));
        string[] posts = ["secretary", "organization-member", "publicity-member"];
        for (var i = 0; i < members; i++)
        {
            var member = await house.Member(org, $"党员{"甲乙丙丁戊己庚辛壬癸"[i]}");
            if (i < officers) await house.Work(async s => Assert.Null(await s.GetRequiredService<AppointOfficer>().Run(org.Id, new(member.PersonId, posts[i], new(2021, 3, 1), "elected", null), default)));
        }
        return org;
    }

    private static Task<BodyDuties> Duties(House house, OrgNode org, DateOnly? today = null) => house.Work(Trees.SeatOf(org), async s =>
        (await s.GetRequiredService<DutyDesk>().Of([(await s.GetRequiredService<DutyDesk>().Body(org.Id, default))!], Year, YearEnd, today ?? new(2026, 11, 20), default))[0]);

    private static async Task<DutyState> State(House house, OrgNode org, string rule, int month) =>
        (await Duties(house, org)).Duties.Single(d => d.Rule.Id == rule && d.Start <= new DateOnly(2026, month, 15) && d.End >= new DateOnly(2026, month, 15)).State;

    private static async Task Hold(House house, OrgNode org, string kind, DateOnly on, RoomCount? room = null)
    {
        var entered = await house.Work(Trees.SeatOf(org), s => s.GetRequiredService<RecordMeeting>().Run(new() { OrgId = org.Id, Kind = kind, Theme = "学习讨论", HeldOn = on, Room = room, Reason = "测试" }));
        Assert.Null(entered.Refusal);
    }

    [Theory, OnEveryDatabase]
    public async Task A_recorded_meeting_satisfies_its_duty_by_being_what_it_is(string on)
    {
        await using var house = await House.Open(on);
        var org = await Branch(house, 4);
        Assert.Equal(DutyState.Due, await State(house, org, "theme-day-monthly", 11));
        await Hold(house, org, MeetingKinds.ThemeDay, new(2026, 11, 10));
        Assert.Equal(DutyState.Satisfied, await State(house, org, "theme-day-monthly", 11));
        Assert.Equal(DutyState.Overdue, await State(house, org, "theme-day-monthly", 10));
    }

    [Theory, OnEveryDatabase]
    public async Task Late_entry_counts_and_is_shown_as_late(string on)
    {
        await using var house = await House.Open(on);
        var org = await Branch(house, 4);
        await Hold(house, org, MeetingKinds.ThemeDay, new(2026, 9, 10));
        Assert.Equal(DutyState.Late, await State(house, org, "theme-day-monthly", 9));
    }

    [Theory]
    [InlineData(6, 1, nameof(DutyState.NotApplicable), true)]
    [InlineData(7, 3, nameof(DutyState.Due), false)]
    public async Task A_branch_under_seven_has_no_committee_and_no_committee_meetings(int members, int officers, string committee, bool committeeMayLack)
    {
        await using var house = await House.Open("sqlite");
        var org = await Branch(house, members, officers);
        Assert.Equal(committee, (await State(house, org, "committee-monthly", 11)).ToString());
        var required = (await Duties(house, org)).Duties.SingleOrDefault(d => d.Rule.Id == "branch-committee-required");
        Assert.Equal(committeeMayLack, required is null or { State: DutyState.NotApplicable });
    }

    [Theory, OnEveryDatabase]
    public async Task Each_group_owes_its_own_meeting_and_the_branch_sees_which_is_missing(string on)
    {
        await using var house = await House.Open(on);
        var org = await Branch(house, 4);
        var (one, two) = (await house.Body("一组", org, OrgKinds.Group), await house.Body("二组", org, OrgKinds.Group));
        await Hold(house, one, MeetingKinds.Group, new(2026, 11, 5), new(3, 3));
        var groups = (await Duties(house, org)).Duties.Where(d => d.Rule.Id == "group-monthly" && d.Start.Month == 11).ToDictionary(d => d.GroupId!.Value, d => d.State);
        Assert.Equal((DutyState.Satisfied, DutyState.Due), (groups[one.Id], groups[two.Id]));
    }

    [Theory, OnEveryDatabase]
    public async Task A_reason_takes_a_normally_duty_off_today_once_and_never_a_must(string on)
    {
        await using var house = await House.Open(on);
        var org = await Branch(house, 4);
        Task<Refusal?> Say(string rule, DateOnly start, string? text) => house.Work(Trees.SeatOf(org), s => s.GetRequiredService<GiveReason>().Run(new() { Rule = rule, Org = org.Id, Start = start, Text = text }, default));
        Assert.Equal("Text", (await Say("general-meeting-quarterly", new(2026, 7, 1), " "))!.Field);
        Assert.Contains("第十六条", (await Say("theme-day-monthly", new(2026, 7, 1), "防汛"))!.Article);
        Assert.Null(await Say("general-meeting-quarterly", new(2026, 7, 1), "防汛期间党员全部在堤上"));
        Assert.NotNull(await Say("general-meeting-quarterly", new(2026, 7, 1), "再写一次"));
        var duties = await Duties(house, org);
        var today = TodayList.Of([duties], new(2026, 11, 20));
        Assert.DoesNotContain(today.Overdue, l => l.Duty.Rule.Id == "general-meeting-quarterly" && l.Duty.Start == new DateOnly(2026, 7, 1));
        Assert.Contains(today.Overdue, l => l.Duty.Rule.Id == "general-meeting-quarterly" && l.Duty.Start == new DateOnly(2026, 4, 1));
    }

    [Theory, OnEveryDatabase]
    public async Task Another_seat_s_body_does_not_exist_here(string on)
    {
        await using var house = await House.Open(on);
        var (mine, other) = (await Branch(house, 3), await house.Body("溪口村党支部"));
        Assert.Null(await house.Work(Trees.SeatOf(mine), s => s.GetRequiredService<DutyDesk>().Body(other.Id, default)));
        await Assert.ThrowsAsync<OutOfScopeException>(() => house.Work(Trees.SeatOf(mine), s => s.GetRequiredService<GiveReason>().Run(new() { Rule = "general-meeting-quarterly", Org = other.Id, Start = Year, Text = "x" }, default)));
    }

    [Theory, OnEveryDatabase]
    public async Task A_township_sees_exceptions_first_and_village_bodies_in_their_branch_s_line(string on)
    {
        await using var house = await House.Open(on);
        var town = await house.Body("青石镇党委", kind: OrgKinds.Committee);
        var careless = await Branch(house, 3, 0, town, "乙村党支部");
        await house.Body("乙村民代表会议", careless, OrgKinds.RepresentativesMeeting);
        var lines = await house.Work(Trees.SeatOf(town), s => s.GetRequiredService<DutyDesk>().BelowLines(town, default));
        var line = Assert.Single(lines);
        Assert.Equal("乙村党支部", line.Body.Body.ShortName);
        Assert.True(line.Overdue > 0);
        Assert.Contains("vr-quarterly", line.Telling.Keys);
        // The view is kept, and everything that is recorded makes it new.
        await Hold(house, careless, MeetingKinds.ThemeDay, new(2026, 11, 10));
        var after = await house.Work(Trees.SeatOf(town), s => s.GetRequiredService<DutyDesk>().BelowLines(town, default));
        Assert.Contains(after[0].Body.Duties, d => d.Rule.Id == "theme-day-monthly" && d.State == DutyState.Satisfied);
    }

    [Theory]
    [InlineData("2026-11-20", 2)]
    [InlineData("2026-11-22", 0)]
    public void This_week_ends_on_sunday(string today, int days)
    {
        var day = DateOnly.Parse(today);
        Assert.Equal(days, (7 - (int)day.DayOfWeek) % 7);
    }
}

public sealed class The_calendar_feed
{
    [Fact]
    public void Folds_its_lines_at_75_octets_and_never_inside_a_character()
    {
        var words = new Words();
        var feed = DutyDownloads.Feed(words, new OrgNode { Id = 1, Path = "10/", Code = "1", Name = "中共阿卜杜热西提·买买提依明村支部委员会和很长很长的名字", ShortName = "阿卜杜热西提·买买提依明𬍛村党支部有一个特别特别长的名字用来折行", Kind = "branch", Field = "village", Relation = "own", Initials = "" }, [], new(2026, 11, 20));
        Assert.StartsWith("BEGIN:VCALENDAR\r\n", feed);
        Assert.EndsWith("END:VCALENDAR\r\n", feed);
        Assert.All(feed.Split("\r\n"), line => Assert.True(System.Text.Encoding.UTF8.GetByteCount(line) <= 75, line));
        Assert.Contains("𬍛", feed.Replace("\r\n ", ""));
    }
}
