using Hangji.Modules.Access;
using Hangji.Modules.Access.Accounts;
using Hangji.Modules.Access.Contract;
using Hangji.Modules.Access.Seats;
using Hangji.Modules.Access.SignIns;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Scope;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Situations;

/// <summary>Accounts and seats for a test, made through the product's own slices.</summary>
internal static class People
{
    /// <summary>A password that the rules accept.</summary>
    public const string LongPassword = "竹溪桥头第三盏灯是红的";

    /// <summary>An account with <see cref="LongPassword"/> that need not change it.</summary>
    public static Task<Account> Account(this House house, string userName, string? displayName = null) => house.Work(async s =>
    {
        var (account, _, refusal) = await s.GetRequiredService<OpenAccount>().Run(new() { UserName = userName, DisplayName = displayName ?? userName, Password = LongPassword }, default);
        Assert.Null(refusal);
        return account!;
    });

    /// <summary>A seat for it, by the program.</summary>
    public static Task Seat(this House house, Account account, OrgNode org, string role = "secretary", long? appointmentId = null, DateOnly? fromOn = null, DateOnly? toOn = null, string? onBehalfOf = null) =>
        house.Work(async s => Assert.Null(await s.GetRequiredService<GrantSeat>().Run(
            new() { AccountId = account.Id, OrgId = org.Id, Role = role, AppointmentId = appointmentId, FromOn = fromOn ?? new(2026, 1, 1), ToOn = toOn, OnBehalfOf = onBehalfOf }, default)));

    public static async Task<Account> Administrator(this House house, string kind, string? userName = null)
    {
        var account = await house.Account(userName ?? "admin-" + kind);
        await house.Work(async s => Assert.Null(await s.GetRequiredService<Administrators>().Make(account.Id, kind, default)));
        await house.Code(account);
        return account;
    }

    /// <summary>Sets the second step up for it.</summary>
    /// <returns>The shared key, as the phone would keep it.</returns>
    public static Task<string> Code(this House house, Account account) => house.As(account, async s =>
    {
        var key = (await s.GetRequiredService<SetUpCode>().Offer(default))!;
        Assert.Null((await s.GetRequiredService<SetUpCode>().Confirm(Totp.Code(key, Totp.Step(house.Clock.Now)), default)).Refusal);
        return key;
    });

    /// <summary>One unit of work from a seat of this role, as the gate would set it.</summary>
    public static Task<T> From<T>(this House house, Account account, OrgNode org, string role, Func<IServiceProvider, Task<T>> act) => house.Work(
        a => a.As(ScopeRange.Below(org.Place), account.Id, 1, account.DisplayName), s =>
        {
            var seat = s.GetRequiredService<ActingSeat>();
            (seat.AccountId, seat.OrgId, seat.Path, seat.Role, seat.SeatId) = (account.Id, org.Id, org.Place, Roles.All[role], 1);
            return act(s);
        });

    /// <summary>One unit of work of an administrator or of somebody without a seat.</summary>
    public static Task<T> As<T>(this House house, Account account, Func<IServiceProvider, Task<T>> act) => house.Work(
        a => a.As(ScopeRange.None, account.Id, null, account.DisplayName), s =>
        {
            s.GetRequiredService<ActingSeat>().AccountId = account.Id;
            return act(s);
        });
}
