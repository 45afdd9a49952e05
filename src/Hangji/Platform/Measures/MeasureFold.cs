using System.Collections.Concurrent;
using System.Text.Json;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Hangji.Platform.Tree;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Platform.Measures;

/// <summary>
/// 汇总: takes the facts that were recorded since the last round and adds what they change to the body and to all its superiors. Writers of facts never touch a
/// sum, so no two saves wait for each other; one process at a time folds, and a round that breaks off leaves nothing behind.
/// </summary>
internal sealed class MeasureFold(IServiceScopeFactory scopes, IEnumerable<IMeasures> rooms, TimeProvider clock)
{
    private const string Flows = "flows", Stocks = "stocks";

    /// <summary>The cursor that holds the month in which stocks were first looked at; what has no past is not known before it.</summary>
    public const string Begun = "stocks.begun";
    private const int Batch = 5_000, Bodies = 4_000, MonthsBack = 12;

    private readonly IReadOnlyList<Measure> measures = [.. rooms.SelectMany(r => r.All).OrderBy(m => m.Order)];

    // A path never comes to mean another body, so what was looked up once stays true.
    private readonly ConcurrentDictionary<string, long> places = new(StringComparer.Ordinal);

    /// <summary>A round of both foldings. Returns how many facts and bodies were taken in; 0 when nothing waited or another process has the turn.</summary>
    public async Task<int> Once(CancellationToken stop = default) => await FoldFlows(stop) + await FoldStocks(stop);

    /// <summary>Numbers what was recorded and adds up the flows: a few statements whatever the rooms do, so the top knows at once.</summary>
    public async Task<int> FoldFlows(CancellationToken stop = default)
    {
        await using var scope = Scope(out var db);
        if (!await FactOrder.Waiting(db, stop) && await Seq(db, Flows, stop) >= await FactOrder.Last(db, stop)) return 0;
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        if (!await FactOrder.TakeTurn(db, stop)) return 0;
        await FactOrder.Number(db, Batch, stop);
        var done = await FlowsAfter(db, stop);
        await transaction.CommitAsync(stop);
        return done;
    }

    /// <summary>
    /// Reads anew what is so of the bodies that facts touched, or whose day has come, some thousands in a transaction: what is kept is the difference to what was known,
    /// so a round that breaks off is simply done again. On SQLite, where one writes at a time, nothing is held while rooms read.
    /// </summary>
    public async Task<int> FoldStocks(CancellationToken stop = default)
    {
        var today = clock.Today();
        await using var scope = Scope(out var db);
        var from = await Seq(db, Stocks, stop);
        if (from >= await FactOrder.Last(db, stop) && !await db.Set<MeasureWake>().AnyAsync(w => w.WakeOn <= today, stop)) return 0;
        await Begin(db, today, stop);
        var facts = await FactOrder.After(db, from, Batch, stop);
        var touched = await Touched(db, facts, stop);
        var woken = await Woken(db, touched, today, stop);
        foreach (var (stock, bodies) in touched)
            foreach (var some in bodies.Order().Chunk(Bodies))
            {
                await using var early = db.Postgres ? await db.Database.BeginTransactionAsync(stop) : null;
                if (early is not null && !await FactOrder.TakeTurn(db, stop, FactOrder.Stocks)) return 0;
                var reading = await Read(scope.ServiceProvider, db, stock, some, today, stop);
                await using var transaction = early ?? await db.Database.BeginTransactionAsync(stop);
                await Keep(db, reading, null, today, stop);
                await transaction.CommitAsync(stop);
            }
        if (facts.Count > 0) await BulkSums.Advance(db, Stocks, facts[^1].Seq, stop);
        return facts.Count + woken;
    }

