using System.Net;
using AngleSharp.Html.Dom;
using Hangji.Modules.Access;
using Hangji.Modules.Members;
using Hangji.Modules.Members.Importing;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Roster = Hangji.Tests.Situations.Members;

namespace Hangji.Tests.Modules.Members;

/// <summary>The pages as somebody without script reads and fills them.</summary>
public sealed class Pages_of_members
{
    sealed record Scene(RunningHouse Running, OrgNode Town, OrgNode Branch, OrgNode Other, Visitor Clerk) : IAsyncDisposable
    {
        public House House => Running.House;

        public static async Task<Scene> Open(string on = "sqlite", string role = "secretary")
        {
            var running = await RunningHouse.Open(on);
            var town = await running.House.Body("青石镇党委", kind: "committee");
            var (branch, other) = (await running.House.Body("竹溪村党支部", town), await running.House.Body("溪口村党支部", town));
            var account = await running.House.Account("clerk");
            await running.House.Seat(account, branch, role);
            return new(running, town, branch, other, await running.Visitor(account));
        }

        public async ValueTask DisposeAsync()
        {
            Clerk.Dispose();
            await Running.DisposeAsync();
        }
    }

    static string[] Names(IHtmlDocument page) => [.. page.QuerySelectorAll("table.hj-table tbody th a").Select(a => a.TextContent)];

    [Theory, OnEveryDatabase]
    public async Task The_list_searches_filters_and_sorts_within_the_seat(string on)
    {
        await using var scene = await Scene.Open(on);
        var id = Roster.IdNumber(new(1990, 5, 6), man: false);
        await scene.House.Member(scene.Branch, "陈启山", Roster.Entry("陈启山") with { Ethnic = "05", Education = "61", Born = new(1948, 3, 1), Joined = new(1971, 7, 1), Full = new(1972, 7, 1) });
        await scene.House.Member(scene.Branch, "安小满", Roster.Entry("安小满", id, joined: new(2026, 5, 1), sex: "2") with { Ethnic = "01", Education = "21", Born = new(1990, 5, 6) });
        await scene.House.Member(scene.Branch, "𬍛某", Roster.Entry("𬍛某") with { Mobile = true, MobilePlace = "杭州" });
        await scene.House.Member(scene.Other, "别村人");
        async Task<string[]> List(string query) => Names(await scene.Clerk.Page("/members" + query));
        Assert.Equal(3, (await List("")).Length);
        Assert.DoesNotContain("别村人", await List(""));
        Assert.Equal(["安小满"], await List("?q=小满"));
        Assert.Equal(["陈启山"], await List("?q=cqs"));
        Assert.Equal(["安小满"], await List("?q=" + id));
        Assert.Equal(["安小满"], await List("?kind=probationary"));
        Assert.Equal(["安小满"], await List("?sex=2"));
        Assert.Equal(["陈启山"], await List("?ethnic=minority"));
        Assert.Equal(["安小满"], await List("?education=2"));
        Assert.Equal(["陈启山"], await List("?age=61-"));
        Assert.Equal(["安小满"], await List("?age=36-36"));
        Assert.Empty(await List("?age=37-40"));
        Assert.Equal(["𬍛某"], await List("?status=mobile"));
        Assert.Equal(["陈启山"], await List("?to=1980"));
        Assert.Equal("陈启山", (await List("?sort=joined"))[0]);
        Assert.Equal("安小满", (await List(""))[0]);
        Assert.Equal(2, (await List("?asof=2026-04-30")).Length);
        Assert.Equal(3, (await List("?q=%3Cb%3E&kind=nonsense&age=x&asof=99")).Length + 3);
        var english = await scene.Clerk.Page("/members?lang=en");
        Assert.Contains("Full member", english.Body!.TextContent);
        var export = await scene.Clerk.Http.GetAsync("/members/export.xlsx?sex=2");
        Assert.Equal(HttpStatusCode.OK, export.StatusCode);
        Assert.True((await export.Content.ReadAsByteArrayAsync()).AsSpan(0, 2).SequenceEqual("PK"u8));
        var tab = await scene.Clerk.Page($"/orgs/{scene.Branch.Id}/members");
        Assert.Equal(3, Names(tab).Length);
        Assert.Equal(HttpStatusCode.NotFound, (await scene.Clerk.Get($"/orgs/{scene.Other.Id}/members")).Answer.StatusCode);
    }

