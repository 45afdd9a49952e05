using System.Globalization;
using Hangji.Platform.Log.Keeping;

namespace Hangji.Platform.Log.Verifying;

/// <summary>登记行: what the public log says of a text, without the text.</summary>
/// <param name="Kind">publish, correct, result, withdraw or filed (<see cref="LogLeaf"/>).</param>
internal sealed record LedgerLine(long Index, string Kind, Guid Doc, int Rev);

/// <summary>
/// 登记目录: every text that the public log names, by organization, kept in memory (about 200 bytes a line) and read on as the log grows. With it a text whose row
/// was deleted is missed, although nothing in the database speaks of it any more.
/// </summary>
internal sealed class DocumentLedger(LogFolders folders)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<LedgerLine>> lines = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, List<LedgerLine>> byDoc = [];
    private long read;

    /// <summary>What was entered for this organization, oldest first; a withdrawal follows what it withdraws.</summary>
    public IReadOnlyList<LedgerLine> Of(string org)
    {
        lock (gate)
        {
            ReadOn();
            return lines.TryGetValue(org, out var known) ? [.. known] : [];
        }
    }

    /// <summary>What was entered for this text, oldest first.</summary>
    public IReadOnlyList<LedgerLine> Of(Guid doc)
    {
        lock (gate)
        {
            ReadOn();
            return byDoc.TryGetValue(doc, out var known) ? [.. known] : [];
        }
    }

    /// <summary>Entered texts that were neither withdrawn nor are among <paramref name="kept"/>.</summary>
    public static IEnumerable<LedgerLine> Missing(IReadOnlyList<LedgerLine> lines, IReadOnlySet<(Guid Doc, int Rev)> kept)
    {
        var withdrawn = lines.Where(l => l.Kind == LogLeaf.Withdraw).Select(l => (l.Doc, l.Rev)).ToHashSet();
        return lines.Where(l => l.Kind != LogLeaf.Withdraw && !kept.Contains((l.Doc, l.Rev)) && !withdrawn.Contains((l.Doc, l.Rev)));
    }

    private void ReadOn()
    {
        var folder = folders.Of(LogName.Public);
        if (folder.ReadCheckpoint() is not { } note || SignedNote.Parse(note) is not { } signed || Checkpoint.Parse(signed.Text) is not { } point || point.Size == read) return;
        if (point.Size < read) { lines.Clear(); byDoc.Clear(); read = 0; }
        while (read < point.Size)
        {
            var at = read / TilePath.Full;
            var tile = new TilePath(TilePath.Entries, at, (int)Math.Min(TilePath.Full, point.Size - at * TilePath.Full));
            var entries = folder.Read(tile) is { } packed ? Growth.Unbundle(packed, tile.Width) : null;
            var hashes = folder.Read(tile with { Level = 0 });
            var end = at * TilePath.Full + tile.Width;
            // An entry that does not fit its hash says nothing of any text; the checks of the text that stood there, and the inspection, name the damage.
            for (; read < end; read++)
                if (entries?[(int)(read % TilePath.Full)] is { } entry && hashes is not null && hashes.Length == tile.Width * Merkle.HashSize && Merkle.Leaf(entry).AsSpan().SequenceEqual(hashes.AsSpan((int)(read % TilePath.Full) * Merkle.HashSize, Merkle.HashSize))) Add(entry);
        }
    }

    private void Add(byte[] entry)
    {
        if (!LeafReader.TryRead(entry, out var fields) || fields.Text("org") is not { } org || !Guid.TryParse(fields.Text("doc"), out var doc)) return;
        var kind = fields.Text("t") switch { LogLeaf.Publish => LogLeaf.Publish, LogLeaf.Correct => LogLeaf.Correct, LogLeaf.Withdraw => LogLeaf.Withdraw, LogLeaf.Filed => LogLeaf.Filed, _ => LogLeaf.Result };
        if (!byDoc.TryGetValue(doc, out var versions)) byDoc[doc] = versions = new(1);
        var line = new LedgerLine(read, kind, doc, int.Parse(fields["rev"], CultureInfo.InvariantCulture));
        // What was filed is asked for by its own number; the public board of an organization does not list it.
        if (kind != LogLeaf.Filed) (lines.TryGetValue(org, out var list) ? list : lines[org] = []).Add(line);
        versions.Add(line);
    }
}
