using System.Diagnostics;
using System.Security.Cryptography;
using Hangji.Platform.Data;
using Hangji.Platform.Log;
using Hangji.Platform.Log.Keeping;
using Hangji.Platform.Log.Verifying;
using Hangji.Platform.Scope;
using Hangji.Shell;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Hangji.Bench;

/// <summary>
/// The verifiable log: entries appended in saves of a hundred beside the sequencer, until the last is under a signed checkpoint; how long one entry alone waits; and
/// a large log verified from its files. HANGJI_BENCH_ENTRIES makes it smaller; with HANGJI_TEST_PG the appends are measured on PostgreSQL too.
/// </summary>
internal static class LogBench
{
    private const int Appended = 30_000, PerSave = 100;

    public static async Task Run(Report report)
    {
        var entries = int.TryParse(Environment.GetEnvironmentVariable("HANGJI_BENCH_ENTRIES"), out var wanted) ? wanted : 1_000_000;
        await On(report, "SQLite", null, entries);
        if (Environment.GetEnvironmentVariable("HANGJI_TEST_PG") is not { } server) return;
        var name = $"hj_bench_log_{Environment.ProcessId}";
        await Sql(server, $"create database {name}");
        try { await On(report, "PostgreSQL", new NpgsqlConnectionStringBuilder(server) { Database = name }.ToString(), 0); }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            await Sql(server, $"drop database if exists {name} with (force)");
        }
    }

    private static async Task On(Report report, string on, string? postgres, int large)
    {
        var folder = Directory.CreateTempSubdirectory("hangji-bench-log-").FullName;
        try
        {
            await using var services = new ServiceCollection().AddLogging().AddHangji(new Store(folder, postgres)).BuildServiceProvider();
            await using (var scope = services.CreateAsyncScope()) await Migrator.Apply(scope.ServiceProvider.GetRequiredService<AppDb>());
            var sequencer = services.GetRequiredService<Sequencer>();
            await sequencer.Round(LogName.Public, default);
            await Append(services, 0, 500);
            await sequencer.Round(LogName.Public, default);

            using var ended = new CancellationTokenSource();
            var keeping = Keep(sequencer, ended.Token);
            var watch = Stopwatch.StartNew();
            for (var at = 0; at < Appended; at += PerSave) await Append(services, 1_000 + at, PerSave);
            await Until(services, 500 + Appended);
            report.Add(new($"log appends, durable and signed, saves of {PerSave}, {on}", "./do bench log", Appended / watch.Elapsed.TotalSeconds, "/s", 3_000, AtLeast: true));
            var waits = new List<double>();
            for (var n = 0; n < 15; n++)
            {
                await Append(services, 100_000 + n, 1);
                watch.Restart();
                await Until(services, 501 + Appended + n);
                waits.Add(watch.Elapsed.TotalMilliseconds);
            }
            report.Add(new($"one entry until its signed checkpoint, longest of 15, {on}", "./do bench log", waits.Max(), "ms", 1_000, AtLeast: false));
            await ended.CancelAsync();
            await keeping;
            if (large > 0) await Large(report, services, folder, large);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Large(Report report, IServiceProvider services, string folder, int large)
    {
        for (var at = 200_000; at < 200_000 + large; at += LogShelf.Most)
        {
            await using (var scope = services.CreateAsyncScope())
            {
                scope.ServiceProvider.GetRequiredService<Acting>().AsProgram("bench");
                var db = scope.ServiceProvider.GetRequiredService<AppDb>();
                await using var transaction = await db.Database.BeginTransactionAsync();
                await new BulkInsert(db, scope.ServiceProvider.GetRequiredService<IActing>()).Rows(Enumerable.Range(at, Math.Min(LogShelf.Most, 200_000 + large - at)).Select(n => new PendingEntry { Id = Ids.Next(), Log = LogName.Public, Entry = Leaf(n).Bytes(), At = DateTime.UnixEpoch }));
                await transaction.CommitAsync();
            }
            while (await services.GetRequiredService<Sequencer>().Round(LogName.Public, default) > 0) { }
        }
        var standing = services.GetRequiredService<LogState>().Of(LogName.Public);
        var watch = Stopwatch.StartNew();
        var (verdict, _) = await VerifyLog.Run(new FolderSource(Path.Combine(folder, LogFolders.Name, LogName.Public)), standing.Verifier);
        var seconds = watch.Elapsed.TotalSeconds;
        if (verdict is not { Sound: true }) throw new InvalidOperationException("the log does not verify");
        report.Add(new($"verifying a log of {verdict.Size:N0} entries, all hashes again", "./do bench log", verdict.Size / seconds, "entries/s", 50_000, AtLeast: true, Note: $"{seconds:0.0} s, {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB at most"));
    }

    private static async Task Keep(Sequencer sequencer, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (await sequencer.Round(LogName.Public, default) < LogShelf.Most) await Task.Delay(LogKeeper.Pace, stop).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private static async Task Until(IServiceProvider services, long size)
    {
        while ((services.GetRequiredService<LogState>().Of(LogName.Public).Size ?? 0) < size) await Task.Delay(5);
    }

    private static async Task Append(IServiceProvider services, int from, int count)
    {
        await using var scope = services.CreateAsyncScope();
        var (db, log) = (scope.ServiceProvider.GetRequiredService<AppDb>(), scope.ServiceProvider.GetRequiredService<PublicLog>());
        for (var n = 0; n < count; n++) log.Append(db, Leaf(from + n));
        await db.SaveChangesAsync();
    }

    private static LogLeaf Leaf(int n) => LogLeaf.Published("330102001001", new Guid(n, 0, 0, new byte[8]), 1, SHA256.HashData(BitConverter.GetBytes(n)), false, DateTimeOffset.UnixEpoch);

    private static async Task Sql(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Database = "postgres", Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
