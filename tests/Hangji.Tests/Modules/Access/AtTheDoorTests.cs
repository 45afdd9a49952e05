using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Hangji.Modules.Access;
using Hangji.Modules.Access.Accounts;
using Hangji.Modules.Access.Contract;
using Hangji.Modules.Access.SignIns;
using Hangji.Platform.Data;
using Hangji.Tests.Situations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Access;

public sealed class At_the_door
{
    [Theory, OnEveryDatabase]
    public async Task The_way_in_and_out(string on)
    {
        await using var house = await RunningHouse.Open(on);
        await house.Seat(await house.Account("chenqishan"), await house.Body("竹溪村党支部"));
        using var visitor = house.Visitor();
        var (turned, _) = await visitor.Get("/account/sessions");
        Assert.Equal("/sign-in?back=%2Faccount%2Fsessions", turned.Led());
        var (wrong, page) = await visitor.TrySignIn("chenqishan", "not this one");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Contains("还可以试 4 次", page.Body!.TextContent);
        Assert.Equal("chenqishan", ((IHtmlInputElement)page.QuerySelector("[name=UserName]")!).Value);
        Assert.Equal("", ((IHtmlInputElement)page.QuerySelector("[name=Password]")!).Value);
        var (right, _) = await visitor.TrySignIn("chenqishan", People.LongPassword, "/account/sessions");
        Assert.Equal("/account/sessions", right.Led());
        var sessions = await visitor.Page("/account/sessions");
        Assert.Contains("竹溪村党支部", sessions.QuerySelector(".hj-seat")!.TextContent);
        var (left, _) = await visitor.Send((await visitor.Page("/sign-out")).Forms[0]);
        Assert.Equal("/sign-in", left.Led());
        Assert.Contains("cache", left.Headers.GetValues("Clear-Site-Data").Single());
        Assert.Equal(HttpStatusCode.Found, (await visitor.Get("/account/sessions")).Answer.StatusCode);
    }

    [Fact]
    public async Task The_cookie_is_for_the_server_alone_and_for_https_alone_where_there_is_https()
    {
        await using var house = await RunningHouse.Open(adjust: b => b.Services.AddSingleton<Microsoft.AspNetCore.Hosting.IStartupFilter>(new BehindHttps()));
        await house.Account("chenqishan");
        using var visitor = house.Visitor();
        var page = await visitor.Page("/sign-in");
        var cookies = new List<string>();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Headers = { { "X-Test-Https", "1" } } };
        var antiforgery = page.Forms[0];
        request.Content = new FormUrlEncodedContent(Visitor.Filled(antiforgery).Where(f => f.Key is not ("UserName" or "Password")).Concat([new("UserName", "chenqishan"), new("Password", People.LongPassword)]));
        var answer = await visitor.Http.SendAsync(request);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("hangji=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie);
        Assert.Contains("samesite=lax", cookie);
        Assert.Contains("secure", cookie);
        Assert.DoesNotContain("expires", cookie);
    }

