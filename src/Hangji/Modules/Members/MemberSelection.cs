using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Codes;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Members;

/// <summary>名册的筛选: which members a list shows, as its address says it. The same selection makes the page, its count and its export.</summary>
internal sealed record MemberSelection
{
    public const int PageSize = 50;

    public string? Query { get; init; }
    /// <summary>full or probationary.</summary>
    public string? Kind { get; init; }
    public string? Sex { get; init; }
    public string? Ethnic { get; init; }
    /// <summary>First digit of the education code: 1 postgraduate … 8 primary school.</summary>
    public string? Education { get; init; }
    /// <summary>Lowest and highest completed years, such as 36-45, 61-.</summary>
    public string? Age { get; init; }
    public int? JoinedFrom { get; init; }
    public int? JoinedTo { get; init; }
    public long? Org { get; init; }
    /// <summary>A kind of <see cref="Spell"/>.</summary>
    public string? Status { get; init; }
    /// <summary>name or joined.</summary>
    public string Sort { get; init; } = "name";
    public long? Batch { get; init; }
    public required DateOnly On { get; init; }
    /// <summary>Last membership of the page before.</summary>
    public long? After { get; init; }

    public static MemberSelection From(IQueryCollection query, DateOnly today)
    {
        string? Text(string name) => query[name].ToString().Trim() is { Length: > 0 and <= 60 } text ? text : null;
        int? Year(string name) => int.TryParse(query[name], out var year) && year is > 1900 and < 2200 ? year : null;
        long? Id(string name) => long.TryParse(query[name], out var id) ? id : null;
        return new()
        {
            Query = Text("q"), Kind = Text("kind"), Sex = Text("sex"), Ethnic = Text("ethnic"), Education = Text("education"), Age = Text("age"), JoinedFrom = Year("from"), JoinedTo = Year("to"),
            Org = Id("org"), Status = Text("status"), Sort = Text("sort") == "joined" ? "joined" : "name", Batch = Id("batch"), After = Id("after"),
            On = DateOnly.TryParseExact(query["asof"], "yyyy-MM-dd", out var day) && day <= today ? day : today,
        };
    }

    public bool IsFiltered => this with { Sort = "name", After = null, On = default } != new MemberSelection { On = default };

