using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Text;

namespace Hangji.Modules.Members;

/// <summary>编入党小组: places a member in a group of his branch, moves him to another, or takes him out.</summary>
internal sealed class MoveBetweenGroups(AppDb db, TimeProvider clock)
{
    public async Task<Refusal?> Run(long membershipId, long? groupId, CancellationToken stop)
    {
        var membership = await db.TakeMembership(membershipId, stop);
        var group = groupId is null ? null : await db.TakeOrg(groupId.Value, stop);
        if (Check(membership, group, clock.Today()) is { } refusal) return refusal;
        if (membership.GroupId == groupId) return null;
        membership.GroupId = groupId;
        db.Facts.Add(Fact.Of("member.grouped", membership.OrgId, membership.PersonId, clock.Today()));
        await db.SaveChangesAsync(stop);
        return null;
    }

    public static Refusal? Check(Membership membership, OrgNode? group, DateOnly today) =>
        !membership.Runs(today) ? new("组织关系已经结束", null) :
        group is null ? null :
        group.Kind != "group" || group.ParentId != membership.OrgId ? new("“{0}”不是本支部的党小组", "GroupId", null, group.ShortName) :
        !group.Exists(today) ? new("{0}已经撤销", "GroupId", null, group.ShortName) : null;
}
