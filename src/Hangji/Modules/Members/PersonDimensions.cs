using Hangji.Platform.Codes;
using Hangji.Platform.Columns;

namespace Hangji.Modules.Members;

/// <summary>人员的统计维度: by what persons are told apart in statistics (党内统计报表 tables 2-4), shared by the sets of members, stages and spells.</summary>
internal static class PersonDimensions
{
    private static readonly (string Key, string Name, int To)[] Ages =
        [("le30", "30岁及以下", 30), ("31-35", "31至35岁", 35), ("36-40", "36至40岁", 40), ("41-45", "41至45岁", 45), ("46-50", "46至50岁", 50), ("51-55", "51至55岁", 55), ("56-60", "56至60岁", 60), ("61-65", "61至65岁", 65), ("66-70", "66至70岁", 70), ("ge71", "71岁及以上", 200)];

    // Last day of each period of joining.
    private static readonly (string Key, string Name, DateOnly To)[] Joining =
    [
        ("to1937", "1937年7月6日及以前", new(1937, 7, 6)), ("to1945", "1937年7月7日至1945年9月2日", new(1945, 9, 2)), ("to1949", "1945年9月3日至1949年9月", new(1949, 9, 30)),
        ("to1966", "1949年10月至1966年4月", new(1966, 4, 30)), ("to1976", "1966年5月至1976年10月", new(1976, 10, 31)), ("to1978", "1976年11月至1978年12月", new(1978, 12, 31)),
        ("to2002", "1979年1月至2002年10月", new(2002, 10, 31)), ("to2012", "2002年11月至2012年10月", new(2012, 10, 31)), ("since2012", "2012年11月及以后", DateOnly.MaxValue),
    ];

    private static readonly IReadOnlyList<CodeEntry> JobTypes = CodeBook.Embedded.List(CodeBook.JobType).Entries;

    public static readonly Dimension Sex = Dimension.Coded("sex", "性别", "sex", [new("male", "男"), new("female", "女")]);
    public static readonly Dimension Minority = Dimension.Coded("ethnic", "民族", "ethnic", [new("han", "汉族"), new("minority", "少数民族")]);
    public static readonly Dimension Education = Dimension.Coded("education", "学历", "education",
        [new("postgraduate", "研究生"), new("bachelor", "大学本科"), new("college", "大学专科"), new("secondary-technical", "中专"), new("senior-high", "高中、中技"), new("junior-or-less", "初中及以下"), new("other-education", "其他学历")]);
    public static readonly Dimension Job = Dimension.Coded("job", "职业", "job", JobTypes.Select(j => new DimensionValue(j.Code, j.Name, j.English)));
    public static readonly Dimension Age = new("age", "年龄", "born_on", [Dimension.NotRecorded, .. Ages.Select(a => new DimensionValue(a.Key, a.Name))], AgeBand);
    public static readonly Dimension Joined = new("joined", "入党时间", "joined_on", [Dimension.NotRecorded, .. Joining.Select(j => new DimensionValue(j.Key, j.Name))],
        (day, _) => day is { } known ? 1 + Array.FindIndex(Joining, j => known <= j.To) : 0);

    /// <summary>Joined in the year of the report: 发展党员, also where the membership was registered later.</summary>
    public static readonly Dimension JoinedIn = new("joined-in", "本年入党", "joined_on", [Dimension.NotRecorded, new("this-year", "本年入党的"), new("earlier", "以前入党的")],
        (day, on) => day is not { } known || known > on ? 0 : known.Year == on.Year ? 1 : 2);

    private static int AgeBand(DateOnly? born, DateOnly on)
    {
        if (born is not { } day || day > on) return 0;
        var years = on.Year - day.Year - (on.Month < day.Month || on.Month == day.Month && on.Day < day.Day ? 1 : 0);
        return 1 + Array.FindIndex(Ages, a => years <= a.To);
    }

    public static ushort SexCode(string? sex) => sex switch { "1" => 1, "2" => 2, _ => 0 };
    public static ushort EthnicCode(string? ethnic) => ethnic switch { null or "" => 0, "01" => 1, _ => 2 };

    /// <summary>The higher of 全日制 and 在职 education, by the first digit of GB/T 4658.</summary>
    public static ushort EducationCode(string? fullTime, string? inService)
    {
        var (a, b) = (Level(fullTime), Level(inService));
        return (ushort)(a == 0 ? b : b == 0 ? a : Math.Min(a, b));

        static int Level(string? code) => code is { Length: > 0 } ? code[0] switch { '1' => 1, '2' => 2, '3' => 3, '4' => 4, '6' => 5, '7' or '8' => 6, '9' => 7, _ => 0 } : 0;
    }

    /// <summary>Rosters hold a code, a name or a word of their own; what the list does not know is not recorded.</summary>
    public static ushort JobCode(string? job)
    {
        if (string.IsNullOrEmpty(job)) return 0;
        for (var i = 0; i < JobTypes.Count; i++) if (JobTypes[i].Code == job || JobTypes[i].Name == job || JobTypes[i].Synonyms.Contains(job)) return (ushort)(i + 1);
        return 0;
    }
}