    /// <summary>The address of this selection; <paramref name="after"/> is the next page's key.</summary>
    public string Href(string path, DateOnly today, long? after = null, string? sort = null)
    {
        var parts = new (string Name, string? Value)[]
        {
            ("q", Query), ("kind", Kind), ("sex", Sex), ("ethnic", Ethnic), ("education", Education), ("age", Age), ("from", JoinedFrom?.ToString()), ("to", JoinedTo?.ToString()), ("org", Org?.ToString()),
            ("status", Status), ("batch", Batch?.ToString()), ("sort", (sort ?? Sort) == "joined" ? "joined" : null), ("asof", On == today ? null : On.ToString("yyyy-MM-dd")), ("after", after?.ToString()),
        }.Where(p => p.Value is not null).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}");
        return string.Join('&', parts) is { Length: > 0 } query ? path + "?" + query : path;
    }

    /// <summary>The members within the seat's range that belong somewhere on the day and fit; without order.</summary>
    public async Task<IQueryable<Membership>> Of(AppDb db, PersonSecrets secrets, CancellationToken stop)
    {
        var (on, found) = (On, db.Memberships.AsNoTracking());
        found = found.Where(m => m.FromOn <= on && (m.ToOn == null || m.ToOn > on));
        if (Org is { } org && await db.Orgs.AsNoTracking().Where(o => o.Id == org).Select(o => o.Path).SingleOrDefaultAsync(stop) is { } path)
        {
            var end = path + "~";
            found = found.Where(m => m.GroupId == org || string.Compare(m.OrgPath, path) >= 0 && string.Compare(m.OrgPath, end) < 0);
        }
        found = Searched(db, found, secrets);
        if (Kind == "full") found = found.Where(m => m.FullSince != null && m.FullSince <= on);
        if (Kind == "probationary") found = found.Where(m => m.FullSince == null || m.FullSince > on);
        if (Sex is { } sex) found = found.Where(m => m.Sex == sex);
        if (Ethnic == "minority") found = found.Where(m => m.Ethnic != null && m.Ethnic != "01");
        else if (Ethnic is { } ethnic) found = found.Where(m => m.Ethnic == ethnic);
        if (Education is [>= '1' and <= '9'] level) found = found.Where(m => m.Education != null && m.Education.StartsWith(level));
        if (Ages() is var (least, most))
        {
            // Completed years on the day: born after (day - years - 1) up to (day - years).
            if (least is { } young) { var latest = on.AddYears(-young); found = found.Where(m => m.BornOn <= latest); }
            if (most is { } old) { var earliest = on.AddYears(-old - 1); found = found.Where(m => m.BornOn > earliest); }
        }
        if (JoinedFrom is { } first) { var day = new DateOnly(first, 1, 1); found = found.Where(m => m.JoinedOn >= day); }
        if (JoinedTo is { } last) { var day = new DateOnly(last, 12, 31); found = found.Where(m => m.JoinedOn <= day); }
        if (Batch is { } batch) found = found.Where(m => m.BatchId == batch);
        var spells = db.Spells;
        if (Status is { } status) found = found.Where(m => spells.Any(s => s.PersonId == m.PersonId && s.Kind == status && s.FromOn <= on && (s.ToOn == null || s.ToOn > on)));
        return found;
    }

    /// <summary>A number finds its person through the blind index, letters are initials, anything else is part of a name.</summary>
    IQueryable<Membership> Searched(AppDb db, IQueryable<Membership> found, PersonSecrets secrets)
    {
        if (Query is not { } written) return found;
        var folded = Plain.Fold(written);
        if (folded.Length is 15 or 18 && Plain.AllDigits(folded.AsSpan(0, folded.Length - 1)))
        {
            var index = secrets.Index(folded.Length == 15 && Plain.AllDigits(folded) ? IdentityNumber.From15(folded) : folded);
            var persons = db.Persons;
            return found.Where(m => persons.Any(p => p.Id == m.PersonId && p.IdIndex == index));
        }
        if (folded.All(char.IsAsciiLetter))
        {
            var letters = folded.ToLowerInvariant();
            return found.Where(m => m.Initials.Contains(letters));
        }
        var name = PersonName.Normalise(written);
        return found.Where(m => m.Name.Contains(name));
    }

    (int? Least, int? Most) Ages()
    {
        if (Age?.Split('-') is not [var least, var most]) return default;
        return (int.TryParse(least, out var a) && a is > 0 and < 130 ? a : null, int.TryParse(most, out var b) && b is > 0 and < 130 ? b : null);
    }

    /// <summary>In the list's order.</summary>
    public IQueryable<Membership> Ordered(IQueryable<Membership> found) =>
        Sort == "joined" ? found.OrderBy(m => m.JoinedOn).ThenBy(m => m.Id) : found.OrderBy(m => m.SortKey).ThenBy(m => m.Id);

    /// <summary>The page that follows <see cref="After"/>, one more than a page so that the next is known.</summary>
    public async Task<List<Membership>> Page(AppDb db, IQueryable<Membership> found, CancellationToken stop)
    {
        var ordered = Ordered(found);
        if (After is { } id && await db.Memberships.AsNoTracking().Where(m => m.Id == id).Select(m => new { m.SortKey, m.JoinedOn }).SingleOrDefaultAsync(stop) is { } last)
        {
            var (key, day) = (last.SortKey, last.JoinedOn);
            ordered = Ordered(Sort == "joined" ? found.Where(m => m.JoinedOn > day || m.JoinedOn == day && m.Id > id) : found.Where(m => string.Compare(m.SortKey, key) > 0 || m.SortKey == key && m.Id > id));
        }
        return await ordered.Take(PageSize + 1).ToListAsync(stop);
    }

    /// <summary>How many there are; beyond <see cref="MostCounted"/> nobody counts them one by one.</summary>
    public static Task<int> Count(IQueryable<Membership> found, CancellationToken stop) => found.Take(MostCounted + 1).CountAsync(stop);

    public const int MostCounted = 100_000;
}
