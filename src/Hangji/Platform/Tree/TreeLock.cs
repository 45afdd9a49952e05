using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Platform.Tree;

/// <summary>
/// Keeps acts that change the shape of the tree apart from each other, inside the caller's transaction: a body is never set up under a place that is
/// just being moved away, and two moves never make a circle. SQLite's write transaction does this by itself.
/// </summary>
internal static class TreeLock
{
    private const long Key = 727002;

    /// <summary>For adding a body: many at once.</summary>
    public static Task Share(AppDb db, CancellationToken stop) => Take(db, "select pg_advisory_xact_lock_shared({0})", stop);

    /// <summary>For moving bodies: alone.</summary>
    public static Task Alone(AppDb db, CancellationToken stop) => Take(db, "select pg_advisory_xact_lock({0})", stop);

    private static async Task Take(AppDb db, string sql, CancellationToken stop)
    {
        if (db.Database.CurrentTransaction is null) throw new InvalidOperationException("The shape of the tree changes only inside a transaction.");
        if (db.Postgres) await db.Database.ExecuteSqlRawAsync(sql, [Key], stop);
    }
}
