using System.Reflection;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Platform.Data;

/// <summary>
/// 成批保存: writes everything that was added to a context set-based instead of row by row, and forgets it. For years of records at once (take-over of a past,
/// demo data); each act still leaves its own fact, stamped with the moment it is said to have been recorded.
/// </summary>
internal sealed class BulkSave(AppDb db, BulkInsert bulk, IActing acting)
{
    private static readonly MethodInfo OfType = typeof(BulkSave).GetMethod(nameof(Write), BindingFlags.NonPublic | BindingFlags.Instance)!;

    /// <param name="pathOf">Tree path of an organization, for rows that do not carry theirs yet.</param>
    /// <returns>Number of rows written, inside the caller's transaction.</returns>
    public async Task<int> Added(Func<long, string> pathOf, CancellationToken stop)
    {
        var written = 0;
        foreach (var rows in db.ChangeTracker.Entries().Where(e => e.State == EntityState.Added).Select(e => e.Entity).GroupBy(e => e.GetType()).ToList())
        {
            foreach (var row in rows)
                if (row is IOwned { OrgPath: null or "" } owned) owned.OrgPath = pathOf(owned.OrgId);
            written += await (Task<int>)OfType.MakeGenericMethod(rows.Key).Invoke(this, [rows.ToList(), stop])!;
        }
        db.ChangeTracker.Clear();
        return written;
    }

    private Task<int> Write<T>(List<object> rows, CancellationToken stop) where T : class => bulk.Rows(rows.Cast<T>(), stop);

    /// <summary>Adds a fact that was recorded at a moment of the past.</summary>
    public void Add(Fact fact, DateTime recordedAt)
    {
        fact.Stamp(acting, recordedAt);
        db.Facts.Add(fact);
    }
}
