using Hangji.Modules.Access;
using Hangji.Modules.Members;
using Hangji.Modules.Organizations.Contract;
using Hangji.Tests.Situations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Roster = Hangji.Tests.Situations.Members;

namespace Hangji.Tests.Browser;

[Collection(InTheBrowser.Name)]
public class The_roster_in_a_browser(Chromium chromium)
{
    /// <summary>A branch with long names, rare characters, every situation, and a messy sheet that was checked.</summary>
    static async Task<(RunningHouse Running, Account Secretary, OrgNode Branch, long Person, long Batch)> Scene()
    {
        var running = await RunningHouse.Open();
        var house = running.House;
        var town = await house.Body("青石镇党委", kind: "committee");
        var branch = await house.Body("竹溪村党支部", town);
        var first = await house.Member(branch, "陈启山", Roster.Entry("陈启山") with { Phone = "13812345678", Address = "青石镇竹溪村3组", Unit = "青石镇竹溪村股份经济合作社联合社（筹）", UnitPost = "理事长", Education = "61", Ethnic = "05", Introducers = "张三、李四" });
        await house.Member(branch, "阿卜杜热西提·买买提依明", Roster.Entry("阿卜杜热西提·买买提依明") with { Mobile = true, MobilePlace = "杭州市临平区", Ethnic = "05" });
        await house.Member(branch, "𬍛䶮", Roster.Entry("𬍛䶮", joined: new(2026, 5, 1), sex: "2") with { Infirm = true });
        for (var i = 0; i < 60; i++) await house.Member(branch, "王大力" + "甲乙丙丁戊己庚辛壬癸"[i % 10]);
        await house.Work(async s =>
        {
            Assert.Null(await s.GetRequiredService<AppointOfficer>().Run(branch.Id, new(first.PersonId, "secretary", new(2025, 12, 7), "elected", "青党发〔2025〕31号"), default));
            Assert.Null(await s.GetRequiredService<BeginSpell>().Begin(first.Id, new(Spell.Mobile, "work", new(2026, 2, 1), Place: "宁波"), default));
        });
        var (batch, _) = await house.Import(Trees.SeatOf(branch), branch, Roster.Csv("姓名,身份证号,性别,入党时间,转正时间,文化程度,备注2",
            $"黄阿婆妹,{Roster.IdNumber(new(1948, 3, 12), man: false)},女,1971.7,1972.7,小学,常年在外", "吴䶮,33072319480332001X,男,1998-07-01,1999-07-01,初中,", "林建国,,男,2031.06,,大专,", "张建军,,男,1998年7月,,本科,"), "青石镇党员名册2026（最终版）（2）改.csv");
        var secretary = await house.Account("secretary", "陈启山");
        await house.Seat(secretary, branch);
        return (running, secretary, branch, first.PersonId, batch!.Id);
    }

    [Theory, InlineData(360), InlineData(768), InlineData(1440)]
    public async Task Every_page_passes_axe_and_fits(int width)
    {
        var (running, secretary, branch, person, batch) = await Scene();
        await using var house = running;
        await using var window = await chromium.Open(running.Address, width);
        await window.Enter(secretary);
        foreach (var (path, name) in new[]
        {
            ("/members", "list"), ("/members?q=无此人", "none"), ("/members?lang=en", "list-en"), ($"/members/{person}", "person"), ($"/members/{person}?lang=en", "person-en"), ("/members/new", "new"), ($"/members/{person}/edit", "edit"),
            ($"/members/{person}/spell", "spell"), ($"/members/{person}/post", "post"), ($"/orgs/{branch.Id}/members", "body"), ("/import", "imports"), ($"/import/{batch}", "import"), ($"/import/{batch}?list=all&lang=en", "import-en"),
        })
        {
            await window.Page.GotoAsync(path);
            await window.PassesAxe();
            await window.FitsItsWidth();
            await window.Picture("members-" + name);
        }
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_sheet_is_uploaded_taken_and_undone(bool script)
    {
        var (running, secretary, _, _, _) = await Scene();
        await using var house = running;
        await using var window = await chromium.Open(running.Address, 360, script);
        await window.Enter(secretary);
        var page = window.Page;
        await page.GotoAsync("/import");
        await page.GetByLabel("表格文件").SetInputFilesAsync(new FilePayload { Name = "名册.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes($"姓名,身份证号,入党时间,转正时间\n欧阳小满,{Roster.IdNumber(new(1990, 5, 6), man: false)},2015-07-01,2016-07-01\n") });
        await page.GetByRole(AriaRole.Button, new() { Name = "上传并核对" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "写入没有问题的 1 行" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "撤回这一批" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "撤回这一批" }).ClickAsync();
        await page.GetByText("撤回 1 行").WaitForAsync();
        await page.GotoAsync("/members?q=欧阳小满");
        await page.GetByText("没有符合条件的党员").WaitForAsync();
    }
}
