using System.Security.Cryptography;

namespace Hangji.Modules.Disclosure.Voices;

/// <summary>回执码: what somebody who asked keeps to see the answer. 60 random bits in Crockford's base 32, told once: not guessed, easily read out over the telephone.</summary>
internal static class VoiceCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    public const int Length = 12;

    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>As typed: spaces and hyphens fall away, o is 0, i and l are 1; null where it can be no code.</summary>
    public static string? Read(string? typed)
    {
        var code = string.Concat((typed ?? "").ToUpperInvariant().Where(c => !char.IsWhiteSpace(c) && c != '-').Take(Length + 1)).Replace('O', '0').Replace('I', '1').Replace('L', '1');
        return code.Length == Length && code.All(Alphabet.Contains) ? code : null;
    }

    /// <summary>For reading: 4-4-4.</summary>
    public static string Shown(string code) => $"{code[..4]}-{code[4..8]}-{code[8..]}";
}
