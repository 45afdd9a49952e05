using Hangji.Modules.Access.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Disclosure;

/// <summary>经手人: the person behind an act.</summary>
/// <param name="Key">The account; for the program (command line, demo) its name.</param>
/// <param name="Role">Role of the seat; null for the program.</param>
internal sealed record Who(string Key, string Name, string? Role);

/// <summary>一方: the body that acts, and the place on whose items it acts.</summary>
/// <param name="Body">Null for the program itself, which may do everything but let one person do two people's parts.</param>
internal sealed record Hand(Place Place, OrgNode? Body, Who Who)
{
    public bool IsProgram => Body is null;
    /// <summary>村（社区）党组织.</summary>
    public bool Leads => Body is null || Body.Id == Place.Id;
    /// <summary>A body that the Party body of the place leads.</summary>
    public bool IsLed => Body is not null && Body.ParentId == Place.Id && OrgKinds.IsLed(Body.Kind);
    public bool IsSupervision => IsLed && Body!.Kind == OrgKinds.SupervisionCommittee;
    /// <summary>上级: township, county.</summary>
    public bool IsAbove => Body is not null && Body.Id != Place.Id && Place.Path.StartsWith(Body.Path, StringComparison.Ordinal);
}

/// <summary>
/// 公开台: opens items, copies and voices for one act. A led body (villagers' committee, supervision committee) acts on the items of the Party body directly above it
/// and of nobody else; that one place is what the save may then touch.
/// </summary>
internal sealed class DisclosureDesk(AppDb db, Places places, IActing acting, ActingSeat seat, RulebookShelf shelf, TimeProvider clock)
{
    public const string Race = "刚刚有人办了这一件，请核对后再办";
    private OrgNode? body;
    private bool read;

    public DateOnly Today => clock.Today();
    public DateTime Now => clock.GetUtcNow().UtcDateTime;
    public PublicCatalog Catalog => PublicCatalog.Shipped;
    public Who Who => new(acting.AccountId is { } account ? account.ToString(System.Globalization.CultureInfo.InvariantCulture) : acting.Name.Replace(' ', '-'), acting.Name, seat.Role?.Key);

    /// <summary>The body whose seat acts; null for the program.</summary>
    public async ValueTask<OrgNode?> Body(CancellationToken stop)
    {
        if (read) return body;
        var from = acting.Range.From;
        body = acting.Range == ScopeRange.All ? null : await db.Orgs.AsNoTracking().SingleOrDefaultAsync(o => o.Path == from, stop) ?? throw new OutOfScopeException("no seat");
        read = true;
        return body;
    }

    /// <summary>The place that the acting seat belongs to, for its own pages; null for the program.</summary>
    public async Task<Place?> Own(CancellationToken stop) => await Body(stop) is { } acts ? await places.Of(acts, stop) : null;

    public Task<Place?> PlaceOf(long placeId, CancellationToken stop) => places.Find(placeId, stop);

    /// <summary>The acting body at a place. Throws where it has no part there.</summary>
    public async Task<Hand> At(long placeId, CancellationToken stop)
    {
        var place = await places.Find(placeId, stop) ?? throw new OutOfScopeException($"place {placeId}");
        var hand = new Hand(place, await Body(stop), Who);
        if (hand.IsLed) acting.Reach(place.Path);
        else if (!acting.Range.Covers(place.Path)) throw new OutOfScopeException($"place {placeId}");
        return hand;
    }

    /// <summary>Rows that the acting seat may see: those in its range, and for a led body those of its own place.</summary>
    public async Task<IQueryable<T>> Seen<T>(CancellationToken stop) where T : class, IOwned
    {
        if (await Body(stop) is not { } acts || !OrgKinds.IsLed(acts.Kind)) return db.Set<T>();
        var place = acts.ParentId;
        return db.Set<T>().IgnoreQueryFilters([AppDb.ScopeFilter]).Where(r => r.OrgId == place);
    }

