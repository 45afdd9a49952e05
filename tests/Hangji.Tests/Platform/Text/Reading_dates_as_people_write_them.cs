using Hangji.Platform.Text;

namespace Hangji.Tests.Platform.Text;

public class Reading_dates_as_people_write_them
{
    [Theory]
    [InlineData("1998-7-1"), InlineData("1998-07-01"), InlineData("1998/7/1"), InlineData("1998.7.1"), InlineData("1998.07.01."), InlineData("19980701")]
    [InlineData("1998年7月1日"), InlineData("1998年7月1号"), InlineData("1998年07月01日"), InlineData(" 1998 年 7 月 1 日 "), InlineData("１９９８年７月１日"), InlineData("1998．7．1")]
    [InlineData("1998。7。1"), InlineData("1998、7、1"), InlineData("1998—7—1"), InlineData("1998－07－01"), InlineData("1998-07-01T00:00:00"), InlineData("1998-07-01 00:00:00")]
    [InlineData("1998/7/1 0:00"), InlineData("1998-07-01T08:30:00.000Z"), InlineData("1998-07-01T00:00:00+08:00"), InlineData("一九九八年七月一日"), InlineData("1998年7月1"), InlineData("1998.7月1日")]
    public void To_the_day(string text) => Is(new LooseDate(1998, 7, 1), text);

    [Theory]
    [InlineData("1998.7"), InlineData("1998.07"), InlineData("1998-7"), InlineData("1998/07"), InlineData("199807"), InlineData("1998年7月"), InlineData("1998年07月份"), InlineData("1998年7"), InlineData("一九九八年七月"), InlineData("1998. 7")]
    public void To_the_month(string text) => Is(new LooseDate(1998, 7), text);

    [Theory]
    [InlineData("1998"), InlineData("1998年"), InlineData("１９９８"), InlineData("一九九八年")]
    public void To_the_year(string text) => Is(new LooseDate(1998), text);

    [Theory]
    [InlineData("1998.10", 10), InlineData("1998.1", 1), InlineData("1998年十月", 0), InlineData("二〇〇八年十二月", 12), InlineData("二○○八年十月", 10), InlineData("二零零八年十一月", 11)]
    public void Months_of_two_digits(string text, int month)
    {
        if (month == 0) Says("看不懂", text);
        else
        {
            Assert.Null(LooseDate.Parse(text, out var date));
            Assert.Equal((month, 0), (date.Month, date.Day));
        }
    }

    [Theory]
    [InlineData("二〇二四年二月二十九日", 29), InlineData("二〇二四年一月三十一日", 31), InlineData("二〇二四年一月十日", 10), InlineData("二〇二四年一月十九日", 19), InlineData("二〇二四年一月二十日", 20)]
    public void Days_in_Chinese_numerals(string text, int day)
    {
        Assert.Null(LooseDate.Parse(text, out var date));
        Assert.Equal(day, date.Day);
    }

    [Theory]
    [InlineData("98.7"), InlineData("98-7-1"), InlineData("98/07/01"), InlineData("98年7月1日"), InlineData("98年"), InlineData("'98.7"), InlineData("980701")]
    public void Two_digits_of_a_year_are_no_year(string text) => Says("“{0}”的年份只有两位", text);

    [Theory]
    [InlineData("7/1/1998"), InlineData("1-7-1998"), InlineData("7.1998")]
    public void Year_last_is_refused(string text) => Says("“{0}”请按年、月、日的顺序写", text);

    [Theory]
    [InlineData("1998-13-01", "没有 {0} 月"), InlineData("1998.0", "没有 {0} 月"), InlineData("199813", "没有 {0} 月"), InlineData("19981301", "没有 {0} 月"), InlineData("1998.70", "没有 {0} 月")]
    [InlineData("1998-02-29", "{0}年{1}月没有 {2} 日"), InlineData("2025年3月32日", "{0}年{1}月没有 {2} 日"), InlineData("19980431", "{0}年{1}月没有 {2} 日"), InlineData("1998-7-0", "{0}年{1}月没有 {2} 日")]
    [InlineData("1799-12-31", "年份 {0}"), InlineData("2200-01-01", "年份 {0}"), InlineData("", "没有写日期"), InlineData("  ", "没有写日期")]
    public void Impossible_days_are_named(string text, string sentence) => Says(sentence, text);

