using Hangji.Modules.Importing;
using Hangji.Platform;
using Hangji.Platform.Files;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;

namespace Hangji.Demo;

/// <summary>Writes the county's roster as the spreadsheet that an office would send, and imports it as the product does.</summary>
internal sealed class DemoRoster(IServiceScopeFactory scopes, TimeProvider clock)
{
    private static readonly SheetColumn[] Columns =
    [
        new SheetColumn("序号", ColumnKind.Number), new SheetColumn("姓名"), new SheetColumn("性别"), new SheetColumn("民族"), new SheetColumn("出生日期", ColumnKind.Date), new SheetColumn("公民身份号码", Width: 22), new SheetColumn("学历"), new SheetColumn("工作单位"), new SheetColumn("工作岗位"), new SheetColumn("联系电话"),
        new SheetColumn("人员类别"), new SheetColumn("入党日期", ColumnKind.Date), new SheetColumn("转正日期", ColumnKind.Date), new SheetColumn("所在党支部", Width: 30), new SheetColumn("党小组"), new SheetColumn("是否流动党员"), new SheetColumn("外出地点"), new SheetColumn("外出日期", ColumnKind.Date), new SheetColumn("是否年老体弱"),
    ];

    /// <returns>Why the roster was not taken, or null.</returns>
    public async Task<Refusal?> Run(IReadOnlyList<PlannedBody> bodies, long countyId, CancellationToken stop)
    {
        using var file = new MemoryStream();
        Write(file, bodies);
        file.Position = 0;
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().AsProgram("示例数据");
        var receive = scope.ServiceProvider.GetRequiredService<ReceiveFile>();
        if (await receive.Run("members", countyId, "安澜县党员名册.xlsx", file, stop, order: false) is { } unreadable) return unreadable;
        var batch = receive.Batch!.Id;
        if (await scope.ServiceProvider.GetRequiredService<CheckBatch>().Run(batch, new Progress<(int, int)>(), stop) is { } unchecked_) return unchecked_;
        return await scope.ServiceProvider.GetRequiredService<TakeBatch>().Run(batch, new Progress<(int, int)>(), stop);
    }

    private void Write(Stream file, IReadOnlyList<PlannedBody> bodies)
    {
        var dice = new Dice(6000);
        var today = clock.Today();
        using var book = new XlsxWriter(file);
        book.Sheet("党员名册", Columns);
        var number = 0;
        foreach (var body in bodies.Where(b => b.IsBranch && b.Members > 0))
            for (var n = 0; n < body.Members; n++) Row(book, dice, today, body, n, ++number);
    }

    private static void Row(XlsxWriter book, Dice dice, DateOnly today, PlannedBody body, int n, int number)
    {
        var known = body.Key == CountyPlan.KnownVillage;
        var (name, woman, ethnic) = known && n >= 8 && n - 8 < PeopleNames.Hard.Length ? PeopleNames.Hard[n - 8] : Invent(dice, body, n);
        if (known && n == 0) (name, woman) = ("陈启山", false);
        if (known && n == 1) (name, woman) = ("何敏", true);
        // Officers are grown up and long in the Party; the last of larger branches are still on probation.
        var probation = n >= 12 && n >= body.Members - body.Members / 24 - (known ? 2 : 0);
        var age = n < 6 ? dice.Between(34, 58) : probation ? dice.Between(21, 34) : dice.Weighted((dice.Between(24, 40), 3), (dice.Between(41, 60), 4), (dice.Between(61, 84), 3));
        var born = new DateOnly(today.Year - age, dice.Between(1, 12), dice.Between(1, 28));
        var joined = probation ? today.AddDays(-dice.Between(40, 330)) : born.AddYears(dice.Between(19, Math.Min(age - 3, 34))).AddDays(dice.Below(300));
        if (!probation && joined > today.AddYears(-2)) joined = today.AddYears(-2).AddDays(-dice.Below(400));
        DateOnly? full = probation ? null : joined.AddYears(1);
        var mobile = known ? body.Groups == 3 && n % 5 == 4 && !probation : !probation && n > 6 && dice.Chance(body.Field == "village" ? 0.12 : 0.02);
        var group = body.Groups == 0 ? null : known ? mobile ? "流动党员组（长三角）" : n % 2 == 0 ? "一组" : "二组" : new[] { "一组", "二组", "三组", "四组" }[n % body.Groups];
        var education = age > 60 ? dice.Pick(["初中毕业", "小学毕业", "普通高中毕业"]) : age > 40 ? dice.Pick(["普通高中毕业", "中等专科毕业", "大学专科毕业", "初中毕业"]) : dice.Pick(["大学本科毕业", "大学专科毕业", "大学本科毕业", "硕士研究生毕业"]);
        var job = body.Field switch { "village" => dice.Pick(["农民", "农民", "农民", "个体经营者"]), "community" => dice.Pick(["退（离）休人员", "职员", "个体经营者"]), "organ" => "公务员", "school" => "教师", "private-enterprise" => "工人", _ => "专业技术人员" };
        book.Row((long)number, name, woman ? "女" : "男", ethnic == "05" ? "维吾尔族" : ethnic == "04" ? "藏族" : "汉族", born, PeopleNames.IdentityNumber(PlaceNames.CountyCode, born, number, woman), education, body.Units ?? "", job,
            $"1{dice.Pick(["39", "58", "77", "86"])}{dice.Between(10_000_000, 99_999_999)}", full is null ? "预备党员" : "正式党员", joined, full, body.Code, group, mobile ? "是" : "否", mobile ? dice.Pick(["上海市", "苏州市", "杭州市", "宁波市"]) : null,
            mobile ? new DateOnly(today.Year - 1, dice.Between(1, 12), 1) : null, age >= 76 && n > 6 ? "是" : "否");
    }

    private static (string, bool, string) Invent(Dice dice, PlannedBody body, int n)
    {
        var woman = dice.Chance(body.Field == "village" ? 0.27 : 0.42);
        return (PeopleNames.Name(dice, woman), woman, dice.Chance(0.02) ? "04" : "01");
    }
}
