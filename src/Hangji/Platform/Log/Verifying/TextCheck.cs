using Hangji.Platform.Data;
using Hangji.Platform.Log.Keeping;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Platform.Log.Verifying;

/// <summary>
/// 查对文本: how a text that a room keeps stands to the public log. The entry is found through the files of the log, not through the database, so that no edit of
/// rows can lead the comparison astray.
/// </summary>
internal sealed class TextCheck(AppDb db, LogFolders folders, DocumentLedger ledger)
{
    private const int Some = 500;

    private LogReading? reading;

    /// <summary>The log as it stands now; opened once for a page.</summary>
    public async Task<LogReading> Log(CancellationToken stop)
    {
        if (reading is not null) return reading;
        var keys = await db.LogKeys.AsNoTracking().Where(k => k.Log == LogName.Public).Select(k => k.Verifier).ToListAsync(stop);
        return reading = new(folders.Of(LogName.Public), [.. keys.Select(VerifierKey.Parse).OfType<VerifierKey>()]);
    }

    /// <summary>How one text stands to the log.</summary>
    /// <param name="sha256">What it hashes to now, hex; with its salt where it is salted.</param>
    /// <param name="entry">Outbox id of its leaf.</param>
    public async Task<TextProof> Of(Guid doc, int rev, string sha256, long entry, CancellationToken stop)
    {
        var log = await Log(stop);
        if (ledger.Of(doc).LastOrDefault(l => l.Rev == rev && l.Kind != LogLeaf.Withdraw) is { } line) return log.Prove(line.Index, doc, rev, sha256);
        return (await Placed([entry], stop)).GetValueOrDefault(entry) ?? new(Agreement.NotEntered);
    }

    /// <summary>What the database knows of entries that the files do not show: on their way (in the outbox, or not yet under a signed checkpoint), or at a place that is damaged.</summary>
    public async Task<Dictionary<long, TextProof>> Placed(IReadOnlyCollection<long> entries, CancellationToken stop)
    {
        var (log, placed) = (await Log(stop), new Dictionary<long, TextProof>());
        foreach (var some in entries.Chunk(Some))
        {
            foreach (var id in await db.LogOutbox.AsNoTracking().Where(p => some.Contains(p.Id)).Select(p => p.Id).ToListAsync(stop)) placed[id] = new(Agreement.Waiting);
            foreach (var row in await db.LogEntries.AsNoTracking().Where(e => some.Contains(e.EntryId) && e.Log == LogName.Public).Select(e => new { e.EntryId, e.Index }).ToListAsync(stop))
                if (row.Index >= log.Size) placed[row.EntryId] = new(Agreement.Waiting);
                else if (!log.IsWhole(row.Index)) placed[row.EntryId] = new(Agreement.LogDamaged, row.Index);
        }
        return placed;
    }
}
