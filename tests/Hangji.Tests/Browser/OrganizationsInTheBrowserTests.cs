using Hangji.Modules.Access;
using Hangji.Modules.Organizations;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Tests.Modules.Organizations;
using Hangji.Tests.Situations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Hangji.Tests.Browser;

[Collection(InTheBrowser.Name)]
public class The_tree_in_a_browser(Chromium chromium)
{
    /// <summary>A county with long names, rare characters, a village with its led bodies and a history.</summary>
    private static async Task<(RunningHouse Running, Account Officer, OrgNode County, OrgNode Branch)> County()
    {
        var running = await RunningHouse.Open();
        var house = running.House;
        var county = await house.Body("安澜县委", kind: "committee", field: "locality");
        var town = await house.Body("青石镇党委", county, "committee", "locality");
        foreach (var name in new[] { "白水镇党委", "䶮河苗族土家族自治乡党委", "经济技术开发区𬍛塘产业园综合服务中心党工委" }) await house.Body(name, county, "committee", "locality");
        var branch = await house.Body("竹溪村党支部", town);
        for (var i = 1; i <= 12; i++) await house.Body($"第{i}村党支部", town);
        foreach (var name in new[] { "第一党小组", "第二党小组", "流动党员党小组（长三角）" }) await house.Body(name, branch, "group");
        Assert.Null(await house.Act<SetUpLedBodies>(county, s => s.Run(branch.Id, new SetUpLedBodies.Form { Place = "竹溪村", Kinds = [.. SetUpLedBodies.VillageKinds] }.With(new(2021, 3, 1)), default)));
        Assert.Null(await house.Act<RenameOrganization>(county, s => s.Run(branch.Id, new RenameOrganization.Form { Name = "中共安澜县青石镇竹溪村支部委员会", ShortName = "竹溪村党支部" }.With(new(2022, 5, 16)), default)));
        Assert.Null(await house.Act<LinkOrganization>(county, s => s.Run(branch.Id, new LinkOrganization.Form { Hierarchy = "农业农村系统", SuperiorCode = county.Code }.With(new(2023, 9, 1)), default)));
        var form = ChangeOrganization.Form.Of((await house.Read(county, t => t.Find(branch.Id)))!).With(new(2024, 1, 1));
        (form.Address, form.Phone, form.DivisionCode) = ("竹溪村党群服务中心二楼", "0579-82103316", "330726101202");
        Assert.Null(await house.Act<ChangeOrganization>(county, s => s.Run(branch.Id, form, default)));
        Assert.Null(await house.Act<RecordElection>(county, s => s.Run(branch.Id, new RecordElection.Form { TermYears = 5 }.With(new(2025, 12, 7)), default)));
        await house.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            foreach (var (person, post) in new[] { (1L, "secretary"), (2L, "deputy-secretary"), (2L, "organization-member"), (3L, "publicity-member") })
                db.Add(new Appointment { Id = Ids.Next(), OrgId = branch.Id, PersonId = person, Post = post, FromOn = new(2025, 12, 7) });
            db.Facts.Add(Fact.Of("appointment.made", branch.Id));
            await db.SaveChangesAsync();
        });
        var officer = await house.Account("officer", "周岚");
        await house.Seat(officer, county, "superior-officer");
        return (running, officer, county, branch);
    }

    [Theory, InlineData(360), InlineData(768), InlineData(1440)]
    public async Task Every_page_of_a_body_passes_axe_and_fits(int width)
    {
        var (running, officer, county, branch) = await County();
        await using var house = running;
        await using var window = await chromium.Open(running.Address, width);
        await window.Enter(officer);
        foreach (var (path, name) in new[]
        {
            ("/orgs", "tree"), ($"/orgs?open={branch.ParentId}", "tree-open"), ("/orgs?view=list", "list"), ($"/orgs/{branch.Id}", "body"), ($"/orgs/{branch.Id}?lang=en", "body-en"), ($"/orgs/{branch.Id}?asof=2022-01-01", "body-then"),
            ($"/orgs/{county.Id}", "county"), ($"/orgs/{branch.Id}/history", "history"), ($"/orgs/{branch.Id}/move", "move"), ($"/orgs/{branch.ParentId}/set-up", "set-up"), ($"/orgs/{branch.Id}/led", "led"), ($"/orgs/{branch.Id}/dissolve", "dissolve"),
        })
        {
            await window.Page.GotoAsync(path);
            await window.PassesAxe();
            await window.FitsItsWidth();
            await window.Picture("orgs-" + name);
        }
    }

    [Fact]
    public async Task The_tree_is_walked_and_a_body_renamed_by_keyboard_alone()
    {
        var (running, officer, _, branch) = await County();
        await using var house = running;
        await using var window = await chromium.Open(running.Address, 360, script: false);
        await window.Enter(officer);
        var page = window.Page;
        await page.GotoAsync("/orgs");
        await page.GetByRole(AriaRole.Link, new() { Name = "青石镇党委 的下级" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Link, new() { Name = "竹溪村党支部", Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Link, new() { Name = "办理更名" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByLabel("简称").FillAsync("竹溪社区党支部");
        await page.GetByLabel("启用新名称的日期").FillAsync("2026-05-01");
        await page.GetByLabel("文号").FillAsync("青党发[2026]5号");
        await page.GetByLabel("批准机关").FillAsync("中共青石镇委员会");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Status).GetByText("已更名").WaitForAsync();
        await page.GetByText("文号通常写作").WaitForAsync();
    }
}
