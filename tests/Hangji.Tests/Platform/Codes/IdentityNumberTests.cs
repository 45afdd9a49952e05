using FsCheck.Fluent;
using Hangji.Platform;
using Hangji.Platform.Codes;
using static Hangji.Tests.Platform.Codes.Numbers;

namespace Hangji.Tests.Platform.Codes;

public class Reading_an_identity_number
{
    static readonly DateOnly Today = new(2026, 11, 22);

    static IdentityNumber Of(string text)
    {
        Assert.Null(IdentityNumber.Read(text, Today, out var number));
        return number;
    }

    static Refusal No(string? text, bool old15 = false)
    {
        var refusal = IdentityNumber.Read(text, Today, out var number, "IdNumber", old15);
        Assert.Equal("", number.Value);
        Assert.Equal("IdNumber", refusal?.Field);
        return refusal!;
    }

    [Theory]
    [InlineData("11010519491231002X", "1949-12-31", "2")]
    [InlineData("440524188001010014", null, null)]
    [InlineData("110101199003070011", "1990-03-07", "1")]
    [InlineData("510106200012310023", "2000-12-31", "2")]
    [InlineData("650101198506151236", "1985-06-15", "1")]
    public void Published_examples(string text, string? birth, string? sex)
    {
        if (birth is null) { Assert.Contains("早于 1900", No(text).Message); return; }
        var number = Of(text);
        Assert.Equal((text, DateOnly.Parse(birth), sex!), (number.Value, number.BirthDate, number.Sex));
    }

    [Theory]
    [InlineData(" 11010519491231002x ")]
    [InlineData("１１０１０５１９４９１２３１００２ｘ")]
    [InlineData("110105 19491231 002X")]
    [InlineData("\u200B11010519491231002X\uFEFF")]
    public void Is_the_same_however_it_was_typed(string text) => Assert.Equal("11010519491231002X", Of(text).Value);

    [Theory]
    [InlineData(null, "没有填写公民身份号码")]
    [InlineData("  \u200B", "没有填写公民身份号码")]
    [InlineData("1101051949123100", "公民身份号码应为 18 位，现为 {0} 位")]
    [InlineData("110105194912310021X", "公民身份号码应为 18 位，现为 {0} 位")]
    [InlineData("1101051949123100X2", "公民身份号码的前 17 位应全是数字")]
    [InlineData("１１０1051949１231〇02X", "公民身份号码的前 17 位应全是数字")]
    [InlineData("11010519491231002A", "公民身份号码的最后一位应是数字或 X")]
    [InlineData("110105194902290029", "公民身份号码第 7 至 14 位不是真实的日期")]
    [InlineData("110105194913010029", "公民身份号码第 7 至 14 位不是真实的日期")]
    [InlineData("110105000000000029", "公民身份号码第 7 至 14 位不是真实的日期")]
    [InlineData("110105203001010029", "公民身份号码中的出生日期 {0} 晚于今天")]
    [InlineData("110105189912310029", "公民身份号码中的出生日期 {0} 早于 1900 年")]
    [InlineData("160105194912310029", "公民身份号码的前两位不是省级代码")]
    [InlineData("110105194912310021", "公民身份号码的校验码不对，请核对每一位")]
    [InlineData("110105196301150", "这是 15 位的旧号码，请填写 18 位公民身份号码")]
    [InlineData("<script>alert(1)</script>", "公民身份号码应为 18 位，现为 {0} 位")]
    [InlineData("\uD83D\uDE00\uD83D\uDE00", "公民身份号码应为 18 位，现为 {0} 位")]
    [InlineData("\uD83D", "公民身份号码应为 18 位，现为 {0} 位")]
    public void Names_the_first_thing_that_is_wrong(string? text, string message) => Assert.Equal(message, No(text).Message);

    [Fact]
    public void Somebody_may_be_born_today_and_not_tomorrow()
    {
        static string Born(string date) { var s = $"110101{date}001"; return s + IdentityNumber.CheckCharacter(s); }
        Assert.Equal(Today, Of(Born("20261122")).BirthDate);
        Assert.Contains("晚于今天", No(Born("20261123")).Message);
        Assert.Equal(new DateOnly(1900, 1, 1), Of(Born("19000101")).BirthDate);
    }

    [Theory]
    [InlineData("810000199001010018")]
    [InlineData("820000199001010012")]
    [InlineData("830000199001010017")]
    public void Permits_of_Hong_Kong_Macao_and_Taiwan_follow_the_same_rule(string text)
    {
        text = text[..17] + IdentityNumber.CheckCharacter(text);
        Assert.Equal(text, Of(text).Value);
    }

    [Fact]
    public void An_old_number_gets_its_eighteen_characters_in_an_import()
    {
        Assert.Null(IdentityNumber.Read("110105491231002", Today, out var number, old15: true));
        Assert.Equal("11010519491231002X", number.Value);
        Assert.Contains("不是真实的日期", No("110105490231002", old15: true).Message);
    }

    [Fact]
    public void Printing_it_shows_four_and_four()
    {
        Assert.Equal("1101**********002X", $"{Of("11010519491231002X")}");
        Assert.Equal("****", IdentityNumber.Mask("1234"));
    }

    [Fact]
    public void Another_sex_or_birth_date_on_the_form_is_told_with_both_values()
    {
        var number = Of("110101199003070011");
        Assert.Empty(number.Differences(new(1990, 3, 7), "1"));
        Assert.Empty(number.Differences(null, null));
        Assert.Equal(["BirthDate", "Sex"], number.Differences(new(1990, 7, 3), "2").Select(r => r.Field));
    }

    [Fact] public void Every_generated_number_is_read() => Hold(Id, id => IdentityNumber.Read(id, new(2026, 11, 22), out _) is null);

    [Fact]
    public void Every_single_wrong_digit_is_caught() => Hold(
        from id in Id from at in Gen.Choose(0, 16) from shift in Gen.Choose(1, 9) select (id, at, shift),
        x => !IdentityNumber.IsValid(Replace(x.id, x.at, (char)('0' + (x.id[x.at] - '0' + x.shift) % 10))), 2000);

    [Fact]
    public void Every_exchange_of_neighbours_is_caught() => Hold(
        from id in Id from at in Gen.Choose(0, 16) select (id, at),
        x => x.id[x.at] == x.id[x.at + 1] || !IdentityNumber.IsValid(Swap(x.id, x.at)), 2000);

    internal static string Replace(string text, int at, char c) => string.Concat(text.AsSpan(0, at), [c], text.AsSpan(at + 1));
    internal static string Swap(string text, int at) => string.Concat(text.AsSpan(0, at), [text[at + 1], text[at]], text.AsSpan(at + 2));
}
