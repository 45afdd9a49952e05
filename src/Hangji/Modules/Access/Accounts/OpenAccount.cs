using System.Security.Cryptography;
using Hangji.Modules.Access.Contract;
using Hangji.Modules.Access.SignIns;
using Hangji.Platform;
using Hangji.Platform.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Access.Accounts;

/// <summary>开通账号: a way to sign in, without any right yet. The password is made here, told once, and changed at the first sign-in.</summary>
internal sealed class OpenAccount(AppDb db, UserManager<Account> users, Audit audit, TimeProvider clock)
{
    internal sealed class Form
    {
        public string? UserName { get; set; }
        public string? DisplayName { get; set; }
        public long? PersonId { get; set; }
        /// <summary>Chosen by its owner (first visit, command line); null makes one that must be changed.</summary>
        public string? Password { get; set; }
        /// <summary>Demo sign-ins keep the password that the page prints.</summary>
        public bool KeepPassword { get; set; }
    }

    /// <returns>The account and the password to hand over, or why not.</returns>
    public async Task<(Account? Account, string? Password, Refusal? Refusal)> Run(Form form, CancellationToken stop)
    {
        var (name, shown) = (form.UserName?.Trim() ?? "", form.DisplayName?.Trim() ?? "");
        var taken = name.Length > 0 && await db.Accounts.AnyAsync(a => a.NormalizedUserName == users.NormalizeName(name), stop);
        if (Check(name, shown, form.Password, taken) is { } refusal) return (null, null, refusal);
        var password = form.Password ?? NewPassword();
        var account = new Account
        {
            Id = Ids.Next(), UserName = name, DisplayName = shown, PersonId = form.PersonId, CreatedAt = clock.GetUtcNow().UtcDateTime, MustChangePassword = form.Password is null && !form.KeepPassword,
        };
        db.Add(audit.Entry(AuditKinds.AccountOpened, name));
        var made = await users.CreateAsync(account, password);
        return made.Succeeded ? (account, password, null) : (null, null, new("账号名已经有人用了", "UserName"));
    }

    public static Refusal? Check(string userName, string displayName, string? password, bool taken) =>
        userName.Length is < 3 or > 40 ? new("账号名要 3 到 40 个字", "UserName") :
        !userName.All(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '-' or '@') || userName.All(char.IsAsciiDigit) ? new("账号名只用字母、数字、汉字和 . _ - @，不能全是数字（不要用身份证号）", "UserName") :
        displayName.Length is < 1 or > 40 || displayName.Any(char.IsControl) ? new("请填写姓名（最多 40 个字）", "DisplayName") :
        taken ? new("账号名已经有人用了", "UserName") :
        password is null ? null : PasswordRules.Check(password, userName, "Password");

    /// <summary>About 70 random bits in letters that are not mistaken for one another when read aloud or copied from paper.</summary>
    public static string NewPassword() => string.Join('-', Enumerable.Range(0, 3).Select(_ => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 5)));
}
