using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Platform.Log;

/// <summary>出箱: what goes into a log is written beside the business row, in its transaction; the sequencer gives it a place afterwards. Neither is ever there without the other.</summary>
internal static class LogOutbox
{
    /// <summary>Adds the entry to the caller's save. Throws where the entry does not keep to the leaf format: that is a fault of the room that wrote it.</summary>
    /// <returns>The id by which <see cref="Receipts.IndexOf"/> finds its place later.</returns>
    public static long Add(AppDb db, string log, byte[] entry, DateTime at)
    {
        if (LogLeaf.Check(log, entry) is { } refusal) throw new ArgumentException(string.Format(System.Globalization.CultureInfo.InvariantCulture, refusal.Message, refusal.Args), nameof(entry));
        var pending = new PendingEntry { Id = Ids.Next(), Log = log, Entry = entry, At = at };
        db.LogOutbox.Add(pending);
        return pending.Id;
    }
}

/// <summary>公开日志: what a room calls when it makes something public.</summary>
internal sealed class PublicLog(TimeProvider clock)
{
    /// <summary>Appends to the public log with the caller's next save; <see cref="Receipts.IndexOf"/> tells the place once it has one, usually within a second.</summary>
    public long Append(AppDb db, LogLeaf leaf) => LogOutbox.Add(db, LogName.Public, leaf.Bytes(), clock.GetUtcNow().UtcDateTime);
}

/// <summary>收据: where an entry stands, and the proof of it.</summary>
internal sealed class Receipts(AppDb db, Keeping.LogFolders folders)
{
    /// <summary>The place of an appended entry; null while it waits in the outbox.</summary>
    public async Task<long?> IndexOf(long entryId, CancellationToken stop = default) =>
        await db.LogEntries.AsNoTracking().Where(e => e.EntryId == entryId).Select(e => (long?)e.Index).SingleOrDefaultAsync(stop);

    /// <summary>The receipt of a public entry against the newest checkpoint; null where there is none (yet).</summary>
    public Receipt? Of(long index)
    {
        var folder = folders.Of(LogName.Public);
        if (folder.ReadCheckpoint() is not { } note || SignedNote.Parse(note) is not { } signed || Checkpoint.Parse(signed.Text) is not { } point || index < 0 || index >= point.Size) return null;
        return new(index, Merkle.Inclusion(index, point.Size, new Keeping.TileHashes(folder.Read, point.Size).Full), note);
    }
}