    /// <summary>Counts everything again from the first fact; what is so of every body is read anew and its history by months kept.</summary>
    public async Task Replay(CancellationToken stop = default)
    {
        var today = clock.Today();
        await using var scope = Scope(out var db);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        foreach (var turn in new[] { FactOrder.Folding, FactOrder.Stocks }) while (!await FactOrder.TakeTurn(db, stop, turn)) await Task.Delay(50, stop);
        while (await FactOrder.Number(db, Batch, stop) > 0) { }
        var stocks = measures.OfType<Stock>().Select(s => s.Key).ToList();
        var kept = await db.Set<MeasureSum>().AsNoTracking().Where(s => stocks.Contains(s.Measure) && s.Own != 0).ToListAsync(stop);
        await db.Set<MeasureSum>().ExecuteDeleteAsync(stop);
        await db.Set<MeasureWake>().ExecuteDeleteAsync(stop);
        await db.Set<FoldCursor>().Where(c => c.Name == Flows).ExecuteDeleteAsync(stop);
        var pathOf = (await Places.All(db, stop)).ToDictionary(p => p.Id, p => p.Path);
        await Add(db, [.. kept.Where(k => pathOf.ContainsKey(k.OrgId)).Select(k => new Change(k.OrgId, pathOf[k.OrgId], k.Measure, k.Month, k.Own))], stop);
        while (await FlowsAfter(db, stop) > 0) { }
        foreach (var some in pathOf.Keys.Order().Chunk(Bodies))
            foreach (var stock in measures.OfType<Stock>()) await Keep(db, await Read(scope.ServiceProvider, db, stock, some, today, stop), pathOf, today, stop);
        await BulkSums.Advance(db, Stocks, await FactOrder.Last(db, stop), stop);
        await transaction.CommitAsync(stop);
    }

    private async Task Begin(AppDb db, DateOnly today, CancellationToken stop)
    {
        if (await db.Set<FoldCursor>().AnyAsync(c => c.Name == Begun, stop)) return;
        var stocks = measures.OfType<Stock>().Select(s => s.Key).ToList();
        await BulkSums.Advance(db, Begun, await db.Set<MeasureSum>().Where(s => stocks.Contains(s.Measure)).MinAsync(s => (int?)s.Month, stop) ?? MeasureSum.MonthOf(today), stop);
    }

