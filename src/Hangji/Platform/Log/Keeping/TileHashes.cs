namespace Hangji.Platform.Log.Keeping;

/// <summary>Hashes of full subtrees read from tiles: what roots and proofs are computed from. A missing or short tile is a fault that names it.</summary>
internal sealed class TileHashes(Func<TilePath, byte[]?> read, long size)
{
    private const int Height = 8;
    private readonly Dictionary<(int, long), byte[]> tiles = [];

    /// <summary>Hash of the 2^level entries from index · 2^level on.</summary>
    public byte[] Full(int level, long index)
    {
        var (row, above) = (level / Height, level % Height);
        return Fold(row, index << above, 1 << above);
    }

    /// <summary>Root of the first <paramref name="upTo"/> entries.</summary>
    public byte[] Root(long upTo) => Merkle.Range(0, upTo, Full);

    private byte[] Fold(int row, long first, int count) =>
        count == 1 ? One(row, first) : Merkle.Node(Fold(row, first, count / 2), Fold(row, first + count / 2, count / 2));

    private byte[] One(int row, long place)
    {
        var tile = place / TilePath.Full;
        if (!tiles.TryGetValue((row, tile), out var bytes))
        {
            var width = (int)Math.Min(TilePath.Full, (size >> (row * Height)) - tile * TilePath.Full);
            var path = new TilePath(row, tile, width);
            bytes = read(path) ?? throw new TileFault(path, "missing");
            if (bytes.Length != width * Merkle.HashSize) throw new TileFault(path, "of the wrong length");
            tiles[(row, tile)] = bytes;
        }
        return bytes.AsSpan((int)(place % TilePath.Full) * Merkle.HashSize, Merkle.HashSize).ToArray();
    }
}

/// <summary>A tile that is not what it must be.</summary>
internal sealed class TileFault(TilePath tile, string how) : Exception($"{tile} is {how}.")
{
    public TilePath Tile => tile;
}
