using Hangji.Modules.Members.Contract;
using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Members;

/// <summary>名册沿革: memberships and spells of many bodies in two reads, for counting over time.</summary>
internal sealed class MemberSpans(AppDb db) : IMemberSpans
{
    public async Task<IReadOnlyList<MemberSpan>> Of(IReadOnlyCollection<long> orgIds, DateOnly since, CancellationToken stop = default)
    {
        var memberships = await db.Memberships.AsNoTracking().Where(m => orgIds.Contains(m.OrgId) && (m.ToOn == null || m.ToOn > since))
            .Select(m => new { m.PersonId, m.OrgId, m.GroupId, m.FromOn, m.ToOn, m.FullSince }).ToListAsync(stop);
        var infirm = (await db.Spells.AsNoTracking().Where(s => orgIds.Contains(s.OrgId) && s.Kind == Spell.Infirm && (s.ToOn == null || s.ToOn > since))
            .Select(s => new { s.PersonId, s.FromOn, s.ToOn }).ToListAsync(stop)).ToLookup(s => s.PersonId);
        return [.. from m in memberships
                   let spell = infirm[m.PersonId].FirstOrDefault()
                   select new MemberSpan(m.PersonId, m.OrgId, m.GroupId, m.FromOn, m.ToOn, m.FullSince, spell?.FromOn, spell?.ToOn)];
    }
}
