using Hangji.Platform.Facts;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Hangji.Platform.Data;

/// <summary>Where the records are kept: a folder with one SQLite file, or a PostgreSQL database; files and keys are in the folder either way.</summary>
/// <param name="Folder">The data folder (keys, attachments, and hangji.db on SQLite).</param>
/// <param name="Postgres">Connection string, or null for SQLite.</param>
public sealed record Store(string Folder, string? Postgres)
{
    /// <summary>The store that a command's --data DIR and --postgres (or HANGJI_POSTGRES) name.</summary>
    public static Store From(string? folder, string? postgres) =>
        new(Path.GetFullPath(folder ?? Environment.GetEnvironmentVariable("HANGJI_DATA") ?? "data"), postgres ?? Environment.GetEnvironmentVariable("HANGJI_POSTGRES"));

    public string SqliteFile => Path.Combine(Folder, "hangji.db");

    internal string SqliteConnection => new SqliteConnectionStringBuilder { DataSource = SqliteFile, DefaultTimeout = 30, ForeignKeys = true }.ToString();

    /// <summary>Statements that a connection keeps parsed: more than the pages of a seat ask.</summary>
    internal const int KeptStatements = 200;

    /// <summary>
    /// A page's queries are small: starting helpers for one, compiling it, or parsing it anew each time costs more than answering it. Planned it is each time, for the seat that asks: a plan for any seat
    /// walks a province where a county was meant (docs/decisions/0028). An operator's own options stand; "Max Auto Prepare=0" in the connection string is for a pooler that cannot keep statements.
    /// </summary>
    internal static string Session(string connection)
    {
        var session = new Npgsql.NpgsqlConnectionStringBuilder(connection);
        if (string.IsNullOrEmpty(session.Options)) session.Options = "-c max_parallel_workers_per_gather=0 -c jit=off -c plan_cache_mode=force_custom_plan";
        if (!connection.Replace(" ", "", StringComparison.Ordinal).Contains("MaxAutoPrepare", StringComparison.OrdinalIgnoreCase)) session.MaxAutoPrepare = KeptStatements;
        return session.ToString();
    }

    internal void Configure(DbContextOptionsBuilder options)
    {
        if (Postgres is not null) options.UseNpgsql(Session(Postgres));
        else options.UseSqlite(SqliteConnection).AddInterceptors(DurableSqlite.Instance);
        options.ReplaceService<IModelCacheKeyFactory, ProviderModelKey>();
    }
}

/// <summary>One model per provider: the tests use both in one process.</summary>
internal sealed class ProviderModelKey : IModelCacheKeyFactory
{
    public object Create(DbContext context, bool designTime) => (context.GetType(), context.Database.ProviderName, designTime);
}

/// <summary>Every SQLite connection: write-ahead log, and a commit is on the disk before it is answered.</summary>
internal sealed class DurableSqlite : DbConnectionInterceptor
{
    public static readonly DurableSqlite Instance = new();
    private const string Settings = "pragma journal_mode=wal; pragma synchronous=full; pragma temp_store=memory; pragma cache_size=-32000;";

    public override void ConnectionOpened(System.Data.Common.DbConnection connection, ConnectionEndEventData eventData)
    {
        InDatabase.Lend((SqliteConnection)connection);
        using var command = connection.CreateCommand();
        command.CommandText = Settings;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(System.Data.Common.DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        InDatabase.Lend((SqliteConnection)connection);
        await using var command = connection.CreateCommand();
        command.CommandText = Settings;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <summary>Services of the one database.</summary>
internal static class StoreServices
{
    public static IServiceCollection AddStore(this IServiceCollection services, Store store)
    {
        services.AddSingleton(store);
        services.AddDbContext<AppDb>((provider, options) =>
        {
            store.Configure(options);
            options.AddInterceptors(provider.GetService<QueryWatch>() ?? QueryWatch.Silent);
        });
        services.AddScoped<Scope.Acting>();
        services.AddScoped<Scope.IActing>(s => s.GetRequiredService<Scope.Acting>());
        services.AddSingleton<IHousekeeping, PlatformHousekeeping>();
        services.AddSingleton(TimeProvider.System);
        services.AddDataProtection().SetApplicationName("hangji");
        services.AddSingleton<KeysInDatabase>();
        services.AddOptions<KeyManagementOptions>().Configure<KeysInDatabase>((options, keys) => options.XmlRepository = keys);
        return services;
    }
}
