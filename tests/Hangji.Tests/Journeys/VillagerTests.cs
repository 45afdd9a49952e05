using System.Text;
using System.Text.RegularExpressions;
using Hangji.Modules.Disclosure;
using Hangji.Modules.Disclosure.Voices;
using Hangji.Platform.Data;
using Hangji.Tests.Browser;
using Hangji.Tests.HouseRules;
using Hangji.Tests.Modules.Disclosure.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Hangji.Tests.Journeys;

/// <summary>A resident with a small phone and no account: from a plan that is open for comment to its result, an objection and its answer, and the check that nothing was changed.</summary>
[Collection(InTheBrowser.Name)]
public sealed class A_villager_on_a_phone(Chromium chromium)
{
    private static async Task Keep(Window window, string name)
    {
        await window.FitsItsWidth();
        await window.PassesAxe();
        if (Environment.GetEnvironmentVariable("HANGJI_SHOTS") is null) return;
        // The bar stays at the top of the picture.
        await window.Page.EvaluateAsync("scrollTo(0, 0)");
        await window.Picture(name);
        var file = $"{name}-{window.Page.ViewportSize!.Width}.png";
        File.Copy(Path.Combine(Sources.Root, "artifacts", "shots", file), Path.Combine(Sources.Root, "docs", "pictures", file), true);
    }

