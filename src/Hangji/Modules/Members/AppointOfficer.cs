using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Members;

/// <summary>任职: a person takes a post in a body, elected or appointed, from a day on; and leaves it. The post is no part of the membership.</summary>
internal sealed class AppointOfficer(AppDb db, TimeProvider clock)
{
    /// <summary>Posts that a body has one of.</summary>
    static readonly HashSet<string> Single = ["secretary", "group-leader", "chair", "board-chair", "supervisor-chair"];

    /// <summary>Bodies of the Party itself: who is not a full member cannot be elected there (党章 art. 7).</summary>
    static bool IsParty(OrgNode org) => OrgKinds.Find(org.Kind) is { IsParty: true };

    /// <summary>Posts that somebody may be sent to or hire himself into; they are not elected by members.</summary>
    static readonly HashSet<string> NotElected = ["clerk", "organizer", "first-secretary"];

    public sealed record Form(long PersonId, string Post, DateOnly FromOn, string? Manner, string? DocumentNo);

    public async Task<Refusal?> Run(long orgId, Form form, CancellationToken stop)
    {
        var org = await db.TakeOrg(orgId, stop);
        await db.TakePerson(form.PersonId, stop);
        var membership = await db.Memberships.AsNoTracking().Where(m => m.PersonId == form.PersonId && m.FromOn <= form.FromOn && (m.ToOn == null || m.ToOn > form.FromOn)).FirstOrDefaultAsync(stop);
        var held = await db.Appointments.AsNoTracking().Where(a => a.OrgId == orgId && a.FromOn <= form.FromOn && (a.ToOn == null || a.ToOn > form.FromOn)).ToListAsync(stop);
        if (Check(org, form, membership, held, clock.Today()) is { } refusal) return refusal;
        var appointment = new Appointment { Id = Ids.Next(), OrgId = orgId, PersonId = form.PersonId, Post = form.Post, FromOn = form.FromOn, Manner = form.Manner, DocumentNo = form.DocumentNo };
        db.Add(appointment);
        db.Facts.Add(Fact.Of("appointment.made", orgId, form.PersonId, form.FromOn, form.DocumentNo, $$"""{"post":"{{form.Post}}"}"""));
        await db.SaveChangesAsync(stop);
        return null;
    }

    /// <param name="on">First day on which the post is no longer held.</param>
    public async Task<Refusal?> End(long appointmentId, DateOnly on, string ground, CancellationToken stop)
    {
        var appointment = await db.Appointments.SingleOrDefaultAsync(a => a.Id == appointmentId, stop) ?? throw new OutOfScopeException($"appointment {appointmentId}");
        if (CheckEnd(appointment, on, ground, clock.Today()) is { } refusal) return refusal;
        appointment.ToOn = on;
        db.Facts.Add(Fact.Of("appointment.ended", appointment.OrgId, appointment.PersonId, on, ground, $$"""{"post":"{{appointment.Post}}"}"""));
        await db.SaveChangesAsync(stop);
        return null;
    }

    public static Refusal? Check(OrgNode org, Form form, Membership? membership, IReadOnlyList<Appointment> held, DateOnly today) =>
        Posts.Find(form.Post) is null ? new("请选择职务", nameof(form.Post)) :
        form.FromOn > today ? new("任职日期不能晚于今天", nameof(form.FromOn)) :
        !org.Exists(form.FromOn) ? new("这一天{0}还没有成立或已经撤销", nameof(form.FromOn), null, org.ShortName) :
        held.Any(a => a.PersonId == form.PersonId && a.Post == form.Post) ? new("这个人已经担任这个职务", nameof(form.PersonId)) :
        Single.Contains(form.Post) && held.Any(a => a.Post == form.Post) ? new("{0}已有现任，请先登记其离任", nameof(form.Post), null, new Word(Posts.Name(form.Post))) :
        IsParty(org) && !NotElected.Contains(form.Post) && membership is null ? new("任职当日不是党员，不能担任党内职务", nameof(form.PersonId), "党章 第七条") :
        IsParty(org) && !NotElected.Contains(form.Post) && membership!.Probationary(form.FromOn) ? new("预备党员没有选举权和被选举权，不能担任党内职务", nameof(form.PersonId), "党章 第七条") : null;

    public static Refusal? CheckEnd(Appointment appointment, DateOnly on, string ground, DateOnly today) =>
        appointment.ToOn is { } ended && ended <= today ? new("这一任职已经结束", null) :
        on < appointment.FromOn ? new("离任日期早于任职日期 {0}", nameof(on), null, appointment.FromOn) :
        on > today ? new("离任日期不能晚于今天", nameof(on)) :
        ground.Trim().Length == 0 ? new("请写明离任的原因或文号", nameof(ground)) : null;
}
