using Hangji.Modules.Access.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Access.Seats;

/// <summary>切换席位: from now on this device acts from another seat of the same person; other devices keep theirs.</summary>
internal sealed class TakeSeat(AppDb db, ActingSeat acting, HeldSeats held, SeatCache cache, Audit audit, TimeProvider clock)
{
    public async Task<Refusal?> Run(long seatId, CancellationToken stop)
    {
        var seats = acting.AccountId is { } account ? await held.Of(account, clock.Today(), stop) : [];
        if (seats.Find(s => s.SeatId == seatId) is not { } seat) return new("您没有这个席位，或者它已经到期", "Seat");
        var session = await db.SignIns.SingleAsync(s => s.Id == acting.SignInId, stop);
        session.SeatId = seat.SeatId;
        db.Add(audit.Entry(AuditKinds.SeatTaken, subject: $"{seat.OrgName} {seat.Role?.Name}"));
        await db.SaveChangesAsync(stop);
        cache.Forget(session.Id);
        return null;
    }
}
