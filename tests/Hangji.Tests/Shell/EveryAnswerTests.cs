using System.IO.Compression;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Hangji.Platform.Data;
using Hangji.Shell;
using Hangji.Shell.Feedback;
using Hangji.Shell.Parts;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Shell;

public class Every_answer
{
    public static TheoryData<string> Open => new("/privacy", "/help", "/feedback", "/no-such-page");

    [Theory, MemberData(nameof(Open))]
    public async Task Carries_the_headers_and_nothing_inline(string path)
    {
        await using var house = await RunningHouse.Open();
        using var visitor = house.Visitor();
        var (answer, page) = await visitor.Get(path);
        Assert.Equal(SecurityHeaders.Policy, answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("geolocation=()", answer.Headers.GetValues("Permissions-Policy").Single());
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.False(answer.Headers.Contains("Server"));
        Assert.Empty(page.QuerySelectorAll("style, [style], script:not([src])"));
        Assert.DoesNotContain(page.All.SelectMany(e => e.Attributes), a => a.Name.StartsWith("on") || a.Value.StartsWith("javascript:"));
        Assert.All(page.QuerySelectorAll("script[src], link[href]"), e => Assert.StartsWith("/assets/", e.GetAttribute("src") ?? e.GetAttribute("href")));
        Assert.DoesNotMatch("&#x[4-9A-F][0-9A-F]{3};", page.Source.Text);
        Assert.Single(page.QuerySelectorAll("title"));
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Single(page.QuerySelectorAll("main#main"));
        Assert.NotNull(page.QuerySelector("footer a[href='/feedback']"));
    }

    [Theory, MemberData(nameof(Open))]
    public async Task Of_a_public_page_is_small(string path)
    {
        await using var house = await RunningHouse.Open();
        using var visitor = house.Visitor();
        var (_, page) = await visitor.Get(path);
        var bytes = page.Source.Text.Length;
        foreach (var part in page.QuerySelectorAll("script[src], link[rel=stylesheet]"))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, part.GetAttribute("src") ?? part.GetAttribute("href")) { Headers = { { "Accept-Encoding", "br" } } };
            bytes += (await (await visitor.Http.SendAsync(request)).Content.ReadAsByteArrayAsync()).Length;
        }
        Assert.InRange(bytes, 1, 40_000);
    }

    [Fact]
    public async Task In_English_has_no_Chinese_left_but_names()
    {
        await using var house = await RunningHouse.Open();
        using var visitor = house.Visitor();
        foreach (var path in new[] { "/privacy", "/help", "/feedback", "/no-such-page" })
        {
            var page = (await visitor.Get(path + "?lang=en")).Page;
            Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
            foreach (var chinese in page.QuerySelectorAll("[lang='zh-CN']").ToList()) chinese.Remove();
            Assert.DoesNotContain(page.Body!.TextContent.Replace("夯基", ""), c => c is >= '\u4e00' and <= '\u9fff');
        }
    }

    [Fact]
    public async Task A_switch_sets_a_cookie_and_returns_to_this_site_only()
    {
        await using var house = await RunningHouse.Open();
        using var visitor = house.Visitor();
        var (answer, _) = await visitor.Get("/lang?to=en&back=/help");
        Assert.Equal((HttpStatusCode.Found, "/help"), (answer.StatusCode, answer.Headers.Location!.ToString()));
        Assert.Equal("en", (await visitor.Page("/help")).DocumentElement.GetAttribute("lang"));
        Assert.Equal("/", (await visitor.Get("/lang?to=zh&back=//elsewhere.example")).Answer.Headers.Location!.ToString());
        Assert.Equal("zh-CN", (await visitor.Page("/help")).DocumentElement.GetAttribute("lang"));
        await visitor.Get("/lang?to=<script>&back=/help");
        await visitor.Get("/look?type=large&back=/help");
        await visitor.Get("/look?theme=dark&back=/help");
        var root = (await visitor.Page("/help")).DocumentElement;
        Assert.Equal(("zh-CN", "large", "dark"), (root.GetAttribute("lang"), root.GetAttribute("data-type"), root.GetAttribute("data-bs-theme")));
    }
}

