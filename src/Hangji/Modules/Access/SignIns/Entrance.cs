using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Shell;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Access.SignIns;

/// <summary>入口: what the sign-in pages share: the name of the place, the cookie, and where a person belongs after it.</summary>
internal sealed class Entrance(AppDb db, Sessions sessions)
{
    /// <summary>False in a house where nobody can sign in yet: the first visit leads to /start.</summary>
    public Task<bool> HasAccounts(CancellationToken stop) => db.Accounts.AnyAsync(stop);

    /// <summary>Short name of the highest body, shown to whoever is at the door; read outside any scope, because nobody has one yet.</summary>
    public Task<string?> Place(CancellationToken stop) =>
        db.Orgs.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(o => o.ParentId == null).OrderBy(o => o.Path).Select(o => o.ShortName).FirstOrDefaultAsync(stop);

    /// <summary>Signs this browser in and says where to go: an administrator to the own console, somebody with several seats to their choice, the rest back.</summary>
    public async Task<string> Admit(HttpContext http, Account account, string? back, CancellationToken stop)
    {
        var (session, who) = await sessions.Open(account, DeviceName.Of(http.Request.Headers.UserAgent), stop);
        await http.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, who, new AuthenticationProperties { IsPersistent = false });
        if (account.AdminKind is { } kind) return $"/admin/{kind}";
        return session.SeatId is null ? Back.With("/seat", back) : Back.Local(back);
    }
}
