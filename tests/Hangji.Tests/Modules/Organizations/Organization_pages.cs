using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Tests.Situations;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hangji.Tests.Modules.Organizations;

public sealed class Organization_pages
{
    private sealed record Town(RunningHouse Running, Visitor Officer, OrgNode Top, OrgNode A, OrgNode B, OrgNode Branch, OrgNode Group) : IAsyncDisposable
    {
        public static async Task<Town> Open(string on = "sqlite", string role = "superior-officer")
        {
            var running = await RunningHouse.Open(on, b => b.Services.Replace(ServiceDescriptor.Scoped<IPersonNames, Names>()));
            var house = running.House;
            var top = await house.Body("安澜县委", kind: "committee");
            var (a, b) = (await house.Body("青石镇党委", top, "committee"), await house.Body("白水镇党委", top, "committee"));
            var branch = await house.Body("竹溪村党支部", a);
            var group = await house.Body("第一党小组", branch, "group");
            var account = await house.Account("officer");
            await house.Seat(account, top, role);
            return new(running, await running.Visitor(account), top, a, b, branch, group);
        }

        public async Task<IHtmlDocument> Sent(string page, params (string, string)[] typed)
        {
            var opened = await Officer.Page(page);
            var (answer, next) = await Officer.Send(opened.QuerySelector<IHtmlFormElement>("main form[method=post]")!, typed);
            if (answer.StatusCode != HttpStatusCode.Found) return next;
            return await Officer.Page(answer.Headers.Location!.ToString());
        }

        public async ValueTask DisposeAsync()
        {
            Officer.Dispose();
            await Running.DisposeAsync();
        }
    }

    private sealed class Names : IPersonNames
    {
        public Task<IReadOnlyDictionary<long, PersonShown>> Of(IReadOnlyCollection<long> personIds, CancellationToken stop) =>
            Task.FromResult<IReadOnlyDictionary<long, PersonShown>>(personIds.ToDictionary(id => id, id => new PersonShown($"第{id}人", $"/members/{id}", "138****2107")));
    }

    private static readonly (string, string)[] Papers = [("Form.On", "2025-03-01"), ("Form.DocumentNo", "安组发〔2025〕3号"), ("Form.Approver", "中共安澜县委组织部")];

