using Hangji.Modules.Access.Contract;
using Hangji.Modules.Access.SignIns;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Access.Accounts;

/// <summary>
/// 三员: system, security and audit administrators are three people, none of whom has a seat (GB/T 22239 8.1.4.2, 8.1.5). The security administrator puts
/// an account forward, the system administrator confirms: nobody makes an administrator alone.
/// </summary>
internal sealed class Administrators(AppDb db, ActingSeat acting, Sessions sessions, SeatCache cache, Audit audit, TimeProvider clock)
{
    public async Task<Refusal?> Propose(long accountId, string? kind, CancellationToken stop)
    {
        var (account, seats) = await Load(accountId, stop);
        if (Check(account, kind, acting.AccountId, seats) is { } refusal) return refusal;
        (account!.ProposedKind, account.ProposedBy) = (kind, acting.AccountId);
        db.Add(audit.Entry(AuditKinds.AdministratorProposed, $"{account.UserName}：{Roles.Administrators[kind!].Name}"));
        await db.SaveChangesAsync(stop);
        return null;
    }

    /// <summary>The second person's yes or no to what was put forward.</summary>
    public async Task<Refusal?> Decide(long accountId, bool confirm, CancellationToken stop)
    {
        var (account, seats) = await Load(accountId, stop);
        if (account?.ProposedKind is not { } kind) return new("没有待确认的任命", "AccountId");
        if (account.ProposedBy == acting.AccountId) return new("提请的人不能自己确认", "AccountId");
        if (confirm && Check(account, kind, acting.AccountId, seats) is { } refusal) return refusal;
        (account.ProposedKind, account.ProposedBy) = (null, null);
        if (confirm) account.AdminKind = kind;
        db.Add(audit.Entry(confirm ? AuditKinds.AdministratorMade : AuditKinds.AdministratorWithdrawn, $"{account.UserName}：{Roles.Administrators[kind].Name}", confirm ? null : "未确认"));
        await db.SaveChangesAsync(stop);
        await sessions.EndOthers(accountId, null, stop);
        return null;
    }

    /// <summary>Makes one at once: the first three, by the person at the machine (command line, first visit).</summary>
    public async Task<Refusal?> Make(long accountId, string kind, CancellationToken stop)
    {
        var (account, seats) = await Load(accountId, stop);
        if (Check(account, kind, acting.AccountId, seats) is { } refusal) return refusal;
        account!.AdminKind = kind;
        db.Add(audit.Entry(AuditKinds.AdministratorMade, $"{account.UserName}：{Roles.Administrators[kind].Name}"));
        await db.SaveChangesAsync(stop);
        cache.Forget();
        return null;
    }

    public async Task<Refusal?> Withdraw(long accountId, string? reason, CancellationToken stop)
    {
        var account = await db.Accounts.SingleOrDefaultAsync(a => a.Id == accountId, stop);
        if (account?.AdminKind is not { } kind) return new("这个账号不是管理员", "AccountId");
        var last = !await db.Accounts.AnyAsync(a => a.AdminKind == kind && a.Id != accountId && a.DisabledAt == null, stop);
        if (KeepAccounts.Check(account, acting.AccountId, reason, last) is { } refusal) return refusal;
        account.AdminKind = null;
        db.Add(audit.Entry(AuditKinds.AdministratorWithdrawn, $"{account.UserName}：{Roles.Administrators[kind].Name}", reason));
        await db.SaveChangesAsync(stop);
        await sessions.EndOthers(accountId, null, stop);
        return null;
    }

    private async Task<(Account? Account, bool HasSeats)> Load(long accountId, CancellationToken stop)
    {
        var account = await db.Accounts.SingleOrDefaultAsync(a => a.Id == accountId, stop);
        var today = clock.Today();
        // Asked outside any scope: an administrator has none, and a seat anywhere stands in the way.
        return (account, account is not null && await db.Seats.IgnoreQueryFilters([AppDb.ScopeFilter]).AnyAsync(s => s.AccountId == accountId && (s.ToOn == null || s.ToOn > today), stop));
    }

    public static Refusal? Check(Account? account, string? kind, long? actingId, bool hasSeats) =>
        account is null ? new("没有这个账号", "AccountId") :
        kind is null || !Roles.Administrators.ContainsKey(kind) ? new("请选择管理员类别", "Kind") :
        account.Id == actingId ? new("不能任命自己", "AccountId") :
        account.AdminKind is not null ? new("一个账号只能担任一种管理员", "AccountId") :
        account.DisabledAt is not null ? new("这个账号已停用", "AccountId") :
        hasSeats ? new("这个账号有业务席位，不能同时担任管理员", "AccountId") : null;
}
