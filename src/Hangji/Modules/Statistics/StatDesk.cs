using Hangji.Modules.Access.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Statistics.Definitions;
using Hangji.Platform.Data;
using Hangji.Platform.Log;
using Hangji.Platform.Log.Verifying;
using Hangji.Platform.Measures;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Statistics;

/// <summary>Whose report it is, of which year, as of which day. A year that has not begun has no report.</summary>
public sealed record ReportFrame(OrgNode Org, int Year, DateOnly AsOf, bool IsFinal)
{
    public string From => Org.Path;
    public string To => Org.Place.End;
}

/// <summary>有空月的单位: months of the period in which a body and everything below it has no dated record at all.</summary>
public sealed record Gap(string Name, IReadOnlyList<int> Months);

/// <summary>A check with the two figures that were compared; null where a form is still being counted.</summary>
internal sealed record CheckResult(CrossCheck Check, long? Left, long? Right)
{
    public bool? Holds => Left is null || Right is null ? null : Check.AtMost ? Left <= Right : Left == Right;
}

/// <summary>Reads for the pages of this room: forms, filings and what became of them, within the acting seat's range.</summary>
internal sealed class StatDesk(AppDb db, TableBook book, Counting counting, TextCheck texts, ActingSeat seat, TimeProvider clock)
{
    private const int MostNamed = 12;

    public DateOnly Today => clock.Today();
    public TableBook Book => book;
    public int FirstYear => book.FirstYear;

    /// <summary>The frame of a page; null where the body is none of the seat's business or the year has no forms.</summary>
    public async Task<ReportFrame?> Frame(long? org, int? year, DateOnly? asOf, CancellationToken stop)
    {
        var of = year ?? asOf?.Year ?? Today.Year;
        if (of < FirstYear || of > Today.Year) return null;
        var id = org ?? seat.OrgId;
        if (id is null || await db.Orgs.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, stop) is not { } node) return null;
        var last = new DateOnly(of, 12, 31);
        var day = asOf is { } asked && asked.Year == of && asked <= Today ? asked : last < Today ? last : Today;
        return new(node, of, day, day == last);
    }

    public Task<CountedTable?> Count(StatTable table, ReportFrame frame, CancellationToken stop) => counting.Of(table, frame.Year, frame.AsOf, frame.From, frame.To, stop);

    /// <summary>The last filing of each form of the year by this body.</summary>
    public async Task<IReadOnlyDictionary<string, FiledReport>> Filed(ReportFrame frame, CancellationToken stop) =>
        (await db.Set<FiledReport>().AsNoTracking().Where(r => r.OrgId == frame.Org.Id && r.Year == frame.Year).ToListAsync(stop)).GroupBy(r => r.Form).ToDictionary(g => g.Key, g => g.MaxBy(r => r.Id)!);

    /// <summary>All filings of one form, the last first.</summary>
    public Task<List<FiledReport>> Filings(ReportFrame frame, string form, CancellationToken stop) =>
        db.Set<FiledReport>().AsNoTracking().Where(r => r.OrgId == frame.Org.Id && r.Year == frame.Year && r.Form == form).OrderByDescending(r => r.Id).ToListAsync(stop);

    /// <summary>How a filing stands to the public log; null for one that was filed before leaves were written.</summary>
    public async Task<TextProof?> Proof(FiledReport report, CancellationToken stop) =>
        report.LogEntryId is { } entry ? await texts.Of(LeafDoc.Of(report.Id), report.Rev, report.Statement(), entry, stop) : null;

    /// <summary>Every check of the year with its two figures.</summary>
    public async Task<IReadOnlyList<CheckResult>> Checks(ReportFrame frame, CancellationToken stop)
    {
        var tables = new Dictionary<string, CountedTable?>();
        async Task<long?> Sum(IEnumerable<Term> terms)
        {
            long? sum = 0;
            foreach (var term in terms)
            {
                if (!tables.TryGetValue(term.Table, out var counted)) tables[term.Table] = counted = book.Find(frame.Year, term.Table) is { } table ? await Count(table, frame, stop) : null;
                sum += counted?.Find(term.Row, term.Column) * (term.Minus ? -1 : 1);
            }
            return sum;
        }
        var results = new List<CheckResult>();
        foreach (var check in book.Checks(frame.Year)) results.Add(new(check, await Sum(check.Left), await Sum(check.Right)));
        return results;
    }

    /// <summary>The same for one form: none where it counts what stands on a day.</summary>
    public async Task<(IReadOnlyList<Gap> Named, int More)> Gaps(StatTable table, ReportFrame frame, CancellationToken stop) => table.IsOverTime ? await Gaps(frame, stop) : ([], 0);

    /// <summary>Bodies directly below (or the body itself where there are none) that have months without any record, up to the month of the report.</summary>
    public async Task<(IReadOnlyList<Gap> Named, int More)> Gaps(ReportFrame frame, CancellationToken stop)
    {
        var (id, last) = (frame.Org.Id, frame.AsOf.Month);
        var below = await db.Orgs.AsNoTracking().Where(o => o.ParentId == id && o.DissolvedOn == null && o.Kind != OrgKinds.Group).OrderBy(o => o.Code).Select(o => new { o.Id, o.ShortName, o.Kind, o.SetUpOn }).ToListAsync(stop);
        var asked = below.Where(o => !OrgKinds.IsLed(o.Kind)).ToList();
        if (asked.Count == 0) asked.Add(new { frame.Org.Id, frame.Org.ShortName, frame.Org.Kind, frame.Org.SetUpOn });
        var ids = asked.Select(o => o.Id).ToList();
        var (first, end) = (frame.Year * 100 + 1, frame.Year * 100 + last);
        var kept = (await db.Set<MeasureSum>().AsNoTracking().Where(s => ids.Contains(s.OrgId) && s.Measure == RecordMeasure.Key && s.Month >= first && s.Month <= end && s.Total > 0)
            .Select(s => new { s.OrgId, s.Month }).ToListAsync(stop)).ToLookup(s => s.OrgId, s => s.Month % 100);
        var gaps = asked.Select(o => new Gap(o.ShortName, [.. Enumerable.Range(1, last).Where(m => new DateOnly(frame.Year, m, 1) >= o.SetUpOn.AddDays(1 - o.SetUpOn.Day) && !kept[o.Id].Contains(m))])).Where(g => g.Months.Count > 0).ToList();
        return ([.. gaps.Take(MostNamed)], Math.Max(0, gaps.Count - MostNamed));
    }
}
