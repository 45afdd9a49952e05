using Hangji.Modules.Regulations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Deliberation.Carrying;

/// <summary>付款: refused before the money leaves when no decision or not enough of it stands behind; money that has left already is recorded with a reason and stays an irregularity.</summary>
internal sealed class PayForMatter(AppDb db, MatterBook book, TimeProvider clock)
{
    public const int MostText = 100;

    public sealed record Said(long? ContractId, string Purpose, string Voucher, DateOnly On, long? AmountFen, bool Already, string? Reason);

    public async Task<Refusal?> Run(long matterId, Said said, CancellationToken stop = default)
    {
        var (matter, file, not) = await book.Open(matterId, MatterAct.Spend, stop);
        if (not is not null) return not;
        var contracts = await MatterBook.Of(db.MatterContracts, matter).AsNoTracking().ToListAsync(stop);
        if (Check(said, contracts, clock.Today()) is { } wrong) return wrong;
        var cover = SignContract.CoverOf(matter, file.State, file.Pinned.Rules, said.On);
        var payment = new MatterPayment
        {
            Id = Ids.Next(), OrgId = matter.OrgId, MatterId = matter.Id, ContractId = said.ContractId, PaidOn = said.On, Purpose = said.Purpose, AmountFen = said.AmountFen!.Value, Voucher = said.Voucher, DecisionId = cover.DecisionId,
            Reason = string.IsNullOrWhiteSpace(said.Reason) ? null : said.Reason.Trim(), RecordedAt = clock.GetUtcNow().UtcDateTime,
        };
        var all = await MatterBook.Of(db.MatterPayments, matter).AsNoTracking().ToListAsync(stop);
        if (SignContract.Refuses([.. SpendingRules.Of(payment, all, contracts, cover)], said.Already, payment.Reason) is { } refusal) return refusal;
        db.Add(payment);
        return await book.Save(matter, "matter.paid", said.On, payment.Reason, stop);
    }

    public static Refusal? Check(Said said, IReadOnlyCollection<MatterContract> contracts, DateOnly today) =>
        said.ContractId is { } id && contracts.All(c => c.Id != id) ? new("没有找到这份合同", "contract") :
        said.Purpose.Length == 0 ? new("请写付款的用途", "purpose") :
        said.Purpose.Length > MostText ? new("用途最多 {0} 字", "purpose", null, MostText) :
        said.Voucher.Length > MostText ? new("凭证号最多 {0} 字", "voucher", null, MostText) :
        said.AmountFen is null or 0 ? new("请写金额", "amount") :
        said.On > today ? new("付款日期不能晚于今天", "on") : null;
}
