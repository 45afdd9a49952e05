using System.Collections.Concurrent;
using System.Security.Claims;
using Hangji.Modules.Access.Contract;
using Hangji.Modules.Organizations.Contract;
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
    private static readonly TimeSpan Keep = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<long, (DateTimeOffset At, ActingSnapshot? Seat)> known = new();

    public async Task<ActingSnapshot?> Of(long signInId, Func<Task<ActingSnapshot?>> read)
    {
        var now = clock.GetUtcNow();
        if (known.TryGetValue(signInId, out var kept) && now - kept.At < Keep) return kept.Seat;
        var seat = await read();
        if (known.Count > 20_000) known.Clear();
        known[signInId] = (now, seat);
        return seat;
    }

    public void Forget() => known.Clear();
}

internal sealed record ActingSnapshot(long AccountId, string DisplayName, long? PersonId, long? SeatId, long? OrgId, string OrgName, string OrgKind, string? Path, Role? Role, string? OnBehalfOf, bool MustChangePassword);

/// <summary>
/// Turns the cookie into an acting seat, once a request: session alive, account not disabled, seat still held, organization still there.
/// Everything else (scope of every read and write, policies of pages) follows from what is set here.
/// </summary>
internal sealed class SeatGate(RequestDelegate next)
{
    public const string SignInClaim = "sign-in";

    public async Task Invoke(HttpContext context, AppDb db, Acting acting, ActingSeat seat, SeatCache cache, TimeProvider clock)
    {
        if (context.User.FindFirstValue(SignInClaim) is { } text && long.TryParse(text, out var signInId))
        {
            var now = await cache.Of(signInId, () => Read(db, signInId, clock));
            if (now is null)
            {
                await context.SignOutAsync();
                context.User = new ClaimsPrincipal(new ClaimsIdentity());
            }
            else
            {
                Fill(seat, now, signInId);
                var range = now.Path is null ? ScopeRange.None : ScopeRange.Below(new OrgPath(now.Path));
                acting.As(range, now.AccountId, now.SeatId, now.OrgId is null ? now.DisplayName : $"{now.DisplayName}（{now.OrgName} {now.Role?.Name}）", now.OnBehalfOf);
            }
        }
        await next(context);
    }

    private static void Fill(ActingSeat seat, ActingSnapshot now, long signInId)
    {
        (seat.AccountId, seat.DisplayName, seat.PersonId, seat.SignInId) = (now.AccountId, now.DisplayName, now.PersonId, signInId);
        (seat.SeatId, seat.OrgId, seat.OrgName, seat.OrgKind) = (now.SeatId, now.OrgId, now.OrgName, now.OrgKind);
        (seat.Path, seat.Role, seat.OnBehalfOf, seat.MustChangePassword) = (now.Path is null ? null : new OrgPath(now.Path), now.Role, now.OnBehalfOf, now.MustChangePassword);
    }

    private static async Task<ActingSnapshot?> Read(AppDb db, long signInId, TimeProvider clock)
    {
        var (utc, today) = (clock.GetUtcNow().UtcDateTime, clock.Today());
        var found = await (from s in db.SignIns.AsNoTracking()
                           join a in db.Accounts on s.AccountId equals a.Id
                           where s.Id == signInId && s.EndedAt == null && s.ExpiresAt > utc && a.DisabledAt == null
                           select new { s.SeatId, a.Id, a.DisplayName, a.PersonId, a.AdminKind, a.MustChangePassword }).SingleOrDefaultAsync();
        if (found is null) return null;
        if (found.AdminKind is { } kind)
            return new(found.Id, found.DisplayName, null, null, null, "", "", null, Roles.Administrators.GetValueOrDefault(kind), null, found.MustChangePassword);
        // The seat decides the scope, so its own organization is read before there is one.
        var seat = found.SeatId is null ? null : await (from t in db.Seats.AsNoTracking()
                                                        join o in db.Orgs.IgnoreQueryFilters([AppDb.ScopeFilter]) on t.OrgId equals o.Id
                                                        where t.Id == found.SeatId && t.AccountId == found.Id
                                                        select new { Seat = t, Org = o }).SingleOrDefaultAsync();
        if (seat is null || !seat.Seat.Holds(today) || seat.Org.DissolvedOn <= today)
            return new(found.Id, found.DisplayName, found.PersonId, null, null, "", "", null, null, null, found.MustChangePassword);
        return new(found.Id, found.DisplayName, found.PersonId, seat.Seat.Id, seat.Org.Id, seat.Org.ShortName, seat.Org.Kind, seat.Org.Path,
            Roles.All.GetValueOrDefault(seat.Seat.Role), seat.Seat.OnBehalfOf, found.MustChangePassword);
    }
}
