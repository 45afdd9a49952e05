using Hangji.Modules.Access;
using Hangji.Modules.Access.Accounts;
using Hangji.Modules.Access.Contract;
using Hangji.Modules.Access.SignIns;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Text;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Access;

public sealed class The_three_administrators
{
    private static Task<Refusal?> Do(House house, Account who, Func<Administrators, Task<Refusal?>> act) => house.As(who, s => act(s.GetRequiredService<Administrators>()));

    [Theory, OnEveryDatabase]
    public async Task A_new_one_takes_two_people(string on)
    {
        await using var house = await House.Open(on);
        var (system, security, next) = (await house.Administrator("system"), await house.Administrator("security"), await house.Account("nextone"));
        Assert.Null(await Do(house, security, a => a.Propose(next.Id, "audit", default)));
        Assert.Null((await house.Work(s => s.GetRequiredService<AppDb>().Accounts.AsNoTracking().SingleAsync(a => a.Id == next.Id))).AdminKind);
        Assert.Equal("提请的人不能自己确认", (await Do(house, security, a => a.Decide(next.Id, true, default)))!.Message);
        Assert.Null(await Do(house, system, a => a.Decide(next.Id, true, default)));
        Assert.Equal("audit", (await house.Work(s => s.GetRequiredService<AppDb>().Accounts.AsNoTracking().SingleAsync(a => a.Id == next.Id))).AdminKind);
        Assert.NotNull(await Do(house, system, a => a.Decide(next.Id, true, default)));
    }

    [Theory, OnEveryDatabase]
    public async Task One_account_is_one_kind_never_oneself_and_never_somebody_with_a_seat(string on)
    {
        await using var house = await House.Open(on);
        var (security, chen) = (await house.Administrator("security"), await house.Account("chenqishan"));
        Assert.Equal("不能任命自己", (await Do(house, security, a => a.Propose(security.Id, "audit", default)))!.Message);
        await house.Seat(chen, await house.Body("竹溪村党支部"));
        Assert.Equal("这个账号有业务席位，不能同时担任管理员", (await Do(house, security, a => a.Propose(chen.Id, "audit", default)))!.Message);
        var system = await house.Administrator("system");
        Assert.Equal("一个账号只能担任一种管理员", (await Do(house, security, a => a.Propose(system.Id, "audit", default)))!.Message);
        var other = await house.Account("other");
        Assert.NotNull(await Do(house, security, a => a.Propose(other.Id, "emperor", default)));
    }

    [Theory, OnEveryDatabase]
    public async Task The_last_of_a_kind_stays(string on)
    {
        await using var house = await House.Open(on);
        var (security, audit) = (await house.Administrator("security"), await house.Administrator("audit"));
        Assert.Equal("这是最后一个这类管理员，先任命另一位", (await Do(house, security, a => a.Withdraw(audit.Id, "调离", default)))!.Message);
        await house.Administrator("audit", "audit-two");
        Assert.Null(await Do(house, security, a => a.Withdraw(audit.Id, "调离", default)));
        Assert.NotNull(await Do(house, security, a => a.Withdraw(security.Id, "调离", default)));
    }

    [Theory, OnEveryDatabase]
    public async Task See_no_row_of_business(string on)
    {
        await using var house = await House.Open(on);
        var org = await house.Body("竹溪村党支部");
        await house.Seat(await house.Account("chenqishan"), org);
        foreach (var kind in Roles.Administrators.Keys)
        {
            var admin = await house.Administrator(kind);
            var rows = await house.As(admin, async s =>
            {
                var db = s.GetRequiredService<AppDb>();
                return await db.Orgs.CountAsync() + await db.Facts.CountAsync() + await db.Appointments.CountAsync() + await db.Seats.CountAsync();
            });
            Assert.Equal(0, rows);
        }
    }

    [Fact]
    public void Have_no_verb_in_common_with_each_other_or_with_any_seat()
    {
        var business = Roles.All.Values.SelectMany(r => r.Verbs).ToHashSet();
        Assert.Equal(["audit", "security", "system"], Roles.Administrators.Keys.Order());
        foreach (var admin in Roles.Administrators.Values)
        {
            Assert.Empty(admin.Verbs.Intersect(business));
            Assert.All(Roles.Administrators.Values.Where(o => o != admin), o => Assert.Empty(o.Verbs.Intersect(admin.Verbs)));
        }
    }
}

public sealed class Keeping_accounts
{
    private static Task<T> By<T>(House house, Account who, Func<KeepAccounts, Task<T>> act) => house.As(who, s => act(s.GetRequiredService<KeepAccounts>()));

    [Theory, OnEveryDatabase]
    public async Task A_disabled_account_is_signed_out_everywhere_at_once(string on)
    {
        await using var house = await House.Open(on);
        var (security, chen) = (await house.Administrator("security"), await house.Account("chenqishan"));
        await house.Work(s => s.GetRequiredService<Sessions>().Open(chen, "A", default));
        Assert.Equal("Reason", (await By(house, security, k => k.Disable(chen.Id, "", default)))!.Field);
        Assert.Null(await By(house, security, k => k.Disable(chen.Id, "调离", default)));
        Assert.Empty(await house.Work(s => s.GetRequiredService<Sessions>().OfAccount(chen.Id, default)));
        Assert.Null(await By(house, security, k => k.Enable(chen.Id, "调回", default)));
        Assert.Null((await house.Work(a => { }, s => s.GetRequiredService<EnterByPassword>().Run("chenqishan", People.LongPassword, default))).Refusal);
    }

