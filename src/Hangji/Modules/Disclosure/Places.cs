using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Disclosure;

/// <summary>公开的地方: a place that publishes, by the Party body that leads it. Names and codes of bodies are public.</summary>
internal sealed record Place(long Id, string Path, string Code, string Name, string ShortName, string Field);

/// <summary>Finds places by their public code and by id, whoever asks: the public has no seat, so the scope filter is passed by; nothing but name and code is read.</summary>
internal sealed class Places(AppDb db)
{
    private const int DivisionDigits = 12;

    /// <summary>Its 12-digit division code, else its organization code.</summary>
    public static string Code(string? division, string code) => division is { Length: DivisionDigits } ? division : code;

    public Task<Place?> ByCode(string code, CancellationToken stop = default) =>
        // Led bodies share the division of their place; the place is the Party body, the topmost where several have the same code.
        Read(db.Orgs.IgnoreQueryFilters([AppDb.ScopeFilter]).Where(o => (o.DivisionCode == code && code.Length == DivisionDigits || o.Code == code) && o.DissolvedOn == null && !OrgKinds.Led.Contains(o.Kind)), stop);

    public Task<Place?> Find(long id, CancellationToken stop = default) => Read(db.Orgs.IgnoreQueryFilters([AppDb.ScopeFilter]).Where(o => o.Id == id), stop);

    /// <summary>The place of a body: itself where it is of the Party, else the Party body directly above it.</summary>
    public async Task<Place?> Of(OrgNode body, CancellationToken stop = default) => OrgKinds.IsLed(body.Kind) ? body.ParentId is { } above ? await Find(above, stop) : null : FromNode(body);

    private static async Task<Place?> Read(IQueryable<OrgNode> found, CancellationToken stop) => await found.AsNoTracking().OrderBy(o => o.Path).FirstOrDefaultAsync(stop) is { } node ? FromNode(node) : null;

    public static Place FromNode(OrgNode node) => new(node.Id, node.Path, Code(node.DivisionCode, node.Code), node.Name, node.ShortName, node.Field);
}
