using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Hangji.Shell.Parts;

namespace Hangji.Modules.Organizations.Contract;

/// <summary>What the frame around a page about one body shows.</summary>
public sealed record OrgFramed(OrgOnPage Page, IReadOnlyList<Crumb> Crumbs, IReadOnlyList<Tab> Tabs);

/// <summary>
/// Opens the page of a body on a day. A page calls it first and gives the answer to its <c>OrgFrame</c>: one request has one database context, so a
/// page reads one thing after the other and components only draw.
/// </summary>
internal sealed class OrgFrames(OrgTree tree, OrgPanels panels, TimeProvider clock)
{
    /// <param name="asof">The "asof" of the address; a day that is missing, wrong or yet to come means today.</param>
    /// <param name="current">Key of the tab that is open.</param>
    /// <exception cref="OutOfScopeException">The body is outside the seat's range or not there: the reader sees 404.</exception>
    public async Task<OrgFramed> Open(long id, string? asof, string current, CancellationToken stop)
    {
        var node = await tree.Find(id, stop) ?? throw new OutOfScopeException($"organization {id}");
        var today = clock.Today();
        var on = OrgQuery.Day(asof, today);
        // A dissolved body is shown as it last was; a day before its set-up shows the day of the set-up.
        if (node.DissolvedOn is { } gone && on >= gone) on = gone.AddDays(-1);
        if (on < node.SetUpOn) on = node.SetUpOn;
        var page = new OrgOnPage(await tree.At(id, on, stop) ?? throw new OutOfScopeException($"organization {id} on {on}"), on, today);
        List<Crumb> crumbs = [new("组织", page.At("/orgs")), .. (await tree.Superiors(node, on, stop)).Select(o => new Crumb(o.ShortName, o.InScope ? page.At($"/orgs/{o.Id}") : null)), new(page.Org.ShortName)];
        var tabs = new List<OrgTab> { new("overview", "概况", page.At($"/orgs/{id}"), 10), new("history", "沿革", page.At($"/orgs/{id}/history"), 90) };
        tabs.AddRange((await panels.Of(page, stop)).SelectMany(panel => panel.Tabs));
        return new(page, crumbs, [.. tabs.OrderBy(t => t.Order).Select(t => new Tab(t.Text, t.Href, t.Key == current, t.Count))]);
    }
}
