using System.Globalization;

namespace Hangji.Platform.Text;

/// <summary>农历 (GB/T 33661-2017): the traditional date beside the civil one, as village notices carry it. Said in Chinese only.</summary>
internal static class LunarDate
{
    static readonly ChineseLunisolarCalendar Calendar = new();
    static readonly string[] Months = ["正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];
    const string Digits = "一二三四五六七八九十";

    /// <summary>农历十月十二, 农历闰六月初一; empty outside 1901-02-19 to 2101-01-28, which the calendar does not know.</summary>
    public static string Text(DateOnly date)
    {
        var day = date.ToDateTime(TimeOnly.MinValue);
        if (day < Calendar.MinSupportedDateTime || day > Calendar.MaxSupportedDateTime) return "";
        var month = Calendar.GetMonth(day);
        var leap = Calendar.GetLeapMonth(Calendar.GetYear(day));
        // The calendar counts a leap month as the next number: with a leap sixth month 7 is 闰六月 and 8 is 七月.
        var name = leap == 0 || month < leap ? Months[month - 1] : month == leap ? "闰" + Months[month - 2] : Months[month - 2];
        return $"农历{name}月{Day(Calendar.GetDayOfMonth(day))}";
    }

    static string Day(int day) => day switch
    {
        <= 10 => "初" + Digits[day - 1],
        < 20 => "十" + Digits[day - 11],
        20 => "二十",
        < 30 => "廿" + Digits[day - 21],
        _ => "三十",
    };
}
