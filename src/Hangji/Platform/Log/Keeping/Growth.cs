using System.Buffers.Binary;

namespace Hangji.Platform.Log.Keeping;

/// <summary>New bundles and tiles of a log that grows; they follow from the entries and the tiles before them, and from nothing else.</summary>
internal static class Growth
{
    /// <summary>Files that a log of <paramref name="before"/> entries needs to take these in.</summary>
    /// <param name="entries">The entries from the start of the last unfinished bundle on, that is from before / 256 · 256 on, to its new end.</param>
    /// <param name="read">Tiles of the log as it was.</param>
    public static List<(TilePath Tile, byte[] Bytes)> Files(long before, IReadOnlyList<(byte[] Entry, byte[] Leaf)> entries, Func<TilePath, byte[]?> read)
    {
        var start = before / TilePath.Full * TilePath.Full;
        var files = new List<(TilePath, byte[])>();
        var hashes = entries.Select(e => e.Leaf).ToList();
        for (var (level, first) = (0, start); hashes.Count > 0; level++)
        {
            var above = new List<byte[]>();
            for (var at = 0; at < hashes.Count; at += TilePath.Full)
            {
                var width = Math.Min(TilePath.Full, hashes.Count - at);
                var tile = new TilePath(level, (first + at) / TilePath.Full, width);
                var bytes = new byte[width * Merkle.HashSize];
                for (var i = 0; i < width; i++) hashes[at + i].CopyTo(bytes, i * Merkle.HashSize);
                if (level == 0) files.Add((tile with { Level = TilePath.Entries }, Bundle(entries, at, width)));
                files.Add((tile, bytes));
                if (width == TilePath.Full) above.Add(TileRoot(hashes, at));
            }
            // The next level's unfinished tile begins with hashes that stand in its partial tile already.
            var firstAbove = first / TilePath.Full;
            var known = (int)(firstAbove % TilePath.Full);
            if (above.Count > 0 && known > 0)
            {
                var path = new TilePath(level + 1, firstAbove / TilePath.Full, known);
                var bytes = read(path) is { } there && there.Length == known * Merkle.HashSize ? there : throw new TileFault(path, "missing");
                above.InsertRange(0, Enumerable.Range(0, known).Select(i => bytes.AsSpan(i * Merkle.HashSize, Merkle.HashSize).ToArray()));
                firstAbove -= known;
            }
            (hashes, first) = (above, firstAbove);
        }
        return files;
    }

    /// <summary>Root of a full tile.</summary>
    public static byte[] TileRoot(IReadOnlyList<byte[]> hashes, int at)
    {
        var row = new byte[TilePath.Full][];
        for (var i = 0; i < row.Length; i++) row[i] = hashes[at + i];
        for (var count = row.Length; count > 1; count /= 2)
            for (var i = 0; i < count / 2; i++) row[i] = Merkle.Node(row[2 * i], row[2 * i + 1]);
        return row[0];
    }

    /// <summary>A bundle: each entry after its length in two bytes.</summary>
    public static byte[] Bundle(IReadOnlyList<(byte[] Entry, byte[] Leaf)> entries, int at, int width)
    {
        var bytes = new byte[Enumerable.Range(at, width).Sum(i => 2 + entries[i].Entry.Length)];
        for (var (i, to) = (at, 0); i < at + width; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(to), (ushort)entries[i].Entry.Length);
            entries[i].Entry.CopyTo(bytes, to + 2);
            to += 2 + entries[i].Entry.Length;
        }
        return bytes;
    }

    /// <summary>What the partial tile was, cut from the full one; null where that is too short.</summary>
    public static byte[]? Beginning(TilePath tile, byte[] full)
    {
        var end = tile.Level == TilePath.Entries ? 0 : tile.Width * Merkle.HashSize;
        for (var i = 0; tile.Level == TilePath.Entries && i < tile.Width; i++)
        {
            if (end + 2 > full.Length) return null;
            end += 2 + BinaryPrimitives.ReadUInt16BigEndian(full.AsSpan(end));
        }
        return end <= full.Length ? full[..end] : null;
    }

    /// <summary>The entries of a bundle; null where its lengths do not come out for so many.</summary>
    public static List<byte[]>? Unbundle(ReadOnlySpan<byte> bundle, int width)
    {
        var entries = new List<byte[]>(width);
        while (bundle.Length >= 2 && entries.Count < width)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(bundle);
            if (bundle.Length < 2 + length) return null;
            entries.Add(bundle.Slice(2, length).ToArray());
            bundle = bundle[(2 + length)..];
        }
        return bundle.Length == 0 && entries.Count == width ? entries : null;
    }
}
