using System.Data;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Platform.Log.Keeping;

/// <summary>What the sequencer reads and writes of one log in the database.</summary>
internal sealed class LogShelf(AppDb db, IActing acting, string log)
{
    /// <summary>Entries that get a place in one transaction, and entries that are written to tiles at once.</summary>
    public const int Most = 16_384;

    public Task<SignedCheckpoint?> Top(CancellationToken stop) => db.LogCheckpoints.AsNoTracking().Where(c => c.Log == log).OrderByDescending(c => c.Size).FirstOrDefaultAsync(stop);

    /// <summary>How many entries have a place.</summary>
    public async Task<long> Count(CancellationToken stop) =>
        await db.LogEntries.AsNoTracking().Where(e => e.Log == log).OrderByDescending(e => e.Index).Select(e => (long?)e.Index).FirstOrDefaultAsync(stop) is { } last ? last + 1 : 0;

    /// <summary>排号: moves waiting entries to the next places, in the order of the outbox. One transaction: an entry waits or has a place, never both or neither.</summary>
    /// <returns>How many were moved.</returns>
    public async Task<int> Place(LogSteps steps, CancellationToken stop)
    {
        if (!await db.LogOutbox.AsNoTracking().AnyAsync(p => p.Log == log, stop)) return 0;
        // A snapshot: what commits meanwhile is neither read nor deleted here.
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
        var waiting = await db.LogOutbox.AsNoTracking().Where(p => p.Log == log).OrderBy(p => p.Id).Take(Most).ToListAsync(stop);
        if (waiting.Count == 0) return 0;
        var next = await Count(stop);
        await new BulkInsert(db, acting).Rows(waiting.Select((p, i) => new LogEntry { Log = log, Index = next + i, EntryId = p.Id, Entry = p.Entry, Leaf = Merkle.Leaf(p.Entry), At = p.At }), stop);
        var last = waiting[^1].Id;
        await db.LogOutbox.Where(p => p.Log == log && p.Id <= last).ExecuteDeleteAsync(stop);
        steps.At("place", log);
        await transaction.CommitAsync(stop);
        steps.At("placed", log);
        return waiting.Count;
    }

    /// <summary>Entries from <paramref name="first"/> to before <paramref name="end"/>; refuses where one is missing or is not what its hash says.</summary>
    public async Task<List<(byte[] Entry, byte[] Leaf)>> Entries(long first, long end, CancellationToken stop)
    {
        var rows = await db.LogEntries.AsNoTracking().Where(e => e.Log == log && e.Index >= first && e.Index < end).OrderBy(e => e.Index).Select(e => new { e.Index, e.Entry, e.Leaf }).ToListAsync(stop);
        var entries = new List<(byte[], byte[])>(rows.Count);
        foreach (var row in rows)
        {
            if (row.Index != first + entries.Count) break;
            if (!Merkle.Leaf(row.Entry).AsSpan().SequenceEqual(row.Leaf)) throw new LogRefusedException(new("数据库里日志 {0} 的第 {1} 条被改过：内容与它的哈希不符", Args: [log, row.Index]));
            entries.Add((row.Entry, row.Leaf));
        }
        return entries.Count == end - first ? entries : throw new LogRefusedException(new("数据库里缺少日志 {0} 的第 {1} 条", Args: [log, first + entries.Count]));
    }

    /// <summary>Keeps a signed checkpoint, if it is larger than every one before.</summary>
    public async Task Keep(Checkpoint point, string note, DateTime at, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, stop);
        if (await Top(stop) is { } top && top.Size >= point.Size) throw new LogRefusedException(new("日志 {0} 已签到 {1} 条，不再签 {2} 条", Args: [log, top.Size, point.Size]));
        db.LogCheckpoints.Add(new SignedCheckpoint { Log = log, Size = point.Size, Root = point.Root, Note = note, SignedAt = at });
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        db.ChangeTracker.Clear();
    }

    /// <summary>Puts entries that only the bundles still hold back into the database; those that wait again in the outbox stop waiting.</summary>
    public async Task Replay(long first, IReadOnlyList<byte[]> entries, DateTime at, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
        var waiting = (await db.LogOutbox.AsNoTracking().Where(p => p.Log == log).OrderBy(p => p.Id).ToListAsync(stop)).GroupBy(p => Convert.ToHexString(Merkle.Leaf(p.Entry))).ToDictionary(g => g.Key, g => new Queue<long>(g.Select(p => p.Id)));
        var came = new List<long>();
        var rows = new List<LogEntry>();
        foreach (var entry in entries)
        {
            var leaf = Merkle.Leaf(entry);
            long? waited = waiting.TryGetValue(Convert.ToHexString(leaf), out var ids) && ids.TryDequeue(out var id) ? id : null;
            if (waited is { } gone) came.Add(gone);
            rows.Add(new() { Log = log, Index = first + rows.Count, EntryId = waited ?? Ids.Next(), Entry = entry, Leaf = leaf, At = at });
        }
        await new BulkInsert(db, acting).Rows(rows, stop);
        foreach (var some in came.Chunk(500)) await db.LogOutbox.Where(p => some.Contains(p.Id)).ExecuteDeleteAsync(stop);
        await transaction.CommitAsync(stop);
    }
}
