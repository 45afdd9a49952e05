using System.Globalization;
using Hangji.Platform.Log.Keeping;

namespace Hangji.Platform.Log.Verifying;

/// <summary>相符与否: how a text that a room keeps stands to the log.</summary>
public enum Agreement
{
    /// <summary>登记中: entered, but not yet under a signed checkpoint; takes about a second.</summary>
    Waiting,
    /// <summary>相符: text, entry, tiles and signed checkpoint agree.</summary>
    Agrees,
    /// <summary>不符: the text is not the one that was entered.</summary>
    TextDiffers,
    /// <summary>未登记: kept as published, although nothing of the kind was entered.</summary>
    NotEntered,
    /// <summary>缺失: something was entered whose text is not kept any more, and no withdrawal was entered.</summary>
    TextMissing,
    /// <summary>登记簿受损: entry, tile or checkpoint disagree among themselves, so that nothing is proved about the text.</summary>
    LogDamaged,
}

/// <param name="Index">Place in the log; null while it waits.</param>
/// <param name="Leaf">The entry as it stands there, ASCII.</param>
/// <param name="Receipt">The proof, where it holds.</param>
internal sealed record TextProof(Agreement Is, long? Index = null, string? Leaf = null, Receipt? Receipt = null)
{
    /// <summary>When it was entered, by the server's own clock, UTC.</summary>
    public DateTime? At => Leaf is not null && LeafReader.TryRead(System.Text.Encoding.ASCII.GetBytes(Leaf), out var fields) && fields.Text("at") is { } at
        ? DateTime.Parse(at, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal) : null;
}

/// <summary>
/// 一次查对: the log as its files stand now, opened once and asked about many texts. Reads what is served, never the database: an edit in either place shows as a
/// disagreement between the two.
/// </summary>
internal sealed class LogReading
{
    private readonly LogFolder folder;
    private readonly TileHashes hashes;
    private readonly Dictionary<long, List<byte[]>?> bundles = [];

    /// <param name="keys">Verifier keys of this log, of any age.</param>
    public LogReading(LogFolder folder, IReadOnlyCollection<VerifierKey> keys)
    {
        this.folder = folder;
        Note = folder.ReadCheckpoint();
        var signed = Note is null ? null : SignedNote.Parse(Note);
        Point = signed is null ? null : Checkpoint.Parse(signed.Text);
        IsSigned = signed is not null && Point is not null && keys.Any(k => k.Name == Point.Origin && signed.SignedBy(k));
        hashes = new(folder.Read, Point?.Size ?? 0);
    }

    /// <summary>The signed note as it is served.</summary>
    public string? Note { get; }
    public Checkpoint? Point { get; }
    /// <summary>Whether a key of this log signed the checkpoint.</summary>
    public bool IsSigned { get; }
    public long Size => Point?.Size ?? 0;

    /// <summary>Compares a text with its entry, the entry with the tiles, and the tiles with the signed checkpoint.</summary>
    /// <param name="sha256">What the text hashes to now, hex; with its salt where it is salted.</param>
    public TextProof Prove(long index, Guid doc, int rev, string sha256)
    {
        if (Note is null || Point is not null && index >= Size) return new(Agreement.Waiting);
        if (Entry(index) is not { } entry) return new(Agreement.LogDamaged, index);
        var leaf = System.Text.Encoding.ASCII.GetString(entry);
        if (Way(index, entry) is not { } receipt) return new(Agreement.LogDamaged, index, leaf);
        var same = LeafReader.TryRead(entry, out var fields) && fields.Text("doc") == doc.ToString("D") && fields.GetValueOrDefault("rev") == rev.ToString(CultureInfo.InvariantCulture) && fields.Text("sha256") == sha256;
        return new(same ? Agreement.Agrees : Agreement.TextDiffers, index, leaf, receipt);
    }

    /// <summary>Whether entry, tiles and signed checkpoint agree at this place, whatever is written there.</summary>
    public bool IsWhole(long index) => Entry(index) is { } entry && Way(index, entry) is not null;

    /// <summary>The bytes of an entry; null where its bundle cannot be read.</summary>
    public byte[]? Entry(long index)
    {
        var at = index / TilePath.Full;
        if (!bundles.TryGetValue(at, out var entries))
        {
            var tile = new TilePath(TilePath.Entries, at, (int)Math.Min(TilePath.Full, Size - at * TilePath.Full));
            bundles[at] = entries = folder.Read(tile) is { } packed ? Growth.Unbundle(packed, tile.Width) : null;
        }
        return entries?[(int)(index % TilePath.Full)];
    }

    /// <summary>
    /// Whether the log of today goes on from one of <paramref name="size"/> entries whose root, in base64, is as <paramref name="known"/> says: what a paper or an older
    /// checkpoint is compared with. Null where the tiles or the signature do not allow an answer.
    /// </summary>
    public bool? Continues(long size, Func<string, bool> known)
    {
        if (!IsSigned || size < 1 || size > Size) return null;
        try
        {
            var before = hashes.Root(size);
            // Not the root of the beginning alone: that beginning must be the one that is signed today.
            if (!Merkle.Extends(size, before, Size, Point!.Root, Merkle.Consistency(size, Size, hashes.Full))) return null;
            return known(Convert.ToBase64String(before));
        }
        catch (TileFault) { return null; }
    }

    private Receipt? Way(long index, byte[] entry)
    {
        if (!IsSigned) return null;
        try
        {
            var hash = Merkle.Leaf(entry);
            var path = Merkle.Inclusion(index, Size, hashes.Full);
            return hash.AsSpan().SequenceEqual(hashes.Full(0, index)) && Merkle.Includes(hash, index, Size, path, Point!.Root) ? new(index, path, Note!) : null;
        }
        catch (TileFault) { return null; }
    }
}