    private AsyncServiceScope Scope(out AppDb db)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().AsProgram("汇总");
        db = scope.ServiceProvider.GetRequiredService<AppDb>();
        return scope;
    }

    private static Task<long> Seq(AppDb db, string cursor, CancellationToken stop) => db.Set<FoldCursor>().AsNoTracking().Where(c => c.Name == cursor).Select(c => c.Seq).FirstOrDefaultAsync(stop);

    private async Task<int> FlowsAfter(AppDb db, CancellationToken stop)
    {
        var facts = await FactOrder.After(db, await Seq(db, Flows, stop), Batch, stop);
        var flows = measures.OfType<Flow>().ToList();
        var changes = new List<Change>();
        foreach (var (_, fact) in facts)
            foreach (var flow in flows)
                if (flow.Amount(fact) is not 0 and var amount) changes.Add(new(fact.OrgId, fact.OrgPath, flow.Key, MeasureSum.MonthOf(fact.HeldOn ?? Words.Here(fact.RecordedAt)), amount));
        await Add(db, changes, stop);
        foreach (var (_, fact) in facts.Where(f => f.Fact.Kind is "organization.move" or "organization.merge")) await Rehang(db, fact, stop);
        if (facts.Count > 0) await BulkSums.Advance(db, Flows, facts[^1].Seq, stop);
        return facts.Count;
    }

    /// <summary>Which bodies each stock must look at again. One fact of an import stands for every body below.</summary>
    private async Task<Dictionary<Stock, HashSet<long>>> Touched(AppDb db, List<(long, Fact Fact)> facts, CancellationToken stop)
    {
        var touched = measures.OfType<Stock>().ToDictionary(s => s, _ => new HashSet<long>());
        foreach (var (_, fact) in facts)
        {
            var stocks = touched.Keys.Where(s => s.Touches(fact.Kind)).ToList();
            if (stocks.Count == 0) continue;
            IEnumerable<long> bodies = fact.Kind.Contains("import", StringComparison.Ordinal) ? (await Places.Below(db, new(fact.OrgPath), stop)).Select(p => p.Id) : [fact.OrgId, .. Named(fact, "other_org_id")];
            foreach (var stock in stocks) touched[stock].UnionWith(bodies);
        }
        return touched;
    }

    private async Task<int> Woken(AppDb db, Dictionary<Stock, HashSet<long>> touched, DateOnly today, CancellationToken stop)
    {
        var due = await db.Set<MeasureWake>().AsNoTracking().Where(w => w.WakeOn <= today).OrderBy(w => w.WakeOn).Take(Batch).ToListAsync(stop);
        foreach (var wake in due)
            if (touched.Keys.FirstOrDefault(s => s.Key == wake.Measure) is { } stock) touched[stock].Add(wake.OrgId);
            else await db.Set<MeasureWake>().Where(w => w.OrgId == wake.OrgId && w.Measure == wake.Measure).ExecuteDeleteAsync(stop);
        return due.Count;
    }

    private readonly record struct Reading(Stock Stock, long[] Bodies, IReadOnlyList<DateOnly> Past, IReadOnlyDictionary<long, StockValue> Now);

    /// <summary>What was known of the bodies before; one of which nothing is known gets its past along, where the records tell it.</summary>
    private static async Task<Reading> Read(IServiceProvider services, AppDb db, Stock stock, long[] some, DateOnly today, CancellationToken stop)
    {
        var past = stock.HasPast && await Known(db, stock, some).CountAsync(stop) < some.Length ? StockAsk.MonthEnds(today, MonthsBack) : [];
        return new(stock, some, past, await stock.Read(services, new(some, today, past), stop));
    }

    private static IQueryable<long> Known(AppDb db, Stock stock, long[] some) =>
        db.Set<MeasureSum>().Where(s => s.Measure == stock.Key && some.Contains(s.OrgId) && s.Own != 0).Select(s => s.OrgId).Distinct();

    /// <summary>The difference to what was known goes to the body and everyone above, in the month of today; the past of a body that was not known, in its months.</summary>
    private async Task Keep(AppDb db, Reading reading, IReadOnlyDictionary<long, string>? paths, DateOnly today, CancellationToken stop)
    {
        var (stock, some, past, now) = reading;
        var pathOf = paths ?? (await Places.Of(db, some, stop)).ToDictionary(p => p.Id, p => p.Path);
        var before = await db.Set<MeasureSum>().AsNoTracking().Where(s => s.Measure == stock.Key && some.Contains(s.OrgId) && s.Own != 0).GroupBy(s => s.OrgId).Select(g => new { g.Key, Sum = g.Sum(s => s.Own) }).ToDictionaryAsync(g => g.Key, g => g.Sum, stop);
        var changes = new List<Change>(some.Length);
        foreach (var id in some)
        {
            if (!pathOf.TryGetValue(id, out var path)) continue;
            var (value, known) = (now.GetValueOrDefault(id), before.GetValueOrDefault(id));
            if (value.Past is { } then && !before.ContainsKey(id))
                for (var m = 0; m < past.Count; known = then[m++]) changes.Add(new(id, path, stock.Key, MeasureSum.MonthOf(past[m]), then[m] - known));
            changes.Add(new(id, path, stock.Key, MeasureSum.MonthOf(today), value.Value - known));
        }
        await Add(db, [.. changes.Where(c => c.Amount != 0)], stop);
        // A day that has come is not waited for again.
        await BulkSums.Wake(db, stock.Key, some, [.. some.Where(id => now.GetValueOrDefault(id).WakeOn is { } day && day > today).Select(id => (id, now[id].WakeOn!.Value))], stop);
    }

    /// <summary>A branch that hangs elsewhere now: the superiors it left and those it came to are added up again from what is directly below each.</summary>
    private static async Task Rehang(AppDb db, Fact fact, CancellationToken stop)
    {
        // No stock is added to these superiors meanwhile.
        while (!await FactOrder.TakeTurn(db, stop, FactOrder.Stocks)) await Task.Delay(20, stop);
        foreach (var parent in Named(fact.Changes, "parent_id").Distinct())
        {
            if (await Places.PathOf(db, parent, stop) is not { } path) continue;
            var above = new OrgPath(path).Superiors().Append(path).Reverse().ToList();
            var ids = (await Places.At(db, above, stop)).ToDictionary(p => p.Path, p => p.Id, StringComparer.Ordinal);
            foreach (var one in above.Where(ids.ContainsKey)) await BulkSums.AddUp(db, ids[one], stop);
        }
    }

    private static IEnumerable<long> Named(Fact fact, string column) => fact.Kind.StartsWith("organization.", StringComparison.Ordinal) ? Named(fact.Changes, column) : [];

    /// <summary>Ids that a column had before and after, out of what the save wrote down.</summary>
    private static List<long> Named(string? changes, string column)
    {
        var ids = new List<long>();
        if (changes is null || !changes.Contains(column, StringComparison.Ordinal)) return ids;
        using var read = JsonDocument.Parse(changes);
        foreach (var row in read.RootElement.EnumerateArray())
            if (row.GetProperty("set").TryGetProperty(column, out var pair))
                foreach (var one in pair.EnumerateArray())
                    if (one.ValueKind == JsonValueKind.String && long.TryParse(one.GetString(), out var id)) ids.Add(id);
        return ids;
    }

    /// <summary>Adds to the bodies themselves and to everyone above them.</summary>
    private async Task Add(AppDb db, IReadOnlyList<Change> changes, CancellationToken stop)
    {
        if (changes.Count == 0) return;
        var unknown = changes.SelectMany(c => new OrgPath(c.Path).Superiors()).Distinct().Where(p => !places.ContainsKey(p)).ToList();
        if (places.Count > 500_000) places.Clear();
        foreach (var some in unknown.Chunk(500))
            foreach (var place in await Places.At(db, some, stop)) places[place.Path] = place.Id;
        var sums = new Dictionary<(long Org, string Measure, int Month), (long Own, long Total)>();
        void Put(long org, Change change, bool own)
        {
            var key = (org, change.Measure, change.Month);
            var sum = sums.GetValueOrDefault(key);
            sums[key] = (sum.Own + (own ? change.Amount : 0), sum.Total + change.Amount);
        }
        foreach (var change in changes)
        {
            Put(change.OrgId, change, own: true);
            foreach (var above in new OrgPath(change.Path).Superiors()) if (places.TryGetValue(above, out var id)) Put(id, change, own: false);
        }
        await BulkSums.Add(db, [.. sums.Where(s => s.Value != default)
            .Select(s => new MeasureSum { OrgId = s.Key.Org, Measure = s.Key.Measure, Month = s.Key.Month, Own = s.Value.Own, Total = s.Value.Total })], stop);
    }

    private readonly record struct Change(long OrgId, string Path, string Measure, int Month, long Amount);
}