    [Fact]
    public async Task Pages_follow_one_another_without_gap_or_repetition()
    {
        await using var scene = await Scene.Open();
        var lines = Enumerable.Range(0, 120).Select(i => $"陈{(char)(0x4E00 + i * 7)}山,男,19{i % 60 + 20}-07-01,,正式党员").Prepend("姓名,性别,入党时间,转正时间,人员类别").ToArray();
        var (batch, _) = await scene.House.Import(Trees.SeatOf(scene.Branch), scene.Branch, Roster.Csv(lines));
        Assert.Null(await scene.House.TakeImport(Trees.SeatOf(scene.Branch), batch!.Id));
        foreach (var sort in new[] { "name", "joined" })
        {
            var (seen, path) = (new List<string>(), "/members?sort=" + sort);
            while (true)
            {
                var page = await scene.Clerk.Page(path);
                seen.AddRange(Names(page));
                if (page.QuerySelector("a[rel=next]") is not IHtmlAnchorElement next) break;
                path = next.GetAttribute("href")!;
            }
            Assert.Equal(batch.Fresh, seen.Count);
            Assert.Equal(seen.Count, seen.Distinct().Count());
        }
    }

    [Theory, OnEveryDatabase]
    public async Task A_member_is_registered_looked_at_and_corrected(string on)
    {
        await using var scene = await Scene.Open(on);
        var id = Roster.IdNumber(new(1980, 5, 6));
        var form = (await scene.Clerk.Page("/members/new")).Forms.Single(f => f.QuerySelector("[name='Form.Name']") is not null);
        var (refused, again) = await scene.Clerk.Send(form, ("Form.Name", "陈启山"), ("Form.IdNumber", id[..17] + "?"), ("Form.Joined", "2005.7"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal("陈启山", ((IHtmlInputElement)again.QuerySelector("[name='Form.Name']")!).Value);
        Assert.Contains("公民身份号码", again.QuerySelector("#refusal")!.TextContent);
        var (done, _) = await scene.Clerk.Send(form, ("Form.Name", "陈启山"), ("Form.IdNumber", id), ("Form.Joined", "2005.7"), ("Form.Full", "2006-07-01"), ("Form.Phone", "13812345678"));
        Assert.StartsWith("/members/", done.Led());
        var person = await scene.Clerk.Page(done.Led()!);
        Assert.DoesNotContain(id, person.ToHtmlText());
        Assert.Contains("138****5678", person.Body!.TextContent);
        Assert.Contains("转为正式党员", person.Body!.TextContent);

        var reveal = person.Forms.Single(f => f.QuerySelector("[name=reason]") is not null);
        var (noReason, _) = await scene.Clerk.Send(reveal, ("field", "id"), ("reason", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, noReason.StatusCode);
        var (shown, opened) = await scene.Clerk.Send(reveal, ("field", "id"), ("reason", "开介绍信核对"));
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        Assert.Contains(id, opened.Body!.TextContent);
        Assert.Contains("no-store", shown.Headers.CacheControl!.ToString());
        Assert.DoesNotContain(id, (await scene.Clerk.Page(done.Led()!)).ToHtmlText());

        var edit = (await scene.Clerk.Page(done.Led() + "/edit")).Forms.Single(f => f.QuerySelector("[name=seen]") is not null);
        var (saved, kept) = await scene.Clerk.Send(edit, ("Form.Unit", "竹溪合作社"), ("Reason", "补登单位"));
        Assert.True(done.Led() == saved.Led(), kept.QuerySelector("main")?.TextContent);
        var (stale, told) = await scene.Clerk.Send(edit, ("_once", "another"), ("Form.Unit", "别处"), ("Reason", "再改"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, stale.StatusCode);
        Assert.Equal("别处", ((IHtmlInputElement)told.QuerySelector("[name='Form.Unit']")!).Value);

        foreach (var act in new[] { "group", "spell", "leave", "post" }) await scene.Clerk.Page($"{done.Led()}/{act}");
        var spell = (await scene.Clerk.Page(done.Led() + "/spell")).Forms.Single(f => f.QuerySelector("[name=choice]") is not null);
        var (begun, _) = await scene.Clerk.Send(spell, ("choice", "mobile/work"), ("on", "2026-11-01"), ("place", "杭州"));
        Assert.Equal(done.Led(), begun.Led());
        Assert.Contains("杭州", (await scene.Clerk.Page(done.Led()!)).Body!.TextContent);
    }

    [Theory, OnEveryDatabase]
    public async Task A_spreadsheet_is_uploaded_checked_chosen_taken_and_undone(string on)
    {
        await using var scene = await Scene.Open(on);
        var (one, two) = (Roster.IdNumber(new(1975, 1, 2)), Roster.IdNumber(new(1990, 5, 6), man: false));
        var upload = (await scene.Clerk.Page("/import")).Forms.Single(f => f.QuerySelector("[type=file]") is not null);
        async Task<HttpResponseMessage> Upload(string text)
        {
            using var content = new MultipartFormDataContent();
            foreach (var field in Visitor.Filled(upload).Where(f => f.Key != "_once").Append(new("_once", Guid.NewGuid().ToString("n")))) content.Add(new StringContent(field.Value), field.Key);
            content.Add(new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(text)), "file", "名册.csv");
            return await scene.Clerk.Http.PostAsync("/import", content);
        }
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Upload("")).StatusCode);
        var sent = await Upload($"姓名,身份证号,入党时间,转正时间\n陈启山,{one},1998-07-01,1999-07-01\n林小满,{two},2015-07-01,2016-07-01\n坏号码,33032619800506,2015-07-01,2016-07-01\n");
        var path = sent.Led()!;
        var page = await Until(scene.Clerk, path, p => p.QuerySelector("#rows") is not null);
        Assert.DoesNotContain(one, page.ToHtmlText());
        Assert.Contains("坏号码", page.QuerySelector("#rows")!.TextContent);
        var list = await scene.Clerk.Page(path + "?list=new");
        var choose = list.Forms.Single(f => f.QuerySelector("[name=shown]") is not null);
        await scene.Clerk.Post(path + "?list=new", Visitor.Filled(choose).Where(f => !(f.Key == "take" && f.Value == "3")));
        var take = (await scene.Clerk.Page(path)).Forms.Single(f => f.QuerySelector("button[value=take]") is not null);
        Assert.Contains("1 行", take.TextContent);
        await scene.Clerk.Send(take, ("do", "take"));
        page = await Until(scene.Clerk, path, p => p.QuerySelector($"a[href='{path}/undo']") is not null);
        Assert.Equal(["陈启山"], Names(await scene.Clerk.Page("/members")));
        Assert.Equal(HttpStatusCode.OK, (await scene.Clerk.Http.GetAsync(path + "/problems.xlsx")).StatusCode);
        var undo = (await scene.Clerk.Page(path + "/undo")).Forms.Single(f => f.QuerySelector("button[name=except]") is not null);
        Assert.Equal(path, (await scene.Clerk.Send(undo)).Answer.Led());
        Assert.Empty(Names(await scene.Clerk.Page("/members")));
        Assert.Contains("已撤回", (await scene.Clerk.Page("/import")).Body!.TextContent);
    }

    [Fact]
    public async Task A_reader_may_look_and_nothing_more()
    {
        await using var scene = await Scene.Open(role: "reader");
        var membership = await scene.House.Member(scene.Branch, "陈启山");
        var page = await scene.Clerk.Page($"/members/{membership.PersonId}");
        Assert.Null(page.QuerySelector("[name=reason]"));
        Assert.DoesNotContain("5月6日", page.Body!.TextContent);
        Assert.Equal(HttpStatusCode.Forbidden, (await scene.Clerk.Get("/members/new")).Answer.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await scene.Clerk.Get("/import")).Answer.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await scene.Clerk.Get("/members/export.xlsx")).Answer.StatusCode);
    }

    [Fact]
    public async Task Another_seats_ids_are_not_found()
    {
        await using var scene = await Scene.Open();
        var stranger = await scene.House.Member(scene.Other, "别村人");
        foreach (var path in new[] { "", "/edit", "/leave", "/spell" }) Assert.Equal(HttpStatusCode.NotFound, (await scene.Clerk.Get($"/members/{stranger.PersonId}{path}")).Answer.StatusCode);
        var (batch, _) = await scene.House.Import(Trees.SeatOf(scene.Other), scene.Other, Roster.Csv("姓名,性别,入党时间", "林小满,女,2020-07-01"));
        foreach (var path in new[] { "", "/undo", "/problems.xlsx" }) Assert.Equal(HttpStatusCode.NotFound, (await scene.Clerk.Get($"/import/{batch!.Id}{path}")).Answer.StatusCode);
    }

    static async Task<IHtmlDocument> Until(Visitor visitor, string path, Func<IHtmlDocument, bool> ready)
    {
        for (var i = 0; i < 200; i++)
        {
            var page = await visitor.Page(path);
            if (ready(page)) return page;
            await Task.Delay(100);
        }
        throw new TimeoutException(path + " did not get there");
    }
}

static class HtmlTextOfPages
{
    public static string ToHtmlText(this IHtmlDocument page) => page.DocumentElement.OuterHtml;
}
