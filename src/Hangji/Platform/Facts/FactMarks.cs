using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Platform.Facts;

/// <summary>
/// 记录标: tells whether anything was recorded since, in this process or another. While the mark is the same, everything that can be read is the same,
/// so an answer that was kept with it still holds.
/// </summary>
internal static class FactMarks
{
    /// <summary>How far back a save may have taken its ids before it commits, on SQLite.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    extension(AppDb db)
    {
        /// <remarks>
        /// A database that is laid over two clusters (<see cref="Spread"/>) has no mark for the far one: there every mark is another. The newest id alone would not do: ids are taken before the commit, so a later commit may carry a smaller one. PostgreSQL's snapshot names exactly the
        /// transactions that can be seen; SQLite has no such name, there the facts of the last hour are counted.
        /// </remarks>
        public async Task<string> FactMark(CancellationToken stop = default)
        {
            if (db.Postgres) return (await db.Database.SqlQueryRaw<string>($"select case when current_schema() = '{Spread.Schema}' then gen_random_uuid()::text else pg_current_snapshot()::text end as \"Value\"").ToListAsync(stop))[0];
            var newest = await db.Facts.IgnoreQueryFilters([AppDb.ScopeFilter]).MaxAsync(f => (long?)f.Id, stop) ?? 0;
            var from = newest - Ids.Span(Longest);
            return $"{newest}:{await db.Facts.IgnoreQueryFilters([AppDb.ScopeFilter]).CountAsync(f => f.Id > from, stop)}";
        }
    }
}
