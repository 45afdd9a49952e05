using Microsoft.EntityFrameworkCore;

namespace Hangji.Platform.Data;

/// <summary>Which unique index a save ran into, on either database.</summary>
internal static class Taken
{
    public static bool By(Exception? fault, string table, params string[] columns) => (fault is DbUpdateException ? fault.InnerException : fault) switch
    {
        Npgsql.PostgresException { SqlState: "23505" } one => one.ConstraintName == $"ix_{table}_{string.Join('_', columns)}",
        Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 19 } one => columns.All(c => one.Message.Contains($"{table}.{c}", StringComparison.Ordinal)),
        _ => false,
    };
}
