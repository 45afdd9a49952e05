using Hangji.Modules.Members;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Shell;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Hangji.Bench;

/// <summary>
/// The program's own queries on one PostgreSQL, then on two, the same data laid over both: a seat whose subtree lies near, one whose subtree lies far, and the one above both. The answers must be
/// the same; the bare limit is the one cluster.
/// </summary>
internal static class SpreadBench
{
    private const string Command = "./do bench spread";
    private static readonly DateOnly Today = new(2026, 11, 20);

    public static async Task Run(Report report)
    {
        if (Environment.GetEnvironmentVariable("HANGJI_FAR_PG") is not { } server) throw new InvalidOperationException("HANGJI_FAR_PG is not set: run ./do bench, which starts the second PostgreSQL.");
        await using var one = await BenchStore.County(postgres: true);
        var (top, near, far) = await one.Work(async s =>
        {
            var orgs = s.GetRequiredService<AppDb>();
            var county = await orgs.Set<OrgNode>().AsNoTracking().OrderBy(o => o.Path).FirstAsync(o => o.Depth == 3);
            var below = await orgs.Set<OrgNode>().AsNoTracking().Where(o => o.ParentId == county.Id && o.Kind == "committee").OrderBy(o => o.Path).Select(o => o.Path).ToListAsync();
            return (county.Path, below[0], below[^1]);
        });
        var cut = await one.Work(async s => (await s.GetRequiredService<AppDb>().Set<OrgNode>().AsNoTracking().Where(o => o.Path.CompareTo(near + "~") > 0 && o.Depth == 4).OrderBy(o => o.Path).Select(o => o.Path).ToListAsync()) is { Count: > 1 } paths ? paths[paths.Count / 2] : far);
        (string Name, string Path)[] seats = [("a seat on the near cluster", near), ("a seat on the far cluster", far), ("the seat above both", top)];
        var before = new List<(string Answer, double List, double Count)>();
        foreach (var (_, path) in seats) before.Add(await Ask(one, path));

        await using (var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ToString()))
        {
            await connection.OpenAsync();
            await using var create = new NpgsqlCommand("create database hangji_far", connection);
            await create.ExecuteNonQueryAsync();
        }
        var there = new NpgsqlConnectionStringBuilder(server) { Database = "hangji_far", CommandTimeout = 300 }.ToString();
        await using (var services = new ServiceCollection().AddLogging().AddHangji(one.Store with { Postgres = there }).BuildServiceProvider())
        await using (var scope = services.CreateAsyncScope())
            if (await Migrator.Apply(scope.ServiceProvider.GetRequiredService<AppDb>()) is { } older) throw new InvalidOperationException(older.Message);
        if (await one.Work(s => new Spread(s.GetRequiredService<AppDb>()).Lay(there, cut)) is { } refusal) throw new InvalidOperationException(refusal.Message + string.Join(' ', refusal.Args));
        foreach (var connection in (string[])[there, one.Store.Postgres!])
        {
            await using var open = new NpgsqlConnection(connection);
            await open.OpenAsync();
            await using var analyze = new NpgsqlCommand("analyze", open) { CommandTimeout = 300 };
            await analyze.ExecuteNonQueryAsync();
        }

        await using var two = one.On(Spread.Over(one.Store.Postgres!));
        for (var i = 0; i < seats.Length; i++)
        {
            var now = await Ask(two, seats[i].Path);
            if (now.Answer != before[i].Answer) throw new InvalidOperationException($"{seats[i].Name}: two clusters answer otherwise\n{before[i].Answer}\n{now.Answer}");
            report.Add(new($"two clusters, {seats[i].Name}: first page of members", Command, now.List, "ms", 50, AtLeast: false, before[i].List, null, "bare: one cluster"));
            report.Add(new($"two clusters, {seats[i].Name}: members by sex", Command, now.Count, "ms", 1000, AtLeast: false, before[i].Count, null, "bare: one cluster"));
        }
        var inside = await Inside(two, top, cut);
        if (!before[^1].Answer.EndsWith(" " + inside.Answer, StringComparison.Ordinal)) throw new InvalidOperationException($"rolled up inside: {inside.Answer}");
        report.Add(new("two clusters, the seat above both: members by sex, rolled up inside, combined outside", Command, inside.Took, "ms", 1000, AtLeast: false, before[^1].Count, null, "bare: one cluster"));
    }

    /// <summary>Each half counted where it lies (its condition leaves one partition, so the far server counts), the two answers added here.</summary>
    private static async Task<(string Answer, double Took)> Inside(BenchStore store, string seat, string cut)
    {
        var counts = "";
        var took = await Timing.Median(() => store.From(seat, async s =>
        {
            var members = s.GetRequiredService<AppDb>().Set<Membership>().AsNoTracking().Where(m => m.ToOn == null);
            var by = await Halves(members.Where(m => m.OrgPath.CompareTo(cut) < 0)).Concat(Halves(members.Where(m => m.OrgPath.CompareTo(cut) >= 0)))
                .GroupBy(h => h.Sex).Select(g => new { g.Key, Count = g.Sum(h => h.Count) }).OrderBy(g => g.Key).ToListAsync();
            counts = string.Join(',', by.Select(g => $"{g.Key}:{g.Count}"));
            return 0;
        }));
        return (counts, took);
    }

    private sealed record Half
    {
        public required string Sex { get; init; }
        public required int Count { get; init; }
    }

    private static IQueryable<Half> Halves(IQueryable<Membership> members) => members.GroupBy(m => m.Sex).Select(g => new Half { Sex = g.Key, Count = g.Count() });

    private static async Task<(string Answer, double List, double Count)> Ask(BenchStore store, string seat)
    {
        var answer = "";
        var list = await Timing.Median(() => store.From(seat, async s =>
        {
            var (db, choice) = (s.GetRequiredService<AppDb>(), MemberSelection.From(new QueryCollection(), Today));
            var page = await choice.Page(db, await choice.Of(db, s.GetRequiredService<PersonSecrets>(), default), default);
            answer = string.Join(',', page.Rows.Select(m => m.Id));
            return 0;
        }));
        var counts = "";
        var count = await Timing.Median(() => store.From(seat, async s =>
        {
            var by = await s.GetRequiredService<AppDb>().Set<Membership>().AsNoTracking().Where(m => m.ToOn == null).GroupBy(m => m.Sex).Select(g => new { g.Key, Count = g.Count() }).OrderBy(g => g.Key).ToListAsync();
            counts = string.Join(',', by.Select(g => $"{g.Key}:{g.Count}"));
            return 0;
        }));
        return (answer + " " + counts, list, count);
    }
}
