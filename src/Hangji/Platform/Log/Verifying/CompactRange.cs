namespace Hangji.Platform.Log.Verifying;

/// <summary>The tree of what was read so far, kept as the roots of its full subtrees; so the root of a million entries needs twenty hashes of memory.</summary>
internal sealed class CompactRange
{
    private readonly List<byte[]> subtrees = [];

    private CompactRange(IEnumerable<byte[]> subtrees, long size) => (this.subtrees, Size) = ([.. subtrees], size);
    public CompactRange() { }

    public long Size { get; private set; }

    public CompactRange Copy() => new(subtrees, Size);

    /// <summary>Adds the root of 2^<paramref name="level"/> entries; what was added before is a multiple of that.</summary>
    public void Add(byte[] hash, int level = 0)
    {
        for (var rest = Size >> level; (rest & 1) == 1; rest >>= 1)
        {
            hash = Merkle.Node(subtrees[^1], hash);
            subtrees.RemoveAt(subtrees.Count - 1);
        }
        subtrees.Add(hash);
        Size += 1L << level;
    }

    public byte[] Root()
    {
        if (subtrees.Count == 0) return Merkle.Empty;
        var root = subtrees[^1];
        for (var i = subtrees.Count - 2; i >= 0; i--) root = Merkle.Node(subtrees[i], root);
        return root;
    }
}
