using System.Diagnostics;
using Hangji.Platform;
using Hangji.Platform.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Hangji.Shell.Backups;

/// <summary>数据库副本: a consistent copy of a database in use, and the way back: SQLite by its online backup, PostgreSQL by its own pg_dump and pg_restore.</summary>
internal static class DatabaseCopy
{
    /// <summary>Writes a copy that is whole although the program goes on working, and counts the rows of exactly that moment.</summary>
    public static async Task<(SortedDictionary<string, long>? Rows, Refusal? Refusal)> Take(Store store, AppDb db, string to, CancellationToken stop)
    {
        if (store.Postgres is null) return await TakeSqlite(store, to, stop) is { } broken ? (null, broken) : (await RowsOf(to, Tables(db), stop), null);
        // pg_dump and the counts read the same snapshot, held open by this transaction.
        await using var moment = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, stop);
        var snapshot = await db.Database.SqlQueryRaw<string>("select pg_export_snapshot() as \"Value\"").SingleAsync(stop);
        var rows = await Rows(db, stop);
        return await Tool("pg_dump", store.Postgres, ["--format=custom", "--no-owner", "--no-privileges", "--snapshot", snapshot, "--file", to], stop) is { } refusal ? (null, refusal) : (rows, null);
    }

    private static IEnumerable<string> Tables(AppDb db) => db.Model.GetEntityTypes().Select(e => e.GetTableName()).OfType<string>().Distinct();

    private static async Task<Refusal?> TakeSqlite(Store store, string to, CancellationToken stop)
    {
        await using var from = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = store.SqliteFile, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 60 }.ToString());
        await using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = to, Pooling = false }.ToString());
        await from.OpenAsync(stop);
        await copy.OpenAsync(stop);
        from.BackupDatabase(copy);
        return await Sound(copy, stop) ? null : new("数据库的副本没有通过完整性检查，请检查磁盘");
    }

    /// <summary>Rows of each table of the model, for the manifest.</summary>
    public static async Task<SortedDictionary<string, long>> Rows(AppDb db, CancellationToken stop)
    {
        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in Tables(db))
#pragma warning disable EF1002 // names of the model's own tables
            rows[table] = await db.Database.SqlQueryRaw<long>($"select count(*) as \"Value\" from \"{table}\"").SingleAsync(stop);
#pragma warning restore EF1002
        return rows;
    }

    /// <summary>Rows of a SQLite copy itself: the database has moved on meanwhile.</summary>
    public static async Task<SortedDictionary<string, long>> RowsOf(string sqliteFile, IEnumerable<string> tables, CancellationToken stop)
    {
        await using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = sqliteFile, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        await copy.OpenAsync(stop);
        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in tables)
        {
            await using var count = copy.CreateCommand();
            count.CommandText = $"select count(*) from \"{table.Replace("\"", "")}\"";
            rows[table] = (long)(await count.ExecuteScalarAsync(stop))!;
        }
        return rows;
    }

    public static async Task<bool> IsSound(string sqliteFile, CancellationToken stop)
    {
        await using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = sqliteFile, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        try
        {
            await copy.OpenAsync(stop);
            return await Sound(copy, stop);
        }
        catch (SqliteException) { return false; }
    }

    /// <summary>True while another process has the SQLite file open.</summary>
    public static async Task<bool> IsInUse(string sqliteFile)
    {
        if (!File.Exists(sqliteFile)) return false;
        await using var own = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = sqliteFile, Pooling = false, DefaultTimeout = 1 }.ToString());
        try
        {
            await own.OpenAsync();
            foreach (var sql in new[] { "pragma locking_mode=exclusive", "begin exclusive", "rollback" })
            {
                await using var command = own.CreateCommand();
                command.CommandText = sql;
                await command.ExecuteNonQueryAsync();
            }
            return false;
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode is 5 or 6) { return true; }
        catch (SqliteException) { return false; }
    }

    /// <summary>True where a PostgreSQL database has tables of ours already.</summary>
    public static async Task<bool> HasTables(string postgres, CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(postgres) { Pooling = false }.ToString());
        await connection.OpenAsync(stop);
        await using var ask = connection.CreateCommand();
        ask.CommandText = "select count(*) from information_schema.tables where table_name in ('schema_scripts', 'org_nodes')";
        return (long)(await ask.ExecuteScalarAsync(stop))! > 0;
    }

    /// <summary>Puts a PostgreSQL copy into an empty database, or over what is there.</summary>
    public static Task<Refusal?> PutBack(string postgres, string from, CancellationToken stop) =>
        Tool("pg_restore", postgres, ["--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error", from], stop);

    private static async Task<bool> Sound(SqliteConnection copy, CancellationToken stop)
    {
        await using var check = copy.CreateCommand();
        check.CommandText = "pragma integrity_check";
        return await check.ExecuteScalarAsync(stop) is "ok";
    }

    /// <summary>Runs one of PostgreSQL's own programs; the password goes by the environment, where other users do not see it.</summary>
    private static async Task<Refusal?> Tool(string name, string postgres, string[] arguments, CancellationToken stop)
    {
        var to = new NpgsqlConnectionStringBuilder(postgres);
        var start = new ProcessStartInfo(name) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var (key, value) in new[] { ("PGHOST", to.Host), ("PGPORT", to.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("PGUSER", to.Username), ("PGPASSWORD", to.Password), ("PGDATABASE", to.Database) })
            if (value is not null) start.Environment[key] = value;
        foreach (var argument in name == "pg_restore" ? ["--dbname", to.Database ?? "", .. arguments] : arguments) start.ArgumentList.Add(argument);
        try
        {
            using var process = Process.Start(start)!;
            var (said, _) = (process.StandardError.ReadToEndAsync(stop), process.StandardOutput.ReadToEndAsync(stop));
            await process.WaitForExitAsync(stop);
            return process.ExitCode == 0 ? null : new("{0} 没有成功：{1}", null, null, name, (await said).Trim().Split('\n')[0]);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return new("这台机器上没有 {0}。请安装 PostgreSQL 的客户端程序（版本不低于服务器），或在数据库服务器上备份", null, null, name);
        }
    }
}
