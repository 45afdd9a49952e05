using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Hangji.Platform.Text;

/// <summary>
/// 姓氏笔画排序: the order in which names stand on ballots and lists of elected persons: strokes of the first character, then its first strokes in the order
/// 横竖撇点折, then the next character.
/// </summary>
/// <remarks>The 8,105 characters of the 通用规范汉字表 stand in <c>strokes.txt</c>; ICU's stroke collation counts some of them otherwise (魏 as 18, not 17) and
/// orders equal counts by code. Only characters outside the table take its count, and stand behind those of the table. Where second strokes decide between a very
/// common and a rarer character the order is approximate: whoever prints a ballot may set it by hand.</remarks>
internal static class StrokeOrder
{
    const int Most = 48;
    const long PerCount = 0x1000000, Outside = 0x200000;

    static readonly FrozenDictionary<int, long> Table = Read();
    static readonly CompareInfo Strokes = Pinyin.Collation("zh-CN_stroke");

    /// <summary>Where the collation begins the characters of n strokes: U+FDD0 followed by U+2800 + n.</summary>
    static readonly byte[][] Marks = [.. Enumerable.Range(1, Most).Select(n => Key("\uFDD0" + (char)(0x2800 + n)))];

    public static IComparer<string> Order { get; } = Comparer<string>.Create(Compare);

    /// <summary>How many strokes a character has; 0 where nobody knows.</summary>
    public static int Count(Rune rune) => (int)(Rank(rune) / PerCount);

    /// <summary>Whether ICU is there for the characters outside the table.</summary>
    internal static bool Collates => Counted(new Rune('王')) == 4;

    static int Compare(string a, string b)
    {
        var (first, second) = (a.EnumerateRunes(), b.EnumerateRunes());
        while (true)
        {
            bool left = first.MoveNext(), right = second.MoveNext();
            if (!left || !right) return left.CompareTo(right) is not 0 and var shorter ? shorter : string.CompareOrdinal(a, b);
            if (first.Current != second.Current && Rank(first.Current).CompareTo(Rank(second.Current)) is not 0 and var order) return order;
        }
    }

    static long Rank(Rune rune) =>
        Table.TryGetValue(rune.Value, out var rank) ? rank :
        PersonName.IsIdeograph(rune) ? Counted(rune) * PerCount + Outside + rune.Value : rune.Value;

    static int Counted(Rune rune)
    {
        var key = Key(rune.ToString());
        var strokes = 0;
        for (var n = 0; n < Most; n++)
        {
            // Counts for which no character exists have no mark and sort behind all others.
            if (Marks[n][0] >= 0xFE) continue;
            if (Marks[n].AsSpan().SequenceCompareTo(key) <= 0) strokes = n + 1; else break;
        }
        return strokes;
    }

    static byte[] Key(string text) => Strokes.GetSortKey(text, CompareOptions.IgnoreCase).KeyData;

    static FrozenDictionary<int, long> Read()
    {
        var ranks = new Dictionary<int, long>();
        using var reader = new StreamReader(typeof(StrokeOrder).Assembly.GetManifestResourceStream("strokes.txt")!);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#') || line.Split('\t') is not [var count, var characters]) continue;
            var place = 0;
            foreach (var rune in characters.EnumerateRunes()) ranks[rune.Value] = int.Parse(count, CultureInfo.InvariantCulture) * PerCount + place++;
        }
        return ranks.ToFrozenDictionary();
    }
}
