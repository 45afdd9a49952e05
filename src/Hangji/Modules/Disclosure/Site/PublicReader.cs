using System.Linq.Expressions;
using Hangji.Modules.Disclosure.Voices;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Hangji.Platform.Tree;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Disclosure.Site;

/// <summary>
/// 公开阅览: everything that the public site reads, and nothing else: published copies, questions whose answer was released, names and codes of bodies. It passes by
/// the scope filter, because the public has no seat; drafts, matters, books and people have no way into it (a test holds the site to these tables).
/// </summary>
internal sealed class PublicReader(AppDb db, Places places, TimeProvider clock)
{
    private const int MostFound = 30;

    public DateOnly Today => clock.Today();

    /// <summary>The place with this public code; a stranger's guess is a plain 404.</summary>
    public async Task<Place> Place(string code, CancellationToken stop) => await places.ByCode(code, stop) ?? throw new OutOfScopeException($"place {code}");

    /// <summary>Names of the places above, the highest first: 安澜县, 青石镇.</summary>
    public async Task<IReadOnlyList<string>> Above(Place place, CancellationToken stop)
    {
        var paths = new OrgPath(place.Path).Superiors();
        var names = await Bodies.Where(o => paths.Contains(o.Path)).OrderBy(o => o.Path).Select(o => o.ShortName).ToListAsync(stop);
        return [.. names.Select(PlaceName.Of)];
    }

    /// <summary>Every version that the place ever released, oldest first, one at a time because the texts may be large. Those whose first day has not come are among them.</summary>
    public IAsyncEnumerable<PublishedCopy> All(Place place) => Copies.Where(c => c.OrgId == place.Id).OrderBy(c => c.Id).AsAsyncEnumerable();

    /// <summary>All versions of an item of this place whose day has come, oldest first; none is a 404, told in the same words as a wrong address.</summary>
    public async Task<IReadOnlyList<PublishedCopy>> Versions(Place place, string doc, CancellationToken stop)
    {
        var (today, id) = (Today, DocCode.Read(doc) is { } read ? DocCode.Of(read) : throw new OutOfScopeException($"item {doc}"));
        var versions = await Copies.Where(c => c.Doc == id && c.OrgId == place.Id && c.From <= today).OrderBy(c => c.Rev).ToListAsync(stop);
        return versions.Count > 0 ? versions : throw new OutOfScopeException($"item {doc}");
    }

    /// <summary>Versions of the same catalog entry for other periods.</summary>
    public Task<List<CopyLine>> Beside(Place place, PublishedCopy copy, CancellationToken stop)
    {
        var today = Today;
        return Copies.Where(c => c.OrgId == place.Id && c.Catalog == copy.Catalog && c.Doc != copy.Doc && c.Period != "" && c.WithdrawnOn == null && c.From <= today).OrderByDescending(c => c.Period).Take(40).Select(Line).ToListAsync(stop);
    }

    /// <summary>Every version that the place ever released, oldest first, without the texts.</summary>
    public Task<List<CopyLine>> Lines(Place place, CancellationToken stop) => Copies.Where(c => c.OrgId == place.Id).OrderBy(c => c.Id).Select(Line).ToListAsync(stop);

    /// <summary>Texts with their salts.</summary>
    public async Task<IReadOnlyList<(byte[] Bytes, byte[]? Salt)>> Texts(Place place, IReadOnlyCollection<long> ids, CancellationToken stop) =>
        [.. (await Copies.Where(c => c.OrgId == place.Id && ids.Contains(c.Id)).Select(c => new { c.Bytes, c.Salt }).ToListAsync(stop)).Select(c => (c.Bytes, c.Salt))];

    private static readonly Expression<Func<PublishedCopy, CopyLine>> Line = c => new CopyLine(
        new PublishedCopy
        {
            Id = c.Id, OrgId = c.OrgId, OrgPath = c.OrgPath, DisclosureId = c.DisclosureId, BodyId = c.BodyId, Doc = c.Doc, Rev = c.Rev, Catalog = c.Catalog, Kind = c.Kind, Period = c.Period, Title = c.Title, Summary = c.Summary,
            Bytes = Array.Empty<byte>(), Sha256 = c.Sha256, From = c.From, Until = c.Until, PublishedAt = c.PublishedAt, LogEntryId = c.LogEntryId, Superseded = c.Superseded, WithdrawnOn = c.WithdrawnOn,
            WithdrawReason = c.WithdrawReason, WithdrawEntryId = c.WithdrawEntryId, Words = "",
        },
        c.Salt == null ? InDatabase.Sha256(c.Bytes) : InDatabase.Sha256(InDatabase.Joined(c.Salt, c.Bytes)), c.Salt == null ? 0 : c.Salt.Length);

