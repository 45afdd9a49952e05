using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Members;

/// <summary>名册一行 as the database gives it: only what a list shows, with the branch's name and what holds for the member that day.</summary>
internal sealed record Listed
{
    public required long Id { get; init; }
    public required long PersonId { get; init; }
    public required string Name { get; init; }
    public required string Sex { get; init; }
    public string? Ethnic { get; init; }
    public DateOnly? BornOn { get; init; }
    public string? Education { get; init; }
    public required DateOnly JoinedOn { get; init; }
    public required DatePrecision JoinedTo { get; init; }
    public DateOnly? FullSince { get; init; }
    public string? PhoneMasked { get; init; }
    public required long OrgId { get; init; }
    public string? Org { get; init; }
    /// <summary>Spells that run on the day, newest first.</summary>
    public required List<Mark> Running { get; init; }
    /// <summary>The same on every row: how many the list's own count found.</summary>
    public required int Count { get; init; }

    /// <param name="Kind">A kind of <see cref="Spell"/>.</param>
    public sealed record Mark(string Kind, string OrgPath);

    public bool Probationary(DateOnly on) => FullSince is null || on < FullSince;

    /// <summary>
    /// Memberships as a list shows them, in one query without the scope filter: <paramref name="rows"/> must come from the seat's range already. With the filter on every table of the query a planner
    /// would rather walk the range of a small seat than follow ids.
    /// </summary>
    /// <param name="counted">What is counted along; not a question of its own.</param>
    public static async Task<List<Listed>> Of(AppDb db, IQueryable<Membership> rows, DateOnly on, IQueryable<long> counted, CancellationToken stop)
    {
        var (range, orgs, spells) = (db.Range, db.Orgs, db.Spells);
        var listed = await rows.IgnoreQueryFilters([AppDb.ScopeFilter]).Select(m => new Listed
        {
            Id = m.Id, PersonId = m.PersonId, Name = m.Name, Sex = m.Sex, Ethnic = m.Ethnic, BornOn = m.BornOn, Education = m.Education, JoinedOn = m.JoinedOn, JoinedTo = m.JoinedTo, FullSince = m.FullSince,
            PhoneMasked = m.PhoneMasked, OrgId = m.OrgId, Count = counted.Count(), Org = orgs.Where(o => o.Id == m.OrgId).Select(o => o.ShortName).FirstOrDefault(),
            Running = spells.Where(s => s.PersonId == m.PersonId && s.FromOn <= on && (s.ToOn == null || s.ToOn > on)).OrderByDescending(s => s.FromOn).Select(s => new Mark(s.Kind, s.OrgPath)).ToList(),
        }).ToListAsync(stop);
        // A spell that followed its member to somebody else's body is not this seat's to see.
        foreach (var one in listed) one.Running.RemoveAll(s => !range.Covers(s.OrgPath));
        return listed;
    }
}
