using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Hangji.Platform.Tree;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Organizations.Contract;

/// <summary>
/// 组织树: reads of the tree, now or as of any day. What a body was comes from the spans that its acts closed; where it stood follows from the superiors
/// of that day (docs/decisions/0002). Everything is limited to the acting seat's range except the names of superiors.
/// </summary>
internal sealed class OrgTree(AppDb db, IActing acting, TimeProvider clock)
{
    /// <summary>All bodies in scope that existed on a day, as they were.</summary>
    /// <param name="naming">Only those whose names, initials or code may contain it; the caller says exactly what must match. What a body is called now and was called then is in the index; its earlier names are few.</param>
    public IQueryable<OrgView> On(DateOnly on, string? naming = null)
    {
        var now = (naming is { Length: > 0 } ? db.Orgs.Naming(db, naming, OrgAttributes.CodeOf(naming)) : db.Orgs).AsNoTracking().Where(o => o.Since <= on && o.SetUpOn <= on && (o.DissolvedOn == null || o.DissolvedOn > on)).Select(o => new OrgView
        {
            Id = o.Id, Path = o.Path, ParentId = o.ParentId, Code = o.Code, Name = o.Name, ShortName = o.ShortName, Kind = o.Kind, Field = o.Field, Relation = o.Relation, DivisionCode = o.DivisionCode,
            Units = o.Units, CreditCode = o.CreditCode, Address = o.Address, Phone = o.Phone, SetUpOn = o.SetUpOn, DissolvedOn = o.DissolvedOn, ElectedOn = o.ElectedOn, TermYears = o.TermYears, Initials = o.Initials,
        });
        // No act lies in the future, so on the current day nothing is read from the spans.
        return on >= clock.Today() ? now : now.Concat(
            from s in db.OrgSpans.AsNoTracking()
            join o in db.Orgs.AsNoTracking() on s.OrgId equals o.Id
            where s.FromOn <= @on && s.ToOn > @on
            select new OrgView
            {
                Id = o.Id, Path = o.Path, ParentId = s.ParentId, Code = s.Code, Name = s.Name, ShortName = s.ShortName, Kind = s.Kind, Field = s.Field, Relation = s.Relation, DivisionCode = s.DivisionCode,
                Units = s.Units, CreditCode = s.CreditCode, Address = s.Address, Phone = s.Phone, SetUpOn = o.SetUpOn, DissolvedOn = o.DissolvedOn, ElectedOn = s.ElectedOn, TermYears = s.TermYears, Initials = o.Initials,
            });
    }

    /// <summary>The body as it stands now; null outside the seat's range.</summary>
    public Task<OrgNode?> Find(long id, CancellationToken stop = default) => db.Orgs.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, stop);

    /// <summary>The living body with this code; null outside the seat's range.</summary>
    public Task<OrgNode?> ByCode(string code, CancellationToken stop = default) => db.Orgs.AsNoTracking().SingleOrDefaultAsync(o => o.Code == code && o.DissolvedOn == null, stop);

    /// <summary>The body as it was on a day; null when it was not there or is outside the seat's range.</summary>
    public Task<OrgView?> At(long id, DateOnly on, CancellationToken stop = default) => On(on).Where(o => o.Id == id).SingleOrDefaultAsync(stop);

    /// <summary>Bodies directly below, in the order of their codes, the Party's before those that it leads.</summary>
    public async Task<List<OrgView>> Children(long parentId, DateOnly on, CancellationToken stop = default) =>
        [.. (await On(on).Where(o => o.ParentId == parentId).ToListAsync(stop)).OrderBy(o => o.IsLed).ThenBy(o => o.Code, StringComparer.Ordinal)];

    /// <summary>Where the seat's range begins: the seat's own body, or the roots for the program itself.</summary>
    public async Task<List<OrgView>> Tops(DateOnly on, CancellationToken stop = default)
    {
        var from = acting.Range.From;
        var tops = from.Length > 0 ? On(on).Where(o => o.Path == from) : On(on).Where(o => o.ParentId == null);
        return [.. (await tops.ToListAsync(stop)).OrderBy(o => o.Code, StringComparer.Ordinal)];
    }

    /// <summary>Which of these bodies have anything below them on that day.</summary>
    public async Task<HashSet<long>> WithChildren(IReadOnlyCollection<long> ids, DateOnly on, CancellationToken stop = default) =>
        [.. await On(on).Where(o => o.ParentId != null && ids.Contains(o.ParentId.Value)).Select(o => o.ParentId!.Value).Distinct().ToListAsync(stop)];

    /// <summary>How many bodies exist now at or below a place: one range of the path's index.</summary>
    public Task<int> CountBelow(OrgPath place, CancellationToken stop = default)
    {
        var (from, to) = (place.Value, place.End);
        return db.Orgs.CountAsync(o => string.Compare(o.Path, from) >= 0 && string.Compare(o.Path, to) < 0 && o.DissolvedOn == null, stop);
    }

    /// <summary>The body and everything that stood below it on a day. Branches that moved since are taken from where they were.</summary>
    public async Task<IQueryable<OrgView>> Subtree(OrgNode top, DateOnly on, CancellationToken stop = default)
    {
        var pieces = on >= clock.Today() ? MovedBranches.None : await MovedBranches.Since(db, on, stop);
        return On(on).Where(pieces.Below(top));
    }

    /// <summary>Superiors on a day, the highest first, without the body itself. Read beyond the seat's range, names alone: a page must say where it is.</summary>
    public Task<List<OrgName>> Superiors(OrgNode node, DateOnly on, CancellationToken stop = default) =>
        on >= clock.Today() ? Now(node.Place.Superiors(), stop) : Then(node.Id, on, stop);

    /// <summary>Names of bodies by id, in scope or not: what a record of the past refers to stays readable.</summary>
    public async Task<Dictionary<long, OrgName>> Names(IReadOnlyCollection<long> ids, CancellationToken stop = default)
    {
        var found = await db.Orgs.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(o => ids.Contains(o.Id)).Select(o => new { o.Id, o.Name, o.ShortName, o.Kind, o.Path }).ToListAsync(stop);
        return found.ToDictionary(o => o.Id, o => new OrgName(o.Id, o.Name, o.ShortName, o.Kind, acting.Range.Covers(o.Path)));
    }

    private async Task<List<OrgName>> Now(IReadOnlyList<string> paths, CancellationToken stop)
    {
        var found = await db.Orgs.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(o => paths.Contains(o.Path)).OrderBy(o => o.Path).Select(o => new { o.Id, o.Name, o.ShortName, o.Kind, o.Path }).ToListAsync(stop);
        return [.. found.Select(o => new OrgName(o.Id, o.Name, o.ShortName, o.Kind, acting.Range.Covers(o.Path)))];
    }

    private async Task<List<OrgName>> Then(long id, DateOnly on, CancellationToken stop)
    {
        var above = new List<OrgName>();
        // A tree of bodies is seven or eight levels deep: one small read a level.
        for (long? at = id; at is { } here && above.Count < 30;)
        {
            var node = await db.Orgs.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().SingleAsync(o => o.Id == here, stop);
            var span = node.Since <= on ? null : await db.OrgSpans.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(s => s.OrgId == here && s.FromOn <= on && s.ToOn > on).FirstOrDefaultAsync(stop);
            if (here != id) above.Insert(0, new(here, span?.Name ?? node.Name, span?.ShortName ?? node.ShortName, span?.Kind ?? node.Kind, acting.Range.Covers(node.Path)));
            at = span is null ? node.ParentId : span.ParentId;
        }
        return above;
    }
}
