using Hangji.Modules.Access.Contract;
using Hangji.Modules.Access.SignIns;
using Hangji.Platform;
using Hangji.Platform.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Access.Accounts;

/// <summary>账号安全: what may be done to an account that is there — disable, enable, unlock, give a new password. Never to one's own.</summary>
internal sealed class KeepAccounts(AppDb db, ActingSeat acting, ILookupNormalizer names, IPasswordHasher<Account> hasher, AttemptLimit limit, Sessions sessions, Audit audit, TimeProvider clock)
{
    public async Task<Refusal?> Disable(long accountId, string? reason, CancellationToken stop)
    {
        var account = await db.Accounts.SingleOrDefaultAsync(a => a.Id == accountId, stop);
        var last = account?.AdminKind is { } kind && !await db.Accounts.AnyAsync(a => a.AdminKind == kind && a.Id != accountId && a.DisabledAt == null, stop);
        if (Check(account, acting.AccountId, reason, last) is { } refusal) return refusal;
        if (account!.DisabledAt is not null) return new("这个账号已停用");
        account.DisabledAt = clock.GetUtcNow().UtcDateTime;
        db.Add(audit.Entry(AuditKinds.AccountDisabled, account.UserName, reason));
        await db.SaveChangesAsync(stop);
        await sessions.EndOthers(accountId, null, stop);
        return null;
    }

    public async Task<Refusal?> Enable(long accountId, string? reason, CancellationToken stop)
    {
        var account = await db.Accounts.SingleOrDefaultAsync(a => a.Id == accountId, stop);
        if (Check(account, acting.AccountId, reason, lastOfItsKind: false) is { } refusal) return refusal;
        account!.DisabledAt = null;
        db.Add(audit.Entry(AuditKinds.AccountEnabled, account.UserName, reason));
        await db.SaveChangesAsync(stop);
        return null;
    }

    /// <summary>A new password to hand over; the second step stays unless <paramref name="phoneLost"/>.</summary>
    /// <param name="chosen">A password that its owner typed at the server's terminal; null makes one that must be changed.</param>
    public async Task<(string? Password, Refusal? Refusal)> Reset(long accountId, string? reason, bool phoneLost, CancellationToken stop, string? chosen = null)
    {
        var account = await db.Accounts.SingleOrDefaultAsync(a => a.Id == accountId, stop);
        if (Check(account, acting.AccountId, reason, lastOfItsKind: false) is { } refusal) return (null, refusal);
        if (chosen is not null && PasswordRules.Check(chosen, account!.UserName, "Password") is { } weak) return (null, weak);
        var password = chosen ?? OpenAccount.NewPassword();
        account!.PasswordHash = hasher.HashPassword(account, password);
        (account.MustChangePassword, account.SecurityStamp) = (chosen is null, Guid.NewGuid().ToString("N"));
        if (phoneLost) SetUpCode.Forget(account);
        db.Add(audit.Entry(AuditKinds.PasswordReset, account.UserName, reason));
        await db.SaveChangesAsync(stop);
        await limit.Clear(account.NormalizedUserName!, stop);
        await limit.Clear($"code:{account.Id}", stop);
        await sessions.EndOthers(accountId, null, stop);
        return (password, null);
    }

    /// <summary>Takes back a lock of sign-in before its quarter of an hour is over.</summary>
    public async Task<Refusal?> Unlock(string? userName, CancellationToken stop)
    {
        if (!await limit.Clear(names.NormalizeName(userName ?? ""), stop)) return new("这个账号没有锁定");
        await audit.Record(AuditKinds.Unlocked, userName);
        return null;
    }

    public static Refusal? Check(Account? account, long? actingId, string? reason, bool lastOfItsKind) =>
        account is null ? new("没有这个账号", "AccountId") :
        account.Id == actingId ? new("不能对自己的账号这样办，请另一位管理员办理", "AccountId") :
        lastOfItsKind ? new("这是最后一个这类管理员，先任命另一位", "AccountId") :
        string.IsNullOrWhiteSpace(reason) ? new("请写明原因", "Reason") :
        reason.Length > 200 ? new("最多 {0} 个字", "Reason", null, 200) : null;
}
