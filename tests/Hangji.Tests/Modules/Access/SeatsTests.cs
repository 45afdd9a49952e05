using Hangji.Modules.Access;
using Hangji.Modules.Access.Contract;
using Hangji.Modules.Access.Seats;
using Hangji.Modules.Access.SignIns;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Access;

public sealed class Holding_a_seat
{
    private static Task<List<HeldSeat>> Held(House house, Account account) => house.Work(a => { }, s => s.GetRequiredService<HeldSeats>().Of(account.Id, house.Clock.Today(), default));

    private static Task<Appointment> Appoint(House house, OrgNode org, DateOnly from, DateOnly? to = null) => house.Work(async s =>
    {
        var db = s.GetRequiredService<AppDb>();
        var post = new Appointment { Id = Ids.Next(), OrgId = org.Id, PersonId = 70, Post = "secretary", FromOn = from, ToOn = to };
        db.Add(post);
        db.Facts.Add(Fact.Of("appointment.made", org.Id, post.Id));
        await db.SaveChangesAsync();
        return post;
    });

    [Theory, OnEveryDatabase]
    public async Task Lasts_from_its_first_day_to_the_day_before_its_end(string on)
    {
        await using var house = await House.Open(on);
        var org = await house.Body("竹溪村党支部");
        var account = await house.Account("chenqishan");
        await house.Seat(account, org, fromOn: new(2026, 11, 21), toOn: new(2026, 11, 23));
        var held = new List<int>();
        for (var day = 0; day < 5; day++, house.Clock.Now = house.Clock.Now.AddDays(1)) held.Add((await Held(house, account)).Count);
        Assert.Equal([0, 1, 1, 0, 0], held);
    }

    [Theory, OnEveryDatabase]
    public async Task Ends_with_the_appointment_behind_it(string on)
    {
        await using var house = await House.Open(on);
        var org = await house.Body("竹溪村党支部");
        var account = await house.Account("chenqishan");
        var post = await Appoint(house, org, new(2024, 1, 1));
        await house.Seat(account, org, appointmentId: post.Id);
        Assert.Single(await Held(house, account));
        await house.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            (await db.Appointments.SingleAsync()).ToOn = house.Clock.Today();
            db.Facts.Add(Fact.Of("appointment.ended", org.Id, post.Id));
            await db.SaveChangesAsync();
        });
        Assert.Empty(await Held(house, account));
    }

    [Theory, OnEveryDatabase]
    public async Task Ends_with_the_body(string on)
    {
        await using var house = await House.Open(on);
        var org = await house.Body("竹溪村党支部");
        var account = await house.Account("chenqishan");
        await house.Seat(account, org);
        await house.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            (await db.Orgs.SingleAsync()).DissolvedOn = house.Clock.Today();
            db.Facts.Add(Fact.Of("organization.dissolved", org.Id, org.Id));
            await db.SaveChangesAsync();
        });
        Assert.Empty(await Held(house, account));
    }

    [Theory, OnEveryDatabase]
    public async Task One_who_has_several_takes_one_of_his_own_and_no_other(string on)
    {
        await using var house = await House.Open(on);
        var (mine, also, other) = (await house.Body("竹溪村党支部"), await house.Body("溪口村党支部"), await house.Body("石桥村党支部"));
        var (chen, li) = (await house.Account("chenqishan"), await house.Account("liguihua"));
        await house.Seat(chen, mine);
        await house.Seat(chen, also, "committee-member");
        await house.Seat(li, other);
        var session = (await house.Work(s => s.GetRequiredService<Sessions>().Open(chen, "A", default))).Session;
        Assert.Null(session.SeatId);
        Task<Refusal?> Take(long seat) => house.As(chen, s =>
        {
            s.GetRequiredService<ActingSeat>().SignInId = session.Id;
            return s.GetRequiredService<TakeSeat>().Run(seat, default);
        });
        Assert.NotNull(await Take((await Held(house, li)).Single().SeatId));
        var second = (await Held(house, chen)).Single(s => s.OrgId == also.Id);
        Assert.Null(await Take(second.SeatId));
        Assert.Equal(second.SeatId, (await house.Work(s => s.GetRequiredService<AppDb>().SignIns.SingleAsync())).SeatId);
    }

    [Theory, OnEveryDatabase]
    public async Task The_only_seat_is_taken_at_sign_in(string on)
    {
        await using var house = await House.Open(on);
        var account = await house.Account("chenqishan");
        await house.Seat(account, await house.Body("竹溪村党支部"));
        Assert.NotNull((await house.Work(s => s.GetRequiredService<Sessions>().Open(account, "A", default))).Session.SeatId);
    }
}

public sealed class Granting_a_seat
{
    private static Task<Refusal?> Grant(House house, Account by, OrgNode from, Account to, OrgNode org, string role = "secretary", Action<GrantSeat.Form>? more = null) =>
        house.From(by, from, "superior-officer", s =>
        {
            var form = new GrantSeat.Form { AccountId = to.Id, OrgId = org.Id, Role = role };
            more?.Invoke(form);
            return s.GetRequiredService<GrantSeat>().Run(form, default);
        });

