using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform.Measures;
using Hangji.Platform.Text;

namespace Hangji.Modules.Duties;

/// <summary>逾期数: how many duties of thousands of bodies are overdue, now and at the ends of past months, from columns: the same reads as for a page, without an object for each duty.</summary>
internal sealed partial class DutyDesk
{
    /// <summary>For each body the duties of the year that are overdue and have no reason, with the day on which one more may be; and the same for past days, each in its own year.</summary>
    public async Task<IReadOnlyDictionary<long, StockValue>> Overdue(IReadOnlyList<OrgNode> bodies, StockAsk ask, CancellationToken stop)
    {
        DateOnly[] days = [.. ask.Past, ask.Today];
        var (from, to) = (new DateOnly(days[0].Year, 1, 1), new DateOnly(ask.Today.Year, 12, 31));
        var read = await Read(bodies, from, to, stop);
        var found = new Dictionary<long, StockValue>(bodies.Count);
        foreach (var place in bodies.GroupBy(b => shelf.For(read.Places.GetValueOrDefault(b.Id))))
        {
            var count = new OverdueCount(place.Key, new(place.Key, from, to, recorded: Kinds), days);
            foreach (var body in place) count.Add(body, read.Facts(place.Key, body), read.Groups[body.Id], read.Evidence[body.Id], [.. read.Reasons[body.Id]]);
            count.Into(found, ask.Past.Count > 0);
        }
        return found;
    }
}

/// <summary>The bodies of one rulebook in columns: themselves, and beside them each group with the duties of its own.</summary>
internal sealed class OverdueCount
{
    private sealed record Held(OrgNode Body, BodyFacts Facts, DutyReason[] Reasons);

    private readonly DutyPlan plan;
    private readonly DutyTerms terms;
    private readonly DateOnly[] days;
    private readonly DateOnly today;
    private readonly Vocabulary vocabulary;
    private readonly (DutyProfiles Profiles, DutyColumns Columns) own, grouped;
    private readonly List<Held> bodies = [];
    private readonly List<(int Body, long Group)> groups = [];

    public OverdueCount(Rulebook book, DutyPlan plan, DateOnly[] days)
    {
        (this.plan, this.days, today, vocabulary, terms) = (plan, days, days[^1], book.Vocabulary, new(book));
        (own, grouped) = (Block(Subject.Body), Block(Subject.Group));
        (DutyProfiles, DutyColumns) Block(Subject subject)
        {
            var profiles = new DutyProfiles(plan, today, subject);
            return (profiles, new(profiles));
        }
    }

    public void Add(OrgNode body, BodyFacts facts, IEnumerable<OrgNode> below, IEnumerable<Evidence> evidence, DutyReason[] reasons)
    {
        var known = facts.Changes(plan.From, today).Select(day => (day.DayNumber, Facts: facts.On(day))).ToList();
        var held = evidence.ToList();
        own.Columns.Add(body.SetUpOn, body.DissolvedOn, [.. known.Select(k => (k.DayNumber, own.Profiles.Profile(k.Facts)))], Pack(held));
        foreach (var group in below)
        {
            groups.Add((bodies.Count, group.Id));
            grouped.Columns.Add(body.SetUpOn > group.SetUpOn ? body.SetUpOn : group.SetUpOn, Earlier(body.DissolvedOn, group.DissolvedOn),
                [.. known.Select(k => (k.DayNumber, grouped.Profiles.Profile(k.Facts)))], Pack(held.Where(e => e.GroupId == group.Id)));
        }
        bodies.Add(new(body, facts, reasons));
    }

    /// <summary>Judges them all.</summary>
    public void Into(Dictionary<long, StockValue> found, bool past)
    {
        var nextYear = new DateOnly(today.Year + 1, 1, 1).DayNumber;
        var (counts, next) = (new int[bodies.Count * days.Length], Enumerable.Repeat(nextYear, bodies.Count).ToArray());
        own.Columns.Overdue(days, counts, next, (b, entry) => Excused(b, null, entry));
        var (perGroup, groupNext) = (new int[groups.Count * days.Length], Enumerable.Repeat(nextYear, groups.Count).ToArray());
        grouped.Columns.Overdue(days, perGroup, groupNext, (g, entry) => Excused(groups[g].Body, groups[g].Group, entry));
        for (var g = 0; g < groups.Count; g++)
        {
            var body = groups[g].Body;
            for (var d = 0; d < days.Length; d++) counts[body * days.Length + d] += perGroup[g * days.Length + d];
            next[body] = Math.Min(next[body], groupNext[g]);
        }
        for (var b = 0; b < bodies.Count; b++)
        {
            var all = counts.AsSpan(b * days.Length, days.Length);
            if (bodies[b].Body.ElectedOn is not null) Terms(bodies[b], all, ref next[b]);
            found[bodies[b].Body.Id] = new(all[^1], DateOnly.FromDayNumber(next[b]), past ? [.. all[..^1].ToArray().Select(n => (long)n)] : null);
        }
    }

    private void Terms(Held held, Span<int> counts, ref int next)
    {
        for (var d = 0; d < days.Length; d++)
        {
            if (!held.Body.Exists(days[d])) continue;
            foreach (var (rule, elected, due) in terms.On(held.Facts.On(days[d]), days[d]))
            {
                if (due < days[d] && !(Reason(held, rule.Id, null, elected) is { } reason && Words.Here(reason.RecordedAt) <= days[d])) counts[d]++;
                else if (days[d] == today && due >= today) next = Math.Min(next, due.DayNumber + 1);
            }
        }
    }

    private DateOnly? Excused(int body, long? group, int entry) =>
        bodies[body].Reasons.Length > 0 && Reason(bodies[body], plan.Entries[entry].Rule.Id, group, plan.Entries[entry].Period.Start) is { } reason ? Words.Here(reason.RecordedAt) : null;

    private static DutyReason? Reason(Held held, string rule, long? group, DateOnly start) => Array.Find(held.Reasons, r => r.RuleId == rule && r.GroupId == group && r.PeriodStart == start);

    private ulong[] Pack(IEnumerable<Evidence> evidence) =>
        [.. evidence.Select(e => own.Columns.Pack(vocabulary.Kind(e.Kind)!.Index, e.MakesUpFor ?? e.HeldOn, e.HeldOn, e.RecordedOn, (int)(e.Amount * 100)))];

    private static DateOnly? Earlier(DateOnly? one, DateOnly? other) => one is null ? other : other is null || one < other ? one : other;
}
