using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Regulations.Contract;

/// <summary>当地规则: the rules of a body's place, the enabled local packs laid over the national ones. One mechanism for duties, votes and procedures.</summary>
internal sealed class LocalRules(AppDb db, RulebookShelf shelf)
{
    private readonly Dictionary<long, Rulebook> known = [];

    public async Task<Rulebook> Of(long orgId, CancellationToken stop = default)
    {
        if (shelf.Enabled.Count == 0) return shelf.National;
        if (known.TryGetValue(orgId, out var read)) return read;
        // The body may lie beside the seat (the Party body above a villagers' committee): its division code is public, and nothing else of it is read.
        var org = await db.Orgs.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().SingleOrDefaultAsync(o => o.Id == orgId, stop);
        return known[orgId] = org is null ? shelf.National : shelf.For((await Places([org], stop))[orgId]);
    }

    /// <summary>The division code of each body's place: its own, else that of the nearest superior that has one. Read only where a local pack is enabled.</summary>
    public async Task<IReadOnlyDictionary<long, string?>> Places(IReadOnlyList<OrgNode> bodies, CancellationToken stop)
    {
        if (shelf.Enabled.Count == 0) return new Dictionary<long, string?>();
        var above = bodies.Where(b => b.DivisionCode is null).SelectMany(b => b.Place.Superiors()).Distinct().ToList();
        // A superior may lie outside the seat's range: its division code is public, and nothing else of it is read.
        var codes = await db.Orgs.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(o => above.Contains(o.Path) && o.DivisionCode != null)
            .Select(o => new { o.Path, o.DivisionCode }).ToDictionaryAsync(o => o.Path, o => o.DivisionCode, stop);
        return bodies.ToDictionary(b => b.Id, b => b.DivisionCode ?? b.Place.Superiors().Reverse().Select(p => codes.GetValueOrDefault(p)).FirstOrDefault(c => c is not null));
    }
}
