using Hangji.Platform;
using Hangji.Platform.Text;

namespace Hangji.Tests.Platform.Text;

public class A_sentence_in_the_readers_language
{
    static readonly WordBook Book = WordBook.Of(
        ("保存", "Save"), ("应到 {0} 人", "{0} entitled"), ("支部党员大会", "general meeting"), ("{0}尚未召开", "The {0} has not been held"),
        ("会议日期 {0} 晚于今天", "The meeting date {0} is after today"), ("第 {0} 行：{1}", "Row {0}: {1}"));

    static Words In(string language) => new(Book) { Language = language };

    [Fact] public void Chinese_is_the_key_itself() => Assert.Equal("保存", In("zh")["保存"]);
    [Fact] public void English_is_looked_up() => Assert.Equal("Save", In("en")["保存"]);
    [Fact] public void Without_English_the_Chinese_is_said() => Assert.Equal("撤销", In("en")["撤销"]);
    [Fact] public void A_strange_language_is_taken_as_Chinese() => Assert.Equal("保存", In("de")["保存"]);

    [Fact]
    public void Places_are_filled_in_both_languages()
    {
        Assert.Equal("应到 23 人", In("zh")["应到 {0} 人", 23]);
        Assert.Equal("23 entitled", In("en")["应到 {0} 人", 23]);
    }

    [Fact] public void Braces_without_arguments_are_left_alone() => Assert.Equal("写作 {0}", In("zh")["写作 {0}"]);

    [Fact]
    public void A_word_among_the_arguments_is_translated_and_a_name_is_not()
    {
        Assert.Equal("The general meeting has not been held", In("en")["{0}尚未召开", new Word("支部党员大会")]);
        Assert.Equal("The 支部党员大会 has not been held", In("en")["{0}尚未召开", "支部党员大会"]);
    }

    [Fact]
    public void A_refusal_inside_a_sentence_speaks_the_same_language()
    {
        var refusal = new Refusal("会议日期 {0} 晚于今天", "HeldOn", null, new DateOnly(2026, 12, 1));
        Assert.Equal("第 3 行：会议日期 2026年12月1日 晚于今天", In("zh")["第 {0} 行：{1}", 3, refusal]);
        Assert.Equal("Row 3: The meeting date 1 December 2026 is after today", In("en")["第 {0} 行：{1}", 3, refusal]);
    }

    [Theory]
    [InlineData("zh", "2026年7月1日", "2026年7月", "星期三")]
    [InlineData("en", "1 July 2026", "July 2026", "Wednesday")]
    public void Dates_are_written_as_offices_write_them(string language, string date, string month, string weekday)
    {
        var day = new DateOnly(2026, 7, 1);
        var words = In(language);
        Assert.Equal((date, month, weekday), (words.Date(day), words.Month(day), words.Weekday(day)));
    }

    [Theory]
    [InlineData(123450, "1,234.50 元", "¥1,234.50")]
    [InlineData(0, "0.00 元", "¥0.00")]
    [InlineData(5, "0.05 元", "¥0.05")]
    [InlineData(-123450, "-1,234.50 元", "-¥1,234.50")]
    [InlineData(long.MinValue, "-92,233,720,368,547,758.08 元", "-¥92,233,720,368,547,758.08")]
    public void Money_is_told_from_fen(long fen, string zh, string en)
    {
        Assert.Equal(zh, In("zh").Money(fen));
        Assert.Equal(en, In("en").Money(fen));
    }

    [Fact]
    public void An_instant_is_told_in_Beijing_time() =>
        Assert.Equal("2026年7月1日 00:30", In("zh").Instant(new DateTime(2026, 6, 30, 16, 30, 0, DateTimeKind.Utc)));
}
