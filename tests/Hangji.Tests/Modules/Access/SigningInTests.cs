using System.Net;
using Hangji.Modules.Access;
using Hangji.Modules.Access.Contract;
using Hangji.Modules.Access.SignIns;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Tests.Situations;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Access;

public sealed class Signing_in
{
    private static Task<(Account? Account, Refusal? Refusal)> Try(House house, string? name, string? password) =>
        house.Work(a => { }, s => s.GetRequiredService<EnterByPassword>().Run(name, password, default));

    [Theory, OnEveryDatabase]
    public async Task The_right_password_enters_and_the_name_is_not_case_sensitive(string on)
    {
        await using var house = await House.Open(on);
        var account = await house.Account("ChenQiShan");
        var (entered, refusal) = await Try(house, " chenqishan ", People.LongPassword);
        Assert.Null(refusal);
        Assert.Equal(account.Id, entered!.Id);
    }

    [Theory, OnEveryDatabase]
    public async Task A_name_that_does_not_exist_gets_the_same_answers_as_a_wrong_password(string on)
    {
        await using var house = await House.Open(on);
        await house.Account("chenqishan");
        for (var i = 0; i < 7; i++)
        {
            var (_, known) = await Try(house, "chenqishan", "not the password");
            var (_, unknown) = await Try(house, "nobody-here", "not the password");
            Assert.Equal((known!.Message, known.Field), (unknown!.Message, unknown.Field));
            Assert.Equal(known.Args, unknown.Args);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Five_failures_lock_the_name_for_a_quarter_of_an_hour_even_for_the_right_password(string on)
    {
        await using var house = await House.Open(on);
        await house.Account("chenqishan");
        for (var left = 4; left > 0; left--) Assert.Equal(left, (await Try(house, "chenqishan", "wrong")).Refusal!.Args[0]);
        var until = (DateTime)(await Try(house, "chenqishan", "wrong")).Refusal!.Args[1]!;
        Assert.Equal(house.Clock.Now.UtcDateTime.AddMinutes(15), until);
        Assert.NotNull((await Try(house, "chenqishan", People.LongPassword)).Refusal);
        house.Clock.Now = house.Clock.Now.AddMinutes(15).AddSeconds(-1);
        Assert.NotNull((await Try(house, "chenqishan", People.LongPassword)).Refusal);
        house.Clock.Now = house.Clock.Now.AddSeconds(1);
        Assert.Null((await Try(house, "chenqishan", People.LongPassword)).Refusal);
    }

    [Theory, OnEveryDatabase]
    public async Task Fifty_failures_from_one_address_close_it_under_every_name_and_other_addresses_stay_open(string on)
    {
        await using var house = await House.Open(on);
        await house.Account("chenqishan");
        Task<(Account? Account, Refusal? Refusal)> From(string address, string name, string password) => house.Work(a => { }, s =>
        {
            s.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(address) } };
            return s.GetRequiredService<EnterByPassword>().Run(name, password, default);
        });
        for (var i = 0; i < AttemptLimit.MostFromOnePlace - 1; i++) await From("203.0.113.7", $"guess{i}", "wrong");
        Assert.Null((await From("203.0.113.7", "chenqishan", People.LongPassword)).Refusal);
        await From("203.0.113.7", "guess", "wrong");
        Assert.NotNull((await From("203.0.113.7", "chenqishan", People.LongPassword)).Refusal);
        Assert.Null((await From("203.0.113.8", "chenqishan", People.LongPassword)).Refusal);
        house.Clock.Now = house.Clock.Now.AddMinutes(15);
        Assert.Null((await From("203.0.113.7", "chenqishan", People.LongPassword)).Refusal);
    }

    [Theory, OnEveryDatabase]
    public async Task A_success_forgets_the_failures_before_it(string on)
    {
        await using var house = await House.Open(on);
        await house.Account("chenqishan");
        for (var i = 0; i < 4; i++) await Try(house, "chenqishan", "wrong");
        Assert.Null((await Try(house, "chenqishan", People.LongPassword)).Refusal);
        Assert.Equal(4, (await Try(house, "chenqishan", "wrong")).Refusal!.Args[0]);
    }

