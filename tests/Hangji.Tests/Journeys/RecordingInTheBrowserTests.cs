using Hangji.Tests.Browser;
using Hangji.Tests.Situations;
using Microsoft.Playwright;

namespace Hangji.Tests.Journeys;

[Collection(InTheBrowser.Name)]
public class Recording_a_meeting_on_a_phone(Chromium chromium)
{
    static readonly string[] Names = ["陈启山", "林秋月", "何敏", "吴䶮", "阿卜杜热西提·买买提依明", "张𬍛"];

    static async Task<(RunningHouse, Window)> Branch(Chromium chromium, bool script)
    {
        var running = await RunningHouse.Open();
        var town = await running.House.Body("中共青石镇委员会", kind: "committee");
        var branch = await running.House.Body("竹溪村党支部", town);
        foreach (var name in Names) await running.House.Member(branch, name);
        var account = await running.House.Account("chenqishan", "陈启山");
        await running.House.Seat(account, branch);
        var window = await chromium.Open(running.Address, 360, script);
        await window.Enter(account);
        return (running, window);
    }

    [Fact]
    public async Task The_live_line_counts_names_reasons_appear_and_the_draft_saves_itself()
    {
        var (running, window) = await Branch(chromium, true);
        await using var house = running;
        await using var open = window;
        var page = window.Page;
        await page.GotoAsync("/meetings/new?kind=general-meeting");
        await window.PassesAxe();
        await window.FitsItsWidth();
        await Assertions.Expect(page.Locator("[data-all]")).ToHaveTextAsync("6");
        await Assertions.Expect(page.Locator("[data-here]")).ToHaveTextAsync("6");
        await Assertions.Expect(page.Locator("li[data-absent]:visible")).ToHaveCountAsync(0);
        foreach (var name in Names[2..]) await page.GetByLabel(name, new() { Exact = true }).UncheckAsync();
        await Assertions.Expect(page.Locator("[data-here]")).ToHaveTextAsync("2");
        await Assertions.Expect(page.Locator("[data-short]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-gap]")).ToHaveTextAsync("1");
        await Assertions.Expect(page.Locator("[data-ok]")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("li[data-absent]:visible")).ToHaveCountAsync(4);
        await page.GetByLabel("张𬍛", new() { Exact = true }).CheckAsync();
        await Assertions.Expect(page.Locator("[data-ok]")).ToBeVisibleAsync();
        await page.Locator("textarea[name=summary]").FillAsync("一、同意道路方案。");
        await Assertions.Expect(page.Locator("[data-draft-told]")).ToContainTextAsync(":", new() { Timeout = 10_000 });
        await window.PassesAxe();
        await window.FitsItsWidth();
        await window.Picture("record-meeting");
        await page.GotoAsync("/meetings/new?kind=general-meeting");
        await Assertions.Expect(page.Locator("textarea[name=summary]")).ToHaveValueAsync("一、同意道路方案。");
        await Assertions.Expect(page.Locator("[data-here]")).ToHaveTextAsync("3");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_is_recorded_and_its_minutes_are_printed_with_script_and_without(bool script)
    {
        var (running, window) = await Branch(chromium, script);
        await using var house = running;
        await using var open = window;
        var page = window.Page;
        await page.GotoAsync("/meetings/new?kind=general-meeting");
        await page.Locator("input[name=date]").FillAsync("2026-11-18");
        // With script the roll of that day is fetched; the field itself is drawn anew.
        if (script) await page.RunAndWaitForResponseAsync(() => page.Keyboard.PressAsync("Tab"), r => r.Request.Method == "POST");
        await page.Locator("input[name=chair]").FillAsync("陈启山");
        await page.Locator("input[name=theme]").FillAsync("审议道路方案");
        await page.Locator("textarea[name=summary]").FillAsync("一、同意道路方案。\n二、由张𬍛负责。");
        await page.GetByRole(AriaRole.Button, new() { Name = "记下会议" }).ClickAsync();
        await page.WaitForURLAsync(new System.Text.RegularExpressions.Regex(@"/meetings/\d+"));
        await window.FitsItsWidth();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("由张𬍛负责");
        await Assertions.Expect(page.GetByText("会议已记下")).ToBeInViewportAsync();
        await window.Picture(script ? "meeting" : "meeting-noscript");
        var id = System.Text.RegularExpressions.Regex.Match(page.Url, @"/meetings/(\d+)").Groups[1].Value;
        await page.GotoAsync($"/meetings/{id}/print/minutes");
        await Assertions.Expect(page.Locator(".hj-sheet")).ToContainTextAsync("由张𬍛负责");
        if (script) await window.PassesAxe();
        await window.FitsItsWidth();
        await window.Picture("minutes");
        Assert.InRange((await page.PdfAsync(new() { Format = "A4" })).Length, 5_000, 5_000_000);
    }
}
