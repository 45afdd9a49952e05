using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Hangji.Platform.Data;

/// <summary>
/// 分库: lays the owned tables of one PostgreSQL over two clusters, cut at one place of the tree: rows below the cut stay, rows from it on lie in the far cluster and are read
/// through postgres_fdw. The schema <c>spread</c> holds the same tables under the same names, partitioned by the path that every owned row carries; a program whose search path
/// begins with it asks the same queries. The tree and the house-keeping tables stay whole (docs/guide/operators.md says what this can do and what it cannot).
/// </summary>
internal sealed class Spread(AppDb db)
{
    public const string Schema = "spread", Far = "far";

    /// <summary>The connection string of a program that works on both clusters.</summary>
    public static string Over(string near) => new NpgsqlConnectionStringBuilder(near) { SearchPath = $"{Schema},public" }.ConnectionString;

    /// <summary>Tables whose rows carry a path, by name.</summary>
    public static IReadOnlyList<string> Tables(AppDb db) =>
        [.. db.Model.GetEntityTypes().Where(e => typeof(IOwned).IsAssignableFrom(e.ClrType)).Select(e => e.GetTableName()!).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Moves the rows from <paramref name="cut"/> on to the far cluster, which has this program's schema and no rows of its own, and lays the tables over both. All or nothing here; the far cluster's part is committed first.</summary>
    /// <param name="far">Connection string of the far database, as the near server reaches it.</param>
    /// <param name="cut">A path of the tree at which the halves meet; rows with this path or a greater one are far.</param>
    public async Task<Refusal?> Lay(string far, string cut, CancellationToken stop = default)
    {
        if (!db.Postgres) return new("只有 PostgreSQL 能分到两个集群");
        if (cut.Length == 0 || cut.Any(c => c is not ('/' or (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z')))) return new("{0} 不是组织树里的路径", "cut", null, cut);
        var there = new NpgsqlConnectionStringBuilder(far);
        await db.Database.OpenConnectionAsync(stop);
        try
        {
            var connection = (NpgsqlConnection)db.Database.GetDbConnection();
            await using var transaction = await connection.BeginTransactionAsync(stop);
            foreach (var sql in Script(there, cut, Tables(db).ToDictionary(t => t, t => Columns(db, t)))) await Run(connection, sql, stop);
            await transaction.CommitAsync(stop);
            return null;
        }
        catch (PostgresException fault)
        {
            return new("数据库不答应：{0}", "far", null, fault.MessageText);
        }
        finally { await db.Database.CloseConnectionAsync(); }
    }

    private static IEnumerable<string> Script(NpgsqlConnectionStringBuilder far, string cut, IReadOnlyDictionary<string, string> tables)
    {
        yield return "create extension if not exists postgres_fdw";
        yield return $"create server {Far} foreign data wrapper postgres_fdw options (host {Text(far.Host!)}, port {Text(far.Port.ToString(CultureInfo.InvariantCulture))}, dbname {Text(far.Database!)}, "
            + "fetch_size '1000', batch_size '1000', use_remote_estimate 'true', async_capable 'true')";
        yield return $"create user mapping for current_user server {Far} options (user {Text(far.Username!)}{(far.Password is { Length: > 0 } word ? $", password {Text(word)}" : "")})";
        yield return $"create schema {Far}";
        yield return $"create schema {Schema}";
        yield return $"import foreign schema public limit to ({string.Join(", ", tables.Keys)}) from server {Far} into {Far}";
        foreach (var (table, columns) in tables)
        {
            yield return $"insert into {Far}.{table} ({columns}) select {columns} from public.{table} where org_path >= {Text(cut)}";
            yield return $"delete from public.{table} where org_path >= {Text(cut)}";
            yield return $"create table {Schema}.{table} (like public.{table} including generated) partition by range (org_path)";
            yield return $"alter table {Schema}.{table} attach partition public.{table} for values from (minvalue) to ({Text(cut)})";
            yield return $"alter table {Schema}.{table} attach partition {Far}.{table} for values from ({Text(cut)}) to (maxvalue)";
        }
    }

    /// <summary>The columns that are written; what the database computes itself is computed again over there.</summary>
    private static string Columns(AppDb db, string table) => string.Join(", ",
        db.Model.GetEntityTypes().First(e => e.GetTableName() == table).GetProperties().Where(p => p.GetComputedColumnSql() is null).Select(p => $"\"{p.GetColumnName()}\""));

    private static string Text(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(stop);
    }
}
