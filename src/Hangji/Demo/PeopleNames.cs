namespace Hangji.Demo;

/// <summary>Invented people: names, birthdays and numbers that pass every check and belong to nobody (the prefecture part 99 of the area code does not exist).</summary>
internal static class PeopleNames
{
    private static readonly string[] Surnames = Split("王李张刘陈杨黄赵周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文");
    private static readonly string[] Men = Split("国强志明建军永福海波文斌启山立本德厚大海家乐正德有福世昌春生长林光辉向东学文卫民耀祖");
    private static readonly string[] Women = Split("秀英桂花玉珍小兰春燕秋月丽娟雪梅晓雯美玲慧兰淑芬红霞金凤彩云巧云素琴若彤思琪雨晴");
    private static readonly string[] Compound = ["欧阳", "上官", "司徒", "诸葛", "尉迟"];

    /// <summary>Names that test every page: characters beyond the basic plane, long ethnic names, two-character ones.</summary>
    public static readonly (string Name, bool Woman, string Ethnic)[] Hard =
    [
        ("张𬍛", false, "01"), ("䶮明", false, "01"), ("阿卜杜热西提·买买提依明", false, "05"), ("古丽巴哈尔·阿不都热合曼", true, "05"),
        ("欧阳慧兰", true, "01"), ("尼玛扎西", false, "04"), ("尉迟敬山", false, "01"), ("单立人", false, "01"), ("仇英", true, "01"), ("𠅤海生", false, "01"),
    ];

    public static string Name(Dice dice, bool woman)
    {
        var surname = dice.Below(60) == 0 ? dice.Pick(Compound) : dice.Pick(Surnames);
        var given = woman ? Women : Men;
        var first = dice.Pick(given);
        return dice.Below(4) == 0 ? surname + first : surname + first + dice.Pick(given);
    }

    /// <summary>An 18-character number with the right check character: no area, a birthday, a sequence that tells the sex.</summary>
    public static string IdentityNumber(string area, DateOnly birth, int sequence, bool woman)
    {
        var order = sequence % 500 * 2 + (woman ? 0 : 1);
        var body = $"{area}{birth:yyyyMMdd}{order:000}";
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        var sum = 0;
        for (var i = 0; i < 17; i++) sum += (body[i] - '0') * weights[i];
        return body + "10X98765432"[sum % 11];
    }

    private static string[] Split(string text) => [.. text.EnumerateRunes().Select(r => r.ToString()).Distinct()];
}
