using System.Diagnostics;
using Hangji.Modules.Access.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Organizations.Divisions;
using Hangji.Modules.Statistics;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Measures;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Bench;

/// <summary>Roll-ups over the nation's divisions on PostgreSQL: a thousand saves a second while one process folds them; how soon the top knows, what it costs the writers, and how fast any level's overview is.</summary>
internal static class RollupBench
{
    private const string Command = "./do bench rollups";
    private const int Writers = 8, Wanted = 1000;
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    public static async Task Run(Report report)
    {
        var folder = Directory.CreateTempSubdirectory("hangji-nation-");
        TreeBench.Nation(folder.FullName);
        await using var store = await BenchStore.Open(postgres: true);
        await store.Work(async s => (await s.GetRequiredService<ImportDivisions>().Run(folder.FullName, OrgNode.LongAgo, (_, _, _) => { }, default)).Added);
        folder.Delete(true);
        var fold = store.Services.GetRequiredService<MeasureFold>();
        var watch = Stopwatch.StartNew();
        while (await fold.Once() > 0) { }
        report.Add(new("first folding of 44,703 bodies", Command, watch.Elapsed.TotalSeconds, "s", 60, AtLeast: false));
        var (bodies, root) = await store.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            return (await db.Orgs.Where(o => o.Depth == 4).OrderBy(o => o.Id).Select(o => o.Id).Take(20_000).ToArrayAsync(), await db.Orgs.Where(o => o.Depth == 1).OrderBy(o => o.Path).Select(o => o.Id).FirstAsync());
        });

        var bare = await Save(store, bodies, Long / 4, null);
        using var ended = new CancellationTokenSource();
        var folding = Task.WhenAll(new Func<CancellationToken, Task<int>>[] { fold.FoldFlows, fold.FoldStocks }.Select(work => Task.Run(async () => { while (!ended.IsCancellationRequested) await Task.Delay(await work(default) > 0 ? 100 : 500); })));
        var seen = new List<double>();
        var probing = Task.Run(async () => { for (var i = 0; i < 15 && !ended.IsCancellationRequested; i++) { seen.Add(await Probe(store, root, i)); await Task.Delay(300); } });
        var rate = await Save(store, bodies, Long, Wanted);
        await probing;
        await ended.CancelAsync();
        await folding;
        report.Add(new("saves a second while they are folded", Command, rate, "/s", Wanted * 0.95, AtLeast: true, Note: $"unpaced and without folding {bare:N0}/s"));
        seen.Sort();
        report.Add(new("a save is in the figures of the top, 95th of 100", Command, seen[(int)(seen.Count * 0.95)] / 1000, "s", 2, AtLeast: false, Note: $"median {seen[seen.Count / 2]:N0} ms"));
        while (await fold.Once() > 0) { }
        await Overviews(report, store);
    }

    /// <summary>Saves facts as rooms do, from several connections; <paramref name="pace"/> a second, or as fast as it goes.</summary>
    private static async Task<double> Save(BenchStore store, long[] bodies, TimeSpan length, int? pace)
    {
        var (watch, done) = (Stopwatch.StartNew(), 0);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(w => Task.Run(async () =>
        {
            for (var i = w; watch.Elapsed < length; i += Writers)
            {
                if (pace is { } wanted && TimeSpan.FromSeconds((double)i / wanted) - watch.Elapsed is { Ticks: > 0 } early) await Task.Delay(early);
                await store.Work(async s =>
                {
                    var db = s.GetRequiredService<AppDb>();
                    db.Facts.Add(Fact.Of("meeting.held", bodies[i * 7919 % bodies.Length], null, new(2026, 1 + i % 11, 1 + i % 28)));
                    return await db.SaveChangesAsync();
                });
                Interlocked.Increment(ref done);
            }
        })));
        return done / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Milliseconds from a committed save in a month of its own until the province has it.</summary>
    private static async Task<double> Probe(BenchStore store, long root, int number)
    {
        var month = new DateOnly(2001 + number / 12, 1 + number % 12, 1);
        await store.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            var top = await db.Orgs.SingleAsync(o => o.Id == root);
            var body = await db.Orgs.Where(o => o.Depth == 4 && string.Compare(o.Path, top.Path) >= 0 && string.Compare(o.Path, top.Place.End) < 0).Select(o => o.Id).FirstAsync();
            db.Facts.Add(Fact.Of("meeting.held", body, null, month));
            return await db.SaveChangesAsync();
        });
        var watch = Stopwatch.StartNew();
        var key = MeasureSum.MonthOf(month);
        while (!await store.Work(s => s.GetRequiredService<AppDb>().Set<MeasureSum>().AnyAsync(m => m.OrgId == root && m.Measure == "meetings.held" && m.Month == key && m.Total > 0)) && watch.Elapsed < Long) await Task.Delay(20);
        return watch.Elapsed.TotalMilliseconds;
    }

    private static async Task Overviews(Report report, BenchStore store)
    {
        foreach (var depth in new[] { 1, 2, 3 })
        {
            var node = await store.Work(s => s.GetRequiredService<AppDb>().Orgs.AsNoTracking().Where(o => o.Depth == depth).OrderByDescending(o => o.NextChild).FirstAsync());
            var took = new List<double>();
            for (var i = 0; i < 60; i++)
            {
                var watch = Stopwatch.StartNew();
                await store.Work(async s =>
                {
                    var seat = s.GetRequiredService<ActingSeat>();
                    (seat.OrgId, seat.Role) = (node.Id, Roles.All["superior-officer"]);
                    return (await s.GetRequiredService<OverviewDesk>().Read(node.Id, null, null, default))!.Lines.Count;
                });
                if (i >= 10) took.Add(watch.Elapsed.TotalMilliseconds);
            }
            took.Sort();
            report.Add(new($"overview of level {depth} ({node.NextChild} below), 95th of 100", Command, took[(int)(took.Count * 0.95)], "ms", 100, AtLeast: false, Note: $"median {took[took.Count / 2]:0.#} ms"));
        }
    }
}
