using System.Diagnostics;
using Hangji.Modules.Regulations.Contract;

namespace Hangji.Bench;

/// <summary>How many rule × organization × period evaluations a second, on both cores; and one body's calendar with its groups and explanations unread.</summary>
internal static class DutyBench
{
    public static async Task Run(Report report)
    {
        var book = Rulebook.Shipped;
        var engine = new DutyEngine(book);
        var today = new DateOnly(2026, 11, 20);
        var plan = engine.Plan(new(2026, 1, 1), new(2026, 12, 31));
        var bodies = Enumerable.Range(0, 20_000).Select(n => new DutyBody(n, new(2015, 1, 1), Facts(book, n))).ToArray();
        var index = bodies.Select(b => engine.Index(Held(b.OrgId))).ToArray();
        long Evaluate()
        {
            long done = 0;
            Parallel.For(0, bodies.Length, () => (0L, new DutyState[plan.Entries.Length]), (i, _, local) =>
                (local.Item1 + DutyEngine.States(plan, bodies[i], index[i], today, local.Item2), local.Item2), local => Interlocked.Add(ref done, local.Item1));
            return done;
        }
        Evaluate();
        var best = 0d;
        for (var n = 0; n < 3; n++) best = Math.Max(best, await Timing.Rate(() => Task.FromResult(Evaluate())));
        report.Add(new("duty evaluations (rule × body × period)", "./do bench duties", best, "/s", 2_000_000, AtLeast: true));

        var body = new DutyBody(1, new(2015, 1, 1), null, _ => bodies[3].Facts(today), [new(11, "一组", new(2015, 1, 1)), new(12, "二组", new(2015, 1, 1))], []);
        var evidence = Held(1).ToList();
        var one = await Timing.Median(() => Task.FromResult(engine.Calendar(body, evidence, new(2026, 1, 1), new(2026, 12, 31), today)));
        report.Add(new("one body's calendar of a year", "./do bench duties", one, "ms", 10, AtLeast: false));
    }

    private static KnownFacts Facts(Rulebook book, int n) => new KnownFacts(book.Vocabulary).Set("org_kind", "branch").Set("org_field", "village")
        .Set("full_members", (long)(5 + n % 40)).Set("probationary_members", (long)(n % 3)).Set("has_committee", n % 5 != 0).Set("committee_size", 3L).Set("all_members_infirm", false);

    private static IEnumerable<Evidence> Held(long org) =>
        from month in Enumerable.Range(1, 11)
        from kind in new[] { "theme-day", "committee-meeting", "general-meeting" }
        where kind != "general-meeting" || month % 3 == 0
        select new Evidence(kind, org, new(2026, month, 10), new(2026, month, 10), org * 1000 + month);
}
