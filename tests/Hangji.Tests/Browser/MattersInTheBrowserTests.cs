using Hangji.Modules.Deliberation.Carrying;
using Hangji.Tests.Situations;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Browser;

[Collection(InTheBrowser.Name)]
public class Matters_in_a_browser(Chromium chromium)
{
    [Theory]
    [InlineData(360)]
    [InlineData(768)]
    [InlineData(1440)]
    public async Task The_line_of_steps_the_forms_and_the_supervision_desk_pass_axe_and_fit(int width)
    {
        await using var running = await RunningHouse.Open();
        var v = await Village.Of(running.House);
        var id = await v.Raise();
        await v.ThreeSteps(id);
        Assert.Null(await v.At(v.Branch, s => s.GetRequiredService<PayForMatter>().Run(id, new(null, "施工预付款 30%", "记-10-047", new(2026, 10, 29), 14_031_000, true, "代垫，已付出"))));
        var account = await running.Account("secretary");
        await running.Seat(account, v.Branch);
        await using var window = await chromium.Open(running.Address, width);
        await window.Enter(account);
        foreach (var (address, name) in new[] { ($"/matters/{id}", "matter"), ("/matters", "matters"), ("/matters/new", "matter-new"), ($"/matters/{id}/payment", "matter-payment"), ($"/matters/{id}/forms", "matter-forms"), ("/supervision", "supervision"), ("/supervision?lang=en", "supervision-en"), ($"/matters/{id}/forms?lang=en", "matter-forms-en"), ("/matters?lang=zh", "matters-zh") })
        {
            await window.Page.GotoAsync(address);
            await window.PassesAxe();
            await window.FitsItsWidth();
            await window.Picture(name);
        }
        await window.Page.GotoAsync($"/matters/{id}?lang=en");
        await window.PassesAxe();
        await window.FitsItsWidth();
        await window.Picture("matter-en");
    }
}
