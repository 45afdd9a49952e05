using System.Net;
using AngleSharp.Html.Dom;
using Hangji.Modules.Access;
using Hangji.Modules.Access.Accounts;
using Hangji.Modules.Access.Contract;
using Hangji.Modules.Access.SignIns;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Access;

public sealed class A_second_step_that_is_asked_for
{
    private static Task<Account> Bare(House house, string kind) => house.Work(async s =>
    {
        var (account, _, _) = await s.GetRequiredService<OpenAccount>().Run(new() { UserName = "bare-" + kind, DisplayName = "管理员", Password = People.LongPassword }, default);
        Assert.Null(await s.GetRequiredService<Administrators>().Make(account!.Id, kind, default));
        return account;
    });

    private static Task Demand(RunningHouse house, string whom) => house.House.Work(async s => Assert.Null(await s.GetRequiredService<DemandCode>().Run(whom, "试验", default)));

    private static IHtmlFormElement CodeForm(IHtmlDocument page) => page.Forms.Single(f => f.QuerySelector("[name=Code]") is not null);

    [Theory, OnEveryDatabase]
    public async Task Comes_before_anything_else_of_an_administrator_and_then_the_console_opens(string on)
    {
        await using var house = await RunningHouse.Open(on);
        var account = await Bare(house.House, "security");
        using var elsewhere = await house.Visitor(account);
        using var visitor = house.Visitor();
        Assert.Equal("/admin/security", (await visitor.TrySignIn("bare-security", People.LongPassword)).Answer.Led());
        foreach (var door in new[] { "/admin/security", "/admin/security/new", "/me", "/account/sessions", "/" }) Assert.Equal("/account/code", (await visitor.Get(door)).Answer.Led());
        Assert.Equal("/account/code", (await visitor.Post("/admin/security/new", [])).Answer.Led());
        var page = await visitor.Page("/account/code");
        Assert.Contains("设好以后才能办别的事", page.Body!.TextContent);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.Send(CodeForm(page), ("Code", "000000"))).Answer.StatusCode);
        Assert.Equal("/account/code", (await visitor.Get("/admin/security")).Answer.Led());
        var key = page.QuerySelector("#key")!.TextContent.Replace(" ", "");
        // Pressed twice: the browser drops the first answer, so the second must show the same codes.
        var presses = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => visitor.SendOn(CodeForm(page), ("Code", Totp.Code(key, Totp.Step(house.House.Clock.Now))))));
        var codes = presses.Select(p => string.Join(' ', p.QuerySelectorAll("#codes code").Select(c => c.TextContent))).Distinct().Single().Split(' ');
        Assert.Equal(10, codes.Length);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/admin/security")).Answer.StatusCode);
        // The other device came in by the password alone.
        Assert.Equal("/sign-in?back=%2Fadmin%2Fsecurity", (await elsewhere.Get("/admin/security")).Answer.Led());
        // It cannot be taken off again as long as it is asked for.
        static IHtmlFormElement FormOf(IHtmlDocument page, string button) => page.Forms.Single(f => f.QuerySelector("button")?.TextContent == button);
        page = await visitor.Page("/account/code");
        Assert.Contains("还有 10 个恢复码没有用过", page.Body!.TextContent);
        var (kept, why) = await visitor.Send(FormOf(page, "停用动态口令"), ("Password", People.LongPassword));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, kept.StatusCode);
        Assert.Contains("不能停用", why.Body!.TextContent);
        // The address that showed them opens for five minutes, and for nobody else.
        var address = Assert.Single(await house.House.Work(s => s.GetRequiredService<AppDb>().Set<FormReceipt>().Where(r => r.WentTo!.StartsWith("/account/code?shown=")).Select(r => r.WentTo!).ToListAsync()));
        async Task<int> Shown(Visitor to, string at) => (await to.Get(at)).Page.QuerySelectorAll("#codes code").Length;
        using var other = await house.Visitor(await house.House.Administrator("audit"));
        Assert.Equal((10, 0, 0), (await Shown(visitor, address), await Shown(other, address), await Shown(visitor, address[..^1] + "!")));
        house.House.Clock.Now = house.House.Clock.Now.AddMinutes(6);
        Assert.Equal(0, await Shown(visitor, address));
        // Lost codes are made anew with the password; the ones before open nothing any more.
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.Send(FormOf(why, "重新生成恢复码"), ("Password", "wrong"))).Answer.StatusCode);
        var anew = (await visitor.SendOn(FormOf(why, "重新生成恢复码"), ("Password", People.LongPassword))).QuerySelectorAll("#codes code").Select(c => c.TextContent).ToList();
        Assert.Empty(anew.Intersect(codes));
        Task<Refusal?> Enter(string code) => house.House.Work(s => s.GetRequiredService<EnterByCode>().Run(account.Id, code, default));
        Assert.NotNull(await Enter(codes[0]));
        Assert.Null(await Enter(anew[0]));
    }

    [Fact]
    public async Task Follows_the_password_that_somebody_else_set()
    {
        await using var house = await RunningHouse.Open();
        var password = await house.House.Work(async s =>
        {
            var (account, first, _) = await s.GetRequiredService<OpenAccount>().Run(new() { UserName = "shenji", DisplayName = "审计" }, default);
            Assert.Null(await s.GetRequiredService<Administrators>().Make(account!.Id, "audit", default));
            return first!;
        });
        using var visitor = house.Visitor();
        await visitor.TrySignIn("shenji", password);
        Assert.Equal("/account/password", (await visitor.Get("/account/code")).Answer.Led());
        var form = (await visitor.Page("/account/password")).Forms.Single(f => f.QuerySelector("[name='Form.NewPassword']") is not null);
        await visitor.Send(form, ("Form.Password", password), ("Form.NewPassword", People.LongPassword), ("Form.Again", People.LongPassword));
        Assert.Equal("/account/code", (await visitor.Get("/admin/audit")).Answer.Led());
    }

    [Theory, OnEveryDatabase]
    public async Task Is_asked_of_whom_the_house_says(string on)
    {
        await using var house = await RunningHouse.Open(on);
        await house.Seat(await house.Account("chenqishan"), await house.Body("竹溪村党支部"));
        using var admin = await house.Visitor(await Bare(house.House, "audit"));
        using var officer = await house.SignIn("chenqishan");
        (string, string) Ways((HttpResponseMessage, IHtmlDocument) a, (HttpResponseMessage, IHtmlDocument) b) => (Way(a.Item1), Way(b.Item1));
        static string Way(HttpResponseMessage answer) => answer.StatusCode == HttpStatusCode.OK ? "in" : answer.Led()!;
        Assert.Equal(("/account/code", "in"), Ways(await admin.Get("/admin/audit"), await officer.Get("/account/sessions")));
        await Demand(house, DemandCode.OfEverybody);
        Assert.Equal(("/account/code", "/account/code"), Ways(await admin.Get("/admin/audit"), await officer.Get("/account/sessions")));
        await Demand(house, DemandCode.OfNobody);
        Assert.Equal(("in", "in"), Ways(await admin.Get("/admin/audit"), await officer.Get("/account/sessions")));
    }

    [Theory, OnEveryDatabase]
    public async Task Is_changed_in_the_security_console_with_a_reason_that_the_auditor_reads(string on)
    {
        await using var house = await RunningHouse.Open(on);
        using var security = await house.Visitor(await house.House.Administrator("security"));
        async Task<(HttpResponseMessage Answer, IHtmlDocument Page)> Send(params (string, string)[] typed) =>
            await security.Send((await security.Page("/admin/security")).Forms.Single(f => f.QuerySelector("[name=Whom]") is not null), typed);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Send(("Whom", "nobody"))).Answer.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Send(("Whom", "the-others"), ("Reason", "x"))).Answer.StatusCode);
        Assert.Equal("/admin/security", (await Send(("Whom", "everybody"), ("Reason", "三级等保整改"))).Answer.Led());
        var entry = await house.House.Work(s => s.GetRequiredService<AppDb>().AuditEntries.SingleAsync(e => e.Kind == AuditKinds.CodeDemanded));
        Assert.Equal(("每个账号都必须用", "三级等保整改"), (entry.Subject, entry.Reason));
        Assert.Contains("每个账号都必须用", (await security.Page("/admin/security")).QuerySelector("#second-step .is-done")!.TextContent);
    }

    [Theory]
    [InlineData("everybody", "administrators", "", "请写明原因")]
    [InlineData("everybody", "administrators", "等保", null)]
    [InlineData("administrators", "administrators", "等保", "现在就是这样要求的")]
    [InlineData(null, "administrators", "等保", "请选择谁必须用动态口令")]
    public void A_change_needs_another_value_and_a_reason(string? whom, string now, string reason, string? said) => Assert.Equal(said, DemandCode.Check(whom, now, reason)?.Message);
}
