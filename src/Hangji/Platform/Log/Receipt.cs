using System.Globalization;
using System.Text;

namespace Hangji.Platform.Log;

/// <summary>收据: proof that an entry stands in a log, with the checkpoint it was proved against; verifies offline (.tlog-proof).</summary>
internal sealed record Receipt(long Index, IReadOnlyList<byte[]> Path, string Checkpoint, byte[]? Extra = null)
{
    private const string Head = "c2sp.org/tlog-proof@v1";

    public override string ToString()
    {
        var text = new StringBuilder(Head).Append('\n');
        if (Extra is not null) text.Append("extra ").Append(Convert.ToBase64String(Extra)).Append('\n');
        text.Append("index ").Append(Index.ToString(CultureInfo.InvariantCulture)).Append('\n');
        foreach (var hash in Path) text.Append(Convert.ToBase64String(hash)).Append('\n');
        return text.Append('\n').Append(Checkpoint).ToString();
    }

    /// <summary>Reads a receipt; null where it is not one to the letter.</summary>
    public static Receipt? Parse(string text)
    {
        var split = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0) return null;
        var lines = new Queue<string>(text[..split].Split('\n'));
        if (lines.Count < 2 || lines.Dequeue() != Head) return null;
        byte[]? extra = null;
        if (lines.Peek().StartsWith("extra ", StringComparison.Ordinal) && (extra = Base64(lines.Dequeue()["extra ".Length..])) is null) return null;
        if (lines.Count == 0 || !lines.Peek().StartsWith("index ", StringComparison.Ordinal)) return null;
        var digits = lines.Dequeue()["index ".Length..];
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index.ToString(CultureInfo.InvariantCulture) != digits) return null;
        var path = lines.Select(Base64).ToList();
        if (path.Any(h => h is not { Length: Merkle.HashSize }) || path.Count > 63) return null;
        var read = new Receipt(index, [.. path.OfType<byte[]>()], text[(split + 2)..], extra);
        return read.ToString() == text ? read : null;
    }

    /// <summary>Whether the entry with this leaf hash is proved by it under the log's key.</summary>
    public bool Proves(ReadOnlySpan<byte> leaf, VerifierKey key) =>
        SignedNote.Parse(Checkpoint) is { } note && note.SignedBy(key) && Log.Checkpoint.Parse(note.Text) is { } point
        && point.Origin == key.Name && Merkle.Includes(leaf, Index, point.Size, Path, point.Root);

    private static byte[]? Base64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }
}