/// <summary>Folds while the program serves: flows and stocks beside each other, at once again while facts wait.</summary>
internal sealed class Folding(MeasureFold fold, ILogger<Folding> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500), Soon = TimeSpan.FromMilliseconds(100), AfterFault = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Round(fold.FoldFlows, stoppingToken), Round(fold.FoldStocks, stoppingToken));

    /// <summary>Facts or bodies folded in one go that are no everyday's work.</summary>
    private const int Much = 1_000;

    private async Task Round(Func<CancellationToken, Task<int>> work, CancellationToken stop)
    {
        var (given, read) = (false, 0);
        while (!stop.IsCancellationRequested)
        {
            var pause = Pause;
            try
            {
                var done = await work(stop);
                if (done > 0) pause = Soon;
                // A new store is folded whole, thousands of bodies; the memory is given back once, and not kept by a program that then idles. A burst of work later is left to the collector: nobody waits for it.
                if (!given && done == 0 && read > Much)
                {
                    given = true;
                    GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                }
                read = done == 0 ? 0 : read + done;
            }
            catch (Exception fault) when (!stop.IsCancellationRequested)
            {
                log.LogWarning(fault, "Roll-ups wait: {Fault}", fault.Message);
                pause = AfterFault;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            await Task.Delay(pause, stop).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }
}
