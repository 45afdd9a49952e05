using Hangji.Platform.Data;
using Hangji.Platform.Scope;

namespace Hangji.Modules.Access.Contract;

/// <summary>What is kept for the audit administrator, and its Chinese name (key of its translation). Other rooms may use <see cref="FieldOpened"/> and <see cref="Exported"/>.</summary>
public static class AuditKinds
{
    public const string SignedIn = "sign-in.done", SignInFailed = "sign-in.failed", SignInLocked = "sign-in.locked", SignedOut = "sign-in.ended";
    public const string PasswordChanged = "account.password-changed", PasswordReset = "account.password-reset", CodeSet = "account.code-set", CodeRemoved = "account.code-removed", RecoveryCodesMade = "account.recovery-codes-made", CodeDemanded = "sign-in.code-demanded", RecoveryCodeUsed = "account.recovery-code-used";
    public const string AccountOpened = "account.opened", AccountDisabled = "account.disabled", AccountEnabled = "account.enabled", Unlocked = "account.unlocked";
    public const string SeatTaken = "seat.taken", SeatGranted = "seat.granted", SeatEnded = "seat.ended";
    public const string AdministratorProposed = "administrator.proposed", AdministratorMade = "administrator.made", AdministratorWithdrawn = "administrator.withdrawn";
    public const string VerbRefused = "verb.refused", OutOfScope = "scope.refused", FieldOpened = "field.opened", Exported = "records.exported", BackedUp = "system.backed-up", Started = "system.set-up";

    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        [SignedIn] = "登录", [SignInFailed] = "登录失败", [SignInLocked] = "账号锁定", [SignedOut] = "退出登录",
        [PasswordChanged] = "修改密码", [PasswordReset] = "重设密码", [CodeSet] = "启用动态口令", [CodeRemoved] = "停用动态口令", [RecoveryCodesMade] = "重新生成恢复码", [CodeDemanded] = "更改动态口令的要求", [RecoveryCodeUsed] = "使用恢复码",
        [AccountOpened] = "开通账号", [AccountDisabled] = "停用账号", [AccountEnabled] = "恢复账号", [Unlocked] = "解除锁定",
        [SeatTaken] = "切换席位", [SeatGranted] = "授予席位", [SeatEnded] = "终止席位",
        [AdministratorProposed] = "提请任命管理员", [AdministratorMade] = "任命管理员", [AdministratorWithdrawn] = "免去管理员",
        [VerbRefused] = "权限不足被拒", [OutOfScope] = "越范围被拒", [FieldOpened] = "查看隐藏内容", [Exported] = "导出", [BackedUp] = "备份", [Started] = "首次设置",
    };
}

/// <summary>
/// 安全审计: writes what happened to the audit record at once and on its own, so that a refused or failed act leaves its trace although nothing else was saved.
/// Subjects and reasons carry no personal data beyond account names; they are cut to what their column is for.
/// </summary>
public sealed class Audit(IServiceScopeFactory scopes, IActing acting, IHttpContextAccessor request, TimeProvider clock)
{
    private const int Most = 300;

    /// <summary>Records an act of the acting account. Not inside an open transaction of the caller: use <see cref="Entry"/> there.</summary>
    public Task Record(string kind, string? subject = null, string? reason = null) => Save(Entry(kind, subject, reason));

    /// <summary>Records an act of somebody who is not (or not yet) the acting account, such as a failed sign-in.</summary>
    internal Task RecordOf(long? accountId, string? name, string kind, string? subject = null, string? reason = null) => Save(Entry(kind, subject, reason, accountId, name));

    /// <summary>The entry, to be added to the caller's own save.</summary>
    internal AuditEntry Entry(string kind, string? subject = null, string? reason = null, long? accountId = null, string? name = null) => new()
    {
        Id = Ids.Next(), At = clock.GetUtcNow().UtcDateTime, Kind = kind, AccountId = accountId ?? acting.AccountId, Actor = Cut(name ?? (acting.Name is "" ? null : acting.Name)), SeatId = acting.SeatId,
        Subject = Cut(subject), Reason = Cut(reason), Address = request.HttpContext?.Connection.RemoteIpAddress?.ToString(),
    };

    private async Task Save(AuditEntry entry)
    {
        // The caller's context may hold half an act or be broken by the very thing that is recorded.
        await using var own = scopes.CreateAsyncScope();
        var db = own.ServiceProvider.GetRequiredService<AppDb>();
        db.Add(entry);
        await db.SaveChangesAsync();
    }

    private static string? Cut(string? text)
    {
        if (text is null) return null;
        var clean = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return clean.Length <= Most ? clean : clean[..(char.IsHighSurrogate(clean[Most - 1]) ? Most - 1 : Most)];
    }
}
