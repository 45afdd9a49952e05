using Hangji.Modules.Regulations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Log;
using Hangji.Platform.Log.Keeping;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Disclosure;

/// <summary>公开就是佐证: first releases satisfy the periodic duties of the body that published. Released copies are public, so a body's own are read whoever asks.</summary>
internal sealed class ReleaseEvidence(AppDb db) : IDutyEvidence
{
    static readonly ILookup<string, string> kinds = PublicCatalog.Shipped.Entries.SelectMany(e => e.Evidence.Select(k => (e.Code, k))).ToLookup(p => p.Code, p => p.k);

    public IReadOnlyCollection<string> Kinds { get; } = [.. PublicCatalog.Shipped.Entries.SelectMany(e => e.Evidence).Distinct()];

    public Task<IReadOnlyList<Evidence>> Held(IReadOnlyCollection<long> orgIds, DateOnly from, DateOnly to, CancellationToken stop) =>
        Read(db.PublishedCopies.Where(c => orgIds.Contains(c.BodyId)), db.Disclosures.Where(d => orgIds.Contains(d.BodyId)), from, to, stop);

    /// <summary>Copies stand at the path of the Party body of their place, and whoever publishes stands at or below it.</summary>
    public Task<IReadOnlyList<Evidence>> Held(ScopeRange range, DateOnly from, DateOnly to, CancellationToken stop) =>
        Read(db.PublishedCopies.Where(c => string.Compare(c.OrgPath, range.From) >= 0 && string.Compare(c.OrgPath, range.To) < 0), db.Disclosures.Where(d => string.Compare(d.OrgPath, range.From) >= 0 && string.Compare(d.OrgPath, range.To) < 0), from, to, stop);

    static async Task<IReadOnlyList<Evidence>> Read(IQueryable<PublishedCopy> published, IQueryable<Disclosure> items, DateOnly from, DateOnly to, CancellationToken stop)
    {
        var codes = kinds.Select(k => k.Key).ToList();
        var copies = await published.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(c => c.From >= from && c.From <= to && c.Rev == 1 && codes.Contains(c.Catalog))
            .Select(c => new { c.BodyId, c.Catalog, c.From, c.PublishedAt, c.DisclosureId }).ToListAsync(stop);
        var inner = await items.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(d => d.Circle != Disclosure.ToSociety && d.Rev > 0 && d.ReleasedOn >= from && d.ReleasedOn <= to && codes.Contains(d.Catalog))
            .Select(d => new { d.BodyId, d.Catalog, On = d.ReleasedOn!.Value, d.Id }).ToListAsync(stop);
        return [.. copies.SelectMany(c => kinds[c.Catalog].Select(k => new Evidence(k, c.BodyId, c.From, Words.Here(c.PublishedAt), c.DisclosureId))),
            .. inner.SelectMany(d => kinds[d.Catalog].Select(k => new Evidence(k, d.BodyId, d.On, d.On, d.Id)))];
    }
}

/// <summary>公开件与日志: what each copy hashes to as it is kept now, so that one edited behind the log's back is named by the inspection.</summary>
internal sealed class LoggedCopies(AppDb db) : ILoggedCopies
{
    /// <summary>No SHA-256 is this: what lists show of it is not what its text says.</summary>
    public const string Altered = "columns-altered";

    public async Task<string?> Sha256Of(string kind, Guid doc, int rev, CancellationToken stop)
    {
        if (kind == LogLeaf.Filed || LeafDoc.Read(doc) is not { } id) return null;
        var code = DocCode.Of(id);
        if (await db.PublishedCopies.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().SingleOrDefaultAsync(c => c.Doc == code && c.Rev == rev, stop) is not { } copy) return ILoggedCopies.Gone;
        // Text and salt were destroyed by a withdrawal: the leaf stays and opens nothing.
        if (copy is { WithdrawnOn: not null, Readable: false }) return null;
        return copy.ShowsItsText() ? copy.Hash() : Altered;
    }
}
