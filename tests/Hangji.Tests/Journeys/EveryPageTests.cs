using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Hangji.Tests.Browser;
using Hangji.Tests.Situations;

namespace Hangji.Tests.Journeys;

/// <summary>Whatever a person can reach by links holds what every page promises. Pages are found by walking, so none can be forgotten.</summary>
[Collection(InTheDemoCounty.Name)]
public partial class Every_page_that_somebody_can_reach(DemoCounty county, Chromium chromium)
{
    [GeneratedRegex("&#x[4-9A-F][0-9A-F]{3};")] private static partial Regex Entity();

    public static TheoryData<string> Users => new(DemoCounty.Users);

    [Theory, MemberData(nameof(Users))]
    public async Task Is_there(string user)
    {
        await county.Reachable(user);
        var broken = county.Broken.Where(b => b.Key.User == user).Select(b => $"{b.Value} {b.Key.Path}").Order().ToList();
        Assert.True(broken.Count == 0, $"{user} finds links that lead nowhere:\n" + string.Join("\n", broken));
    }

    [Theory, MemberData(nameof(Users))]
    public async Task Answers_has_one_title_and_heading_names_its_controls_and_carries_nothing_inline(string user)
    {
        var pages = await county.Reachable(user);
        Assert.InRange(pages.Count, 5, 400);
        using var visitor = await county.Visitor(user);
        var broken = new List<string>();
        foreach (var path in pages)
        {
            var (answer, page) = await visitor.Get(path);
            if (answer.StatusCode == HttpStatusCode.Found) continue;
            void Must(bool holds, string what) { if (!holds) broken.Add($"{path}: {what}"); }
            Must(page.QuerySelectorAll("head title").Length == 1 && page.Title!.Length > 3, "one title");
            Must(page.QuerySelectorAll("h1").Length == 1, "one h1");
            Must(page.QuerySelectorAll("main#main").Length == 1, "one main");
            Must(page.QuerySelectorAll("style, [style], script:not([src])").Length == 0, "nothing inline");
            Must(page.QuerySelector("footer a[href='/feedback'], .hj-sheetbed") is not null, "the complaint box in its foot (N10)");
            Must(!Entity().IsMatch(page.Source.Text), "Chinese as Chinese");
            Must(page.QuerySelectorAll("[id]").GroupBy(e => e.Id).All(g => g.Count() == 1), "ids once: " + string.Join(",", page.QuerySelectorAll("[id]").GroupBy(e => e.Id).Where(g => g.Count() > 1).Select(g => g.Key)));
            // Pages that are the same for all carry none (docs/decisions/0017).
            Must(path.StartsWith("/v/") || page.QuerySelectorAll("form[method=post]").All(f => f.QuerySelector("input[name=__RequestVerificationToken]") is not null), "a token in every form");
            Must(page.QuerySelectorAll("input[type=file][required], [data-required-photo]").Length == 0 || path.StartsWith("/import") || path.EndsWith("/import"), "no required photo (N2)");
        }
        Assert.True(broken.Count == 0, $"{user} finds pages that break a promise:\n" + string.Join("\n", broken));
    }

    [Theory, MemberData(nameof(Users))]
    public async Task Speaks_English_in_its_own_words(string user)
    {
        using var visitor = await county.Visitor(user);
        await visitor.Get("/lang?to=en&back=/");
        var chrome = new List<string>();
        foreach (var path in (await county.Reachable(user)).DistinctBy(DemoCounty.Shape))
        {
            var (answer, page) = await visitor.Get(path);
            if (answer.StatusCode == HttpStatusCode.Found) continue;
            // Names of people and places stay; buttons, labels, column heads and menu are ours.
            chrome.AddRange(page.QuerySelectorAll("button, label.form-label, thead th, nav#menu a, .form-hint, legend, summary, .hj-empty strong, dt").Where(e => e.Closest("[lang='zh-CN'], [data-name], details.hj-seat, .hj-cal, .hj-wide") is null)
                .Where(e => e.TextContent.Replace("夯基", "").Any(c => c is >= '一' and <= '鿿')).Select(e => $"{path}: {e.LocalName} {e.TextContent.Trim()}"));
        }
        Assert.True(chrome.Count == 0, $"{chrome.Count} controls still speak Chinese:\n" + string.Join("\n", chrome.Distinct().Take(60)));
    }

    [Fact]
    public async Task Passes_axe_and_fits_a_phone_and_a_desk()
    {
        var faults = await Look(360, async (window, fault) =>
        {
            foreach (var width in (int[])[360, 1440])
            {
                await window.Page.SetViewportSizeAsync(width, 800);
                if (Environment.GetEnvironmentVariable("HANGJI_SHOTS") is not null) await window.Picture($"walk{Sight(new Uri(window.Page.Url).AbsolutePath).Replace('/', '-')}");
                await fault(window.FitsItsWidth);
                await fault(window.PassesAxe);
            }
            await window.Page.SetViewportSizeAsync(360, 800);
        });
        Assert.True(faults.Count == 0, $"{faults.Count} faults:\n" + string.Join("\n", faults.Take(30)));
    }

    [Fact]
    public async Task Fits_a_phone_in_large_type_and_in_English()
    {
        var faults = await Look(360, async (window, fault) => await fault(window.FitsItsWidth), "/lang?to=en&back=/", "/look?type=large&back=/");
        Assert.True(faults.Count == 0, $"{faults.Count} faults:\n" + string.Join("\n", faults.Take(30)));
    }

    /// <summary>Opens each page once, whoever comes to it first: it is the same for the next.</summary>
    private async Task<List<string>> Look(int width, Func<Window, Func<Func<Task>, Task>, Task> look, params string[] first)
    {
        var (looked, faults) = (new HashSet<string>(), new List<string>());
        foreach (var user in (string[])["zhuxi", "qingshi", "xitong", "anquan", "shenji"])
        {
            await using var window = await chromium.Open(county.Running.Address, width);
            await window.Enter(await county.Account(user));
            await window.TakeFirstSeat();
            foreach (var path in first) await window.Page.GotoAsync(path);
            foreach (var path in (await county.Reachable(user)).DistinctBy(Sight))
            {
                if (path.StartsWith("/seat", StringComparison.Ordinal) || !looked.Add(Sight(path))) continue;
                await window.Page.GotoAsync(path);
                await look(window, async check =>
                {
                    try { await check(); }
                    catch (Xunit.Sdk.TrueException wrong) { faults.Add($"{window.Page.ViewportSize!.Width}: {wrong.Message}"); }
                });
            }
        }
        return faults;
    }

    // What a query changes is the rows, seldom the page.
    static string Sight(string path) => DemoCounty.Shape(path).Split('?')[0];
}
