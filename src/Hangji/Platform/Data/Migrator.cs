using System.Data.Common;
using System.Reflection;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Platform.Data;

/// <summary>
/// Brings a database to this program's schema: numbered SQL scripts, one pair per change (sqlite, postgres), each applied once and in
/// its own transaction. A released script never changes; a database newer than the program is refused.
/// </summary>
internal static class Migrator
{
    /// <summary>Script names of a provider in order, such as 0001_ground.</summary>
    public static IReadOnlyList<string> Scripts(bool postgres)
    {
        var prefix = $"migrations/{(postgres ? "postgres" : "sqlite")}/";
        return [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Select(n => n.Replace('\\', '/'))
            .Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Select(n => n[prefix.Length..^".sql".Length]).Order(StringComparer.Ordinal)];
    }

    /// <summary>Applies what is missing; says what stands in the way of a database that this program must not open.</summary>
    public static async Task<Refusal?> Apply(AppDb db, CancellationToken stop = default)
    {
        var scripts = Scripts(db.Postgres);
        await db.Database.OpenConnectionAsync(stop);
        try
        {
            var connection = db.Database.GetDbConnection();
            // Two processes that start together wait for each other here; SQLite's own write lock does the same.
            if (db.Postgres) await Run(connection, "select pg_advisory_lock(727001)", stop);
            await Run(connection, "create table if not exists schema_scripts (name text primary key, applied_at text not null)", stop);
            var done = new HashSet<string>(await db.Database.SqlQueryRaw<string>("select name as \"Value\" from schema_scripts").ToListAsync(stop));
            if (done.Except(scripts).Order(StringComparer.Ordinal).FirstOrDefault() is { } newer)
                return new Refusal("数据库比程序新（已有 {0}），请用新版本程序打开", Args: newer);
            foreach (var script in scripts.Where(s => !done.Contains(s))) await ApplyOne(db, connection, script, stop);
            if (db.Postgres) await Run(connection, "select pg_advisory_unlock(727001)", stop);
            return null;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static async Task ApplyOne(AppDb db, DbConnection connection, string script, CancellationToken stop)
    {
        var name = $"migrations/{(db.Postgres ? "postgres" : "sqlite")}/{script}.sql";
        await using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(resource);
        var sql = await reader.ReadToEndAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await Run(connection, sql, stop, transaction);
        await Run(connection, $"insert into schema_scripts (name, applied_at) values ('{script}', '{DateTime.UtcNow:O}')", stop, transaction);
        await transaction.CommitAsync(stop);
    }

    private static async Task Run(DbConnection connection, string sql, CancellationToken stop, DbTransaction? transaction = null)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        await command.ExecuteNonQueryAsync(stop);
    }
}
