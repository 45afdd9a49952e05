using System.Diagnostics;
using Hangji.Modules.Regulations.Contract;

namespace Hangji.Tests.Modules.Regulations;

public class Duties_of_different_bodies
{
    static readonly Rulebook book = Rulebook.Shipped;
    static readonly DutyEngine engine = new(book);
    static readonly DateOnly long_ago = new(2015, 1, 1), newYear = new(2026, 1, 1), yearEnd = new(2026, 12, 31), today = new(2026, 11, 22);

    static KnownFacts Facts(string kind, int full) => book.Vocabulary.Facts().Set("org_kind", kind).Set("org_field", "village").Set("full_members", full)
        .Set("probationary_members", 1).Set("has_committee", full >= 7 && kind != "temporary_branch").Set("committee_size", 5).Set("has_secretary", true).Set("elected_on", new DateOnly(2022, 3, 1));

    static IReadOnlyList<Duty> Year(DutyBody body, params Evidence[] evidence) => engine.Calendar(body, evidence, newYear, yearEnd, today);
    static IEnumerable<Duty> Of(IReadOnlyList<Duty> duties, string rule) => duties.Where(d => d.Rule.Id == rule);

    [Fact] public void Seven_full_members_owe_committee_meetings_and_six_do_not()
    {
        Assert.All(Of(Year(new(7, long_ago, Facts("branch", 7))), "committee-monthly"), d => Assert.NotEqual(DutyState.NotApplicable, d.State));
        var six = Of(Year(new(7, long_ago, Facts("branch", 6))), "committee-monthly").ToList();
        Assert.Equal(12, six.Count);
        Assert.All(six, d => Assert.Equal(DutyState.NotApplicable, d.State));
        Assert.All(six, d => Assert.NotEmpty(d.Reason!.Zh));
    }

    [Fact] public void The_branch_that_grows_to_seven_owes_the_committee_from_the_month_whose_middle_saw_seven()
    {
        KnownFacts six = Facts("branch", 6), seven = Facts("branch", 7);
        var body = new DutyBody(7, long_ago, null, day => day < new DateOnly(2026, 5, 17) ? six : seven, [], []);
        var months = Of(Year(body), "committee-monthly").OrderBy(d => d.Start).Select(d => d.State).ToList();
        Assert.Equal(DutyState.NotApplicable, months[4]);
        Assert.Equal(DutyState.Overdue, months[5]);
    }

    [Fact] public void A_temporary_branch_meets_and_studies_but_holds_no_review_and_no_term_election()
    {
        var duties = Year(new(7, long_ago, Facts("temporary_branch", 9)));
        Assert.All(Of(duties, "theme-day-monthly"), d => Assert.NotEqual(DutyState.NotApplicable, d.State));
        Assert.All(Of(duties, "review-yearly"), d => Assert.Equal(DutyState.NotApplicable, d.State));
        Assert.DoesNotContain(duties, d => d.Rule.Id.StartsWith("term-"));
        Assert.DoesNotContain(duties, d => d.Rule.Id == "branch-committee-required");
    }

    [Fact] public void A_joint_branch_owes_what_a_branch_owes()
    {
        static HashSet<string> Owed(string kind) => Year(new(7, long_ago, Facts(kind, 9))).Where(d => d.State is DutyState.Due or DutyState.Overdue).Select(d => d.Key).ToHashSet();
        Assert.Equal(Owed("branch"), Owed("joint_branch"));
        Assert.NotEmpty(Owed("branch"));
    }

    [Fact] public void A_committee_owes_no_branch_meetings_but_its_secretary_teaches()
    {
        var duties = Year(new(7, long_ago, Facts("base_committee", 300)));
        Assert.All(Of(duties, "general-meeting-quarterly"), d => Assert.Equal(DutyState.NotApplicable, d.State));
        Assert.Equal(DutyState.Due, Assert.Single(Of(duties, "party-class-leader")).State);
    }

    [Fact] public void Each_group_owes_its_own_meeting_each_month()
    {
        var body = new DutyBody(7, long_ago, null, _ => Facts("branch", 20),
            [new(1, "第一小组", long_ago), new(2, "第二小组", new DateOnly(2026, 6, 17))], []);
        var duties = Of(Year(body, new Evidence("group-meeting", 7, new(2026, 7, 3), new(2026, 7, 3), 91, GroupId: 1)), "group-monthly").ToList();
        Assert.Equal(24, duties.Count);
        DutyState In(long group, int month) => duties.Single(d => d.GroupId == group && d.Start.Month == month).State;
        Assert.Equal(DutyState.Satisfied, In(1, 7));
        Assert.Equal(DutyState.Overdue, In(2, 7));
        Assert.Equal(DutyState.NotApplicable, In(2, 6));    // set up on the 17th, after the middle
        Assert.Equal("第二小组", duties.First(d => d.GroupId == 2).SubjectName);
    }

