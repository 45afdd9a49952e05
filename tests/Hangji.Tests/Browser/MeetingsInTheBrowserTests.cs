using Hangji.Modules.Meetings;
using Hangji.Modules.Organizations.Contract;
using Hangji.Tests.Situations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Hangji.Tests.Browser;

[Collection(InTheBrowser.Name)]
public sealed class Meetings_in_the_browser(Chromium chromium)
{
    static readonly string[] Names = ["陈启山", "林秋月", "何敏", "吴䶮", "王德厚", "周立本", "郑玉珍", "马文忠", "黄阿婆妹", "蔡志强", "徐桂花", "沈国良", "阿卜杜热西提·买买提依明", "张建军", "杨春燕", "孙有福", "尼玛扎西", "罗大海", "钱小兰", "朱永康", "冯秀英", "方正德", "董家乐"];

    /// <summary>A village branch as the picture of the page shows it: twenty-three members, two probationary, a committee of three, groups and a villagers' committee.</summary>
    static async Task<(RunningHouse House, OrgNode Org, Hangji.Modules.Access.Account Account)> Village()
    {
        var roll = new PaperRoll();
        var running = await RunningHouse.Open("sqlite", builder => roll.Install(builder.Services));
        var org = await running.House.Body("竹溪村党支部");
        await running.House.Body("第一党小组", org, kind: "group");
        var committee = await running.House.Body("竹溪村村民委员会", org, kind: "villagers-committee");
        var people = Names.Select((name, i) => PaperRoll.Person(i + 1, name, infirm: name == "黄阿婆妹")).ToArray();
        roll.Add(org.Id, [.. people, PaperRoll.Person(91, "罗晓雯", mayVote: false, why: "due-probationer"), PaperRoll.Person(92, "郭子谦", mayVote: false, why: "due-probationer")]).Elect(org.Id, people[..3]).Elect(committee.Id, people[..3]);
        var account = await running.House.Account("chen", "陈启山");
        await running.House.Seat(account, org);
        return (running, org, account);
    }

    [Theory, InlineData(360), InlineData(768), InlineData(1440)]
    public async Task A_meeting_is_recorded_from_the_form_to_the_printed_minutes(int width)
    {
        var (house, _, account) = await Village();
        await using var _1 = house;
        await using var window = await chromium.Open(house.Address, width);
        await window.Enter(account);
        var page = window.Page;
        await page.GotoAsync("/meetings/new");
        await window.PassesAxe();
        await page.GetByLabel("王德厚", new() { Exact = true }).UncheckAsync();
        await page.GetByLabel("黄阿婆妹", new() { Exact = true }).UncheckAsync();
        await Assertions.Expect(page.Locator(".hj-live")).ToContainTextAsync("应到 23 · 实到 21");
        await page.GetByLabel("王德厚 未到原因").SelectOptionAsync("duty");
        await page.Locator("[name=item-1]").FillAsync("审议竹溪村至云岭茶场道路硬化及会车道建设方案（修改稿）");
        await page.Locator("[name=way-1][value=hands]").CheckAsync();
        await page.Locator("[name=yes-1]").FillAsync("19");
        await page.Locator("[name=no-1]").FillAsync("3");
        await page.Locator("[name=abstain-1]").FillAsync("1");
        await page.Locator("[name=abstain-1]").BlurAsync();
        await Assertions.Expect(page.Locator("#result-1")).ToContainTextAsync("合计 23 票");
        await page.Locator("[name=no-1]").FillAsync("1");
        await page.Locator("[name=no-1]").BlurAsync();
        await Assertions.Expect(page.Locator("#result-1")).ToContainTextAsync("通过");
        await Assertions.Expect(page.Locator("#result-1")).ToContainTextAsync("至少 12 票");
        await page.GetByText("决议、谁来办、何时办完").ClickAsync();
        await page.Locator("[name=resolution-1]").FillAsync("同意道路方案修改稿，会车道由 3 处增为 5 处。");
        await page.Locator("[name=responsible-1]").FillAsync("周立本");
        await page.Locator("[name=dueon-1]").FillAsync("2026-12-20");
        await page.Locator("[name=guests]").FillAsync("镇党委委员 许文博");
        await page.Locator("[name=summary]").FillAsync("一、同意道路方案修改稿。\n二、提请村民代表会议决议。");
        await window.FitsItsWidth();
        await window.PassesAxe();
        await window.Picture("meeting-record");
        await page.GetByRole(AriaRole.Button, new() { Name = "记下会议" }).PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("第 1 次党员大会");
        await window.FitsItsWidth();
        await window.PassesAxe();
        await window.Picture("meeting-held");
        await page.GetByRole(AriaRole.Link, new() { Name = "打印会议记录" }).ClickAsync();
        await Assertions.Expect(page.Locator(".hj-sheet")).ToContainTextAsync("结果：通过。依据：到会至少 12 人，实到 21 人");
        await window.FitsItsWidth();
        await window.PassesAxe();
        await window.Picture("meeting-minutes");
    }

