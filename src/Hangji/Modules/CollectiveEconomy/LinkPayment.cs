using Hangji.Modules.Deliberation.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.CollectiveEconomy;

/// <summary>对应付款: says which payment of a decided matter a voucher books, so that decision, contract, payment and voucher are one chain.</summary>
internal sealed class LinkPayment(AppDb db, IMatterReading matters)
{
    /// <summary>Payments so many days before and after the voucher are offered; offices book late.</summary>
    public const int DaysAround = 90;

    /// <summary>Payments of the place near the voucher that no voucher books yet.</summary>
    public async Task<IReadOnlyList<(long MatterId, string Title, MatterPaymentView Payment)>> Offered(Voucher voucher, long placeId, CancellationToken stop = default)
    {
        var found = await matters.Payments(placeId, voucher.On.AddDays(-DaysAround), voucher.On.AddDays(DaysAround), stop);
        var taken = (await db.Vouchers.AsNoTracking().Where(v => v.BookId == voucher.BookId && v.PaymentId != null && v.ReversedById == null).Select(v => v.PaymentId!.Value).ToListAsync(stop)).ToHashSet();
        return [.. found.Where(p => !taken.Contains(p.Payment.Id)).OrderBy(p => Math.Abs(p.Payment.AmountFen - voucher.AmountFen)).ThenBy(p => p.Payment.PaidOn)];
    }

    public async Task<Refusal?> Run(long voucherId, long? paymentId, string? reason, CancellationToken stop = default)
    {
        var bookId = await db.Vouchers.Where(v => v.Id == voucherId).Select(v => (long?)v.BookId).SingleOrDefaultAsync(stop) ?? throw new OutOfScopeException($"voucher {voucherId}");
        await using var held = await db.HoldBook(bookId, stop);
        var voucher = await db.Vouchers.SingleAsync(v => v.Id == voucherId, stop);
        var chosen = (await Offered(voucher, held.Book.PlaceId, stop)).Where(p => p.Payment.Id == paymentId).ToList();
        var why = Plain.Line(reason);
        if (Check(voucher, chosen.Count == 0 ? null : chosen[0].Payment, why) is { } refusal) return refusal;
        (voucher.PaymentId, voucher.MatterId) = (chosen[0].Payment.Id, chosen[0].MatterId);
        db.Facts.Add(Fact.Of("voucher.linked", held.Book.OrgId, voucher.Id, voucher.On, why.Length > 0 ? why : null));
        await db.SaveChangesAsync(stop);
        await held.Commit(stop);
        return null;
    }

    public static Refusal? Check(Voucher voucher, MatterPaymentView? payment, string reason) =>
        voucher.ReversedById is not null || voucher.ReversesId is not null ? new("冲销的凭证不对应付款", "payment") :
        voucher.PaymentId is not null ? new("这张凭证已经对应了付款", "payment") :
        payment is null ? new("请选择事项的付款；已有凭证的付款不能再选", "payment") :
        reason.Length > CloseMonth.MostReason ? new("理由最多 {0} 字", "reason", null, CloseMonth.MostReason) :
        payment.AmountFen != voucher.AmountFen && reason.Length == 0 ? new("付款是 {0}，凭证是 {1}；确实如此的，请写明原因", "reason", null, new Fen(payment.AmountFen), new Fen(voucher.AmountFen)) : null;
}

/// <summary>Tells the room of matters below where its payments are booked.</summary>
internal sealed class PaymentTrails(AppDb db) : IPaymentTrail
{
    public async Task<IReadOnlyDictionary<long, PaymentTrail>> Of(long matterId, CancellationToken stop)
    {
        // A led body reads the matters of its place and so the vouchers that pay for them; the caller opened the matter.
        var found = await db.Vouchers.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(v => v.MatterId == matterId && v.PaymentId != null && v.ReversedById == null).OrderBy(v => v.Id).ToListAsync(stop);
        return found.GroupBy(v => v.PaymentId!.Value).ToDictionary(g => g.Key, g => g.Select(v => new PaymentTrail(g.Key, v.Sign, v.On, v.AmountFen, v.HandledOn, v.ReviewedOn, v.SignedOn, $"/books/vouchers/{v.Id}")).First());
    }
}
