using System.Text;

namespace Hangji.Platform.Log.Verifying;

/// <summary>核验结果: what a log is and what of it disagrees.</summary>
/// <param name="KeyGiven">False when the key was taken from the log itself, which then proves less.</param>
/// <param name="Note">The checkpoint that was verified, to be kept for the next time.</param>
internal sealed record LogVerdict(string Origin, long Size, byte[] Root, IReadOnlyList<string> SignedBy, bool KeyGiven, long Tiles, int Receipts, long? OldSize, string Note, IReadOnlyList<Finding> Findings)
{
    public bool Sound => Findings.Count == 0;
}

/// <summary>对外核验: verifies a whole log from outside — note, keys and their renewals, every tile, every entry, root, an earlier checkpoint, some receipts.</summary>
internal static class VerifyLog
{
    private const int Sampled = 8;

    /// <param name="trusted">The log's verifier key as it was made known; null takes the one that the log itself serves.</param>
    /// <param name="oldNote">An earlier checkpoint of the same log.</param>
    public static async Task<(LogVerdict? Verdict, Refusal? Refusal)> Run(ILogSource source, VerifierKey? trusted, string? oldNote = null, CancellationToken stop = default)
    {
        if (await Text(source, "checkpoint", stop) is not { } note) return (null, new("那里没有日志：读不到 checkpoint"));
        var given = trusted is not null;
        if ((trusted ?? (await Text(source, "vkey", stop) is { } served ? VerifierKey.Parse(served) : null)) is not { } key) return (null, new("没有核验公钥：用 --vkey 给出"));
        if (SignedNote.Parse(note) is not { } signed || Checkpoint.Parse(signed.Text) is not { } point)
            return (new(key.Name, 0, Merkle.Empty, [], given, 0, 0, null, note, [new("note", "checkpoint", new("检查点不是按规定写的签名文本"))]), null);

        var old = oldNote is null ? null : SignedNote.Parse(oldNote);
        var before = old is null ? null : Checkpoint.Parse(old.Text);
        if (oldNote is not null && before is null) return (null, new("保存的旧检查点读不懂"));
        var (chain, sample) = (new List<VerifierKey> { key }, Sample(point.Size));
        var leaves = new Dictionary<long, byte[]>();
        var read = await LogCheck.Run(source, point.Size, marks: before is null ? [] : [before.Size], stop: stop, onEntry: (index, entry) =>
        {
            if (sample.Contains(index)) leaves[index] = Merkle.Leaf(entry);
            if (Renewal(entry, chain) is { } next) chain.Add(next);
        });

        var findings = new List<Finding>();
        var signers = Signers(signed, chain);
        if (signers is null or []) findings.Add(new("signature", "checkpoint", signers is null ? new("检查点的签名不对") : new("检查点没有这把公钥的签名")));
        if (point.Origin != key.Name) findings.Add(new("note", "checkpoint", new("检查点是 {0} 的，不是 {1} 的", Args: [point.Origin, key.Name])));
        findings.AddRange(read.Findings);
        if (!read.Root.AsSpan().SequenceEqual(point.Root)) findings.Add(new("root", "checkpoint", new("由 {0} 条算出的根与检查点不符", Args: [point.Size])));
        if (before is not null) findings.AddRange(Compare(before, old!, point, read, chain));
        var receipts = await CheckReceipts(source, leaves, chain, point, findings, stop);
        findings.AddRange(source.Complaints);
        return (new(point.Origin, point.Size, point.Root, [.. (signers ?? []).Select(k => k.ToString())], given, read.Tiles, receipts, before?.Size, note, findings), null);
    }

    /// <summary>Keys of the chain that signed; null when a line of a known key does not verify.</summary>
    private static List<VerifierKey>? Signers(SignedNote note, List<VerifierKey> chain)
    {
        var lined = chain.Where(k => note.Signatures.Any(s => s.Name == k.Name && s.KeyId == k.Id)).ToList();
        return lined.TrueForAll(note.SignedBy) ? lined : null;
    }

    /// <summary>The new key of a key leaf that a known key signed.</summary>
    private static VerifierKey? Renewal(byte[] entry, List<VerifierKey> chain)
    {
        if (!entry.AsSpan().StartsWith("{\"at\":"u8) || !LeafReader.TryRead(entry, out var fields) || fields.Text("t") != LogLeaf.Key) return null;
        if (VerifierKey.Parse(fields.Text("key") ?? "") is not { Type: VerifierKey.Log } next || next.Name != chain[0].Name || fields.Text("sig") is not { } text) return null;
        var signature = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, signature, out var length)) return null;
        var announced = Encoding.UTF8.GetBytes(Keeping.LogKeys.Announced(next));
        return chain.Exists(k => k.Type == VerifierKey.Log && Ed25519.Verify(k.Key, announced, signature.AsSpan(0, length))) ? next : null;
    }

    private static IEnumerable<Finding> Compare(Checkpoint before, SignedNote old, Checkpoint now, LogChecked read, List<VerifierKey> chain)
    {
        if (before.Origin != now.Origin || Signers(old, chain) is null or []) yield return new("consistency", "old", new("旧检查点不是这个日志签的"));
        if (before.Size > now.Size) yield return new("consistency", "old", new("日志变短了：从前有 {0} 条，现在只有 {1} 条", Args: [before.Size, now.Size]));
        else if (!read.Roots.TryGetValue(before.Size, out var root) || !root.AsSpan().SequenceEqual(before.Root)) yield return new("consistency", "old", new("过去被改写了：前 {0} 条与旧检查点不符", Args: [before.Size]));
    }

    private static async Task<int> CheckReceipts(ILogSource source, Dictionary<long, byte[]> leaves, List<VerifierKey> chain, Checkpoint point, List<Finding> findings, CancellationToken stop)
    {
        var checkedOnes = 0;
        foreach (var (index, leaf) in leaves.OrderBy(l => l.Key))
        {
            // Other logs of this format need not serve receipts; ours do.
            if (await Text(source, $"receipt/{index}", stop) is not { } text) continue;
            checkedOnes++;
            var receipt = Receipt.Parse(text);
            var split = receipt is not null && SignedNote.Parse(receipt.Checkpoint) is { } note && Checkpoint.Parse(note.Text) is { } own && own.Size == point.Size && !own.Root.AsSpan().SequenceEqual(point.Root);
            if (receipt is null || receipt.Index != index || split || !chain.Exists(k => receipt.Proves(leaf, k))) findings.Add(new("receipt", $"receipt/{index}", new("第 {0} 条的收据不对", Args: [index]), index));
        }
        return checkedOnes;
    }

    private static HashSet<long> Sample(long size) =>
        size == 0 ? [] : [0, size - 1, size / 2, .. Enumerable.Range(0, Sampled - 3).Select(_ => Random.Shared.NextInt64(size))];

    private static async Task<string?> Text(ILogSource source, string path, CancellationToken stop) => await source.Read(path, stop) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
}
