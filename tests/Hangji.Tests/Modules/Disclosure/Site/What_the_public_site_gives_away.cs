using System.Data.Common;
using System.Net;
using System.Text.RegularExpressions;
using Hangji.Modules.Disclosure;
using Hangji.Modules.Disclosure.Site;
using Hangji.Modules.Disclosure.Voices;
using Hangji.Platform.Data;
using Hangji.Shell;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Disclosure.Site;

/// <summary>Published copies and nothing else, the same for all, kept and handed out, forgotten when something is published.</summary>
public sealed partial class What_the_public_site_gives_away
{
    [GeneratedRegex("""\b(?:from|join|into|update)\s+"?([a-z_]+)"?""", RegexOptions.IgnoreCase)] private static partial Regex Table();

    private sealed class Watch : DbCommandInterceptor
    {
        public HashSet<string> Tables { get; } = [];
        public List<string> Commands { get; } = [];

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            // Only what is read for a request: the keepers of log and figures work beside us.
            if (new Microsoft.AspNetCore.Http.HttpContextAccessor().HttpContext is null) return ValueTask.FromResult(result);
            lock (Tables)
            {
                Commands.Add(command.CommandText);
                Tables.UnionWith(Table().Matches(command.CommandText).Select(m => m.Groups[1].Value.ToLowerInvariant()));
            }
            return ValueTask.FromResult(result);
        }
    }

    private static IEnumerable<string> Addresses(PublicVillage village) =>
    [
        "/v", "/v?q=竹溪", village.Home, village.Home + "/all", village.Home + "/all?q=食堂", village.At("canteen"), village.At("canteen") + "/1", village.At("canteen") + "/2/changes", village.At("canteen") + "/2/print", village.At("canteen") + "/2/copy",
        village.At("canteen") + "/2/receipt", village.At("q3") + "/1/s/e1", village.At("q3") + "/1/s/v14", village.Home + "/feed", village.Home + "/data.json", village.Home + "/data.csv", village.Home + "/ask", "/verify",
    ];

    [Theory, OnEveryDatabase]
    public async Task Its_pages_read_published_copies_released_answers_names_of_places_and_the_log(string on)
    {
        var watch = new Watch();
        await using var village = await PublicVillage.Open(on, s => s.ConfigureDbContext<AppDb>(o => o.AddInterceptors(watch)));
        using var visitor = village.Running.Visitor();
        var strange = new List<string>();
        foreach (var address in Addresses(village))
        {
            lock (watch.Tables) { watch.Tables.Clear(); watch.Commands.Clear(); }
            Assert.True((await visitor.Http.GetAsync(address)).IsSuccessStatusCode, address);
            lock (watch.Tables)
            {
                string[] read = ["published_copies", "copy_words", "public_voices", "org_nodes", "log_keys", "log_entries", "log_outbox", "log_checkpoints", "log_peers", "disclosure_files"];
                // What is missing is known from bodies, catalog and which items were released when; that list belongs to the village's page.
                if (address == village.Home) read = [.. read, "disclosures", "facts", "org_spans", "org_acts"];
                strange.AddRange(watch.Tables.Except(read).Select(t => $"{address}: {t}"));
                strange.AddRange(watch.Commands.Where(c => c.Contains("disclosures") && (c.Contains("text") || c.Contains("title"))).Select(c => $"{address}: {c}"));
            }
        }
        Assert.True(strange.Count == 0, string.Join('\n', strange));
    }

    [Fact]
    public async Task Every_answer_is_the_same_for_all_carries_no_cookie_and_is_not_sent_twice()
    {
        await using var village = await PublicVillage.Open();
        using var visitor = village.Running.Visitor();
        using var staff = await village.Running.Visitor(await village.House.Account("somebody"));
        foreach (var address in Addresses(village).Where(a => !a.EndsWith("/ask")))
        {
            var first = await visitor.Http.GetAsync(address);
            var (tag, body) = (first.Headers.ETag!.ToString(), await first.Content.ReadAsStringAsync());
            Assert.False(first.Headers.Contains("Set-Cookie"), address);
            Assert.Equal("no-cache, public", string.Join(", ", first.Headers.CacheControl!.ToString().Split(", ").Order()));
            Assert.Contains("Cookie", first.Headers.Vary);
            using var again = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "If-None-Match", tag } } };
            var second = await visitor.Http.SendAsync(again);
            Assert.Equal((HttpStatusCode.NotModified, 0), (second.StatusCode, (await second.Content.ReadAsByteArrayAsync()).Length));
            // Who is signed in gets the very same page.
            var third = await staff.Http.GetAsync(address);
            Assert.Equal((tag, body), (third.Headers.ETag!.ToString(), await third.Content.ReadAsStringAsync()));
            using var english = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Cookie", "hj-lang=en" } } };
            using var plain = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = village.Running.Address };
            var other = await plain.SendAsync(english);
            Assert.Equal(!MayDiffer(first), other.Headers.ETag!.ToString() == tag);
        }

        static bool MayDiffer(HttpResponseMessage answer) => answer.Content.Headers.ContentType!.MediaType is "text/html" or "application/atom+xml";
    }

    [GeneratedRegex("""sha256\([^()]*(?:\([^()]*\))?[^()]*\)|substr\([^()]*bytes[^()]*\)""")] private static partial Regex Digested();

    [Theory, OnEveryDatabase]
    public async Task A_board_made_anew_reads_the_latest_accounts_and_no_other_text(string on)
    {
        var watch = new Watch();
        await using var village = await PublicVillage.Open(on, s => s.ConfigureDbContext<AppDb>(o => o.AddInterceptors(watch)));
        using var visitor = village.Running.Visitor();
        await visitor.Page(village.Home);
        village.House.Clock.Now += PublicShelf.Fresh;
        lock (watch.Tables) watch.Commands.Clear();
        await visitor.Page(village.Home);
        lock (watch.Tables)
        {
            Assert.Contains(watch.Commands, c => c.Contains("sha256"));
            Assert.Single(watch.Commands, c => Digested().Replace(c, "") is var rest && (rest.Contains("bytes") || rest.Contains(".words", StringComparison.Ordinal)));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task A_search_finds_what_has_all_words_wherever_they_stand_and_nothing_taken_back(string on)
    {
        await using var village = await PublicVillage.Open(on);
        async Task<string[]> Found(string asked, bool inPlace = true)
        {
            await using var scope = village.House.Services.CreateAsyncScope();
            var place = inPlace ? await scope.ServiceProvider.GetRequiredService<PublicReader>().Place(village.Branch.Code, default) : null;
            return [.. (await scope.ServiceProvider.GetRequiredService<PublicReader>().FindItems(asked, place, default)).Select(f => f.Copy.Title).Order(StringComparer.Ordinal)];
        }
        const string Canteen = "老小学改成老年食堂";
        foreach (var inPlace in new[] { true, false })
        {
            Assert.Equal([Canteen], await Found("食堂 每餐 9月10日", inPlace));
            Assert.Contains(Canteen, await Found("食", inPlace));
            Assert.Equal([Canteen], await Found("老小学一楼 210", inPlace));
            // Only the newest version is found; neighbours in the text are neighbours in the search.
            foreach (var none in new[] { "开工：9月1日", "小老", "食堂 没有这个词", "%", "_", "\"", "*", "食堂\" OR \"路", "o1" }) Assert.DoesNotContain(Canteen, await Found(none, inPlace));
            Assert.Equal([Canteen], await Found("午饭和晚饭，改建最多花 食堂", inPlace));
        }
        Assert.Empty(await Found("食堂 " + new string('长', 2000)));
        await using (var scope = village.House.Services.CreateAsyncScope())
        {
            var beside = await scope.ServiceProvider.GetRequiredService<PublicReader>().Place(village.Beside.Code, default);
            Assert.DoesNotContain(await scope.ServiceProvider.GetRequiredService<PublicReader>().FindItems("食堂", beside, default), f => f.Copy.Title == Canteen);
        }
        await village.House.Work(s => s.GetRequiredService<AppDb>().PublishedCopies.Where(c => c.Id == village["canteen"].Id).ExecuteUpdateAsync(c => c.SetProperty(x => x.Words, "")));
        Assert.Empty(await Found("食堂 9月10日", false));
    }

    [Fact]
    public async Task A_head_is_answered_like_its_get_without_the_body_and_a_tag_that_matches_without_either()
    {
        await using var village = await PublicVillage.Open();
        using var visitor = village.Running.Visitor();
        foreach (var address in Addresses(village).Append("/log/checkpoint").Append("/log/vkey").Append(SiteFiles.At("theme.css")).Append("/robots.txt").Append("/health"))
        {
            var get = await visitor.Http.GetAsync(address);
            using var ask = new HttpRequestMessage(HttpMethod.Head, address);
            var head = await visitor.Http.SendAsync(ask);
            Assert.Equal((get.StatusCode, get.Headers.ETag?.ToString(), get.Content.Headers.ContentType?.ToString()), (head.StatusCode, head.Headers.ETag?.ToString(), head.Content.Headers.ContentType?.ToString()));
            if (head.Content.Headers.ContentLength is { } length) Assert.Equal((await get.Content.ReadAsByteArrayAsync()).Length, length);
            Assert.Empty(await head.Content.ReadAsByteArrayAsync());
            if (get.Headers.ETag is not { } tag || address.StartsWith("/assets", StringComparison.Ordinal)) continue;
            foreach (var (match, answer) in new[] { (tag.ToString(), 304), (tag.Tag, 304), ("*", 304), ($"\"other\", {tag}", 304), ("\"other\"", 200), (tag.Tag.Trim('"'), 200) })
            {
                using var again = new HttpRequestMessage(HttpMethod.Head, address);
                again.Headers.TryAddWithoutValidation("If-None-Match", match);
                Assert.Equal((match, answer), (match, (int)(await visitor.Http.SendAsync(again)).StatusCode));
            }
        }
        using var wrong = new HttpRequestMessage(HttpMethod.Head, "/v/no-such-place");
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Http.SendAsync(wrong)).StatusCode);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    [InlineData(null)]
    public async Task A_page_comes_packed_as_the_reader_can_take_it_and_is_light(string? packed)
    {
        await using var village = await PublicVillage.Open();
        using var http = new HttpClient(new HttpClientHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = village.Running.Address };
        foreach (var address in new[] { village.Home, village.At("canteen"), village.At("q3"), "/verify" })
        {
            var weight = 0L;
            async Task<string> Take(string path)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                if (packed is not null) request.Headers.Add("Accept-Encoding", packed);
                var answer = await http.SendAsync(request);
                Assert.Equal(packed, answer.Content.Headers.ContentEncoding.SingleOrDefault());
                var bytes = await answer.Content.ReadAsByteArrayAsync();
                weight += bytes.Length;
                return packed is null ? System.Text.Encoding.UTF8.GetString(bytes) : "";
            }
            var page = await Take(address);
            if (packed is null) { Assert.InRange(weight, 2_000, 24_000); continue; }
            foreach (var file in new[] { "theme.css", "app.js", "site.js", "lib/icons.svg" }) await Take(SiteFiles.At(file));
            // Everything that a first visit brings: page, style, scripts, icons.
            Assert.InRange(weight, 5_000, 40_000);
        }
    }

    [Fact]
    public async Task What_is_published_is_there_at_once_and_what_is_edited_behind_our_back_within_seconds()
    {
        await using var village = await PublicVillage.Open();
        using var visitor = village.Running.Visitor();
        Assert.DoesNotContain("停水通知", await visitor.Http.GetStringAsync(village.Home));
        await village.Publish("water", village.Text("village-other", PublishedCopy.Other, "停水通知", "周三停水。"));
        Assert.Contains("停水通知", await visitor.Http.GetStringAsync(village.Home));
        await village.Edit(db => db.PublishedCopies.Where(c => c.Id == village["water"].Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.Title, "没有停水")));
        Assert.DoesNotContain("没有停水", await visitor.Http.GetStringAsync(village.Home));
        village.Later();
        Assert.Contains("没有停水", await visitor.Http.GetStringAsync(village.Home));
    }

    [Theory, OnEveryDatabase]
    public async Task Drafts_withdrawn_texts_coming_days_and_other_places_are_a_plain_404(string on)
    {
        await using var village = await PublicVillage.Open(on);
        await village.Publish("tomorrow", village.Text("village-other", PublishedCopy.Other, "明天才公开", "还没有到日子。") with { From = new(2026, 11, 25) });
        await village.Edit(db => db.PublishedCopies.Where(c => c.Id == village["relief"].Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.WithdrawnOn, new DateOnly(2026, 11, 20)).SetProperty(c => c.WithdrawReason, "含有不该公开的个人信息")));
        village.Later();
        using var visitor = village.Running.Visitor();
        async Task<HttpStatusCode> Asked(string path) => (await visitor.Get(path)).Answer.StatusCode;
        var (q3, beside) = (village["q3"].Doc, $"/v/{village.Beside.Code}");
        foreach (var path in new[]
        {
            "/v/nowhere", "/v/999999999999", $"{village.Home}/{DocCode.Of(12345)}", $"{village.Home}/x", $"{village.Home}/{q3}/2", $"{village.Home}/{q3}/0", $"{village.Home}/{q3}/1/s/none", $"{village.Home}/{q3}/1/changes", $"{village.Home}/{q3}/1/print/a5", $"{village.Home}/{q3}/1/files/0",
            $"{village.Home}/{q3}/2/copy", $"{beside}/{q3}", $"{beside}/{q3}/1/copy", $"{beside}/{q3}/1/receipt", village.At("tomorrow"), village.At("tomorrow") + "/1/copy", village.At("relief") + "/1/copy", village.At("relief") + "/1/print", village.At("relief") + "/1/s/list", village.At("relief") + "/1/receipt",
            $"{village.Home}/asked/AAAABBBBCCCC", $"{village.Home}/asked/1", "/v/%27/x", $"{village.Home}/{q3}/99999999999",
        }) Assert.Equal((path, HttpStatusCode.NotFound), (path, await Asked(path)));
        var page = (await visitor.Page(village.At("relief"))).QuerySelector("main")!.TextContent;
        Assert.Contains("含有不该公开的个人信息", page);
        Assert.DoesNotContain("阿*热西提", page);
        foreach (var address in new[] { village.Home, village.Home + "/all", village.Home + "/feed", village.Home + "/data.json", village.Home + "/data.csv", "/v?q=明天" })
        {
            var said = await visitor.Http.GetStringAsync(address);
            Assert.DoesNotContain("还没有到日子", said);
            Assert.DoesNotContain("阿*热西提", said);
        }
    }

    [Fact]
    public async Task Open_data_says_its_licence_and_starts_no_formula()
    {
        await using var village = await PublicVillage.Open();
        await village.Publish("evil", village.Text("village-other", PublishedCopy.Other, "=cmd|' /C calc'!A0", "@SUM(1+1)", new CopySection("x", "+1", "<script>alert(1)</script>")));
        using var visitor = village.Running.Visitor();
        var csv = await visitor.Http.GetStringAsync(village.Home + "/data.csv");
        Assert.Contains("'=cmd|", csv);
        Assert.Contains("'@SUM", csv);
        Assert.Contains("任何人都可以免费复制", csv);
        var json = System.Text.Json.JsonDocument.Parse(await visitor.Http.GetStringAsync(village.Home + "/data.json")).RootElement;
        Assert.Equal((6, "Agrees"), (json.GetProperty("items").GetArrayLength(), json.GetProperty("items")[0].GetProperty("agreesWithLog").GetString()));
        Assert.Contains("免费", json.GetProperty("licence").GetString());
        var feed = System.Xml.Linq.XDocument.Parse(await visitor.Http.GetStringAsync(village.Home + "/feed"));
        Assert.Equal(6, feed.Root!.Elements().Count(e => e.Name.LocalName == "entry"));
        var page = await visitor.Page(village.At("evil"));
        Assert.Empty(page.QuerySelectorAll("main script:not([src])"));
        Assert.Contains("<script>alert(1)</script>", page.QuerySelector("main")!.TextContent);
    }

    [Theory, OnEveryDatabase]
    public async Task A_place_is_found_by_name_initials_and_code_and_an_item_by_its_words(string on)
    {
        await using var village = await PublicVillage.Open(on);
        using var visitor = village.Running.Visitor();
        foreach (var asked in new[] { "竹溪", "zx", "ZXC", village.Branch.Code })
            Assert.Contains((await visitor.Page("/v?q=" + Uri.EscapeDataString(asked))).QuerySelectorAll(".hj-plain a"), a => a.GetAttribute("href") == village.Home);
        Assert.Contains((await visitor.Page("/v?q=老年食堂")).QuerySelectorAll(".hj-plain a"), a => a.GetAttribute("href") == village.At("canteen"));
        Assert.Empty((await visitor.Page("/v?q=%25")).QuerySelectorAll(".hj-plain a"));
        Assert.Single((await visitor.Page(village.Home + "/all?q=食堂&kind=decided")).QuerySelectorAll(".hj-plain li"));
    }
}
