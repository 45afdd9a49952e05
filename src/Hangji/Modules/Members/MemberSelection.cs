using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Codes;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Hangji.Platform.Tree;
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
    public DateOnly Today { get; init; }
    /// <summary>Last membership of the page before.</summary>
    public long? After { get; init; }

    public static MemberSelection From(IQueryCollection query, DateOnly today)
    {
        string? Text(string name) => query[name].ToString().Trim() is { Length: > 0 and <= 60 } text && Plain.Fold(text).Length > 0 ? text : null;
        int? Year(string name) => int.TryParse(query[name], out var year) && year is > 1900 and < 2200 ? year : null;
        long? Id(string name) => long.TryParse(query[name], out var id) ? id : null;
        return new()
        {
            Query = Text("q"), Kind = Text("kind"), Sex = Text("sex"), Ethnic = Text("ethnic"), Education = Text("education"), Age = Text("age"), JoinedFrom = Year("from"), JoinedTo = Year("to"),
            Org = Id("org"), Status = Text("status"), Sort = Text("sort") == "joined" ? "joined" : "name", Batch = Id("batch"), After = Id("after"),
            On = DateOnly.TryParseExact(query["asof"], "yyyy-MM-dd", out var day) && day <= today ? day : today, Today = today,
        };
    }

    public bool IsFiltered => this with { Sort = "name", After = null, On = default, Today = default } != new MemberSelection { On = default };

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
    /// <param name="whole">Everybody; otherwise a search that finds more than <see cref="Most"/> is cut off there and says so.</param>
    public async Task<Finding> Of(AppDb db, PersonSecrets secrets, CancellationToken stop, bool whole = false)
    {
        var (all, range) = (db.Memberships.AsNoTracking(), db.Range);
        var body = Org is { } org ? await db.Orgs.AsNoTracking().Where(o => o.Id == org).Select(o => new { o.Id, o.Path, o.Kind }).SingleOrDefaultAsync(stop) : null;
        // The members of a group belong to its branch.
        var group = body is not null && OrgKinds.Of(body.Kind).IsGroup ? body.Id : (long?)null;
        if (body is not null && group is null) range = ScopeRange.Below(new(body.Path));
        // A list without a mark of its own walks its zone in the order of the list.
        if (Query is null && Status is null && Batch is null)
        {
            var zone = all.InRange(db.Range, range);
            if (Zones.Has(range, Zones.WideLevels))
            {
                // A database takes an index of some only where it sees that these are meant. Nobody is made full as of a day to come: today those on probation have no such day.
                if (Ethnic is not (null or "minority" or "01")) zone = zone.Where(m => m.Ethnic != null && m.Ethnic != "01");
                if (Kind == "probationary" && On == Today) zone = zone.Where(m => m.FullSince == null);
            }
            return new(Fitting(zone, group), null, false) { Strolled = !db.Postgres && group is null && Sort == "name" && (JoinedFrom ?? JoinedTo) is not null && Zones.Has(range) ? zone : null };
        }
        var (from, to, seat) = (range.From, range.To, db.Range);
        var seats = range == seat;
        var found = Fitting(Searched(db, range, secrets), group);
        if (!seats) found = found.Where(m => string.Compare(m.OrgPath, from) >= 0 && string.Compare(m.OrgPath, to) < 0);
        if (whole) return new(Status is null ? found : found.Where(m => Marked(db).Any(s => s.PersonId == m.PersonId)), null, false);
        // What is found by a mark of its own is taken first and sorted then: a bounded number of rows, whatever the size of the register.
        if (Status is not null)
        {
            var people = Marked(db).Select(s => s.PersonId).Take(Most + 1);
            var wide = Zones.Has(range, Zones.WideLevels);
            if ((!wide || !seats) && await people.CountAsync(stop) > Most)
            {
                // A township's are all shown: many of few are soon met in the order of the list.
                if (!wide) return new(Fitting(all.InRange(db.Range, range), group).Where(m => Marked(db).Any(s => s.PersonId == m.PersonId && string.Compare(s.OrgPath, seat.From) >= 0 && string.Compare(s.OrgPath, seat.To) < 0)), null, false);
                // Too many of the seat's; of this body there may be few enough. A spell is kept where the member is; one that followed him after a merger is not found here on an earlier day.
                people = Marked(db).Where(s => string.Compare(s.OrgPath, from) >= 0 && string.Compare(s.OrgPath, to) < 0).Select(s => s.PersonId).Take(Most + 1);
            }
            var fit = await Taken(found.Where(m => people.Contains(m.PersonId)), stop);
            return Found(db, fit, fit.Count > Most || wide && await people.CountAsync(stop) > Most);
        }
        if (group is null && Begun(all, db.Range, range) is { } begun)
        {
            var first = await Taken(Fitting(begun, null), stop);
            if (first.Count > Most) return Found(db, first, cut: true);
        }
        var some = await Taken(found, stop);
        return Found(db, some, some.Count > Most);
    }

    /// <summary>
    /// Those whose names or initials begin with the one or two characters or letters that were typed, in the order of an index; null for more, which the index of pieces finds as fast. What very many
    /// begin with is answered by them alone, because what they fill would be cut off anyway: the sort keys of the names that begin with a text begin as its own does.
    /// </summary>
    IQueryable<Membership>? Begun(IQueryable<Membership> all, ScopeRange acting, ScopeRange range)
    {
        if (Named is { } name && name.EnumerateRunes().Count() < 3 && Zones.Has(range))
        {
            var (key, beyond) = (Pinyin.SortKey(name), Pinyin.SortKey(name) + "~");
            return all.InZone(acting, range).Where(m => string.Compare(m.SortKey, key) >= 0 && string.Compare(m.SortKey, beyond) < 0 && m.Name.Contains(name)).OrderBy(m => m.SortKey).ThenBy(m => m.Id);
        }
        if (Letters is not { Length: < 3 } letters || !Zones.Has(range, Zones.WidestLevels)) return null;
        var end = letters + "~";
        return all.InZone(acting, range).Where(m => string.Compare(m.Initials, letters) >= 0 && string.Compare(m.Initials, end) < 0).OrderBy(m => m.Initials);
    }

    Task<List<Place>> Taken(IQueryable<Membership> found, CancellationToken stop) => found.Select(m => new Place(m.Id, m.SortKey, m.JoinedOn)).Take(Most + 1).ToListAsync(stop);

    static Finding Found(AppDb db, List<Place> some, bool cut)
    {
        var ids = some.ConvertAll(p => p.Id);
        return new(db.Memberships.AsNoTracking().Where(m => EF.Parameter(ids).Contains(m.Id)), some, cut);
    }

    /// <summary>Spells that make somebody part of the selection.</summary>
    IQueryable<Spell> Marked(AppDb db) => db.Spells.AsNoTracking().Where(s => s.Kind == Status && s.FromOn <= On && (s.ToOn == null || s.ToOn > On)).OrderBy(s => s.OrgPath);

    IQueryable<Membership> Fitting(IQueryable<Membership> found, long? group)
    {
        var on = On;
        found = found.Where(m => m.FromOn <= on && (m.ToOn == null || m.ToOn > on));
        if (group is { } id) found = found.Where(m => m.GroupId == id);
        if (Kind == "full") found = found.Where(m => m.FullSince != null && m.FullSince <= on);
        if (Kind == "probationary") found = found.Where(m => m.FullSince == null || m.FullSince > on);
        if (Sex is { } sex) found = found.Where(m => m.Sex == sex);
        // Every other code is greater. "Other than" would be met by the indexes of each nationality, and all of them together are no few: the order of the list would be lost.
        if (Ethnic == "minority") found = found.Where(m => string.Compare(m.Ethnic, "01") > 0);
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
        return found;
    }

    /// <param name="Rows">Those that fit.</param>
    /// <param name="Some">Where they stand in the list, if they were taken already; else null.</param>
    /// <param name="Cut">More were found than are sorted and shown.</param>
    public sealed record Finding(IQueryable<Membership> Rows, IReadOnlyList<Place>? Some, bool Cut)
    {
        /// <summary>
        /// Everybody of the zone, where SQLite has two indexes to answer from and does not know how many fit: days of joining in the order of names. A stroll over the first <see cref="Stroll"/> by
        /// name fills a page with what is common; what is rarer is few enough to be taken by day and sorted. PostgreSQL knows the days' spread.
        /// </summary>
        public IQueryable<Membership>? Strolled { get; init; }
    }

    /// <summary>What decides where a membership stands in a list.</summary>
    public sealed record Place(long Id, string SortKey, DateOnly JoinedOn);

    /// <summary>A number finds its person through the blind index, letters are initials, anything else is part of a name.</summary>
    IQueryable<Membership> Searched(AppDb db, ScopeRange range, PersonSecrets secrets)
    {
        var all = db.Memberships.AsNoTracking();
        if (Query is not { } written) return all;
        if (Named is { } name) return db.Memberships.Narrowed(db, range, name).AsNoTracking().Where(m => m.Name.Contains(name));
        if (Letters is { } letters) return db.Memberships.Narrowed(db, range, letters).AsNoTracking().Where(m => m.Initials.Contains(letters));
        var folded = Plain.Fold(written);
        var index = secrets.Index(folded.Length == 15 && Plain.AllDigits(folded) ? IdentityNumber.From15(folded) : folded);
        var persons = db.Persons;
        return all.Where(m => persons.Any(p => p.Id == m.PersonId && p.IdIndex == index));
    }

    static bool IsNumber(string folded) => folded.Length is 15 or 18 && Plain.AllDigits(folded.AsSpan(0, folded.Length - 1));

    /// <summary>What was typed, where it is part of a name.</summary>
    string? Named => Query is not { } written || Plain.Fold(written) is var folded && (IsNumber(folded) || folded.All(char.IsAsciiLetter)) ? null : PersonName.Normalise(written);

    /// <summary>What was typed, where it is initials.</summary>
    string? Letters => Query is { } written && Plain.Fold(written) is var folded && folded.All(char.IsAsciiLetter) ? folded.ToLowerInvariant() : null;

    (int? Least, int? Most) Ages()
    {
        if (Age?.Split('-') is not [var least, var most]) return default;
        return (int.TryParse(least, out var a) && a is > 0 and < 130 ? a : null, int.TryParse(most, out var b) && b is > 0 and < 130 ? b : null);
    }

    /// <summary>In the list's order.</summary>
    public IQueryable<Membership> Ordered(IQueryable<Membership> found) =>
        Sort == "joined" ? found.OrderBy(m => m.JoinedOn).ThenBy(m => m.Id) : found.OrderBy(m => m.SortKey).ThenBy(m => m.Id);

    /// <summary>The page that follows <see cref="After"/>, and on the first page how many there are: one question to the database, and one more beyond a filter or for where a later page begins.</summary>
    public async Task<MemberPage> Page(AppDb db, Finding finding, CancellationToken stop)
    {
        var last = After is { } id ? await db.Memberships.AsNoTracking().Where(m => m.Id == id).Select(m => new Place(m.Id, m.SortKey, m.JoinedOn)).SingleOrDefaultAsync(stop) : null;
        if (finding.Some is { } some) return await Page(db, some, finding.Cut, last, stop);
        IQueryable<Membership> Behind(IQueryable<Membership> rows) => Ordered(last is null ? rows : Beyond(rows, last));
        var ordered = Behind(finding.Rows);
        if (IsFiltered && (last is null || finding.Strolled is not null))
        {
            // A filter lets many rows go by for one that fits: one walk both pages and counts, and the rows follow.
            var wanted = last is null ? MostCountedFiltered + 1 : PageSize + 1;
            var fit = finding.Strolled is { } zone ? await Fitting(Behind(zone).Take(Stroll), null).Select(m => m.Id).Take(wanted).ToListAsync(stop) : [];
            if (fit.Count < wanted) fit = await ordered.Select(m => m.Id).Take(wanted).ToListAsync(stop);
            return Page(await Rows(db, [.. fit.Take(PageSize + 1)], stop), last is null ? Math.Min(fit.Count, MostCountedFiltered) : null, last is null && fit.Count > MostCountedFiltered);
        }
        // The walk that pages reads the index alone; only the rows of one page follow by their ids. The count is a walk of its own within the same question.
        var (page, counted) = (ordered.Select(m => m.Id).Take(PageSize + 1), last is null ? ordered.Select(m => m.Id).Take(MostCounted + 1) : Nothing(db));
        var rows = await Listed.Of(db, Ordered(db.Memberships.AsNoTracking().Where(m => page.Contains(m.Id))), On, counted, stop);
        var count = rows.Count == 0 ? 0 : rows[0].Count;
        return Page(rows, After is null ? Math.Min(count, MostCounted) : null, After is null && count > MostCounted);
    }

    /// <summary>A page of what was taken already.</summary>
    async Task<MemberPage> Page(AppDb db, IReadOnlyList<Place> some, bool cut, Place? last, CancellationToken stop)
    {
        var sorted = some.Take(Most).Order(Sort == "joined" ? ByJoined : ByName).ToList();
        var ids = sorted.Where(p => last is null || (Sort == "joined" ? ByJoined : ByName).Compare(p, last) > 0).Take(PageSize + 1).Select(p => p.Id).ToList();
        return Page(await Rows(db, ids, stop), After is null ? sorted.Count : null, After is null && cut);
    }

    /// <summary>Those of the seat's range that were found.</summary>
    async Task<List<Listed>> Rows(AppDb db, List<long> ids, CancellationToken stop) =>
        ids.Count == 0 ? [] : await Listed.Of(db, Ordered(db.Memberships.AsNoTracking().Where(m => EF.Parameter(ids).Contains(m.Id))), On, Nothing(db), stop);

    /// <summary>Counted where no count is wanted: one look for an id that nobody has.</summary>
    static IQueryable<long> Nothing(AppDb db) => db.Memberships.Where(m => m.Id == 0).Select(m => m.Id);

    static MemberPage Page(List<Listed> rows, int? count, bool more) =>
        rows.Count > PageSize ? new(rows[..PageSize], rows[PageSize - 1].Id, count, more) : new(rows, null, count, more);

    IQueryable<Membership> Beyond(IQueryable<Membership> found, Place last)
    {
        var (id, key, day) = (last.Id, last.SortKey, last.JoinedOn);
        return Sort == "joined" ? found.Where(m => m.JoinedOn >= day && (m.JoinedOn > day || m.Id > id)) : found.Where(m => string.Compare(m.SortKey, key) >= 0 && (m.SortKey != key || m.Id > id));
    }

    // A sort key is made of digits and a to f: the databases and this program compare it alike.
    static readonly Comparer<Place> ByName = Comparer<Place>.Create((a, b) => string.CompareOrdinal(a.SortKey, b.SortKey) is not 0 and var order ? order : a.Id.CompareTo(b.Id));
    static readonly Comparer<Place> ByJoined = Comparer<Place>.Create((a, b) => a.JoinedOn.CompareTo(b.JoinedOn) is not 0 and var order ? order : a.Id.CompareTo(b.Id));

    /// <summary>Beyond this many nobody counts them for a page; statistics do.</summary>
    public const int MostCounted = 1_000;

    /// <summary>Fewer where a filter lets most rows go by: the walk to the last one counted is that much longer.</summary>
    public const int MostCountedFiltered = 2 * PageSize;

    /// <summary>Members by name that are looked through before another index is asked.</summary>
    private const int Stroll = 8_000;

    /// <summary>What finds more is cut off: a text that finds two hundred says too little, and the marks of a county and more are the business of its townships and of exports.</summary>
    public int Most => Query is null ? 400 : 200;
}

/// <summary>One page of a list of members.</summary>
/// <param name="Next">Key of the next page, if there is one.</param>
/// <param name="Count">How many there are; null on later pages.</param>
/// <param name="More">There are more than were counted.</param>
internal sealed record MemberPage(IReadOnlyList<Listed> Rows, long? Next, int? Count, bool More);