    [Theory, OnEveryDatabase]
    public async Task A_reset_password_works_must_be_changed_and_unlocks(string on)
    {
        await using var house = await House.Open(on);
        var (security, chen) = (await house.Administrator("security"), await house.Account("chenqishan"));
        for (var i = 0; i < 5; i++) await house.Work(a => { }, s => s.GetRequiredService<EnterByPassword>().Run("chenqishan", "wrong", default));
        var (password, refusal) = await By(house, security, k => k.Reset(chen.Id, "忘了密码", false, default));
        Assert.Null(refusal);
        var (account, no) = await house.Work(a => { }, s => s.GetRequiredService<EnterByPassword>().Run("chenqishan", password, default));
        Assert.Null(no);
        Assert.True(account!.MustChangePassword);
        Assert.Null(PasswordRules.Check(password, "chenqishan"));
    }

    [Theory, OnEveryDatabase]
    public async Task Nobody_resets_his_own_and_a_lock_is_taken_back(string on)
    {
        await using var house = await House.Open(on);
        var (security, _) = (await house.Administrator("security"), await house.Account("chenqishan"));
        Assert.NotNull((await By(house, security, k => k.Reset(security.Id, "忘了密码", false, default))).Refusal);
        Assert.NotNull(await By(house, security, k => k.Unlock("chenqishan", default)));
        for (var i = 0; i < 5; i++) await house.Work(a => { }, s => s.GetRequiredService<EnterByPassword>().Run("chenqishan", "wrong", default));
        Assert.Null(await By(house, security, k => k.Unlock("chenqishan", default)));
        Assert.Null((await house.Work(a => { }, s => s.GetRequiredService<EnterByPassword>().Run("chenqishan", People.LongPassword, default))).Refusal);
    }

    [Theory, OnEveryDatabase]
    public async Task A_name_is_given_once_whatever_its_case(string on)
    {
        await using var house = await House.Open(on);
        await house.Account("ChenQiShan");
        var again = await house.Work(s => s.GetRequiredService<OpenAccount>().Run(new() { UserName = "chenqishan", DisplayName = "陈" }, default));
        Assert.Equal("账号名已经有人用了", again.Refusal!.Message);
    }

    [Theory]
    [InlineData("ab", "UserName")]
    [InlineData("110101199003070038", "UserName")]
    [InlineData("a b c", "UserName")]
    [InlineData("<b>name</b>", "UserName")]
    [InlineData("chen.qishan_1@town", null)]
    [InlineData("陈启山", null)]
    public void A_name_is_letters_and_digits_and_no_identity_number(string name, string? field) => Assert.Equal(field, OpenAccount.Check(name, "陈启山", null, false)?.Field);
}

public sealed class The_audit_record
{
    [Theory, OnEveryDatabase]
    public async Task Keeps_who_what_why_and_when_even_if_the_act_is_thrown_away(string on)
    {
        await using var house = await House.Open(on);
        var account = await house.Account("chenqishan");
        await house.As(account, async s =>
        {
            s.GetRequiredService<AppDb>().Add(new SignInAttempt { Name = "never saved" });
            await s.GetRequiredService<Audit>().Record(AuditKinds.FieldOpened, "member:7 身份证号", "核对转接材料");
            return 0;
        });
        var entry = await house.Work(s => s.GetRequiredService<AppDb>().AuditEntries.SingleAsync(e => e.Kind == AuditKinds.FieldOpened));
        Assert.Equal((account.Id, "chenqishan", "member:7 身份证号", "核对转接材料", house.Clock.Now.UtcDateTime), (entry.AccountId!.Value, entry.Actor, entry.Subject, entry.Reason, entry.At));
        Assert.Empty(await house.Work(s => s.GetRequiredService<AppDb>().SignInAttempts.ToListAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task Cannot_be_changed_or_deleted_by_the_program_or_on_its_connection(string on)
    {
        await using var house = await House.Open(on);
        await house.Account("chenqishan");
        await house.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            var entry = await db.AuditEntries.FirstAsync();
            db.Remove(entry);
            await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync());
            db.Entry(entry).State = EntityState.Modified;
            await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync());
        });
        await Assert.ThrowsAnyAsync<Exception>(() => house.Work(s => s.GetRequiredService<AppDb>().AuditEntries.ExecuteDeleteAsync()));
        await Assert.ThrowsAnyAsync<Exception>(() => house.Work(s => s.GetRequiredService<AppDb>().AuditEntries.ExecuteUpdateAsync(u => u.SetProperty(e => e.Actor, "nobody"))));
        Assert.NotEmpty(await house.Work(s => s.GetRequiredService<AppDb>().AuditEntries.ToListAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task Takes_long_and_odd_text_without_failing(string on)
    {
        await using var house = await House.Open(on);
        await house.Work(s => s.GetRequiredService<Audit>().Record(AuditKinds.VerbRefused, new string('长', 299) + "𬍛", "a\0b\r\nc"));
        var entry = await house.Work(s => s.GetRequiredService<AppDb>().AuditEntries.SingleAsync());
        Assert.Equal((299, "a b  c"), (entry.Subject!.Length, entry.Reason));
    }

    [Fact]
    public void Every_kind_has_a_name_to_be_read_by() =>
        Assert.Empty(typeof(AuditKinds).GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!).Except(AuditKinds.Names.Keys));
}
