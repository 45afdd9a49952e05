using Hangji.Modules.Regulations.Contract;

namespace Hangji.Tests.Modules.Regulations;

public class The_duty_engine
{
    static readonly Rulebook book = Rulebook.Shipped;
    static readonly DutyEngine engine = new(book);
    static readonly DateOnly long_ago = new(2015, 1, 1);
    static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");
    static KnownFacts Branch(int full = 12) => book.Vocabulary.Facts().Set("org_kind", "branch").Set("org_field", "village").Set("full_members", full).Set("has_committee", full >= 7);
    static Evidence Held(string kind, string on, string? recorded = null, long id = 1, long? group = null, string? makesUpFor = null) =>
        new(kind, 7, Day(on), Day(recorded ?? on), id, group, null, makesUpFor is null ? null : Day(makesUpFor));

    static DutyState Meeting(string today, DutyBody? body = null, params Evidence[] held) => Quarter(today, body, held).State;
    static Duty Quarter(string today, DutyBody? body = null, params Evidence[] held) =>
        engine.Calendar(body ?? new(7, long_ago, Branch()), held, Day("2026-04-01"), Day("2026-06-30"), Day(today)).Single(d => d.Rule.Id == "general-meeting-quarterly");

    [Fact] public void On_the_last_day_a_duty_is_due_and_on_the_next_it_is_overdue()
    {
        Assert.Equal(DutyState.Due, Meeting("2026-06-30"));
        Assert.Equal(DutyState.Overdue, Meeting("2026-07-01"));
    }

    [Fact] public void Before_the_period_begins_it_is_not_yet()
    {
        Assert.Equal(DutyState.NotYet, Meeting("2026-03-31"));
        Assert.Equal(DutyState.Due, Meeting("2026-04-01"));
    }

    [Fact] public void A_meeting_on_the_last_day_satisfies_and_one_of_the_day_after_does_not()
    {
        Assert.Equal(DutyState.Satisfied, Meeting("2026-07-05", null, Held("general-meeting", "2026-06-30")));
        Assert.Equal(DutyState.Overdue, Meeting("2026-07-05", null, Held("general-meeting", "2026-07-01")));
    }

    [Fact] public void Recorded_after_the_due_date_it_is_late_and_names_the_record()
    {
        var duty = Quarter("2026-07-05", null, Held("general-meeting", "2026-06-30", "2026-07-01", id: 42));
        Assert.Equal(DutyState.Late, duty.State);
        Assert.Equal([42L], duty.Records);
    }

    [Fact] public void A_make_up_meeting_counts_late_for_the_quarter_it_makes_up() =>
        Assert.Equal(DutyState.Late, Meeting("2026-07-05", null, Held("general-meeting", "2026-07-03", makesUpFor: "2026-06-01")));

    [Fact] public void What_was_entered_later_is_not_seen_as_of_an_earlier_day() =>
        Assert.Equal(DutyState.Due, Meeting("2026-05-10", null, Held("general-meeting", "2026-05-01", "2026-05-11")));

    [Fact] public void A_body_set_up_on_the_middle_day_owes_the_quarter_and_a_day_later_the_next()
    {
        var middle = Period.Containing(Every.Quarter, Day("2026-05-01")).Middle;
        Assert.Equal(Day("2026-05-16"), middle);
        Assert.Equal(DutyState.Overdue, Meeting("2026-07-05", new(7, middle, Branch())));
        var later = Quarter("2026-07-05", new(7, middle.AddDays(1), Branch()));
        Assert.Equal(DutyState.NotApplicable, later.State);
        Assert.Contains("期间过半", later.Reason!.Zh);
    }

    [Fact] public void A_body_dissolved_by_the_middle_owes_nothing_and_later_owes_until_its_last_day()
    {
        DutyBody Gone(string on) => new(7, long_ago, Day(on), _ => Branch(), [], []);
        Assert.Equal(DutyState.NotApplicable, Meeting("2026-07-05", Gone("2026-05-16")));
        var duty = Quarter("2026-06-21", Gone("2026-06-20"));
        Assert.Equal(DutyState.Overdue, duty.State);
        Assert.Equal(Day("2026-06-20"), duty.DueDate);
    }

    [Fact] public void A_branch_of_infirm_members_is_exempt_with_the_reason()
    {
        var duty = Quarter("2026-07-05", new(7, long_ago, Branch().Set("all_members_infirm", true)));
        Assert.Equal(DutyState.Exempt, duty.State);
        Assert.NotEmpty(duty.Reason!.Zh);
        Assert.NotEmpty(duty.Reason.En);
    }

    [Fact] public void The_rule_version_of_the_middle_day_decides()
    {
        var body = new DutyBody(7, long_ago, Branch());
        var year = engine.Calendar(body, [], Day("2018-07-01"), Day("2018-12-31"), Day("2019-06-01")).Where(d => d.Rule.Id == "general-meeting-quarterly").ToList();
        Assert.Equal([DutyState.NotInForce, DutyState.Overdue], year.Select(d => d.State));
    }

    [Fact] public void Why_names_rule_article_version_facts_and_what_would_satisfy()
    {
        var why = Quarter("2026-06-30").Why;
        Assert.Contains("第十一条", why.Cited.Zh);
        Assert.Contains("Art. 11", why.Cited.En);
        Assert.Equal("2018-10-28", why.Version);
        Assert.Contains(why.Facts, f => f.Name == "org_kind" && f.Value.Zh == "党支部");
        Assert.Contains("党员大会", why.Wanted.Zh);
        Assert.Contains("2026-06-30", why.Outcome.En);
    }

    [Fact] public void The_state_only_path_gives_the_states_of_the_full_one()
    {
        var body = new DutyBody(7, long_ago, Branch());
        var evidence = new[] { Held("general-meeting", "2026-02-03"), Held("general-meeting", "2026-05-03", "2026-08-01", id: 2) };
        var plan = engine.Plan(Day("2026-01-01"), Day("2026-12-31"));
        var states = new DutyState[plan.Entries.Length];
        DutyEngine.States(plan, body, engine.Index(evidence), Day("2026-08-20"), states);
        var full = engine.Calendar(body, engine.Index(evidence), plan, Day("2026-08-20")).Where(d => d.Period is not null).Select(d => (d.Rule.Id, d.Start, d.State)).ToHashSet();
        for (var i = 0; i < states.Length; i++)
            if (plan.Entries[i].Rule.Subject == Subject.Body) Assert.Contains((plan.Entries[i].Rule.Id, plan.Entries[i].Period.Start, states[i]), full);
        Assert.Contains(DutyState.Late, states);
        Assert.Contains(DutyState.Satisfied, states);
    }
}
