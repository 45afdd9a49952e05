namespace Hangji.Platform.Text;

/// <summary>年龄, 党龄, 距今: how long something has lasted by the calendar.</summary>
internal static class Elapsed
{
    /// <summary>
    /// Whole years: age (周岁) from the birth date, standing (党龄) from the day of full membership. Counted up on the day itself; from 29 February, in other years
    /// on 1 March. Zero before it begins.
    /// </summary>
    public static int Years(DateOnly from, DateOnly on)
    {
        var years = on.Year - from.Year;
        if ((on.Month, on.Day).CompareTo((from.Month, from.Day)) < 0) years--;
        return Math.Max(years, 0);
    }

    /// <summary>Whole months, for terms of half a year and the like: complete on the same day of the month, or on the last of a shorter month.</summary>
    public static int Months(DateOnly from, DateOnly on)
    {
        var months = (on.Year - from.Year) * 12 + on.Month - from.Month;
        if (from.AddMonths(months) > on) months--;
        return Math.Max(months, 0);
    }

    /// <summary>刚刚, 5 分钟前, 3 小时前, 昨天, 6 天前; older than a week the date. Both instants in UTC; days are Beijing days.</summary>
    public static string Ago(DateTime utc, DateTime now, Words words)
    {
        var past = now - utc;
        if (past < TimeSpan.FromMinutes(1)) return words["刚刚"];
        if (past < TimeSpan.FromHours(1)) return words["{0} 分钟前", (int)past.TotalMinutes];
        DateOnly day = Words.Here(utc), today = Words.Here(now);
        var days = today.DayNumber - day.DayNumber;
        return days switch
        {
            0 => words["{0} 小时前", (int)past.TotalHours],
            1 => words["昨天"],
            <= 7 => words["{0} 天前", days],
            _ => words.Date(day),
        };
    }
}
