using Hangji.Modules.Access.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Measures;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Statistics;

/// <summary>One body in the overview of its superior: figures by measure, and those of the last months.</summary>
internal sealed record OverviewLine(long Id, string Code, string Name, bool Opens, IReadOnlyDictionary<string, long> Figures, IReadOnlyDictionary<string, long[]> Months)
{
    public long Figure(Measure measure) => Figures.GetValueOrDefault(measure.Key);
}

/// <summary>总览: a body, those directly below it in the order of their codes, and what somebody has to deal with in each.</summary>
/// <param name="Month">The month it shows, year times 100 plus month.</param>
/// <param name="Behind">Facts that were recorded and are not in the figures yet.</param>
internal sealed record Overview(OrgNode Org, int Month, bool IsNow, IReadOnlyList<Measure> Columns, IReadOnlyList<Measure> Charts, OverviewLine Whole, IReadOnlyList<OverviewLine> Lines, IReadOnlyList<int> Months, bool Behind, IReadOnlyDictionary<string, int> Since)
{
    /// <summary>How many of the months shown lie before a stock was first looked at: nobody knows it for them.</summary>
    public int Unknown(Measure measure) => measure is Stock && Since.TryGetValue(measure.Key, out var first) ? Math.Min(Months.Count(m => m < first), Months.Count - 1) : 0;
}

/// <summary>Reads the overview of any level: two small reads whatever lies below, because the roll-ups hold every superior's sum.</summary>
internal sealed class OverviewDesk(AppDb db, ActingSeat seat, IEnumerable<IMeasures> rooms, TimeProvider clock)
{
    private const int MonthsShown = 12;
    public const int MostLines = 400;

    /// <param name="asOf">Any day of the month to show; null or later than today is now.</param>
    public async Task<Overview?> Read(long? org, DateOnly? asOf, string? field, CancellationToken stop)
    {
        if ((org ?? seat.OrgId) is not { } id || await db.Orgs.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, stop) is not { } top) return null;
        var today = clock.Today();
        var day = asOf is { } asked && asked < today ? asked : today;
        var month = MeasureSum.MonthOf(day);
        var below = await db.Orgs.AsNoTracking().Where(o => o.ParentId == id && (o.DissolvedOn == null || o.DissolvedOn > day) && o.SetUpOn <= day && o.Kind != OrgKinds.Group && !OrgKinds.Led.Contains(o.Kind) && (string.IsNullOrEmpty(field) || o.Field == field))
            .OrderBy(o => o.Code).Select(o => new { o.Id, o.Code, o.ShortName, o.Kind }).Take(MostLines).ToListAsync(stop);
        var all = rooms.SelectMany(r => r.All).Where(m => m.Verb is not null && seat.May(m.Verb)).OrderBy(m => m.Order).ToList();
        var (keys, ids) = (all.Select(m => m.Key).ToList(), below.Select(o => o.Id).Append(id).ToList());
        var sums = (await db.Set<MeasureSum>().AsNoTracking().Where(s => ids.Contains(s.OrgId) && keys.Contains(s.Measure) && s.Month <= month).ToListAsync(stop)).ToLookup(s => s.OrgId);
        var months = Enumerable.Range(0, MonthsShown).Select(back => MeasureSum.MonthOf(new DateOnly(day.Year, day.Month, 1).AddMonths(back - MonthsShown + 1))).ToList();
        OverviewLine Line(long orgId, string code, string name, bool opens) => new(orgId, code, name, opens,
            all.ToDictionary(m => m.Key, m => Value(m, sums[orgId], month)), all.ToDictionary(m => m.Key, m => months.Select(at => Value(m, sums[orgId], at)).ToArray()));
        // What has a past came with a year of it, as the tree itself did; what has none is known from the month in which the house began to look.
        var begun = await db.Set<FoldCursor>().AsNoTracking().Where(c => c.Name == MeasureFold.Begun).Select(c => (int?)c.Seq).FirstOrDefaultAsync(stop) ?? month;
        var since = all.OfType<Stock>().ToDictionary(m => m.Key, m => m.HasPast ? sums[id].Where(s => s.Measure == m.Key || s.Measure == "bodies").Select(s => s.Month).DefaultIfEmpty(month).Min() : begun);
        var behind = await db.Set<Platform.Facts.QueuedFact>().AnyAsync(stop);
        return new(top, month, day == today, [.. all.Where(m => m is Stock)], [.. all.Where(m => m.IsException || m is Flow)], Line(id, top.Code, top.ShortName, false),
            [.. below.Select(o => Line(o.Id, o.Code, o.ShortName, !OrgKinds.IsBranch(o.Kind)))], months, behind, since);
    }

    /// <summary>A flow is what happened in the month, a stock what had come together by its end.</summary>
    private static long Value(Measure measure, IEnumerable<MeasureSum> sums, int month) =>
        sums.Where(s => s.Measure == measure.Key && (measure is Flow ? s.Month == month : s.Month <= month)).Sum(s => s.Total);
}
