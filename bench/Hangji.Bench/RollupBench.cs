using System.Diagnostics;
using Hangji.Modules.Access.Contract;
using Hangji.Modules.Duties;
using Hangji.Modules.Meetings;
using Hangji.Modules.Members;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Organizations.Divisions;
using Hangji.Modules.Regulations.Contract;
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
    private static readonly string[] Kinds = ["party-committee-meeting", "theme-day", "committee-meeting", "democratic-life-meeting"];
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    public static async Task Run(Report report)
    {
        var folder = Directory.CreateTempSubdirectory("hangji-nation-");
        TreeBench.Nation(folder.FullName);
        await using var store = await BenchStore.Open(postgres: true);
        await store.Work(async s => (await s.GetRequiredService<ImportDivisions>().Run(folder.FullName, OrgNode.LongAgo, (_, _, _) => { }, default)).Added);
        folder.Delete(true);
        var late = await Branches(store);
        var fold = store.Services.GetRequiredService<MeasureFold>();
        var watch = Stopwatch.StartNew();
        while (await fold.Once() > 0) { }
        report.Add(new("first folding of 44,703 bodies with twelve months back", Command, watch.Elapsed.TotalSeconds, "s", 15, AtLeast: false));
        await Stocks(report, store);
        var (bodies, root) = await store.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            return ((await db.Orgs.Where(o => o.Depth == 4).OrderBy(o => o.Path).Select(o => new { o.Id, o.Path }).Take(20_000).ToListAsync()).Select(o => (o.Id, o.Path)).ToArray(), await db.Orgs.Where(o => o.Depth == 1).OrderBy(o => o.Path).Select(o => o.Id).FirstAsync());
        });

        var bare = await Save(store, bodies, Long / 4, null);
        using var ended = new CancellationTokenSource();
        var folding = Task.WhenAll(new Func<CancellationToken, Task<int>>[] { fold.FoldFlows, fold.FoldStocks }.Select(work => Task.Run(async () => { while (!ended.IsCancellationRequested) await Task.Delay(await work(default) > 0 ? 100 : 500); })));
        var (seen, judged) = (new List<double>(), new List<double>());
        var probing = Task.Run(async () => { for (var i = 0; i < 15 && !ended.IsCancellationRequested; i++) { seen.Add(await Probe(store, root, i)); await Task.Delay(300); } });
        var excusing = Task.Run(async () => { for (var i = 0; i < late.Count && !ended.IsCancellationRequested; i++) { judged.Add(await Excuse(store, late[i])); await Task.Delay(300); } });
        var rate = await Save(store, bodies, Long, Wanted);
        await Task.WhenAll(probing, excusing);
        await ended.CancelAsync();
        await folding;
        report.Add(new("saves a second while they are folded", Command, rate, "/s", Wanted * 0.95, AtLeast: true, Note: $"unpaced and without folding {bare:N0}/s"));
        foreach (var (what, took) in new[] { ("a save is in the figures of the top", seen), ("a duty that a save settles is out of the overdue ones of the top", judged) })
        {
            took.Sort();
            report.Add(new($"{what}, slowest of {took.Count}", Command, took[^1] / 1000, "s", 2, AtLeast: false, Note: $"median {took[took.Count / 2]:N0} ms"));
        }
        while (await fold.Once() > 0) { }
        await Overviews(report, store);
    }

    /// <summary>Saves facts as rooms do, from several connections; <paramref name="pace"/> a second, or as fast as it goes.</summary>
    private static async Task<double> Save(BenchStore store, (long Id, string Path)[] bodies, TimeSpan length, int? pace)
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
                    var (body, id, on, at) = (bodies[i * 7919 % bodies.Length], Ids.Next(), new DateOnly(2026, 1 + i % 11, 1 + i % 20), DateTime.UtcNow);
                    db.Add(new Meeting { Id = id, RootId = id, OrgId = body.Id, OrgPath = body.Path, Kind = Kinds[i % Kinds.Length], Theme = "学习", State = Meeting.Held, Day = on, HeldOn = on, FirstRecordedAt = at, RecordedAt = at });
                    db.Facts.Add(Fact.Of("meeting.held", body.Id, id, on));
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

    /// <summary>What reading each stock costs a body, its past included and not.</summary>
    private static async Task Stocks(Report report, BenchStore store)
    {
        var today = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(8));
        var ids = await store.Work(s => s.GetRequiredService<AppDb>().Orgs.OrderBy(o => o.Id).Select(o => o.Id).Take(20_000).ToArrayAsync());
        foreach (var stock in store.Services.GetServices<IMeasures>().SelectMany(m => m.All).OfType<Stock>())
        {
            async Task<double> Each(IReadOnlyList<DateOnly> past)
            {
                var watch = Stopwatch.StartNew();
                foreach (var some in ids.Chunk(4000)) await store.Work(async s => (await stock.Read(s, new(some, today, past), default)).Count);
                return watch.Elapsed.TotalMicroseconds / ids.Length;
            }
            await Each([]);
            var back = await Each(StockAsk.MonthEnds(today, 12));
            report.Add(new($"reading {stock.Key} for 4,000 bodies at once, a body", Command, await Each([]), "µs", 20, AtLeast: false, Note: stock.HasPast ? $"{back:0.0} µs with twelve months back" : null));
        }
    }

    /// <summary>Twelve branches with members, in the last province, where nobody else writes: each is late with something.</summary>
    private static Task<List<long>> Branches(BenchStore store) => store.Work(async s =>
    {
        var (db, made) = (s.GetRequiredService<AppDb>(), new List<long>());
        foreach (var town in await db.Orgs.Where(o => o.Depth == 4).OrderByDescending(o => o.Path).Take(12).ToListAsync())
        {
            var path = town.Place.Child(town.NextChild++);
            var branch = new OrgNode { Id = Ids.Next(), Path = path.Value, Depth = path.Depth, ParentId = town.Id, Code = $"B{made.Count}", Name = "测速党支部", ShortName = "测速党支部", Kind = "branch", Field = "village", Relation = "own", SetUpOn = new(2020, 1, 1), Since = new(2020, 1, 1), Initials = "cs" };
            db.Add(branch);
            for (var i = 0; i < 5; i++)
                db.Add(new Membership { Id = Ids.Next(), OrgId = branch.Id, OrgPath = branch.Path, PersonId = Ids.Next(), FromOn = new(2020, 1, 1), Entry = "registered", Sex = "1", JoinedOn = new(2010, 1, 1), FullSince = new(2011, 1, 1), Name = "测", SortKey = "c", Initials = "c" });
            foreach (var _ in Enumerable.Range(0, 7)) db.Facts.Add(Fact.Of("organization.set-up", branch.Id, null, branch.SetUpOn));
            made.Add(branch.Id);
        }
        await db.SaveChangesAsync();
        return made;
    });

    /// <summary>Milliseconds from a committed reason for an overdue duty until the province tells one less.</summary>
    private static async Task<double> Excuse(BenchStore store, long branch)
    {
        var (body, duty) = await store.Work(async s =>
        {
            var (db, desk) = (s.GetRequiredService<AppDb>(), s.GetRequiredService<DutyDesk>());
            var node = await db.Orgs.AsNoTracking().SingleAsync(o => o.Id == branch);
            var told = (await desk.Of([node], new(desk.Today.Year, 1, 1), new(desk.Today.Year, 12, 31), desk.Today, default))[0];
            return (node, told.Duties.First(d => d.State == DutyState.Overdue && told.ReasonFor(d) is null));
        });
        var top = body.Place.Superiors()[0];
        Task<long> Overdue() => store.Work(async s => await (from m in s.GetRequiredService<AppDb>().Set<MeasureSum>() join o in s.GetRequiredService<AppDb>().Orgs on m.OrgId equals o.Id where o.Path == top && m.Measure == "duties.overdue" select m.Total).SumAsync());
        var before = await Overdue();
        await store.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            db.Add(new DutyReason { Id = Ids.Next(), OrgId = body.Id, OrgPath = body.Path, RuleId = duty.Rule.Id, GroupId = duty.GroupId, PeriodStart = duty.Start, Text = "测速", RecordedAt = DateTime.UtcNow });
            db.Facts.Add(Fact.Of("duty.reason", body.Id, null, duty.Start));
            return await db.SaveChangesAsync();
        });
        var watch = Stopwatch.StartNew();
        while (await Overdue() >= before && watch.Elapsed < Long) await Task.Delay(20);
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
