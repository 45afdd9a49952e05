using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hangji.Platform.Text;

namespace Hangji.Modules.Access.SignIns;

/// <summary>动态口令: six digits that change every half minute, by RFC 6238 (HMAC-SHA-1, the form that every authenticator program knows).</summary>
internal static class Totp
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int KeyBytes = 20, StepSeconds = 30;

    /// <summary>A new shared key of 160 bits, in base 32 as it is typed in by hand.</summary>
    public static string NewKey() => Encode(RandomNumberGenerator.GetBytes(KeyBytes));

    public static long Step(DateTimeOffset at) => at.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The code of one time step.</summary>
    public static string Code(string key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[20];
        // SHA-1 is what the standard and the programs on people's phones use; HMAC does not need collision resistance.
#pragma warning disable CA5350
        HMACSHA1.HashData(Decode(key), counter, hash);
#pragma warning restore CA5350
        var at = hash[19] & 15;
        var number = (hash[at] & 127) << 24 | hash[at + 1] << 16 | hash[at + 2] << 8 | hash[at + 3];
        return (number % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
    }

    /// <summary>The step whose code was given, one step early or late at most (phones' clocks), or null.</summary>
    public static long? Match(string key, string? code, DateTimeOffset now)
    {
        var digits = string.Concat(Plain.Compatible(code).Where(char.IsAsciiDigit));
        if (digits.Length != 6) return null;
        long? found = null;
        for (var step = Step(now) - 1; step <= Step(now) + 1; step++)
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Code(key, step)), Encoding.ASCII.GetBytes(digits))) found = step;
        return found;
    }

    /// <summary>The address that an authenticator program reads from the QR code.</summary>
    public static string Address(string key, string userName) =>
        $"otpauth://totp/{Uri.EscapeDataString("夯基:" + userName)}?secret={key}&issuer={Uri.EscapeDataString("夯基")}&digits=6&period={StepSeconds}";

    private static string Encode(byte[] bytes)
    {
        var text = new StringBuilder();
        for (var bit = 0; bit < bytes.Length * 8; bit += 5)
        {
            var value = 0;
            for (var i = bit; i < bit + 5; i++) value = value << 1 | (i < bytes.Length * 8 ? bytes[i / 8] >> (7 - i % 8) & 1 : 0);
            text.Append(Base32[value]);
        }
        return text.ToString();
    }

    private static byte[] Decode(string key)
    {
        var bytes = new byte[key.Length * 5 / 8];
        for (var bit = 0; bit < bytes.Length * 8; bit++)
            if ((Base32.IndexOf(key[bit / 5]) >> (4 - bit % 5) & 1) == 1) bytes[bit / 8] |= (byte)(128 >> bit % 8);
        return bytes;
    }
}
