using Hangji.Modules.Access.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Access.Seats;

/// <summary>授予席位: an account may act from a body, in a role, from a day on. A superior grants within its own range of the tree and never more than it has itself.</summary>
internal sealed class GrantSeat(AppDb db, ActingSeat acting, IActing who, SeatCache cache, Audit audit, TimeProvider clock)
{
    internal sealed class Form
    {
        public long AccountId { get; set; }
        public long OrgId { get; set; }
        public string? Role { get; set; }
        public long? AppointmentId { get; set; }
        public DateOnly? FromOn { get; set; }
        public DateOnly? ToOn { get; set; }
        public string? OnBehalfOf { get; set; }
    }

    public async Task<Refusal?> Run(Form form, CancellationToken stop)
    {
        var org = await db.Orgs.AsNoTracking().SingleOrDefaultAsync(o => o.Id == form.OrgId, stop) ?? throw new OutOfScopeException($"organization {form.OrgId}");
        var account = await db.Accounts.SingleOrDefaultAsync(a => a.Id == form.AccountId, stop);
        var post = form.AppointmentId is null ? null : await db.Appointments.AsNoTracking().SingleOrDefaultAsync(a => a.Id == form.AppointmentId && a.OrgId == org.Id, stop)
            ?? throw new OutOfScopeException($"appointment {form.AppointmentId}");
        form.FromOn ??= post is not null && post.FromOn > clock.Today() ? post.FromOn : clock.Today();
        form.Role ??= post is null ? null : PostRoles.RoleOf(post.Post, org.Kind);
        var same = account is null ? [] : await db.Seats.AsNoTracking().Where(s => s.AccountId == account.Id && s.OrgId == org.Id && s.Role == form.Role).ToListAsync(stop);
        // The program itself (command line, demo data) grants any role; a person at most his own.
        var granter = acting.Role?.Verbs ?? (who.AccountId is null ? Roles.All.Values.SelectMany(r => r.Verbs).ToHashSet() : []);
        if (Check(form, account, acting.AccountId, granter, org.Exists(clock.Today()), same.Any(s => s.ToOn is null || s.ToOn > form.FromOn)) is { } refusal) return refusal;
        var seat = new Seat
        {
            Id = Ids.Next(), AccountId = account!.Id, OrgId = org.Id, Role = form.Role!, AppointmentId = post?.Id, OnBehalfOf = form.OnBehalfOf?.Trim() is { Length: > 0 } name ? name : null,
            FromOn = form.FromOn.Value, ToOn = form.ToOn, GrantedAt = clock.GetUtcNow().UtcDateTime, GrantedBy = who.AccountId,
        };
        account.PersonId ??= post?.PersonId;
        db.Add(seat);
        db.Add(audit.Entry(AuditKinds.SeatGranted, $"{account.UserName}：{org.ShortName} {Roles.All[seat.Role].Name}"));
        db.Facts.Add(Fact.Of("seat.granted", org.Id, seat.Id, seat.FromOn));
        await db.SaveChangesAsync(stop);
        cache.Forget();
        return null;
    }

    /// <summary>The rules alone: the first obstacle, or null.</summary>
    public static Refusal? Check(Form form, Account? account, long? granterId, IReadOnlySet<string> granterVerbs, bool orgExists, bool heldAlready) =>
        account is null ? new("没有这个账号", nameof(form.AccountId)) :
        account.Id == granterId ? new("不能给自己授予席位，请上一级办理", nameof(form.AccountId)) :
        account.AdminKind is not null || account.ProposedKind is not null ? new("系统、安全、审计管理员的账号不能有业务席位", nameof(form.AccountId)) :
        account.DisabledAt is not null ? new("这个账号已停用", nameof(form.AccountId)) :
        !orgExists ? new("这个组织已经撤销", nameof(form.OrgId)) :
        form.Role is null || !Roles.All.TryGetValue(form.Role, out var role) ? new("请选择角色", nameof(form.Role)) :
        !role.Verbs.IsSubsetOf(granterVerbs) ? new("不能授予比自己更大的权限", nameof(form.Role)) :
        form.ToOn <= form.FromOn ? new("结束日期要在开始日期之后", nameof(form.ToOn)) :
        form.OnBehalfOf is { Length: > 0 } && form.ToOn is null ? new("代为办理要写明到哪一天为止", nameof(form.ToOn)) :
        form.OnBehalfOf is { Length: > 60 } ? new("最多 {0} 个字", nameof(form.OnBehalfOf), null, 60) :
        heldAlready ? new("这个账号已经有这个席位", nameof(form.Role)) : null;
}
