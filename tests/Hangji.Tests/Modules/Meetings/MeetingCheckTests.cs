using Hangji.Modules.Meetings;
using Hangji.Modules.Meetings.Voting;
using Hangji.Modules.Members.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Tests.Situations;

namespace Hangji.Tests.Modules.Meetings;

/// <summary>What stands in the way of recording a meeting, without a database.</summary>
public sealed class Recording_a_meeting_is_checked
{
    static readonly DateOnly Day = new(2026, 11, 18), Today = new(2026, 11, 20);
    static readonly OrgNode Org = new() { Id = 7, Path = "10/", Code = "T1", Name = "竹溪村党支部", ShortName = "竹溪村党支部", Kind = "branch", Field = "village", Relation = "own", SetUpOn = new(2020, 1, 1), Initials = "" };
    static readonly RollEntry[] Ten = [.. Enumerable.Range(1, 10).Select(i => PaperRoll.Person(i, $"党员{i}"))];
    static readonly Recording Said = new() { OrgId = 7, Kind = MeetingKinds.General, Theme = "审议道路方案", HeldOn = Day };

    static RollCall Call(Recording said, params RollEntry[] roll) =>
        new(Org, MeetingKinds.All.GetValueOrDefault(said.Kind) ?? MeetingKinds.All[MeetingKinds.General], said.HeldOn, roll.Length == 0 ? Ten : roll, Ten[..3], Rulebook.Shipped, Today);
    static Hangji.Platform.Refusal? Check(Recording said, params RollEntry[] roll) => MeetingCheck.Check(said, Call(said, roll));
    static Dictionary<long, string> Absent(params long[] ids) => ids.ToDictionary(i => i, _ => "sick");

    [Fact] public void With_everybody_there_and_nothing_voted_nothing_stands_in_the_way() => Assert.Null(Check(Said));
    [Fact] public void On_today_is_taken() => Assert.Null(Check(Said with { HeldOn = Today }));
    [Fact] public void On_tomorrow_is_refused() => Assert.Equal("date", Check(Said with { HeldOn = Today.AddDays(1) })!.Field);
    [Fact] public void Before_the_body_was_set_up_is_refused()
    {
        Assert.Equal("date", Check(Said with { HeldOn = new(2019, 12, 31) })!.Field);
        Assert.Null(Check(Said with { HeldOn = new(2020, 1, 1) }));
    }
    [Fact] public void Of_an_unknown_kind_is_refused() => Assert.Equal("kind", Check(Said with { Kind = "tea-party" })!.Field);
    [Fact] public void Without_a_theme_is_refused() => Assert.Equal("theme", Check(Said with { Theme = "" })!.Field);
    [Theory, InlineData(200, true), InlineData(201, false)]
    public void The_theme_has_a_length(int length, bool taken) => Assert.Equal(taken, Check(Said with { Theme = new string('字', length) }) is null);
    [Fact] public void That_ended_before_it_began_is_refused()
    {
        Assert.Equal("end", Check(Said with { StartsAt = new(19, 30), EndsAt = new(19, 29) })!.Field);
        Assert.Null(Check(Said with { StartsAt = new(19, 30), EndsAt = new(19, 30) }));
    }
    [Fact] public void That_makes_up_for_a_later_day_is_refused()
    {
        Assert.Equal("makesup", Check(Said with { MakesUpFor = Day })!.Field);
        Assert.Null(Check(Said with { MakesUpFor = Day.AddDays(-1) }));
    }
    [Fact] public void That_was_also_something_it_cannot_have_been_is_refused()
    {
        Assert.Null(Check(Said with { Also = [MeetingKinds.OrganizationLife] }));
        Assert.Equal("also", Check(Said with { Also = [MeetingKinds.Supervision] })!.Field);
    }

    [Fact]
    public void With_a_roll_that_changed_since_the_form_was_shown_asks_again()
    {
        Assert.Equal("date", Check(Said with { Shown = new HashSet<long> { 1, 2 } })!.Field);
        Assert.Null(Check(Said with { Shown = Ten.Select(e => e.PersonId).ToHashSet() }));
    }

