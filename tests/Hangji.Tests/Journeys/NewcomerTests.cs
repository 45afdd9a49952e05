using Hangji.Modules.Access;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Tests.Browser;
using Hangji.Tests.HouseRules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Hangji.Tests.Journeys;

/// <summary>What a newcomer does with the demo county, on a phone and at a desk; the pictures of the README are taken on the way (HANGJI_SHOTS=1 writes them to docs/pictures).</summary>
[Collection(InTheDemoCounty.Name)]
public sealed class Pictures_of_the_demo_county(Chromium chromium, DemoCounty county)
{
    /// <summary>The seat of the account whose organization has this short name.</summary>
    private Task<long> Seat(Account account, string orgName) => county.Running.House.Work(s =>
    {
        var db = s.GetRequiredService<AppDb>();
        return (from seat in db.Set<Seat>() join org in db.Set<OrgNode>() on seat.OrgId equals org.Id where seat.AccountId == account.Id && org.ShortName == orgName select seat.Id).SingleAsync();
    });

    private async Task<Window> Enter(string userName, int width, string? seat = null)
    {
        var window = await chromium.Open(county.Running.Address, width);
        var account = await county.Account(userName);
        await window.Enter(account);
        await window.Page.GotoAsync("/");
        if (seat is not null && window.Page.Url.Contains("/seat", StringComparison.Ordinal))
        {
            await window.Page.Locator($"button[value='{await Seat(account, seat)}']").First.ClickAsync();
            await window.Page.WaitForURLAsync(url => !url.Contains("/seat", StringComparison.Ordinal));
        }
        return window;
    }

    /// <summary>What README and guides show; the other pictures stay in artifacts.</summary>
    private static readonly string[] Shown = ["today-1440", "today-360", "today-en-1440", "why-360", "duty-calendar-1440", "township-bodies-1440", "record-meeting-1440", "members-1440"];

    private static async Task Keep(Window window, string name)
    {
        await window.PassesAxe();
        await window.FitsItsWidth();
        await window.Picture(name);
        if (Environment.GetEnvironmentVariable("HANGJI_SHOTS") is null || !Shown.Contains($"{name}-{window.Page.ViewportSize!.Width}")) return;
        var folder = Path.Combine(Sources.Root, "docs", "pictures");
        Directory.CreateDirectory(folder);
        var file = $"{name}-{window.Page.ViewportSize!.Width}.png";
        File.Copy(Path.Combine(Sources.Root, "artifacts", "shots", file), Path.Combine(folder, file), true);
    }

    [Fact]
    public async Task A_secretary_sees_what_is_due_and_why_records_it_on_a_phone_and_sees_it_satisfied()
    {
        await using var window = await Enter("zhuxi", 360, "竹溪村党支部");
        var page = window.Page;
        await page.GotoAsync("/");
        var due = page.Locator(".hj-duty", new() { HasText = "主题党日（11月）" });
        await Assertions.Expect(due).ToContainTextAsync("还有 10 天");
        await Keep(window, "today");
        await due.Locator(".hj-title").ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("第十六条");
        await Keep(window, "why");
        await page.GotoAsync("/");
        await due.GetByRole(AriaRole.Link, new() { Name = "记活动" }).ClickAsync();
        await page.Locator("[name=theme]").FillAsync("学习党章，清理河道");
        await page.GetByRole(AriaRole.Button, new() { Name = "记下会议" }).PressAsync("Enter");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("主题党日");
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(@"/meetings/\d+"));
        await page.GotoAsync("/");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("今日");
        await Assertions.Expect(due).ToHaveCountAsync(0);
        await page.GotoAsync("/duties");
        await Keep(window, "duty-calendar");
    }

    [Theory, InlineData(360), InlineData(1440)]
    public async Task A_township_sees_the_exceptions_of_its_bodies(int width)
    {
        await using var window = await Enter("qingshi", width);
        await window.Page.GotoAsync("/");
        await Assertions.Expect(window.Page.Locator("main")).ToContainTextAsync("下级有逾期的组织");
        await Keep(window, "township-today");
        await window.Page.GotoAsync("/duties/bodies");
        await Assertions.Expect(window.Page.Locator(".hj-cell.is-over").First).ToBeVisibleAsync();
        await Keep(window, "township-bodies");
        await Assertions.Expect(window.Page.GetByText("溪口村党支部").First).ToBeVisibleAsync();
    }

    [Theory, InlineData("zh", 1440), InlineData("en", 1440), InlineData("en", 360)]
    public async Task The_main_pages_read_well_in_both_languages(string language, int width)
    {
        await using var window = await Enter("hemin", width, "竹溪村党支部");
        var name = (string page) => language == "zh" ? page : $"{page}-en";
        await window.Page.GotoAsync($"/lang?to={language}&back=/");
        foreach (var (page, address) in new[] { ("today", "/"), ("duty-calendar", "/duties"), ("members", "/members"), ("meetings", "/meetings"), ("organizations", "/orgs"), ("record-meeting", "/meetings/new"), ("import", "/import"), ("why", "/why/general-meeting-pass"), ("me", "/me") })
        {
            await window.Page.GotoAsync(address);
            await Assertions.Expect(window.Page.Locator("h1").First).ToBeVisibleAsync();
            await Keep(window, name(page));
        }
    }

    [Theory, InlineData("xitong"), InlineData("anquan"), InlineData("shenji")]
    public async Task An_administrator_sees_no_business_page(string userName)
    {
        await using var window = await Enter(userName, 1440);
        foreach (var address in new[] { "/members", "/meetings", "/duties", "/orgs" })
        {
            var answer = await window.Page.GotoAsync(address);
            Assert.True(answer!.Status == 403 || window.Page.Url.Contains("/denied", StringComparison.Ordinal), $"{address} answered {answer.Status} at {window.Page.Url}");
            Assert.DoesNotContain("竹溪村", await window.Page.Locator("main").TextContentAsync());
        }
    }
}
