using Deque.AxeCore.Commons;
using Hangji.Modules.Access;
using Hangji.Tests.HouseRules;
using Hangji.Tests.Situations;
using Microsoft.Playwright;

namespace Hangji.Tests.Browser;

/// <summary>The one browser of a test run: Debian's Chromium without its background traffic. Started at first use, closed when the run ends.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? driver;
    private IBrowser? browser;

    /// <summary>The widths at which every page is looked at: phone, tablet, desk.</summary>
    public static readonly int[] Widths = [360, 768, 1440];

    public async ValueTask InitializeAsync()
    {
        driver = await Playwright.CreateAsync();
        browser = await driver.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("HANGJI_CHROMIUM") ?? "/usr/bin/chromium",
            Headless = true,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A window of its own: own cookies, given width. Script that fails, and anything the content policy blocks, fails the test when the window closes.</summary>
    internal async Task<Window> Open(Uri address, int width = 1440, bool script = true)
    {
        var context = await browser!.NewContextAsync(new() { BaseURL = address.ToString(), ViewportSize = new() { Width = width, Height = width < 700 ? 740 : 900 }, Locale = "zh-CN", TimezoneId = "Asia/Shanghai", JavaScriptEnabled = script });
        context.SetDefaultTimeout(15_000);
        return new(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        driver?.Dispose();
    }
}

[CollectionDefinition(Name)]
public sealed class InTheBrowser : ICollectionFixture<Chromium>
{
    public const string Name = "browser";
}

/// <summary>A page under the eyes of a test.</summary>
internal sealed class Window : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly List<string> complaints = [];

    public IPage Page { get; }

    public Window(IBrowserContext context, IPage page)
    {
        (this.context, Page) = (context, page);
        page.PageError += (_, error) => complaints.Add(error);
        page.Console += (_, line) => { if (line.Type == "error" && !line.Text.Contains("Failed to load resource")) complaints.Add(line.Text); };
    }

    /// <summary>Becomes somebody, without typing a password (signing in is tested with Access).</summary>
    public Task Enter(Account account) => Page.GotoAsync(RunningHouse.Enter.Replace("{account:long}", $"{account.Id}"));

    /// <summary>Where an account has several seats, acts from the first.</summary>
    public async Task TakeFirstSeat()
    {
        await Page.GotoAsync("/seat");
        if (await Page.Locator("main button[name=seat]").CountAsync() > 0) await Page.Locator("main button[name=seat]").First.ClickAsync();
    }

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>No violation of WCAG 2.0-2.2 A and AA, nor of axe's best practice. Pages have no frames: axe runs once, in the page itself.</summary>
    public async Task PassesAxe()
    {
        await Page.EvaluateAsync(Axe);
        var found = await Page.EvaluateAsync<string[]>("axe.run({ resultTypes: ['violations'] }).then(r => r.violations.map(v => [v.id + ': ' + v.help, ...v.nodes.slice(0, 4).map(n => n.html)].join('\\n   ')))");
        Assert.True(found.Length == 0, Page.Url + "\n" + string.Join("\n", found));
    }

    /// <summary>Nothing is wider than the window: the page itself never scrolls sideways.</summary>
    public async Task FitsItsWidth()
    {
        var (wide, window) = (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), await Page.EvaluateAsync<int>("document.documentElement.clientWidth"));
        Assert.True(wide <= window, $"{Page.Url} is {wide} wide in a window of {window}");
    }

    /// <summary>A picture of the whole page in artifacts/shots/NAME-WIDTH.png. The caret stays: hiding it leaves empty style attributes that a later swap would copy against the policy.</summary>
    public async Task Picture(string name)
    {
        var folder = Path.Combine(Sources.Root, "artifacts", "shots");
        Directory.CreateDirectory(folder);
        await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{Page.ViewportSize!.Width}.png"), FullPage = true, Caret = ScreenshotCaret.Initial });
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        Assert.True(complaints.Count == 0, "The browser complained:\n" + string.Join("\n", complaints));
    }
}
