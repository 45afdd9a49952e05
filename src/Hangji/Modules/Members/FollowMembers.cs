using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Members;

/// <summary>
/// 党员随组织调整: what a merge, a split, a move or a dissolution does to members. In the act's own transaction; the membership in the old branch ends and
/// one in the new branch begins, so that the roll of any day before stays what it was.
/// </summary>
internal sealed class FollowMembers(AppDb db) : IFollowOrganizations
{
    public async Task<Refusal?> Remaining(long orgId, DateOnly on, CancellationToken stop)
    {
        var members = await db.Memberships.CountAsync(m => (m.OrgId == orgId || m.GroupId == orgId) && (m.ToOn == null || m.ToOn > on), stop);
        return members == 0 ? null : new("还有 {0} 名党员，请先转到别的支部", null, "支部工作条例 第四条", members);
    }

    /// <summary>Members of a branch go to the other. A group's members are placed in the other group, or in none where it is not one.</summary>
    public async Task Merge(long from, long into, DateOnly on, CancellationToken stop)
    {
        var target = await db.TakeOrg(into, stop);
        if (await IsGroup(from, stop))
        {
            long? group = OrgKinds.Of(target.Kind).IsGroup ? into : null;
            await db.Memberships.Where(m => m.GroupId == from && (m.ToOn == null || m.ToOn > on)).ExecuteUpdateAsync(set => set.SetProperty(m => m.GroupId, group).SetProperty(m => m.Version, m => m.Version + 1), stop);
            return;
        }
        await Place(db.Memberships.Where(m => m.OrgId == from), target, keepGroup: false, on, stop);
        // Applicants and activists have no membership yet: the branch that goes on keeps working with them.
        await db.Stages.Where(s => s.OrgId == from && s.ToOn == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.OrgPath, target.Path).SetProperty(s => s.OrgId, into), stop);
        await db.Persons.Where(p => p.OrgId == from).ExecuteUpdateAsync(set => set.SetProperty(p => p.OrgId, into).SetProperty(p => p.OrgPath, target.Path), stop);
    }

    /// <summary>A group that came under another branch brings its members along and stays their group.</summary>
    public async Task Moved(long orgId, long? fromParent, long? toParent, DateOnly on, CancellationToken stop)
    {
        if (toParent is { } branch && fromParent is { } before && await IsGroup(orgId, stop))
            await Place(db.Memberships.Where(m => m.OrgId == before && m.GroupId == orgId), await db.TakeOrg(branch, stop), keepGroup: true, on, stop);
    }

    private async Task<bool> IsGroup(long id, CancellationToken stop) =>
        await db.Orgs.Where(o => o.Id == id).Select(o => o.Kind).SingleOrDefaultAsync(stop) is { } kind && OrgKinds.Of(kind).IsGroup;

    /// <summary>Ends the running ones of these memberships on the day and begins the same ones in the target. Who came on that day or later came to the target.</summary>
    private async Task Place(IQueryable<Membership> memberships, OrgNode target, bool keepGroup, DateOnly on, CancellationToken stop)
    {
        var running = await memberships.AsNoTracking().Where(m => m.ToOn == null || m.ToOn > on).ToListAsync(stop);
        if (running.Count == 0) return;
        db.AddRange(running.Where(m => m.FromOn < on).Select(old => Begun(old, target, keepGroup, on)));
        var (ended, came) = (running.Where(m => m.FromOn < on).Select(m => m.Id).ToList(), running.Where(m => m.FromOn >= on).Select(m => m.Id).ToList());
        foreach (var some in ended.Chunk(500))
            await db.Memberships.Where(m => some.Contains(m.Id)).ExecuteUpdateAsync(set => set.SetProperty(m => m.ToOn, on).SetProperty(m => m.Exit, "placed").SetProperty(m => m.Version, m => m.Version + 1), stop);
        foreach (var some in came.Chunk(500))
            await db.Memberships.Where(m => some.Contains(m.Id)).ExecuteUpdateAsync(set => set.SetProperty(m => m.OrgId, target.Id).SetProperty(m => m.OrgPath, target.Path)
                .SetProperty(m => m.GroupId, m => keepGroup ? m.GroupId : null).SetProperty(m => m.Version, m => m.Version + 1), stop);
        // The person's record and what holds for him now go with him.
        foreach (var people in running.Select(m => m.PersonId).Distinct().Chunk(500))
        {
            await db.Persons.Where(p => people.Contains(p.Id)).ExecuteUpdateAsync(set => set.SetProperty(p => p.OrgId, target.Id).SetProperty(p => p.OrgPath, target.Path), stop);
            await db.Spells.Where(s => people.Contains(s.PersonId) && (s.ToOn == null || s.ToOn > on)).ExecuteUpdateAsync(set => set.SetProperty(s => s.OrgId, target.Id).SetProperty(s => s.OrgPath, target.Path), stop);
        }
    }

    private static Membership Begun(Membership old, OrgNode target, bool keepGroup, DateOnly on) => new()
    {
        Id = Ids.Next(), OrgId = target.Id, OrgPath = target.Path, PersonId = old.PersonId, GroupId = keepGroup ? old.GroupId : null, FromOn = on, ToOn = old.ToOn, Entry = "placed", Exit = old.Exit,
        JoinedOn = old.JoinedOn, JoinedTo = old.JoinedTo, FullSince = old.FullSince, FullTo = old.FullTo, Introducers = old.Introducers, ApplicationNo = old.ApplicationNo, CameFrom = old.CameFrom,
        LetterNo = old.LetterNo, DossierPlace = old.DossierPlace, Name = old.Name, SortKey = old.SortKey, Initials = old.Initials, Sex = old.Sex, Ethnic = old.Ethnic, BornOn = old.BornOn,
        Education = old.Education, IdMasked = old.IdMasked, PhoneMasked = old.PhoneMasked,
    };
}
