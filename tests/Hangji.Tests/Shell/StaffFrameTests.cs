using System.Net;
using AngleSharp.Dom;
using Hangji.Shell;
using Hangji.Shell.Parts;
using Hangji.Tests.Situations;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Shell;

public class The_frame_of_the_signed_in
{
    [Fact]
    public async Task Shows_the_menu_of_the_acting_role_and_marks_where_one_is()
    {
        await using var running = await RunningHouse.Open(adjust: b => b.Services.AddMenu(new MenuEntry("审计", "shield-check", "/audit", "admin.audit", 95), new MenuEntry("样张", "flag", "/help", null, 96, Badge: (_, _) => ValueTask.FromResult(7))));
        using var visitor = await running.Visitor(await running.House.Administrator("system"));
        var page = await visitor.Page("/feedback/answers");
        var menu = page.QuerySelector("nav#menu")!;
        Assert.Equal("/feedback/answers", Assert.Single(menu.QuerySelectorAll("a[aria-current=page]")).GetAttribute("href"));
        Assert.DoesNotContain("/audit", menu.QuerySelectorAll("a").Select(a => a.GetAttribute("href")));
        Assert.Equal("7", menu.QuerySelector("a[href='/help'] span")!.TextContent);
        Assert.Equal("#menu", page.QuerySelector("nav.hj-tabbar a:last-child")!.GetAttribute("href"));
        Assert.InRange(page.QuerySelectorAll("nav.hj-tabbar a").Length, 1, 5);
        Assert.Equal(["/feedback", "/relief", "/privacy", "/export"], page.QuerySelectorAll("footer li a:not([lang])").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public async Task Names_the_seat_finds_things_and_lets_one_out()
    {
        await using var running = await RunningHouse.Open(adjust: b => b.Services.AddScoped<ISeatMenu, TwoSeats>());
        using var visitor = await running.Visitor(await running.House.Administrator("system"));
        var page = await visitor.Page("/feedback/answers?from=0");
        Assert.Equal("竹溪村党支部 · 书记 陈启山", page.QuerySelector("details.hj-seat summary span")!.TextContent);
        var form = page.QuerySelector("details.hj-seat form[method=post][action='/seat']")!;
        Assert.Equal(["1", "2"], form.QuerySelectorAll("button[name=seat]").Select(b => b.GetAttribute("value")));
        Assert.Equal("true", form.QuerySelector("button[value='1']")!.GetAttribute("aria-current"));
        Assert.Equal("/feedback/answers?from=0", form.QuerySelector("input[name=back]")!.GetAttribute("value"));
        Assert.NotNull(form.QuerySelector("input[name=__RequestVerificationToken]"));
        Assert.NotNull(form.QuerySelector("a[href='/sign-out']"));
        Assert.NotNull(page.QuerySelector("form[role=search][action='/search'] input[name=q]"));
    }

    [Fact]
    public async Task Is_shown_to_nobody_who_is_signed_out()
    {
        await using var running = await RunningHouse.Open();
        using var visitor = running.Visitor();
        var (answer, _) = await visitor.Get("/feedback/answers");
        Assert.Equal((HttpStatusCode.Found, "/sign-in"), (answer.StatusCode, answer.Headers.Location!.AbsolutePath));
    }

    sealed class TwoSeats : ISeatMenu
    {
        public ValueTask<SeatMenu?> Read(CancellationToken stop) =>
            ValueTask.FromResult<SeatMenu?>(new("竹溪村党支部 · 书记 陈启山", [new("1", "竹溪村党支部 · 书记", true), new("2", "竹溪村村民委员会 · 主任", false)]));
    }
}