    private sealed class BehindHttps : Microsoft.AspNetCore.Hosting.IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, go) =>
            {
                if (http.Request.Headers.ContainsKey("X-Test-Https")) http.Request.Scheme = "https";
                return go(http);
            });
            next(app);
        };
    }

    [Theory]
    [InlineData("//evil.example", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("/me", "/me")]
    public async Task Nobody_is_led_to_another_site(string back, string to)
    {
        await using var house = await RunningHouse.Open();
        await house.Seat(await house.Account("chenqishan"), await house.Body("竹溪村党支部"));
        using var visitor = house.Visitor();
        Assert.Equal(to, (await visitor.TrySignIn("chenqishan", People.LongPassword, back)).Answer.Led());
    }

    [Fact]
    public async Task With_several_seats_one_is_chosen_and_another_taken_later_from_the_bar()
    {
        await using var house = await RunningHouse.Open();
        var (first, second) = (await house.Body("竹溪村党支部"), await house.Body("溪口村党支部"));
        var account = await house.Account("chenqishan");
        await house.Seat(account, first);
        await house.Seat(account, second, "committee-member");
        using var visitor = house.Visitor();
        var (entered, _) = await visitor.TrySignIn("chenqishan", People.LongPassword, "/account/sessions");
        Assert.Equal("/seat?back=%2Faccount%2Fsessions", entered.Led());
        var choice = await visitor.Page("/seat?back=%2Faccount%2Fsessions");
        var button = choice.QuerySelectorAll("button[name=seat]").Single(b => b.TextContent.Contains("溪口村"));
        var (chosen, _) = await visitor.Send((IHtmlFormElement)button.Closest("form")!, ("seat", button.GetAttribute("value")!));
        Assert.Equal("/account/sessions", chosen.Led());
        var page = await visitor.Page("/account/sessions");
        Assert.Contains("溪口村党支部 委员", page.QuerySelector(".hj-seat summary")!.TextContent);
        var other = page.QuerySelectorAll(".hj-seat button[name=seat]").Single(b => b.TextContent.Contains("竹溪村"));
        var (switched, _) = await visitor.Send((IHtmlFormElement)other.Closest("form")!, ("seat", other.GetAttribute("value")!));
        Assert.Equal(HttpStatusCode.Found, switched.StatusCode);
        Assert.Contains("竹溪村党支部 书记", (await visitor.Page("/account/sessions")).QuerySelector(".hj-seat summary")!.TextContent);
        var kinds = await house.House.Work(s => s.GetRequiredService<AppDb>().AuditEntries.Where(e => e.Kind == AuditKinds.SeatTaken).CountAsync());
        Assert.Equal(2, kinds);
    }

    [Fact]
    public async Task The_second_step_comes_between_password_and_entrance()
    {
        await using var house = await RunningHouse.Open();
        var account = await house.Account("chenqishan");
        await house.Seat(account, await house.Body("竹溪村党支部"));
        using var own = await house.SignIn("chenqishan");
        var setUp = await own.Page("/account/code");
        var key = setUp.QuerySelector("#key")!.TextContent.Replace(" ", "");
        Assert.NotNull(setUp.QuerySelector("#qr svg"));
        var codes = await own.SendOn(setUp.Forms.Single(f => f.QuerySelector("[name=Code]") is not null), ("Code", Totp.Code(key, Totp.Step(house.House.Clock.Now))));
        var recovery = codes.QuerySelectorAll("#codes code").Select(c => c.TextContent).ToList();
        Assert.Equal(10, recovery.Count);

        using var visitor = house.Visitor();
        Assert.Equal("/sign-in/code?back=%2F", (await visitor.TrySignIn("chenqishan", People.LongPassword)).Answer.Led());
        Assert.Equal(HttpStatusCode.Found, (await visitor.Get("/account/sessions")).Answer.StatusCode);
        var ask = await visitor.Page("/sign-in/code?back=%2F");
        var (wrong, again) = await visitor.Send(ask.Forms[0], ("Code", "000000"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Equal("/", (await visitor.Send(again.Forms[0], ("Code", recovery[3]))).Answer.Led());
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/account/sessions")).Answer.StatusCode);

        using var stranger = house.Visitor();
        Assert.Equal(HttpStatusCode.Found, (await stranger.Get("/sign-in/code")).Answer.StatusCode);
    }

    [Fact]
    public async Task A_password_set_by_somebody_else_is_changed_before_anything_else()
    {
        await using var house = await RunningHouse.Open();
        var org = await house.Body("竹溪村党支部");
        var password = await house.House.Work(async s => (await s.GetRequiredService<OpenAccount>().Run(new() { UserName = "liguihua", DisplayName = "李桂花" }, default)).Password!);
        var account = await house.House.Work(s => s.GetRequiredService<AppDb>().Accounts.SingleAsync());
        await house.Seat(account, org);
        using var visitor = house.Visitor();
        await visitor.TrySignIn("liguihua", password);
        Assert.Equal("/account/password", (await visitor.Get("/account/sessions")).Answer.Led());
        var form = (await visitor.Page("/account/password")).Forms.Single(f => f.QuerySelector("[name='Form.NewPassword']") is not null);
        var (weak, page) = await visitor.Send(form, ("Form.Password", password), ("Form.NewPassword", "1234567890"), ("Form.Again", "1234567890"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, weak.StatusCode);
        Assert.Contains("太容易猜到", page.Body!.TextContent);
        form = page.Forms.Single(f => f.QuerySelector("[name='Form.NewPassword']") is not null);
        Assert.Equal(HttpStatusCode.Found, (await visitor.Send(form, ("Form.Password", password), ("Form.NewPassword", People.LongPassword), ("Form.Again", People.LongPassword))).Answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/account/sessions")).Answer.StatusCode);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_every_device_at_once()
    {
        await using var house = await RunningHouse.Open();
        await house.Seat(await house.Account("chenqishan"), await house.Body("竹溪村党支部"));
        using var phone = await house.SignIn("chenqishan");
        using var office = await house.SignIn("chenqishan");
        var list = await phone.Page("/account/sessions");
        Assert.Equal(2, list.QuerySelectorAll("form input[name=Id]").Length);
        await phone.Send(list.Forms.Last());
        Assert.Equal(HttpStatusCode.Found, (await office.Get("/account/sessions")).Answer.StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await phone.Get("/account/sessions")).Answer.StatusCode);
    }

    [Theory, OnEveryDatabase]
    public async Task A_form_posted_after_the_session_ended_is_given_back_and_sent_after_signing_in_again(string on)
    {
        await using var house = await RunningHouse.Open(on);
        var account = await house.Account("chenqishan");
        await house.Seat(account, await house.Body("竹溪村党支部"));
        using var visitor = await house.SignIn("chenqishan");
        var form = (await visitor.Page("/account/password")).Forms.Single(f => f.QuerySelector("[name='Form.NewPassword']") is not null);
        await house.House.Work(s => s.GetRequiredService<Sessions>().EndOthers(account.Id, null, default));
        var (answer, page) = await visitor.Send(form, ("Form.Again", "x"), ("Note", "写了一半的话"));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("写了一半的话", ((IHtmlInputElement)page.QuerySelector("input[name=Note]")!).Value);
        Assert.Null(page.QuerySelector("input[name='Form.NewPassword']"));
        await visitor.TrySignIn("chenqishan", People.LongPassword);
        var (_, ready) = await visitor.Send(page.Forms.Single(f => f.QuerySelector("[name=Note]") is not null));
        var (landed, _) = await visitor.Send(ready.Forms.Single(f => f.QuerySelector("[name=Note]") is not null));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, landed.StatusCode);
    }
}

public sealed class Strange_input_at_the_door
{
    private static readonly string[] Odd = ["", new string('长', 5000), "<script>alert(1)</script>", "'; drop table accounts; --", "😀", "𬍛䶮", "a\0b", "\uFFFE", "张\uFFFE建军\uFFFF", new string('长', 63) + "😀", "%00", "\u202Eevil", "９２２３３７２０３６８５４７７５８０８", "-1", "{0}", "../../etc/passwd"];

    [Theory, OnEveryDatabase]
    public async Task Is_answered_in_words_and_never_breaks_a_page(string on)
    {
        await using var house = await RunningHouse.Open(on);
        var town = await house.Body("青石镇党委", kind: "committee");
        using var officer = await house.Holder(town, "superior-officer");
        using var auditor = await house.Visitor(await house.House.Administrator("audit"));
        var wrong = new List<string>();
        foreach (var odd in Odd)
        {
            var e = Uri.EscapeDataString(odd);
            foreach (var (who, path) in new[] { (officer, $"/access/seats?q={e}&after={e}"), (officer, $"/access/seats/new?org={e}"), (officer, $"/why-access?verb={e}&org={e}"), (auditor, $"/admin/audit?q={e}&kind={e}&from={e}&before={e}"), (auditor, $"/admin/audit/facts?q={e}") })
                if ((await who.Get(path)).Answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.BadRequest or HttpStatusCode.RequestUriTooLong) and var status) wrong.Add($"{path[..Math.Min(80, path.Length)]}: {(int)status}");
            using var visitor = house.Visitor();
            if ((await visitor.TrySignIn(odd, odd)).Answer.StatusCode is not (HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest) and var signIn) wrong.Add($"sign-in {odd}: {(int)signIn}");
            var form = (await officer.Page($"/access/seats/new?org={town.Code}")).Forms.Single(f => f.QuerySelector("[name='Form.UserName']") is not null);
            var (grant, _) = await officer.Send(form, ("Form.UserName", odd), ("Form.DisplayName", odd), ("Form.Role", odd), ("Form.FromOn", odd), ("Form.ToOn", odd), ("Form.OnBehalfOf", odd), ("Form.Appointment", odd), ("Form.Org", odd));
            if ((int)grant.StatusCode >= 500 || (int)grant.StatusCode < 400) wrong.Add($"grant {odd[..Math.Min(20, odd.Length)]}: {(int)grant.StatusCode}");
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}

public sealed class What_is_refused
{
    [Theory, OnEveryDatabase]
    public async Task A_verb_the_seat_does_not_have_says_why_and_is_audited(string on)
    {
        await using var house = await RunningHouse.Open(on);
        using var visitor = await house.Holder(await house.Body("竹溪村党支部"), "member");
        var (answer, page) = await visitor.Get("/feedback/answers");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains(page.Links, l => l.GetAttribute("href") == "/why-access?verb=admin.system&page=%2Ffeedback%2Fanswers");
        var entry = await house.House.Work(s => s.GetRequiredService<AppDb>().AuditEntries.SingleAsync(e => e.Kind == AuditKinds.VerbRefused));
        Assert.Equal(("GET /feedback/answers", "admin.system"), (entry.Subject, entry.Reason));
    }

    [Fact]
    public async Task A_row_out_of_range_is_not_found_and_audited()
    {
        await using var house = await RunningHouse.Open(before: app => app.MapGet("/test/strange", IResult () => throw new Hangji.Platform.Scope.OutOfScopeException("organization 7")));
        using var visitor = await house.Holder(await house.Body("竹溪村党支部"), "secretary");
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get("/test/strange")).Answer.StatusCode);
        Assert.Equal("GET /test/strange", (await house.House.Work(s => s.GetRequiredService<AppDb>().AuditEntries.SingleAsync(e => e.Kind == AuditKinds.OutOfScope))).Subject);
    }

    [Fact]
    public async Task A_page_costs_no_reads_for_the_seat_while_the_gate_remembers_it()
    {
        var reads = new Counting();
        await using var house = await RunningHouse.Open(adjust: b => b.Services.ConfigureDbContext<AppDb>(o => o.AddInterceptors(reads)), before: app => app.MapGet("/test/nothing", (ActingSeat seat) => seat.OrgName).RequireAuthorization(Verbs.ReadMembers));
        using var visitor = await house.Holder(await house.Body("竹溪村党支部"), "secretary");
        Assert.Equal("竹溪村党支部", (await visitor.Http.GetStringAsync("/test/nothing")));
        reads.Count = 0;
        for (var i = 0; i < 10; i++) await visitor.Http.GetStringAsync("/test/nothing");
        Assert.True(reads.Count <= 4, $"{reads.Count} commands for ten requests");
    }

    private sealed class Counting : Microsoft.EntityFrameworkCore.Diagnostics.DbCommandInterceptor
    {
        public int Count;
        public override ValueTask<Microsoft.EntityFrameworkCore.Diagnostics.InterceptionResult<System.Data.Common.DbDataReader>> ReaderExecutingAsync(System.Data.Common.DbCommand command,
            Microsoft.EntityFrameworkCore.Diagnostics.CommandEventData eventData, Microsoft.EntityFrameworkCore.Diagnostics.InterceptionResult<System.Data.Common.DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref Count);
            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }
    }
}