    [Theory, OnEveryDatabase]
    public async Task The_page_names_superiors_officers_led_bodies_and_the_day_its_term_ends(string on)
    {
        await using var town = await Town.Open(on);
        Assert.Contains("组织已设立", (await town.Sent($"/orgs/{town.Branch.Id}/led", ("Form.Place", "竹溪村"), ("Form.On", "2021-03-01"))).Body!.TextContent);
        await town.Sent($"/orgs/{town.Branch.Id}/elect", ("Form.On", "2025-12-07"), ("Form.TermYears", "5"));
        await town.Running.House.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            var council = await db.Orgs.SingleAsync(o => o.Kind == "villagers-committee");
            foreach (var (org, person, post) in new[] { (town.Branch.Id, 1L, "secretary"), (town.Branch.Id, 2L, "organization-member"), (council.Id, 1L, "chair") })
                db.Add(new Appointment { Id = Ids.Next(), OrgId = org, PersonId = person, Post = post, FromOn = new(2025, 12, 7) });
            db.Facts.Add(Fact.Of("appointment.made", town.Branch.Id));
            await db.SaveChangesAsync();
        });
        var page = await town.Officer.Page($"/orgs/{town.Branch.Id}");
        Assert.Equal(["组织", "安澜县委", "青石镇党委", "竹溪村党支部"], page.QuerySelectorAll(".hj-crumb li").Select(l => l.TextContent));
        var officers = page.QuerySelectorAll("main table").First().QuerySelectorAll("tbody tr").Select(r => string.Join('|', r.Children.Select(c => c.TextContent.Trim())));
        Assert.Equal(["第1人|书记|2025年12月7日|竹溪村村民委员会主任|138****2107", "第2人|组织委员|2025年12月7日|—|138****2107"], officers);
        Assert.Equal("/members/1", page.QuerySelector("main table a.hj-title")!.GetAttribute("href"));
        Assert.Contains("2030年12月7日", page.QuerySelector(".hj-figs")!.TextContent);
        var led = page.QuerySelectorAll("main table").ElementAt(1);
        Assert.Equal(4, led.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("第1人", led.TextContent);
        // Dates are drawn, not printed as markup.
        await town.Sent($"/orgs/{led.QuerySelector("a.hj-title")!.GetAttribute("href")!.Split('/')[^1]}/elect", ("Form.On", "2025-12-20"), ("Form.TermYears", "5"));
        Assert.Equal("2030年12月20日", (await town.Officer.Page($"/orgs/{town.Branch.Id}")).QuerySelectorAll("main table").ElementAt(1).QuerySelector("td[data-l='届满'] time")!.TextContent);
        Assert.Equal("2030年12月7日", (await town.Officer.Page("/orgs?q=竹溪村党支部")).QuerySelector("td[data-l='本届届满'] time")!.TextContent);
        var before = await town.Officer.Page($"/orgs/{town.Branch.Id}?asof=2020-06-01");
        Assert.DoesNotContain("第1人", before.Body!.TextContent);
        Assert.Contains("2020年6月1日", before.QuerySelector(".hj-note")!.TextContent);
        Assert.Contains("asof=2020-06-01", before.QuerySelector(".hj-crumb a")!.GetAttribute("href"));
    }

    [Theory, OnEveryDatabase]
    public async Task Each_act_is_recorded_from_its_page_and_told_in_the_history(string on)
    {
        await using var town = await Town.Open(on);
        var renamed = await town.Sent($"/orgs/{town.Branch.Id}/rename", [("Form.Name", "中共青石镇竹溪社区支部委员会"), ("Form.ShortName", "竹溪社区党支部"), .. Papers]);
        Assert.Equal("中共青石镇竹溪社区支部委员会", renamed.QuerySelector("h1")!.TextContent);
        await town.Sent($"/orgs/{town.Branch.Id}/change", [("Form.Field", "community"), ("Form.Phone", "0571-88880000"), .. Papers]);
        await town.Sent($"/orgs/{town.Branch.Id}/move", [("Form.ParentId", $"{town.B.Id}"), .. Papers]);
        await town.Sent($"/orgs/{town.Branch.Id}/link", [("Form.Hierarchy", "教育系统"), ("Form.SuperiorCode", town.Top.Code), .. Papers]);
        Assert.Contains("教育系统", (await town.Officer.Page($"/orgs/{town.Top.Id}")).Body!.TextContent);
        var split = await town.Sent($"/orgs/{town.Branch.Id}/split", [("Form.Name", "中共竹溪东支部委员会"), ("Form.ShortName", "竹溪东党支部"), ("Form.Code", "EAST"), ("Form.Bodies", $"{town.Group.Id}"), .. Papers]);
        Assert.Equal("中共竹溪东支部委员会", split.QuerySelector("h1")!.TextContent);
        Assert.Contains("第一党小组", split.Body!.TextContent);
        var history = await town.Officer.Page($"/orgs/{town.Branch.Id}/history");
        Assert.Equal(["拆分", "条线隶属", "隶属变更", "信息变更", "更名"], history.QuerySelector("main table")!.QuerySelectorAll("tbody th").Select(c => c.TextContent));
        Assert.Contains("竹溪村党支部 → 竹溪社区党支部", history.Body!.TextContent);
        Assert.Contains("安组发〔2025〕3号", history.Body.TextContent);
        Assert.Contains("补记", history.Body.TextContent);
        var merged = await town.Sent($"/orgs/{town.Branch.Id}/merge", [("Form.Bodies", (await town.Running.House.Work(s => s.GetRequiredService<AppDb>().Orgs.SingleAsync(o => o.Code == "EAST"))).Id.ToString()), .. Papers[1..], ("Form.On", "2025-04-01")]);
        Assert.Contains("已合并", merged.Body!.TextContent);
        Assert.Contains("第一党小组", merged.Body.TextContent);
    }

    [Fact]
    public async Task A_refused_act_keeps_what_was_typed_and_names_the_field()
    {
        await using var town = await Town.Open();
        var page = await town.Sent($"/orgs/{town.Branch.Id}/rename", ("Form.Name", "<b>新名 & 𬍛</b>"), ("Form.ShortName", "新名"), ("Form.On", "2027-01-01"), ("Form.DocumentNo", "1号"), ("Form.Approver", "镇党委"));
        Assert.Contains("日期不能晚于今天", page.QuerySelector("#refusal")!.TextContent);
        Assert.Equal("true", page.QuerySelector("[name='Form.On']")!.GetAttribute("aria-invalid"));
        Assert.Equal("<b>新名 & 𬍛</b>", ((IHtmlInputElement)page.QuerySelector("[name='Form.Name']")!).Value);
        var dissolve = await town.Sent($"/orgs/{town.Branch.Id}/dissolve", Papers);
        Assert.Contains("它之下还有 1 个组织", dissolve.QuerySelector("#refusal")!.TextContent);
    }

    [Fact]
    public async Task Who_was_overtaken_is_told_loses_nothing_and_sends_the_same_form_again()
    {
        await using var town = await Town.Open();
        var mine = await town.Officer.Page($"/orgs/{town.Branch.Id}/rename");
        await town.Sent($"/orgs/{town.Branch.Id}/change", [("Form.Address", "竹溪村1号"), .. Papers]);
        (string, string)[] typed = [("Form.Name", "中共竹溪社区支部委员会"), ("Form.ShortName", "竹溪社区党支部"), .. Papers];
        var (_, told) = await town.Officer.Send(mine.QuerySelector<IHtmlFormElement>("main form[method=post]")!, typed);
        Assert.Contains("别人已改动了这个组织", told.QuerySelector("#refusal")!.TextContent);
        var form = told.QuerySelector<IHtmlFormElement>("main form[method=post]")!;
        Assert.Equal("中共竹溪社区支部委员会", ((IHtmlInputElement)form.Elements["Form.Name"]!).Value);
        var (answer, _) = await town.Officer.Send(form);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("竹溪村1号", (await town.Running.House.Work(s => s.GetRequiredService<AppDb>().Orgs.SingleAsync(o => o.Name == "中共竹溪社区支部委员会"))).Address);
    }

    [Fact]
    public async Task Garbage_in_a_form_is_refused_in_words()
    {
        await using var town = await Town.Open();
        var page = await town.Sent($"/orgs/{town.Branch.Id}/elect", ("Form.On", "3月32日"), ("Form.TermYears", "五"));
        Assert.NotNull(page.QuerySelector("#refusal"));
        var move = await town.Sent($"/orgs/{town.Branch.Id}/move", [("Form.ParentId", "abc"), .. Papers]);
        Assert.Contains("请选择新的上级组织", move.QuerySelector("#refusal")!.TextContent);
    }

    [Fact]
    public async Task A_stranger_s_body_answers_404_on_every_page()
    {
        await using var town = await Town.Open();
        var other = await town.Running.House.Body("外县县委", kind: "committee");
        foreach (var page in new[] { "", "/history", "/rename", "/change", "/move", "/merge", "/split", "/dissolve", "/elect", "/link", "/led", "/set-up" })
            Assert.Equal(HttpStatusCode.NotFound, (await town.Officer.Get($"/orgs/{other.Id}{page}")).Answer.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await town.Officer.Get($"/orgs?below={other.Id}")).Answer.StatusCode);
    }

    [Fact]
    public async Task A_secretary_sees_the_body_but_not_the_acts()
    {
        await using var town = await Town.Open(role: "secretary");
        var page = await town.Officer.Page($"/orgs/{town.Branch.Id}");
        Assert.Empty(page.QuerySelectorAll($"a[href='/orgs/{town.Branch.Id}/rename']"));
        Assert.Equal(HttpStatusCode.Forbidden, (await town.Officer.Get($"/orgs/{town.Branch.Id}/rename")).Answer.StatusCode);
    }

    [Theory, OnEveryDatabase]
    public async Task The_tree_opens_by_links_and_the_list_finds_by_name_code_and_initials(string on)
    {
        await using var town = await Town.Open(on);
        var tree = await town.Officer.Page("/orgs");
        Assert.Equal(["安澜县委", "青石镇党委", "白水镇党委"], tree.QuerySelectorAll(".hj-tree a.hj-title").Select(a => a.TextContent));
        var opened = await town.Officer.Page(tree.QuerySelectorAll(".hj-tree li").Single(l => l.QuerySelector(":scope > .hj-bough > span a")?.TextContent == "青石镇党委").QuerySelector("a.hj-twig")!.GetAttribute("href")!);
        Assert.Contains("竹溪村党支部", opened.QuerySelectorAll(".hj-tree a.hj-title").Select(a => a.TextContent));
        Assert.Equal("true", opened.QuerySelectorAll("a.hj-twig")[1].GetAttribute("aria-expanded"));
        foreach (var q in new[] { "竹溪", town.Branch.Code, town.Branch.Code[..6], "%E7%AB%B9" })
            Assert.Contains("竹溪村党支部", (await town.Officer.Page($"/orgs?q={q}")).QuerySelectorAll("main table a.hj-title").Select(a => a.TextContent));
        Assert.Equal(["第一党小组"], (await town.Officer.Page("/orgs?kind=group")).QuerySelectorAll("main table a.hj-title").Select(a => a.TextContent));
        Assert.NotNull((await town.Officer.Page("/orgs?q=没有这个")).QuerySelector(".hj-empty"));
        Assert.Equal("/orgs/export?kind=group&view=list", (await town.Officer.Page("/orgs?kind=group")).QuerySelector("a[download]")!.GetAttribute("href"));
        using var sheet = await town.Officer.Http.GetAsync("/orgs/export?kind=group&view=list");
        Assert.Equal((HttpStatusCode.OK, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (sheet.StatusCode, sheet.Content.Headers.ContentType!.MediaType));
    }

    [Fact]
    public async Task The_pages_speak_English_too()
    {
        await using var town = await Town.Open();
        foreach (var path in new[] { "/orgs?lang=en", $"/orgs/{town.Branch.Id}?lang=en", $"/orgs/{town.Branch.Id}/history?lang=en", $"/orgs/{town.Branch.Id}/move?lang=en" })
        {
            var main = (await town.Officer.Page(path)).QuerySelector("main")!;
            foreach (var name in main.QuerySelectorAll("a, h1, label, .hj-meta, .hj-crumb, span.form-check-label")) name.TextContent = name.TextContent.Contains('党') || name.TextContent.Contains('委') ? "" : name.TextContent;
            Assert.DoesNotMatch(@"\p{IsCJKUnifiedIdeographs}", main.TextContent);
        }
    }
}