    /// <summary>Answered questions and objections that were released, newest first; of one item where <paramref name="doc"/> is given.</summary>
    public Task<List<PublicVoice>> Voices(Place place, string? doc, int most, CancellationToken stop) =>
        Said.Where(v => v.OrgId == place.Id && v.Shown && (doc == null || v.Doc == doc)).OrderByDescending(v => v.AnsweredOn).ThenByDescending(v => v.Id).Take(most).ToListAsync(stop);

    /// <summary>How many opinions were received on each item of the place; a number, without words.</summary>
    public Task<Dictionary<string, int>> Received(Place place, CancellationToken stop) =>
        Said.Where(v => v.OrgId == place.Id && v.Doc != null).GroupBy(v => v.Doc!).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, stop);

    /// <summary>The question that this receipt code opens, as it was typed.</summary>
    public async Task<PublicVoice> Voice(Place place, string typed, CancellationToken stop) =>
        VoiceCode.Read(typed) is { } code && await Said.SingleOrDefaultAsync(v => v.Code == code && v.OrgId == place.Id, stop) is { } voice ? voice : throw new OutOfScopeException("voice");

    public Task<DisclosureFile?> File(PublishedCopy copy, CopyFile file, CancellationToken stop) =>
        db.DisclosureFiles.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().FirstOrDefaultAsync(f => f.DisclosureId == copy.DisclosureId && f.Sha256 == file.Sha256, stop);

    /// <summary>Places by name, code or pinyin initials.</summary>
    public async Task<IReadOnlyList<(string Code, string Name, string Above)>> FindPlaces(string asked, CancellationToken stop)
    {
        var (text, letters) = (Plain.Line(asked), Plain.Fold(asked).ToLowerInvariant());
        if (text.Length == 0) return [];
        var places = Bodies.Where(o => o.DissolvedOn == null && (o.Field == "village" || o.Field == "community") && !OrgKinds.Led.Contains(o.Kind) && o.Kind != OrgKinds.Group);
        var end = letters + "~";
        // Letters and digits are looked up as such; only Chinese is looked for inside the names.
        places = text.All(char.IsAscii) ? places.Where(o => o.DivisionCode == text || o.Code == text || string.Compare(o.Initials, letters) >= 0 && string.Compare(o.Initials, end) < 0) : places.Where(o => o.ShortName.Contains(text));
        var found = await places.OrderBy(o => o.Path).Take(MostFound)
            .Select(o => new { o.Path, o.ShortName, o.DivisionCode, o.Code }).ToListAsync(stop);
        var above = found.SelectMany(o => new OrgPath(o.Path).Superiors()).Distinct().ToList();
        var names = await Bodies.Where(o => above.Contains(o.Path)).ToDictionaryAsync(o => o.Path, o => PlaceName.Of(o.ShortName), stop);
        return [.. found.Select(o => (Places.Code(o.DivisionCode, o.Code), PlaceName.Of(o.ShortName), string.Concat(new OrgPath(o.Path).Superiors().Skip(1).Select(p => names.GetValueOrDefault(p)))))];
    }

    /// <summary>Newest versions in whose text all words stand, newest first; of one place where it is given.</summary>
    public async Task<IReadOnlyList<(PublishedCopy Copy, Place Place)>> FindItems(string asked, Place? place, CancellationToken stop)
    {
        var today = Today;
        var words = Plain.Line(asked).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(5).ToList();
        if (words.Count == 0) return [];
        var found = db.PublishedCopies.Saying(db, words, place?.Id).IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(c => !c.Superseded && c.WithdrawnOn == null && c.From <= today);
        if (place is not null) found = found.Where(c => c.OrgId == place.Id);
        foreach (var word in words) found = found.Where(c => c.Words.Contains(word));
        var copies = await found.OrderByDescending(c => c.PublishedAt).Take(MostFound).ToListAsync(stop);
        var ids = copies.Select(c => c.OrgId).Distinct().ToList();
        var of = new Dictionary<long, Place>();
        foreach (var id in ids) if ((place ?? await places.Find(id, stop)) is { } known) of[id] = known;
        return [.. copies.Where(c => of.ContainsKey(c.OrgId)).Select(c => (c, of[c.OrgId]))];
    }

    private IQueryable<PublishedCopy> Copies => db.PublishedCopies.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking();
    private IQueryable<PublicVoice> Said => db.PublicVoices.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking();
    private IQueryable<OrgNode> Bodies => db.Orgs.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking();
}
