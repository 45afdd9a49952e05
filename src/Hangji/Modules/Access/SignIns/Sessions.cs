using System.Globalization;
using System.Security.Claims;
using Hangji.Modules.Access.Contract;
using Hangji.Modules.Access.Seats;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Access.SignIns;

/// <summary>登录会话: opens, lists and ends the sign-ins of an account. A session that was ended is dead at once here, and in five seconds in other processes.</summary>
internal sealed class Sessions(AppDb db, HeldSeats held, SeatCache cache, Audit audit, TimeProvider clock)
{
    /// <summary>However busy, a working day: then the password is asked for again.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>Unused for so long, the cookie lapses (GB/T 22239 8.1.4.1: a time limit for idle sessions).</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>Opens a session for an account that has proved who it is. A single seat is taken at once; with several the person chooses.</summary>
    public async Task<(SignIn Session, ClaimsPrincipal Who)> Open(Account account, string device, CancellationToken stop)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var seats = account.AdminKind is null ? await held.Of(account.Id, clock.Today(), stop) : [];
        var session = new SignIn { Id = Ids.Next(), AccountId = account.Id, SeatId = seats is [var only] ? only.SeatId : null, Device = device, StartedAt = now, ExpiresAt = now + Longest };
        db.Add(session);
        db.Add(audit.Entry(AuditKinds.SignedIn, subject: device, accountId: account.Id, name: account.UserName));
        await db.SaveChangesAsync(stop);
        return (session, Who(account, session));
    }

    private static ClaimsPrincipal Who(Account account, SignIn session) => new(new ClaimsIdentity(
        [new(ClaimTypes.Name, account.UserName!), new(ClaimTypes.NameIdentifier, account.Id.ToString(CultureInfo.InvariantCulture)), new(SeatGate.SignInClaim, session.Id.ToString(CultureInfo.InvariantCulture))],
        CookieAuthenticationDefaults.AuthenticationScheme));

    /// <summary>Open sessions, the newest first.</summary>
    public Task<List<SignIn>> OfAccount(long accountId, CancellationToken stop)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return db.SignIns.AsNoTracking().Where(s => s.AccountId == accountId && s.EndedAt == null && s.ExpiresAt > now).OrderByDescending(s => s.Id).ToListAsync(stop);
    }

    /// <summary>Ends one session of this account.</summary>
    public Task<int> End(long accountId, long signInId, CancellationToken stop) => End(accountId, db.SignIns.Where(s => s.AccountId == accountId && s.Id == signInId), stop);

    /// <summary>Ends every session of this account, but the one given.</summary>
    public Task<int> EndOthers(long accountId, long? except, CancellationToken stop) => End(accountId, db.SignIns.Where(s => s.AccountId == accountId && s.Id != except), stop);

    private async Task<int> End(long accountId, IQueryable<SignIn> which, CancellationToken stop)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var ended = await which.Where(s => s.EndedAt == null).ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedAt, now), stop);
        cache.Forget();
        if (ended > 0) await audit.Record(AuditKinds.SignedOut, subject: $"{accountId}", reason: ended == 1 ? null : $"{ended}");
        return ended;
    }
}