    [Fact]
    public async Task Follows_a_matter_objects_sees_the_answer_and_checks_that_nothing_was_changed()
    {
        await using var village = await PublicVillage.Open();
        await using var window = await chromium.Open(village.Running.Address, 360);
        var page = window.Page;
        await page.GotoAsync("/v");
        await page.Locator("input[name=q]").FillAsync("竹溪");
        await page.GetByRole(AriaRole.Button, new() { Name = "查找" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "竹溪村", Exact = true }).First.ClickAsync();
        await Keep(window, "villager-place");

        await page.GetByRole(AriaRole.Link, new() { Name = "到茶场的路要铺水泥" }).ClickAsync();
        await page.GetByText("不同意这件事").ClickAsync();
        await page.Locator("textarea").FillAsync("会车的地方太少，茶季车多。");
        await page.GetByRole(AriaRole.Button, new() { Name = "送出" }).ClickAsync();
        await page.WaitForURLAsync(new Regex("/asked/"));
        var receipt = new Uri(page.Url).AbsolutePath;
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("2026年12月7日 前答复");
        await Keep(window, "villager-receipt");

        // The village answers, corrects its plan, decides and builds.
        var voice = await village.House.Work(s => s.GetRequiredService<AppDb>().PublicVoices.AsNoTracking().SingleAsync());
        Assert.Null(await village.House.Work(s => s.GetRequiredService<AnswerVoice>().Answer(voice.Id, voice.Version, "说得对，会车的地方由 5 个改为 7 个。", true)));
        var plan = CopyText.Read(village["plan"].Bytes)!;
        await village.Publish("plan", plan with { Rev = 2, Corrects = "会车的地方由 5 个改为 7 个。原因：村民提出茶季车多。", Title = "到茶场的路要铺水泥，加 7 个会车的地方" });
        var result = village.Text("village-matter-result", PublishedCopy.Decided, "到茶场的路修好了", "2.4 千米水泥路 12月1日 验收，会车的地方 7 个，花了 47.9 万元，比定的少 0.7 万元。",
            new CopySection("vote", "怎么定的", Vote: new("竹溪村村民代表会议", new(2026, 11, 25), 47, 41, 38, 2, 1, true, "到会要有三分之二，同意要超过到会的一半（村民委员会组织法第三十条）")),
            new CopySection("money", "花了多少钱", Table: new([new("用途", "text"), new("定的最多", "money"), new("已付", "money")], [new(["路面", "40000000", "39400000"]), new(["会车道", "8600000", "8500000"]), new(["合计", "48600000", "47900000"], Total: true)])));
        await village.Publish("result", result);
        village.Later();

        await page.GotoAsync(receipt);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("会车的地方由 5 个改为 7 个");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("意见成立");
        await page.GetByRole(AriaRole.Link, new() { Name = "回到这件公开的事" }).ClickAsync();
        await Assertions.Expect(page.Locator("#versions")).ToContainTextAsync("第 2 版");
        await page.GetByRole(AriaRole.Link, new() { Name = "和前一版比" }).ClickAsync();
        await Assertions.Expect(page.Locator("ins").First).ToContainTextAsync("加 7 个会车的地方");

        await page.GotoAsync(village.Home);
        await page.GetByRole(AriaRole.Link, new() { Name = "到茶场的路修好了" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("38 人同意、2 人反对、1 人弃权");
        await page.GetByRole(AriaRole.Button, new() { Name = "现在核对" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-check-steps] li")).ToHaveCountAsync(4);
        await Assertions.Expect(page.Locator("[data-check-steps] .is-wait")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("[data-check-steps]")).ToContainTextAsync("签名是真的");
        await Keep(window, "villager-check");

        // Somebody edits the database.
        var bytes = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(village["result"].Bytes).Replace("47.9", "37.9"));
        await village.Edit(db => db.PublishedCopies.Where(c => c.Id == village["result"].Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.Bytes, bytes)));
        village.Later();
        await page.GotoAsync(village.Home);
        await Assertions.Expect(page.Locator("#doubts")).ToContainTextAsync("到茶场的路修好了，第 1 版");
        await Keep(window, "villager-doubt");
        await page.GotoAsync(village.At("result"));
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("和当初登记的不一样");
        await page.GetByRole(AriaRole.Button, new() { Name = "现在核对" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-check-steps] .is-wait").First).ToContainTextAsync("不对");
    }

    [Fact]
    public async Task Reads_asks_and_is_told_of_the_check_without_script_in_large_type_and_dark()
    {
        await using var village = await PublicVillage.Open();
        await using var window = await chromium.Open(village.Running.Address, 360, script: false);
        var page = window.Page;
        await page.GotoAsync(village.Home);
        await page.GetByRole(AriaRole.Link, new() { Name = "大字" }).ClickAsync();
        await page.GotoAsync("/look?theme=dark&back=" + village.Home);
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-type", "large");
        await window.FitsItsWidth();
        if (Environment.GetEnvironmentVariable("HANGJI_SHOTS") is not null) await window.Picture("site-place-large-dark");
        await page.GotoAsync(village.At("canteen"));
        await window.FitsItsWidth();
        await Assertions.Expect(page.Locator("#check")).ToContainTextAsync("登记的一模一样");
        await Assertions.Expect(page.Locator("[data-check-run]")).ToBeHiddenAsync();
        await page.Locator("textarea").FillAsync("几点开饭？");
        await page.GetByRole(AriaRole.Button, new() { Name = "送出" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("收到了");
        await window.FitsItsWidth();
    }

    [Theory]
    [InlineData("", 842, 1191)]
    [InlineData("/a4", 595, 842)]
    public async Task A_notice_prints_on_one_sheet(string size, double width, double height)
    {
        await using var village = await PublicVillage.Open();
        await using var window = await chromium.Open(village.Running.Address);
        foreach (var (name, rev) in new[] { ("canteen", 2), ("q3", 1), ("relief", 1), ("plan", 1) })
        {
            await window.Page.GotoAsync($"{village.At(name)}/{rev}/print{size}");
            var pdf = Encoding.Latin1.GetString(await window.Page.PdfAsync(new() { PreferCSSPageSize = true, PrintBackground = true }));
            Assert.True(Regex.Count(pdf, @"/Type\s*/Page\b(?!s)") == 1, $"{name}{size}: {Regex.Count(pdf, @"/Type\s*/Page\b(?!s)")} pages");
            var box = Regex.Match(pdf, @"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]");
            Assert.Equal((width, height), (Math.Round(double.Parse(box.Groups[1].Value)), Math.Round(double.Parse(box.Groups[2].Value))));
        }
    }
}
