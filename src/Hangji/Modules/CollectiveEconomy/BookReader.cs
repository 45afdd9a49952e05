using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.CollectiveEconomy;

/// <summary>一本账 as one seat sees it; <see cref="ReadOnly"/> where the seat may look but not record.</summary>
internal sealed record OpenedBook(Book Book, OrgName Body, bool ReadOnly);

/// <summary>
/// Reads books. A led body beside the owner (villagers' committee, supervision committee) reads the books of its own place, which is why this reader passes by the
/// scope filter: it opens a book that is in the seat's range, or whose place is the Party body directly above the acting body, and none other.
/// </summary>
internal sealed class BookReader(AppDb db, OrgTree tree)
{
    private const string Scope = AppDb.ScopeFilter;

    public async Task<OpenedBook> Open(long bookId, long actingOrg, CancellationToken stop = default)
    {
        var inside = await db.Books.AsNoTracking().SingleOrDefaultAsync(b => b.Id == bookId, stop);
        var book = inside ?? (await PlaceOf(actingOrg, stop) is { } place ? await db.Books.IgnoreQueryFilters([Scope]).AsNoTracking().SingleOrDefaultAsync(b => b.Id == bookId && b.PlaceId == place, stop) : null)
            ?? throw new OutOfScopeException($"book {bookId}");
        return new(book, await Name(book.OrgId, stop), inside is null);
    }

    /// <summary>Books below the seat, or of the own place for a led body, by the codes of their bodies.</summary>
    public async Task<IReadOnlyList<OpenedBook>> All(long actingOrg, long? below, int most, CancellationToken stop = default)
    {
        var found = db.Books.AsNoTracking();
        if (below is { } org)
        {
            var place = (await tree.Find(org, stop) ?? throw new OutOfScopeException($"organization {org}")).Place;
            var (from, to) = (place.Value, place.End);
            found = found.Where(b => string.Compare(b.OrgPath, from) >= 0 && string.Compare(b.OrgPath, to) < 0);
        }
        var own = await found.OrderBy(b => b.OrgPath).Take(most).ToListAsync(stop);
        var beside = await PlaceOf(actingOrg, stop) is { } led ? await db.Books.IgnoreQueryFilters([Scope]).AsNoTracking().Where(b => b.PlaceId == led).ToListAsync(stop) : [];
        var ids = own.Select(b => b.Id).ToHashSet();
        var all = own.Select(b => (Book: b, ReadOnly: false)).Concat(beside.Where(b => !ids.Contains(b.Id)).Select(b => (Book: b, ReadOnly: true))).ToList();
        var names = await tree.Names([.. all.Select(b => b.Book.OrgId).Distinct()], stop);
        return [.. all.Select(b => new OpenedBook(b.Book, names.GetValueOrDefault(b.Book.OrgId) ?? Nobody(b.Book.OrgId), b.ReadOnly))];
    }

    /// <summary>The Party body above a led body; null for any other.</summary>
    async Task<long?> PlaceOf(long orgId, CancellationToken stop) => await tree.Find(orgId, stop) is { } org && OrgKinds.IsLed(org.Kind) ? org.ParentId : null;

    /// <summary>The statement of a period. The book was opened before: what belongs to it is read by its id alone.</summary>
    public async Task<Statement> Statement(long bookId, AccountPeriod period, CancellationToken stop = default) =>
        CollectiveEconomy.Statement.Of(period, await Openings(bookId, stop), await Movements(bookId, period.To, stop));

    public async Task<Dictionary<string, long>> Openings(long bookId, CancellationToken stop) =>
        await db.BookOpenings.IgnoreQueryFilters([Scope]).AsNoTracking().Where(o => o.BookId == bookId).ToDictionaryAsync(o => o.Account, o => o.Fen, stop);

    public async Task<List<Movement>> Movements(long bookId, int upTo, CancellationToken stop) =>
        await Lines(bookId).Where(l => l.Month <= upTo).GroupBy(l => new { l.Month, l.Account, l.Item, l.Carries })
            .Select(g => new Movement(g.Key.Month, g.Key.Account, g.Key.Item, g.Key.Carries, g.Sum(l => l.Debit), g.Sum(l => l.Credit))).ToListAsync(stop);

    public IQueryable<VoucherLine> Lines(long bookId) => db.VoucherLines.IgnoreQueryFilters([Scope]).AsNoTracking().Where(l => l.BookId == bookId);

    public IQueryable<Voucher> Vouchers(long bookId) => db.Vouchers.IgnoreQueryFilters([Scope]).AsNoTracking().Where(v => v.BookId == bookId);

    public IQueryable<BookMonth> Months(long bookId) => db.BookMonths.IgnoreQueryFilters([Scope]).AsNoTracking().Where(m => m.BookId == bookId);

    /// <summary>One voucher with its lines, for a seat that may read its book.</summary>
    public async Task<(Voucher Voucher, IReadOnlyList<VoucherLine> Lines, OpenedBook Book)> Voucher(long voucherId, long actingOrg, CancellationToken stop = default)
    {
        var voucher = await db.Vouchers.IgnoreQueryFilters([Scope]).AsNoTracking().SingleOrDefaultAsync(v => v.Id == voucherId, stop) ?? throw new OutOfScopeException($"voucher {voucherId}");
        var book = await Open(voucher.BookId, actingOrg, stop);
        return (voucher, await Lines(voucher.BookId).Where(l => l.VoucherId == voucherId).OrderBy(l => l.Row).ToListAsync(stop), book);
    }

    async Task<OrgName> Name(long orgId, CancellationToken stop) => (await tree.Names([orgId], stop)).GetValueOrDefault(orgId) ?? Nobody(orgId);

    static OrgName Nobody(long id) => new(id, "", "", "", false);
}
