using Hangji.Modules.Access.Contract;
using Hangji.Modules.Access.SignIns;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Hangji.Tests.Browser;

[Collection(InTheBrowser.Name)]
public class Accounts_seats_and_consoles_in_a_browser(Chromium chromium)
{
    private const string LongName = "中共安澜县青石镇溪源自然保护区管理站与旅游公司联合支部委员会";

    private static readonly (string Name, string Path, string Who)[] Pages =
    [
        ("start", "/start", ""), ("seat", "/seat", "officer"), ("seats", "/access/seats", "officer"), ("seat-new", "/access/seats/new", "officer"), ("seat-new-for", "/access/seats/new?org=ORG", "officer"),
        ("seat-acts", "/access/seats/SEAT", "officer"), ("why-no", "/why-access?verb=admin.audit&org=ORG", "officer"), ("why-yes", "/why-access?verb=members.read&org=ORG", "officer"), ("me", "/me", "officer"),
        ("password", "/account/password", "officer"), ("code", "/account/code", "officer"), ("sessions", "/account/sessions", "officer"), ("sign-out", "/sign-out", "officer"),
        ("system", "/admin/system", "system"), ("security", "/admin/security", "security"), ("security-new", "/admin/security/new", "security"), ("account", "/admin/security/ACCOUNT", "security"),
        ("audit", "/admin/audit", "audit"), ("facts", "/admin/audit/facts", "audit"), ("denied", "/admin/audit", "officer"),
    ];

    [Theory]
    [InlineData(360, "zh")]
    [InlineData(1440, "zh")]
    [InlineData(360, "en")]
    public async Task Every_page_passes_axe_and_fits_with_long_names_and_rare_characters(int width, string language)
    {
        await using var house = await RunningHouse.Open();
        await using (var first = await chromium.Open(house.Address, width)) await Look(first, "start", "/start", language);
        var town = await house.Body("青石镇党委", kind: "committee");
        var branch = await house.Body(LongName, town);
        var (officer, chen) = (await house.Account("officer"), await house.House.Account("gulibahaer-abuduwaili.2026", "古丽巴哈尔·阿不都热合曼𬍛䶮"));
        await house.Seat(officer, town, "superior-officer");
        await house.Seat(officer, branch, "reader");
        await house.House.Seat(chen, branch, toOn: new(2027, 1, 1), onBehalfOf: "阿卜杜热西提·买买提依明");
        var people = new Dictionary<string, Hangji.Modules.Access.Account> { ["officer"] = officer };
        foreach (var kind in Roles.Administrators.Keys) people[kind] = await house.House.Administrator(kind);
        var next = await house.Account("next-administrator");
        await house.House.As(people["security"], s => s.GetRequiredService<Hangji.Modules.Access.Accounts.Administrators>().Propose(next.Id, "audit", default));
        var seats = await house.House.Work(s => s.GetRequiredService<AppDb>().Set<Hangji.Modules.Access.Seat>().AsNoTracking().ToListAsync());
        await house.House.Work(async s =>
        {
            var session = (await s.GetRequiredService<Sessions>().Open(officer, "Windows · Edge", default)).Session;
            s.GetRequiredService<ActingSeat>().AccountId = officer.Id;
        });
        foreach (var group in Pages.Where(p => p.Who != "").GroupBy(p => p.Who))
        {
            await using var window = await chromium.Open(house.Address, width);
            await window.Enter(people[group.Key]);
            if (group.Key == "officer")
            {
                await window.Page.GotoAsync("/seat");
                await window.Page.GetByRole(AriaRole.Button, new() { Name = "青石镇党委" }).ClickAsync();
                await window.Page.WaitForURLAsync(url => !url.Contains("/seat", StringComparison.Ordinal));
            }
            foreach (var (name, path, _) in group)
                await Look(window, name, path.Replace("ORG", $"{branch.Id}").Replace("SEAT", $"{seats.Single(s => s.AccountId == chen.Id).Id}").Replace("ACCOUNT", $"{chen.Id}"), language);
        }
    }

    private static async Task Look(Window window, string name, string path, string language)
    {
        await window.Page.GotoAsync(path + (path.Contains('?') ? "&" : "?") + "lang=" + language);
        await window.PassesAxe();
        await window.FitsItsWidth();
        await window.Picture($"access-{name}-{language}");
    }

    [Fact]
    public async Task Somebody_signs_in_with_a_code_chooses_a_seat_and_switches_it_in_the_bar_by_keyboard()
    {
        await using var house = await RunningHouse.Open();
        var (first, second) = (await house.Body("竹溪村党支部"), await house.Body("溪口村党支部"));
        var account = await house.Account("chenqishan");
        await house.Seat(account, first);
        await house.Seat(account, second, "committee-member");
        var key = await house.House.Code(account);
        house.House.Clock.Now = house.House.Clock.Now.AddMinutes(1);
        await using var window = await chromium.Open(house.Address, 360);
        var page = window.Page;
        await page.GotoAsync("/sign-in?back=%2Faccount%2Fsessions");
        await page.GetByLabel("账号").FillAsync("chenqishan");
        await page.GetByLabel("密码").FillAsync("not this one");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("还可以试 4 次").WaitForAsync();
        await window.PassesAxe();
        await window.Picture("access-sign-in-wrong");
        await page.GetByLabel("密码").FillAsync(People.LongPassword);
        await page.Keyboard.PressAsync("Enter");
        await page.GetByLabel("手机上的六位数").FillAsync(Totp.Code(key, Totp.Step(house.House.Clock.Now)));
        await window.Picture("access-sign-in-code");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "溪口村党支部 委员" }).ClickAsync();
        await page.WaitForURLAsync("**/account/sessions");
        await page.Locator("details.hj-seat summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "竹溪村党支部 书记" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("details.hj-seat summary", new() { HasText = "竹溪村党支部 书记" }).WaitForAsync();
    }
}