    [Theory, OnEveryDatabase]
    public async Task A_superior_grants_below_itself_and_the_body_records_it(string on)
    {
        await using var house = await House.Open(on);
        var town = await house.Body("青石镇党委", kind: "committee");
        var branch = await house.Body("竹溪村党支部", town);
        var (officer, chen) = (await house.Account("officer"), await house.Account("chenqishan"));
        Assert.Null(await Grant(house, officer, town, chen, branch));
        var fact = await house.Work(s => s.GetRequiredService<AppDb>().Facts.SingleAsync(f => f.Kind == "seat.granted"));
        Assert.Equal((branch.Id, officer.Id), (fact.OrgId, fact.AccountId));
        Assert.Contains(await house.Work(s => s.GetRequiredService<AppDb>().AuditEntries.ToListAsync()), e => e.Kind == AuditKinds.SeatGranted && e.AccountId == officer.Id);
    }

    [Theory, OnEveryDatabase]
    public async Task Beside_or_above_itself_there_is_nothing_to_grant(string on)
    {
        await using var house = await House.Open(on);
        var county = await house.Body("安澜县委", kind: "committee");
        var (town, other) = (await house.Body("青石镇党委", county, "committee"), await house.Body("白云镇党委", county, "committee"));
        var (officer, chen) = (await house.Account("officer"), await house.Account("chenqishan"));
        await Assert.ThrowsAsync<OutOfScopeException>(() => Grant(house, officer, town, chen, other));
        await Assert.ThrowsAsync<OutOfScopeException>(() => Grant(house, officer, town, chen, county));
        Assert.Empty(await house.Work(s => s.GetRequiredService<AppDb>().Seats.ToListAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task The_same_seat_is_granted_once(string on)
    {
        await using var house = await House.Open(on);
        var town = await house.Body("青石镇党委", kind: "committee");
        var (officer, chen) = (await house.Account("officer"), await house.Account("chenqishan"));
        Assert.Null(await Grant(house, officer, town, chen, town));
        Assert.Equal("这个账号已经有这个席位", (await Grant(house, officer, town, chen, town))!.Message);
    }

    [Theory, OnEveryDatabase]
    public async Task Ending_one_takes_effect_at_once_and_needs_a_reason(string on)
    {
        await using var house = await House.Open(on);
        var town = await house.Body("青石镇党委", kind: "committee");
        var branch = await house.Body("竹溪村党支部", town);
        var (officer, chen) = (await house.Account("officer"), await house.Account("chenqishan"));
        await house.Seat(chen, branch);
        var seat = await house.Work(s => s.GetRequiredService<AppDb>().Seats.SingleAsync());
        Task<Refusal?> End(string? why, OrgNode from) => house.From(officer, from, "superior-officer", s => s.GetRequiredService<EndSeat>().Run(seat.Id, why, default));
        Assert.Equal("Reason", (await End(" ", town))!.Field);
        await Assert.ThrowsAsync<OutOfScopeException>(async () => await End("换届", await house.Body("白云镇党委", kind: "committee")));
        Assert.Null(await End("换届", town));
        Assert.Empty(await house.Work(a => { }, s => s.GetRequiredService<HeldSeats>().Of(chen.Id, house.Clock.Today(), default)));
        Assert.NotNull(await End("换届", town));
    }

    private static Account Somebody(long id = 5) => new() { Id = id, DisplayName = "陈" };
    private static readonly IReadOnlySet<string> Superior = Roles.All["superior-officer"].Verbs, Leading = Roles.All["secretary"].Verbs;
    private static string? Why(GrantSeat.Form form, Account? account, IReadOnlySet<string> verbs, bool exists = true, bool held = false) => GrantSeat.Check(form, account, 1, verbs, exists, held)?.Message;

    [Fact]
    public void Nobody_grants_to_himself_to_an_administrator_or_more_than_he_has()
    {
        var form = new GrantSeat.Form { Role = "secretary", FromOn = new(2026, 11, 20) };
        Assert.Null(Why(form, Somebody(), Superior));
        Assert.NotNull(Why(form, Somebody(1), Superior));
        Assert.NotNull(Why(form, null, Superior));
        var admin = Somebody();
        admin.AdminKind = "audit";
        Assert.NotNull(Why(form, admin, Superior));
        form.Role = "superior-officer";
        Assert.Null(Why(form, Somebody(), Superior));
        Assert.Equal("不能授予比自己更大的权限", Why(form, Somebody(), Leading));
        Assert.NotNull(Why(new() { Role = "emperor", FromOn = new(2026, 11, 20) }, Somebody(), Superior));
        Assert.NotNull(Why(new() { Role = "secretary", FromOn = new(2026, 11, 20) }, Somebody(), Superior, exists: false));
    }

    [Fact]
    public void A_lent_seat_names_whom_it_stands_for_and_its_last_day()
    {
        var form = new GrantSeat.Form { Role = "secretary", FromOn = new(2026, 11, 20), OnBehalfOf = "周文斌" };
        Assert.Equal("ToOn", GrantSeat.Check(form, Somebody(), 1, Superior, true, false)!.Field);
        form.ToOn = new(2026, 11, 20);
        Assert.Equal("结束日期要在开始日期之后", Why(form, Somebody(), Superior));
        form.ToOn = new(2026, 11, 21);
        Assert.Null(Why(form, Somebody(), Superior));
    }

    [Theory]
    [InlineData("secretary", "branch", "secretary")]
    [InlineData("secretary", "committee", "superior-officer")]
    [InlineData("organization-member", "committee", "superior-officer")]
    [InlineData("organization-member", "branch", "committee-member")]
    [InlineData("youth-member", "committee", "committee-member")]
    [InlineData("group-leader", "group", "group-leader")]
    [InlineData("representative", "representatives-meeting", null)]
    public void The_post_says_the_role(string post, string kind, string? role) => Assert.Equal(role, PostRoles.RoleOf(post, kind));
}
