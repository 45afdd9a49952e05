using Microsoft.EntityFrameworkCore;

namespace Hangji.Platform.Data;

/// <summary>Which database it is, how large, and which scripts it has had.</summary>
internal static class DatabaseFacts
{
    public static async Task<(string Kind, long Bytes)> Read(AppDb db, Store store, CancellationToken stop)
    {
        if (db.Postgres)
            return ("PostgreSQL " + await db.Database.SqlQueryRaw<string>("select current_setting('server_version') as \"Value\"").SingleAsync(stop),
                await db.Database.SqlQueryRaw<long>("select pg_database_size(current_database()) as \"Value\"").SingleAsync(stop));
        var files = new[] { store.SqliteFile, store.SqliteFile + "-wal" }.Select(f => new FileInfo(f)).Where(f => f.Exists).Sum(f => f.Length);
        return ("SQLite " + await db.Database.SqlQueryRaw<string>("select sqlite_version() as \"Value\"").SingleAsync(stop), files);
    }

    public static Task<List<string>> Scripts(AppDb db, CancellationToken stop) => db.Database.SqlQueryRaw<string>("select name as \"Value\" from schema_scripts").OrderBy(s => s).ToListAsync(stop);
}
