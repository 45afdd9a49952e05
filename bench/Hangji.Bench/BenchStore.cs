using Hangji.Bench.DataSets;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Shell;
using Npgsql;

namespace Hangji.Bench;

/// <summary>An empty store of a benchmark with all rooms on it: a temporary SQLite file, or a database on the server that ./do bench starts.</summary>
internal sealed class BenchStore : IAsyncDisposable
{
    private readonly string? database;

    public Store Store { get; }
    public ServiceProvider Services { get; }
    public string Name => Store.Postgres is null ? "SQLite" : "PostgreSQL";

    private BenchStore(Store store, string? database, ServiceProvider services) => (Store, this.database, Services) = (store, database, services);

    private static string Server => Environment.GetEnvironmentVariable("HANGJI_TEST_PG") ?? throw new InvalidOperationException("HANGJI_TEST_PG is not set: run ./do bench, which starts a PostgreSQL.");

    public static async Task<BenchStore> Open(bool postgres)
    {
        var database = postgres ? $"hj_bench_{Guid.NewGuid():n}" : null;
        if (database is not null) await Run($"create database {database}");
        var connection = database is null ? null : new NpgsqlConnectionStringBuilder(Server) { Database = database, CommandTimeout = 300 }.ToString();
        var store = new Store(Directory.CreateTempSubdirectory("hangji-bench-").FullName, connection);
        var bench = new BenchStore(store, database, new ServiceCollection().AddLogging().AddHangji(store).BuildServiceProvider());
        await bench.Work(async s =>
        {
            if (await Migrator.Apply(s.GetRequiredService<AppDb>()) is { } refusal) throw new InvalidOperationException(refusal.Message);
            return 0;
        });
        return bench;
    }

    /// <summary>The large data set that somebody loaded before with ./do dataset, named by HANGJI_BENCH_NATION (a connection string, or a data folder) with its keys in HANGJI_BENCH_NATION_DATA; null without it.</summary>
    public static async Task<BenchStore?> Nation()
    {
        if (Environment.GetEnvironmentVariable("HANGJI_BENCH_NATION") is not { Length: > 0 } named) return null;
        var store = named.Contains('=', StringComparison.Ordinal) ? new Store(Environment.GetEnvironmentVariable("HANGJI_BENCH_NATION_DATA") ?? Path.GetTempPath(), named) : new Store(named, null);
        var bench = new BenchStore(store, null, new ServiceCollection().AddLogging().AddHangji(store).BuildServiceProvider()) { Kept = true };
        if (await bench.Work(s => Migrator.Apply(s.GetRequiredService<AppDb>())) is { } refusal) throw new InvalidOperationException(refusal.Message);
        return bench;
    }

    /// <summary>A made-up county, loaded for this run.</summary>
    public static async Task<BenchStore> County(bool postgres)
    {
        var bench = await Open(postgres);
        if (await DataSetCommand.Load(bench.Store, new("county", 1, null, long.MaxValue, 1, "plain"), new DataSet(1, only: "110101"), fresh: false, _ => { }) != 0) throw new InvalidOperationException("the county was not loaded");
        return bench;
    }

    /// <summary>The same store through another connection, such as one with another search path; what it holds is the other's.</summary>
    public BenchStore On(string connection)
    {
        var same = Store with { Postgres = connection };
        return new(same, null, new ServiceCollection().AddLogging().AddHangji(same).BuildServiceProvider()) { Kept = true };
    }

    private bool Kept { get; init; }

    /// <summary>One unit of work of a seat over a body.</summary>
    public async Task<T> From<T>(string path, Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().As(ScopeRange.Below(new(path)), null, null, "测速");
        return await act(scope.ServiceProvider);
    }

    /// <summary>One unit of work of the program itself.</summary>
    public async Task<T> Work<T>(Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().AsProgram("测速");
        return await act(scope.ServiceProvider);
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        if (Kept) return;
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
        if (database is not null) await Run($"drop database {database} with (force)");
        Directory.Delete(Store.Folder, recursive: true);
    }

    public static async Task Run(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server) { Database = "postgres", Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