public class Files_of_the_site
{
    [Fact]
    public async Task Are_kept_for_a_year_under_their_hash_and_asked_again_without_it()
    {
        await using var house = await RunningHouse.Open();
        using var visitor = house.Visitor();
        var address = SiteFiles.At("theme.css");
        var answer = await visitor.Http.GetAsync(address);
        Assert.Contains("immutable", answer.Headers.CacheControl!.ToString());
        Assert.Equal("text/css", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("no-cache", (await visitor.Http.GetAsync("/assets/theme.css")).Headers.CacheControl!.ToString());
        using var again = new HttpRequestMessage(HttpMethod.Get, "/assets/theme.css") { Headers = { { "If-None-Match", answer.Headers.ETag!.ToString() } } };
        Assert.Equal(HttpStatusCode.NotModified, (await visitor.Http.SendAsync(again)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Http.GetAsync("/assets/../hangji.db")).StatusCode);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Come_packed(string encoding)
    {
        await using var house = await RunningHouse.Open();
        using var visitor = house.Visitor();
        using var request = new HttpRequestMessage(HttpMethod.Get, SiteFiles.At("app.js")) { Headers = { { "Accept-Encoding", encoding } } };
        var answer = await visitor.Http.SendAsync(request);
        Assert.Equal(encoding, Assert.Single(answer.Content.Headers.ContentEncoding));
        var packed = await answer.Content.ReadAsStreamAsync();
        using Stream unpacking = encoding == "br" ? new BrotliStream(packed, CompressionMode.Decompress) : new GZipStream(packed, CompressionMode.Decompress);
        Assert.Equal(SiteFiles.Text("app.js"), await new StreamReader(unpacking).ReadToEndAsync());
    }

    [Fact]
    public void Hold_only_what_is_ours_or_pinned() =>
        Assert.Equal(["app.js", "favicon.svg", "lib/htmx.js", "lib/icons.svg", "lib/tabler.css", "site.js", "theme.css"], SiteFiles.Embedded.Names.Order(StringComparer.Ordinal));

    [Fact]
    public void Tabler_is_cut_down_to_what_is_used() => Assert.InRange(SiteFiles.Text("lib/tabler.css").Length, 1_000, 60_000);
}

public class The_complaint_box
{
    [Fact]
    public async Task Takes_a_word_from_anybody_and_once_only_when_pressed_twice()
    {
        await using var house = await RunningHouse.Open();
        using var visitor = house.Visitor();
        var form = (IHtmlFormElement)(await visitor.Page("/feedback?from=/help")).QuerySelector("main form")!;
        (string, string)[] typed = [("Form.Kind", "suggestion"), ("Form.Text", "字再大一点 𬍛😀<script>")];
        var (first, _) = await visitor.Send(form, typed);
        Assert.Equal((HttpStatusCode.Found, "/feedback"), (first.StatusCode, new Uri(house.Address, first.Headers.Location!).AbsolutePath));
        var (second, _) = await visitor.Send(form, typed);
        Assert.Equal((HttpStatusCode.Found, "/feedback"), (second.StatusCode, second.Headers.Location!.ToString()));
        Assert.Contains("只算一次", (await visitor.Page("/feedback")).QuerySelector("[role=status]")!.TextContent);
        var note = Assert.Single(await Notes(house));
        Assert.Equal(("suggestion", "字再大一点 𬍛😀<script>", "/help"), (note.Kind, note.Text, note.Page));
        Assert.Equal("/feedback", await house.House.Work(s => s.GetRequiredService<AppDb>().Set<FormReceipt>().Select(r => r.WentTo).SingleAsync()));
    }

    [Fact]
    public async Task Two_presses_at_one_moment_are_one_word()
    {
        await using var house = await RunningHouse.Open();
        using var visitor = house.Visitor();
        var form = (IHtmlFormElement)(await visitor.Page("/feedback")).QuerySelector("main form")!;
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => visitor.Send(form, ("Form.Kind", "complaint"), ("Form.Text", "一"))));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Found, a.Answer.StatusCode));
        Assert.Single(await Notes(house));
    }

    [Fact]
    public async Task Is_kept_when_the_tab_is_closed_while_it_is_being_saved_and_the_second_press_waits_for_the_first()
    {
        var pen = new SlowPen();
        await using var house = await RunningHouse.Open(adjust: b => b.Services.ConfigureDbContext<AppDb>(options => options.AddInterceptors(pen)));
        using var visitor = house.Visitor();
        var form = (IHtmlFormElement)(await visitor.Page("/feedback")).QuerySelector("main form")!;
        List<KeyValuePair<string, string>> fields = [.. Visitor.Filled(form).Where(f => f.Key is not ("Form.Kind" or "Form.Text")), new("Form.Kind", "complaint"), new("Form.Text", "一")];
        using var tab = new CancellationTokenSource();
        var first = visitor.Http.PostAsync("/feedback", new FormUrlEncodedContent(fields), tab.Token);
        await pen.Begun.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await tab.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        var second = visitor.Post("/feedback", fields);
        await Task.Delay(300);
        Assert.False(second.IsCompleted);
        pen.Released.SetResult();
        Assert.Equal("/feedback", (await second).Answer.Led());
        Assert.Single(await Notes(house));
    }

    /// <summary>A save that begins, and goes on only when it is told to.</summary>
    sealed class SlowPen : SaveChangesInterceptor
    {
        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public TaskCompletionSource Released { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData data, InterceptionResult<int> result, CancellationToken stop = default)
        {
            if (!data.Context!.ChangeTracker.Entries<FeedbackNote>().Any()) return result;
            Begun.TrySetResult();
            await Released.Task.WaitAsync(TimeSpan.FromSeconds(20), CancellationToken.None);
            stop.ThrowIfCancellationRequested();
            return result;
        }
    }

    [Theory]
    [InlineData("", "字", "请选一种")]
    [InlineData("praise", "字", "请选一种")]
    [InlineData("complaint", "  ", "请写下想说的话")]
    public async Task Refuses_and_keeps_what_was_typed(string kind, string text, string refusal)
    {
        await using var house = await RunningHouse.Open();
        using var visitor = house.Visitor();
        var form = (IHtmlFormElement)(await visitor.Page("/feedback")).QuerySelector("main form")!;
        var (answer, page) = await visitor.Send(form, ("Form.Kind", kind), ("Form.Text", text), ("Form.Contact", "138"));
        Assert.Equal((HttpStatusCode.OK, refusal), (answer.StatusCode, page.QuerySelector("#refusal h2")!.TextContent));
        Assert.Equal(text, ((IHtmlTextAreaElement)page.QuerySelector("textarea")!).Value);
        Assert.Equal("138", page.QuerySelector("input[name='Form.Contact']")!.GetAttribute("value"));
        Assert.Empty(await Notes(house));
    }

    [Theory]
    [InlineData(2000, true)]
    [InlineData(2001, false)]
    public void Has_room_for_two_thousand_characters(int length, bool taken) =>
        Assert.Equal(taken, SayFeedback.Check(new() { Kind = "fault", Text = new string('字', length) }) is null);

    [Fact]
    public async Task Shows_public_answers_and_never_how_to_reach_the_writer()
    {
        await using var house = await RunningHouse.Open();
        await house.House.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            db.AddRange(new FeedbackNote { Id = 1, SaidAt = DateTime.UnixEpoch, Kind = "complaint", Text = "公开的话", Contact = "13800000000" }, new FeedbackNote { Id = 2, SaidAt = DateTime.UnixEpoch, Kind = "complaint", Text = "私下的话" });
            await db.SaveChangesAsync();
            Assert.Null(await s.GetRequiredService<AnswerFeedback>().Run(1, "已改", true, default));
            Assert.Null(await s.GetRequiredService<AnswerFeedback>().Run(2, "已告知", false, default));
            Assert.NotNull(await s.GetRequiredService<AnswerFeedback>().Run(3, "x", false, default));
            Assert.NotNull(await s.GetRequiredService<AnswerFeedback>().Run(1, " ", false, default));
        });
        using var visitor = house.Visitor();
        var text = (await visitor.Page("/feedback")).Body!.TextContent;
        Assert.Contains("公开的话", text);
        Assert.Contains("已改", text);
        Assert.DoesNotContain("私下的话", text);
        Assert.DoesNotContain("13800000000", text);
    }

    [Fact]
    public async Task Answers_are_the_system_administrators_affair()
    {
        await using var house = await RunningHouse.Open();
        using var visitor = house.Visitor();
        Assert.NotEqual(HttpStatusCode.OK, (await visitor.Get("/feedback/answers")).Answer.StatusCode);
    }

    [Fact]
    public async Task A_form_without_its_key_or_with_a_strangers_is_not_kept_as_a_receipt()
    {
        await using var house = await RunningHouse.Open();
        using var visitor = house.Visitor();
        var form = (IHtmlFormElement)(await visitor.Page("/feedback")).QuerySelector("main form")!;
        foreach (var key in new[] { "", "x", new string('z', 32), new string('a', 5000) })
            Assert.Equal(HttpStatusCode.Found, (await visitor.Send(form, (FormKey.Field, key), ("Form.Kind", "fault"), ("Form.Text", "一"))).Answer.StatusCode);
        Assert.Equal(0, await house.House.Work(s => s.GetRequiredService<AppDb>().Set<FormReceipt>().CountAsync()));
        Assert.Equal(4, (await Notes(house)).Count);
    }

    static Task<List<FeedbackNote>> Notes(RunningHouse house) => house.House.Work(s => s.GetRequiredService<AppDb>().Set<FeedbackNote>().AsNoTracking().ToListAsync());
}
