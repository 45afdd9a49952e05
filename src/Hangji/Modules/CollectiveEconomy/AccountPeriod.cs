using System.Globalization;
using Hangji.Platform.Text;

namespace Hangji.Modules.CollectiveEconomy;

/// <summary>会计期间: a month, a quarter or a year of the books, in whole months written 202610.</summary>
internal readonly record struct AccountPeriod(int From, int To)
{
    public static int Month(DateOnly day) => day.Year * 100 + day.Month;
    public static DateOnly First(int month) => new(month / 100, month % 100, 1);
    public static DateOnly Last(int month) => First(month).AddMonths(1).AddDays(-1);
    public static int Next(int month, int by = 1) => Month(First(month).AddMonths(by));

    /// <summary>202610, 2026-10 or 2026年10月 as a month; null for anything else.</summary>
    public static int? ReadMonth(string? text)
    {
        var digits = Plain.Fold(text).Replace("年", "-").Replace("月", "").Replace("/", "-").Replace(".", "-");
        if (digits.Length == 6 && Plain.AllDigits(digits)) digits = digits[..4] + "-" + digits[4..];
        return DateOnly.TryParseExact(digits + "-1", ["yyyy-M-d", "yyyy-MM-d"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1990 and < 2200 ? Month(day) : null;
    }

    /// <summary>2026-10, 2026-Q3 or 2026, as addresses and published items say it; null for anything else.</summary>
    public static AccountPeriod? Read(string? key)
    {
        if (key is { Length: 7 } && key[5] == 'Q' && int.TryParse(key[..4], out var year) && key[6] is >= '1' and <= '4' && year is >= 1990 and < 2200)
            return new(year * 100 + (key[6] - '1') * 3 + 1, year * 100 + (key[6] - '0') * 3);
        if (key is { Length: 4 } && int.TryParse(key, out year) && year is >= 1990 and < 2200) return new(year * 100 + 1, year * 100 + 12);
        return key is { Length: 7 } && ReadMonth(key) is { } month ? new(month, month) : null;
    }

    public static AccountPeriod OfMonth(int month) => new(month, month);
    public static AccountPeriod QuarterOf(int month) => new(month - (month % 100 - 1) % 3, month - (month % 100 - 1) % 3 + 2);

    public bool IsMonth => From == To;
    public bool IsQuarter => To - From == 2;
    public DateOnly FirstDay => First(From);
    public DateOnly LastDay => Last(To);
    public AccountPeriod Before => IsMonth ? OfMonth(Next(From, -1)) : IsQuarter ? new(Next(From, -3), Next(From, -1)) : new(From - 100, To - 100);
    public IEnumerable<int> Months
    {
        get
        {
            for (var month = From; month <= To; month = Next(month)) yield return month;
        }
    }

    public string Key => IsMonth ? MonthKey(From) : IsQuarter ? string.Create(CultureInfo.InvariantCulture, $"{From / 100}-Q{(From % 100 + 2) / 3}") : (From / 100).ToString(CultureInfo.InvariantCulture);
    public static string MonthKey(int month) => string.Create(CultureInfo.InvariantCulture, $"{month / 100}-{month % 100:00}");

    /// <summary>2026年10月, 2026年第三季度, 2026年.</summary>
    public string Said(Words t) => IsMonth ? t.Month(FirstDay) : IsQuarter ? t["{0}年第{1}季度", From / 100, t.IsEnglish ? $"{(From % 100 + 2) / 3}" : $"{"一二三四"[(From % 100 - 1) / 3]}"] : t["{0}年全年", From / 100];
}
