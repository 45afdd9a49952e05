using Hangji.Modules.Regulations.Demands;

namespace Hangji.Modules.Regulations.Contract;

/// <summary>任务表: every periodic rule crossed with every period of a range, versions chosen. Made once, used for any
/// number of bodies.</summary>
internal sealed class DutyPlan
{
    /// <summary>One rule in one period; <see cref="Rule"/> is the version of the period's middle day, or the nearest one
    /// when <see cref="InForce"/> is false.</summary>
    /// <param name="Recorded">False when no room keeps the records that would satisfy it: then nobody can be late with it.</param>
    internal readonly record struct Entry(Rule Rule, PeriodicDemand Demand, Period Period, DateOnly Middle, bool InForce, bool Recorded = true);

    /// <param name="recorded">Kinds of record that some room keeps; null when all are.</param>
    public DutyPlan(Rulebook book, DateOnly from, DateOnly to, Func<Rule, bool>? only = null, IReadOnlySet<string>? recorded = null)
    {
        (Book, From, To) = (book, from, to);
        var ids = book.All.Where(r => r.Demand is PeriodicDemand && (only is null || only(r))).Select(r => r.Id).Distinct();
        var entries = new List<Entry>();
        foreach (var id in ids)
        {
            var versions = book.Versions(id);
            var every = ((PeriodicDemand)versions[^1].Demand).Every;
            foreach (var period in Period.Between(every, from, to))
            {
                var rule = book.Find(id, period.Middle);
                var nearest = rule ?? versions.FirstOrDefault(v => v.From > period.Middle) ?? versions[^1];
                if (nearest.Demand is PeriodicDemand demand) entries.Add(new(nearest, demand, period, period.Middle, rule is not null,
                    recorded is null || demand.Lines.All(l => l.Kinds.Any(k => recorded.Contains(k.Kind)))));
            }
        }
        // Sorted by the day whose facts decide, so that one body's facts are fetched once per day, not once per rule.
        Entries = [.. entries.OrderBy(e => e.Middle)];
    }

    public Rulebook Book { get; }
    public DateOnly From { get; }
    public DateOnly To { get; }
    public Entry[] Entries { get; }
}
