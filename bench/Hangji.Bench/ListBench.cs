using System.Diagnostics;
using Hangji.Modules.Members;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Bench;

/// <summary>
/// The list of members as its page reads it, by 16 readers at once: first and next page, each filter, search, both orders, from the seat of a branch, a county and a
/// province; in a county's data on both databases, and in the nation's where one was loaded. The bare limit fetches as many rows by their ids.
/// </summary>
internal static class ListBench
{
    private const string Command = "./do bench lists";
    private const int Readers = 16;
    private static readonly DateOnly Today = new(2026, 11, 20);

    public static readonly (string Name, string Address)[] Asked =
    [
        ("first page", ""), ("by date", "sort=joined"), ("on probation", "kind=probationary"), ("women", "sex=2"), ("minorities", "ethnic=minority"), ("one nationality", "ethnic=08"), ("postgraduates", "education=1"),
        ("aged 36-45", "age=36-45"), ("joined in 2024", "from=2024&to=2024"), ("joined in 2024, by date", "from=2024&to=2024&sort=joined"), ("mobile", "status=mobile"), ("infirm", "status=infirm"), ("name contains two", "q=建军"), ("name contains one", "q=王"),
        ("a rare surname", "q=尉迟"), ("initials", "q=wjj"), ("two initials", "q=xq"), ("women postgraduates", "sex=2&education=1"),
        ("a small nationality", "ethnic=41"), ("aged 61 and over", "age=61-"), ("joined in 1949", "from=1949&to=1949"), ("joined in 1949, by date", "from=1949&to=1949&sort=joined"),
    ];

    public static async Task Run(Report report)
    {
        var cost = new Dictionary<string, double>();
        foreach (var postgres in new[] { true, false })
        {
            await using var county = await BenchStore.County(postgres);
            foreach (var (name, p50) in await On(report, county, "a county's data", [3])) cost[$"{county.Name} {name}"] = p50;
        }
        if (await BenchStore.Nation() is not { } nation) return;
        await using (nation)
        {
            var (worst, named) = (0d, "");
            foreach (var (name, p50) in await On(report, nation, "the large data set", [6, 3, 1]))
                if (cost.TryGetValue($"{nation.Name} {name}", out var small) && p50 / small > worst) (worst, named) = (p50 / small, name);
            report.Add(new($"{nation.Name}: a county seat's page in the large data against a county's data, worst ratio ({named})", Command, worst, "x", 1.5, AtLeast: false));
        }
    }

    private static async Task<List<(string Name, double P50)>> On(Report report, BenchStore store, string data, int[] depths)
    {
        var (found, members) = (new List<(string, double)>(), await store.Work(s => s.GetRequiredService<AppDb>().Set<Membership>().LongCountAsync()));
        foreach (var depth in depths)
        {
            var seat = await Seat(store, depth);
            var bare = await Load(() => Bare(store, seat));
            foreach (var (name, address) in Asked.Concat([("next page", "next"), ("next page by date", "next&sort=joined")]))
            {
                if (depth == 6 && name is not ("first page" or "name contains two" or "by date" or "women")) continue;
                var took = await Load(() => Page(store, seat, address));
                report.Add(new($"{store.Name}, {members:N0} members, {data}, {(depth == 1 ? "province" : depth == 3 ? "county" : "branch")} seat: {name}, p95 of {Readers} readers", Command, took.P95, "ms", 50, AtLeast: false, bare.P95, null, $"median {took.P50:0.0}, bare {bare.P50:0.0} ms; {took.PerSecond:0} pages/s, {took.Cpu:0.00} ms of this program each"));
                if (depth == 3) found.Add((name, took.P50));
            }
        }
        return found;
    }

    /// <summary>The body of a depth that has the most members below it, among the first few hundred.</summary>
    private static Task<string> Seat(BenchStore store, int depth) => store.Work(async s =>
    {
        var db = s.GetRequiredService<AppDb>();
        var places = await db.Orgs.AsNoTracking().Where(o => o.Depth == depth && (depth > 3 ? o.Kind == "branch" : o.Kind == "committee")).OrderBy(o => o.Path).Select(o => o.Path).Take(depth == 1 ? 4 : 200).ToListAsync();
        var counted = new List<(string Path, int Members)>();
        foreach (var path in places) { var end = path + "~"; counted.Add((path, await db.Set<Membership>().Where(m => string.Compare(m.OrgPath, path) >= 0 && string.Compare(m.OrgPath, end) < 0).Take(5_000_000).CountAsync())); }
        return counted.MaxBy(c => c.Members).Path;
    });

    private static Task Page(BenchStore store, string seat, string address) => store.From(seat, async s =>
    {
        var db = s.GetRequiredService<AppDb>();
        var choice = MemberSelection.From(new QueryCollection(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(address.StartsWith("next", StringComparison.Ordinal) ? address[4..].TrimStart('&') : address)), Today);
        if (address.StartsWith("next", StringComparison.Ordinal)) choice = choice with { After = await Last(db, seat, choice) };
        var page = await choice.Page(db, await choice.Of(db, s.GetRequiredService<PersonSecrets>(), default), default);
        return MemberRow.Of(s.GetRequiredService<Words>(), page.Rows, Today, oneBranch: false).Count;
    });

    private static readonly Dictionary<(string, string), long> Known = [];

    /// <summary>Where the second page begins; asked once.</summary>
    private static async Task<long?> Last(AppDb db, string seat, MemberSelection choice)
    {
        lock (Known) if (Known.TryGetValue((seat, choice.Sort), out var known)) return known;
        var last = await choice.Ordered((await choice.Of(db, null!, default)).Rows).Skip(MemberSelection.PageSize - 1).Select(m => (long?)m.Id).FirstOrDefaultAsync();
        if (last is { } id) lock (Known) Known[(seat, choice.Sort)] = id;
        return last;
    }

    private static Task Bare(BenchStore store, string seat) => store.From(seat, async s =>
    {
        var (db, ids) = (s.GetRequiredService<AppDb>(), await Ids(store, seat));
        return (await db.Set<Membership>().AsNoTracking().Where(m => ids.Contains(m.Id)).ToListAsync()).Count;
    });

    private static readonly Dictionary<string, List<long>> BareIds = [];

    private static async Task<List<long>> Ids(BenchStore store, string seat)
    {
        var key = store.Store + seat;
        lock (BareIds) if (BareIds.TryGetValue(key, out var known)) return known;
        var ids = await store.From(seat, s => s.GetRequiredService<AppDb>().Set<Membership>().AsNoTracking().Select(m => m.Id).Take(MemberSelection.PageSize).ToListAsync());
        lock (BareIds) BareIds[key] = ids;
        return ids;
    }

    /// <summary>Readers one after the other's answer for some seconds, after one round that does not count.</summary>
    internal static async Task<(double P50, double P95, double PerSecond, double Cpu)> Load(Func<Task> page, double seconds = 2, int readers = Readers)
    {
        await page();
        var (took, watch, cpu) = (new List<double>(), Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        await Task.WhenAll(Enumerable.Range(0, readers).Select(_ => Task.Run(async () =>
        {
            while (watch.Elapsed.TotalSeconds < seconds)
            {
                // A page comes through the queue of the server and waits its turn there; a reader who goes on at once would keep the thread.
                var one = Stopwatch.StartNew();
                await Task.Yield();
                await page();
                lock (took) took.Add(one.Elapsed.TotalMilliseconds);
            }
        })));
        took.Sort();
        return (took[took.Count / 2], took[(int)(took.Count * 0.95)], took.Count / watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / took.Count);
    }
}
