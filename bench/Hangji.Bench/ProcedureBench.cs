using System.Diagnostics;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract.Procedures;
using Hangji.Modules.Regulations.Procedures;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Hangji.Platform.Tree;
using Hangji.Shell;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Hangji.Bench;

/// <summary>
/// Durable transitions of procedures a second on PostgreSQL (HANGJI_TEST_PG), with few and with a million stored instances, against the bare rate of
/// appending the same rows in commits of the same size. HANGJI_BENCH_INSTANCES makes it smaller.
/// </summary>
internal static class ProcedureBench
{
    private static readonly DateOnly Day = new(2026, 3, 2);
    private const int Round = 20_000;

    public static async Task Run(Report report)
    {
        var server = Environment.GetEnvironmentVariable("HANGJI_TEST_PG") ?? throw new InvalidOperationException("HANGJI_TEST_PG names no PostgreSQL.");
        var many = int.TryParse(Environment.GetEnvironmentVariable("HANGJI_BENCH_INSTANCES"), out var wanted) ? wanted : 1_000_000;
        var name = $"hj_bench_{Environment.ProcessId}";
        await Sql(server, "postgres", $"create database {name}");
        try
        {
            var store = new Store(Path.GetTempPath(), new NpgsqlConnectionStringBuilder(server) { Database = name }.ToString());
            await using var services = new ServiceCollection().AddLogging().AddHangji(store).BuildServiceProvider();
            var (org, path) = await Prepare(services);
            // Without fsync a commit is not on the disk: the figure is then none of durable transitions, and says so.
            var durable = await One(server, "show fsync") == "on" && await One(server, "show synchronous_commit") != "off";
            var note = durable ? "fsync on" : "FSYNC IS OFF on this server: not durable";
            await Fill(services, org, path, 2 * Round, 0);
            await Sql(server, name, "analyze");
            await Transitions(services, path, 0, Round);
            var few = await Transitions(services, path, Round, Round);
            await Fill(services, org, path, many, 10_000_000);
            await Sql(server, name, "analyze");
            var full = await Transitions(services, path, 10_000_000 + many - Round, Round);
            var bare = await Bare(server, name);
            report.Add(new("procedure transitions, durable, group commit", "./do bench procedures", few, "/s", 2_000, AtLeast: true, Bare: bare, Note: $"{note}; bare: the same rows, same commits, nothing decided"));
            report.Add(new($"the same with {many:N0} stored instances", "./do bench procedures", full, "/s", 2_000, AtLeast: true, Bare: bare, Note: note));
            report.Add(new("cost with many instances, as a share of few", "./do bench procedures", full / few, "", 0.7, AtLeast: true));
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            await Sql(server, "postgres", $"drop database if exists {name} with (force)");
        }
    }

    private static async Task<(long Org, string Path)> Prepare(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().AsProgram("bench");
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await Migrator.Apply(db);
        var org = new OrgNode { Id = Ids.Next(), Path = OrgPath.Root(1).Value, Depth = 1, Code = "B1", Name = "竹溪村党支部", ShortName = "竹溪村党支部", Kind = "branch", Field = "village", Relation = "own", Initials = "", SetUpOn = Day, Since = Day };
        db.Add(org);
        db.Facts.Add(Fact.Of("organization.set-up", org.Id, org.Id, Day));
        await db.SaveChangesAsync();
        return (org.Id, org.Path);
    }

    private static async Task Fill(IServiceProvider services, long org, string path, int count, long from)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().AsProgram("bench");
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var bulk = new BulkInsert(db, scope.ServiceProvider.GetRequiredService<IActing>());
        ProcedureInstance Head(int n) => new() { Id = from + n, OrgId = org, OrgPath = path, Code = "four-and-two", Pinned = "2026-01-01", Traits = "", SubjectId = from + n, BegunOn = Day, Step = "consult", Course = "running", Events = 1, RecordedAt = DateTime.UtcNow };
        await bulk.Rows(Enumerable.Range(0, count).Select(Head));
        await bulk.Rows(Enumerable.Range(0, count).Select(n => ProcedureEntry.Of(Head(n), 1, Vote(1, "propose", "committee-meeting"), DateTime.UtcNow, 1, "bench")));
        await transaction.CommitAsync();
    }

    private static ProcedureEvent Vote(long record, string step, string kind) => new() { Kind = EventKind.Meeting, RecordId = record, On = Day, Step = step, Code = kind, Entitled = 8, Present = 8, Yes = 8 };

    private static async Task<double> Transitions(IServiceProvider services, string path, long from, int count)
    {
        await using var bulk = new TransitionBulk(services.GetRequiredService<IServiceScopeFactory>(), TimeProvider.System);
        Task<Hangji.Platform.Refusal?> One(long id) => bulk.Record(new(id, Vote(2, "consult", "joint-committee-meeting"), ScopeRange.Below(new(path)), 1, "bench"));
        await Task.WhenAll(Enumerable.Range(0, 500).Select(n => One(from + n)));
        var watch = Stopwatch.StartNew();
        var answers = await Task.WhenAll(Enumerable.Range(500, count - 500).Select(n => One(from + n)));
        if (answers.Any(a => a is not null)) throw new InvalidOperationException($"refused: {answers.First(a => a is not null)}");
        return (count - 500) / watch.Elapsed.TotalSeconds;
    }

    /// <summary>The floor under it: as many rows of the same width, by COPY, in commits of as many as one group.</summary>
    private static async Task<double> Bare(string server, string name)
    {
        await Sql(server, name, "create table bare_events (like procedure_events including indexes)");
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Database = name }.ToString());
        await connection.OpenAsync();
        var watch = Stopwatch.StartNew();
        for (var at = 0; at < Round; at += TransitionBulk.Most)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await using (var command = new NpgsqlCommand($"insert into bare_events select id + 1, org_id, org_path, instance_id, number, kind, record_id, held_on, step, way, code, until_on, counted, entitled, present, yes, no, abstain, upheld, reason, replaces, recorded_at, seat_id, actor from procedure_events order by id offset {at} limit {TransitionBulk.Most}", connection, transaction))
                await command.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
        }
        return Round / watch.Elapsed.TotalSeconds;
    }

    private static async Task<string> One(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Database = "postgres", Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static async Task Sql(string server, string database, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Database = database, Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync();
    }
}
