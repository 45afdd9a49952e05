using System.Collections.Concurrent;
using System.Security.Claims;
using Hangji.Modules.Access.Contract;
using Hangji.Modules.Access.Seats;
using Hangji.Modules.Access.SignIns;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Hangji.Platform.Tree;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Access;

/// <summary>What a signed-in request needs to know, kept for seconds so that a page costs no extra reads; any change of rights empties it.</summary>
internal sealed class SeatCache(TimeProvider clock)
{
    /// <summary>How long another process may still act from a seat that was just withdrawn, at most.</summary>
    private static readonly TimeSpan Keep = TimeSpan.FromSeconds(1);
    private const int Most = 20_000;
    private readonly ConcurrentDictionary<long, (DateTimeOffset At, ActingSnapshot? Seat)> known = new();
    private int generation;

    public async ValueTask<ActingSnapshot?> Of(long signInId, Func<Task<ActingSnapshot?>> read)
    {
        var now = clock.GetUtcNow();
        if (known.TryGetValue(signInId, out var kept) && now - kept.At < Keep) return kept.Seat;
        var before = generation;
        var seat = await read();
        if (known.Count > Most) known.Clear();
        // What was read before somebody changed rights must not be kept after it.
        if (before == generation) known[signInId] = (now, seat);
        return seat;
    }

    public void Forget()
    {
        Interlocked.Increment(ref generation);
        known.Clear();
    }

    public void Forget(long signInId)
    {
        Interlocked.Increment(ref generation);
        known.TryRemove(signInId, out _);
    }
}

/// <summary>One signed-in device as the gate found it.</summary>
/// <param name="Seats">Every seat the person holds today, for the menu of seats.</param>
/// <param name="Acting">The one chosen, if it still is held.</param>
internal sealed record ActingSnapshot(long AccountId, string DisplayName, long? PersonId, bool MustChangePassword, bool MustSetUpCode, Role? Administrator, IReadOnlyList<HeldSeat> Seats, HeldSeat? Acting);

/// <summary>
/// Turns the cookie into an acting seat, once a request: session alive, account not disabled, seat still held, organization still there.
/// Everything else (scope of every read and write, policies of pages) follows from what is set here.
/// </summary>
internal sealed class SeatGate(RequestDelegate next)
{
    public const string SignInClaim = "sign-in";

    public async Task Invoke(HttpContext context, AppDb db, Acting acting, ActingSeat seat, HeldSeats held, SeatCache cache, TimeProvider clock)
    {
        if (context.User.FindFirstValue(SignInClaim) is { } text && long.TryParse(text, out var signInId))
        {
            if (await cache.Of(signInId, () => Read(db, held, signInId, clock)) is { } now) Fill(seat, acting, now, signInId);
            else
            {
                await context.SignOutAsync();
                context.User = new ClaimsPrincipal(new ClaimsIdentity());
            }
        }
        await next(context);
    }

    private static void Fill(ActingSeat seat, Acting acting, ActingSnapshot now, long signInId)
    {
        (seat.AccountId, seat.DisplayName, seat.PersonId, seat.SignInId) = (now.AccountId, now.DisplayName, now.PersonId, signInId);
        (seat.MustChangePassword, seat.MustSetUpCode) = (now.MustChangePassword, now.MustSetUpCode);
        seat.Held = now.Seats;
        if (now.Acting is { } held)
        {
            var path = new OrgPath(held.Path);
            (seat.SeatId, seat.OrgId, seat.OrgName, seat.OrgKind, seat.Path, seat.Role, seat.OnBehalfOf) = (held.SeatId, held.OrgId, held.OrgName, held.OrgKind, path, held.Role, held.OnBehalfOf);
            acting.As(ScopeRange.Below(path), now.AccountId, held.SeatId, $"{now.DisplayName}（{held.OrgName} {held.Role?.Name}）", held.OnBehalfOf);
            return;
        }
        seat.Role = now.Administrator;
        acting.As(ScopeRange.None, now.AccountId, null, now.Administrator is null ? now.DisplayName : $"{now.DisplayName}（{now.Administrator.Name}）");
    }

    private static async Task<ActingSnapshot?> Read(AppDb db, HeldSeats held, long signInId, TimeProvider clock)
    {
        var utc = clock.GetUtcNow().UtcDateTime;
        var found = await (from s in db.SignIns.AsNoTracking()
                           join a in db.Accounts on s.AccountId equals a.Id
                           where s.Id == signInId && s.EndedAt == null && s.ExpiresAt > utc && a.DisabledAt == null
                           select new { s.SeatId, a.Id, a.DisplayName, a.PersonId, a.AdminKind, a.MustChangePassword, a.TwoFactorEnabled, Demand = DemandCode.Stored(db).FirstOrDefault() }).SingleOrDefaultAsync();
        if (found is null) return null;
        var codeWaits = !found.TwoFactorEnabled && DemandCode.Asks(found.Demand, found.AdminKind is not null);
        // 三员: whatever seats the rows may say, an administrator has none.
        if (found.AdminKind is { } kind) return new(found.Id, found.DisplayName, null, found.MustChangePassword, codeWaits, Roles.Administrators.GetValueOrDefault(kind), [], null);
        var seats = await held.Of(found.Id, clock.Today(), CancellationToken.None);
        return new(found.Id, found.DisplayName, found.PersonId, found.MustChangePassword, codeWaits, null, seats, seats.Find(s => s.SeatId == found.SeatId));
    }
}
