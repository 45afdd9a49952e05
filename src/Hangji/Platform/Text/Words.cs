using System.Globalization;

namespace Hangji.Platform.Text;

/// <summary>A Chinese key given as an argument of another sentence: <c>T["{0}尚未召开", new Word("支部党员大会")]</c>. Plain strings (names of people and places) are printed as they are.</summary>
internal readonly record struct Word(string Zh);

/// <summary>
/// 用语: what this request says, in its reader's language. <c>T["应到 {0} 人", n]</c> looks the Chinese sentence up and fills its places; dates, times and
/// refusals among the arguments are put into the same language. A sentence without English is said in Chinese rather than not at all.
/// </summary>
internal sealed class Words(WordBook book)
{
    public const string Chinese = "zh", English = "en";

    static readonly CultureInfo Neutral = CultureInfo.InvariantCulture;
    static readonly string[] WeekdaysZh = ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"];
    static readonly TimeSpan BeijingOffset = TimeSpan.FromHours(8);

    string language = Chinese;

    public Words() : this(WordBook.Embedded) { }

    /// <summary>zh or en. Anything else is taken as Chinese: a stranger's cookie must not break a page.</summary>
    public string Language
    {
        get => language;
        set => language = value == English ? English : Chinese;
    }

    public bool IsEnglish => language == English;

    /// <summary>The value of the html lang attribute.</summary>
    public string HtmlLanguage => IsEnglish ? "en" : "zh-CN";

    public string this[string zh] => IsEnglish ? book.English(zh) ?? zh : zh;

    public string this[string zh, params object?[]? args] => args is null or [] ? this[zh] : string.Format(Neutral, this[zh], Spoken(args));

    /// <summary>The sentence of a refusal, without its article.</summary>
    public string this[Refusal refusal] => this[refusal.Message, refusal.Args];

    /// <summary>A name that the data carries in both languages, such as a code of a list or the title of a rule.</summary>
    public string Either(string zh, string? en) => IsEnglish && en is { Length: > 0 } ? en : zh;

    /// <summary>2026年7月1日; 1 July 2026.</summary>
    public string Date(DateOnly date) => IsEnglish
        ? date.ToString("d MMMM yyyy", Neutral)
        : string.Create(Neutral, $"{date.Year}年{date.Month}月{date.Day}日");

    /// <summary>7月1日; 1 July. For lists where the year is plain.</summary>
    public string ShortDate(DateOnly date) => IsEnglish
        ? date.ToString("d MMMM", Neutral)
        : string.Create(Neutral, $"{date.Month}月{date.Day}日");

    /// <summary>2026年7月; July 2026.</summary>
    public string Month(DateOnly month) => IsEnglish
        ? month.ToString("MMMM yyyy", Neutral)
        : string.Create(Neutral, $"{month.Year}年{month.Month}月");

    /// <summary>7月; Jul. For the head of a column.</summary>
    public string MonthName(int month) => IsEnglish
        ? Neutral.DateTimeFormat.GetAbbreviatedMonthName(month)
        : string.Create(Neutral, $"{month}月");

    /// <summary>星期三; Wednesday.</summary>
    public string Weekday(DateOnly date) => IsEnglish ? date.DayOfWeek.ToString() : WeekdaysZh[(int)date.DayOfWeek];

    /// <summary>14:05, the same in both languages.</summary>
    public string Time(TimeOnly time) => time.ToString("HH:mm", Neutral);

    /// <summary>An instant kept in UTC, told in Beijing time: 2026年7月1日 14:05; 1 July 2026 14:05.</summary>
    public string Instant(DateTime utc)
    {
        var here = utc + BeijingOffset;
        return $"{Date(DateOnly.FromDateTime(here))} {here.ToString("HH:mm", Neutral)}";
    }

    /// <summary>1,234.50 元; ¥1,234.50. The amount is in whole fen.</summary>
    public string Money(long fen)
    {
        var amount = (Math.Abs((decimal)fen) / 100).ToString("N2", Neutral);
        var sign = fen < 0 ? "-" : "";
        return IsEnglish ? $"{sign}¥{amount}" : $"{sign}{amount} 元";
    }

    /// <summary>12,345.</summary>
    public string Number(long number) => number.ToString("N0", Neutral);

    /// <summary>The Beijing day of an instant kept in UTC.</summary>
    internal static DateOnly Here(DateTime utc) => DateOnly.FromDateTime(utc + BeijingOffset);

    object?[] Spoken(object?[] args)
    {
        var spoken = new object?[args.Length];
        for (var i = 0; i < args.Length; i++)
            spoken[i] = args[i] switch
            {
                DateOnly date => Date(date),
                DateTime utc => Instant(utc),
                TimeOnly time => Time(time),
                Refusal refusal => this[refusal],
                Word word => this[word.Zh],
                IEither either => Either(either.Zh, either.En),
                var other => other,
            };
        return spoken;
    }
}
