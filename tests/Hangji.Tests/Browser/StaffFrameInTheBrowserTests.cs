using Hangji.Shell;
using Hangji.Tests.Situations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Hangji.Tests.Browser;

[Collection(InTheBrowser.Name)]
public class The_frame_of_the_signed_in_in_a_browser(Chromium chromium)
{
    static async Task<(RunningHouse, Window)> SignedIn(Chromium chromium, int width)
    {
        var running = await RunningHouse.Open(adjust: b => b.Services.AddScoped<ISeatMenu, LongSeat>().AddMenu(new MenuEntry("帮助", "help", "/help", null, 20, OnTabbar: true, Badge: (_, _) => ValueTask.FromResult(9))));
        var window = await chromium.Open(running.Address, width);
        await window.Enter(await running.House.Administrator("system"));
        return (running, window);
    }

    [Theory]
    [InlineData(320)]
    [InlineData(360)]
    [InlineData(768)]
    [InlineData(1440)]
    public async Task Passes_axe_and_fits_with_a_long_seat_open_in_dark_and_large_type(int width)
    {
        var (running, window) = await SignedIn(chromium, width);
        await using var house = running;
        await using var open = window;
        await window.Page.GotoAsync("/look?type=large&back=/look%3Ftheme%3Ddark%26back%3D/feedback/answers");
        await window.Page.Locator("details.hj-seat summary").ClickAsync();
        await window.PassesAxe();
        await window.FitsItsWidth();
        await window.Picture("shell-frame");
    }

    [Fact]
    public async Task Moves_by_htmx_without_loading_the_document_again_and_without_breaking_the_content_policy()
    {
        var (running, window) = await SignedIn(chromium, 1440);
        await using var house = running;
        await using var open = window;
        var page = window.Page;
        await page.GotoAsync("/feedback/answers");
        await page.EvaluateAsync("window.same = true");
        await page.Locator("nav#menu a[href='/help']").ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "帮助", Level = 1 }).WaitForAsync();
        Assert.True(await page.EvaluateAsync<bool>("window.same === true"));
        Assert.EndsWith("/help", page.Url);
        Assert.Equal("帮助 · 夯基", await page.TitleAsync());
        await page.GoBackAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "答复投诉与建议", Level = 1 }).WaitForAsync();
    }

    [Fact]
    public async Task The_seat_menu_closes_with_escape_and_gives_the_focus_back()
    {
        var (running, window) = await SignedIn(chromium, 360);
        await using var house = running;
        await using var open = window;
        await window.Page.GotoAsync("/feedback/answers");
        await window.Page.Locator("details.hj-seat summary").FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.WaitForSelectorAsync("details.hj-seat[open]");
        await window.Page.Keyboard.PressAsync("Escape");
        await window.Page.WaitForSelectorAsync("details.hj-seat:not([open])");
        Assert.Equal("SUMMARY", await window.Page.EvaluateAsync<string>("document.activeElement.tagName"));
    }

    sealed class LongSeat : ISeatMenu
    {
        public ValueTask<SeatMenu?> Read(CancellationToken stop) => ValueTask.FromResult<SeatMenu?>(new("安澜县青石镇竹溪上竹两村联合党支部 · 副书记 阿卜杜热西提·买买提依明",
            [new("1", "安澜县青石镇竹溪上竹两村联合党支部 · 副书记", true), new("2", "安澜县青石镇竹溪村股份经济合作联合社 · 理事长", false)]));
    }
}
