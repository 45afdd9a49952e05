using Hangji.Tests.Modules.Disclosure.Site;
using Microsoft.Playwright;

namespace Hangji.Tests.Browser;

[Collection(InTheBrowser.Name)]
public sealed class The_public_site_on_any_screen(Chromium chromium)
{
    [Theory]
    [InlineData(360)]
    [InlineData(768)]
    [InlineData(1440)]
    public async Task Every_page_passes_axe_and_fits_in_both_languages(int width)
    {
        await using var village = await PublicVillage.Open();
        await using var window = await chromium.Open(village.Running.Address, width);
        var q3 = village.At("q3");
        foreach (var language in new[] { "zh", "en" })
            foreach (var (name, path) in new[]
            {
                ("places", "/v?q=村"), ("place", village.Home), ("item", village.At("canteen")), ("item-first", village.At("canteen") + "/1"), ("changes", village.At("canteen") + "/2/changes"), ("accounts", q3), ("entries", q3 + "/1/s/e1"), ("voucher", q3 + "/1/s/v14"),
                ("relief", village.At("relief")), ("all", village.Home + "/all"), ("ask", village.Home + "/ask"), ("verify", "/verify?size=1&root=abcdefgh"), ("notice", village.At("canteen") + "/2/print"), ("empty", $"/v/{village.Beside.Code}"),
            })
            {
                await window.Page.GotoAsync(path + (path.Contains('?') ? "&" : "?") + "lang=" + language);
                await window.FitsItsWidth();
                await window.PassesAxe();
                if (Environment.GetEnvironmentVariable("HANGJI_SHOTS") is not null) await window.Picture($"site-{name}-{language}");
            }
    }
}
