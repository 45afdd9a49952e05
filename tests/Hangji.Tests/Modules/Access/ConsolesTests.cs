using System.Net;
using AngleSharp.Html.Dom;
using Hangji.Modules.Access;
using Hangji.Modules.Access.Contract;
using Hangji.Platform.Data;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Access;

public sealed class The_consoles
{
    private static IHtmlFormElement FormOf(IHtmlDocument page, string button) => page.Forms.Single(f => f.QuerySelectorAll("button").Any(b => b.TextContent.Contains(button)));

    [Theory, OnEveryDatabase]
    public async Task Security_opens_an_account_resets_a_password_and_puts_an_administrator_forward_whom_system_confirms(string on)
    {
        await using var house = await RunningHouse.Open(on);
        using var security = await house.Visitor(await house.House.Administrator("security"));
        using var system = await house.Visitor(await house.House.Administrator("system"));
        var told = await security.SendOn(FormOf(await security.Page("/admin/security/new"), "开通账号"), ("Form.UserName", "liguihua"), ("Form.DisplayName", "李桂花"), ("Form.Password", "chosen by the poster"), ("Form.KeepPassword", "true"));
        var password = told.QuerySelector("#password")!.TextContent;
        Assert.NotEqual("chosen by the poster", password);
        using var visitor = house.Visitor();
        Assert.Equal("/seat?back=%2F", (await visitor.TrySignIn("liguihua", password)).Answer.Led());

        var account = await house.House.Work(s => s.GetRequiredService<AppDb>().Accounts.SingleAsync(a => a.UserName == "liguihua"));
        var page = await security.Page($"/admin/security/{account.Id}");
        var (no, refused) = await security.Send(FormOf(page, "重设密码"), ("Reason", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, no.StatusCode);
        var reset = await security.SendOn(FormOf(refused, "重设密码"), ("Reason", "本人到场"));
        Assert.NotEqual(password, reset.QuerySelector("#password")!.TextContent);

        Assert.Equal($"/admin/security/{account.Id}", (await security.Send(FormOf(reset, "提请任命"), ("Kind", "audit"))).Answer.Led());
        var pending = FormOf(await system.Page("/admin/system"), "确认任命");
        Assert.Equal("/admin/system", (await system.Send(pending, ("Yes", "true"))).Answer.Led());
        Assert.Equal("audit", (await house.House.Work(s => s.GetRequiredService<AppDb>().Accounts.AsNoTracking().SingleAsync(a => a.Id == account.Id))).AdminKind);
    }

    [Fact]
    public async Task Security_sees_names_and_titles_of_seats_and_who_is_locked()
    {
        await using var house = await RunningHouse.Open();
        await house.Seat(await house.Account("chenqishan"), await house.Body("竹溪村党支部"));
        using var visitor = house.Visitor();
        for (var i = 0; i < 5; i++) await visitor.TrySignIn("chenqishan", "wrong");
        using var security = await house.Visitor(await house.House.Administrator("security"));
        var row = (await security.Page("/admin/security?only=locked")).QuerySelectorAll("tbody tr").Single();
        Assert.Contains("竹溪村党支部 书记", row.TextContent);
        Assert.Contains("锁定到", row.TextContent);
        Assert.Empty((await security.Page("/admin/security?only=disabled")).QuerySelectorAll("tbody tr"));
        Assert.Single((await security.Page("/admin/security?q=CHENQI")).QuerySelectorAll("tbody tr"));
        Assert.Single((await security.Page("/admin/security?only=admin")).QuerySelectorAll("tbody tr"));
        Assert.Empty((await security.Page("/admin/security?only=unused")).QuerySelectorAll("tbody tr"));
    }

    [Fact]
    public async Task The_list_of_accounts_goes_on_page_by_page()
    {
        await using var house = await RunningHouse.Open();
        using var security = await house.Visitor(await house.House.Administrator("security"));
        await house.House.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            for (var i = 0; i < 120; i++) db.Add(new Account { Id = Ids.Next(), UserName = $"user{i:000}", NormalizedUserName = $"USER{i:000}", DisplayName = $"人 {i}" });
            await db.SaveChangesAsync();
        });
        var seen = new List<string>();
        for (string? at = "/admin/security"; at is not null;)
        {
            var page = await security.Page(at);
            seen.AddRange(page.QuerySelectorAll("tbody th").Select(c => c.TextContent));
            at = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }
        Assert.Equal(121, seen.Count);
        Assert.Equal(121, seen.Distinct().Count());
    }

    [Theory, OnEveryDatabase]
    public async Task Audit_filters_pages_and_takes_away_a_sheet_and_sees_acts_without_their_contents(string on)
    {
        await using var house = await RunningHouse.Open(on);
        var org = await house.Body("竹溪村党支部");
        await house.Seat(await house.Account("chenqishan"), org);
        using var visitor = house.Visitor();
        await visitor.TrySignIn("chenqishan", "wrong");
        using var auditor = await house.Visitor(await house.House.Administrator("audit"));
        var all = (await auditor.Page("/admin/audit")).QuerySelectorAll("tbody tr").Length;
        var failed = (await auditor.Page("/admin/audit?kind=sign-in.failed&from=2026-11-20&to=2026-11-20")).QuerySelectorAll("tbody tr");
        Assert.True(all > failed.Length);
        Assert.Contains("CHENQISHAN", failed.Single().TextContent);
        Assert.Empty((await auditor.Page("/admin/audit?kind=sign-in.failed&to=2026-11-19")).QuerySelectorAll("tbody tr"));
        Assert.Empty((await auditor.Page("/admin/audit?kind=sign-in.failed&from=2026-11-21")).QuerySelectorAll("tbody tr"));
        Assert.NotEmpty((await auditor.Page("/admin/audit?from=not-a-day&before=x&to=9999-99-99")).QuerySelectorAll("tbody tr"));
        var acts = await auditor.Page("/admin/audit/facts?q=organization");
        Assert.Contains("organization.set-up", acts.Body!.TextContent);
        Assert.DoesNotContain("竹溪村", acts.QuerySelector("table")!.TextContent);
        var sheet = await auditor.Http.GetAsync("/admin/audit.xlsx?kind=sign-in.failed");
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", sheet.Content.Headers.ContentType!.MediaType);
        Assert.Contains("导出", (await auditor.Page("/admin/audit")).QuerySelector("tbody tr")!.TextContent);
    }

    [Fact]
    public async Task An_address_with_letters_where_a_number_or_a_day_belongs_is_no_page()
    {
        await using var house = await RunningHouse.Open();
        using var officer = await house.Holder(await house.Body("青石镇党委", kind: "committee"), "superior-officer");
        foreach (var bad in new[] { "/statistics?org=abc", "/statistics?year=-9223372036854775809", "/statistics/pivot?asof=2025-13-99" })
            Assert.Equal((bad, HttpStatusCode.NotFound), (bad, (await officer.Get(bad)).Answer.StatusCode));
    }

    [Fact]
    public async Task System_says_what_runs_and_how_to_back_it_up()
    {
        await using var house = await RunningHouse.Open();
        using var system = await house.Visitor(await house.House.Administrator("system"));
        var page = await system.Page("/admin/system");
        Assert.Contains("SQLite 3.", page.Body!.TextContent);
        Assert.Contains("0001_ground", page.Body.TextContent);
        Assert.Contains("hangji backup", page.Body.TextContent);
    }
}

