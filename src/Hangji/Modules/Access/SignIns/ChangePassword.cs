using Hangji.Modules.Access.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Access.SignIns;

/// <summary>修改密码: one's own, with the present one; every other device is signed out.</summary>
internal sealed class ChangePassword(AppDb db, ActingSeat seat, IPasswordHasher<Account> hasher, AttemptLimit limit, Sessions sessions, Audit audit)
{
    internal sealed class Form
    {
        public string? Password { get; set; }
        public string? NewPassword { get; set; }
        public string? Again { get; set; }
    }

    public async Task<Refusal?> Run(Form form, CancellationToken stop)
    {
        var account = await db.Accounts.SingleAsync(a => a.Id == seat.AccountId, stop);
        if (Check(form, account.UserName) is { } wrong) return wrong;
        if (await SetUpCode.WrongPassword(account, form.Password, hasher, limit, stop) is { } refusal) return refusal;
        account.PasswordHash = hasher.HashPassword(account, form.NewPassword!);
        (account.MustChangePassword, account.SecurityStamp) = (false, Guid.NewGuid().ToString("N"));
        db.Add(audit.Entry(AuditKinds.PasswordChanged));
        await db.SaveChangesAsync(stop);
        await sessions.EndOthers(account.Id, seat.SignInId, stop);
        return null;
    }

    public static Refusal? Check(Form form, string? userName) =>
        PasswordRules.Check(form.NewPassword, userName) is { } weak ? weak :
        form.NewPassword == form.Password ? new("新密码和现在的一样", "NewPassword") :
        form.NewPassword != form.Again ? new("两次填写的新密码不一样", "Again") : null;
}
