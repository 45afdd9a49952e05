using Hangji.Modules.Access.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Access.Seats;

/// <summary>A seat that an account holds on a day, with what the top bar says of it.</summary>
internal sealed record HeldSeat(long SeatId, long OrgId, string OrgName, string OrgKind, string Path, Role? Role, string? OnBehalfOf, DateOnly? ToOn);

/// <summary>
/// 持有的席位: the seats of one account on one day. A seat lapses with its own end, with the appointment behind it and with its body; nobody needs to remember
/// to withdraw it. Read outside any scope, because it is the seat that gives the scope.
/// </summary>
internal sealed class HeldSeats(AppDb db)
{
    public async Task<List<HeldSeat>> Of(long accountId, DateOnly day, CancellationToken stop)
    {
        var rows = await (from seat in db.Seats.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking()
                          join org in db.Orgs.IgnoreQueryFilters([AppDb.ScopeFilter]) on seat.OrgId equals org.Id
                          join post in db.Appointments.IgnoreQueryFilters([AppDb.ScopeFilter]) on seat.AppointmentId equals post.Id into posts
                          from post in posts.DefaultIfEmpty()
                          where seat.AccountId == accountId && seat.FromOn <= day && (seat.ToOn == null || seat.ToOn > day)
                          where org.DissolvedOn == null || org.DissolvedOn > day
                          where seat.AppointmentId == null || post != null && post.FromOn <= day && (post.ToOn == null || post.ToOn > day)
                          orderby seat.OrgPath, seat.Id
                          select new { seat.Id, seat.OrgId, org.ShortName, org.Kind, org.Path, seat.Role, seat.OnBehalfOf, seat.ToOn }).ToListAsync(stop);
        return [.. rows.Select(r => new HeldSeat(r.Id, r.OrgId, r.ShortName, r.Kind, r.Path, Roles.All.GetValueOrDefault(r.Role), r.OnBehalfOf, r.ToOn))];
    }
}
