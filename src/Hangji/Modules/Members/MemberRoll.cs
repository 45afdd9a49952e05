using Hangji.Modules.Members.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Members;

/// <summary>
/// 名册: who belonged to a body on a day and who of them had a vote, computed from dated records. Guests and mobile members of other branches are not on it;
/// the old and infirm are, and keep their vote (facts of 应到会, rule ids due-*).
/// </summary>
internal sealed class MemberRoll(AppDb db) : IMemberRoll
{
    public async Task<IReadOnlyList<RollEntry>> Of(long orgId, DateOnly on, CancellationToken stop = default)
    {
        var org = await db.TakeOrg(orgId, stop);
        if (org.Kind == "group") return await Roll(Running(on).Where(m => m.GroupId == orgId && m.OrgId == org.ParentId), orgId, on, stop);
        return org.TakesMembers() ? await Roll(Running(on).Where(m => m.OrgId == orgId), orgId, on, stop) : await ByAppointment(orgId, on, _ => true, stop);
    }

    public Task<IReadOnlyList<RollEntry>> Committee(long orgId, DateOnly on, CancellationToken stop = default) =>
        ByAppointment(orgId, on, post => Posts.Find(post) is { OnCommittee: true } && post != "group-leader", stop);

    public async Task<IReadOnlyDictionary<long, string>> Names(IReadOnlyCollection<long> personIds, CancellationToken stop = default)
    {
        if (personIds.Count == 0) return new Dictionary<long, string>();
        // A name on a record stays readable after its bearer went elsewhere.
        return await db.Persons.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(p => personIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, stop);
    }

    /// <summary>A group's own seat may ask for its roll, although the memberships belong to the branch above it; the body itself was checked against the scope.</summary>
    IQueryable<Membership> Running(DateOnly on) => db.Memberships.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(m => m.FromOn <= on && (m.ToOn == null || m.ToOn > on));

    async Task<IReadOnlyList<RollEntry>> Roll(IQueryable<Membership> members, long orgId, DateOnly on, CancellationToken stop)
    {
        var rows = await members.OrderBy(m => m.SortKey).ThenBy(m => m.Id).Select(m => new { m.PersonId, m.Name, m.SortKey, m.FullSince, m.GroupId }).ToListAsync(stop);
        var (spells, posts) = (await SpellsOn([.. rows.Select(r => r.PersonId)], on, stop), await PostsOn(orgId, on, stop));
        var day = on;
        return [.. from row in rows
                   let mine = spells[row.PersonId]
                   where mine.All(s => s.Kind != Spell.Stopped)
                   let probationary = row.FullSince is null || day < row.FullSince
                   let why = probationary ? "due-probationer" : WhyNoVote(mine)
                   select new RollEntry(row.PersonId, row.Name, row.SortKey, probationary, why is null, why, mine.Any(s => s.Kind == Spell.Infirm), row.GroupId, posts.GetValueOrDefault(row.PersonId))];
    }

    /// <summary>Bodies whose members are officers: committees of the Party, village committees, representatives.</summary>
    async Task<IReadOnlyList<RollEntry>> ByAppointment(long orgId, DateOnly on, Func<string, bool> counts, CancellationToken stop)
    {
        await db.TakeOrg(orgId, stop);
        var posts = (await PostsOn(orgId, on, stop)).Where(p => counts(p.Value)).ToDictionary();
        var ids = posts.Keys.ToList();
        var persons = await db.Persons.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Name, p.SortKey }).ToListAsync(stop);
        var running = (await Running(on).Where(m => ids.Contains(m.PersonId)).Select(m => new { m.PersonId, m.FullSince, m.GroupId }).ToListAsync(stop)).ToLookup(m => m.PersonId);
        var spells = await SpellsOn(ids, on, stop);
        var day = on;
        var entries = from person in persons
                      let mine = spells[person.Id]
                      let membership = running[person.Id].FirstOrDefault()
                      let probationary = membership is not null && (membership.FullSince is null || day < membership.FullSince)
                      let why = probationary ? "due-probationer" : WhyNoVote(mine)
                      orderby Posts.Rank(posts[person.Id]), person.SortKey, person.Id
                      select new RollEntry(person.Id, person.Name, person.SortKey, probationary, why is null, why, mine.Any(s => s.Kind == Spell.Infirm), membership?.GroupId, posts[person.Id]);
        return [.. entries];
    }

    async Task<ILookup<long, Spell>> SpellsOn(List<long> persons, DateOnly on, CancellationToken stop) => persons.Count == 0 ? Array.Empty<Spell>().ToLookup(s => s.PersonId) :
        (await db.Spells.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(s => persons.Contains(s.PersonId) && s.FromOn <= on && (s.ToOn == null || s.ToOn > on)).ToListAsync(stop)).ToLookup(s => s.PersonId);

    /// <summary>The highest post of each officer that day.</summary>
    async Task<Dictionary<long, string>> PostsOn(long orgId, DateOnly on, CancellationToken stop) =>
        (await db.Appointments.AsNoTracking().Where(a => a.OrgId == orgId && a.FromOn <= on && (a.ToOn == null || a.ToOn > on)).ToListAsync(stop))
            .GroupBy(a => a.PersonId).ToDictionary(g => g.Key, g => g.Select(a => a.Post).MinBy(Posts.Rank)!);

    static string? WhyNoVote(IEnumerable<Spell> spells) => spells.FirstOrDefault(s => s.Kind == Spell.NoVote) is { } spell ? "due-" + spell.Reason : null;
}
