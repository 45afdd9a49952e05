using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.CollectiveEconomy;

/// <summary>红字冲销: takes a voucher back by another one with the same lines below zero, on a day whose month is open. The first one stays as it was.</summary>
internal sealed class ReverseVoucher(AppDb db, TimeProvider clock)
{
    public const int MostReason = 200;

    public async Task<(long? Id, Refusal? Refusal)> Run(long voucherId, DateOnly? on, string? reason, CancellationToken stop = default)
    {
        var bookId = await db.Vouchers.Where(v => v.Id == voucherId).Select(v => (long?)v.BookId).SingleOrDefaultAsync(stop) ?? throw new OutOfScopeException($"voucher {voucherId}");
        await using var held = await db.HoldBook(bookId, stop);
        var first = await db.Vouchers.SingleAsync(v => v.Id == voucherId, stop);
        var why = Plain.Line(reason);
        if (Check(first, on, why) is { } refusal) return (null, refusal);
        var lines = await db.VoucherLines.AsNoTracking().Where(l => l.VoucherId == voucherId).OrderBy(l => l.Row).ToListAsync(stop);
        var summary = $"冲销{AccountPeriod.MonthKey(first.Month)} {first.Sign} {first.Summary}";
        if (summary.Length > SaidVoucher.MostText) summary = summary[..SaidVoucher.MostText];
        var said = new SaidVoucher(on!.Value, null, summary, first.Party, 0, [.. lines.Select(l => new SaidLine(l.Account, l.Item, summary, -l.Debit, -l.Credit))]);
        return await RecordVoucher.Enter(db, held, said, clock, "voucher.reversed", why, first, stop);
    }

    public static Refusal? Check(Voucher first, DateOnly? on, string reason) =>
        first.ReversedById is not null ? Twice :
        first.ReversesId is not null ? new("冲销凭证不能再冲销；请重新记一张", "on") :
        on is null ? new("请填写凭证日期", "on") :
        on < first.On ? new("冲销的日期早于原凭证", "on") :
        reason.Length == 0 ? new("请写为什么冲销", "reason") :
        reason.Length > MostReason ? new("理由最多 {0} 字", "reason", null, MostReason) : null;

    private static Refusal Twice => new("这张凭证已经冲销", "on");
}
