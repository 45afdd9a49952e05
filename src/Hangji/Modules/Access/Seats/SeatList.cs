using Hangji.Modules.Access.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Access.Seats;

internal sealed record SeatRow(Seat Seat, Account Account, string OrgName);

/// <summary>An appointment that holds today, with the person's name where the register knows it and the role that its seat would have.</summary>
internal sealed record PostWithoutSeat(long AppointmentId, long PersonId, string? Person, string Post, string? Role);

/// <summary>席位清单: the seats of a superior's range, and the posts in it that have none yet.</summary>
internal sealed class SeatList(AppDb db, IEnumerable<IPersonNames> names, TimeProvider clock)
{
    public const int PageSize = 50;

    public async Task<List<SeatRow>> Page(string? q, long? after, CancellationToken stop)
    {
        var today = clock.Today();
        var rows = from seat in db.Seats.AsNoTracking()
                   join org in db.Orgs on seat.OrgId equals org.Id
                   join account in db.Accounts on seat.AccountId equals account.Id
                   where seat.ToOn == null || seat.ToOn > today
                   select new { seat, account, org.ShortName, org.Code };
        if (q?.Trim() is { Length: > 0 } text) rows = rows.Where(r => r.ShortName.Contains(text) || r.Code == text || r.account.DisplayName.Contains(text) || r.account.UserName!.Contains(text));
        if (after is not null) rows = rows.Where(r => r.seat.Id < after);
        return [.. (await rows.OrderByDescending(r => r.seat.Id).Take(PageSize + 1).ToListAsync(stop)).Select(r => new SeatRow(r.seat, r.account, r.ShortName))];
    }

    /// <summary>One seat of the range, or null.</summary>
    public async Task<SeatRow?> One(long id, CancellationToken stop) =>
        await (from seat in db.Seats.AsNoTracking()
               join org in db.Orgs on seat.OrgId equals org.Id
               join account in db.Accounts on seat.AccountId equals account.Id
               where seat.Id == id
               select new SeatRow(seat, account, org.ShortName)).SingleOrDefaultAsync(stop);

    /// <summary>The body that somebody names by code, short or full name; null where none or several answer.</summary>
    public async Task<OrgNode?> Body(string? named, CancellationToken stop)
    {
        if (named?.Trim() is not { Length: > 0 } text) return null;
        var id = long.TryParse(text, out var number) ? number : -1;
        var found = await db.Orgs.AsNoTracking().Where(o => o.DissolvedOn == null && (o.Id == id || o.Code == text || o.ShortName == text || o.Name == text)).OrderBy(o => o.Path).Take(2).ToListAsync(stop);
        return found is [var only] ? only : null;
    }

    public async Task<List<PostWithoutSeat>> PostsWithout(OrgNode org, CancellationToken stop)
    {
        var today = clock.Today();
        var seats = db.Seats;
        var posts = await db.Appointments.AsNoTracking().Where(a => a.OrgId == org.Id && a.FromOn <= today && (a.ToOn == null || a.ToOn > today))
            .Where(a => !seats.Any(s => s.AppointmentId == a.Id && (s.ToOn == null || s.ToOn > today))).OrderBy(a => a.Id).ToListAsync(stop);
        var known = names.FirstOrDefault() is { } register ? await register.Of([.. posts.Select(p => p.PersonId)], stop) : new Dictionary<long, PersonShown>();
        return [.. posts.Select(p => new PostWithoutSeat(p.Id, p.PersonId, known.GetValueOrDefault(p.PersonId)?.Name, p.Post, PostRoles.RoleOf(p.Post, org.Kind)))];
    }
}
