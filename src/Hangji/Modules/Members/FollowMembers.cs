using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Members;

/// <summary>党员随组织调整: what a merge, split or dissolution of a branch does to its members. Inside the act's own transaction; set-based, history stays where it was.</summary>
internal sealed class FollowMembers(AppDb db) : IFollowOrganizations
{
    public async Task<Refusal?> Remaining(long orgId, DateOnly on, CancellationToken stop)
    {
        var members = await db.Memberships.CountAsync(m => (m.OrgId == orgId || m.GroupId == orgId) && (m.ToOn == null || m.ToOn > on), stop);
        return members == 0 ? null : new("还有 {0} 名党员，请先转到别的支部", null, "支部工作条例 第四条", members);
    }

    /// <summary>
    /// Members of a branch begin a membership in the other; the old one ends. A group's members are placed in the other group, or in none where it is not one.
    /// </summary>
    public async Task Merge(long from, long into, DateOnly on, CancellationToken stop)
    {
        var target = await db.TakeOrg(into, stop);
        if (await db.Orgs.Where(o => o.Id == from).Select(o => o.Kind).SingleOrDefaultAsync(stop) is { } kind && OrgKinds.Of(kind).IsGroup)
        {
            long? group = OrgKinds.Of(target.Kind).IsGroup ? into : null;
            await db.Memberships.Where(m => m.GroupId == from && (m.ToOn == null || m.ToOn > on)).ExecuteUpdateAsync(set => set.SetProperty(m => m.GroupId, group).SetProperty(m => m.Version, m => m.Version + 1), stop);
            return;
        }
        var members = await db.Memberships.AsNoTracking().Where(m => m.OrgId == from && (m.ToOn == null || m.ToOn > on)).ToListAsync(stop);
        if (members.Count == 0) return;
        foreach (var old in members)
        {
            db.Add(new Membership
            {
                Id = Ids.Next(), OrgId = into, OrgPath = target.Path, PersonId = old.PersonId, FromOn = on > old.FromOn ? on : old.FromOn, ToOn = old.ToOn, Entry = "placed", Exit = old.Exit,
                JoinedOn = old.JoinedOn, JoinedTo = old.JoinedTo, FullSince = old.FullSince, FullTo = old.FullTo, Introducers = old.Introducers, ApplicationNo = old.ApplicationNo, CameFrom = old.CameFrom,
                LetterNo = old.LetterNo, DossierPlace = old.DossierPlace, Name = old.Name, SortKey = old.SortKey, Initials = old.Initials, Sex = old.Sex, Ethnic = old.Ethnic, BornOn = old.BornOn,
                Education = old.Education, IdMasked = old.IdMasked, PhoneMasked = old.PhoneMasked,
            });
        }
        await db.Memberships.Where(m => m.OrgId == from && (m.ToOn == null || m.ToOn > on))
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.ToOn, m => m.FromOn > on ? m.FromOn : on).SetProperty(m => m.Exit, "placed").SetProperty(m => m.Version, m => m.Version + 1), stop);
        // The person's record and what holds for him now go with him; groups of the old branch do not.
        await db.Persons.Where(p => p.OrgId == from).ExecuteUpdateAsync(set => set.SetProperty(p => p.OrgId, into).SetProperty(p => p.OrgPath, target.Path), stop);
        await db.Spells.Where(s => s.OrgId == from && (s.ToOn == null || s.ToOn > on)).ExecuteUpdateAsync(set => set.SetProperty(s => s.OrgId, into).SetProperty(s => s.OrgPath, target.Path), stop);
        await db.Stages.Where(s => s.OrgId == from && s.ToOn == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.OrgPath, target.Path).SetProperty(s => s.OrgId, into), stop);
    }

    /// <summary>A group that came under another branch brings its members along.</summary>
    public async Task Moved(long orgId, long? fromParent, long? toParent, DateOnly on, CancellationToken stop)
    {
        if (toParent is not { } branch || fromParent is not { } before) return;
        if (await db.Orgs.Where(o => o.Id == orgId).Select(o => o.Kind).SingleOrDefaultAsync(stop) is not { } kind || !OrgKinds.Of(kind).IsGroup) return;
        var target = await db.TakeOrg(branch, stop);
        await db.Memberships.Where(m => m.GroupId == orgId && m.OrgId == before && (m.ToOn == null || m.ToOn > on))
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.OrgId, branch).SetProperty(m => m.OrgPath, target.Path).SetProperty(m => m.Version, m => m.Version + 1), stop);
    }
}