    [Fact] public void A_group_of_infirm_members_is_exempt_while_its_branch_is_not()
    {
        var body = new DutyBody(7, long_ago, null, _ => Facts("branch", 20), [new(1, "敬老院小组", long_ago, null, book.Vocabulary.Facts().Set("all_members_infirm", true))], []);
        var duties = Year(body);
        Assert.All(Of(duties, "group-monthly").Where(d => d.State != DutyState.NotYet), d => Assert.Equal(DutyState.Exempt, d.State));
        Assert.Contains(Of(duties, "theme-day-monthly"), d => d.State == DutyState.Overdue);
    }

    [Fact] public void Hours_add_up_for_one_member_and_the_infirm_owe_none()
    {
        var body = new DutyBody(7, long_ago, null, _ => Facts("branch", 20), [],
            [new(31, "甲", long_ago), new(32, "乙", long_ago, null, book.Vocabulary.Facts().Set("infirm", true)), new(33, "丙", long_ago)]);
        Evidence Hours(long person, decimal hours, long id) => new("member-training-hours", 7, new(2026, 3, 1), new(2026, 3, 2), id, PersonId: person, Amount: hours);
        var duties = Of(engine.Calendar(body, [Hours(31, 16.5m, 1), Hours(31, 15.5m, 2), Hours(33, 31.5m, 3)], newYear, yearEnd, new(2027, 1, 1)), "edu-32").ToDictionary(d => d.PersonId!.Value, d => d.State);
        Assert.Equal(DutyState.Satisfied, duties[31]);
        Assert.Equal(DutyState.Exempt, duties[32]);
        Assert.Equal(DutyState.Overdue, duties[33]);
    }

    [Fact] public void Talks_of_all_three_kinds_are_wanted_where_there_is_a_committee()
    {
        Evidence Talk(string kind, long id) => new(kind, 7, new(2026, 4, 1), new(2026, 4, 1), id);
        var two = new[] { Talk("talk-committee-member", 1), Talk("talk-member-member", 2) };
        Assert.Equal(DutyState.Due, Assert.Single(Of(Year(new(7, long_ago, Facts("branch", 9)), two), "talks-yearly")).State);
        Assert.Equal(DutyState.Satisfied, Assert.Single(Of(Year(new(7, long_ago, Facts("branch", 5)), two), "talks-yearly")).State);
    }

    [Fact] public void A_term_is_a_standing_duty_that_falls_due_and_then_is_overdue()
    {
        DutyState Term(DateOnly on) => engine.Calendar(new(7, long_ago, Facts("branch", 9)), [], newYear, yearEnd, on).Single(d => d.Rule.Id == "term-village-community").State;
        Assert.Equal(DutyState.Satisfied, Term(new(2026, 8, 31)));
        Assert.Equal(DutyState.Due, Term(new(2026, 9, 1)));
        Assert.Equal(DutyState.Due, Term(new(2027, 3, 1)));
        Assert.Equal(DutyState.Overdue, Term(new(2027, 3, 2)));
    }

    [Fact] public void Without_the_facts_it_says_unknown_and_which_are_missing()
    {
        var bare = book.Vocabulary.Facts().Set("org_kind", "branch");
        var duty = Of(Year(new(7, long_ago, bare)), "committee-monthly").First();
        Assert.Equal(DutyState.Unknown, duty.State);
        Assert.Contains("has_committee", duty.Reason!.En);
    }

    [Fact] public void A_years_calendar_of_one_body_is_quick_and_states_are_judged_by_the_million()
    {
        var body = new DutyBody(7, long_ago, Facts("branch", 20));
        var evidence = Enumerable.Range(1, 12).SelectMany(m => new[] { "theme-day", "committee-meeting", "general-meeting" }.Select((k, i) =>
            new Evidence(k, 7, new(2026, m, 5 + i), new(2026, m, 6 + i), m * 10 + i))).ToList();
        Year(body, [.. evidence]);
        var clock = Stopwatch.StartNew();
        var duties = Year(body, [.. evidence]);
        Assert.True(clock.ElapsedMilliseconds < 100, $"a calendar took {clock.ElapsedMilliseconds} ms");
        Assert.Contains(duties, d => d.State == DutyState.Satisfied);

        var plan = engine.Plan(newYear, yearEnd, r => r.Subject == Subject.Body);
        var index = engine.Index(evidence);
        var into = new DutyState[plan.Entries.Length];
        for (var i = 0; i < 2_000; i++) DutyEngine.States(plan, body, index, today, into);
        var before = GC.GetAllocatedBytesForCurrentThread();
        clock.Restart();
        long judged = 0;
        for (var i = 0; i < 5_000; i++) judged += DutyEngine.States(plan, body, index, today, into);
        var rate = judged / clock.Elapsed.TotalSeconds;
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        // A wide bound, because others build on this machine; the benchmark measures the target of 2 million on two cores.
        Assert.True(rate > 200_000, $"{rate:N0} evaluations a second");
        TestContext.Current.TestOutputHelper?.WriteLine($"{rate:N0} evaluations a second on one core");
    }
}
