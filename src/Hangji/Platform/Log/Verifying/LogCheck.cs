namespace Hangji.Platform.Log.Verifying;

/// <summary>What a check of a log's body found.</summary>
internal sealed record LogChecked(byte[] Root, IReadOnlyDictionary<long, byte[]> Roots, long Tiles, IReadOnlyList<Finding> Findings);

/// <summary>
/// 核验: reads every tile (and bundle) of a log of a known size, computes every hash again from the entries up, and names each place that disagrees. Trusts
/// nothing but SHA-256; knows neither the database nor the keys.
/// </summary>
internal static class LogCheck
{
    private const int Ahead = 16, MostFindings = 100;

    private sealed record Read(TilePath Tile, byte[][]? Hashes, byte[]? Root, List<byte[]>? Entries, Finding? Finding);

    /// <param name="bundles">False reads the hashes only, not the entries.</param>
    /// <param name="marks">Earlier sizes whose root is wanted, ascending.</param>
    /// <param name="onEntry">Gets every entry in order.</param>
    public static async Task<LogChecked> Run(ILogSource source, long size, bool bundles = true, IReadOnlyCollection<long>? marks = null, Action<long, byte[]>? onEntry = null, CancellationToken stop = default)
    {
        var findings = new List<Finding>();
        void Say(Finding? finding) { if (finding is not null && findings.Count < MostFindings) findings.Add(finding); }
        var (range, roots, above, tiles) = (new CompactRange(), new Dictionary<long, byte[]>(), new List<byte[]>(), 0L);
        var wanted = new Queue<long>((marks ?? []).Where(m => m <= size).Order());
        while (wanted.TryPeek(out var zero) && zero == 0) roots[wanted.Dequeue()] = Merkle.Empty;
        foreach (var next in Ordered(size, 0, (tile, s) => ReadLeaves(source, tile, bundles, s), stop))
        {
            var read = await next;
            tiles += bundles ? 2 : 1;
            Say(read.Finding);
            if (read.Hashes is not { } hashes)
                return new(Merkle.Empty, roots, tiles, findings);
            var first = read.Tile.Index * TilePath.Full;
            while (wanted.TryPeek(out var mark) && mark < first + hashes.Length)
            {
                var until = range.Copy();
                for (var i = 0; i < wanted.Peek() - first; i++) until.Add(hashes[i]);
                roots[wanted.Dequeue()] = until.Root();
            }
            if (read.Root is { } root) { range.Add(root, 8); above.Add(root); }
            else foreach (var hash in hashes) range.Add(hash);
            while (wanted.TryPeek(out var end) && end == range.Size) roots[wanted.Dequeue()] = range.Root();
            if (onEntry is not null && read.Entries is { } entries) for (var i = 0; i < entries.Count; i++) onEntry(first + i, entries[i]);
        }
        for (var level = 1; above.Count > 0; level++)
        {
            var below = above;
            above = [];
            foreach (var next in Ordered(below.Count, level, async (tile, s) => (tile, Bytes: await Fetch(source, tile, s)), stop))
            {
                var (tile, bytes) = await next;
                tiles++;
                Say(Compare(tile, bytes, below));
                if (tile.Width == TilePath.Full) above.Add(Keeping.Growth.TileRoot(below, (int)tile.Index * TilePath.Full));
            }
        }
        return new(range.Root(), roots, tiles, findings);
    }

    /// <summary>Some tiles are always on their way while one is being looked at.</summary>
    private static IEnumerable<Task<T>> Ordered<T>(long count, int level, Func<TilePath, CancellationToken, Task<T>> read, CancellationToken stop)
    {
        var waiting = new Queue<Task<T>>();
        for (long index = 0; index * TilePath.Full < count; index++)
        {
            var tile = new TilePath(level, index, (int)Math.Min(TilePath.Full, count - index * TilePath.Full));
            waiting.Enqueue(Task.Run(() => read(tile, stop), stop));
            if (waiting.Count >= Ahead) yield return waiting.Dequeue();
        }
        while (waiting.TryDequeue(out var next)) yield return next;
    }

    private static async Task<Read> ReadLeaves(ILogSource source, TilePath tile, bool bundles, CancellationToken stop)
    {
        if (await Fetch(source, tile, stop) is not { } bytes) return new(tile, null, null, null, Missing(tile));
        if (bytes.Length != tile.Width * Merkle.HashSize) return new(tile, null, null, null, new("tile", tile.ToString(), new("图块 {0} 的长度不对", Args: [tile.ToString()])));
        var hashes = new byte[tile.Width][];
        for (var i = 0; i < hashes.Length; i++) hashes[i] = bytes.AsSpan(i * Merkle.HashSize, Merkle.HashSize).ToArray();
        var root = tile.Width == TilePath.Full ? Keeping.Growth.TileRoot(hashes, 0) : null;
        if (!bundles) return new(tile, hashes, root, null, null);
        var bundle = tile with { Level = TilePath.Entries };
        if (await Fetch(source, bundle, stop) is not { } packed) return new(tile, hashes, root, null, Missing(bundle));
        if (Keeping.Growth.Unbundle(packed, tile.Width) is not { } entries) return new(tile, hashes, root, null, new("tile", bundle.ToString(), new("条目包 {0} 拆不开", Args: [bundle.ToString()])));
        for (var i = 0; i < entries.Count; i++)
            if (!Merkle.Leaf(entries[i]).AsSpan().SequenceEqual(hashes[i]))
            {
                var index = tile.Index * TilePath.Full + i;
                return new(tile, hashes, root, entries, new("entry", bundle.ToString(), new("第 {0} 条与它的哈希不符（{1} 与 {2}）", Args: [index, bundle.ToString(), tile.ToString()]), index));
            }
        return new(tile, hashes, root, entries, null);
    }

    private static Finding? Compare(TilePath tile, byte[]? bytes, List<byte[]> below)
    {
        if (bytes is null) return Missing(tile);
        if (bytes.Length != tile.Width * Merkle.HashSize) return new("tile", tile.ToString(), new("图块 {0} 的长度不对", Args: [tile.ToString()]));
        for (var i = 0; i < tile.Width; i++)
            if (!bytes.AsSpan(i * Merkle.HashSize, Merkle.HashSize).SequenceEqual(below[(int)tile.Index * TilePath.Full + i]))
            {
                var child = new TilePath(tile.Level - 1, tile.Index * TilePath.Full + i, TilePath.Full);
                return new("tile", child.ToString(), new("图块 {0} 与上一层 {1} 所记的不符", Args: [child.ToString(), tile.ToString()]));
            }
        return null;
    }

    /// <summary>A partial tile may have been cleared away once the full one was there: its beginning is the same.</summary>
    private static async Task<byte[]?> Fetch(ILogSource source, TilePath tile, CancellationToken stop) =>
        await source.Read(tile.ToString(), stop) is { } bytes ? bytes
        : tile.Width < TilePath.Full && await source.Read((tile with { Width = TilePath.Full }).ToString(), stop) is { } full ? Keeping.Growth.Beginning(tile, full) : null;

    public const string MissingTile = "缺少图块 {0}";

    private static Finding Missing(TilePath tile) => new("tile", tile.ToString(), new(MissingTile, Args: [tile.ToString()]));
}
