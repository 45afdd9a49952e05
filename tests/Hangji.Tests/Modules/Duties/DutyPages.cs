using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Hangji.Modules.Organizations.Contract;
using Hangji.Tests.Situations;

namespace Hangji.Tests.Modules.Duties;

public sealed class Pages_about_duties
{
    private static async Task<(RunningHouse Running, OrgNode Org, Visitor Visitor)> Open(string role = "secretary")
    {
        var running = await RunningHouse.Open();
        var org = await running.House.Body("竹溪村党支部", setUpOn: new(2019, 5, 16));
        for (var i = 0; i < 3; i++) await running.House.Member(org, $"党员{"甲乙丙"[i]}");
        return (running, org, await running.Holder(org, role));
    }

    [Fact]
    public async Task Today_names_what_is_due_by_when_by_which_article_with_one_button()
    {
        var (running, _, visitor) = await Open();
        await using var _1 = running;
        var page = await visitor.Page("/");
        var rows = page.QuerySelectorAll(".hj-duty").ToList();
        Assert.Contains(rows, r => r.TextContent.Contains("主题党日（11月）") && r.TextContent.Contains("支部工作条例 第十六条") && r.QuerySelector("a.btn")!.GetAttribute("href")!.StartsWith("/meetings/new?kind=theme-day"));
        Assert.Single(page.QuerySelectorAll(".hj-duty .btn-primary"));
        var english = await visitor.Page("/?lang=en");
        Assert.Contains("Theme day", english.Body!.TextContent);
    }

    [Fact]
    public async Task A_cell_opens_its_why_in_both_languages()
    {
        var (running, org, visitor) = await Open();
        await using var _1 = running;
        var calendar = await visitor.Page("/duties");
        var cell = calendar.QuerySelectorAll(".hj-cell").First(c => c.GetAttribute("href")!.Contains("theme-day-monthly"));
        var why = await visitor.Page(cell.GetAttribute("href")!);
        Assert.Contains("第十六条", why.Body!.TextContent);
        Assert.Contains("In English", why.Body!.TextContent);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get("/why/no-such-rule")).Answer.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get($"/why/theme-day-monthly?org={org.Id + 1}")).Answer.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get($"/duties?org={org.Id + 1}")).Answer.StatusCode);
    }

    [Fact]
    public async Task A_reason_is_given_on_the_page_and_kept()
    {
        var (running, org, visitor) = await Open();
        await using var _1 = running;
        var address = $"/why/general-meeting-quarterly?org={org.Id}&start=2026-07-01";
        var page = await visitor.Page(address);
        var (answer, _) = await visitor.Send(page.QuerySelectorAll<IHtmlFormElement>("main form").Single(), ("Form.Text", "防汛期间全部上堤"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("防汛期间全部上堤", (await visitor.Page(address)).Body!.TextContent);
    }

    [Fact]
    public async Task The_sheet_and_the_calendar_file_are_served_to_their_seat()
    {
        var (running, org, visitor) = await Open();
        await using var _1 = running;
        var sheet = await visitor.Http.GetAsync($"/duties/export?org={org.Id}");
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", sheet.Content.Headers.ContentType!.MediaType);
        var feed = await visitor.Http.GetStringAsync($"/duties/calendar.ics?org={org.Id}");
        Assert.Contains("BEGIN:VEVENT", feed);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Http.GetAsync($"/duties/export?org={org.Id + 1}")).StatusCode);
    }
}
