using Hangji.Platform.Text;

namespace Hangji.Tests.Platform.Text;

public class Reading_a_persons_name
{
    [Theory]
    [InlineData("张三", "张三")]
    [InlineData("张  三", "张三")]
    [InlineData("　张\u200B三 ", "张三")]
    [InlineData("𬍛䶮", "𬍛䶮")]
    [InlineData("李〇", "李〇")]
    [InlineData("阿不都•热西提", "阿不都·热西提")]
    [InlineData("阿不都・热西提．买买提", "阿不都·热西提·买买提")]
    public void One_form_whatever_was_typed(string raw, string name)
    {
        Assert.Null(PersonName.Read(raw, out var read));
        Assert.Equal(name, read);
    }

    [Theory]
    [InlineData(null, "没有填写姓名")]
    [InlineData(" \u3000", "没有填写姓名")]
    [InlineData("张", "姓名至少两个字")]
    [InlineData("𬍛", "姓名至少两个字")]
    [InlineData("张3", "姓名只能用汉字和间隔点，不能有“{0}”")]
    [InlineData("<b>张三</b>", "姓名只能用汉字和间隔点，不能有“{0}”")]
    [InlineData("张三\U0001F600", "姓名只能用汉字和间隔点，不能有“{0}”")]
    [InlineData("Zhang San", "姓名只能用汉字和间隔点，不能有“{0}”")]
    [InlineData("张\uE000", "姓名含有自造字，换一台电脑就会变样，请改用标准字（可用拆字或编码查找）")]
    [InlineData("·张三", "姓名中的间隔点应在两个字之间")]
    [InlineData("张三·", "姓名中的间隔点应在两个字之间")]
    [InlineData("张··三", "姓名中的间隔点应在两个字之间")]
    [InlineData("张\uD862", "姓名只能用汉字和间隔点，不能有“{0}”")]
    public void Or_says_what_is_wrong(string? raw, string message) => Assert.Equal(message, PersonName.Check(raw)?.Message);

    [Fact] public void Fifty_characters_pass_and_fifty_one_do_not()
    {
        Assert.Null(PersonName.Check(string.Concat(Enumerable.Repeat("𬍛", 50))));
        Assert.Equal(51, PersonName.Check(string.Concat(Enumerable.Repeat("𬍛", 51)))!.Args[0]);
    }
}