    [Theory, OnEveryDatabase]
    public async Task Many_guesses_at_once_are_still_five(string on)
    {
        await using var house = await House.Open(on);
        await house.Account("chenqishan");
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Try(house, "chenqishan", "wrong"))));
        Assert.True(answers.Count(a => a.Refusal!.Message.StartsWith("账号或密码不对", StringComparison.Ordinal)) <= 4);
        Assert.Equal(5, (await house.Work(s => s.GetRequiredService<AppDb>().SignInAttempts.SingleAsync())).Failures);
    }

    [Theory, OnEveryDatabase]
    public async Task A_disabled_account_hears_so_only_with_the_right_password(string on)
    {
        await using var house = await House.Open(on);
        var account = await house.Account("chenqishan");
        await house.Work(s => s.GetRequiredService<AppDb>().Accounts.ExecuteUpdateAsync(u => u.SetProperty(a => a.DisabledAt, house.Clock.Now.UtcDateTime)));
        Assert.StartsWith("账号或密码不对", (await Try(house, "chenqishan", "wrong")).Refusal!.Message, StringComparison.Ordinal);
        Assert.StartsWith("这个账号已停用", (await Try(house, "chenqishan", People.LongPassword)).Refusal!.Message, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Every_failure_and_the_lock_are_in_the_audit_record(string on)
    {
        await using var house = await House.Open(on);
        var account = await house.Account("chenqishan");
        for (var i = 0; i < 5; i++) await Try(house, "chenqishan", "wrong");
        await Try(house, "chenqishan", "wrong");
        var kinds = await house.Work(s => s.GetRequiredService<AppDb>().AuditEntries.Where(e => e.Kind.StartsWith("sign-in")).OrderBy(e => e.Id).Select(e => e.Kind).ToListAsync());
        Assert.Equal([.. Enumerable.Repeat(AuditKinds.SignInFailed, 4), AuditKinds.SignInLocked, AuditKinds.SignInFailed], kinds);
    }

    [Theory, OnEveryDatabase]
    public async Task The_password_is_nowhere_in_the_database(string on)
    {
        await using var house = await House.Open(on);
        await house.Account("chenqishan");
        var account = await house.Work(s => s.GetRequiredService<AppDb>().Accounts.AsNoTracking().SingleAsync());
        Assert.DoesNotContain(People.LongPassword, account.PasswordHash);
        Assert.True(account.PasswordHash!.Length > 60);
    }

    [Theory, OnEveryDatabase]
    [Trait("bad", "input")]
    public async Task Strange_names_are_answered_like_any_wrong_one(string on)
    {
        await using var house = await House.Open(on);
        foreach (var name in new[] { new string('长', 5000), "<script>alert(1)</script>", "'; drop table accounts; --", "😀", "𬍛䶮", "a\0b", "code:1", "%", "\u202Eevil" })
            Assert.Equal("账号或密码不对，还可以试 {0} 次", (await Try(house, name.Replace("\0", ""), "x")).Refusal!.Message);
        Assert.Equal("请填写账号", (await Try(house, "  ", "x")).Refusal!.Message);
        Assert.Equal("请填写密码", (await Try(house, "a", "")).Refusal!.Message);
    }
}

public sealed class The_second_step
{
    private static async Task<(Account Account, string Key, IReadOnlyList<string> Codes)> WithCode(House house)
    {
        var account = await house.Account("chenqishan");
        var key = (await house.As(account, s => s.GetRequiredService<SetUpCode>().Offer(default)))!;
        var (codes, refusal) = await house.As(account, s => s.GetRequiredService<SetUpCode>().Confirm(Totp.Code(key, Totp.Step(house.Clock.Now)), default));
        Assert.Null(refusal);
        return (account, key, codes!);
    }

    private static Task<Refusal?> Enter(House house, Account account, string code) => house.Work(a => { }, s => s.GetRequiredService<EnterByCode>().Run(account.Id, code, default));

    [Theory, OnEveryDatabase]
    public async Task Takes_the_code_of_the_moment_once(string on)
    {
        await using var house = await House.Open(on);
        var (account, key, _) = await WithCode(house);
        house.Clock.Now = house.Clock.Now.AddMinutes(2);
        var code = Totp.Code(key, Totp.Step(house.Clock.Now));
        Assert.Null(await Enter(house, account, code));
        Assert.NotNull(await Enter(house, account, code));
    }

    [Theory, OnEveryDatabase]
    public async Task The_code_that_confirmed_the_set_up_is_used_up(string on)
    {
        await using var house = await House.Open(on);
        var (account, key, _) = await WithCode(house);
        Assert.NotNull(await Enter(house, account, Totp.Code(key, Totp.Step(house.Clock.Now))));
    }

    [Theory, OnEveryDatabase]
    public async Task Takes_each_recovery_code_once_as_it_was_printed_or_typed(string on)
    {
        await using var house = await House.Open(on);
        var (account, _, codes) = await WithCode(house);
        Assert.Equal(10, codes.Distinct().Count());
        Assert.Null(await Enter(house, account, codes[0]));
        Assert.NotNull(await Enter(house, account, codes[0]));
        Assert.Null(await Enter(house, account, " " + codes[1].ToLowerInvariant().Replace("-", "") + " "));
        var kept = await house.Work(s => s.GetRequiredService<AppDb>().Accounts.Select(a => a.RecoveryCodes).SingleAsync());
        Assert.Equal(8, kept!.Split('\n').Length);
        Assert.DoesNotContain(codes[2], kept);
    }

    [Theory, OnEveryDatabase]
    public async Task Five_wrong_codes_lock_it(string on)
    {
        await using var house = await House.Open(on);
        var (account, _, codes) = await WithCode(house);
        foreach (var wrong in new[] { "000000", "\uFFFE", "１２３\uD83D", "ＡＢＣＤＥ-ＦＧＨＪＫ", "000000" }) Assert.NotNull(await Enter(house, account, wrong));
        Assert.StartsWith("连续", (await Enter(house, account, codes[0]))!.Message, StringComparison.Ordinal);
        house.Clock.Now = house.Clock.Now.AddMinutes(15);
        Assert.Null(await Enter(house, account, codes[0]));
    }

    [Theory, OnEveryDatabase]
    public async Task Is_removed_with_the_password_only(string on)
    {
        await using var house = await House.Open(on);
        var (account, _, _) = await WithCode(house);
        Assert.NotNull(await house.As(account, s => s.GetRequiredService<SetUpCode>().Remove("wrong", default)));
        Assert.Null(await house.As(account, s => s.GetRequiredService<SetUpCode>().Remove(People.LongPassword, default)));
        var now = await house.Work(s => s.GetRequiredService<AppDb>().Accounts.AsNoTracking().SingleAsync());
        Assert.False(now.TwoFactorEnabled);
        Assert.Null(now.CodeKey);
    }

    [Theory, OnEveryDatabase]
    public async Task The_key_is_not_readable_in_the_database(string on)
    {
        await using var house = await House.Open(on);
        var (_, key, _) = await WithCode(house);
        Assert.DoesNotContain(key, await house.Work(s => s.GetRequiredService<AppDb>().Accounts.Select(a => a.CodeKey).SingleAsync()));
    }
}

public sealed class Changing_the_password
{
    [Theory, OnEveryDatabase]
    public async Task Ends_every_other_device_and_the_duty_to_change_it(string on)
    {
        await using var house = await House.Open(on);
        var account = await house.Account("chenqishan");
        var (here, other) = await house.Work(async s =>
        {
            var sessions = s.GetRequiredService<Sessions>();
            return ((await sessions.Open(account, "A", default)).Session.Id, (await sessions.Open(account, "B", default)).Session.Id);
        });
        var refusal = await house.As(account, s =>
        {
            s.GetRequiredService<ActingSeat>().SignInId = here;
            return s.GetRequiredService<ChangePassword>().Run(new() { Password = People.LongPassword, NewPassword = "桥头换成第四盏绿灯了", Again = "桥头换成第四盏绿灯了" }, default);
        });
        Assert.Null(refusal);
        Assert.Equal([here], (await house.Work(s => s.GetRequiredService<Sessions>().OfAccount(account.Id, default))).Select(x => x.Id));
    }

    [Fact]
    public void Says_what_is_wrong_with_the_new_one()
    {
        ChangePassword.Form Form(string next, string again) => new() { Password = People.LongPassword, NewPassword = next, Again = again };
        Assert.Equal("NewPassword", ChangePassword.Check(Form("short", "short"), "u01")!.Field);
        Assert.Equal("新密码和现在的一样", ChangePassword.Check(Form(People.LongPassword, People.LongPassword), "u01")!.Message);
        Assert.Equal("Again", ChangePassword.Check(Form("桥头换成第四盏绿灯了", "桥头换成第四盏绿灯"), "u01")!.Field);
        Assert.Null(ChangePassword.Check(Form("桥头换成第四盏绿灯了", "桥头换成第四盏绿灯了"), "u01"));
    }
}
