using System.Globalization;
using System.Text;

namespace Hangji.Platform.Text;

/// <summary>
/// 拼音: initials for searching (竹溪村党支部, zxcdzb) and keys for sorting, both taken from the zh-CN collation of ICU; no table of readings is shipped
/// (docs/decisions/0006-pinyin-by-collation.md).
/// </summary>
/// <remarks>The collation puts every character in the order of its usual reading and marks where each letter begins by the string U+FDD0 + letter.
/// A character's initial is therefore the last mark that sorts before it. Agrees with the first reading of Unihan for all but 1 of the 20,902 basic characters.</remarks>
internal static class Pinyin
{
    /// <summary>Case, width and tone marks of Latin letters do not count: the primary level only, which is what people look for.</summary>
    const CompareOptions Primary = CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace | CompareOptions.IgnoreWidth | CompareOptions.IgnoreKanaType;

    /// <summary>A sort key longer than this is cut; beyond some twelve characters the id decides.</summary>
    const int KeyBytes = 32;

    const char Unknown = '\uFFFF', NotAsked = '\0';

    static readonly CompareInfo Chinese = Collation("zh-CN");
    static readonly (char Letter, byte[] Key)[] Marks = [.. "abcdefghjklmnopqrstwxyz".Select(c => (c, Key("\uFDD0" + char.ToUpperInvariant(c))))];

    /// <summary>咗 (zuò) is the last character that has a reading; what sorts after it is unknown to the collation.</summary>
    static readonly byte[] Last = Key("咗");

    /// <summary>Answers for the basic plane, filled as they are asked.</summary>
    static readonly char[] Known = new char[char.MaxValue + 1];

    /// <summary>Whether the machine can collate Chinese. Without it sort keys would be silently wrong, so the program does not start.</summary>
    public static Refusal? Check() =>
        Initials("啊竹") == "az" && StrokeOrder.Collates ? null : new("本机缺少 ICU 语言库，不能按拼音和姓氏笔画排序；请安装 libicu 后再启动");

    /// <summary>Lower-case initials; letters and digits are kept, everything else is left out.</summary>
    /// <param name="personName">Read the surname as a surname: 单 is s, 仇 is q.</param>
    public static string Initials(string? text, bool personName = false)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var initials = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            if (Exception(text, at, personName && initials.Length == 0) is { } special)
            {
                initials.Append(special.Initials);
                at += special.Word.Length;
                continue;
            }
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var units);
            if (rune.Value == '长') initials.Append(PinyinExceptions.Long(text.AsSpan(0, at), text.AsSpan(at + units)));
            else if (Initial(rune) is { } letter) initials.Append(letter);
            at += units;
        }
        return initials.ToString();
    }

    /// <summary>Initials of a person's name, the surname read as a surname.</summary>
    public static string NameInitials(string? name) => Initials(name, personName: true);

    /// <summary>The initial of one character, a letter or digit itself, or null.</summary>
    public static char? Initial(Rune rune)
    {
        if (rune.IsBmp)
        {
            ref var known = ref Known[rune.Value];
            if (known == NotAsked) known = Find(rune) ?? Unknown;
            return known == Unknown ? null : known;
        }
        return Find(rune);
    }

    /// <summary>Hexadecimal text whose ordinal order is the pinyin order, for a column that both databases sort byte by byte. Empty for an empty name.</summary>
    public static string SortKey(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var key = Key(text).AsSpan();
        if (key is [.., 0]) key = key[..^1];
        return Convert.ToHexStringLower(key.Length > KeyBytes ? key[..KeyBytes] : key);
    }

    /// <summary>Names in pinyin order; equal ones by code, so that a list never trembles.</summary>
    public static IComparer<string> Order { get; } = Comparer<string>.Create((a, b) =>
        Chinese.Compare(Plain.Whole(a), Plain.Whole(b), Primary) is not 0 and var order ? order : string.CompareOrdinal(a, b));

    static (string Word, string Initials)? Exception(string text, int at, bool surname)
    {
        if (surname)
            foreach (var entry in PinyinExceptions.Surnames)
                if (StartsHere(text, at, entry.Word)) return entry;
        foreach (var entry in PinyinExceptions.Words)
            if (StartsHere(text, at, entry.Word)) return entry;
        return null;
    }

    static bool StartsHere(string text, int at, string word) => text[at] == word[0] && string.CompareOrdinal(text, at, word, 0, word.Length) == 0;

    static char? Find(Rune rune)
    {
        if (!PersonName.IsIdeograph(rune))
        {
            // Noncharacters (U+FDD0..EF, U+xxFFFE, U+xxFFFF) are runes to .NET, and an error to ICU.
            if (rune.Value is >= 0xFDD0 and <= 0xFDEF || (rune.Value & 0xFFFE) == 0xFFFE) return null;
            var plain = rune.IsAscii ? rune.ToString() : Plain.Compatible(rune.ToString());
            return plain.Length == 1 && char.IsAsciiLetterOrDigit(plain[0]) ? char.ToLowerInvariant(plain[0]) : null;
        }
        if (PinyinExceptions.Rare.TryGetValue(rune.Value, out var rare)) return rare;
        var key = Key(rune.ToString());
        if (Compare(key, Last) > 0 || Compare(key, Marks[0].Key) < 0) return null;
        int low = 0, high = Marks.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (Compare(Marks[middle].Key, key) <= 0) low = middle; else high = middle - 1;
        }
        return Marks[low].Letter;
    }

    /// <summary>The collation of a culture, or a plain one where ICU is missing or switched off; <see cref="Check"/> tells the difference at start.</summary>
    internal static CompareInfo Collation(string culture)
    {
        try { return CultureInfo.GetCultureInfo(culture).CompareInfo; }
        catch (CultureNotFoundException) { return CultureInfo.InvariantCulture.CompareInfo; }
    }

    static byte[] Key(string text) => Chinese.GetSortKey(Plain.Whole(text), Primary).KeyData;

    static int Compare(byte[] a, byte[] b) => a.AsSpan().SequenceCompareTo(b);
}