    [Fact]
    public void Short_of_half_the_record_is_taken_and_the_vote_is_void()
    {
        var said = Said with { Absent = Absent(1, 2, 3, 4, 5, 6), Items = [new("修路") { Way = MeetingItem.Hands, Yes = 4 }] };
        Assert.Null(Check(said));
        var taken = Measurement.Take(said, Call(said));
        Assert.Equal((10, 4, 5, false), (taken.Voters, taken.VotersPresent, taken.QuorumNeeded, taken.QuorumMet));
        Assert.Equal(Outcome.NoQuorum, taken.Decisions[0]!.Outcome);
    }

    [Fact]
    public void Probationary_members_and_guests_are_not_among_those_due()
    {
        RollEntry[] roll = [.. Ten, PaperRoll.Person(11, "预备", mayVote: false, why: "due-probationer")];
        var taken = Measurement.Take(Said with { Guests = ["许文博"] }, Call(Said, roll));
        Assert.Equal((10, 10, 10, 10), (taken.Due, taken.Present, taken.Voters, taken.VotersPresent));
        Assert.Equal(12, taken.Rows.Count);
        var lesson = Said with { Kind = MeetingKinds.Class };
        Assert.Equal((11, 10), (Measurement.Take(lesson, Call(lesson, roll)).Due, Measurement.Take(lesson, Call(lesson, roll)).Voters));
    }

    [Fact]
    public void An_infirm_member_who_is_absent_stays_among_those_due() =>
        Assert.Equal(10, Measurement.Take(Said with { Absent = new Dictionary<long, string> { [9] = Absences.Infirm } }, Call(Said)).Voters);

    [Fact] public void An_unknown_reason_for_absence_is_refused() => Assert.Equal("present", Check(Said with { Absent = new Dictionary<long, string> { [1] = "bored" } })!.Field);

    [Fact]
    public void An_election_below_four_fifths_asks_for_a_reason_and_is_then_taken()
    {
        var said = Said with { Absent = Absent(8, 9, 10), Items = [new("选举书记") { Way = MeetingItem.Ballot, Subject = Subjects.Election, Yes = 7 }] };
        var refusal = Check(said)!;
        Assert.Equal("reason", refusal.Field);
        Assert.Contains("第十九条", refusal.Article);
        Assert.Null(Check(said with { Reason = "三人外出，经上级同意" }));
        Assert.Null(Check(said with { Absent = Absent(9, 10) }));
    }

    [Fact]
    public void A_chair_from_outside_the_committee_asks_for_a_reason()
    {
        Assert.Equal("reason", Check(Said with { Chair = "党员9" })!.Field);
        Assert.Null(Check(Said with { Chair = "党员2" }));
        Assert.Null(Check(Said with { Chair = "党员9", Reason = "书记、委员都外出" }));
    }

    [Fact]
    public void The_recused_must_be_voters_who_are_there()
    {
        ItemRecording Item(params string[] recused) => new("低保") { Way = MeetingItem.Hands, Yes = 6, Recused = recused };
        Assert.Null(Check(Said with { Items = [Item("党员4")] }));
        Assert.Equal("recused-1", Check(Said with { Items = [Item("陌生人")] })!.Field);
        Assert.Equal("recused-1", Check(Said with { Absent = Absent(4), Items = [Item("党员4")] })!.Field);
        Assert.Equal("recused-1", Check(Said with { Items = [Item("党员4", "党员4")] })!.Field);
    }

    [Fact]
    public void Elections_and_recruiting_belong_to_the_general_meeting()
    {
        var committee = Said with { Kind = MeetingKinds.Committee, Items = [new("接收") { Way = MeetingItem.Ballot, Subject = Subjects.Recruiting, Yes = 3 }] };
        Assert.Equal("subject-1", Check(committee, Ten[..3])!.Field);
    }

    [Fact]
    public void Written_votes_need_people_who_handed_them_in()
    {
        var said = Said with { Absent = Absent(9, 10), Items = [new("接收周晓雯为预备党员") { Way = MeetingItem.Ballot, Subject = Subjects.Recruiting, Yes = 5, No = 3, WrittenYes = 1 }] };
        Assert.Equal("wyes-1", Check(said)!.Field);
        var handedIn = said with { Written = new HashSet<long> { 9 } };
        Assert.Null(Check(handedIn));
        Assert.Equal(Outcome.Passed, Measurement.Take(handedIn, Call(handedIn)).Decisions[0]!.Outcome);
        Assert.Equal("present", Check(said with { Written = new HashSet<long> { 1 } })!.Field);
    }

