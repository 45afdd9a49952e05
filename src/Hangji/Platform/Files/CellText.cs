using System.Globalization;
using System.Text;

namespace Hangji.Platform.Files;

/// <summary>单元格文字: makes what people typed comparable without changing what they meant.</summary>
/// <remarks>Digits and letters become half-width and the many middle dots of names become U+00B7; Chinese characters, also rare ones and
/// compatibility forms, stay as written, because a name is a name.</remarks>
internal static class CellText
{
    /// <summary>Trimmed; odd spaces made plain, control and invisible characters removed, digits and letters narrowed, line breaks kept as one space.</summary>
    public static string Clean(string text)
    {
        if (IsClean(text)) return text;
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var sign = text[i];
            if (char.IsHighSurrogate(sign) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                clean.Append(sign).Append(text[++i]);
                continue;
            }
            if (char.IsSurrogate(sign)) continue;
            if (char.IsWhiteSpace(sign))
            {
                if (clean.Length > 0 && clean[^1] != ' ') clean.Append(' ');
            }
            else if (IsDot(sign))
            {
                clean.Append(clean.Length > 0 && char.IsLetter(clean[^1]) && i + 1 < text.Length && char.IsLetter(text[i + 1]) ? '·' : sign);
            }
            else if (!IsInvisible(sign))
            {
                if (OldPrivate.TryGetValue(sign, out var settled)) clean.Append(settled);
                else clean.Append(sign is >= '０' and <= '９' or >= 'Ａ' and <= 'Ｚ' or >= 'ａ' and <= 'ｚ' ? (char)(sign - 0xFEE0) : sign);
            }
        }
        while (clean.Length > 0 && clean[^1] == ' ') clean.Length--;
        return clean.ToString();
    }

    /// <summary>Without any space, for names padded to look even (李　强) and for codes.</summary>
    public static string Tight(string text)
    {
        var clean = Clean(text);
        return clean.Contains(' ') ? clean.Replace(" ", "") : clean;
    }

    /// <summary>Punctuation narrowed too, for numbers and dates: ，→ , and ．→ . and － → -.</summary>
    public static string Narrow(string text)
    {
        var tight = Tight(text);
        foreach (var sign in tight)
            if (sign is >= '\uFF01' and <= '\uFF5E' or '。' or '—' or '–' or '−' or '￥')
                return string.Create(tight.Length, tight, static (target, from) =>
                {
                    for (var i = 0; i < from.Length; i++)
                        target[i] = from[i] switch
                        {
                            >= '\uFF01' and <= '\uFF5E' and var wide => (char)(wide - 0xFEE0),
                            '。' => '.',
                            '—' or '–' or '−' => '-',
                            '￥' => '¥',
                            var other => other,
                        };
                });
        return tight;
    }

    /// <summary>Short enough to print in a list of errors.</summary>
    public static string Shown(string text, int most = 60)
    {
        var clean = Clean(text.Length > 4 * most ? text[..(4 * most)] : text);
        return clean.Length <= most ? clean : string.Concat(clean.EnumerateRunes().Take(most)) + "…";
    }

    static bool IsClean(string text)
    {
        var before = ' ';
        foreach (var sign in text)
        {
            if (sign < ' ' || sign is >= '\x7f' and < '\u00A1' or '\u00AD' or '\u0387' or (>= '\u2000' and < '\u2070') or '\u2219' or '\u22C5' or '\u3000' or '\u30FB' or '\uFEFF' or '\uFF65' or (>= '\uFF10' and <= '\uFF5A') or (>= '\uD800' and <= '\uF8FF')) return false;
            if (sign == ' ' && before == ' ') return false;
            before = sign;
        }
        return text.Length == 0 || text[^1] != ' ';
    }

    static bool IsDot(char sign) => sign is '\u0387' or '\u2022' or '\u2024' or '\u2027' or '\u2219' or '\u22C5' or '\u30FB' or '\uFF65';

    static bool IsInvisible(char sign) => char.IsControl(sign) || CharUnicodeInfo.GetUnicodeCategory(sign) == UnicodeCategory.Format;

    /// <summary>Characters that older GB 18030 tables put into the private area and GB 18030-2022 settled.</summary>
    static readonly Dictionary<char, string> OldPrivate = new()
    {
        ['\uE81E'] = "\u9FB4", ['\uE826'] = "\u9FB5", ['\uE82B'] = "\u9FB6", ['\uE82C'] = "\u9FB7",
        ['\uE832'] = "\u9FB8", ['\uE843'] = "\u9FB9", ['\uE854'] = "\u9FBA", ['\uE864'] = "\u9FBB",
        ['\uE816'] = "\U00020087", ['\uE817'] = "\U00020089", ['\uE818'] = "\U000200CC",
        ['\uE831'] = "\U000215D7", ['\uE83B'] = "\U0002298F", ['\uE855'] = "\U000241FE",
    };
}
