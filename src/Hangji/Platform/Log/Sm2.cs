using System.Formats.Asn1;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Hangji.Platform.Log;

/// <summary>国密签名: SM2 with SM3 by the machine's OpenSSL (GB/T 32918.2, the usual signer id), for sites that must use domestic algorithms beside Ed25519.</summary>
/// <remarks>Signatures are r ‖ s, 64 bytes; keys are the uncompressed point, 65 bytes; the secret half is OpenSSL's own DER.</remarks>
internal static partial class Sm2
{
    public const int PointSize = 65, SignatureSize = 64;
    private const string Crypto = "libcrypto.so.3";
    private const int Number = 32;

    /// <summary>SubjectPublicKeyInfo of an SM2 key up to its point: id-ecPublicKey, curve 1.2.156.10197.1.301.</summary>
    private static readonly byte[] Head = Convert.FromHexString("3059301306072a8648ce3d020106082a811ccf5501822d034200");
    private static readonly byte[] SignerId = "1234567812345678"u8.ToArray();

    /// <summary>A new key: its secret half, and its point.</summary>
    public static (byte[] Secret, byte[] Point) NewKey()
    {
        var maker = EVP_PKEY_CTX_new_from_name(0, "SM2", 0);
        nint key = 0;
        try
        {
            Demand(maker != 0 && EVP_PKEY_keygen_init(maker) == 1 && EVP_PKEY_generate(maker, ref key) == 1);
            var point = Der(key, i2d_PUBKEY);
            Demand(point.Length == Head.Length + PointSize && point.AsSpan().StartsWith(Head));
            return (Der(key, i2d_PrivateKey), point[Head.Length..]);
        }
        finally
        {
            EVP_PKEY_free(key);
            EVP_PKEY_CTX_free(maker);
        }
    }

    public static byte[] Sign(byte[] secret, byte[] message)
    {
        using var pin = new Pinned(secret);
        nint at = pin.Address;
        var key = d2i_AutoPrivateKey(0, ref at, secret.Length);
        return WithKey(key, digest =>
        {
            Begin(digest, key, EVP_DigestSignInit);
            nuint length = 80;
            var der = new byte[80];
            Demand(EVP_DigestSign(digest, der, ref length, message, (nuint)message.Length) == 1);
            return Raw(der.AsMemory(0, (int)length));
        });
    }

    public static bool Verify(ReadOnlySpan<byte> point, byte[] message, byte[] signature)
    {
        if (point.Length != PointSize || signature.Length != SignatureSize) return false;
        byte[] info = [.. Head, .. point];
        using var pin = new Pinned(info);
        nint at = pin.Address;
        var key = d2i_PUBKEY(0, ref at, info.Length);
        if (key == 0) return false;
        return WithKey(key, digest =>
        {
            Begin(digest, key, EVP_DigestVerifyInit);
            var der = Der(signature);
            return EVP_DigestVerify(digest, der, (nuint)der.Length, message, (nuint)message.Length) == 1;
        });
    }

    private delegate int Init(nint digest, out nint context, nint type, nint engine, nint key);

    private static void Begin(nint digest, nint key, Init init)
    {
        Demand(init(digest, out var context, EVP_sm3(), 0, key) == 1);
        Demand(EVP_PKEY_CTX_set1_id(context, SignerId, SignerId.Length) == 1);
    }

    private static T WithKey<T>(nint key, Func<nint, T> use)
    {
        Demand(key != 0);
        var digest = EVP_MD_CTX_new();
        try { return use(digest); }
        finally
        {
            EVP_MD_CTX_free(digest);
            EVP_PKEY_free(key);
        }
    }

    private static byte[] Raw(ReadOnlyMemory<byte> der)
    {
        var numbers = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        var raw = new byte[SignatureSize];
        for (var at = 0; at < SignatureSize; at += Number)
        {
            var number = numbers.ReadInteger().ToByteArray(isUnsigned: true, isBigEndian: true);
            number.CopyTo(raw, at + Number - number.Length);
        }
        return raw;
    }

    private static byte[] Der(ReadOnlySpan<byte> raw)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
            for (var at = 0; at < SignatureSize; at += Number) writer.WriteInteger(new BigInteger(raw.Slice(at, Number), isUnsigned: true, isBigEndian: true));
        return writer.Encode();
    }

    private delegate int Encode(nint key, ref nint output);

    private static byte[] Der(nint key, Encode encode)
    {
        nint none = 0;
        var length = encode(key, ref none);
        Demand(length > 0);
        // With a null output OpenSSL allocates; what it gave is copied and returned to it.
        var bytes = new byte[length];
        Marshal.Copy(none, bytes, 0, length);
        CRYPTO_free(none, "", 0);
        return bytes;
    }

    private static void Demand(bool done)
    {
        if (!done) throw new InvalidOperationException("OpenSSL refused an SM2 operation.");
    }

    private readonly struct Pinned(byte[] bytes) : IDisposable
    {
        private readonly GCHandle handle = GCHandle.Alloc(bytes, GCHandleType.Pinned);
        public nint Address => handle.AddrOfPinnedObject();
        public void Dispose() => handle.Free();
    }

    [LibraryImport(Crypto, StringMarshalling = StringMarshalling.Utf8)] private static partial nint EVP_PKEY_CTX_new_from_name(nint library, string name, nint query);
    [LibraryImport(Crypto)] private static partial int EVP_PKEY_keygen_init(nint context);
    [LibraryImport(Crypto)] private static partial int EVP_PKEY_generate(nint context, ref nint key);
    [LibraryImport(Crypto)] private static partial void EVP_PKEY_CTX_free(nint context);
    [LibraryImport(Crypto)] private static partial void EVP_PKEY_free(nint key);
    [LibraryImport(Crypto)] private static partial int i2d_PUBKEY(nint key, ref nint output);
    [LibraryImport(Crypto)] private static partial int i2d_PrivateKey(nint key, ref nint output);
    [LibraryImport(Crypto)] private static partial nint d2i_PUBKEY(nint key, ref nint input, long length);
    [LibraryImport(Crypto)] private static partial nint d2i_AutoPrivateKey(nint key, ref nint input, long length);
    [LibraryImport(Crypto, StringMarshalling = StringMarshalling.Utf8)] private static partial void CRYPTO_free(nint memory, string file, int line);
    [LibraryImport(Crypto)] private static partial nint EVP_MD_CTX_new();
    [LibraryImport(Crypto)] private static partial void EVP_MD_CTX_free(nint context);
    [LibraryImport(Crypto)] private static partial nint EVP_sm3();
    [LibraryImport(Crypto)] private static partial int EVP_PKEY_CTX_set1_id(nint context, byte[] id, int length);
    [LibraryImport(Crypto)] private static partial int EVP_DigestSignInit(nint digest, out nint context, nint type, nint engine, nint key);
    [LibraryImport(Crypto)] private static partial int EVP_DigestSign(nint digest, [Out] byte[] signature, ref nuint signatureLength, byte[] message, nuint length);
    [LibraryImport(Crypto)] private static partial int EVP_DigestVerifyInit(nint digest, out nint context, nint type, nint engine, nint key);
    [LibraryImport(Crypto)] private static partial int EVP_DigestVerify(nint digest, byte[] signature, nuint signatureLength, byte[] message, nuint length);
}
