using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Organizations;

/// <summary>可选的组织: the bodies that an act on a body may concern — under which it could come, with which it could be merged.</summary>
internal sealed class ActTargets(AppDb db, OrgTree tree, TimeProvider clock)
{
    private const int Most = 40;

    /// <summary>Possible new superiors: found by the text, or without one those beside the present superior.</summary>
    public async Task<List<OrgView>> Above(OrgNode node, string? q, CancellationToken stop)
    {
        var kind = OrgKinds.Of(node.Kind);
        var kinds = OrgKinds.All.Where(k => OrgKinds.MayStandUnder(kind, k)).Select(k => k.Key).ToList();
        var (from, to, parent) = (node.Path, node.Place.End, node.ParentId);
        var wanted = Living(q).Where(o => kinds.Contains(o.Kind) && o.Id != parent && (string.Compare(o.Path, from) < 0 || string.Compare(o.Path, to) >= 0));
        if (string.IsNullOrWhiteSpace(q) && parent is { } now)
        {
            var above = await db.Orgs.Where(o => o.Id == now).Select(o => o.ParentId).SingleOrDefaultAsync(stop);
            wanted = wanted.Where(o => o.ParentId == above || o.Id == above);
        }
        return await OrgSearch.Page(wanted, null, Most).ToListAsync(stop);
    }

    /// <summary>Bodies of the same tier that could be taken up: found by the text, or without one those beside it.</summary>
    public async Task<List<OrgView>> Beside(OrgNode node, string? q, CancellationToken stop)
    {
        var tier = OrgKinds.Of(node.Kind).Tier;
        var (kinds, above) = (OrgKinds.All.Where(k => k.Tier == tier).Select(k => k.Key).ToList(), node.Place.Superiors());
        var wanted = Living(q).Where(o => kinds.Contains(o.Kind) && o.Id != node.Id && !above.Contains(o.Path));
        if (string.IsNullOrWhiteSpace(q)) wanted = wanted.Where(o => o.ParentId == node.ParentId);
        return await OrgSearch.Page(wanted, null, Most).ToListAsync(stop);
    }

    private IQueryable<OrgView> Living(string? q) => OrgSearch.Matching(tree.On(clock.Today()), q);
}
