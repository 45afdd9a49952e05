using FsCheck.Fluent;
using Hangji.Platform.Codes;
using static Hangji.Tests.Platform.Codes.Numbers;
using static Hangji.Tests.Platform.Codes.Reading_an_identity_number;

namespace Hangji.Tests.Platform.Codes;

public class Reading_a_unified_credit_code
{
    [Theory]
    [InlineData("91350100M000100Y43")]
    [InlineData("9144030071526726XG")]
    [InlineData("54510106ME000001X6")]
    [InlineData("N2510106MF00000217")]
    [InlineData("93510106MA6C00033J")]
    [InlineData("115101060091234532")]
    [InlineData("51510106MJ00000427")]
    [InlineData("52510106MJ0000050Y")]
    [InlineData(" ９１３５０１００m000100y43 ")]
    public void True_codes_are_read(string text) => Assert.Null(UnifiedCreditCode.Check(text));

    [Theory]
    [InlineData("", "没有填写统一社会信用代码")]
    [InlineData("91350100M000100Y4", "统一社会信用代码应为 18 位，现为 {0} 位")]
    [InlineData("91350100M000I00Y43", "统一社会信用代码只用数字和大写字母，不用 I、O、S、V、Z")]
    [InlineData("B1350100M000100Y43", "统一社会信用代码的第一位不是登记管理部门代码")]
    [InlineData("9135A100M000100Y43", "统一社会信用代码第 3 至 8 位应是行政区划数字")]
    [InlineData("91350100M000100Y53", "统一社会信用代码中的组织机构代码（第 9 至 17 位）校验码不对")]
    [InlineData("91350100M000100Y44", "统一社会信用代码的校验码不对，请核对每一位")]
    public void The_first_thing_wrong_is_named(string text, string message) => Assert.Equal(message, UnifiedCreditCode.Check(text)?.Message);

    [Fact] public void The_example_of_GB_11714() => Assert.Equal('X', UnifiedCreditCode.OrganizationCheck("D2143569"));

    [Fact] public void Every_generated_code_is_read() => Hold(Credit, code => UnifiedCreditCode.Check(code) is null);

    [Fact]
    public void Every_single_wrong_character_is_caught() => Hold(
        from code in Credit from at in Gen.Choose(0, 17) from c in Gen.Elements("0123456789ABCDEFGHJKLMNPQRTUWXY".ToCharArray()) select (code, at, c),
        x => x.code[x.at] == x.c || UnifiedCreditCode.Check(Replace(x.code, x.at, x.c)) is not null, 2000);

    [Fact]
    public void Every_exchange_of_neighbours_is_caught() => Hold(
        from code in Credit from at in Gen.Choose(0, 16) select (code, at),
        x => x.code[x.at] == x.code[x.at + 1] || UnifiedCreditCode.Check(Swap(x.code, x.at)) is not null, 2000);
}

public class Reading_a_telephone_number
{
    [Theory]
    [InlineData("13812345678", "13812345678")]
    [InlineData("138 1234 5678", "13812345678")]
    [InlineData("+86-138-1234-5678", "13812345678")]
    [InlineData("００８６１３８１２３４５６７８", "13812345678")]
    [InlineData("0775-1234567", "0775-1234567")]
    [InlineData("010-12345678", "010-12345678")]
    [InlineData("(0775)1234567", "0775-1234567")]
    [InlineData("07751234567", "07751234567")]
    public void In_any_writing(string raw, string number)
    {
        Assert.Null(PhoneNumber.Read(raw, out var read));
        Assert.Equal(number, read);
    }

    [Theory]
    [InlineData(null, "没有填写电话号码")]
    [InlineData("1381234567", "手机号码应为 11 位，现为 {0} 位")]
    [InlineData("12812345678", "手机号码的第二位应是 3 至 9")]
    [InlineData("1381234567a", "电话号码只能是数字")]
    [InlineData("1234567", "手机号码应为 11 位，现为 {0} 位")]
    [InlineData("7123456", "固定电话应为区号加 7 或 8 位号码，如 0775-1234567")]
    [InlineData("0775-123456", "固定电话应为区号加 7 或 8 位号码，如 0775-1234567")]
    [InlineData("+86", "电话号码只能是数字")]
    public void Or_says_what_is_wrong(string? raw, string message) => Assert.Equal(message, PhoneNumber.Check(raw)?.Message);

    [Fact] public void Every_mobile_is_read() => Hold(Mobile, m => PhoneNumber.Check(m) is null);
}

public class Reading_a_bank_account
{
    [Fact] public void The_published_example() => Assert.Null(BankCard.Check("6222 0212 3456 7890 128"));
    [Fact] public void One_wrong_digit() => Assert.Contains("校验码", BankCard.Check("6222021234567890129")?.Message);
    [Fact] public void A_passbook_has_no_check_digit() => Assert.Null(BankCard.Check("6222021234567890129", passbook: true));
    [Theory]
    [InlineData("12345678901", false)]
    [InlineData("123456789012", true)]
    [InlineData("1234567890123456789", true)]
    [InlineData("12345678901234567890", false)]
    public void It_has_12_to_19_digits(string digits, bool fits) => Assert.Equal(fits, BankCard.Check(digits, passbook: true) is null);
    [Fact] public void Every_generated_card_is_read() => Hold(Card, c => BankCard.Check(c) is null);
}

public class Reading_a_division_code
{
    [Theory]
    [InlineData("45", "Province", null)]
    [InlineData("4509", "City", "450000000000")]
    [InlineData("450981", "County", "450900000000")]
    [InlineData("450981102", "Town", "450981000000")]
    [InlineData("450981102203", "Village", "450981102000")]
    [InlineData("450981000000", "County", "450900000000")]
    [InlineData("441900003", "Town", "441900000000")]
    public void Level_and_parent_follow_from_the_digits(string text, string level, string? parent)
    {
        var code = DivisionCode.Of(text);
        Assert.Equal((12, level, parent), (code.Value.Length, code.Level.ToString(), code.Parent?.Value));
        Assert.True(code.Parent is not { } up || up.Contains(code));
    }

    [Fact] public void A_city_without_counties_has_townships_right_below() => Assert.Equal(DivisionLevel.City, DivisionCode.Of("441900003").Parent!.Value.Level);

    [Theory]
    [InlineData("440983001", "street", null)]
    [InlineData("440983099", "street", null)]
    [InlineData("440983100", "town", null)]
    [InlineData("440983200", "township", null)]
    [InlineData("440983400", "merged", null)]
    [InlineData("440983102199", "town", "residents")]
    [InlineData("440983102202", "town", "villagers")]
    [InlineData("440983102400", "town", "similar")]
    public void The_number_class_tells_the_kind(string text, string town, string? village)
    {
        var code = DivisionCode.Of(text);
        Assert.Equal((town, village), (code.TownKind, code.VillageKind));
    }

    [Theory]
    [InlineData("", "没有填写区划代码")]
    [InlineData("45098", "区划代码应为 2、4、6、9 或 12 位，现为 {0} 位")]
    [InlineData("45A9", "区划代码只能是数字")]
    [InlineData("99", "区划代码的前两位不是省级代码")]
    [InlineData("450081", "区划代码中间一级为零，下级却不为零")]
    [InlineData("450981000203", "区划代码中间一级为零，下级却不为零")]
    public void Or_says_what_is_wrong(string text, string message) => Assert.Equal(message, DivisionCode.Check(text)?.Message);
}
