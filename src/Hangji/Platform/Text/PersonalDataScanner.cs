using System.Globalization;
using System.Text;
using Hangji.Platform.Codes;

namespace Hangji.Platform.Text;

/// <summary>What was found, where in the text as given, and a form of it that may be shown.</summary>
internal readonly record struct PersonalData(string Kind, int Start, int Length, string Shown);

/// <summary>
/// 公开前查验: looks through a text that is about to be published for ID numbers, mobile numbers, bank cards, and long digits beside such words as 身份证 or 账号.
/// It reads as an eye does: full-width digits, spaces, hyphens and zero-width marks do not hide a number.
/// </summary>
/// <remarks>Lines and tab stops part numbers; spaces do not. Give the cells of a table one by one. Cards begin with any digit but 0, and not with a date,
/// as the numbers of documents and contracts do. Numbers of the organization itself (its telephone, its credit code) are named in <c>allowed</c>.</remarks>
internal static class PersonalDataScanner
{
    public const string IdNumber = "id-number", Mobile = "mobile", Card = "bank-card", Digits = "digits";

    static readonly string[] Telltales = ["身份证", "身份号", "证件号", "账号", "帐号", "账户", "帐户", "卡号", "存折", "电话", "手机", "联系方式"];

    /// <summary>The first find as a sentence, or null.</summary>
    public static Refusal? Check(string? text, string? field = null, IReadOnlySet<string>? allowed = null) =>
        Scan(text, allowed) is [var first, ..] ? first.Kind switch
        {
            IdNumber => new("含有公民身份号码（{0}），公开前请删去", field, Law, first.Shown),
            Mobile => new("含有手机号码（{0}），公开前请删去", field, Law, first.Shown),
            Card => new("含有银行卡号（{0}），公开前请删去", field, Law, first.Shown),
            _ => new("“身份证、账号、电话”等字样旁有一串数字（{0}），公开前请删去", field, Law, first.Shown),
        } : null;

    public static IReadOnlyList<PersonalData> Scan(string? text, IReadOnlySet<string>? allowed = null)
    {
        var found = new List<PersonalData>();
        if (string.IsNullOrEmpty(text)) return found;
        var (plain, place, gap) = Fold(text);
        for (var at = 0; at < plain.Length; at++)
        {
            if (!char.IsAsciiDigit(plain[at])) continue;
            var end = at;
            while (end < plain.Length && char.IsAsciiDigit(plain[end])) end++;
            if (end - at >= 8) Run(plain, at, end, gap, allowed, (kind, from, to) =>
                found.Add(new(kind, place[from], place[to - 1] + 1 - place[from], Shown(plain[from..to]))));
            at = end;
        }
        return found;
    }

    /// <summary>One run of digits; <paramref name="gap"/> tells where spaces or hyphens stood in it.</summary>
    static void Run(string plain, int from, int to, bool[] gap, IReadOnlySet<string>? allowed, Action<string, int, int> report)
    {
        // Ends move through the run once per start, 19 at most, so a long table row stays linear.
        var open = true;
        for (var start = from; start < to;)
        {
            var (kind, end) = Best(plain, start, from, to, gap, allowed);
            if (kind is null) { start++; continue; }
            report(kind, start, end);
            open = false;
            start = end;
        }
        if (open && Beside(plain, from, to) && !(allowed?.Contains(plain[from..to]) ?? false)) report(Digits, from, to);
    }

    static (string? Kind, int End) Best(string plain, int start, int from, int to, bool[] gap, IReadOnlySet<string>? allowed)
    {
        // An ID number is so regular that it is recognised anywhere, even inside a longer run.
        if (start + 18 <= to && IsId(plain.AsSpan(start, 18))) return (IdNumber, start + 18);
        if (start + 17 == to && to < plain.Length && plain[to] == 'X' && IsId(plain.AsSpan(start, 18))) return (IdNumber, start + 18);
        if (start != from && !gap[start]) return default;
        (string?, int) best = default;
        for (var end = start + 11; end <= to && end - start <= 19; end++)
        {
            if (end != to && !gap[end]) continue;
            var number = plain.AsSpan(start, end - start);
            var kind = PhoneNumber.IsMobile(number) ? Mobile : IsCard(number) ? Card : null;
            if (kind is not null && !(allowed?.Contains(number.ToString()) ?? false)) best = (kind, end);
        }
        return best;
    }

