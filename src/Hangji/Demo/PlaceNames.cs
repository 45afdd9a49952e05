namespace Hangji.Demo;

/// <summary>Invented places of 安澜县. Codes begin with 4499, which no prefecture has.</summary>
internal static class PlaceNames
{
    public const string County = "安澜县", CountyCode = "449901";

    /// <summary>Ten towns and townships and two street offices, with their place in the statistical code.</summary>
    public static readonly (string Name, string Code, bool Street)[] Townships =
    [
        ("青石镇", "100", false), ("云岭镇", "101", false), ("白沙镇", "102", false), ("龙潭镇", "103", false), ("石桥镇", "104", false), ("大湾镇", "105", false), ("清泉镇", "106", false),
        ("柳河乡", "200", false), ("松坪乡", "201", false), ("枫林乡", "202", false), ("城南街道", "001", true), ("望江街道", "002", true),
    ];

    /// <summary>Villages whose names the guide and the screenshots use, in 青石镇.</summary>
    public static readonly string[] Known = ["竹溪", "溪口", "上竹", "石桥头", "茶场"];

    private const string Before = "上下东西南北前后大小高新石竹松柳梅桃杏茶云青白清红金双长";
    private const string After = "溪湾岭坪塘坝坑源田洲冲坡垄畈墩";

    /// <summary>As many different village names as asked for, in a fixed order; none of <see cref="Known"/>.</summary>
    public static IEnumerable<string> Villages()
    {
        for (var i = 0; ; i++)
        {
            if (i >= Before.Length * After.Length) yield break;
            // Steps coprime to the lengths walk through all pairs without obvious rows.
            var name = $"{Before[i * 11 % Before.Length]}{After[(i * 7 + i / Before.Length) % After.Length]}";
            if (!Known.Contains(name)) yield return name;
        }
    }

    public static readonly string[] Communities = ["滨江", "南门", "新桥", "望江", "文昌", "人民路", "桂花园", "三里", "柳荫", "和顺", "青年路", "湖滨", "北苑", "金水"];
    public static readonly string[] Organs = ["县委办公室", "县政府办公室", "县委组织部", "县财政局", "县教育局", "县农业农村局", "县民政局", "县水利局", "县卫生健康局", "县自然资源局", "县人民法院", "县融媒体中心"];
    public static readonly string[] Schools = ["安澜县第一中学", "安澜县实验小学", "安澜县职业教育中心", "青石镇中心小学"];
    public static readonly string[] Hospitals = ["安澜县人民医院", "安澜县中医院"];
    public static readonly string[] StateFirms = ["安澜县水务投资集团", "安澜县粮食收储公司"];
    public static readonly string[] Firms = ["安澜县振兴竹木制品有限公司", "青石物流园", "云岭茶业有限公司", "白沙建材厂", "清泉食品有限公司", "望江电商产业园"];
    public static readonly string[] Societies = ["安澜县个体私营企业协会", "安澜县志愿者协会"];
}
