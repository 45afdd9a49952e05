using Hangji.Shell.Parts;

namespace Hangji.Modules.Organizations.Contract;

/// <summary>The body that a page of a room is about, on the day the reader chose ("as of").</summary>
public sealed record OrgOnPage(OrgView Org, DateOnly On, DateOnly Today)
{
    public bool IsNow => On >= Today;

    /// <summary>The same address, keeping the chosen day.</summary>
    public string At(string href) => IsNow ? href : $"{href}{(href.Contains('?') ? '&' : '?')}asof={On:yyyy-MM-dd}";
}

/// <summary>页签: a room's own page about a body, such as 党员 25 at /orgs/7/members. The page itself opens with <c>OrgFrames.Open</c> and stands inside an <c>OrgFrame</c>.</summary>
/// <param name="Order">概况 10, 党员 20, 会议 30, 议事 40, 届次 50, 经费 60, 公开 70, 沿革 90.</param>
public sealed record OrgTab(string Key, string Text, string Href, int Order, int? Count = null);

/// <summary>A section of the overview, in the main column or beside it: a component and what it draws. It reads nothing itself (see OrgFrames).</summary>
public sealed record OrgSection(Type Component, IDictionary<string, object> Parameters, int Order, bool Aside = false);

/// <summary>What a room adds to the page of one body on one day.</summary>
public sealed record OrgPanel(IReadOnlyList<OrgTab> Tabs, IReadOnlyList<Figure> Figures, IReadOnlyList<OrgSection> Sections)
{
    public static readonly OrgPanel Nothing = new([], [], []);
}

/// <summary>
/// 组织页上别的房间的内容: a room above registers one of these and so has its tab, its figures and its sections on every organization's page, without
/// this room knowing it. A room whose verbs the reader's seat lacks answers <see cref="OrgPanel.Nothing"/>.
/// </summary>
public interface IOrganizationPanel
{
    /// <summary>Figures of one panel stay together; panels stand in this order.</summary>
    int Order { get; }

    Task<OrgPanel> Of(OrgOnPage page, CancellationToken stop);
}

/// <summary>The panels of all rooms for one page, asked once a request.</summary>
internal sealed class OrgPanels(IEnumerable<IOrganizationPanel> rooms)
{
    private (OrgOnPage Page, IReadOnlyList<OrgPanel> Panels)? known;

    public async Task<IReadOnlyList<OrgPanel>> Of(OrgOnPage page, CancellationToken stop)
    {
        if (known is { } kept && kept.Page.Org.Id == page.Org.Id && kept.Page.On == page.On) return kept.Panels;
        var panels = new List<OrgPanel>();
        foreach (var room in rooms.OrderBy(r => r.Order)) panels.Add(await room.Of(page, stop));
        known = (page, panels);
        return panels;
    }
}

/// <summary>How a person is shown beside a post: name, where the record is (null where the reader may not open it), masked telephone.</summary>
public sealed record PersonShown(string Name, string? Href = null, string? Phone = null);

/// <summary>姓名: the room of members answers who the holders of posts are. Names stay readable after a transfer.</summary>
public interface IPersonNames
{
    Task<IReadOnlyDictionary<long, PersonShown>> Of(IReadOnlyCollection<long> personIds, CancellationToken stop);
}
