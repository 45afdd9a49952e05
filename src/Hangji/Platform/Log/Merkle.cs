using System.Numerics;
using System.Security.Cryptography;

namespace Hangji.Platform.Log;

/// <summary>The tree hashes of RFC 6962: leaf, node, root, inclusion and consistency — all SHA-256, 32 bytes.</summary>
/// <remarks>A leaf is H(0x00 ‖ entry), a node H(0x01 ‖ left ‖ right); a tree of n &gt; 1 splits at the largest power of two strictly below n.</remarks>
internal static class Merkle
{
    public const int HashSize = 32;

    /// <summary>Root of the tree without entries: H("").</summary>
    public static readonly byte[] Empty = SHA256.HashData([]);

    public static byte[] Leaf(ReadOnlySpan<byte> entry)
    {
        Span<byte> small = stackalloc byte[1025];
        var text = entry.Length < small.Length ? small[..(entry.Length + 1)] : new byte[entry.Length + 1];
        text[0] = 0;
        entry.CopyTo(text[1..]);
        return SHA256.HashData(text);
    }

    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> text = stackalloc byte[1 + 2 * HashSize];
        text[0] = 1;
        left.CopyTo(text[1..]);
        right.CopyTo(text[(1 + HashSize)..]);
        return SHA256.HashData(text);
    }

    /// <summary>Where a tree of <paramref name="size"/> &gt; 1 entries splits.</summary>
    public static long Split(long size) => 1L << (63 - BitOperations.LeadingZeroCount((ulong)(size - 1)));

    /// <summary>Hash of the entries from <paramref name="first"/> to before <paramref name="end"/>; <paramref name="full"/> gives the hash of an aligned power-of-two range.</summary>
    public static byte[] Range(long first, long end, Func<int, long, byte[]> full)
    {
        var size = end - first;
        if (size == 0) return Empty;
        if (BitOperations.IsPow2(size) && first % size == 0)
        {
            var level = BitOperations.TrailingZeroCount((ulong)size);
            return full(level, first >> level);
        }
        var split = Split(size);
        return Node(Range(first, first + split, full), Range(first + split, end, full));
    }

    /// <summary>Path of entry <paramref name="index"/> in a tree of <paramref name="size"/>: sibling hashes from the leaf up.</summary>
    public static List<byte[]> Inclusion(long index, long size, Func<int, long, byte[]> full)
    {
        var path = new List<byte[]>();
        void Walk(long first, long end)
        {
            if (end - first == 1) return;
            var middle = first + Split(end - first);
            if (index < middle)
            {
                Walk(first, middle);
                path.Add(Range(middle, end, full));
            }
            else
            {
                Walk(middle, end);
                path.Add(Range(first, middle, full));
            }
        }
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        Walk(0, size);
        return path;
    }

    /// <summary>Proof that the tree of <paramref name="old"/> &gt; 0 entries is the beginning of that of <paramref name="size"/>; empty when they are the same.</summary>
    public static List<byte[]> Consistency(long old, long size, Func<int, long, byte[]> full)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(old, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(old, size);
        var proof = new List<byte[]>();
        void Walk(long first, long end, long upTo, bool known)
        {
            if (upTo == end)
            {
                if (!known) proof.Add(Range(first, end, full));
                return;
            }
            var middle = first + Split(end - first);
            if (upTo <= middle)
            {
                Walk(first, middle, upTo, known);
                proof.Add(Range(middle, end, full));
            }
            else
            {
                Walk(middle, end, upTo, false);
                proof.Add(Range(first, middle, full));
            }
        }
        Walk(0, size, old, true);
        return proof;
    }

    /// <summary>Whether <paramref name="leaf"/> stands at <paramref name="index"/> in the tree with this root.</summary>
    public static bool Includes(ReadOnlySpan<byte> leaf, long index, long size, IReadOnlyList<byte[]> path, ReadOnlySpan<byte> root)
    {
        if (index < 0 || index >= size) return false;
        var (at, last) = (index, size - 1);
        var hash = leaf.ToArray();
        foreach (var sibling in path)
        {
            if (last == 0 || sibling.Length != HashSize) return false;
            if ((at & 1) == 1 || at == last)
            {
                hash = Node(sibling, hash);
                while ((at & 1) == 0 && at != 0) (at, last) = (at >> 1, last >> 1);
            }
            else hash = Node(hash, sibling);
            (at, last) = (at >> 1, last >> 1);
        }
        return last == 0 && hash.AsSpan().SequenceEqual(root);
    }

    /// <summary>Whether the tree of <paramref name="old"/> entries with <paramref name="oldRoot"/> is the beginning of that with <paramref name="root"/>.</summary>
    public static bool Extends(long old, ReadOnlySpan<byte> oldRoot, long size, ReadOnlySpan<byte> root, IReadOnlyList<byte[]> proof)
    {
        if (old < 0 || old > size) return false;
        if (old == size) return proof.Count == 0 && oldRoot.SequenceEqual(root);
        if (old == 0) return proof.Count == 0 && oldRoot.SequenceEqual(Empty);
        IEnumerable<byte[]> hashes = BitOperations.IsPow2(old) ? proof.Prepend(oldRoot.ToArray()) : proof;
        var (at, last) = (old - 1, size - 1);
        while ((at & 1) == 1) (at, last) = (at >> 1, last >> 1);
        byte[]? before = null, now = null;
        foreach (var hash in hashes)
        {
            if (hash.Length != HashSize) return false;
            if (before is null || now is null)
            {
                before = now = hash;
                continue;
            }
            if (last == 0) return false;
            if ((at & 1) == 1 || at == last)
            {
                (before, now) = (Node(hash, before), Node(hash, now));
                while ((at & 1) == 0 && at != 0) (at, last) = (at >> 1, last >> 1);
            }
            else now = Node(now, hash);
            (at, last) = (at >> 1, last >> 1);
        }
        return last == 0 && before is not null && now is not null && before.AsSpan().SequenceEqual(oldRoot) && now.AsSpan().SequenceEqual(root);
    }
}
