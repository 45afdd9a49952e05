using Hangji.Modules.CollectiveEconomy.Contract;
using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.CollectiveEconomy;

/// <summary>
/// Reads the books of one place for the rooms above. It passes by the scope filter by the place's id: the caller has opened the place, and the seats of led bodies
/// (villagers' committee, supervision committee) stand beside the body whose books they are.
/// </summary>
internal sealed class PlaceBooks(AppDb db, BookReader reader) : IBookReading
{
    public async Task<PeriodOfBooks?> Of(long placeId, string period, CancellationToken stop = default)
    {
        if (AccountPeriod.Read(period) is not { } span || await Book(placeId, stop) is not { } book || span.To < book.FromMonth) return null;
        var (openings, movements) = (await reader.Openings(book.Id, stop), await reader.Movements(book.Id, span.To, stop));
        var now = Statement.Of(span, openings, movements);
        var closed = await reader.Months(book.Id).Where(m => m.ClosedOn != null && m.Month >= span.From && m.Month <= span.To).ToDictionaryAsync(m => m.Month, m => m.ClosedOn, stop);
        var first = Math.Max(span.From, book.FromMonth);
        var whole = new AccountPeriod(first, span.To).Months.All(closed.ContainsKey);
        var before = span.Before.From >= book.FromMonth ? Statement.Of(span.Before, openings, movements) : null;
        return new(book.Id, book.OrgId, book.Name, span.Key, span.FirstDay, span.LastDay, whole ? closed.Values.Max() : null, now.Income, now.Expense, now.MoneyBefore, now.Money,
            await Items(book.Id, now, stop), [.. now.Accounts.Where(a => a.Account.Class is not (AccountClass.Income or AccountClass.Expense)).Select(a => new BookAccount(a.Account.Code, a.Account.Name, a.Account.Class.ToString().ToLowerInvariant(), a.Account.IsDebit ? a.Opening : -a.Opening, a.Usual))],
            before is null ? null : Change(now, before), await reader.Vouchers(book.Id).CountAsync(v => v.Month >= span.From && v.Month <= span.To, stop));
    }

    public async Task<IReadOnlyList<(string Month, DateOnly ClosedOn)>> Closed(long placeId, int most, CancellationToken stop = default)
    {
        if (await Book(placeId, stop) is not { } book) return [];
        var months = await reader.Months(book.Id).Where(m => m.ClosedOn != null).OrderByDescending(m => m.Month).Take(most).ToListAsync(stop);
        return [.. months.Select(m => (AccountPeriod.MonthKey(m.Month), m.ClosedOn!.Value))];
    }

    /// <summary>The collective organization's books; a committee's where it acts for it.</summary>
    Task<Book?> Book(long placeId, CancellationToken stop) => db.Books.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(b => b.PlaceId == placeId).OrderBy(b => b.Id).FirstOrDefaultAsync(stop);

    async Task<IReadOnlyList<BookItem>> Items(long bookId, Statement now, CancellationToken stop)
    {
        var (from, to) = (now.Period.From, now.Period.To);
        var vouchers = await reader.Vouchers(bookId).Where(v => v.Month >= from && v.Month <= to).ToDictionaryAsync(v => v.Id, stop);
        var lines = (await reader.Lines(bookId).Where(l => l.Month >= from && l.Month <= to).OrderBy(l => l.VoucherId).ThenBy(l => l.Row).ToListAsync(stop)).ToLookup(l => l.VoucherId);
        var entries = lines.SelectMany(v => v).Where(l => !l.Carries && Chart.Of(l.Account).Class is AccountClass.Income or AccountClass.Expense).ToLookup(l => (l.Account, l.Item));
        return [.. now.Items.Select(i => new BookItem(i.Account.Code, i.Item.Length > 0 ? i.Item : i.Account.Name, i.IsIncome, i.Fen,
            [.. entries[(i.Account.Code, i.Item)].Select(l => Entry(l, vouchers[l.VoucherId], lines[l.VoucherId], i.IsIncome)).OrderBy(e => e.On).ThenBy(e => e.VoucherId)]))];
    }

    static BookEntry Entry(VoucherLine line, Voucher voucher, IEnumerable<VoucherLine> its, bool income) =>
        new(voucher.Id, voucher.On, voucher.Sign, line.Summary.Length > 0 ? line.Summary : voucher.Summary, voucher.Party, income ? line.Credit - line.Debit : line.Debit - line.Credit, voucher.Papers, voucher.MatterId,
            [.. its.Select(l => new BookEntryLine(l.Account, l.Item.Length > 0 ? $"{Chart.Of(l.Account).Name}-{l.Item}" : Chart.Of(l.Account).Name, l.Debit, l.Credit))]);

    static BookChange Change(Statement now, Statement before)
    {
        var (income, expense) = (Statement.LargestCause(now, before, true), Statement.LargestCause(now, before, false));
        static string? Name((ItemLine Item, long Change)? cause) => cause is { Item: var item } ? item.Item.Length > 0 ? item.Item : item.Account.Name : null;
        return new(before.Period.Key, now.Income - before.Income, now.Expense - before.Expense, Name(income), income?.Change ?? 0, Name(expense), expense?.Change ?? 0);
    }
}
