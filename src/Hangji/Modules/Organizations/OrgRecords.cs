using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Hangji.Shell.Parts;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Organizations;

/// <summary>One person with all the posts held in a body on a day, and the posts held elsewhere that the reader may see.</summary>
public sealed record Officer(PersonShown Person, IReadOnlyList<string> Posts, DateOnly Since, IReadOnlyList<(string Body, string Post)> Elsewhere);

internal sealed record LedBody(OrgView Body, string? Head, int Members);

/// <summary>An act with the name of the other body, and what it changed.</summary>
internal sealed record ActShown(OrgAct Act, string? Other, IReadOnlyList<(string What, string Before, string After)> Changes);

internal sealed record OrgOverview(OrgOnPage Page, IReadOnlyList<Figure> Figures, IReadOnlyList<OrgSection> Sections, IReadOnlyList<Officer> Officers, IReadOnlyList<LedBody> Led,
    IReadOnlyList<OrgView> Below, OrgName? Superior, IReadOnlyList<(OrgLink Link, string Superior)> Lines, IReadOnlyList<(string Line, OrgView Body)> ByLine, IReadOnlyList<ActShown> Recent);

/// <summary>Reads for the pages of one body: its officers, led bodies, second superiors and acts, as of a day.</summary>
internal sealed class OrgRecords(AppDb db, OrgTree tree, IServiceProvider services)
{
    private const int MostRecent = 4, MostByLine = 300;

    public async Task<OrgOverview> Overview(OrgOnPage page, OrgPanels panels, Words t, CancellationToken stop)
    {
        var node = (await tree.Find(page.Org.Id, stop))!;
        var below = await tree.Children(node.Id, page.On, stop);
        var rooms = await panels.Of(page, stop);
        var superior = (await tree.Superiors(node, page.On, stop)).LastOrDefault();
        var (led, party) = (below.Where(b => b.IsLed).ToList(), below.Where(b => !b.IsLed).ToList());
        var figures = rooms.SelectMany(r => r.Figures).Concat(await Figures(page, node, party, t, stop)).ToList();
        return new(page, figures, [.. rooms.SelectMany(r => r.Sections).OrderBy(s => s.Order)], await Officers(page, stop), await Led(led, page.On, stop), party, superior, await Lines(node.Id, page.On, stop), await ByLine(node.Id, page.On, stop),
            await Acts(node, page.On, MostRecent, stop));
    }

    private async Task<List<Figure>> Figures(OrgOnPage page, OrgNode node, List<OrgView> below, Words t, CancellationToken stop)
    {
        var figures = new List<Figure>();
        if (below.Count > 0)
        {
            var all = page.IsNow ? await tree.CountBelow(node.Place, stop) - 1 : await (await tree.Subtree(node, page.On, stop)).CountAsync(stop) - 1;
            figures.Add(new(OrgKinds.IsBranch(node.Kind) ? "党小组" : "直属下级", t.Number(below.Count), "个", page.At($"/orgs?open={node.Id}")));
            if (all > below.Count) figures.Add(new("全部下级", t.Number(all), "个", page.At($"/orgs?below={node.Id}&view=list")));
        }
        var on = page.On;
        if (await db.Appointments.CountAsync(a => a.OrgId == node.Id && a.Post == "representative" && a.FromOn <= on && (a.ToOn == null || a.ToOn > on), stop) is > 0 and var many) figures.Add(new("村民代表", t.Number(many), "人"));
        if (page.Org.TermEndsOn is { } end) figures.Add(new("本届届满", t.Date(end), null, page.At($"/orgs/{node.Id}/history")));
        return figures;
    }

    private async Task<List<Officer>> Officers(OrgOnPage page, CancellationToken stop)
    {
        var (id, on) = (page.Org.Id, page.On);
        var held = (await db.Appointments.AsNoTracking().Where(a => a.OrgId == id && a.FromOn <= on && (a.ToOn == null || a.ToOn > on) && a.Post != "representative").ToListAsync(stop)).ToLookup(a => a.PersonId);
        if (held.Count == 0) return [];
        var people = held.Select(h => h.Key).ToList();
        var names = await Names(people, stop);
        var elsewhere = (await (from a in db.Appointments
                                join o in db.Orgs on a.OrgId equals o.Id
                                where people.Contains(a.PersonId) && a.OrgId != id && a.FromOn <= @on && (a.ToOn == null || a.ToOn > @on)
                                select new { a.PersonId, o.ShortName, a.Post }).ToListAsync(stop)).ToLookup(a => a.PersonId);
        return [.. held.OrderBy(h => h.Min(a => Posts.Rank(a.Post))).ThenBy(h => h.Min(a => a.FromOn)).ThenBy(h => h.Key).Select(h => new Officer(
            names.GetValueOrDefault(h.Key) ?? Unnamed, [.. h.OrderBy(a => Posts.Rank(a.Post)).Select(a => a.Post)], h.Min(a => a.FromOn), [.. elsewhere[h.Key].Select(e => (e.ShortName, e.Post))]))];
    }

