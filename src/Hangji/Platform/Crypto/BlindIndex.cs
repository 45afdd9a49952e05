using System.Security.Cryptography;
using System.Text;
using Hangji.Platform.Text;

namespace Hangji.Platform.Crypto;

/// <summary>
/// 盲索引: finds a sealed value by equality without opening any. HMAC-SHA256 of the field's name and the value, cut to 16 bytes. Full-width digits, a small x or
/// spaces give the same index, since the value is folded first.
/// </summary>
internal sealed class BlindIndex(KeyRing ring)
{
    public const int Bytes = 16;

    public byte[] Of(string field, string value)
    {
        var folded = Plain.Fold(value);
        Span<byte> message = stackalloc byte[Math.Min(512, (field.Length + folded.Length) * 3 + 1)];
        if (message.Length == 512) message = new byte[(field.Length + folded.Length) * 3 + 1];
        var length = Encoding.UTF8.GetBytes(field, message);
        message[length++] = 0;
        length += Encoding.UTF8.GetBytes(folded, message[length..]);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(ring.Index, message[..length], hash);
        return hash[..Bytes].ToArray();
    }

    /// <summary>Compares without telling by its time where they differ.</summary>
    public static bool Same(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) => CryptographicOperations.FixedTimeEquals(a, b);
}
