using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Members;

/// <summary>
/// 登记情形: a right to vote suspended (留党察看, 留置), attendance no longer demanded of somebody old or infirm, a member gone elsewhere or abroad, a
/// membership stopped — begun on a day, with its ground, and ended on another.
/// </summary>
internal sealed class BeginSpell(AppDb db, PersonSecrets secrets, TimeProvider clock)
{
    public sealed record Form(string Kind, string Reason, DateOnly FromOn, string? Ground = null, DateOnly? ReviewOn = null, DateOnly? ToOn = null, string? Place = null, string? Contact = null);

    public async Task<Refusal?> Begin(long membershipId, Form form, CancellationToken stop)
    {
        var membership = await db.TakeMembership(membershipId, stop);
        var running = await db.Spells.AnyAsync(s => s.PersonId == membership.PersonId && s.Kind == form.Kind && (s.ToOn == null || s.ToOn > form.FromOn), stop);
        if (Check(membership, form, running, clock.Today()) is { } refusal) return refusal;
        var id = Ids.Next();
        db.Add(new Spell
        {
            Id = id, OrgId = membership.OrgId, PersonId = membership.PersonId, Kind = form.Kind, Reason = form.Reason, FromOn = form.FromOn, ToOn = form.ToOn,
            ReviewOn = form.ReviewOn, Place = form.Place, Ground = form.Ground,
            ContactSealed = secrets.SealContact(form.Contact, id),
        });
        db.Facts.Add(Fact.Of("member.spell-began", membership.OrgId, membership.PersonId, form.FromOn, data: $$"""{"kind":"{{form.Kind}}"}"""));
        await db.SaveChangesAsync(stop);
        return null;
    }

    /// <param name="on">First day on which it no longer holds.</param>
    public async Task<Refusal?> End(long spellId, DateOnly on, string ground, CancellationToken stop)
    {
        var spell = await db.Spells.SingleOrDefaultAsync(s => s.Id == spellId, stop) ?? throw new OutOfScopeException($"spell {spellId}");
        if (CheckEnd(spell, on, clock.Today()) is { } refusal) return refusal;
        spell.ToOn = on;
        db.Facts.Add(Fact.Of("member.spell-ended", spell.OrgId, spell.PersonId, on, ground, $$"""{"kind":"{{spell.Kind}}"}"""));
        await db.SaveChangesAsync(stop);
        return null;
    }

    public static Refusal? Check(Membership membership, Form form, bool running, DateOnly today) =>
        !Spell.Reasons.TryGetValue(form.Kind, out var reasons) ? new("请选择登记的情形", nameof(form.Kind)) :
        !reasons.Contains(form.Reason) ? new("请选择原因", nameof(form.Reason)) :
        !membership.Runs(form.FromOn) ? new("这一天党员不在本支部", nameof(form.FromOn)) :
        form.FromOn > today ? new("开始日期不能晚于今天", nameof(form.FromOn)) :
        form.ToOn is { } end && end <= form.FromOn ? new("结束日期应晚于开始日期", nameof(form.ToOn)) :
        running ? new("同样的情形已经登记，尚未结束", nameof(form.Kind)) :
        form.Kind is Spell.NoVote or Spell.Stopped && string.IsNullOrWhiteSpace(form.Ground) ? new("请写明作出决定的文件", nameof(form.Ground), form.Kind == Spell.NoVote ? "基层组织选举工作条例 第五条" : "党员教育管理工作条例 第二十四条") :
        form.Kind == Spell.Infirm && form.ReviewOn is null ? new("请写明下次复核的日期", nameof(form.ReviewOn)) :
        form.ReviewOn is { } review && review <= form.FromOn ? new("复核日期应晚于开始日期", nameof(form.ReviewOn)) :
        form.Kind is Spell.Mobile or Spell.Abroad && string.IsNullOrWhiteSpace(form.Place) ? new("请写明去往的地方", nameof(form.Place)) : null;

    public static Refusal? CheckEnd(Spell spell, DateOnly on, DateOnly today) =>
        spell.ToOn is { } ended && ended <= today ? new("这一情形已经结束", null) :
        on < spell.FromOn ? new("结束日期应晚于开始日期", nameof(on)) :
        on > today ? new("结束日期不能晚于今天", nameof(on)) : null;
}
