using System.Security.Cryptography;
using System.Text;

namespace Hangji.Platform.Files;

/// <summary>表头文字: headers and code names compared without what varies from file to file.</summary>
internal static class HeaderText
{
    /// <summary>Half-width, lower case, without spaces, line breaks, brackets and what follows them as explanation, asterisks, colons and other signs.</summary>
    /// <remarks>"* 公民身份号码\n（18位）" and "公民身份号码" are the same; "民 族" and "民族" too. A text that is all brackets keeps its content.</remarks>
    public static string Plain(string text)
    {
        var whole = Letters(text, dropBrackets: true);
        return whole.Length > 0 ? whole : Letters(text, dropBrackets: false);
    }

    /// <summary>As <see cref="Plain"/>, but with what stands in brackets: it tells 学历（全日制） from 学历（在职）.</summary>
    public static string Full(string text) => Letters(text, dropBrackets: false);

    /// <summary>One word for a whole header: the order and the plain texts, nothing else.</summary>
    public static string Fingerprint(IEnumerable<string> headers) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', headers.Select(Full))))[..12]);

    static string Letters(string text, bool dropBrackets)
    {
        var plain = new StringBuilder(text.Length);
        var depth = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var sign = rune.Value is >= 0xFF01 and <= 0xFF5E ? rune.Value - 0xFEE0 : rune.Value;
            if (sign is '(' or '[' or '{' or '【' or '〔' or '〈' or '<') depth++;
            else if (sign is ')' or ']' or '}' or '】' or '〕' or '〉' or '>') depth = Math.Max(0, depth - 1);
            else if ((depth == 0 || !dropBrackets) && (Rune.IsLetterOrDigit(new Rune(sign)) || sign is '√' or '×' or '/'))
                plain.Append(Rune.ToLowerInvariant(new Rune(sign)).ToString());
        }
        return plain.ToString();
    }
}
