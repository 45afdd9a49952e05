using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Shell;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace Hangji.Tests.Situations;

/// <summary>A fresh, empty Hangji on one of the two databases, with a clock that stands still until it is moved. Disposed with everything in it.</summary>
internal sealed class House : IAsyncDisposable
{
    private readonly IServiceProvider services;
    private readonly string folder;
    private readonly string? database;

    public StoppedClock Clock { get; }
    public Store Store { get; }

    /// <summary>What a command of the command line is given.</summary>
    public IServiceProvider Services => services;

    private House(IServiceProvider services, Store store, string folder, string? database, StoppedClock clock) =>
        (this.services, Store, this.folder, this.database, Clock) = (services, store, folder, database, clock);

    /// <summary>Opens an empty house on "sqlite" or "postgres"; today is 2026-11-20 in Beijing unless said otherwise.</summary>
    public static async Task<House> Open(string on, Action<IServiceCollection>? adjust = null)
    {
        var folder = Directory.CreateTempSubdirectory("hangji-test-").FullName;
        var database = on == "postgres" ? await TestServer.NewDatabase() : null;
        if (database is null) File.Copy(await TestServer.SqliteTemplate(), Path.Combine(folder, "hangji.db"));
        var store = new Store(folder, database is null ? null : TestServer.Connection(database));
        var clock = new StoppedClock(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.FromHours(8)));
        var collection = new ServiceCollection().AddLogging().AddHangji(store);
        collection.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
        adjust?.Invoke(collection);
        return new House(collection.BuildServiceProvider(validateScopes: true), store, folder, database, clock);
    }

    /// <summary>The situations of a program that somebody else runs and disposes.</summary>
    public static House Of(IServiceProvider services, Store store, StoppedClock clock) => new(services, store, "", null, clock);

    /// <summary>One unit of work of the program itself, over everything.</summary>
    public Task<T> Work<T>(Func<IServiceProvider, Task<T>> act) => Work(a => a.AsProgram("测试"), act);

    public Task Work(Func<IServiceProvider, Task> act) => Work(async s => { await act(s); return 0; });

    /// <summary>One unit of work of somebody whose scope <paramref name="who"/> sets.</summary>
    public async Task<T> Work<T>(Action<Acting> who, Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = services.CreateAsyncScope();
        who(scope.ServiceProvider.GetRequiredService<Acting>());
        return await act(scope.ServiceProvider);
    }

    public async ValueTask DisposeAsync()
    {
        if (folder.Length == 0) return;
        await ((ServiceProvider)services).DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (database is not null) await TestServer.Drop(database);
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>A clock that shows what it is told.</summary>
internal sealed class StoppedClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;
    public override DateTimeOffset GetUtcNow() => Now.ToUniversalTime();
}

/// <summary>The throw-away PostgreSQL that ./do test starts (HANGJI_TEST_PG), and templates so that a fresh database costs milliseconds.</summary>
internal static class TestServer
{
    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static readonly string Template = $"hj_t_{Environment.ProcessId}";
    private static string? sqliteTemplate;
    private static bool postgresReady;

    public static string Connection(string database) => new NpgsqlConnectionStringBuilder(Base) { Database = database, MaxPoolSize = 30, Timeout = 30 }.ToString();

    private static string Base => Environment.GetEnvironmentVariable("HANGJI_TEST_PG")
        ?? throw new InvalidOperationException("HANGJI_TEST_PG is not set: run ./do test, which starts a PostgreSQL for the tests.");

    public static async Task<string> SqliteTemplate()
    {
        await Gate.WaitAsync();
        try
        {
            if (sqliteTemplate is not null) return sqliteTemplate;
            var folder = Directory.CreateTempSubdirectory("hangji-template-").FullName;
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, true);
            await Migrate(new Store(folder, null));
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            return sqliteTemplate = Path.Combine(folder, "hangji.db");
        }
        finally
        {
            Gate.Release();
        }
    }

    public static async Task<string> NewDatabase()
    {
        await Gate.WaitAsync();
        try
        {
            if (!postgresReady)
            {
                await Run($"create database {Template}");
                await Migrate(new Store(Path.GetTempPath(), Connection(Template)));
                NpgsqlConnection.ClearAllPools();
                AppDomain.CurrentDomain.ProcessExit += (_, _) => Drop(Template).GetAwaiter().GetResult();
                postgresReady = true;
            }
            var name = $"hj_{Guid.NewGuid():n}";
            await Run($"create database {name} template {Template}");
            return name;
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>A database without any table, for what must create its own.</summary>
    public static async Task<string> NewEmptyDatabase()
    {
        var name = $"hj_{Guid.NewGuid():n}";
        await Run($"create database {name}");
        return name;
    }

    public static async Task Drop(string name)
    {
        await using var pooled = new NpgsqlConnection(Connection(name));
        NpgsqlConnection.ClearPool(pooled);
        await Run($"drop database if exists {name} with (force)");
    }

    private static async Task Migrate(Store store)
    {
        await using var provider = new ServiceCollection().AddLogging().AddHangji(store).BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        Assert.Null(await Migrator.Apply(scope.ServiceProvider.GetRequiredService<AppDb>()));
    }

    private static async Task Run(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Base) { Database = "postgres", Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
