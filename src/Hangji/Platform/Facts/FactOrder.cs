using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Platform.Facts;

/// <summary>待编号: a fact that was committed and has no number yet. A trigger of the database writes it with the fact, whoever wrote that.</summary>
public sealed class QueuedFact : IUnrecorded
{
    public required long FactId { get; init; }
}

/// <summary>编号: the place of a fact in the order in which the house took notice of it; without gaps, never changed.</summary>
public sealed class OrderedFact : IUnrecorded
{
    public required long Seq { get; init; }
    public required long FactId { get; init; }
}

/// <summary>
/// 事实的次序: ids are made before a save commits, so a smaller id may appear after a larger one and no reader may go by them. One process at a time, elected
/// by the database, gives committed facts their numbers; whoever folds facts into something else goes by the numbers and misses none (docs/decisions/0024).
/// </summary>
internal static class FactOrder
{
    /// <summary>What a turn is taken for: numbering and folding facts, or reading anew what is so of the bodies that they touched.</summary>
    public const int Folding = 727014, Stocks = 727015;

    /// <summary>Inside a transaction: true for the one process that may do it until it commits. SQLite has one writer anyway.</summary>
    public static async Task<bool> TakeTurn(AppDb db, CancellationToken stop, int turn = Folding) =>
        !db.Postgres || await db.Database.SqlQueryRaw<bool>("select pg_try_advisory_xact_lock({0}) as \"Value\"", turn).SingleAsync(stop);

    /// <summary>Numbers up to <paramref name="most"/> facts that are waiting; to be called in turn.</summary>
    /// <returns>How many got a number.</returns>
    public static async Task<int> Number(AppDb db, int most, CancellationToken stop)
    {
        // A fact that is put back by a restore is queued once more; it keeps the number it has.
        var numbered = await db.Database.ExecuteSqlRawAsync("""
            insert into fact_order (seq, fact_id)
            select (select coalesce(max(seq), 0) from fact_order) + row_number() over (order by t.fact_id), t.fact_id
            from (select q.fact_id from fact_queue q where not exists (select 1 from fact_order o where o.fact_id = q.fact_id) order by q.fact_id limit {0}) t
            """, [most], stop);
        await db.Database.ExecuteSqlRawAsync("delete from fact_queue where exists (select 1 from fact_order o where o.fact_id = fact_queue.fact_id)", stop);
        return numbered;
    }

    /// <summary>Numbers all that is waiting, in a turn of its own.</summary>
    public static async Task NumberWaiting(AppDb db, CancellationToken stop)
    {
        while (await Waiting(db, stop))
        {
            await using var turn = await db.Database.BeginTransactionAsync(stop);
            if (!await TakeTurn(db, stop)) { await Task.Delay(20, stop); continue; }
            await Number(db, Batch, stop);
            await turn.CommitAsync(stop);
        }
    }

    private const int Batch = 5_000;

    public static async Task<long> Last(AppDb db, CancellationToken stop) => await db.Set<OrderedFact>().MaxAsync(o => (long?)o.Seq, stop) ?? 0;

    public static Task<bool> Waiting(AppDb db, CancellationToken stop) => db.Set<QueuedFact>().AnyAsync(stop);

    /// <summary>Facts after a number, in order, whatever the acting seat: for the folding of the program itself.</summary>
    public static async Task<List<(long Seq, Fact Fact)>> After(AppDb db, long seq, int most, CancellationToken stop) =>
    [
        .. (await (from o in db.Set<OrderedFact>().AsNoTracking()
                   join f in db.Facts.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking() on o.FactId equals f.Id
                   where o.Seq > seq
                   orderby o.Seq
                   select new { o.Seq, Fact = f }).Take(most).ToListAsync(stop)).Select(r => (r.Seq, r.Fact)),
    ];
}
