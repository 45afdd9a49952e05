using Hangji.Modules.CollectiveEconomy;
using Hangji.Modules.Deliberation.Carrying;
using Hangji.Modules.Deliberation.Contract;
using Hangji.Platform.Data;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.CollectiveEconomy;

public sealed class Vouchers_of_a_matter
{
    [Theory, OnEveryDatabase]
    public async Task A_payment_is_booked_once_and_its_matter_shows_where(string on)
    {
        await using var v = await Village.Open(on);
        var book = await v.OpenBooks("2026-10");
        var matter = await v.Decided();
        Assert.Null(await v.At(v.Branch, s => s.GetRequiredService<PayForMatter>().Run(matter, new(null, "预付款", "", new(2026, 11, 5), 140_310_00, false, null))));
        var voucher = await v.Booked(book, Books.Spent(new(2026, 11, 6), "道路硬化", "140,310"));
        var other = await v.Booked(book, Books.Spent(new(2026, 11, 7), "道路硬化", "140,000"));
        var payment = (await v.At(v.Branch, s => s.GetRequiredService<IMatterReading>().Payments(v.Branch.Id, new(2026, 11, 1), new(2026, 11, 30)))).Single();
        Assert.Equal("reason", (await Link(v, other, payment.Payment.Id))!.Field);
        Assert.Null(await Link(v, voucher, payment.Payment.Id));
        Assert.Equal("这张凭证已经对应了付款", (await Link(v, voucher, payment.Payment.Id))!.Message);
        Assert.Equal("payment", (await Link(v, other, payment.Payment.Id, "分两张"))!.Field);
        Assert.Equal("payment", (await Link(v, other, 42, "不存在"))!.Field);
        var trail = (await v.At(v.Supervision, s => s.GetRequiredService<IPaymentTrail>().Of(matter, default)))[payment.Payment.Id];
        Assert.Equal(("记-1", 140_310_00L, $"/books/vouchers/{voucher}"), (trail.Sign, trail.AmountFen, trail.Href));
        // A reversal frees the payment for the right voucher.
        Assert.Null((await v.At(v.Branch, s => s.GetRequiredService<ReverseVoucher>().Run(voucher, new(2026, 11, 8), "记错"))).Refusal);
        Assert.Empty(await v.At(v.Branch, s => s.GetRequiredService<IPaymentTrail>().Of(matter, default)));
        Assert.Null(await Link(v, other, payment.Payment.Id, "少付 310 元，尾款另付"));
        Assert.Equal(matter, await v.At(v.Branch, s => s.GetRequiredService<AppDb>().Vouchers.Where(x => x.Id == other).Select(x => x.MatterId).SingleAsync()));
    }

    static Task<Hangji.Platform.Refusal?> Link(Village v, long voucher, long payment, string? reason = null) => v.At(v.Branch, s => s.GetRequiredService<LinkPayment>().Run(voucher, payment, reason));
}
