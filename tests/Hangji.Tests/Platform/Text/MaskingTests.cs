using FsCheck;
using FsCheck.Fluent;
using Hangji.Platform.Codes;
using Hangji.Platform.Text;
using static Hangji.Tests.Platform.Codes.Numbers;

namespace Hangji.Tests.Platform.Text;

public class What_each_reader_sees
{
    [Theory]
    [InlineData("张三", "张*")]
    [InlineData("张小明", "张*明")]
    [InlineData("欧阳小明", "欧**明")]
    [InlineData("𬍛䶮", "𬍛*")]
    [InlineData("𬍛一䶮", "𬍛*䶮")]
    [InlineData("张", "*")]
    [InlineData("", "")]
    public void Names_on_public_lists_keep_the_surname(string name, string shown)
    {
        Assert.Equal(shown, Masking.Name(name, Reader.Public));
        Assert.Equal(name, Masking.Name(name, Reader.Staff));
    }

    [Fact]
    public void Numbers()
    {
        Seen([null, "1101**********0011", "110101199003070011"], r => Masking.IdentityNumber("110101199003070011", r));
        Seen([null, "138****5678", "13812345678"], r => Masking.Phone("13812345678", r));
        Seen([null, "****0128", "6222021234567890128"], r => Masking.BankAccount("6222021234567890128", r));
        Seen([null, "1990", "1990年3月7日"], r => Masking.BirthDate(new DateOnly(1990, 3, 7), r, new Words()));
        Seen([null, null, null], r => Masking.IdentityNumber(null, r));
    }

    [Theory]
    [InlineData("云溪县竹溪镇竹溪村3组12号", "3组", "竹溪镇竹溪村")]
    [InlineData("某省某市某区和平街道光明社区5栋2单元", null, "和平街道光明社区")]
    [InlineData("竹溪乡上坝村第三村民小组", "第三村民小组", "竹溪乡上坝村")]
    [InlineData("上坝村七组", "七组", "上坝村")]
    [InlineData("人民路 12 号", null, null)]
    public void Addresses(string address, string? @public, string? staff)
    {
        Seen([@public, staff, address], r => Masking.Address(address, r));
    }

    [Fact]
    public void No_masked_form_holds_a_full_number() => Hold(Id, id =>
        !Masking.IdentityNumber(id, Reader.Staff)!.Contains(id[4..14]) && Masking.IdentityNumber(id, Reader.Public) is null &&
        PersonalDataScanner.Check(Masking.IdentityNumber(id, Reader.Staff)) is null);

    static void Seen(IEnumerable<string?> expected, Func<Reader, string?> shown) =>
        Assert.Equal(expected, new[] { Reader.Public, Reader.Staff, Reader.Duty }.Select(shown));
}

public class Scanning_a_text_before_it_is_published
{
    static string[] Kinds(string text) => [.. PersonalDataScanner.Scan(text).Select(f => f.Kind)];

    [Theory]
    [InlineData("张三，110101199003070011，竹溪村3组", "id-number")]
    [InlineData("证号:11010519491231002x。", "id-number")]
    [InlineData("１１０１０１１９９００３０７００１１", "id-number")]
    [InlineData("110101 19900307 0011", "id-number")]
    [InlineData("110101-1990\u200B0307-0011", "id-number")]
    [InlineData("编号00110101199003070011", "id-number")]
    [InlineData("请拨138-1234-5678", "mobile")]
    [InlineData("１３８ 1234 5678", "mobile")]
    [InlineData("6222 0212 3456 7890 128", "bank-card")]
    [InlineData("开户账号：88001234", "digits")]
    [InlineData("身 份 证 4509 8119", "digits")]
    [InlineData("12345678（电话）", "digits")]
    public void Finds(string text, string kind) => Assert.Equal([kind], Kinds(text));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("2026年11月22日，到会 23 人，支出 12,345.60 元")]
    [InlineData("合同编号 20261122000109")]
    [InlineData("统一社会信用代码 115101060091234532")]
    [InlineData("账号已核对\n88001234")]
    [InlineData("电话 120")]
    [InlineData("文件第 1234567 号")]
    [InlineData("1101**********0011 138****5678 ****0128")]
    public void Lets_pass(string? text) => Assert.Empty(PersonalDataScanner.Scan(text));

    [Fact] public void An_official_number_that_is_named_passes()
    {
        Assert.Empty(PersonalDataScanner.Scan("联系电话 138 1234 5678", new HashSet<string> { "13812345678" }));
        Assert.Single(PersonalDataScanner.Scan("联系电话 138 1234 5678", new HashSet<string> { "13812345679" }));
    }

    [Fact] public void Several_on_one_line_are_all_found() =>
        Assert.Equal(["id-number", "mobile", "bank-card"], Kinds("李四 110101199003070011 13812345678 6222021234567890128"));

    [Fact]
    public void The_place_is_that_of_the_original_text()
    {
        const string text = "甲：138\u200B1234-5678。";
        var found = Assert.Single(PersonalDataScanner.Scan(text));
        Assert.Equal("138\u200B1234-5678", text.Substring(found.Start, found.Length));
        Assert.Equal("13*******78", found.Shown);
    }

    [Fact] public void The_sentence_does_not_repeat_the_number() =>
        Assert.DoesNotContain("110101199003070011", new Words()[PersonalDataScanner.Check("110101199003070011")!]);

    static readonly Gen<string> Separator = Gen.Elements("", "", "", " ", "-", "\u200B", "\u3000", " - ", "\u2060");

    static Gen<string> Disguised(Gen<string> number) =>
        from n in number
        from wide in Gen.Elements(true, false)
        from separators in Separator.ListOf(20)
        select string.Concat(n.Select((c, i) => (i == 0 ? "" : separators[i]) + (wide && char.IsAsciiDigit(c) ? (char)(c - '0' + '０') : c)));

    static readonly Gen<string> Prose = Gen.Elements("", "村民张三：", "（", "共", "\n", "第一项，", "a", "余额\t").Select(s => s);

    [Theory]
    [InlineData("id-number")]
    [InlineData("mobile")]
    [InlineData("bank-card")]
    public void Every_planted_number_is_found(string kind) => Hold(
        from before in Prose
        from number in Disguised(kind switch { "id-number" => Id, "mobile" => Mobile, _ => Card.Where(c => !c.StartsWith("19") && !c.StartsWith("20") && UnifiedCreditCode.Check(c) is not null) })
        from after in Gen.Elements("", "。", "元", "\n", "，乙", "）")
        select before + number + after,
        text => PersonalDataScanner.Scan(text).Count > 0, 1000);
}
