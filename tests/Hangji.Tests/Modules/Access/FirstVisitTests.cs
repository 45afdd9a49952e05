using System.Net;
using AngleSharp.Html.Dom;
using Hangji.Modules.Access;
using Hangji.Modules.Access.Accounts;
using Hangji.Modules.Access.Contract;
using Hangji.Modules.Access.FirstVisit;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Shell;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Access;

public sealed class The_first_visit
{
    private static readonly (string, string)[] Filled =
    [
        ("Form.Name", "中共青石镇委员会"), ("Form.ShortName", "青石镇党委"), ("Form.Kind", "committee"), ("Form.Field", "village"), ("Form.Code", "330700001"), ("Form.DisplayName", "周文斌"),
        ("Form.UserName", "zhouwenbin"), ("Form.Password", People.LongPassword), ("Form.Again", People.LongPassword), ("Form.SystemName", "xitong"), ("Form.SecurityName", "anquan"), ("Form.AuditName", "shenji"),
    ];

    private static IHtmlFormElement StartForm(IHtmlDocument page) => page.Forms.Single(f => f.QuerySelector("[name='Form.UserName']") is not null);

    [Theory, OnEveryDatabase]
    public async Task Sets_up_the_first_body_signs_its_officer_in_and_hands_three_passwords_over_once(string on)
    {
        await using var house = await RunningHouse.Open(on);
        using var visitor = house.Visitor();
        Assert.Equal("/start", (await visitor.Get("/sign-in")).Answer.Led());
        // Pressed twice: the browser shows the second answer, and a lost password would leave three administrators outside.
        var form = StartForm(await visitor.Page("/start"));
        var presses = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => visitor.SendOn(form, Filled)));
        Assert.Single(presses.Select(p => p.QuerySelector("table")!.TextContent).Distinct());
        var handed = presses[0].QuerySelectorAll("table tbody tr").Select(r => r.QuerySelectorAll("code").Select(c => c.TextContent).ToList()).ToList();
        Assert.Equal(["xitong", "anquan", "shenji"], handed.Select(h => h[0]));
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/account/sessions")).Answer.StatusCode);
        Assert.Contains("青石镇党委 上级组织干部", (await visitor.Page("/account/sessions")).QuerySelector(".hj-seat summary")!.TextContent);
        using var auditor = house.Visitor();
        Assert.Equal("/admin/audit", (await auditor.TrySignIn("shenji", handed[2][1])).Answer.Led());
        Assert.Equal("/account/password", (await auditor.Get("/account/sessions")).Answer.Led());
        using var late = house.Visitor();
        Assert.Equal("/sign-in", (await late.Get("/start")).Answer.Led());
    }

    [Fact]
    public async Task Says_what_is_missing_and_keeps_what_was_typed()
    {
        await using var house = await RunningHouse.Open();
        using var visitor = house.Visitor();
        var (answer, page) = await visitor.Send(StartForm(await visitor.Page("/start")), [.. Filled.Where(f => f.Item1 != "Form.Code"), ("Form.Code", " ")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("请填写组织代码", page.Body!.TextContent);
        Assert.Equal("中共青石镇委员会", ((IHtmlInputElement)page.QuerySelector("[name='Form.Name']")!).Value);
        Assert.Empty(await house.House.Work(s => s.GetRequiredService<AppDb>().Accounts.ToListAsync()));
        Assert.Empty(await house.House.Work(s => s.GetRequiredService<AppDb>().Orgs.ToListAsync()));
        (answer, page) = await visitor.Send(StartForm(page), [.. Filled.Where(f => f.Item1 != "Form.AuditName"), ("Form.AuditName", "XITONG")]);
        Assert.Contains("几个账号要由不同的人使用", page.Body!.TextContent);
    }

    [Fact]
    public async Task From_another_machine_it_takes_the_word_on_the_servers_console()
    {
        await using var house = await RunningHouse.Open();
        using var visitor = house.Visitor();
        visitor.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "192.0.2.7");
        var (answer, page) = await visitor.Send(StartForm(await visitor.Page("/start")), Filled);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("设置口令不对", page.Body!.TextContent);
        var token = await house.House.Work(s => Task.FromResult(s.GetRequiredService<SetUpToken>().Printed));
        (answer, _) = await visitor.Send(StartForm(page), [.. Filled, ("Form.Token", token.ToUpperInvariant())]);
        Assert.StartsWith("/start?shown=", answer.Led());
    }

    [Theory, OnEveryDatabase]
    public async Task Two_who_come_at_once_leave_one_house(string on)
    {
        await using var house = await House.Open(on);
        SetUpHouse.Form Form(string code) => new() { Name = "中共青石镇委员会" + code, ShortName = "青石镇党委", Code = code, DisplayName = "周", UserName = "zhou" + code, Password = People.LongPassword, Again = People.LongPassword };
        var answers = await Task.WhenAll(new[] { "1001", "1002" }.Select(code => Task.Run(() => house.Work(a => { }, s => s.GetRequiredService<SetUpHouse>().Run(Form(code), default)))));
        Assert.Single(answers, a => a.Done is not null);
        Assert.Single(await house.Work(s => s.GetRequiredService<AppDb>().Orgs.ToListAsync()));
    }

    private sealed class Sample : IDemoData
    {
        public Task<Refusal?> Load(Action<string> say, CancellationToken stop) { say("两个村"); return Task.FromResult<Refusal?>(null); }
        public IReadOnlyList<(string UserName, string Password, string What)> SignIns => [("demo-branch", "demo password", "书记")];
    }

    [Fact]
    public async Task Offers_the_demo_county_and_prints_its_sign_ins()
    {
        await using var house = await RunningHouse.Open(adjust: b => b.Services.AddScoped<IDemoData, Sample>());
        using var visitor = house.Visitor();
        var form = (await visitor.Page("/start")).Forms.Single(f => f.TextContent.Contains("装入示范县"));
        Assert.Equal("/start", (await visitor.Send(form)).Answer.Led());
        var page = await visitor.Page("/start");
        Assert.Contains("demo-branch", page.Body!.TextContent);
    }
}