public sealed class A_superior_at_the_desk
{
    private static IHtmlFormElement FormOf(IHtmlDocument page, string name) => page.Forms.Single(f => f.QuerySelector($"[name='{name}']") is not null);

    [Theory, OnEveryDatabase]
    public async Task Opens_an_account_with_its_seat_and_ends_it(string on)
    {
        await using var house = await RunningHouse.Open(on);
        var town = await house.Body("青石镇党委", kind: "committee");
        var (branch, beside) = (await house.Body("竹溪村党支部", town), await house.Body("白云镇党委", kind: "committee"));
        using var officer = await house.Holder(town, "superior-officer");
        Assert.Contains("没有找到这个组织", (await officer.Page($"/access/seats/new?org={beside.Code}")).Body!.TextContent);
        var page = await officer.Page("/access/seats/new?org=" + Uri.EscapeDataString("竹溪村党支部"));
        var (no, refused) = await officer.Send(FormOf(page, "Form.UserName"), ("Form.UserName", "chenqishan"), ("Form.DisplayName", "陈启山"), ("Form.Role", "secretary"), ("Form.OnBehalfOf", "周文斌"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, no.StatusCode);
        Assert.Contains("代为办理要写明到哪一天为止", refused.Body!.TextContent);
        Assert.Empty(await house.House.Work(s => s.GetRequiredService<AppDb>().Accounts.Where(a => a.UserName == "chenqishan").ToListAsync()));
        var told = await officer.SendOn(FormOf(refused, "Form.UserName"), ("Form.OnBehalfOf", ""));
        using var visitor = house.Visitor();
        await visitor.TrySignIn("chenqishan", told.QuerySelector("#password")!.TextContent);
        Assert.Contains("竹溪村党支部 书记 陈启山", (await visitor.Page("/account/password")).QuerySelector(".hj-seat summary")!.TextContent);

        var list = await officer.Page("/access/seats?q=陈启山");
        var acts = list.QuerySelector("tbody th a")!.GetAttribute("href")!;
        var (ended, _) = await officer.Send((await officer.Page(acts)).Forms.Single(f => f.QuerySelector("#reason-end") is not null), ("Reason", "换届"));
        Assert.Equal("/access/seats", ended.Led());
        Assert.Empty((await officer.Page("/access/seats?q=陈启山")).QuerySelectorAll("tbody tr"));
    }

    [Fact]
    public async Task Does_not_find_seats_beside_and_resets_no_password_of_somebody_who_acts_elsewhere()
    {
        await using var house = await RunningHouse.Open();
        var (town, beside) = (await house.Body("青石镇党委", kind: "committee"), await house.Body("白云镇党委", kind: "committee"));
        var branch = await house.Body("竹溪村党支部", town);
        var (chen, li) = (await house.Account("chenqishan"), await house.Account("liguihua"));
        await house.Seat(chen, branch);
        await house.Seat(chen, beside, "clerk");
        await house.Seat(li, beside);
        using var officer = await house.Holder(town, "superior-officer");
        var seats = await house.House.Work(s => s.GetRequiredService<AppDb>().Seats.AsNoTracking().ToListAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await officer.Get($"/access/seats/{seats.Single(s => s.AccountId == li.Id).Id}")).Answer.StatusCode);
        var page = await officer.Page($"/access/seats/{seats.Single(s => s.AccountId == chen.Id && s.OrgId == branch.Id).Id}");
        var (answer, said) = await officer.Send(page.Forms.Single(f => f.QuerySelector("#reason-reset") is not null), ("Reason", "忘了密码"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("范围之外也有席位", said.Body!.TextContent);
    }
}

public sealed class Why_can_I_do_this_or_not
{
    private static async Task<string> Ask(RunningHouse house, Visitor visitor, string query) => string.Join(' ', (await visitor.Page("/why-access" + query)).QuerySelector("main")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [Theory, OnEveryDatabase]
    public async Task Says_seat_role_range_and_who_could_grant_it(string on)
    {
        await using var house = await RunningHouse.Open(on);
        var town = await house.Body("青石镇党委", kind: "committee");
        var (branch, beside) = (await house.Body("竹溪村党支部", town), await house.Body("溪口村党支部", town));
        using var visitor = await house.Holder(branch, "committee-member");
        var no = await Ask(house, visitor, $"?verb={Verbs.OpenMaskedField}&org={branch.Id}");
        Assert.Contains("不能：查看隐藏的个人信息", no);
        Assert.Contains("您现在以“竹溪村党支部 委员”办事", no);
        Assert.Contains("竹溪村党支部 在范围内", no);
        Assert.Contains("要有这些角色之一：书记、副书记、上级组织干部", no);
        Assert.Contains("可以请 青石镇党委 授予", no);
        Assert.Contains("可以：记录会议", await Ask(house, visitor, $"?verb={Verbs.RecordMeetings}&org={branch.Id}"));
        var beyond = await Ask(house, visitor, $"?verb={Verbs.RecordMeetings}&org={beside.Id}");
        Assert.Contains("组织不在席位的范围内", beyond);
        Assert.DoesNotContain("溪口村", beyond);
        Assert.Equal(beyond, await Ask(house, visitor, $"?verb={Verbs.RecordMeetings}&org=404404"));
        Assert.Contains("只归审计管理员办", await Ask(house, visitor, $"?verb={Verbs.RunAudit}"));
        Assert.DoesNotContain("不能", (await Ask(house, visitor, "?verb=no.such&org=x")).Replace("为什么能看、不能办", ""));
    }

    [Fact]
    public async Task Names_the_other_seat_from_which_it_can_be_done()
    {
        await using var house = await RunningHouse.Open();
        var branch = await house.Body("竹溪村党支部");
        var account = await house.Account("chenqishan");
        await house.Seat(account, branch, "reader");
        using var visitor = await house.Visitor(account);
        await house.Seat(account, branch, "secretary");
        Assert.Contains("换到您的另一个席位“竹溪村党支部 书记”就能办", await Ask(house, visitor, $"?verb={Verbs.RecordMeetings}"));
    }
}

public sealed class My_data
{
    private sealed class Register : IOwnRecord
    {
        public string Title => "党员信息";
        public Task<IReadOnlyList<OwnRecordLine>> Read(long personId, CancellationToken stop) => Task.FromResult<IReadOnlyList<OwnRecordLine>>(personId == 70 ? [new("姓名", "陈启山"), new("公民身份号码", "110101199003070038")] : []);
    }

    [Theory, OnEveryDatabase]
    public async Task Shows_what_is_stored_and_who_opened_masked_fields_and_goes_out_as_json(string on)
    {
        await using var house = await RunningHouse.Open(on, b => b.Services.AddScoped<IOwnRecord, Register>());
        var account = await house.Account("chenqishan");
        await house.Seat(account, await house.Body("竹溪村党支部"));
        await house.House.Work(s => s.GetRequiredService<AppDb>().Accounts.ExecuteUpdateAsync(u => u.SetProperty(a => a.PersonId, 70)));
        await house.House.Work(async s =>
        {
            await s.GetRequiredService<Audit>().Record(AuditKinds.FieldOpened, "id · 70", "核对转接材料");
            await s.GetRequiredService<Audit>().Record(AuditKinds.FieldOpened, "id · 1170", "别人的");
        });
        using var visitor = await house.Visitor(account);
        var page = (await visitor.Page("/me")).QuerySelector("main")!.TextContent;
        Assert.Contains("110101199003070038", page);
        Assert.Contains("核对转接材料", page);
        Assert.DoesNotContain("别人的", page);
        var json = await visitor.Http.GetStringAsync("/me.json");
        Assert.Contains("核对转接材料", json);
        using var stranger = house.Visitor();
        Assert.Equal(HttpStatusCode.Found, (await stranger.Get("/me.json")).Answer.StatusCode);
    }
}
