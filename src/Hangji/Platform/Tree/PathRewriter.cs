using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Platform.Tree;

/// <summary>
/// Moves a whole branch: the path prefix of its nodes and of every owned record below it is rewritten, one set-based statement a table.
/// </summary>
internal static class PathRewriter
{
    /// <summary>Rewrites <paramref name="from"/> to <paramref name="to"/> in the tree and in all owned tables, inside the caller's transaction.</summary>
    /// <returns>Number of rows that got a new path.</returns>
    public static async Task<int> Move(AppDb db, OrgPath from, OrgPath to, CancellationToken stop)
    {
        var rows = await db.Database.ExecuteSqlRawAsync(
            "update org_nodes set path = {0} || substr(path, {1}), depth = depth + {2} where path >= {3} and path < {4}",
            [to.Value, from.Value.Length + 1, to.Depth - from.Depth, from.Value, from.End], stop);
#pragma warning disable EF1002 // table names come from the model, not from a request
        foreach (var table in OwnedTables(db))
            rows += await db.Database.ExecuteSqlRawAsync(
                $"update {table} set org_path = {{0}} || substr(org_path, {{1}}) where org_path >= {{2}} and org_path < {{3}}",
                [to.Value, from.Value.Length + 1, from.Value, from.End], stop);
#pragma warning restore EF1002
        return rows;
    }

    /// <summary>Corrects rows that were written into the branch's old range while it moved, by somebody who had read its path before: after the move has
    /// committed, nothing belongs there any more.</summary>
    public static async Task Sweep(AppDb db, OrgPath left, CancellationToken stop)
    {
#pragma warning disable EF1002 // table names come from the model, not from a request
        foreach (var table in OwnedTables(db))
            await db.Database.ExecuteSqlRawAsync(
                $"update {table} set org_path = (select path from org_nodes where id = {table}.org_id) where org_path >= {{0}} and org_path < {{1}}", [left.Value, left.End], stop);
#pragma warning restore EF1002
    }

    /// <summary>Every table with an org_path column, by the model.</summary>
    public static IEnumerable<string> OwnedTables(AppDb db) =>
        db.Model.GetEntityTypes().Where(e => typeof(IOwned).IsAssignableFrom(e.ClrType) && e.GetTableName() is not null).Select(e => e.GetTableName()!).Distinct().Order(StringComparer.Ordinal);
}
