using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Text;

namespace Hangji.Modules.Members;

/// <summary>转正: a probationary member becomes a full one from the day the probation ended, as the general meeting resolved and the superior approved.</summary>
internal sealed class ConvertToFull(AppDb db, TimeProvider clock)
{
    /// <param name="since">The day the probation ended: standing counts from it (党章 art. 7).</param>
    /// <param name="ground">文号 of the approval.</param>
    public async Task<Refusal?> Run(long membershipId, DateOnly since, string ground, CancellationToken stop)
    {
        var membership = await db.TakeMembership(membershipId, stop);
        if (Check(membership, since, ground, clock.Today()) is { } refusal) return refusal;
        (membership.FullSince, membership.FullTo) = (since, DatePrecision.Day);
        db.Facts.Add(Fact.Of("member.converted", membership.OrgId, membership.PersonId, since, ground));
        await db.SaveChangesAsync(stop);
        return null;
    }

    public static Refusal? Check(Membership membership, DateOnly since, string ground, DateOnly today) =>
        membership.ToOn is { } left && left <= today ? new("组织关系已经结束", null) :
        membership.FullSince is not null ? new("已经是正式党员", nameof(since)) :
        since > today ? new("转正日期不能晚于今天", nameof(since)) :
        since < membership.JoinedOn.AddYears(1) ? new("预备期为一年，{0}才满，转正不能早于这一天", nameof(since), "党章 第七条", membership.JoinedOn.AddYears(1)) :
        ground.Trim().Length == 0 ? new("请写明批准的文件或决议", nameof(ground), "发展党员工作细则 第三十三条") : null;
}