    private async Task<List<LedBody>> Led(List<OrgView> bodies, DateOnly on, CancellationToken stop)
    {
        var ids = bodies.Select(b => b.Id).ToList();
        var held = (await db.Appointments.AsNoTracking().Where(a => ids.Contains(a.OrgId) && a.FromOn <= on && (a.ToOn == null || a.ToOn > on)).ToListAsync(stop)).ToLookup(a => a.OrgId);
        var heads = held.ToDictionary(h => h.Key, h => h.Where(a => a.Post is "chair" or "board-chair").OrderBy(a => a.FromOn).Select(a => (long?)a.PersonId).FirstOrDefault());
        var names = await Names([.. heads.Values.OfType<long>()], stop);
        return [.. bodies.Select(b => new LedBody(b, heads.GetValueOrDefault(b.Id) is { } head ? (names.GetValueOrDefault(head) ?? Unnamed).Name : null, held[b.Id].Select(a => a.PersonId).Distinct().Count()))];
    }

    private static readonly PersonShown Unnamed = new("姓名未登记");

    private async Task<IReadOnlyDictionary<long, PersonShown>> Names(IReadOnlyCollection<long> people, CancellationToken stop) =>
        people.Count > 0 && services.GetService<IPersonNames>() is { } names ? await names.Of(people, stop) : new Dictionary<long, PersonShown>();

    private async Task<List<(OrgLink, string)>> Lines(long id, DateOnly on, CancellationToken stop)
    {
        var links = await db.OrgLinks.AsNoTracking().Where(l => l.OrgId == id && l.FromOn <= on && (l.ToOn == null || l.ToOn > on)).OrderBy(l => l.FromOn).ToListAsync(stop);
        var names = await tree.Names([.. links.Select(l => l.SuperiorId)], stop);
        return [.. links.Select(l => (l, names[l.SuperiorId].ShortName))];
    }

    /// <summary>Bodies in the seat's range that belong to this one by a line.</summary>
    private async Task<List<(string, OrgView)>> ByLine(long id, DateOnly on, CancellationToken stop)
    {
        var links = await db.OrgLinks.AsNoTracking().Where(l => l.SuperiorId == id && l.FromOn <= on && (l.ToOn == null || l.ToOn > on)).Select(l => new { l.OrgId, l.Hierarchy }).Take(MostByLine).ToListAsync(stop);
        if (links.Count == 0) return [];
        var ids = links.Select(l => l.OrgId).ToList();
        var bodies = await tree.On(on).Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, stop);
        return [.. links.Where(l => bodies.ContainsKey(l.OrgId)).Select(l => (l.Hierarchy, bodies[l.OrgId])).OrderBy(l => l.Hierarchy, StringComparer.Ordinal).ThenBy(l => l.Item2.Code, StringComparer.Ordinal)];
    }

    /// <summary>Acts up to a day, the latest first, with what each of them changed.</summary>
    public async Task<List<ActShown>> Acts(OrgNode node, DateOnly on, int most, CancellationToken stop)
    {
        var acts = await db.OrgActs.AsNoTracking().Where(a => a.OrgId == node.Id && a.On <= on).OrderByDescending(a => a.On).ThenByDescending(a => a.RecordedAt).ThenByDescending(a => a.Id).Take(most).ToListAsync(stop);
        var spans = await db.OrgSpans.AsNoTracking().Where(s => s.OrgId == node.Id).OrderBy(s => s.FromOn).ToListAsync(stop);
        var others = acts.Select(a => a.OtherOrgId).Concat(spans.Select(s => s.ParentId)).Append(node.ParentId).OfType<long>().Distinct().ToList();
        var names = (await tree.Names(others, stop)).ToDictionary(n => n.Key, n => n.Value.ShortName);
        return [.. acts.Select(a => new ActShown(a, a.OtherOrgId is { } other ? names.GetValueOrDefault(other) : null, OrgChanges.Of(a, node, spans, names)))];
    }

    /// <summary>Every link to another hierarchy, the latest first.</summary>
    public async Task<List<(OrgLink Link, string Superior)>> AllLines(long id, CancellationToken stop)
    {
        var links = await db.OrgLinks.AsNoTracking().Where(l => l.OrgId == id).OrderByDescending(l => l.FromOn).ToListAsync(stop);
        var names = await tree.Names([.. links.Select(l => l.SuperiorId)], stop);
        return [.. links.Select(l => (l, names[l.SuperiorId].ShortName))];
    }
}
