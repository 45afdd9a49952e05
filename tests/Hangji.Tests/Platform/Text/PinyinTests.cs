using Hangji.Platform.Text;

namespace Hangji.Tests.Platform.Text;

public class Pinyin_of_names
{
    [Theory]
    [InlineData("竹溪村党支部", "zxcdzb")]
    [InlineData("重庆市长寿区委", "cqscsqw")]
    [InlineData("厦门市A3楼", "xmsa3l")]
    [InlineData("𬍛䶮", "")]
    [InlineData("", "")]
    public void Places_are_found_by_the_first_letters_of_their_syllables(string name, string initials) => Assert.Equal(initials, Pinyin.Initials(name));

    [Theory]
    [InlineData("曾国强", "zgq")]
    [InlineData("强曾", "qc")]
    [InlineData("阿卜杜热西提·买买提", "abdrxtmmt")]
    public void A_surname_is_read_as_a_surname(string name, string initials) => Assert.Equal(initials, Pinyin.NameInitials(name));

    [Fact]
    public void The_key_sorts_as_people_do() =>
        Assert.Equal(["阿平", "陈启山", "林秋月", "张三", "张四"], new[] { "张四", "林秋月", "阿平", "张三", "陈启山" }.OrderBy(Pinyin.SortKey, StringComparer.Ordinal));
}
