using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Members;

/// <summary>结束组织关系: the member moved out, died, withdrew, was removed — a plain dated end with its reason and ground. The history stays.</summary>
internal sealed class EndMembership(AppDb db, TimeProvider clock)
{
    /// <summary>Code of list membership-exit with the Chinese word; "placed" belongs to merges and splits alone.</summary>
    public static readonly IReadOnlyDictionary<string, string> Exits = new Dictionary<string, string>
    {
        ["moved-out"] = "转出组织关系", ["died"] = "去世", ["withdrew"] = "退党", ["removed"] = "除名", ["asked-to-leave"] = "劝其退党", ["expelled"] = "开除党籍", ["mistake"] = "登记有误",
    };

    /// <param name="on">The last day here; the membership ends with the following one.</param>
    public async Task<Refusal?> Run(long membershipId, DateOnly on, string exit, string ground, CancellationToken stop)
    {
        var membership = await db.TakeMembership(membershipId, stop);
        if (Check(membership, on, exit, ground, clock.Today()) is { } refusal) return refusal;
        var after = on.AddDays(1);
        (membership.ToOn, membership.Exit) = (after, exit);
        foreach (var spell in await db.Spells.Where(s => s.PersonId == membership.PersonId && s.OrgId == membership.OrgId && s.ToOn == null).ToListAsync(stop))
            spell.ToOn = spell.FromOn > after ? spell.FromOn : after;
        db.Facts.Add(Fact.Of("member.left", membership.OrgId, membership.PersonId, on, ground, $$"""{"exit":"{{exit}}"}"""));
        await db.SaveChangesAsync(stop);
        return null;
    }

    public static Refusal? Check(Membership membership, DateOnly on, string exit, string ground, DateOnly today) =>
        membership.ToOn is not null ? new("组织关系已经结束", null) :
        !Exits.ContainsKey(exit) ? new("请选择结束的原因", nameof(exit)) :
        on > today ? new("结束日期不能晚于今天", nameof(on)) :
        on < membership.FromOn ? new("结束日期早于编入本支部的日期 {0}", nameof(on), null, membership.FromOn) :
        ground.Trim().Length == 0 && exit is not "died" ? new("请写明依据：介绍信编号、决议或批复文号", nameof(ground)) : null;
}
