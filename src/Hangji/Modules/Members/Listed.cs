using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
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
    /// <summary>Kinds of spells that run on the day, newest first.</summary>
    public required List<string> Spells { get; init; }
    /// <summary>The same on every row: how many the list's own count found.</summary>
    public required int Count { get; init; }

    public bool Probationary(DateOnly on) => FullSince is null || on < FullSince;

    /// <summary>Memberships as a list shows them, in one query. The range of the seat is said for each table, because the rows may come from a zone that stands in the place of the filter.</summary>
    /// <param name="counted">What is counted along; not a question of its own.</param>
    public static IQueryable<Listed> Of(AppDb db, IQueryable<Membership> rows, DateOnly on, IQueryable<long> counted)
    {
        var (from, to, orgs, spells) = (db.Range.From, db.Range.To, db.Orgs, db.Spells);
        return rows.Select(m => new Listed
        {
            Id = m.Id, PersonId = m.PersonId, Name = m.Name, Sex = m.Sex, Ethnic = m.Ethnic, BornOn = m.BornOn, Education = m.Education, JoinedOn = m.JoinedOn, JoinedTo = m.JoinedTo, FullSince = m.FullSince,
            PhoneMasked = m.PhoneMasked, OrgId = m.OrgId, Count = counted.Count(),
            Org = orgs.Where(o => o.Id == m.OrgId && string.Compare(o.Path, from) >= 0 && string.Compare(o.Path, to) < 0).Select(o => o.ShortName).FirstOrDefault(),
            Spells = spells.Where(s => s.PersonId == m.PersonId && s.FromOn <= on && (s.ToOn == null || s.ToOn > on) && string.Compare(s.OrgPath, from) >= 0 && string.Compare(s.OrgPath, to) < 0).OrderByDescending(s => s.FromOn).Select(s => s.Kind).ToList(),
        });
    }
}
