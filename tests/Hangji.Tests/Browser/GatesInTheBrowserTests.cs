using Hangji.Tests.Situations;
using Microsoft.Playwright;

namespace Hangji.Tests.Browser;

[Collection(InTheBrowser.Name)]
public class The_way_in_in_a_browser(Chromium chromium)
{
    [Theory]
    [InlineData(360, "zh")]
    [InlineData(1440, "zh")]
    [InlineData(360, "en")]
    public async Task The_gate_passes_axe_and_fits_refused_and_not(int width, string language)
    {
        await using var running = await RunningHouse.Open();
        var branch = await running.House.Body("竹溪村党支部");
        await running.House.Seat(await running.House.Account("chenqishan", "陈启山"), branch);
        await using var window = await chromium.Open(running.Address, width);
        var page = window.Page;
        await page.GotoAsync($"/lang?to={language}&back=/sign-in");
        await window.PassesAxe();
        await window.FitsItsWidth();
        await page.Locator("input[name=UserName]").FillAsync("chenqishan");
        await page.Locator("input[name=Password]").FillAsync("wrong");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("[aria-invalid=true]");
        Assert.Equal("chenqishan", await page.Locator("input[name=UserName]").InputValueAsync());
        await window.PassesAxe();
        await window.FitsItsWidth();
        await window.Picture("sign-in-" + language);
    }

    [Fact]
    public async Task Two_seats_are_chosen_from_by_keyboard_on_a_phone()
    {
        await using var running = await RunningHouse.Open();
        var (branch, other) = (await running.House.Body("竹溪村党支部"), await running.House.Body("竹溪村村民委员会", kind: "villagers-committee"));
        var account = await running.House.Account("chenqishan", "陈启山");
        await running.House.Seat(account, branch);
        await running.House.Seat(account, other, "chair");
        await using var window = await chromium.Open(running.Address, 360);
        await window.Enter(account);
        await window.Page.GotoAsync("/export");
        await window.Page.WaitForURLAsync("**/seat**");
        await window.PassesAxe();
        await window.FitsItsWidth();
        await window.Picture("seat");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "竹溪村党支部" }).FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.GetByRole(AriaRole.Heading, new() { Name = "全部数据导出" }).WaitForAsync();
        await window.PassesAxe();
        await window.FitsItsWidth();
        await window.Picture("export");
    }
}
