using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Disclosure;

/// <summary>应公开的一期: what an entry of the catalog demands of a body for one period.</summary>
/// <param name="DueOn">By when; 0 days late on that day.</param>
/// <param name="ReleasedOn">When it was first released; null where it is missing.</param>
/// <param name="Article">The rule that demands it, in both languages.</param>
internal sealed record Wanted(string Catalog, Bilingual Title, string PeriodCode, Bilingual PeriodName, long BodyId, string Body, DateOnly DueOn, int DaysLate, DateOnly? ReleasedOn, string? Doc, Bilingual Article, bool Blocks)
{
    public bool IsMissing => ReleasedOn is null && DaysLate > 0;
}

/// <summary>
/// 应公开未公开: what was due and is not there, told without judgement: what, since when, by which article. For the staff pages and the public site alike, so it
/// reads only bodies, the catalog and which periods have been released.
/// </summary>
internal sealed class MissingList(AppDb db, DisclosureDesk desk, Places places)
{
    /// <summary>How far back a missing period is told.</summary>
    const int Months = 12;

    /// <summary>Missing on a day, the latest first.</summary>
    public async Task<IReadOnlyList<Wanted>> Of(long placeId, DateOnly today, CancellationToken stop = default) =>
        [.. (await Calendar(placeId, today, stop)).Where(w => w.IsMissing).OrderByDescending(w => w.DueOn)];

    /// <summary>Everything periodic of the last twelve months and the running period, released or not.</summary>
    public async Task<IReadOnlyList<Wanted>> Calendar(long placeId, DateOnly today, CancellationToken stop = default) =>
        await places.Find(placeId, stop) is { } place ? await Calendar(place, await desk.Bodies(place, stop), today, stop) : [];

    async Task<IReadOnlyList<Wanted>> Calendar(Place place, IReadOnlyList<OrgNode> bodies, DateOnly today, CancellationToken stop)
    {
        var packs = await desk.Packs(place, stop);
        var since = await Since(place, bodies, today, stop);
        // Inner circles are released without a copy: the item itself says that it was.
        var done = await db.Disclosures.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(d => d.OrgId == place.Id && d.Period != "" && d.Rev > 0 && d.WithdrawnOn == null)
            .Select(d => new { d.Id, d.BodyId, d.Catalog, d.Period, d.Doc, d.ReleasedOn }).ToListAsync(stop);
        var first = await db.PublishedCopies.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(c => c.OrgId == place.Id && c.Rev == 1).Select(c => new { c.DisclosureId, c.From }).ToDictionaryAsync(c => c.DisclosureId, c => c.From, stop);
        var wanted = new List<Wanted>();
        foreach (var entry in desk.Catalog.Entries.Where(e => e.Every is not null))
        {
            if (DraftItem.Body(entry, bodies) is not { } body) continue;
            var released = done.Where(d => d.Catalog == entry.Code).ToDictionary(d => d.Period);
            var from = since;
            if (entry.OnceBegun && !entry.AlwaysIn.Any(packs.Contains))
            {
                if (released.Count == 0) continue;
                var begun = released.Keys.Select(k => PeriodCode.Read(entry.Every!.Value, k)).OfType<Period>().Min(p => p.Start);
                if (begun > from) from = begun;
            }
            foreach (var period in Period.Between(entry.Every!.Value, from, today))
            {
                if (period.Start < from || desk.Rules.Find(entry.RuleId, period.End) is not { } rule) continue;
                var due = period.End.AddDays(entry.Within);
                var there = released.GetValueOrDefault(PeriodCode.Of(period));
                var on = there is null ? null : first.TryGetValue(there.Id, out var day) ? day : there.ReleasedOn;
                wanted.Add(new(entry.Code, entry.Title, PeriodCode.Of(period), period.Name, body.Id, body.Name, due, Math.Max(0, (on ?? today).DayNumber - due.DayNumber), on, there?.Doc, rule.Article.Cited, rule.Blocks));
            }
        }
        return wanted;
    }

    /// <summary>What is missing at the places of a range of the tree, for those above: only places that have something missing, in the order of the tree.</summary>
    public async Task<IReadOnlyList<(Place Place, IReadOnlyList<Wanted> Missing)>> Below(OrgNode top, int most, DateOnly today, CancellationToken stop = default)
    {
        var found = new List<(Place, IReadOnlyList<Wanted>)>();
        foreach (var (place, bodies) in await desk.PlacesBelow(top, most, stop))
            if ((await Calendar(place, bodies, today, stop)).Where(w => w.IsMissing).OrderByDescending(w => w.DueOn).ToList() is { Count: > 0 } missing) found.Add((place, missing));
        return found;
    }

    /// <summary>The first day that counts: a year back, but not before the body existed nor before its records are kept here.</summary>
    async Task<DateOnly> Since(Place place, IReadOnlyList<OrgNode> bodies, DateOnly today, CancellationToken stop)
    {
        var (year, setUp, path) = (new DateOnly(today.Year, today.Month, 1).AddMonths(-Months), bodies.Min(b => b.SetUpOn), place.Path);
        var kept = await db.Facts.IgnoreQueryFilters([AppDb.ScopeFilter]).Where(f => f.OrgPath == path).OrderBy(f => f.RecordedAt).Select(f => (DateTime?)f.RecordedAt).FirstOrDefaultAsync(stop);
        return new[] { year, setUp, kept is { } at ? Words.Here(at) : today }.Max();
    }
}
