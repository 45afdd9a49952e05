using Hangji.Modules.Members.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Members;

/// <summary>名册沿革: memberships and spells of many bodies in two reads, for counting over time.</summary>
internal sealed class MemberSpans(AppDb db) : IMemberSpans
{
    public Task<IReadOnlyList<MemberSpan>> Of(IReadOnlyCollection<long> orgIds, DateOnly since, CancellationToken stop = default) =>
        Read(db.Memberships.Where(m => orgIds.Contains(m.OrgId)), db.Spells.Where(s => orgIds.Contains(s.OrgId)), since, stop);

    public async Task<IReadOnlyList<MemberSpan>> Of(ScopeRange range, DateOnly since, CancellationToken stop = default)
    {
        var spells = db.Spells.Where(s => string.Compare(s.OrgPath, range.From) >= 0 && string.Compare(s.OrgPath, range.To) < 0);
        var members = db.Memberships.AsNoTracking().Where(m => string.Compare(m.OrgPath, range.From) >= 0 && string.Compare(m.OrgPath, range.To) < 0 && (m.ToOn == null || m.ToOn > since));
        var alike = await members.Where(m => !spells.Any(s => s.PersonId == m.PersonId && s.Kind == Spell.Infirm))
            .GroupBy(m => new { m.OrgId, From = m.FromOn > since ? m.FromOn : since, m.ToOn, Full = m.FullSince == null || m.FullSince > since ? m.FullSince : since })
            .Select(g => new { g.Key, People = g.Count() }).ToListAsync(stop);
        return [.. await Read(members.Where(m => spells.Any(s => s.PersonId == m.PersonId && s.Kind == Spell.Infirm)), spells, since, stop),
            .. alike.Select(a => new MemberSpan(0, a.Key.OrgId, null, a.Key.From, a.Key.ToOn, a.Key.Full, null, null, a.People))];
    }

    private static async Task<IReadOnlyList<MemberSpan>> Read(IQueryable<Membership> members, IQueryable<Spell> spells, DateOnly since, CancellationToken stop)
    {
        var memberships = await members.AsNoTracking().Where(m => (m.ToOn == null || m.ToOn > since))
            .Select(m => new { m.PersonId, m.OrgId, m.GroupId, m.FromOn, m.ToOn, m.FullSince }).ToListAsync(stop);
        var infirm = (await spells.AsNoTracking().Where(s => s.Kind == Spell.Infirm && (s.ToOn == null || s.ToOn > since))
            .OrderByDescending(s => s.FromOn).Select(s => new { s.PersonId, s.FromOn, s.ToOn }).ToListAsync(stop)).ToLookup(s => s.PersonId);
        return [.. from m in memberships
                   let spell = infirm[m.PersonId].FirstOrDefault()
                   select new MemberSpan(m.PersonId, m.OrgId, m.GroupId, m.FromOn, m.ToOn, m.FullSince, spell?.FromOn, spell?.ToOn)];
    }
}
