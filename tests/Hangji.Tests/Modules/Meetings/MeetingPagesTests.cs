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

    [Theory, OnEveryDatabase]
    public async Task Is_right_in_the_usual_case_before_anything_is_typed(string on)
    {
        await using var branch = await SignedInBranch.Open(on: on);
        var page = await branch.Visitor.Page("/meetings/new");
        Assert.Equal("2026-11-20", page.QuerySelector<IHtmlInputElement>("input[name=date]")!.Value);
        Assert.Equal("党员1", page.QuerySelector<IHtmlInputElement>("input[name=chair]")!.Value);
        Assert.Equal(10, page.QuerySelectorAll<IHtmlInputElement>("input[name=here]").Count(i => i.IsChecked));
        Assert.Contains("应到 10 · 实到 10", Live(page));
        Assert.Contains("第十一条", Live(page));
        Assert.Equal("5", page.QuerySelector(".hj-live")!.GetAttribute("data-need"));
        Assert.Contains("2026年第四季度", page.QuerySelector("aside")!.TextContent);
    }

    [Theory, OnEveryDatabase]
    public async Task Records_in_one_post_and_says_what_it_counts_for(string on)
    {
        await using var branch = await SignedInBranch.Open(on: on);
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

    [Theory, OnEveryDatabase]
    public async Task Computes_line_and_result_on_the_server_when_a_draft_is_saved_and_finds_the_draft_again(string on)
    {
        await using var branch = await SignedInBranch.Open(on: on);
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

public sealed class The_other_pages_of_meetings
{
    static Task<Entered> Held(SignedInBranch branch, string theme = "审议道路方案", DateOnly? on = null, string kind = MeetingKinds.General) =>
        branch.House.Work(Trees.SeatOf(branch.Org), s => s.GetRequiredService<RecordMeeting>().Run(new() { OrgId = branch.Org.Id, Kind = kind, Theme = theme, HeldOn = on ?? new(2026, 11, 18), Items = [new("道路") { Way = MeetingItem.Hands, Yes = 6, Responsible = "党员2" }] }));

    [Theory, OnEveryDatabase]
    public async Task Correct_by_a_form_that_holds_the_record_and_tell_who_is_stale(string on)
    {
        await using var branch = await SignedInBranch.Open(on: on);
        var met = (await Held(branch)).Meeting!;
        var form = SignedInBranch.Form(await branch.Visitor.Page($"/meetings/{met.RootId}/correct"), "input[name=shown]");
        Assert.Equal("6", form.Elements.OfType<IHtmlInputElement>().Single(i => i.Name == "yes-1").Value);
        var (no, page) = await branch.Visitor.Send(form, ("act", "save"), ("yes-1", "5"));
        Assert.Equal(HttpStatusCode.OK, no.StatusCode);
        Assert.Contains("更正的原因", page.QuerySelector("[role=alert]")!.TextContent);
        var (answer, _) = await branch.Visitor.Send(SignedInBranch.Form(page, "input[name=shown]"), ("act", "save"), ("yes-1", "5"), ("why", "票数抄错"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var now = (await branch.Visitor.Page($"/meetings/{met.RootId}")).QuerySelector("main")!.TextContent;
        Assert.Contains("未通过", now);
        Assert.Contains("票数抄错", now);
        Assert.Contains("后来已更正", (await branch.Visitor.Page($"/meetings/{met.RootId}?edition=1")).QuerySelector("main")!.TextContent);
        var (_, stale) = await branch.Visitor.Send(form, ("act", "save"), ("yes-1", "4"), ("why", "又一次"), ("_once", Guid.NewGuid().ToString("N")));
        Assert.Contains("刚刚有人更正过", stale.QuerySelector("[role=alert]")!.TextContent);
        Assert.Equal("4", stale.QuerySelector<IHtmlInputElement>("input[name=yes-1]")!.Value);
    }

    [Theory, OnEveryDatabase]
    public async Task Convene_print_and_record_on_the_same_entry(string on)
    {
        await using var branch = await SignedInBranch.Open(on: on);
        var form = SignedInBranch.Form(await branch.Visitor.Page("/meetings/convene"), "[name=agenda]");
        var (past, told) = await branch.Visitor.Send(form, ("theme", "冬季"), ("date", "2026-11-19"));
        Assert.Equal(HttpStatusCode.OK, past.StatusCode);
        Assert.NotNull(told.QuerySelector("[role=alert]"));
        var (answer, _) = await branch.Visitor.Send(form, ("theme", "冬季工作"), ("date", "2026-11-20"), ("start", "19：30"), ("place", "村部"), ("agenda", "道路方案\n\n冬季防火"));
        var address = answer.Headers.Location!.ToString();
        var root = long.Parse(address.Split('/')[^1]);
        Assert.Contains("已召集", (await branch.Visitor.Page(address)).QuerySelector("main")!.TextContent);
        foreach (var (sheet, word) in new[] { ("notice", "2. 冬季防火"), ("agenda", "道路方案"), ("roll", "党员10"), ("minutes-sheet", "至少 5 人方能表决") })
        {
            var paper = await branch.Visitor.Page($"/meetings/{root}/print/{sheet}");
            Assert.Contains(word, paper.QuerySelector(".hj-sheet")!.TextContent);
            Assert.Contains(Meeting.CodeOf(root), paper.QuerySelector(".hj-proof")!.TextContent);
            Assert.NotNull(paper.QuerySelector(".hj-proof svg[role=img]"));
        }
        Assert.Equal(HttpStatusCode.NotFound, (await branch.Visitor.Get($"/meetings/{root}/print/minutes")).Answer.StatusCode);
        var recording = SignedInBranch.Form(await branch.Visitor.Page($"/meetings/{root}/record"), "input[name=shown]");
        Assert.Equal(["道路方案", "冬季防火"], recording.Elements.OfType<IHtmlInputElement>().Where(i => i.Name!.StartsWith("item-")).Select(i => i.Value));
        var (held, _) = await branch.Visitor.Send(recording, ("act", "save"));
        Assert.EndsWith($"/meetings/{root}", held.Headers.Location!.ToString());
    }

    [Theory, OnEveryDatabase]
    public async Task List_by_kind_year_words_and_code_and_go_on_by_keyset(string on)
    {
        await using var branch = await SignedInBranch.Open(on: on);
        for (var i = 0; i < 52; i++) await Held(branch, $"第{i}件", new DateOnly(2026, 1, 1).AddDays(i));
        var day = (await Held(branch, "清理河道", new(2025, 12, 5), MeetingKinds.ThemeDay)).Meeting!;
        var first = await branch.Visitor.Page("/meetings");
        Assert.Equal(50, first.QuerySelectorAll("tbody tr").Length);
        var second = await branch.Visitor.Page(first.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal(["第1件", "第0件", "清理河道"], second.QuerySelectorAll("tbody th a").Select(a => a.TextContent));
        async Task<string[]> Found(string query) => [.. (await branch.Visitor.Page("/meetings?" + query)).QuerySelectorAll("tbody th a").Select(a => a.TextContent)];
        Assert.Equal(["清理河道"], await Found("year=2025"));
        Assert.Equal(["清理河道"], await Found("kind=theme-day"));
        Assert.Equal(["清理河道"], await Found("q=河道"));
        Assert.Equal(["清理河道"], await Found("q=" + day.Code.ToLowerInvariant()));
        Assert.Empty(await Found("q=%25"));
        Assert.Equal(50, (await Found("year=x&after=nonsense")).Length);
        var file = await branch.Visitor.Http.GetAsync("/meetings/export?year=2025");
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", file.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Hand_out_minutes_and_files_to_their_own_seat_only()
    {
        await using var branch = await SignedInBranch.Open();
        var met = (await Held(branch)).Meeting!;
        var document = await branch.Visitor.Http.GetAsync($"/meetings/{met.RootId}/minutes.docx");
        Assert.Equal((byte)'P', (await document.Content.ReadAsByteArrayAsync())[0]);
        var other = await branch.House.Body("溪口村党支部");
        branch.Roll.Branch(other.Id, 5, firstId: 100);
        var theirs = (await branch.House.Work(Trees.SeatOf(other), s => s.GetRequiredService<RecordMeeting>().Run(new() { OrgId = other.Id, Kind = MeetingKinds.General, Theme = "别人的会", HeldOn = new(2026, 11, 18) }))).Meeting!;
        foreach (var path in new[] { $"/meetings/{theirs.RootId}", $"/meetings/{theirs.RootId}/minutes.docx", $"/meetings/{theirs.RootId}/correct", $"/meetings/{theirs.RootId}/print/minutes", "/talks?org=" + other.Id, "/tasks?org=" + other.Id, "/meetings?org=" + other.Id })
            Assert.Equal(HttpStatusCode.NotFound, (await branch.Visitor.Get(path)).Answer.StatusCode);
    }

    [Theory, OnEveryDatabase]
    public async Task Complete_a_task_from_its_row_and_show_it_beside_Today_before(string on)
    {
        await using var branch = await SignedInBranch.Open(on: on);
        await Held(branch);
        Assert.Contains("道路", (await branch.Visitor.Page("/")).QuerySelector("#follow-up")!.TextContent);
        var form = SignedInBranch.Form(await branch.Visitor.Page("/tasks"), "input[name=done]");
        var (answer, _) = await branch.Visitor.Send(form, ("note", "已硬化"));
        Assert.Equal("/tasks", answer.Headers.Location!.ToString());
        Assert.Contains("已硬化", (await branch.Visitor.Page("/tasks?state=done")).QuerySelector("main")!.TextContent);
        Assert.Null((await branch.Visitor.Page("/")).QuerySelector("#follow-up"));
    }

    [Theory, OnEveryDatabase]
    public async Task Take_many_talks_and_give_back_one_that_was_a_mistake(string on)
    {
        await using var branch = await SignedInBranch.Open(on: on);
        var page = await branch.Visitor.Page("/talks");
        var (answer, _) = await branch.Visitor.Send(SignedInBranch.Form(page, "input[name=with]"), ("from", "1"), ("with", "2"), ("with", "8"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var seen = await branch.Visitor.Page("/talks");
        Assert.Equal(2, seen.QuerySelectorAll("tbody tr").Length);
        var (no, told) = await branch.Visitor.Send(SignedInBranch.Form(seen, "input[name=why]"), ("why", ""));
        Assert.Equal(HttpStatusCode.OK, no.StatusCode);
        Assert.Contains("撤回的原因", told.QuerySelector("[role=alert]")!.TextContent);
        await branch.Visitor.Send(SignedInBranch.Form(seen, "input[name=why]"), ("why", "记错人"));
        Assert.Single((await branch.Visitor.Page("/talks")).QuerySelectorAll("tbody s"));
        var (duty, _) = await branch.Visitor.Send(SignedInBranch.Form(seen, "input[name=held]"), ("held", "青石镇党委"));
        Assert.Equal(HttpStatusCode.Redirect, duty.StatusCode);
        Assert.Contains("青石镇党委", (await branch.Visitor.Page("/talks")).QuerySelector("aside")!.TextContent);
    }

    [Fact]
    public async Task Let_a_reader_read_and_do_nothing()
    {
        await using var branch = await SignedInBranch.Open("reader");
        var met = (await Held(branch)).Meeting!;
        var page = await branch.Visitor.Page($"/meetings/{met.RootId}");
        Assert.Null(page.QuerySelector("main form"));
        Assert.Equal(HttpStatusCode.Forbidden, (await branch.Visitor.Get($"/meetings/{met.RootId}/correct")).Answer.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await branch.Visitor.Get("/meetings/export")).Answer.StatusCode);
    }

    [Fact]
    public async Task Draw_how_often_the_body_met_on_its_own_page()
    {
        await using var branch = await SignedInBranch.Open();
        await Held(branch);
        Assert.Contains("今年会议", (await branch.Visitor.Page("/orgs/" + branch.Org.Id)).QuerySelector("main")!.TextContent);
    }
}
