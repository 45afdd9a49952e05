using Hangji.Modules.Access.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Access.SignIns;

/// <summary>登录: the first step, by name and password. The same answer and the same work whether or not the name exists.</summary>
internal sealed class EnterByPassword(AppDb db, IPasswordHasher<Account> hasher, ILookupNormalizer names, AttemptLimit limit, Audit audit, IHttpContextAccessor request)
{
    private const int LongestName = 64;
    private static string? nobodysHash;

    /// <returns>The account whose password it was, or why not. A second step may still follow.</returns>
    public async Task<(Account? Account, Refusal? Refusal)> Run(string? userName, string? password, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(userName)) return (null, new("请填写账号", "UserName"));
        if (string.IsNullOrEmpty(password)) return (null, new("请填写密码", "Password"));
        var typed = userName.Trim();
        var name = names.NormalizeName(typed.Length <= LongestName ? typed : typed[..LongestName]);
        var address = request.HttpContext?.Connection.RemoteIpAddress?.ToString();
        if (address is not null && await limit.ClosedTo(address, stop) is { } reopened)
        {
            await audit.RecordOf(null, name, AuditKinds.SignInFailed, reason: "来处锁定中");
            return (null, new("从您这里登录失败得太多，{0} 以后再试。", "Password", null, reopened));
        }
        var (left, lockedUntil) = await limit.Book(name, stop);
        if (lockedUntil is { } until)
        {
            await audit.RecordOf(null, name, AuditKinds.SignInFailed, reason: "锁定中");
            return (null, LockedOut(until));
        }
        var account = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.NormalizedUserName == name, stop);
        nobodysHash ??= hasher.HashPassword(Nobody, "no such account");
        var verdict = hasher.VerifyHashedPassword(account ?? Nobody, account?.PasswordHash ?? nobodysHash, password.Length > PasswordRules.Most ? "" : password);
        if (account?.PasswordHash is null || verdict == PasswordVerificationResult.Failed)
        {
            if (address is not null) await limit.FailedFrom(address, stop);
            await audit.RecordOf(account?.Id, name, left == 0 ? AuditKinds.SignInLocked : AuditKinds.SignInFailed);
            return (null, left == 0 ? LockedOut((await limit.Book(name, stop)).LockedUntil!.Value) : new("账号或密码不对，还可以试 {0} 次", "Password", null, left));
        }
        await limit.Clear(name, stop);
        if (account.DisabledAt is not null)
        {
            await audit.RecordOf(account.Id, name, AuditKinds.SignInFailed, reason: "账号已停用");
            return (null, new("这个账号已停用。要继续使用，请找上一级党组织或安全管理员。", "UserName"));
        }
        if (verdict == PasswordVerificationResult.SuccessRehashNeeded)
        {
            var better = hasher.HashPassword(account, password);
            await db.Accounts.Where(a => a.Id == account.Id && a.PasswordHash == account.PasswordHash).ExecuteUpdateAsync(s => s.SetProperty(a => a.PasswordHash, better), stop);
        }
        return (account, null);
    }

    internal static Refusal LockedOut(DateTime until) => new("连续 {0} 次输错，这个账号锁定到 {1}。到时可以再试；等不及的，请找上一级党组织或安全管理员重设密码。", "Password", null, AttemptLimit.Most, until);

    private static readonly Account Nobody = new() { DisplayName = "" };
}
