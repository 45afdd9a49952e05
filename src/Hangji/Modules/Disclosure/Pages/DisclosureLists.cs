using System.Globalization;
using Hangji.Modules.Access.Contract;
using Hangji.Modules.Duties.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Text;
using Hangji.Shell.Search;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Disclosure.Pages;

/// <summary>What the list of items is asked for, from the address.</summary>
internal sealed record ItemFilter(string? Q = null, string? Catalog = null, string? After = null, long? Org = null)
{
    public bool IsFiltered => !string.IsNullOrWhiteSpace(Q) || !string.IsNullOrEmpty(Catalog);

    public string At(string path, string? after = null)
    {
        var parts = new List<string>();
        void Add(string name, string? value) { if (!string.IsNullOrEmpty(value)) parts.Add($"{name}={Uri.EscapeDataString(value)}"); }
        Add("q", Q); Add("catalog", Catalog); Add("after", after);
        return parts.Count == 0 ? path : path + "?" + string.Join('&', parts);
    }
}

/// <summary>Lists of this room for a seat: its own place's, or those of the places below.</summary>
internal sealed class DisclosureLists(DisclosureDesk desk, OrgTree tree)
{
    public const int PageSize = 50, DaysAhead = 45, MostAsked = 60;

    /// <summary>The seat is of one place (its Party body or a body that it leads), not of one above others.</summary>
    public async Task<bool> IsOwn(CancellationToken stop) =>
        await desk.Body(stop) is not { } body || !OrgKinds.Of(body.Kind).IsCommittee || (await desk.PlacesBelow(body, 2, stop)).All(p => p.Place.Id == body.Id);

    public async Task<IQueryable<Disclosure>> Open(CancellationToken stop) => (await desk.Seen<Disclosure>(stop)).AsNoTracking()
        .Where(d => d.Course != Disclosure.Released && d.Course != Disclosure.Withdrawn).OrderBy(d => d.ReviewDueOn == null).ThenBy(d => d.ReviewDueOn).ThenBy(d => d.Id);

    /// <summary>Released items, the latest first, by keyset.</summary>
    public async Task<(List<Disclosure> Found, string? Next)> Released(ItemFilter filter, CancellationToken stop)
    {
        var found = (await desk.Seen<Disclosure>(stop)).AsNoTracking().Where(d => d.Rev > 0);
        if (filter.Org is { } org) found = found.Where(d => d.OrgId == org);
        if (!string.IsNullOrEmpty(filter.Catalog)) found = found.Where(d => d.Catalog == filter.Catalog);
        if (Plain.Line(filter.Q) is { Length: > 0 } q)
        {
            if (q.Length > MostAsked) q = q[..MostAsked];
            var copies = await desk.Seen<PublishedCopy>(stop);
            found = found.Where(d => d.Title.Contains(q) || copies.Any(c => c.DisclosureId == d.Id && !c.Superseded && c.Words.Contains(q)));
        }
        if (Read(filter.After) is { } key) found = found.Where(d => d.ReleasedOn < key.Day || d.ReleasedOn == key.Day && d.Id < key.Id);
        var page = await found.OrderByDescending(d => d.ReleasedOn).ThenByDescending(d => d.Id).Take(PageSize + 1).ToListAsync(stop);
        if (page.Count <= PageSize) return (page, null);
        page.RemoveAt(PageSize);
        return (page, $"{page[^1].ReleasedOn:yyyyMMdd}-{page[^1].Id}");
    }

    public Task<Dictionary<long, OrgName>> Names(IReadOnlyCollection<Disclosure> items, CancellationToken stop) => tree.Names([.. items.Select(d => d.OrgId).Distinct()], stop);

    /// <summary>Voices: for the place itself those that it has to answer; for those above, what was escalated to them.</summary>
    public async Task<IQueryable<PublicVoice>> Voices(bool all, CancellationToken stop)
    {
        var seen = (await desk.Seen<PublicVoice>(stop)).AsNoTracking();
        if (!await IsOwn(stop)) return all ? seen.Where(v => v.EscalatedOn != null) : seen.Where(v => v.EscalatedOn != null && v.DecidedOn == null);
        return all ? seen : seen.Where(v => v.AnsweredOn == null);
    }

    public async Task<int> Waiting(CancellationToken stop) => await (await Voices(false, stop)).CountAsync(stop);

    static (DateOnly Day, long Id)? Read(string? after) =>
        after?.Split('-') is [var day, var id] && DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) && long.TryParse(id, out var number) ? (on, number) : null;
}

/// <summary>今日: beside the duties — what waits for this seat's review or release, and voices with their days.</summary>
internal sealed class TodayDisclosure(DisclosureLists lists, ActingSeat seat, DisclosureDesk desk) : ITodayAside
{
    private const int Most = 5;

    public IReadOnlyList<Disclosure> Items { get; private set; } = [];
    public IReadOnlyList<PublicVoice> Voices { get; private set; } = [];

    public async ValueTask<RenderFragment?> Read(CancellationToken stop)
    {
        if (!seat.May(Verbs.ReadDisclosures) || seat.OrgId is null) return null;
        var own = await lists.IsOwn(stop);
        var isSupervision = (await desk.Body(stop))?.Kind == OrgKinds.SupervisionCommittee;
        if (own) Items = await (await lists.Open(stop)).Where(d => isSupervision ? d.Course == Disclosure.InReview : d.Course != Disclosure.InReview).Take(Most).ToListAsync(stop);
        Voices = await (await lists.Voices(false, stop)).OrderBy(v => v.EscalatedDueOn ?? v.DueOn).ThenBy(v => v.Id).Take(Most).ToListAsync(stop);
        if (Items.Count + Voices.Count == 0) return null;
        return builder =>
        {
            builder.OpenComponent<DisclosureAside>(0);
            builder.CloseComponent();
        };
    }
}

/// <summary>公开页签: the tab of a body's page.</summary>
internal sealed class DisclosurePanel(DisclosureDesk desk, ActingSeat seat) : IOrganizationPanel
{
    public int Order => 70;

    public async Task<OrgPanel> Of(OrgOnPage page, CancellationToken stop)
    {
        if (!seat.May(Verbs.ReadDisclosures) || page.Org.IsLed) return OrgPanel.Nothing;
        var id = page.Org.Id;
        var released = await (await desk.Seen<Disclosure>(stop)).CountAsync(d => d.OrgId == id && d.Rev > 0 && d.ReleasedOn <= page.On, stop);
        return new([new("disclosure", "信息公开", page.At($"/orgs/{id}/disclosure"), 70, released == 0 ? null : released)], [], []);
    }
}

/// <summary>What the search box finds: released items by title and text.</summary>
internal sealed class DisclosureSearch(DisclosureLists lists, DisclosureDesk desk, ActingSeat seat, Words words) : ISearchSource
{
    public string Title => "信息公开";
    public int Order => 70;
    public string Policy => Verbs.ReadDisclosures;
    public string AllAt(string asked) => "/disclosure?q=" + Uri.EscapeDataString(asked);

    public async Task<IReadOnlyList<SearchHit>> Find(string asked, int most, CancellationToken stop)
    {
        if (seat.OrgId is null) return [];
        var (found, _) = await lists.Released(new(Q: asked), stop);
        return [.. found.Take(most).Select(d => new SearchHit(d.Title, $"/disclosure/{d.Id}", desk.Catalog.Find(d.Catalog)?.Title.In(words.IsEnglish) ?? ""))];
    }
}
