using Hangji.Platform.Text;
using Hangji.Tests.Situations;

namespace Hangji.Tests.Platform.Text;

public class The_day_beside_the_calendar
{
    [Theory]
    [InlineData("2026-11-20", "农历十月十二")]
    [InlineData("2026-02-17", "农历正月初一")]
    [InlineData("2026-02-16", "农历十二月廿九")]
    [InlineData("2025-07-24", "农历六月三十")]
    [InlineData("2025-07-25", "农历闰六月初一")]
    [InlineData("2025-08-23", "农历七月初一")]
    [InlineData("2025-10-06", "农历八月十五")]
    [InlineData("2020-05-23", "农历闰四月初一")]
    [InlineData("1900-12-31", "")]
    [InlineData("2150-01-01", "")]
    public void In_the_lunar_calendar(string day, string text) => Assert.Equal(text, LunarDate.Text(DateOnly.Parse(day)));

    [Fact]
    public void Every_lunar_date_of_two_centuries_can_be_said()
    {
        for (var day = new DateOnly(1902, 1, 1); day.Year < 2100; day = day.AddDays(1)) Assert.Matches("^农历闰?[正一二三四五六七八九十]+月[初十廿二三][一二三四五六七八九十]$", LunarDate.Text(day));
    }

    [Fact]
    public void Is_that_of_Beijing()
    {
        var clock = new StoppedClock(new DateTimeOffset(2026, 6, 30, 15, 59, 59, TimeSpan.Zero));
        Assert.Equal(new DateOnly(2026, 6, 30), clock.Today());
        clock.Now = clock.Now.AddSeconds(1);
        Assert.Equal(new DateOnly(2026, 7, 1), clock.Today());
    }
}

public class How_long_it_lasted
{
    [Theory]
    [InlineData("1990-03-07", "2026-03-06", 35)]
    [InlineData("1990-03-07", "2026-03-07", 36)]
    [InlineData("2004-02-29", "2022-02-28", 17)]
    [InlineData("2004-02-29", "2022-03-01", 18)]
    [InlineData("2004-02-29", "2024-02-29", 20)]
    [InlineData("2026-11-22", "2026-11-22", 0)]
    [InlineData("2027-11-22", "2026-11-22", 0)]
    public void In_whole_years(string from, string on, int years) => Assert.Equal(years, Elapsed.Years(DateOnly.Parse(from), DateOnly.Parse(on)));

    [Theory]
    [InlineData("2026-01-31", "2026-02-27", 0)]
    [InlineData("2026-01-31", "2026-02-28", 1)]
    [InlineData("2026-01-15", "2026-07-14", 5)]
    [InlineData("2026-01-15", "2026-07-15", 6)]
    public void In_whole_months(string from, string on, int months) => Assert.Equal(months, Elapsed.Months(DateOnly.Parse(from), DateOnly.Parse(on)));

    [Theory]
    [InlineData(0, "刚刚", "just now")]
    [InlineData(59, "刚刚", "just now")]
    [InlineData(60, "1 分钟前", "1 min ago")]
    [InlineData(3599, "59 分钟前", "59 min ago")]
    [InlineData(3600, "1 小时前", "1 h ago")]
    [InlineData(9 * 3600, "昨天", "yesterday")]
    [InlineData(3 * 86400, "3 天前", "3 days ago")]
    [InlineData(8 * 86400, "2026年11月14日", "14 November 2026")]
    public void Ago(int seconds, string zh, string en)
    {
        var now = new DateTime(2026, 11, 22, 0, 30, 0, DateTimeKind.Utc); // 08:30 in Beijing
        Assert.Equal(zh, Elapsed.Ago(now.AddSeconds(-seconds), now, new Words()));
        Assert.Equal(en, Elapsed.Ago(now.AddSeconds(-seconds), now, new Words { Language = "en" }));
    }
}
