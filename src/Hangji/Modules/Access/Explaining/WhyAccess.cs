using Hangji.Modules.Access.Contract;
using Hangji.Modules.Access.Seats;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Hangji.Platform.Tree;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Access.Explaining;

/// <summary>Where the asked organization lies, as far as the asker may know.</summary>
internal enum Reach { NotAsked, Within, Beyond }

/// <summary>The answer to "why can I see or not do this": each fact by itself, so that the page only says it.</summary>
/// <param name="InRole">The role of the acting seat has the verb.</param>
/// <param name="OtherSeats">Other seats of the same person that have the verb and reach the organization.</param>
/// <param name="RolesWith">Roles that have the verb, the smallest first.</param>
/// <param name="Granters">Bodies that may grant such a seat, the nearest first.</param>
internal sealed record AccessAnswer(string? Verb, bool InRole, Reach Reach, string? OrgName, int BodiesInRange, IReadOnlyList<HeldSeat> OtherSeats, IReadOnlyList<Role> RolesWith, bool IsAdministrators, IReadOnlyList<(string Name, string? Phone)> Granters);

/// <summary>为什么能看、不能办: answers from the acting seat, its role and its range, in the order in which the program itself decides.</summary>
internal sealed class WhyAccess(AppDb db, ActingSeat acting, OrgTree tree)
{
    public async Task<AccessAnswer> Answer(string? verb, long? orgId, CancellationToken stop)
    {
        if (verb is null || !VerbNames.All.ContainsKey(verb)) verb = null;
        // Through the scope filter: a body beyond the range and one that does not exist get the same answer.
        var org = orgId is null ? null : await db.Orgs.AsNoTracking().SingleOrDefaultAsync(o => o.Id == orgId, stop);
        var reach = orgId is null ? Reach.NotAsked : org is null ? Reach.Beyond : Reach.Within;
        var below = acting.Path is { } place ? await tree.CountBelow(place, stop) : 0;
        var roles = verb is null ? [] : Roles.All.Values.Where(r => r.Verbs.Contains(verb)).OrderBy(r => r.Verbs.Count).ToList();
        return new(verb, verb is not null && acting.May(verb), reach, org?.ShortName, below,
            [.. verb is null ? [] : acting.Held.Where(s => s.SeatId != acting.SeatId && s.Role?.Verbs.Contains(verb) == true && (org is null || new OrgPath(s.Path).Covers(org.Place)))],
            roles, verb is not null && roles.Count == 0, await Granters(stop));
    }

    private async Task<IReadOnlyList<(string, string?)>> Granters(CancellationToken stop)
    {
        if (acting.Path is not { } place) return [];
        // 上级: names and office telephones of superiors are public within the organization; read past the scope filter, nothing else of them.
        var above = place.Superiors().ToList();
        var rows = await db.Orgs.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(o => above.Contains(o.Path)).OrderByDescending(o => o.Depth).Select(o => new { o.ShortName, o.Phone }).Take(3).ToListAsync(stop);
        return [.. rows.Select(r => (r.ShortName, r.Phone))];
    }
}