    static bool IsId(ReadOnlySpan<char> text) => IdentityNumber.IsValid(text);

    static bool IsCard(ReadOnlySpan<char> digits) =>
        digits.Length is >= 12 and <= 19 && digits[0] != '0' && BankCard.Luhn(digits) && !StartsWithDate(digits) && !IsCreditCode(digits);

    /// <summary>Codes of organs, public institutions, social bodies, unions and firms may be digits throughout; bodies print them on every notice.</summary>
    static bool IsCreditCode(ReadOnlySpan<char> digits) =>
        digits.Length == 18 && digits[..2] is "11" or "12" or "13" or "19" or "51" or "52" or "53" or "54" or "81" or "91" or "92" or "93" && UnifiedCreditCode.Check(digits.ToString()) is null;

    /// <summary>20261122…, as offices number documents, contracts and vouchers.</summary>
    static bool StartsWithDate(ReadOnlySpan<char> digits) =>
        digits[..2] is "19" or "20" && DateOnly.TryParseExact(digits[..8], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    static bool Beside(string plain, int from, int to)
    {
        var before = plain.AsSpan(Math.Max(0, from - 12), Math.Min(12, from));
        if (before.LastIndexOf('\n') is >= 0 and var cut) before = before[(cut + 1)..];
        var after = plain.AsSpan(to, Math.Min(8, plain.Length - to));
        if (after.IndexOf('\n') is >= 0 and var stop) after = after[..stop];
        foreach (var word in Telltales)
            if (before.Contains(word, StringComparison.Ordinal) || after.Contains(word, StringComparison.Ordinal)) return true;
        return false;
    }

    /// <summary>The text without spaces, hyphens and invisible marks, digits in ASCII, X upper-case; with each character's place in the original.</summary>
    static (string Plain, int[] Place, bool[] Gap) Fold(string text)
    {
        var plain = new StringBuilder(text.Length);
        var place = new List<int>(text.Length + 1);
        var gap = new List<bool>(text.Length + 1);
        var parted = false;
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var here = at;
            at += rune.Utf16SequenceLength;
            if (at > text.Length) at = text.Length;
            if (rune.Value is '\n' or '\r' or '\t') Keep('\n');
            else if (Plain.Invisible(rune)) continue;
            else if (Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.DashPunctuation || rune.Value == 0x2212) parted = true;
            else if (rune.Value < 0x80) Keep(rune.Value is 'x' ? 'X' : (char)rune.Value);
            else if (Digit(rune) is { } digit) Keep(digit);
            else if (rune.Value is 0xFF38 or 0xFF58) Keep('X');
            else Keep(rune.IsBmp ? (char)rune.Value : '\uFFFD');

            void Keep(char c) { plain.Append(c); place.Add(here); gap.Add(parted); parted = false; }
        }
        gap.Add(true);
        return (plain.ToString(), [.. place], [.. gap]);
    }

    /// <summary>Any decimal digit of any script, and the circled and superscript ones.</summary>
    static char? Digit(Rune rune)
    {
        var value = Rune.GetNumericValue(rune);
        return value is >= 0 and <= 9 && value == Math.Floor(value) && Rune.GetUnicodeCategory(rune) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.OtherNumber
            ? (char)('0' + (int)value) : null;
    }

    static string Shown(string number) => string.Concat(number.AsSpan(0, 2), new string('*', Math.Max(0, number.Length - 4)), number.AsSpan(number.Length - 2));

    const string Law = "个人信息保护法第二十八条";
}
