using AngleSharp.Dom;
using System.Net;
using AngleSharp.Html.Dom;
using Hangji.Modules.Access;
using Hangji.Modules.Meetings;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Meetings;

/// <summary>A branch of ten with its secretary signed in, on the running program, read as a browser without script reads it.</summary>
internal sealed class SignedInBranch : IAsyncDisposable
{
    public required RunningHouse Running { get; init; }
    public required OrgNode Org { get; init; }
    public required Visitor Visitor { get; init; }
    public required PaperRoll Roll { get; init; }
    public House House => Running.House;

    public static async Task<SignedInBranch> Open(string role = "secretary", string on = "sqlite")
    {
        var roll = new PaperRoll();
        var running = await RunningHouse.Open(on, builder => roll.Install(builder.Services));
        var org = await running.House.Body("竹溪村党支部");
        roll.Branch(org.Id, 10);
        var account = await running.House.Account("chen", "陈启山");
        await running.House.Seat(account, org, role);
        return new() { Running = running, Org = org, Roll = roll, Visitor = await running.Visitor(account) };
    }

    public static IHtmlFormElement Form(IHtmlDocument page, string having = "input[name=_once]") => page.QuerySelectorAll<IHtmlFormElement>("main form").First(f => f.QuerySelector(having) is not null);
    public Task<T> Read<T>(Func<AppDb, Task<T>> read) => House.Work(s => read(s.GetRequiredService<AppDb>()));
    public async ValueTask DisposeAsync() { Visitor.Dispose(); await Running.DisposeAsync(); }
}

public sealed class The_page_that_records_a_meeting
{
    static IHtmlFormElement Form(IHtmlDocument page) => SignedInBranch.Form(page, "input[name=shown]");
    static string Live(IHtmlDocument page) => page.QuerySelector(".hj-live p")!.TextContent.Replace("\n", "").Trim();

    [Fact]
    public async Task Is_right_in_the_usual_case_before_anything_is_typed()
    {
        await using var branch = await SignedInBranch.Open();
        var page = await branch.Visitor.Page("/meetings/new");
        Assert.Equal("2026-11-20", page.QuerySelector<IHtmlInputElement>("input[name=date]")!.Value);
        Assert.Equal("党员1", page.QuerySelector<IHtmlInputElement>("input[name=chair]")!.Value);
        Assert.Equal(10, page.QuerySelectorAll<IHtmlInputElement>("input[name=here]").Count(i => i.IsChecked));
        Assert.Contains("应到 10 · 实到 10", Live(page));
        Assert.Contains("第十一条", Live(page));
        Assert.Equal("5", page.QuerySelector(".hj-live")!.GetAttribute("data-need"));
        Assert.Contains("2026年第四季度", page.QuerySelector("aside")!.TextContent);
    }

    [Fact]
    public async Task Records_in_one_post_and_says_what_it_counts_for()
    {
        await using var branch = await SignedInBranch.Open();
        var page = await branch.Visitor.Page("/meetings/new?kind=general-meeting&org=" + branch.Org.Id);
        var here = Visitor.Filled(Form(page)).Where(f => f.Key == "here").Skip(2).Select(f => ("here", f.Value));
        var (answer, _) = await branch.Visitor.Send(Form(page), [.. here, ("act", "save"), ("theme", "审议道路方案"), ("item-1", "道路方案"), ("way-1", "hands"), ("yes-1", "７"), ("no-1", "1"), ("abstain-1", ""), ("resolution-1", "同意"), ("responsible-1", "党员2")]);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var seen = await branch.Visitor.Page(answer.Headers.Location!.ToString());
        var text = seen.QuerySelector("main")!.TextContent;
        Assert.Contains("应到 10 · 实到 8", text);
        Assert.Contains("通过", text);
        Assert.Contains("2026年第四季度", text);
        Assert.Contains("党员1（未说明）、党员2（未说明）", text);
        Assert.Equal("同意", await branch.Read(db => db.MeetingTasks.Select(t => t.Text).SingleAsync()));
        Assert.Empty(await branch.Read(db => db.Set<Draft>().ToListAsync()));
    }

