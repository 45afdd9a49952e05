using Hangji.Modules.Access.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Access.Seats;

/// <summary>终止席位: from today on nobody acts from it; what was done from it stays done.</summary>
internal sealed class EndSeat(AppDb db, ActingSeat acting, SeatCache cache, Audit audit, TimeProvider clock)
{
    public async Task<Refusal?> Run(long seatId, string? reason, CancellationToken stop)
    {
        var seat = await db.Seats.SingleOrDefaultAsync(s => s.Id == seatId, stop) ?? throw new OutOfScopeException($"seat {seatId}");
        var today = clock.Today();
        if (Check(seat, acting.SeatId, reason, today) is { } refusal) return refusal;
        seat.ToOn = today < seat.FromOn ? seat.FromOn : today;
        var account = await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == seat.AccountId, stop);
        db.Add(audit.Entry(AuditKinds.SeatEnded, account.UserName, reason));
        db.Facts.Add(Fact.Of("seat.ended", seat.OrgId, seat.Id, seat.ToOn, reason!.Trim()));
        await db.SaveChangesAsync(stop);
        cache.Forget();
        return null;
    }

    public static Refusal? Check(Seat seat, long? ownSeat, string? reason, DateOnly today) =>
        seat.Id == ownSeat ? new("不能终止自己正在用的席位", "Seat") :
        seat.ToOn <= today ? new("这个席位已经结束", "Seat") :
        string.IsNullOrWhiteSpace(reason) ? new("请写明原因", "Reason") :
        reason.Length > 200 ? new("最多 {0} 个字", "Reason", null, 200) : null;
}
