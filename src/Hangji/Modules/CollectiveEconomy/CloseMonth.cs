using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.CollectiveEconomy;

/// <summary>月末结账: a dated act. What is closed stays; a correction is a reversing voucher in an open month. Months close one after the other.</summary>
internal sealed class CloseMonth(AppDb db, IActing acting, TimeProvider clock)
{
    public const int MostReason = 200;

    /// <summary>How the month stands before it is closed.</summary>
    /// <param name="Gaps">Voucher numbers that are missing.</param>
    /// <param name="Ungated">Vouchers without all three days of signing.</param>
    public sealed record State(int FromMonth, int Month, IReadOnlySet<int> Closed, int Vouchers, IReadOnlyList<int> Gaps, int Ungated, bool OpeningsBalance);

    public async Task<Refusal?> Run(long bookId, int month, string? reason, CancellationToken stop = default)
    {
        await using var held = await db.HoldBook(bookId, stop);
        var (book, state) = await Look(bookId, month, stop);
        var why = Plain.Line(reason);
        if (Check(state, why, clock.Today()) is { } refusal) return refusal;
        var row = await db.BookMonths.SingleOrDefaultAsync(m => m.BookId == bookId && m.Month == month, stop);
        if (row is null) db.Add(row = new() { Id = Ids.Next(), OrgId = book.OrgId, BookId = book.Id, Month = month });
        (row.ClosedOn, row.ClosedBy, row.Reason) = (clock.Today(), acting.Name, why.Length > 0 ? why : null);
        db.Facts.Add(Fact.Of("books.month-closed", book.OrgId, book.Id, AccountPeriod.Last(month), row.Reason, $$"""{"month":{{month}}}"""));
        await db.SaveChangesAsync(stop);
        await held.Commit(stop);
        return null;
    }

    public async Task<(Book Book, State State)> Look(long bookId, int month, CancellationToken stop = default)
    {
        var book = await db.Books.AsNoTracking().SingleOrDefaultAsync(b => b.Id == bookId, stop) ?? throw new OutOfScopeException($"book {bookId}");
        var closed = (await db.BookMonths.AsNoTracking().Where(m => m.BookId == bookId && m.ClosedOn != null).Select(m => m.Month).ToListAsync(stop)).ToHashSet();
        var numbers = await db.Vouchers.AsNoTracking().Where(v => v.BookId == bookId && v.Month == month).OrderBy(v => v.Number).Select(v => v.Number).ToListAsync(stop);
        var ungated = await db.Vouchers.CountAsync(v => v.BookId == bookId && v.Month == month && (v.HandledOn == null || v.ReviewedOn == null || v.SignedOn == null), stop);
        var openings = await db.BookOpenings.Where(o => o.BookId == bookId).SumAsync(o => o.Fen, stop);
        return (book, new(book.FromMonth, month, closed, numbers.Count, Gaps(numbers), ungated, openings == 0));
    }

    /// <summary>Missing numbers below the last one, at most twenty.</summary>
    public static IReadOnlyList<int> Gaps(IReadOnlyList<int> numbers)
    {
        var missing = new List<int>();
        var next = 1;
        foreach (var number in numbers)
        {
            for (; next < number && missing.Count < 20; next++) missing.Add(next);
            next = number + 1;
        }
        return missing;
    }

    /// <summary>The rules alone. What no rule of law forbids asks for a reason.</summary>
    public static Refusal? Check(State state, string reason, DateOnly today) =>
        state.Month < state.FromMonth ? new("这本账从 {0} 建起", "month", null, AccountPeriod.MonthKey(state.FromMonth)) :
        AccountPeriod.Last(state.Month) >= today ? new("{0} 还没有过完，不能结账", "month", null, AccountPeriod.MonthKey(state.Month)) :
        state.Closed.Contains(state.Month) ? Twice :
        state.Month > state.FromMonth && !state.Closed.Contains(AccountPeriod.Next(state.Month, -1)) ? new("{0} 还没有结账，请先结上一个月", "month", null, AccountPeriod.MonthKey(AccountPeriod.Next(state.Month, -1))) :
        !state.OpeningsBalance ? new("期初余额借贷不平，请先更正期初余额", "month") :
        reason.Length > MostReason ? new("理由最多 {0} 字", "reason", null, MostReason) :
        reason.Length > 0 ? null : Asks(state) is { } asks ? asks : null;

    /// <summary>What a careful bookkeeper would look at first; null where nothing is open.</summary>
    public static Refusal? Asks(State state) =>
        state.Vouchers == 0 ? new("这个月没有凭证；确实没有收支的，请写明", "reason") :
        state.Gaps.Count > 0 ? new("凭证号不连续，缺 {0}；确实如此的，请写明原因", "reason", null, string.Join("、", state.Gaps)) :
        state.Ungated > 0 ? new("有 {0} 张凭证没有写齐经手、审核、签字的日期；确实如此的，请写明原因", "reason", "村级票据审签（各地做法）", state.Ungated) : null;

    private static Refusal Twice => new("这个月已经结账", "month");
}
