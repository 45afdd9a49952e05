using System.Security.Cryptography;
using System.Text;
using Hangji.Modules.Access.Contract;
using Hangji.Platform;
using Hangji.Platform.Crypto;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Access.SignIns;

/// <summary>登录第二步: the code from the phone, or one of the recovery codes; each is good once.</summary>
internal sealed class EnterByCode(AppDb db, CodeKeys keys, AttemptLimit limit, Audit audit, TimeProvider clock)
{
    public async Task<Refusal?> Run(long accountId, string? code, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(code)) return new("请填写动态口令或恢复码", "Code");
        var name = $"code:{accountId}";
        var (left, lockedUntil) = await limit.Book(name, stop);
        if (lockedUntil is { } until) return EnterByPassword.LockedOut(until) with { Field = "Code" };
        var account = await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == accountId, stop);
        if (await TakeCode(account, code, stop) || await TakeRecoveryCode(account, code, stop))
        {
            await limit.Clear(name, stop);
            return null;
        }
        await audit.RecordOf(accountId, account.UserName, left == 0 ? AuditKinds.SignInLocked : AuditKinds.SignInFailed, reason: "动态口令");
        return left == 0 ? EnterByPassword.LockedOut((await limit.Book(name, stop)).LockedUntil!.Value) with { Field = "Code" } : new("动态口令不对或已用过，还可以试 {0} 次", "Code", null, left);
    }

    private async Task<bool> TakeCode(Account account, string code, CancellationToken stop)
    {
        if (account.CodeKey is null || Totp.Match(keys.Open(account), code, clock.GetUtcNow()) is not { } step) return false;
        // Taken by whoever is first: the same code sent twice at once is good once.
        return await db.Accounts.Where(a => a.Id == account.Id && (a.LastCodeStep == null || a.LastCodeStep < step)).ExecuteUpdateAsync(s => s.SetProperty(a => a.LastCodeStep, step), stop) == 1;
    }

    private async Task<bool> TakeRecoveryCode(Account account, string code, CancellationToken stop)
    {
        if (account.RecoveryCodes is not { } kept) return false;
        var hash = RecoveryCodes.Hash(code);
        var codes = kept.Split('\n');
        if (!codes.Contains(hash, StringComparer.Ordinal)) return false;
        var rest = string.Join('\n', codes.Where(c => c != hash));
        if (await db.Accounts.Where(a => a.Id == account.Id && a.RecoveryCodes == kept).ExecuteUpdateAsync(s => s.SetProperty(a => a.RecoveryCodes, rest), stop) == 0) return false;
        await audit.RecordOf(account.Id, account.UserName, AuditKinds.RecoveryCodeUsed, subject: $"{codes.Length - 1}");
        return true;
    }
}

/// <summary>恢复码: ten codes printed once, for the day the phone is lost; only their hashes are kept (50 random bits each, so a plain hash suffices).</summary>
internal static class RecoveryCodes
{
    private const string Letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    public const int Count = 10;

    public static IReadOnlyList<string> New() => [.. Enumerable.Range(0, Count).Select(_ => RandomNumberGenerator.GetString(Letters, 5) + "-" + RandomNumberGenerator.GetString(Letters, 5))];

    public static string Hash(string code) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(Plain.Compatible(code).ToUpperInvariant().Where(char.IsLetterOrDigit)))));
}

/// <summary>Seals the shared keys of authenticators with the field keys, which lie beside the database and not in it.</summary>
internal sealed class CodeKeys(FieldCipher cipher)
{
    private const string Field = "accounts.code_key";
    public string Seal(string key, long accountId) => Convert.ToBase64String(cipher.Seal(Field, key, accountId));
    public string Open(Account account) => cipher.Open(Field, Convert.FromBase64String(account.CodeKey!), account.Id);
}