    [Theory, InlineData(360), InlineData(1440)]
    public async Task The_other_pages_of_meetings_fit_and_pass(int width)
    {
        var (house, org, account) = await Village();
        await using var _1 = house;
        await house.House.Work(Trees.SeatOf(org), async s =>
        {
            var recording = new Recording { OrgId = org.Id, Kind = MeetingKinds.General, Theme = "审议道路硬化及会车道建设方案，听取支部委员会三季度工作情况报告", HeldOn = new(2026, 11, 2), Place = "竹溪村党群服务中心二楼",
                Items = [new("道路方案") { Way = MeetingItem.Ballot, Yes = 20, No = 2, Invalid = 1, Responsible = "周立本", DueOn = new(2026, 11, 10) }] };
            var met = (await s.GetRequiredService<RecordMeeting>().Run(recording)).Meeting!;
            return await s.GetRequiredService<CorrectMeeting>().Run(met.Id, met.Version, recording with { Theme = recording.Theme + "（更正）" }, "主题写漏了");
        });
        var called = await house.House.Work(Trees.SeatOf(org), s => s.GetRequiredService<ConveneMeeting>().Run(new(org.Id, MeetingKinds.General, "冬季工作安排", new(2026, 11, 25), new(19, 30), "党群服务中心") { Chair = "陈启山", Agenda = ["道路方案", "冬季防火"] }));
        await house.House.Work(Trees.SeatOf(org), s => s.GetRequiredService<RecordTalks>().Run(org.Id, [new(1, 2, new(2026, 11, 3)), new(1, 13, new(2026, 11, 4))]));
        var root = called.Meeting!.RootId;
        await using var window = await chromium.Open(house.Address, width);
        await window.Enter(account);
        foreach (var (path, name) in new[] { ("/meetings", "meetings"), ("/tasks", "tasks"), ("/talks", "talks"), ("/meetings/convene", "convene"), ($"/meetings/{root}", "convened"),
            ($"/meetings/{root}/print/notice", "print-notice"), ($"/meetings/{root}/print/roll", "print-roll"), ($"/meetings/{root}/print/agenda", "print-agenda"), ($"/meetings/{root}/print/minutes-sheet", "print-sheet") })
        {
            await window.Page.GotoAsync(path);
            await window.FitsItsWidth();
            await window.PassesAxe();
            await window.Picture("meeting-" + name);
            if (path.Contains("/print/")) await IsOneSheetOfA4(window);
        }
        await window.Page.GotoAsync("/meetings?lang=en");
        await window.Picture("meeting-list-en");
        await window.Page.GotoAsync("/meetings/new?lang=en");
        await window.FitsItsWidth();
        await window.Picture("meeting-record-en");
    }

    /// <summary>210 x 297 mm is 594.96 x 841.92 points; one page object in the file.</summary>
    static async Task IsOneSheetOfA4(Window window)
    {
        var pdf = System.Text.Encoding.Latin1.GetString(await window.Page.PdfAsync(new() { PreferCSSPageSize = true, PrintBackground = true }));
        Assert.Matches(@"/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]", pdf);
        var sheets = System.Text.RegularExpressions.Regex.Count(pdf, @"/Type /Page\b(?!s)");
        Assert.True(sheets == 1, $"{window.Page.Url} prints on {sheets} sheets");
    }

    [Fact]
    public async Task Without_script_the_same_meeting_is_recorded()
    {
        var (house, _, account) = await Village();
        await using var _1 = house;
        await using var window = await chromium.Open(house.Address, 360, script: false);
        await window.Enter(account);
        var page = window.Page;
        await page.GotoAsync("/meetings/new");
        await page.Locator("[name=kind][value=theme-day]").CheckAsync();
        await page.Locator("[name=theme]").FillAsync("清理河道");
        await page.GetByRole(AriaRole.Button, new() { Name = "存草稿" }).Last.ClickAsync();
        await Assertions.Expect(page.Locator(".hj-live")).ToContainTextAsync("应到 25 · 实到 25");
        await page.GetByRole(AriaRole.Button, new() { Name = "记下会议" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("第 1 次主题党日");
    }
}
