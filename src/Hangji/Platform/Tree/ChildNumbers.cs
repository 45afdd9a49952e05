using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Platform.Tree;

/// <summary>Gives the next place under a body, or the next root. A number is never given twice, so a path never means two bodies.</summary>
internal static class ChildNumbers
{
    /// <summary>Takes <paramref name="count"/> numbers under a body that exists; null when it was dissolved. The body's version rises, so an act that
    /// looked at its children before is told that they changed.</summary>
    /// <returns>The first of the numbers taken.</returns>
    public static async Task<long?> Take(AppDb db, long parentId, int count = 1, CancellationToken stop = default)
    {
        var first = await db.Database.SqlQueryRaw<long>(
            "update org_nodes set next_child = next_child + {1}, version = version + 1 where id = {0} and dissolved_on is null returning next_child - {1} as \"Value\"", parentId, count).ToListAsync(stop);
        return first is [var number] ? number : null;
    }

    /// <summary>The number after the last root's. Two set-ups at once are told apart by the unique index on the path.</summary>
    public static async Task<long> NextRoot(AppDb db, CancellationToken stop)
    {
        var last = await db.Database.SqlQueryRaw<string>("select path as \"Value\" from org_nodes where parent_id is null order by path desc limit 1").ToListAsync(stop);
        return last is [var path] ? new OrgPath(path).Number + 1 : 0;
    }
}
