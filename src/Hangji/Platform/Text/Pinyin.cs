using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Hangji.Platform.Text;

/// <summary>
/// 拼音: initials for search (竹溪村 is zxc) and an ordinal key of the pinyin order. The readings are those of the operating system's collation (ICU, zh pinyin);
/// where a character has several, names of places and surnames take the one that is heard there.
/// </summary>
internal static class Pinyin
{
    static readonly CompareInfo Order = CompareInfo.GetCompareInfo("zh-u-co-pinyin");
    static readonly ConcurrentDictionary<Rune, char> Known = new();

    // CLDR puts a marker before the first character of each letter; no syllable begins with i, u or v.
    static readonly (char Letter, string Marker)[] Markers = [.. "abcdefghjklmnopqrstwxyz".Select(letter => (letter, $"\uFDD0{char.ToUpperInvariant(letter)}"))];

    /// <summary>The last character that has a reading; what sorts behind it stands by its strokes only.</summary>
    const string Last = "咗";

    static readonly FrozenDictionary<int, char> OfPlaces = Readings("长c重c厦x单s蔚y泊b");
    static readonly FrozenDictionary<int, char> OfSurnames = Readings("曾z解x仇q区o查z单s尉y盖g翟z覃q缪m朴p召s折s员y黑h乐y长c重c");

    /// <summary>Lower-case initials of a name of a place or a body; letters and digits stay, everything else is left out.</summary>
    public static string Initials(string? text) => Of(text, OfPlaces, OfPlaces);

    /// <summary>Lower-case initials of a person's name, the first character read as a surname.</summary>
    public static string NameInitials(string? name) => Of(name, OfSurnames, FrozenDictionary<int, char>.Empty);

    /// <summary>Text whose ordinal order is the pinyin order, for ORDER BY on both databases.</summary>
    public static string SortKey(string? text) => Convert.ToHexString(Order.GetSortKey(Plain.Line(text)).KeyData);

    static string Of(string? text, FrozenDictionary<int, char> first, FrozenDictionary<int, char> rest)
    {
        var initials = new StringBuilder();
        var readings = first;
        foreach (var rune in Plain.Line(text).EnumerateRunes())
        {
            if (rune.IsAscii) { if (Rune.IsLetterOrDigit(rune)) initials.Append(Rune.ToLowerInvariant(rune)); }
            else if (readings.TryGetValue(rune.Value, out var heard)) initials.Append(heard);
            else if (Known.GetOrAdd(rune, Letter) is not '\0' and var letter) initials.Append(letter);
            readings = rest;
        }
        return initials.ToString();
    }

    static char Letter(Rune rune)
    {
        var text = rune.ToString();
        if (!PersonName.IsIdeograph(rune) || Order.Compare(text, Last) > 0) return '\0';
        var letter = '\0';
        foreach (var (next, marker) in Markers)
        {
            if (Order.Compare(text, marker) < 0) break;
            letter = next;
        }
        return letter;
    }

    static FrozenDictionary<int, char> Readings(string pairs) =>
        pairs.Chunk(2).ToFrozenDictionary(pair => (int)pair[0], pair => pair[1]);
}
