using Hangji.Bench;
using Hangji.Bench.DataSets;
using Hangji.Modules.Meetings;
using Hangji.Modules.Regulations.Contract;

namespace Hangji.Tests.Scale;

/// <summary>Evaluating a nation from columns says of each body what the engine says of it alone.</summary>
public sealed class Duties_in_columns
{
    private static readonly Rulebook Book = Rulebook.Shipped;

    [Theory]
    [InlineData("2026-03-31")]
    [InlineData("2026-07-01")]
    [InlineData("2026-11-20")]
    public void Agree_with_the_engine_duty_by_duty(string day)
    {
        var today = DateOnly.ParseExact(day, "yyyy-MM-dd");
        var (engine, until) = (new DutyEngine(Book), new DateOnly(2026, 10, 31));
        var plan = engine.Plan(new(2026, 1, 1), new(2026, 12, 31), recorded: MeetingKinds.All.Keys.ToHashSet());
        var bodies = new DataSet(2, only: "110101").Parts[0].Bodies().ToList();
        var profiles = new DutyProfiles(plan, today);
        var block = DutyBench.Fill(bodies, profiles, Book, until);
        Assert.True(profiles.Count < bodies.Count / 4, $"{profiles.Count} sets of facts for {bodies.Count} bodies");

        var columns = new Dictionary<(int, int), DutyState>();
        var overdue = new byte[bodies.Count];
        var counts = block.Evaluate(overdue, (body, entry, state) => columns[(body, entry)] = state);
        Assert.Equal(columns.Count, counts.Sum());
        var (states, seen) = (new DutyState[plan.Entries.Length], new HashSet<DutyState>());
        for (var b = 0; b < bodies.Count; b++)
        {
            var facts = DutyBench.FactsOf(Book, bodies[b]);
            var held = Life.Of(bodies[b], until, 1).SelectMany(h => h.Also.Split(' ', StringSplitOptions.RemoveEmptyEntries).Prepend(h.Kind).Select(kind => new Evidence(kind, b, h.On, h.On.AddDays(h.Late), h.Number)));
            DutyEngine.States(plan, new DutyBody(b, new(2015, 1, 1), facts), engine.Index(held), today, states);
            for (var e = 0; e < states.Length; e++)
            {
                var told = columns.GetValueOrDefault((b, e), DutyState.NotApplicable);
                Assert.True(told == (states[e] == DutyState.NotInForce ? DutyState.NotApplicable : states[e]), $"{bodies[b].Path} {plan.Entries[e].Rule.Id} {plan.Entries[e].Period.Start}: engine {states[e]}, columns {told}");
                seen.Add(states[e]);
            }
            Assert.Equal(states.Count(s => s == DutyState.Overdue), overdue[b]);
        }
        Assert.Superset(new HashSet<DutyState> { DutyState.Satisfied, DutyState.Overdue, DutyState.Due, DutyState.NotApplicable }, seen);
    }

    [Fact]
    public void A_body_dissolved_within_a_period_has_its_last_day_as_due_date()
    {
        var engine = new DutyEngine(Book);
        var plan = engine.Plan(new(2026, 1, 1), new(2026, 12, 31), recorded: MeetingKinds.All.Keys.ToHashSet());
        var today = new DateOnly(2026, 11, 20);
        var facts = DutyBench.FactsOf(Book, new DataSet(2, only: "110101").Parts[0].Bodies().First(b => b.Members > 10));
        foreach (var (setUp, gone) in new (DateOnly, DateOnly?)[] { (new(2015, 1, 1), new(2026, 5, 20)), (new(2026, 8, 20), null), (new(2026, 4, 10), new(2026, 9, 2)) })
        {
            var profiles = new DutyProfiles(plan, today);
            var block = new DutyColumns(profiles);
            var late = new DateOnly(2026, 5, 25);
            block.Add(setUp, gone, profiles.Profile(facts), new[] { block.Pack(Book.Vocabulary.Kind("theme-day")!.Index, new(2026, 5, 10), new(2026, 5, 10), late) });
            var told = new Dictionary<int, DutyState>();
            block.Evaluate(told: (_, entry, state) => told[entry] = state);
            var states = new DutyState[plan.Entries.Length];
            DutyEngine.States(plan, new DutyBody(1, setUp, gone, _ => facts, [], []), engine.Index([new("theme-day", 1, new(2026, 5, 10), late, 1)]), today, states);
            for (var e = 0; e < states.Length; e++)
                Assert.Equal(states[e] is DutyState.NotInForce ? DutyState.NotApplicable : states[e], told.GetValueOrDefault(e, DutyState.NotApplicable));
        }
    }
}