    [Fact]
    public void A_due_date_needs_somebody_who_does_it() =>
        Assert.Equal("responsible-1", Check(Said with { Items = [new("修路") { DueOn = Today }] })!.Field);

    [Fact]
    public void A_body_without_a_roll_is_counted_in_the_room()
    {
        var said = Said with { Kind = MeetingKinds.Assembly };
        Assert.Equal("entitled", Check(said)!.Field);
        Assert.Equal("present", Check(said with { Room = new(1000, 1001) })!.Field);
        Assert.Null(Check(said with { Room = new(1000, 1000) }));
        Assert.Equal("entitled", Check(said with { Room = new(0, 0) })!.Field);
    }
}

/// <summary>Leaving a member out of 应到会: a reason of the list, the superior's reply and the meeting's own vote.</summary>
public sealed class Leaving_a_member_out
{
    static readonly DateOnly Day = new(2026, 11, 18);
    static readonly OrgNode Org = new() { Id = 7, Path = "10/", Code = "T1", Name = "竹溪村党支部", ShortName = "竹溪村党支部", Kind = "branch", Field = "village", Relation = "own", SetUpOn = new(2020, 1, 1), Initials = "" };
    static readonly RollEntry[] Ten = [.. Enumerable.Range(1, 10).Select(i => PaperRoll.Person(i, $"党员{i}"))];
    static readonly ExclusionRecording Abroad = new(10, "due-excl-abroad", "青党组〔2026〕3号", Day.AddDays(-5), 6);
    static readonly Recording Said = new() { OrgId = 7, Kind = MeetingKinds.General, Theme = "换届", HeldOn = Day, Absent = new Dictionary<long, string> { [9] = "away", [10] = "away" }, Exclusions = [Abroad] };

    static RollCall Call(Recording said) => new(Org, MeetingKinds.All[said.Kind], Day, Ten, Ten[..3], Rulebook.Shipped, Day);
    static Hangji.Platform.Refusal? Check(ExclusionRecording left) => MeetingCheck.Check(Said with { Exclusions = [left] }, Call(Said));

    [Fact]
    public void With_everything_in_order_takes_him_out_of_the_denominator()
    {
        Assert.Null(Check(Abroad));
        Assert.Equal(9, Measurement.Take(Said, Call(Said)).Voters);
        Assert.Equal(10, Measurement.Take(Said with { Exclusions = [] }, Call(Said)).Voters);
    }

    [Fact] public void Needs_the_votes_of_the_meeting() { Assert.Null(Check(Abroad with { Yes = 6 })); Assert.Contains("第十一条", Check(Abroad with { Yes = 5 })!.Article); }
    [Fact] public void Cannot_have_more_votes_than_voters_present() { Assert.Null(Check(Abroad with { Yes = 8 })); Assert.NotNull(Check(Abroad with { Yes = 9 })); }
    [Fact] public void Needs_the_superiors_reply() { Assert.NotNull(Check(Abroad with { Reply = "" })); Assert.NotNull(Check(Abroad with { RepliedOn = null })); }
    [Fact] public void Needs_a_reply_no_later_than_the_meeting() { Assert.Null(Check(Abroad with { RepliedOn = Day })); Assert.NotNull(Check(Abroad with { RepliedOn = Day.AddDays(1) })); }
    [Fact] public void Needs_a_case_of_the_list() => Assert.NotNull(Check(Abroad with { Reason = "due-others" }));
    [Fact] public void Is_not_for_somebody_who_came() => Assert.NotNull(Check(Abroad with { PersonId = 1 }));
    [Fact] public void Is_for_general_meetings_only() => Assert.NotNull(MeetingCheck.Check(Said with { Kind = MeetingKinds.ThemeDay }, Call(Said with { Kind = MeetingKinds.ThemeDay })));
}
