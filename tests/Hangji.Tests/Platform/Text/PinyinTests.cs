using System.Globalization;
using System.Text;
using FsCheck.Fluent;
using Hangji.Platform.Text;
using static Hangji.Tests.Platform.Codes.Numbers;

namespace Hangji.Tests.Platform.Text;

public class Searching_by_pinyin_initials
{
    [Theory]
    [InlineData("竹溪村党支部", "zxcdzb")]
    [InlineData("青石县云岭镇第3党小组", "qsxylzd3dxz")]
    [InlineData("重庆市长寿区委", "cqscsqw")]
    [InlineData("理事长会议", "lszhy")]
    [InlineData("厦门市A3楼", "xmsa3l")]
    [InlineData("长岭村村民委员会", "clccmwyh")]
    [InlineData("竹溪村第一村民小组组长", "zxcdycmxzzz")]
    [InlineData("重庆市渝中区", "cqsyzq")]
    [InlineData("农村商业银行Ａ支线", "ncsyyhazx")]
    [InlineData("（联合）党支部", "lhdzb")]
    [InlineData("啊八擦大鹅发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝", "abcdefghjklmnopqrstwxyz")]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData("\uD83D\uDE00、。", "")]
    [InlineData("张\uD862三", "zs")]
    public void Of_organizations(string? name, string initials) => Assert.Equal(initials, Pinyin.Initials(name));

    [Theory]
    [InlineData("单小明", "sxm")]
    [InlineData("仇英", "qy")]
    [InlineData("解放", "xf")]
    [InlineData("曾国", "zg")]
    [InlineData("查良", "zl")]
    [InlineData("朴正", "pz")]
    [InlineData("区文", "ow")]
    [InlineData("任我行", "rwx")]
    [InlineData("尉迟恭", "ycg")]
    [InlineData("盖叫天", "gjt")]
    [InlineData("张长单", "zcd")]
    [InlineData("阿不都·热西提", "abdrxt")]
    [InlineData("李䶮", "ly")]
    [InlineData("王𬍛", "wl")]
    [InlineData("强曾", "qc")]
    public void Of_persons(string name, string initials) => Assert.Equal(initials, Pinyin.NameInitials(name));

    [Fact]
    public void A_surname_is_special_only_in_a_persons_name() =>
        Assert.Equal(("dwdzb", "swdzb"), (Pinyin.Initials("单位党支部"), Pinyin.Initials("单位党支部", personName: true)));

    [Fact]
    public void Every_basic_character_has_a_letter_and_asking_again_gives_the_same()
    {
        var without = Enumerable.Range(0x4E00, 0x9FA5 - 0x4E00 + 1).Select(c => new Rune(c)).Where(r => Pinyin.Initial(r) is null or < 'a' or > 'z').ToList();
        // Characters that CLDR knows no Mandarin reading of are few; nobody is named so.
        Assert.True(without.Count <= 20, string.Join("", without));
        Assert.Equal(Pinyin.Initial(new Rune('竹')), Pinyin.Initial(new Rune('竹')));
    }

    [Fact] public void This_machine_can_collate() => Assert.Null(Pinyin.Check());
}

public class Sorting_people
{
    const CompareOptions Loose = CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace | CompareOptions.IgnoreWidth;
    static readonly CompareInfo Chinese = CultureInfo.GetCultureInfo("zh-CN").CompareInfo;
    static readonly string[] Names = ["张三", "李四", "李四光", "阿明", "王五", "欧阳修", "𬍛一", "丁一", "赵六", "張三", "安a", "安B", "", "1组", "10组", "Zhang"];

    [Fact]
    public void By_pinyin() => Assert.Equal(["安平", "陈一", "李四", "李四光", "王五", "张三"], new[] { "张三", "李四光", "李四", "安平", "王五", "陈一" }.Order(Pinyin.Order));

    [Fact]
    public void By_strokes() => Assert.Equal(["丁力", "丁国", "王一", "李四", "张三", "欧阳修", "魏明"], new[] { "魏明", "欧阳修", "张三", "李四", "王一", "丁国", "丁力" }.Order(StrokeOrder.Order));

    [Fact]
    public void Equal_counts_follow_the_first_stroke() =>
        Assert.Equal(["王", "贝", "毛", "方", "邓", "李", "吴", "何", "汪", "张"], new[] { "张", "汪", "何", "吴", "李", "邓", "方", "毛", "贝", "王" }.Order(StrokeOrder.Order));

    [Fact]
    public void A_shorter_name_stands_before_the_longer_and_a_rare_character_behind_its_equals() =>
        Assert.Equal(["", "王", "王一", "王于", "王马", "王㐄", "王李", "王魏"], new[] { "王魏", "王㐄", "王马", "王李", "王于", "王", "王一", "" }.Order(StrokeOrder.Order));

    [Theory]
    [InlineData('一', 1)]
    [InlineData('丁', 2)]
    [InlineData('王', 4)]
    [InlineData('李', 7)]
    [InlineData('魏', 17)]
    [InlineData('㐄', 3)]
    [InlineData('a', 0)]
    public void Strokes_are_counted(char character, int strokes) => Assert.Equal(strokes, StrokeOrder.Count(new Rune(character)));

    [Fact]
    public void The_key_sorts_as_the_collation_does() => Hold(
        from a in Gen.Elements(Names) from b in Gen.Elements(Names) from c in Gen.Elements(Names) from d in Gen.Elements(Names) select (a + c, b + d),
        x => Math.Sign(string.CompareOrdinal(Pinyin.SortKey(x.Item1), Pinyin.SortKey(x.Item2))) is var byKey
            && (byKey == 0 ? Chinese.Compare(x.Item1, x.Item2, Loose) == 0 : byKey == Math.Sign(Pinyin.Order.Compare(x.Item1, x.Item2))), 2000);

    [Fact]
    public void The_key_is_short_plain_text()
    {
        Assert.Equal("", Pinyin.SortKey(null));
        Assert.All(Names.Append(new string('龘', 500)).Append("\uD862"), n => Assert.Matches("^[0-9a-f]{0,64}$", Pinyin.SortKey(n)));
        Assert.NotEqual(Pinyin.SortKey("张三"), Pinyin.SortKey("张四"));
        Assert.True(string.CompareOrdinal(Pinyin.SortKey("张"), Pinyin.SortKey("张三")) < 0);
    }
}
