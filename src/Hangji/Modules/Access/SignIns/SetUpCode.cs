using Hangji.Modules.Access.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Access.SignIns;

/// <summary>启用或停用动态口令: the key is shown first and asked for once, so that nobody locks himself out; removing it takes the password, and a house that does not ask for it.</summary>
internal sealed class SetUpCode(AppDb db, CodeKeys keys, ActingSeat seat, IPasswordHasher<Account> hasher, AttemptLimit limit, Sessions sessions, Audit audit, TimeProvider clock)
{
    /// <summary>The key to show: the one not yet confirmed, or a new one. Null when a code is in force already.</summary>
    public async Task<string?> Offer(CancellationToken stop)
    {
        var account = await Own(stop);
        if (account.TwoFactorEnabled) return null;
        if (account.CodeKey is not null) return keys.Open(account);
        var key = Totp.NewKey();
        account.CodeKey = keys.Seal(key, account.Id);
        await db.SaveChangesAsync(stop);
        return key;
    }

    /// <summary>Confirms the key by its present code.</summary>
    /// <returns>The recovery codes, to be shown once, or why not.</returns>
    public async Task<(IReadOnlyList<string>? Codes, Refusal? Refusal)> Confirm(string? code, CancellationToken stop)
    {
        var account = await Own(stop);
        if (account.TwoFactorEnabled || account.CodeKey is null) return (null, new("动态口令已经启用", "Code"));
        if (Totp.Match(keys.Open(account), code, clock.GetUtcNow()) is not { } step) return (null, new("动态口令不对，请看手机上现在的六位数", "Code"));
        var codes = RecoveryCodes.New();
        (account.TwoFactorEnabled, account.LastCodeStep, account.RecoveryCodes) = (true, step, string.Join('\n', codes.Select(RecoveryCodes.Hash)));
        db.Add(audit.Entry(AuditKinds.CodeSet));
        await db.SaveChangesAsync(stop);
        // Whoever came in by the password alone does not stay: this device showed the key, the others did not.
        await sessions.EndOthers(account.Id, seat.SignInId, stop);
        return (codes, null);
    }

    /// <summary>How many recovery codes have not been used.</summary>
    public async Task<int> CodesLeft(CancellationToken stop) => (await Own(stop)).RecoveryCodes is { Length: > 0 } kept ? kept.Split('\n').Length : 0;

    /// <summary>重新生成恢复码: ten new ones for lost or used ones; those before open nothing any more.</summary>
    public async Task<(IReadOnlyList<string>? Codes, Refusal? Refusal)> Renew(string? password, CancellationToken stop)
    {
        var account = await Own(stop);
        if (!account.TwoFactorEnabled) return (null, new("动态口令还没有启用", "Password"));
        if (await WrongPassword(account, password, hasher, limit, stop) is { } refusal) return (null, refusal);
        var codes = RecoveryCodes.New();
        account.RecoveryCodes = string.Join('\n', codes.Select(RecoveryCodes.Hash));
        db.Add(audit.Entry(AuditKinds.RecoveryCodesMade));
        await db.SaveChangesAsync(stop);
        return (codes, null);
    }

    public async Task<Refusal?> Remove(string? password, CancellationToken stop)
    {
        var account = await Own(stop);
        if (DemandCode.Asks(await DemandCode.Stored(db).FirstOrDefaultAsync(stop), account.AdminKind is not null)) return new("这里要求这个账号用动态口令，不能停用。手机丢了，请安全管理员重设。", "Password");
        if (await WrongPassword(account, password, hasher, limit, stop) is { } refusal) return refusal;
        Forget(account);
        db.Add(audit.Entry(AuditKinds.CodeRemoved));
        await db.SaveChangesAsync(stop);
        return null;
    }

    internal static void Forget(Account account) => (account.TwoFactorEnabled, account.CodeKey, account.LastCodeStep, account.RecoveryCodes) = (false, null, null, null);

    /// <summary>Asks for the present password again before something about the account itself is changed; counted like a sign-in.</summary>
    internal static async Task<Refusal?> WrongPassword(Account account, string? password, IPasswordHasher<Account> hasher, AttemptLimit limit, CancellationToken stop)
    {
        if (string.IsNullOrEmpty(password)) return new("请填写现在的密码", "Password");
        var (left, lockedUntil) = await limit.Book(account.NormalizedUserName!, stop);
        if (lockedUntil is { } until) return EnterByPassword.LockedOut(until);
        if (hasher.VerifyHashedPassword(account, account.PasswordHash!, password) == PasswordVerificationResult.Failed) return new("现在的密码不对，还可以试 {0} 次", "Password", null, left);
        await limit.Clear(account.NormalizedUserName!, stop);
        return null;
    }

    private Task<Account> Own(CancellationToken stop) => db.Accounts.SingleAsync(a => a.Id == seat.AccountId, stop);
}
