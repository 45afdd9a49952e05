using Hangji.Platform.Data;
using Hangji.Platform.Log.Verifying;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Platform.Log.Audit;

/// <summary>审计核对: hashes every sealed row again and names the row that was changed, deleted or put in afterwards.</summary>
internal sealed class AuditCheck(AppDb db, IEnumerable<ISealedTable> tables)
{
    private const int Batch = 2000, MostFindings = 100;

    /// <summary>What disagrees with the seals; the internal log itself is checked beside this (Inspection).</summary>
    public async Task<IReadOnlyList<Finding>> Run(CancellationToken stop)
    {
        var seals = await Seals(stop);
        var findings = new List<Finding>();
        foreach (var table in tables)
        {
            var rows = seals.GetValueOrDefault(table.Name, []);
            // Younger than this, a row may just not have had its turn.
            var settled = rows.Count == 0 ? 0 : rows.Keys.Max() - Sealer.LateIds;
            long from = 0;
            while (findings.Count < MostFindings && await table.After(db, from, Batch, stop) is { Count: > 0 } read)
            {
                from = read[^1].Id;
                foreach (var (id, hash) in read)
                {
                    if (rows.Remove(id, out var sealedHash)) { if (!hash.AsSpan().SequenceEqual(sealedHash)) findings.Add(Row(table, id, new("{0} 的第 {1} 行在封存之后被改过", Args: [table.Name, id]))); }
                    else if (id < settled) findings.Add(Row(table, id, new("{0} 的第 {1} 行是事后插入的：同时期的记录已经封存，它不在其中", Args: [table.Name, id])));
                }
            }
            if (findings.Count < MostFindings) findings.AddRange(rows.Keys.Order().Take(MostFindings).Select(id => Row(table, id, new("{0} 的第 {1} 行在封存之后被删去", Args: [table.Name, id]))));
        }
        return findings;
    }

    private async Task<Dictionary<string, Dictionary<long, byte[]>>> Seals(CancellationToken stop)
    {
        var seals = new Dictionary<string, Dictionary<long, byte[]>>(StringComparer.Ordinal);
        for (long next = 0; ;)
        {
            var some = await db.LogEntries.AsNoTracking().Where(e => e.Log == LogName.Audit && e.Index >= next).OrderBy(e => e.Index).Take(50).Select(e => e.Entry).ToListAsync(stop);
            if (some.Count == 0) return seals;
            next += some.Count;
            foreach (var entry in some)
            {
                if (Sealer.Rows(entry) is not { } sealedRows) continue;
                if (!seals.TryGetValue(sealedRows.Table, out var rows)) rows = seals[sealedRows.Table] = [];
                // The first seal counts: what was sealed again later was sealed after a change.
                foreach (var (id, hash) in sealedRows.Rows) rows.TryAdd(id, hash);
            }
        }
    }

    private static Finding Row(ISealedTable table, long id, Refusal what) => new("row", $"{table.Name} {id}", what);
}
