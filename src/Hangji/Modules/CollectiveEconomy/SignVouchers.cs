using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.CollectiveEconomy;

/// <summary>
/// 票据审签: the days on which the handler signed, the supervision committee looked at the papers, secretary and chair signed. Local practice (vs-invoice-gate, V2): another
/// order asks for a reason and never stops the books.
/// </summary>
internal sealed class SignVouchers(AppDb db, TimeProvider clock)
{
    /// <summary>The three days as far as they are known.</summary>
    public sealed record Days(DateOnly? Handled, DateOnly? Reviewed, DateOnly? Signed);

    /// <summary>For one voucher, or for all of a month that lack them: only what is not written yet is filled in.</summary>
    public async Task<(int Signed, Refusal? Refusal)> Run(long bookId, int month, long? voucherId, Days days, string? reason, CancellationToken stop = default)
    {
        var book = await db.Books.AsNoTracking().SingleOrDefaultAsync(b => b.Id == bookId, stop) ?? throw new OutOfScopeException($"book {bookId}");
        var why = Plain.Line(reason);
        var found = await db.Vouchers.Where(v => v.BookId == bookId && v.Month == month && (voucherId == null || v.Id == voucherId) && (v.HandledOn == null || v.ReviewedOn == null || v.SignedOn == null)).ToListAsync(stop);
        if (found.Count == 0) return (0, new("没有要补写审签日期的凭证", "handled"));
        var today = clock.Today();
        foreach (var voucher in found)
        {
            var full = new Days(voucher.HandledOn ?? days.Handled, voucher.ReviewedOn ?? days.Reviewed, voucher.SignedOn ?? days.Signed);
            if (Check(full, today, why.Length > 0) is { } refusal) return (0, refusal);
            (voucher.HandledOn, voucher.ReviewedOn, voucher.SignedOn) = (full.Handled, full.Reviewed, full.Signed);
        }
        db.Facts.Add(Fact.Of("voucher.signed", book.OrgId, voucherId ?? bookId, days.Signed ?? days.Reviewed ?? days.Handled, why.Length > 0 ? why : null));
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            return (0, new("刚刚有人改了其中的凭证，请再看一遍", "handled"));
        }
        return (found.Count, null);
    }

    public static Refusal? Check(Days days, DateOnly today, bool explained) =>
        days is { Handled: null, Reviewed: null, Signed: null } ? new("请至少写一个日期", "handled") :
        days.Handled > today || days.Reviewed > today || days.Signed > today ? new("日期不能晚于今天", "handled") :
        !explained && (days.Reviewed < days.Handled || days.Signed < days.Reviewed || days.Signed < days.Handled || days.Signed is not null && days.Reviewed is null)
            ? new("通常先由经手人签字，再由监督委员会审核，最后由书记、主任签字；确实不同的，请写明原因", "reason", "村级票据审签（各地做法）") : null;
}
