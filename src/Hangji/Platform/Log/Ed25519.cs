using System.Runtime.InteropServices;

namespace Hangji.Platform.Log;

/// <summary>Ed25519 by the machine's OpenSSL: the framework has no type for it, and a validated library beats our own arithmetic (docs/dependencies.md).</summary>
internal static partial class Ed25519
{
    public const int SeedSize = 32, PublicSize = 32, SignatureSize = 64;
    private const int Kind = 1087;
    private const string Crypto = "libcrypto.so.3";

    public static byte[] PublicKey(ReadOnlySpan<byte> seed) => WithKey(EVP_PKEY_new_raw_private_key(Kind, 0, seed, SeedSize), key =>
    {
        var result = new byte[PublicSize];
        nuint length = PublicSize;
        Demand(EVP_PKEY_get_raw_public_key(key, result, ref length));
        return result;
    });

    public static byte[] Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> message)
    {
        var text = message.ToArray();
        return WithKey(EVP_PKEY_new_raw_private_key(Kind, 0, seed, SeedSize), key => WithDigest(digest =>
        {
            Demand(EVP_DigestSignInit(digest, 0, 0, 0, key));
            var signature = new byte[SignatureSize];
            nuint length = SignatureSize;
            Demand(EVP_DigestSign(digest, signature, ref length, text, (nuint)text.Length));
            return signature;
        }));
    }

    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (publicKey.Length != PublicSize || signature.Length != SignatureSize) return false;
        var (text, signed) = (message.ToArray(), signature.ToArray());
        return WithKey(EVP_PKEY_new_raw_public_key(Kind, 0, publicKey, PublicSize), key => WithDigest(digest =>
        {
            Demand(EVP_DigestVerifyInit(digest, 0, 0, 0, key));
            return EVP_DigestVerify(digest, signed, (nuint)signed.Length, text, (nuint)text.Length) == 1;
        }));
    }

    private static T WithKey<T>(nint key, Func<nint, T> use)
    {
        if (key == 0) throw new InvalidOperationException("OpenSSL does not take this key.");
        try
        {
            return use(key);
        }
        finally
        {
            EVP_PKEY_free(key);
        }
    }

    private static T WithDigest<T>(Func<nint, T> use)
    {
        var digest = EVP_MD_CTX_new();
        try
        {
            return use(digest);
        }
        finally
        {
            EVP_MD_CTX_free(digest);
        }
    }

    private static void Demand(int answer)
    {
        if (answer != 1) throw new InvalidOperationException("OpenSSL refused an Ed25519 operation.");
    }

    [LibraryImport(Crypto)] private static partial nint EVP_PKEY_new_raw_private_key(int type, nint engine, ReadOnlySpan<byte> key, nuint length);
    [LibraryImport(Crypto)] private static partial nint EVP_PKEY_new_raw_public_key(int type, nint engine, ReadOnlySpan<byte> key, nuint length);
    [LibraryImport(Crypto)] private static partial int EVP_PKEY_get_raw_public_key(nint key, [Out] byte[] result, ref nuint length);
    [LibraryImport(Crypto)] private static partial void EVP_PKEY_free(nint key);
    [LibraryImport(Crypto)] private static partial nint EVP_MD_CTX_new();
    [LibraryImport(Crypto)] private static partial void EVP_MD_CTX_free(nint context);
    [LibraryImport(Crypto)] private static partial int EVP_DigestSignInit(nint context, nint pctx, nint type, nint engine, nint key);
    [LibraryImport(Crypto)] private static partial int EVP_DigestSign(nint context, [Out] byte[] signature, ref nuint signatureLength, byte[] message, nuint length);
    [LibraryImport(Crypto)] private static partial int EVP_DigestVerifyInit(nint context, nint pctx, nint type, nint engine, nint key);
    [LibraryImport(Crypto)] private static partial int EVP_DigestVerify(nint context, byte[] signature, nuint signatureLength, byte[] message, nuint length);
}