public sealed class The_admin_command
{
    private static async Task<(int Code, string Out, string Error)> Run(House house, string line, string? input = null)
    {
        var (o, e) = (new StringWriter(), new StringWriter());
        var place = house.Store.Postgres is { } postgres ? new[] { "--postgres", postgres } : [];
        var code = await AdminCommand.Run(new Command([.. line.Split(' '), "--data", house.Store.Folder, .. place], o, e), new StringReader(input ?? ""));
        return (code, o.ToString(), e.ToString());
    }

    [Theory, OnEveryDatabase]
    public async Task Opens_accounts_and_seats_for_somebody_at_the_machine(string on)
    {
        await using var house = await House.Open(on);
        var org = await house.Body("竹溪村党支部");
        var opened = await Run(house, "create-account chenqishan --name 陈启山");
        Assert.True(opened.Code == 0, opened.Error);
        Assert.Matches("首次密码：[a-z0-9]{5}-[a-z0-9]{5}-[a-z0-9]{5}", opened.Out);
        Assert.Equal(0, (await Run(house, $"grant-seat chenqishan --org {org.Code} --role secretary")).Code);
        Assert.Contains("竹溪村党支部 书记", (await Run(house, "list-accounts")).Out);
        Assert.Contains("\"user\": \"chenqishan\"", (await Run(house, "list-accounts --json")).Out);
    }

    [Theory, OnEveryDatabase]
    public async Task Takes_a_password_from_standard_input_and_never_shows_it(string on)
    {
        await using var house = await House.Open(on);
        var weak = await Run(house, "create-account chenqishan --name 陈启山 --password-stdin", "1234567890\n");
        Assert.Equal((2, "这个密码太容易猜到，请换一个"), (weak.Code, weak.Error.Trim()));
        var taken = await Run(house, "create-account chenqishan --name 陈启山 --password-stdin", People.LongPassword + "\r\n");
        Assert.Equal(0, taken.Code);
        Assert.DoesNotContain(People.LongPassword, taken.Out);
        var account = (await house.Work(s => s.GetRequiredService<AppDb>().Accounts.SingleAsync()));
        Assert.False(account.MustChangePassword);
        Assert.Contains("新密码", (await Run(house, "reset-password chenqishan")).Out);
        Assert.True((await house.Work(s => s.GetRequiredService<AppDb>().Accounts.SingleAsync())).MustChangePassword);
    }

    [Theory]
    [InlineData("create-account", 2)]
    [InlineData("reset-password nobody", 2)]
    [InlineData("make-administrator nobody --kind system", 2)]
    [InlineData("unknown", 2)]
    [InlineData("grant-seat chenqishan --org 404 --role secretary", 2)]
    [InlineData("make-administrator chenqishan --kind emperor", 2)]
    public async Task Says_no_in_a_sentence_and_by_its_exit_code(string line, int code)
    {
        await using var house = await House.Open("sqlite");
        await house.Account("chenqishan");
        var (got, _, error) = await Run(house, line);
        Assert.Equal(code, got);
        Assert.NotEmpty(error);
        Assert.DoesNotContain("   at ", error);
    }
}