    [Theory]
    [InlineData("3月32日"), InlineData("不详"), InlineData("1998-7-1-2"), InlineData("1998年7月1日前"), InlineData("1998--7"), InlineData("1998年左右"), InlineData("1998.7.1.5"), InlineData("1998701"), InlineData("-1998"), InlineData("199 8"), InlineData("1998 7 1"), InlineData("1998-7-12345"), InlineData("1998-07-01T"), InlineData("1998-07T08:30")]
    public void Everything_else_is_not_guessed(string text) => Says("看不懂这个日期", text);

    [Theory]
    [InlineData(1800, true), InlineData(1799, false), InlineData(2199, true), InlineData(2200, false)]
    public void The_years_have_bounds(int year, bool fine) => Assert.Equal(fine, LooseDate.Parse($"{year}-01-01", out _) is null);

    [Fact]
    public void Leap_days_exist_in_leap_years_only()
    {
        Is(new LooseDate(2000, 2, 29), "2000.2.29");
        Says("{0}年{1}月没有 {2} 日", "1900.2.29");
    }

    [Theory]
    [InlineData(1, false, "1900-01-01"), InlineData(59, false, "1900-02-28"), InlineData(61, false, "1900-03-01"), InlineData(35977, false, "1998-07-01"), InlineData(35977.75, false, "1998-07-01"), InlineData(0, true, "1904-01-01"), InlineData(34515, true, "1998-07-01")]
    public void Day_numbers_of_spreadsheets(double serial, bool from1904, string day)
    {
        Assert.Null(LooseDate.FromSerial(serial, from1904, out var date));
        Assert.Equal(day, date.ToString());
    }

    [Theory]
    [InlineData(60, false), InlineData(0, false), InlineData(-1, true), InlineData(109_575, false), InlineData(1e9, false), InlineData(double.NaN, false)]
    public void Day_numbers_that_are_no_day(double serial, bool from1904) => Assert.NotNull(LooseDate.FromSerial(serial, from1904, out _));

    [Fact]
    public void What_is_not_known_is_bounded_and_not_filled_in()
    {
        var month = new LooseDate(2024, 2);
        Assert.Equal((new DateOnly(2024, 2, 1), new DateOnly(2024, 2, 29)), (month.First, month.Last));
        Assert.Null(month.Exact);
        Assert.Equal((new DateOnly(2024, 1, 1), new DateOnly(2024, 12, 31)), (new LooseDate(2024).First, new LooseDate(2024).Last));
        Assert.Equal(new DateOnly(2024, 2, 29), new LooseDate(2024, 2, 29).Exact);
    }

    [Fact]
    public void Its_text_reads_back_as_itself() =>
        Assert.All([new LooseDate(1998), new LooseDate(1998, 7), new LooseDate(1998, 7, 1)], date => Is(date, date.ToString()));

    [Fact]
    public void No_text_breaks_it()
    {
        var random = new Random(7);
        const string signs = "0123456789年月日号.-/ 一二三四十〇'TZ:+９．\uD835九月x";
        for (var i = 0; i < 20_000; i++)
            LooseDate.Parse(string.Concat(Enumerable.Range(0, random.Next(0, 24)).Select(_ => signs[random.Next(signs.Length)])), out _);
        Assert.NotNull(LooseDate.Parse(new string('1', 100_000), out _));
    }

    static void Is(LooseDate date, string text)
    {
        var refusal = LooseDate.Parse(text, out var read);
        Assert.True(refusal is null, refusal?.Message);
        Assert.Equal(date, read);
    }

    static void Says(string sentence, string text) => Assert.StartsWith(sentence, LooseDate.Parse(text, out _)?.Message);
}
