using System.Globalization;
using System.Text;

namespace Hangji.Platform.Text;

/// <summary>
/// 规范字形: what people type or paste, brought to one form. Spreadsheets and phones give full-width digits, spaces between the characters of a name,
/// zero-width marks and halves of surrogate pairs; none of them may decide whether two numbers are the same.
/// </summary>
internal static class Plain
{
    /// <summary>For numbers and codes: NFKC, upper-case, without any white space or invisible mark. Never null.</summary>
    public static string Fold(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        if (IsFolded(text)) return text;
        var folded = new StringBuilder(text.Length);
        foreach (var rune in Compatible(text).EnumerateRunes())
            if (!Invisible(rune) && !Rune.IsWhiteSpace(rune)) folded.Append(Rune.ToUpperInvariant(rune));
        return folded.ToString();
    }

    /// <summary>For names and titles: no invisible marks, white space at the ends cut and inside drawn together. The characters themselves stay as written.</summary>
    public static string Line(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var line = new StringBuilder(text.Length);
        var gap = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune)) { gap = line.Length > 0; continue; }
            if (Invisible(rune)) continue;
            if (gap) { line.Append(' '); gap = false; }
            line.Append(rune);
        }
        return line.ToString();
    }

    /// <summary>The text with every half of a surrogate pair, and the one other code that normalising refuses (U+FFFE), replaced: normalising and encoding it cannot fail.</summary>
    public static string Whole(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]) && text[i] != Refused) continue;
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) { i++; continue; }
            var whole = new StringBuilder(text.Length);
            foreach (var rune in text.EnumerateRunes()) whole.Append(rune.Value == Refused ? Rune.ReplacementChar : rune);
            return whole.ToString();
        }
        return text;
    }

    private const char Refused = '\uFFFE';

    /// <summary>NFKC of anything at all.</summary>
    public static string Compatible(string? text) => Whole(text ?? "").Normalize(NormalizationForm.FormKC);

    /// <summary>How long people would say it is: characters, not UTF-16 units.</summary>
    public static int Length(string text)
    {
        var n = 0;
        foreach (var _ in text.EnumerateRunes()) n++;
        return n;
    }

    public static bool AllDigits(ReadOnlySpan<char> text)
    {
        foreach (var c in text) if (!char.IsAsciiDigit(c)) return false;
        return text.Length > 0;
    }

    /// <summary>Control and format marks: zero-width space and joiners, direction marks, the byte order mark, variation selectors.</summary>
    internal static bool Invisible(Rune rune) =>
        rune.Value is 0xFEFF or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF) ||
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format;

    static bool IsFolded(string text)
    {
        foreach (var c in text) if (c is not ((>= '!' and <= '`') or (>= '{' and <= '~'))) return false;
        return true;
    }
}
