using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Hangji.Platform.Crypto;

/// <summary>
/// 字段加密: one field of one record, sealed by AES-256-GCM. What is sealed for one field (and record, where given) does not open as another, so that nobody can
/// swap values between rows of the database.
/// </summary>
/// <remarks>Bytes: format 1 · key number 2 · nonce 12 · tag 16 · text. Safe for many threads.</remarks>
internal sealed class FieldCipher(KeyRing ring) : IDisposable
{
    const byte Format = 1;
    const int Nonce = 12, Tag = 16, Header = 1 + 2, Fixed = Header + Nonce + Tag;

    /// <summary>One AES state a thread and key: making it costs more than using it, and it must not be shared.</summary>
    readonly Dictionary<ushort, ThreadLocal<AesGcm>> ciphers =
        ring.Keys.ToDictionary(k => k.Key, k => new ThreadLocal<AesGcm>(() => new AesGcm(k.Value, Tag), trackAllValues: true));

    /// <param name="field">A constant name, such as person.id; part of the seal.</param>
    /// <param name="record">Id of the record; give it wherever it is known before sealing.</param>
    public byte[] Seal(string field, string plain, long record = 0)
    {
        var length = Encoding.UTF8.GetByteCount(plain);
        var output = new byte[Fixed + length];
        output[0] = Format;
        BinaryPrimitives.WriteUInt16BigEndian(output.AsSpan(1), ring.Current);
        var nonce = output.AsSpan(Header, Nonce);
        RandomNumberGenerator.Fill(nonce);
        Span<byte> text = length <= 256 ? stackalloc byte[length] : new byte[length];
        Encoding.UTF8.GetBytes(plain, text);
        Span<byte> bound = stackalloc byte[Bound(field)];
        Bind(field, record, output, bound);
        ciphers[ring.Current].Value!.Encrypt(nonce, text, output.AsSpan(Fixed), output.AsSpan(Header + Nonce, Tag), bound);
        return output;
    }

    /// <summary>The text, or null where the bytes were changed, belong to another field or record, or to a key that this ring lacks.</summary>
    public string? TryOpen(string field, ReadOnlySpan<byte> sealedText, long record = 0)
    {
        if (sealedText.Length < Fixed || sealedText[0] != Format) return null;
        if (!ciphers.TryGetValue(KeyOf(sealedText), out var cipher)) return null;
        var length = sealedText.Length - Fixed;
        Span<byte> text = length <= 256 ? stackalloc byte[length] : new byte[length];
        Span<byte> bound = stackalloc byte[Bound(field)];
        Bind(field, record, sealedText, bound);
        try
        {
            cipher.Value!.Decrypt(sealedText.Slice(Header, Nonce), sealedText[Fixed..], sealedText.Slice(Header + Nonce, Tag), text, bound);
            return Encoding.UTF8.GetString(text);
        }
        catch (AuthenticationTagMismatchException) { return null; }
    }

    /// <summary>The text. A seal that does not open is a fault: the wrong key file, or somebody changed the database.</summary>
    public string Open(string field, ReadOnlySpan<byte> sealedText, long record = 0) =>
        TryOpen(field, sealedText, record) ?? throw new CryptographicException($"The sealed field {field} does not open with the keys {ring.Fingerprint}.");

    /// <summary>Which key sealed it; a sweep after a renewal seals the old ones anew.</summary>
    public static ushort KeyOf(ReadOnlySpan<byte> sealedText) => BinaryPrimitives.ReadUInt16BigEndian(sealedText[1..]);

    public void Dispose()
    {
        foreach (var cipher in ciphers.Values)
        {
            foreach (var aes in cipher.Values) aes.Dispose();
            cipher.Dispose();
        }
    }

    static int Bound(string field) => Header + sizeof(long) + field.Length * 3;

    /// <summary>Header, record and field name are authenticated with the text; the rest of the buffer stays zero.</summary>
    static void Bind(string field, long record, ReadOnlySpan<byte> header, Span<byte> bound)
    {
        bound.Clear();
        header[..Header].CopyTo(bound);
        BinaryPrimitives.WriteInt64BigEndian(bound[Header..], record);
        Encoding.UTF8.GetBytes(field, bound[(Header + sizeof(long))..]);
    }
}
