using System.Net;
using AngleSharp.Html.Dom;
using Hangji.Modules.Deliberation;
using Hangji.Modules.Meetings;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Deliberation;

public sealed class Pages_of_matters
{
    static string Text(AngleSharp.Dom.INode page) => string.Join(' ', page.TextContent.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
    static IHtmlFormElement Form(IHtmlDocument page) => page.QuerySelectorAll("main form").OfType<IHtmlFormElement>().Single(f => f.Method == "post");

    [Fact]
    public async Task A_secretary_raises_a_matter_and_takes_it_to_the_wait_for_the_representatives()
    {
        await using var running = await RunningHouse.Open();
        var v = await Village.Of(running.House);
        using var visitor = await running.Holder(v.Branch, "secretary");
        var fresh = await visitor.Page("/matters/new");
        var (answer, refused) = await visitor.Send(Form(fresh), ("Form.Title", "硬化道路"), ("Form.Kind", "public-works"), ("Form.Source", "petition-villagers"), ("Form.Signed", "12"), ("Form.SignedOf", "1210"), ("Form.Body", "2.4 千米"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("联名 12 人，不足十分之一（至少 121 人）", Text(refused.Body!));
        Assert.Contains("2.4 千米", Text(refused.QuerySelector("textarea")!));
        (answer, _) = await visitor.Send(Form(refused), ("Form.Signed", "137"), ("Form.Amount", "486,300"), ("Form.On", "2026-09-21"));
        var address = answer.Led()!;
        Assert.StartsWith("/matters/", address);
        var page = await visitor.Page(address);
        Assert.Equal(8, page.QuerySelectorAll(".hj-flow>li").Length);
        Assert.Contains("村党组织提议", Text(page.QuerySelector(".hj-flow>li.is-now")!));
        Assert.Contains("486,300.00 元", Text(page.Body!));
        var id = long.Parse(address[(address.LastIndexOf('/') + 1)..], null);
        await v.ThreeSteps(id);
        page = await visitor.Page(address);
        var now = Text(page.QuerySelector(".hj-flow>li.is-now")!);
        Assert.Contains("有效的村民会议对代表会议的授权", now);
        Assert.Contains("会前通知", now.Replace("会议通知：提前 10 日发出", "会前通知"));
        Assert.Contains("三分之二以上", now.Replace("3分之2以上", "三分之二以上"));
        Assert.Equal(3, page.QuerySelectorAll(".hj-flow>li.is-done").Length);
        Assert.Contains("至少 16 人", Text(page.QuerySelectorAll(".hj-flow>li")[2]));
        // The act is refused by the server too, with the way forward, and what was typed is still there.
        var pay = await visitor.Page(address + "/payment");
        (answer, refused) = await visitor.Send(Form(pay), ("Form.Purpose", "施工预付款 30%"), ("Form.Amount", "140,310.00"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("还没有有效的决议", Text(refused.Body!));
        Assert.Contains("第二十八条", Text(refused.Body!));
        Assert.Equal("施工预付款 30%", refused.QuerySelector("input[name='Form.Purpose']")!.GetAttribute("value"));
        var english = await visitor.Page(address + "?lang=en");
        Assert.Contains("The village Party body proposes", Text(english.Body!));
        Assert.DoesNotContain("T[", Text(english.Body!));
    }

    [Fact]
    public async Task Today_the_tab_of_the_body_the_search_and_the_list_lead_to_it()
    {
        await using var running = await RunningHouse.Open();
        var v = await Village.Of(running.House);
        var id = await v.Raise();
        using var visitor = await running.Holder(v.Branch, "secretary");
        Assert.Contains("等我办的程序", Text((await visitor.Page("/")).Body!));
        Assert.NotNull((await visitor.Page($"/orgs/{v.Branch.Id}")).QuerySelector($"a[href='/matters?org={v.Branch.Id}']"));
        Assert.NotNull((await visitor.Page("/search?q=茶场")).QuerySelector($"a[href='/matters/{id}']"));
        Assert.NotNull((await visitor.Page("/matters?state=ready")).QuerySelector($"a[href='/matters/{id}']"));
        Assert.Null((await visitor.Page("/matters?state=ended")).QuerySelector($"a[href='/matters/{id}']"));
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/matters/export")).Answer.StatusCode);
        using var township = await running.Holder(v.Township, "superior-officer");
        Assert.NotNull((await township.Page("/matters")).QuerySelector($"a[href='/matters/{id}']"));
        var other = await running.House.Body("溪口村党支部", v.Township);
        using var stranger = await running.Holder(other, "secretary");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get($"/matters/{id}")).Answer.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get($"/matters/{id}/payment")).Answer.StatusCode);
    }

    [Fact]
    public async Task The_recording_page_carries_the_matter_and_its_step_turns()
    {
        await using var running = await RunningHouse.Open();
        var v = await Village.Of(running.House);
        var id = await v.Raise();
        using var visitor = await running.Holder(v.Branch, "secretary");
        var link = (await visitor.Page($"/matters/{id}")).QuerySelector("a[href*='about=']")!.GetAttribute("href")!;
        var record = await visitor.Page(link);
        Assert.Equal(id.ToString(System.Globalization.CultureInfo.InvariantCulture), record.QuerySelector("input[name='about-1']")!.GetAttribute("value"));
        Assert.Equal("竹溪村至云岭茶场道路硬化", record.QuerySelector("[name='item-1']")!.GetAttribute("value"));
    }

    [Fact]
    public async Task The_supervision_seat_sees_its_village_writes_and_changes_no_matter()
    {
        await using var running = await RunningHouse.Open();
        var v = await Village.Of(running.House);
        var id = await v.Raise();
        using var visitor = await running.Holder(v.Supervision, "chair");
        var page = await visitor.Page("/supervision");
        var (answer, _) = await visitor.Send(Form(page), ("Kind", "question"), ("Matter", id.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("Text", "勘测费为什么先付"));
        Assert.Equal("/supervision", answer.Led());
        Assert.Contains("勘测费为什么先付", Text((await visitor.Page("/supervision")).Body!));
        Assert.Contains("勘测费为什么先付", Text((await visitor.Page($"/matters/{id}")).Body!));
        Assert.Null((await visitor.Page($"/matters/{id}")).QuerySelector("a[href$='/payment']"));
        Assert.Contains("村务监督委员会的席位不能代办", Text((await visitor.Page($"/matters/{id}/payment")).Body!));
        Assert.Contains("“村党组织提议”由村党组织办，村务监督委员会的席位不能代办", Text((await visitor.Page($"/matters/{id}")).QuerySelector(".is-now")!));
    }
}
