using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Tests.Browser;
using Hangji.Tests.HouseRules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Hangji.Tests.Journeys;

/// <summary>The road of 竹溪村 as its people see it: the secretary reads the finished one and calls the meeting for the next, two people count the ballots, the supervision committee asks.
/// The pictures of the two guides are taken on the way (HANGJI_SHOTS=1).</summary>
[Collection(InTheDemoCounty.Name)]
public sealed class The_road_matter_in_the_demo_county(Chromium chromium, DemoCounty county)
{
    private async Task<Window> Enter(string userName, int width, string? seat = null)
    {
        var window = await chromium.Open(county.Running.Address, width);
        await window.Enter(await county.Account(userName));
        await window.Page.GotoAsync("/");
        if (seat is not null && window.Page.Url.Contains("/seat", StringComparison.Ordinal))
        {
            await window.Page.Locator("main button", new() { HasText = seat }).First.ClickAsync();
            await window.Page.WaitForURLAsync(url => !url.Contains("/seat", StringComparison.Ordinal));
        }
        return window;
    }

    private static readonly string[] Shown = ["matter-waits-360", "matter-filed-1440", "tally-360", "supervision-1440"];

    private static async Task Keep(Window window, string name)
    {
        await window.PassesAxe();
        await window.FitsItsWidth();
        await window.Picture(name);
        var file = $"{name}-{window.Page.ViewportSize!.Width}.png";
        if (Environment.GetEnvironmentVariable("HANGJI_SHOTS") is null || !Shown.Contains(file[..^4])) return;
        var folder = Path.Combine(Sources.Root, "docs", "pictures");
        Directory.CreateDirectory(folder);
        File.Copy(Path.Combine(Sources.Root, "artifacts", "shots", file), Path.Combine(folder, file), true);
    }

    private Task<long> Matter(string title) => county.Running.House.Work(s => s.GetRequiredService<AppDb>().Set<Hangji.Modules.Deliberation.Matter>().Where(m => m.Title == title).Select(m => m.Id).SingleAsync());

    [Theory, InlineData(360), InlineData(1440)]
    public async Task The_finished_road_tells_its_whole_story(int width)
    {
        await using var window = await Enter("zhuxi", width, "竹溪村党支部");
        var page = window.Page;
        await page.GotoAsync($"/matters/{await Matter("村口至老樟树道路硬化")}");
        var main = page.Locator("main");
        await Assertions.Expect(main.Locator(".hj-flow > li.is-done")).ToHaveCountAsync(8);
        foreach (var said in new[] { "表决没有通过", "异议被采纳", "291,400.00 元", "方*德", "已付 291,400.00 元，占 100%", "绕行多 80 米" }) await Assertions.Expect(main).ToContainTextAsync(said);
        await Keep(window, "matter-filed");
        await page.GotoAsync(page.Url + "/forms");
        await Assertions.Expect(page.Locator("article")).ToHaveCountAsync(6);
        await window.FitsItsWidth();
    }

    [Fact]
    public async Task The_next_road_waits_is_called_counted_by_two_people_and_asked_about()
    {
        var id = await Matter("竹溪村至云岭茶场道路硬化及会车道建设");
        await using var secretary = await Enter("zhuxi", 360, "竹溪村党支部");
        var page = secretary.Page;
        await page.GotoAsync($"/matters/{id}");
        await Assertions.Expect(page.Locator(".hj-flow > li.is-now")).ToContainTextAsync("等到");
        await Keep(secretary, "matter-waits");
        await page.GotoAsync((await page.Locator("a[href*='/meetings/convene'][href*='representatives']").First.GetAttributeAsync("href"))!);
        await page.Locator("[name=date]").FillAsync(await county.Running.House.Work(s => Task.FromResult(Hangji.Platform.Text.ClockExtensions.Today(s.GetRequiredService<TimeProvider>()).ToString("yyyy-MM-dd", null))));
        await page.Locator("[name=place]").FillAsync("竹溪村小学礼堂");
        await page.GetByRole(AriaRole.Button, new() { Name = "召集", Exact = true }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(@"/meetings/\d+$"));
        var meeting = new Uri(page.Url).AbsolutePath;
        await secretary.PassesAxe();
        await page.GotoAsync(meeting + "/tally/1");
        await Keep(secretary, "tally");
        await using var clerk = await Enter("hemin", 1440, "竹溪村党支部");
        foreach (var counter in new[] { page, clerk.Page })
        {
            await counter.GotoAsync(meeting + "/tally/1");
            await Assertions.Expect(counter.Locator("main")).Not.ToContainTextAsync("33");
            foreach (var (name, count) in new[] { ("entitled", "47"), ("present", "40"), ("issued", "40"), ("returned", "40"), ("yes", "33"), ("no", "5"), ("abstain", "1"), ("invalid", "1") })
                await counter.Locator($"[name={name}]").FillAsync(count);
            await counter.GetByRole(AriaRole.Button, new() { Name = "录入我清点的数" }).PressAsync("Enter");
            await Assertions.Expect(counter.Locator("main")).ToContainTextAsync(counter == page ? "请由另一人清点录入" : "两人清点一致");
        }
        await clerk.PassesAxe();

        // The supervision committee finds the meeting on its desk, the payment that came before the decision, and asks about it.
        await using var supervision = await Enter("jianwei", 1440);
        var desk = supervision.Page;
        await desk.GotoAsync("/supervision");
        foreach (var said in new[] { "竹溪村小学礼堂", "勘测设计费 · 18,600.00 元", "还没有有效的决议" }) await Assertions.Expect(desk.Locator("main")).ToContainTextAsync(said);
        await Keep(supervision, "supervision");
        await desk.Locator("[name=Kind]").SelectOptionAsync("question");
        await desk.Locator("[name=Text]").FillAsync("施工时茶叶怎么运？");
        await desk.GetByRole(AriaRole.Button, new() { Name = "记下" }).ClickAsync();
        await Assertions.Expect(desk.Locator("main")).ToContainTextAsync("施工时茶叶怎么运？");
        await desk.GotoAsync($"/matters/{id}");
        await Assertions.Expect(desk.Locator(".hj-flow > li.is-now")).ToContainTextAsync("村务监督委员会的席位不能代办");
        await using var township = await Enter("qingshi", 1440);
        await township.Page.GotoAsync("/supervision");
        await Assertions.Expect(township.Page.Locator("main")).ToContainTextAsync("勘测设计费");
    }
}
