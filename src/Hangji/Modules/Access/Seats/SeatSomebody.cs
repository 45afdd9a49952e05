using Hangji.Modules.Access.Accounts;
using Hangji.Modules.Access.Contract;
using Hangji.Modules.Access.SignIns;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Access.Seats;

/// <summary>开通: what a superior does for somebody new in office — the account, where there is none yet, and the seat, in one act.</summary>
internal sealed class SeatSomebody(AppDb db, OpenAccount open, GrantSeat grant, ILookupNormalizer names)
{
    internal sealed class Form
    {
        public string? Org { get; set; }
        public string? UserName { get; set; }
        public string? DisplayName { get; set; }
        public string? Role { get; set; }
        public long? Appointment { get; set; }
        public DateOnly? FromOn { get; set; }
        public DateOnly? ToOn { get; set; }
        public string? OnBehalfOf { get; set; }
    }

    /// <returns>The password to hand over when the account is new, or why not.</returns>
    public async Task<(string? Password, Refusal? Refusal)> Run(Form form, long orgId, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var name = names.NormalizeName(form.UserName?.Trim() ?? "");
        var account = await db.Accounts.SingleOrDefaultAsync(a => a.NormalizedUserName == name, stop);
        string? password = null;
        if (account is null)
        {
            (account, password, var refused) = await open.Run(new() { UserName = form.UserName, DisplayName = form.DisplayName }, stop);
            if (account is null) return (null, refused);
        }
        var seat = new GrantSeat.Form { AccountId = account.Id, OrgId = orgId, Role = form.Role is "" ? null : form.Role, AppointmentId = form.Appointment, FromOn = form.FromOn, ToOn = form.ToOn, OnBehalfOf = form.OnBehalfOf };
        if (await grant.Run(seat, stop) is { } refusal) return (null, refusal with { Field = refusal.Field is "AccountId" ? "UserName" : refusal.Field });
        await transaction.CommitAsync(stop);
        return (password, null);
    }
}

/// <summary>上级重设密码: for somebody whose seats all lie in the superior's range; whoever acts elsewhere too goes to the security administrator.</summary>
internal sealed class ResetBelow(AppDb db, ActingSeat acting, KeepAccounts keep, TimeProvider clock)
{
    public async Task<(string? Password, Refusal? Refusal)> Run(long seatId, string? reason, bool phoneLost, CancellationToken stop)
    {
        var seat = await db.Seats.AsNoTracking().SingleOrDefaultAsync(s => s.Id == seatId, stop) ?? throw new OutOfScopeException($"seat {seatId}");
        var today = Platform.Text.ClockExtensions.Today(clock);
        // Counted past the scope filter: a seat elsewhere is exactly what must be noticed.
        var all = await db.Seats.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(s => s.AccountId == seat.AccountId && (s.ToOn == null || s.ToOn > today)).ToListAsync(stop);
        var path = acting.Path ?? throw new OutOfScopeException("no seat");
        return Check(all, path, acting.Org) is { } refusal ? (null, refusal) : await keep.Reset(seat.AccountId, reason, phoneLost, stop);
    }

    public static Refusal? Check(IReadOnlyList<Seat> seats, Platform.Tree.OrgPath range, long ownOrg) =>
        seats.Any(s => !range.Covers(new(s.OrgPath))) ? new("这个账号在您的范围之外也有席位，请找安全管理员重设") :
        seats.Any(s => s.OrgId == ownOrg && Roles.All.GetValueOrDefault(s.Role)?.Verbs.Contains(Verbs.GrantSeats) == true) ? new("同级的上级组织干部请找安全管理员重设") : null;
}
