using System.Collections.Concurrent;

namespace Hangji.Modules.Disclosure.Site;

/// <summary>公开件的一行: a version without its text.</summary>
/// <param name="Copy">What lists show; its bytes are left out.</param>
/// <param name="Digest">What the database hashes the kept bytes to now, after the salt where there is one.</param>
internal sealed record CopyLine(PublishedCopy Copy, byte[] Digest, int SaltLength)
{
    public string Hash => Convert.ToHexStringLower(Digest);
    public string Key => $"{Hash} {SaltLength}";
}

/// <summary>What texts say of themselves, by the hash of their bytes: once read, the same bytes need not be fetched again to tell whether a row agrees with them.</summary>
internal sealed class SeenTexts
{
    /// <summary>Texts remembered at once; each is some 500 bytes.</summary>
    private const int Most = 20_000;
    private readonly ConcurrentDictionary<string, CopyHead?> heads = new(StringComparer.Ordinal);

    public bool Has(CopyLine line) => heads.ContainsKey(line.Key);
    public CopyHead? Of(CopyLine line) => heads.GetValueOrDefault(line.Key);

    /// <summary>Remembers what bytes say, under the hash that they themselves have.</summary>
    public void Keep(byte[] bytes, byte[]? salt)
    {
        if (heads.Count >= Most) heads.Clear();
        heads[$"{PublishedCopy.Hash(bytes, salt)} {salt?.Length ?? 0}"] = CopyHead.Of(bytes);
    }
}
