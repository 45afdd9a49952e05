using Hangji.Platform.Files;

namespace Hangji.Modules.Members.Importing;

/// <summary>选项的说法: what rosters write for the codes of sex, category, ethnic group, education and degree.</summary>
internal static class MemberChoices
{
    public const string Full = "full", Probationary = "probationary";

    public static readonly (string Code, string[] Words)[] SexWords = [("1", ["男", "男性", "M"]), ("2", ["女", "女性", "F"])];
    public static readonly CodeChoice Sex = new(SexWords);

    public static readonly (string Code, string[] Words)[] KindWords = [(Full, ["正式党员", "正式", "中共党员", "党员"]), (Probationary, ["预备党员", "预备", "中共预备党员"])];
    public static readonly CodeChoice Kind = new(KindWords);

    const string EthnicNames = "汉族 蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 傣族 黎族 傈僳族 佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族 阿昌族 普米族 塔吉克族 怒族 乌孜别克族 俄罗斯族 鄂温克族 德昂族 保安族 裕固族 京族 塔塔尔族 独龙族 鄂伦春族 赫哲族 门巴族 珞巴族 基诺族";

    public static readonly (string Code, string[] Words)[] EthnicWords = [.. EthnicNames.Split(' ').Select((name, at) => ((at + 1).ToString("00"), new[] { name, name[..^1] })), ("97", ["其他", "未识别民族"]), ("98", ["外国血统中国籍人士"])];
    public static readonly CodeChoice Ethnic = new(EthnicWords);

    /// <summary>A bare word means that the school was finished: 学历 is what somebody has completed.</summary>
    public static readonly (string Code, string[] Words)[] EducationWords =
    [
        ("10", ["研究生教育", "研究生"]), ("11", ["博士研究生毕业", "博士研究生", "博士"]), ("12", ["博士研究生结业"]), ("13", ["博士研究生肄业"]),
        ("14", ["硕士研究生毕业", "硕士研究生", "硕士"]), ("15", ["硕士研究生结业"]), ("16", ["硕士研究生肄业"]), ("17", ["研究生班毕业", "研究生班"]), ("18", ["研究生班结业"]), ("19", ["研究生班肄业"]),
        ("20", ["大学本科教育"]), ("21", ["大学本科毕业", "大学本科", "本科", "大学", "本科毕业", "全日制本科"]), ("22", ["大学本科结业"]), ("23", ["大学本科肄业"]), ("28", ["大学普通班毕业", "大普"]),
        ("30", ["大学专科教育"]), ("31", ["大学专科毕业", "大学专科", "大专", "专科", "大专毕业", "高职", "高职高专"]), ("32", ["大学专科结业"]), ("33", ["大学专科肄业"]),
        ("40", ["中等职业教育"]), ("41", ["中等专科毕业", "中专", "中等专科", "中专毕业", "中技", "中师"]), ("42", ["中等专科结业"]), ("43", ["中等专科肄业"]), ("44", ["职业高中毕业", "职高", "职业高中"]), ("45", ["职业高中结业"]), ("46", ["职业高中肄业"]),
        ("47", ["技工学校毕业", "技校", "技工学校"]), ("48", ["技工学校结业"]), ("49", ["技工学校肄业"]),
        ("60", ["普通高级中学教育"]), ("61", ["普通高中毕业", "高中", "普通高中", "高中毕业"]), ("62", ["普通高中结业"]), ("63", ["普通高中肄业"]),
        ("70", ["初级中学教育"]), ("71", ["初中毕业", "初中", "初级中学"]), ("73", ["初中肄业"]), ("80", ["小学教育"]), ("81", ["小学毕业", "小学"]), ("83", ["小学肄业"]), ("90", ["其他", "文盲", "半文盲", "无"]),
    ];
    public static readonly CodeChoice Education = new(EducationWords);

    public static readonly (string Code, string[] Words)[] DegreeWords = [("1", ["名誉博士"]), ("2", ["博士", "博士学位"]), ("3", ["硕士", "硕士学位"]), ("4", ["学士", "学士学位"])];
    public static readonly CodeChoice Degree = new(DegreeWords);

    /// <summary>The official name of a code; one that the list lacks is shown as it is.</summary>
    public static string? Name((string Code, string[] Words)[] list, string? code) => code is null ? null : list.FirstOrDefault(one => one.Code == code).Words?[0] ?? code;
}