    [Fact]
    public async Task Gives_everything_typed_back_when_a_number_cannot_be()
    {
        await using var branch = await SignedInBranch.Open();
        var form = Form(await branch.Visitor.Page("/meetings/new"));
        var (answer, page) = await branch.Visitor.Send(form, ("act", "save"), ("theme", "冬季𬍛䶮"), ("item-1", "道路"), ("way-1", "hands"), ("yes-1", "8"), ("no-1", "3"), ("summary", "<b>第一行</b>\n第二行"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("11 票", page.QuerySelector("[role=alert]")!.TextContent);
        Assert.Equal("true", page.QuerySelector("input[name=yes-1]")!.GetAttribute("aria-invalid"));
        Assert.Equal("冬季𬍛䶮", page.QuerySelector<IHtmlInputElement>("input[name=theme]")!.Value);
        Assert.Equal("<b>第一行</b>\n第二行", page.QuerySelector<IHtmlTextAreaElement>("textarea[name=summary]")!.Value);
        Assert.Empty(await branch.Read(db => db.Meetings.ToListAsync()));
    }

    [Fact]
    public async Task Computes_line_and_result_on_the_server_when_a_draft_is_saved_and_finds_the_draft_again()
    {
        await using var branch = await SignedInBranch.Open();
        var form = Form(await branch.Visitor.Page("/meetings/new"));
        var here = Visitor.Filled(form).Where(f => f.Key == "here").Skip(6).Select(f => ("here", f.Value));
        var (_, page) = await branch.Visitor.Send(form, [.. here, ("act", "draft"), ("theme", "未写完"), ("item-1", "道路"), ("way-1", "hands"), ("yes-1", "4")]);
        Assert.Contains("应到 10 · 实到 4", Live(page));
        Assert.True(page.QuerySelector("[data-ok]")!.HasAttribute("hidden"));
        Assert.False(page.QuerySelector("[data-short]")!.HasAttribute("hidden"));
        Assert.Contains("到会不足，表决无效", page.QuerySelector("#result-1")!.TextContent);
        Assert.Equal(6, page.QuerySelectorAll("[data-absent]").Count(row => !row.HasAttribute("hidden")));
        var again = await branch.Visitor.Page("/meetings/new");
        Assert.Equal("未写完", again.QuerySelector<IHtmlInputElement>("input[name=theme]")!.Value);
        Assert.Equal(4, again.QuerySelectorAll<IHtmlInputElement>("input[name=here]").Count(i => i.IsChecked));
        var (discarded, _) = await branch.Visitor.Send(Form(again), ("act", "discard"));
        Assert.Equal(HttpStatusCode.Redirect, discarded.StatusCode);
        Assert.Equal("", (await branch.Visitor.Page("/meetings/new")).QuerySelector<IHtmlInputElement>("input[name=theme]")!.Value);
    }

    [Fact]
    public async Task Adds_and_removes_items_without_script()
    {
        await using var branch = await SignedInBranch.Open();
        var form = Form(await branch.Visitor.Page("/meetings/new"));
        var (_, two) = await branch.Visitor.Send(form, ("act", "add-item"), ("item-1", "甲"));
        Assert.Equal(2, two.QuerySelectorAll("[id^=box-]").Length);
        var (_, three) = await branch.Visitor.Send(Form(two), ("act", "add-item"), ("item-2", "乙"));
        var (_, dropped) = await branch.Visitor.Send(Form(three), ("act", "drop-1"), ("item-3", "丙"));
        Assert.Equal(["乙", "丙"], dropped.QuerySelectorAll<IHtmlInputElement>("input[name^=item-]").Select(i => i.Value));
    }

    [Fact]
    public async Task Takes_a_change_of_kind_and_day_over_to_the_roll()
    {
        await using var branch = await SignedInBranch.Open();
        branch.Roll.AddFrom(new(2026, 11, 1), branch.Org.Id, PaperRoll.Person(50, "新转入"));
        var form = Form(await branch.Visitor.Page("/meetings/new"));
        var (_, earlier) = await branch.Visitor.Send(form, ("act", "refresh"), ("date", "2026-10-31"));
        Assert.Equal(10, earlier.QuerySelectorAll("input[name=shown]").Length);
        var (_, committee) = await branch.Visitor.Send(Form(earlier), ("act", "refresh"), ("kind", MeetingKinds.Committee));
        Assert.Equal(3, committee.QuerySelectorAll("input[name=shown]").Length);
        // Posted with the roll of another day, it asks again instead of guessing.
        var (_, told) = await branch.Visitor.Send(Form(earlier), ("act", "save"), ("theme", "会"), ("date", "2026-11-02"));
        Assert.Contains("名册已按", told.QuerySelector("[role=alert]")!.TextContent);
        Assert.Equal(11, told.QuerySelectorAll("input[name=shown]").Length);
    }

    [Fact]
    public async Task Posted_twice_leads_to_the_same_meeting()
    {
        await using var branch = await SignedInBranch.Open();
        var form = Form(await branch.Visitor.Page("/meetings/new"));
        var (first, _) = await branch.Visitor.Send(form, ("act", "save"), ("theme", "会"));
        var (second, _) = await branch.Visitor.Send(form, ("act", "save"), ("theme", "会"));
        Assert.Equal(first.Headers.Location!.ToString().Split('/')[^1], second.Headers.Location!.ToString().Split('/')[^1]);
        Assert.Single(await branch.Read(db => db.Meetings.ToListAsync()));
    }

    [Fact]
    public async Task Is_not_there_for_a_body_of_others_nor_for_a_reader()
    {
        await using var branch = await SignedInBranch.Open();
        var other = await branch.House.Body("溪口村党支部");
        Assert.Equal(HttpStatusCode.NotFound, (await branch.Visitor.Get("/meetings/new?org=" + other.Id)).Answer.StatusCode);
        await using var reading = await SignedInBranch.Open("reader");
        Assert.Equal(HttpStatusCode.Forbidden, (await reading.Visitor.Get("/meetings/new")).Answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await reading.Visitor.Get("/meetings")).Answer.StatusCode);
    }

    [Fact]
    public async Task Speaks_English()
    {
        await using var branch = await SignedInBranch.Open();
        var page = await branch.Visitor.Page("/meetings/new?lang=en");
        Assert.Contains("at least half reached (Art. 11)", Live(page));
        Assert.DoesNotContain("党员大会", page.QuerySelector(".hj-seg")!.TextContent);
    }

    [Fact]
    public async Task Asks_for_no_photo_and_no_place_on_earth()
    {
        await using var branch = await SignedInBranch.Open();
        var file = (await branch.Visitor.Page("/meetings/new")).QuerySelector("input[type=file]")!;
        Assert.False(file.HasAttribute("required"));
        Assert.False(file.HasAttribute("capture"));
    }
}
