using System.Buffers.Binary;
using System.Globalization;
using Hangji.Platform.Data;
using Hangji.Platform.Log.Keeping;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Platform.Log.Audit;

/// <summary>
/// 封存: once a minute the rows that came into the record of acts and the audit record are hashed into the internal log, some thousand to an entry. It reads
/// what is committed and stands in nobody's way; a row that commits late is sealed in the next round.
/// </summary>
internal sealed class Sealer(Sequencer sequencer, IEnumerable<ISealedTable> tables, TimeProvider clock)
{
    public const int RowsPerEntry = 1000, RowSize = 8 + SealedTable<Facts.Fact>.HashSize;
    private const int EntriesPerRound = 20;

    /// <summary>How far back a row may still come in whose id is lower than those sealed: a long import makes its ids long before it commits.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromHours(24);

    /// <summary>Ids are milliseconds above 22 bits (Platform/Data/Ids).</summary>
    public static readonly long LateIds = (long)Late.TotalMilliseconds << 22;

    private readonly Dictionary<string, HashSet<long>> recent = new(StringComparer.Ordinal);
    private long newest;

    /// <summary>Seals what is not sealed yet. Returns the rows; -1 where another process keeps the log.</summary>
    public Task<int> Run(CancellationToken stop) => sequencer.Alone(LogName.Audit, async (services, elected) =>
    {
        var db = services.GetRequiredService<AppDb>();
        var rows = 0;
        // Another process may have sealed since: then what is known is read again.
        if (await Newest(db, stop) != newest) recent.Clear();
        foreach (var table in elected ? tables : []) rows += await Seal(db, table, stop);
        newest = await Newest(db, stop);
        return rows;
    }, stop);

    private static async Task<long> Newest(AppDb db, CancellationToken stop) => Math.Max(
        await db.LogOutbox.AsNoTracking().Where(p => p.Log == LogName.Audit).MaxAsync(p => (long?)p.Id, stop) ?? 0,
        await db.LogEntries.AsNoTracking().Where(e => e.Log == LogName.Audit).OrderByDescending(e => e.Index).Select(e => (long?)e.EntryId).FirstOrDefaultAsync(stop) ?? 0);

    private async Task<int> Seal(AppDb db, ISealedTable table, CancellationToken stop)
    {
        var known = recent.TryGetValue(table.Name, out var kept) ? kept : recent[table.Name] = await Known(db, table.Name, stop);
        var (from, rows) = (known.Count == 0 ? 0 : known.Max() - LateIds, 0);
        for (var entry = 0; entry < EntriesPerRound;)
        {
            var read = await table.After(db, from, RowsPerEntry, stop);
            if (read.Count == 0) break;
            from = read[^1].Id;
            var fresh = read.Where(r => !known.Contains(r.Id)).ToList();
            if (fresh.Count == 0) continue;
            var bytes = new byte[fresh.Count * RowSize];
            for (var i = 0; i < fresh.Count; i++)
            {
                BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(i * RowSize), fresh[i].Id);
                fresh[i].Hash.CopyTo(bytes, i * RowSize + 8);
            }
            var now = clock.GetUtcNow();
            LogOutbox.Add(db, LogName.Audit, LogLeaf.Sealed(table.Name, fresh[0].Id, fresh[^1].Id, fresh.Count, Convert.ToBase64String(bytes), now).Bytes(), now.UtcDateTime);
            await db.SaveChangesAsync(stop);
            db.ChangeTracker.Clear();
            foreach (var row in fresh) known.Add(row.Id);
            (rows, entry) = (rows + fresh.Count, entry + 1);
        }
        if (known.Count > 0 && known.Max() - 2 * LateIds is var forget) known.RemoveWhere(id => id < forget);
        return rows;
    }

    /// <summary>Ids that are sealed already and may be met again, from the newest entries back, those that still wait included.</summary>
    private static async Task<HashSet<long>> Known(AppDb db, string table, CancellationToken stop)
    {
        var known = new HashSet<long>();
        foreach (var waiting in await db.LogOutbox.AsNoTracking().Where(p => p.Log == LogName.Audit).Select(p => p.Entry).ToListAsync(stop)) Add(waiting, table, known);
        for (long? before = long.MaxValue; before is { } end;)
        {
            var some = await db.LogEntries.AsNoTracking().Where(e => e.Log == LogName.Audit && e.Index < end).OrderByDescending(e => e.Index).Take(50).Select(e => new { e.Index, e.Entry }).ToListAsync(stop);
            var highest = known.Count == 0 ? 0 : known.Max();
            var useful = false;
            foreach (var entry in some) useful |= Add(entry.Entry, table, known) is { } last && last > highest - 2 * LateIds || known.Count == 0;
            before = some.Count > 0 && useful ? some[^1].Index : null;
        }
        return known;
    }

    private static long? Add(byte[] entry, string table, HashSet<long> known)
    {
        if (Rows(entry) is not { } sealedRows || sealedRows.Table != table) return null;
        foreach (var (id, _) in sealedRows.Rows) known.Add(id);
        return sealedRows.Rows[^1].Id;
    }

    /// <summary>What an entry of the internal log seals; null for an entry of another kind.</summary>
    public static (string Table, List<(long Id, byte[] Hash)> Rows)? Rows(byte[] entry)
    {
        if (!LeafReader.TryRead(entry, out var fields) || fields.Text("t") != LogLeaf.Audit) return null;
        var bytes = Convert.FromBase64String(fields.Text("rows")!);
        if (bytes.Length == 0 || bytes.Length % RowSize != 0 || fields["count"] != (bytes.Length / RowSize).ToString(CultureInfo.InvariantCulture)) return null;
        var rows = new List<(long, byte[])>(bytes.Length / RowSize);
        for (var at = 0; at < bytes.Length; at += RowSize) rows.Add((BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(at)), bytes[(at + 8)..(at + RowSize)]));
        return (fields.Text("table")!, rows);
    }
}
