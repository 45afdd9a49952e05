using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Hangji.Platform.Log.Verifying;

/// <summary>
/// 文本凭据: a receipt that carries, as its extra data, the entry (leaf) and the salt of a published text. With the exact bytes of the text and the log's public key it proves
/// offline that this text was entered; it asks nobody.
/// </summary>
internal static class TextReceipt
{
    public static string Of(Receipt receipt, string leaf, byte[]? salt)
    {
        var extra = $"{{\"leaf\":{JsonSerializer.Serialize(leaf)}{(salt is null ? "" : $",\"salt\":\"{Convert.ToHexStringLower(salt)}\"")}}}";
        return (receipt with { Extra = Encoding.UTF8.GetBytes(extra) }).ToString();
    }

    /// <summary>The first thing that does not hold, or null where everything does.</summary>
    public static Refusal? Check(ReadOnlySpan<byte> text, string receipt, VerifierKey key)
    {
        if (Receipt.Parse(receipt) is not { } read || Extra(read) is not { } extra) return new("凭据读不懂");
        var (leaf, salt) = extra;
        if (!read.Proves(Merkle.Leaf(Encoding.UTF8.GetBytes(leaf)), key)) return new("凭据里的条目不在这把公钥所签的日志里");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(salt);
        hash.AppendData(text);
        return LeafReader.TryRead(Encoding.UTF8.GetBytes(leaf), out var fields) && fields.Text("sha256") == Convert.ToHexStringLower(hash.GetHashAndReset()) ? null : new("这份文本不是登记的那一份");
    }

    private static (string Leaf, byte[] Salt)? Extra(Receipt receipt)
    {
        try
        {
            using var extra = JsonDocument.Parse(receipt.Extra);
            var root = extra.RootElement;
            return (root.GetProperty("leaf").GetString() ?? "", root.TryGetProperty("salt", out var salt) ? Convert.FromHexString(salt.GetString() ?? "") : []);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException) { return null; }
    }
}
