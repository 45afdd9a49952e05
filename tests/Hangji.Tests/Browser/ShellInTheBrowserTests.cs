using Hangji.Tests.Situations;
using Microsoft.Playwright;

namespace Hangji.Tests.Browser;

[Collection(InTheBrowser.Name)]
public class The_frame_in_a_browser(Chromium chromium)
{
    public static TheoryData<string, int> Pages => new MatrixTheoryData<string, int>(["/privacy", "/help", "/feedback", "/no-such-page"], Chromium.Widths);

    [Theory, MemberData(nameof(Pages))]
    public async Task Every_page_passes_axe_and_fits(string path, int width)
    {
        await using var house = await RunningHouse.Open();
        await using var window = await chromium.Open(house.Address, width);
        await window.Page.GotoAsync(path);
        await window.PassesAxe();
        await window.FitsItsWidth();
        await window.Picture("shell" + path.Replace('/', '-'));
    }

    [Fact]
    public async Task Large_type_dark_and_English_stay_until_they_are_switched_back()
    {
        await using var house = await RunningHouse.Open();
        await using var window = await chromium.Open(house.Address, 1440);
        var page = window.Page;
        await page.GotoAsync("/privacy");
        await page.GetByRole(AriaRole.Link, new() { Name = "大字" }).ClickAsync();
        await page.WaitForSelectorAsync("html[data-type=large]");
        await page.GetByRole(AriaRole.Link, new() { Name = "深色" }).ClickAsync();
        await page.WaitForSelectorAsync("html[data-bs-theme=dark]");
        await page.GetByRole(AriaRole.Link, new() { Name = "English" }).First.ClickAsync();
        await page.WaitForSelectorAsync("html[lang=en][data-type=large][data-bs-theme=dark]");
        await window.PassesAxe();
        await window.FitsItsWidth();
        Assert.Equal("What is shown and what is never recorded · 夯基", await page.TitleAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Normal type" }).ClickAsync();
        await page.WaitForSelectorAsync("html:not([data-type=large])");
    }

    [Fact]
    public async Task A_complaint_is_sent_by_keyboard_alone_and_without_script()
    {
        await using var house = await RunningHouse.Open();
        await using var window = await chromium.Open(house.Address, 360, script: false);
        var page = window.Page;
        await page.GotoAsync("/feedback");
        await page.GetByLabel("建议").FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("字再大一点");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Status).GetByText("收到了").WaitForAsync();
    }
}