    /// <summary>One row for an act, with who acts there.</summary>
    public async Task<(T Row, Hand Hand)> Open<T>(long id, CancellationToken stop) where T : class, IOwned
    {
        var row = await (await Seen<T>(stop)).SingleOrDefaultAsync(r => r.Id == id, stop) ?? throw new OutOfScopeException($"{typeof(T).Name} {id}");
        return (row, await At(row.OrgId, stop));
    }

    /// <summary>The bodies of a place that publish: the Party body, then those it leads.</summary>
    public async Task<IReadOnlyList<OrgNode>> Bodies(Place place, CancellationToken stop)
    {
        var found = await db.Orgs.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(o => (o.Id == place.Id || o.ParentId == place.Id && OrgKinds.Led.Contains(o.Kind)) && o.DissolvedOn == null).ToListAsync(stop);
        return [.. found.OrderBy(o => o.Id != place.Id).ThenBy(o => o.Path, StringComparer.Ordinal)];
    }

    /// <summary>Places below a body: Party bodies that lead a committee of villagers or residents, or a collective organization.</summary>
    public async Task<IReadOnlyList<(Place Place, IReadOnlyList<OrgNode> Bodies)>> PlacesBelow(OrgNode top, int most, CancellationToken stop)
    {
        var (from, to) = (top.Path, top.Place.End);
        // The places first and only so many of them: a province has half a million led bodies.
        var orgs = db.Orgs;
        var leading = await orgs.AsNoTracking().Where(o => string.Compare(o.Path, from) >= 0 && string.Compare(o.Path, to) < 0 && orgs.Any(l => l.ParentId == o.Id && OrgKinds.Led.Contains(l.Kind) && l.DissolvedOn == null))
            .OrderBy(o => o.Path).Take(most).ToListAsync(stop);
        var ids = leading.Select(o => o.Id).ToList();
        var led = await db.Orgs.AsNoTracking().Where(o => ids.Contains(o.ParentId!.Value) && OrgKinds.Led.Contains(o.Kind) && o.DissolvedOn == null).ToListAsync(stop);
        var byPlace = led.ToLookup(o => o.ParentId!.Value);
        return [.. leading.Select(o => (Places.FromNode(o), (IReadOnlyList<OrgNode>)[o, .. byPlace[o.Id].OrderBy(b => b.Path, StringComparer.Ordinal)]))];
    }

    /// <summary>Codes of the enabled local packs that concern a place.</summary>
    public async Task<IReadOnlyCollection<string>> Packs(Place place, CancellationToken stop)
    {
        if (shelf.Enabled.Count == 0) return [];
        var paths = new Platform.Tree.OrgPath(place.Path).Superiors().Append(place.Path).ToList();
        var code = (await db.Orgs.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(o => paths.Contains(o.Path) && o.DivisionCode != null).OrderByDescending(o => o.Depth).Select(o => o.DivisionCode).ToListAsync(stop)).FirstOrDefault();
        return [.. shelf.Enabled.Where(p => p.Concerns(code)).Select(p => p.Code)];
    }

    /// <summary>The days that a step takes at a place; null where nothing sets any.</summary>
    public async Task<(CatalogTerm Term, DateOnly Due)?> Due(string what, Place place, DateOnly from, CancellationToken stop) =>
        Catalog.Term(what, from, await Packs(place, stop)) is { } term ? (term, WorkingDays.Shipped.CivilDeadline(from, term.Days).Day) : null;

    public Rulebook Rules => shelf.National;

    /// <summary>One fact for the act. What somebody else saved at the same moment is told, nothing is lost.</summary>
    public async Task<Refusal?> Save(string fact, long orgId, long subject, string? reason, CancellationToken stop)
    {
        db.Facts.Add(Fact.Of(fact, orgId, subject, Today, reason));
        try
        {
            await db.SaveChangesAsync(stop);
            return null;
        }
        catch (DbUpdateException fault) when (fault is DbUpdateConcurrencyException || fault.InnerException is Npgsql.PostgresException { SqlState: "23505" } or Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 19 })
        {
            db.ChangeTracker.Clear();
            return new(Race, "version");
        }
    }
}
