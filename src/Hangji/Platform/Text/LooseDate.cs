using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Hangji.Platform.Text;

/// <summary>How much of a date is known.</summary>
internal enum DatePrecision : byte { None, Year, Month, Day }

/// <summary>日期（可以只写到年或月）: a date as people write it in rosters, exact to the year, the month or the day.</summary>
/// <remarks>A part that was not written is 0 and is never filled in: <see cref="First"/> and <see cref="Last"/> give the bounds instead.
/// Years run from 1800 to 2199.</remarks>
internal readonly partial record struct LooseDate(int Year, int Month = 0, int Day = 0) : IComparable<LooseDate>
{
    public const int FirstYear = 1800, LastYear = 2199;

    public DatePrecision Precision => Year == 0 ? DatePrecision.None : Month == 0 ? DatePrecision.Year : Day == 0 ? DatePrecision.Month : DatePrecision.Day;

    /// <summary>The earliest day it can mean.</summary>
    public DateOnly First => new(Year, Math.Max(1, Month), Math.Max(1, Day));

    /// <summary>The latest day it can mean.</summary>
    public DateOnly Last => Precision switch
    {
        DatePrecision.Day => First,
        DatePrecision.Month => First.AddMonths(1).AddDays(-1),
        _ => new(Year, 12, 31),
    };

    /// <summary>The day, when it is known.</summary>
    public DateOnly? Exact => Precision == DatePrecision.Day ? First : null;

    public static LooseDate Of(DateOnly day) => new(day.Year, day.Month, day.Day);

    public int CompareTo(LooseDate other) => (Year, Month, Day).CompareTo((other.Year, other.Month, other.Day));

    /// <summary>1998, 1998-07 or 1998-07-01: sorts as text and is what <see cref="Parse"/> reads back.</summary>
    public override string ToString() => Precision switch
    {
        DatePrecision.None => "",
        DatePrecision.Year => Year.ToString("0000", CultureInfo.InvariantCulture),
        DatePrecision.Month => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}-{Day:00}"),
    };

    /// <summary>Reads what people write: 1998.7, 1998-7-1, 1998/07, 1998年7月1日, 19980701, 199807, 一九九八年七月, an ISO instant.
    /// Says why not for everything that could mean two things (98.7) or no day at all (3月32日).</summary>
    public static Refusal? Parse(string text, out LooseDate date)
    {
        date = default;
        var plain = Plain(text);
        if (plain.Length == 0) return new Refusal("没有写日期");
        if (Compact().Match(plain) is { Success: true } compact)
            return Made(compact, text, out date);
        if (Separated().Match(plain) is { Success: true } separated)
            return Made(separated, text, out date);
        return ShortYear().IsMatch(plain) ? new Refusal("“{0}”的年份只有两位，分不清是哪个世纪，请写四位年份", Args: [Shown(text)])
            : YearLast().IsMatch(plain) ? new Refusal("“{0}”请按年、月、日的顺序写", Args: [Shown(text)])
            : Unreadable(text);
    }

    /// <summary>A spreadsheet's day number: 1 = 1900-01-01 with the phantom 1900-02-29 of Lotus kept as day 60, or 0 = 1904-01-01.</summary>
    public static Refusal? FromSerial(double serial, bool from1904, out LooseDate date)
    {
        date = default;
        if (double.IsNaN(serial) || serial < (from1904 ? 0 : 1) || serial >= 109_575) return Unreadable(serial.ToString("G15", CultureInfo.InvariantCulture));
        var days = (int)Math.Floor(serial);
        if (!from1904 && days == 60) return new Refusal("1900年2月29日不存在（表格软件的老问题），请核对日期");
        var start = from1904 ? new DateOnly(1904, 1, 1) : days < 60 ? new DateOnly(1899, 12, 31) : new DateOnly(1899, 12, 30);
        date = Of(start.AddDays(days));
        return null;
    }

    static Refusal? Made(Match match, string text, out LooseDate date)
    {
        date = default;
        var year = Number(match.Groups["y"]);
        var month = match.Groups["m"].Success ? Number(match.Groups["m"]) : 0;
        var day = match.Groups["d"].Success ? Number(match.Groups["d"]) : 0;
        if (year is < FirstYear or > LastYear) return new Refusal("年份 {0} 不在 {1} 到 {2} 之间", Args: [year, FirstYear, LastYear]);
        if (match.Groups["m"].Success && month is < 1 or > 12) return new Refusal("没有 {0} 月", Args: [month]);
        if (match.Groups["d"].Success && (day < 1 || day > DateTime.DaysInMonth(year, month)))
            return new Refusal("{0}年{1}月没有 {2} 日", Args: [year, month, day]);
        date = new LooseDate(year, month, day);
        return null;
    }

    static int Number(Group group) => int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    static Refusal Unreadable(string text) => new("看不懂这个日期：{0}", Args: [Shown(text)]);

    static string Shown(string text) => text.Length <= 30 ? text.Trim() : string.Concat(text.Trim().EnumerateRunes().Take(30));

    /// <summary>Full-width signs narrowed, spaces dropped, Chinese numerals turned to digits.</summary>
    static string Plain(string text)
    {
        if (text.Length > 60) return "?";
        var plain = new StringBuilder(text.Length);
        foreach (var sign in text)
        {
            if (char.IsWhiteSpace(sign) && !(plain.Length > 0 && char.IsAsciiDigit(plain[^1])) || sign is '\uFEFF' or '\u200B') continue;
            plain.Append(sign switch
            {
                >= '\uFF01' and <= '\uFF5E' => (char)(sign - 0xFEE0),
                '。' or '·' or '、' or '．' => '.',
                '—' or '–' or '−' or '‐' => '-',
                '号' => '日',
                '\t' or '\n' or '\r' or '\u3000' or '\u00A0' => ' ',
                _ => sign,
            });
        }
        var narrow = plain.ToString().Trim();
        return ChineseNumerals().IsMatch(narrow) ? Digits(narrow) : narrow;
    }

    /// <summary>一九九八年七月二十一日 → 1998年7月21日.</summary>
    static string Digits(string text)
    {
        var parts = ChineseNumerals().Match(text);
        var year = string.Concat(parts.Groups["y"].Value.Select(One));
        var month = parts.Groups["m"].Success ? $"{Tens(parts.Groups["m"].Value)}月" : "";
        var day = parts.Groups["d"].Success ? $"{Tens(parts.Groups["d"].Value)}日" : "";
        return $"{year}年{month}{day}";

        static int One(char sign) => sign is '〇' or '○' or '零' ? 0 : "一二三四五六七八九".IndexOf(sign) + 1;
        static int Tens(string number) => number.IndexOf('十') switch
        {
            -1 => One(number[0]),
            var ten => (ten == 0 ? 1 : One(number[0])) * 10 + (ten + 1 < number.Length ? One(number[ten + 1]) : 0),
        };
    }

    /// <summary>1998, 199807 or 19980701, where the first two digits say the century.</summary>
    [GeneratedRegex(@"^(?<y>(?:1[89]|2[01])\d\d)(?:(?<m>\d\d)(?<d>\d\d)?)?$")]
    private static partial Regex Compact();

    /// <summary>Year first with any separator, an optional time of day behind the day.</summary>
    [GeneratedRegex(@"^(?<y>\d{4}) ?(?:年|[-./年] ?(?<m>\d{1,2}) ?(?:月份?|\.|[-./月] ?(?<d>\d{1,2}) ?日?\.?(?:[T ] ?\d{1,2}:\d{1,2}(?::\d{1,2}(?:\.\d+)?)? ?(?:Z|[+-]\d\d:?\d\d)?)?)?)$")]
    private static partial Regex Separated();

    [GeneratedRegex(@"^['‘’]?\d{2} ?[-./年] ?\d{1,2}(?: ?[-./月] ?(?:\d{1,2} ?日?)?)?$|^\d{2}年$|^\d{6}$")]
    private static partial Regex ShortYear();

    [GeneratedRegex(@"^\d{1,2}[-./ ]\d{1,2}[-./ ]\d{4}$|^\d{1,2}[-./]\d{4}$")]
    private static partial Regex YearLast();

    [GeneratedRegex(@"^(?<y>[〇○零一二三四五六七八九]{4})年(?:(?<m>[一二三四五六七八九]|十[一二]?)月份?(?:(?<d>[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日?)?)?$")]
    private static partial Regex ChineseNumerals();
}
