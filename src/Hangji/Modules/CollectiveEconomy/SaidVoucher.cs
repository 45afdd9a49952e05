using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Text;

namespace Hangji.Modules.CollectiveEconomy;

/// <summary>一条分录 as it was written.</summary>
internal sealed record SaidLine(string Account, string Item, string Summary, long Debit, long Credit);

/// <summary>一张凭证 as it was written, by hand or in a sheet; the other side is masked already.</summary>
internal sealed record SaidVoucher(DateOnly On, int? Number, string Summary, string Party, int Papers, IReadOnlyList<SaidLine> Lines)
{
    public const int MostText = 100, MostLines = 200;

    /// <summary>The rules alone, no database, no clock: the first obstacle, or null.</summary>
    /// <param name="closed">Months of the book that are closed.</param>
    public static Refusal? Check(SaidVoucher said, int fromMonth, IReadOnlySet<int> closed, DateOnly today) =>
        said.On > today ? new("凭证日期 {0} 还没有到", "on", null, said.On) :
        AccountPeriod.Month(said.On) < fromMonth ? new("这本账从 {0} 建起，更早的记在期初余额里", "on", null, AccountPeriod.MonthKey(fromMonth)) :
        closed.Contains(AccountPeriod.Month(said.On)) ? new("{0} 已经结账；更正请在没有结账的月份用红字冲销", "on", null, AccountPeriod.MonthKey(AccountPeriod.Month(said.On))) :
        said.Number is < 1 or > 99999 ? new("凭证号应在 1 到 99999 之间", "number") :
        said.Summary.Length == 0 ? new("请写摘要", "summary") :
        said.Summary.Length > MostText || said.Lines.Any(l => l.Summary.Length > MostText || l.Item.Length > MostText) ? new("摘要和明细科目最多 {0} 字", "summary", null, MostText) :
        said.Papers is < 0 or > 9999 ? new("附件张数不对", "papers") :
        CheckLines(said.Lines);

    /// <summary>有借必有贷，借贷必相等.</summary>
    public static Refusal? CheckLines(IReadOnlyList<SaidLine> lines)
    {
        if (lines.Count < 2) return new("一张凭证至少有一借一贷两条分录", "lines");
        if (lines.Count > MostLines) return new("一张凭证最多 {0} 条分录", "lines", null, MostLines);
        if (lines.Any(l => l is { Debit: 0, Credit: 0 })) return new("有一条分录的借方和贷方都没有金额", "lines");
        if (lines.Any(l => l.Debit != 0 && l.Credit != 0)) return new("有一条分录的借方和贷方都写了金额", "lines");
        var (debit, credit) = (lines.Sum(l => l.Debit), lines.Sum(l => l.Credit));
        return debit == credit ? null : new("借方合计 {0}，贷方合计 {1}，相差 {2}", "lines", null, new Fen(debit), new Fen(credit), new Fen(Math.Abs(debit - credit)));
    }

    /// <summary>The records of it. Lines of income and expense in a voucher that also touches 本年收益 are carrying over, not income or expense.</summary>
    public (Voucher Voucher, IReadOnlyList<VoucherLine> Lines) Entered(Book book, int number, DateTime now, string? reason = null, long? batch = null, long? reverses = null)
    {
        var carries = Lines.Any(l => l.Account == Account.NetGain);
        var voucher = new Voucher
        {
            Id = Ids.Next(), OrgId = book.OrgId, OrgPath = book.OrgPath, BookId = book.Id, On = On, Month = AccountPeriod.Month(On), Number = number, Summary = Summary, Party = Party, Papers = Papers,
            AmountFen = Lines.Sum(l => l.Debit), Reason = reason, BatchId = batch, ReversesId = reverses, RecordedAt = now,
        };
        return (voucher, [.. Lines.Select((l, row) => new VoucherLine
        {
            Id = Ids.Next(), OrgId = book.OrgId, OrgPath = book.OrgPath, BookId = book.Id, VoucherId = voucher.Id, Month = voucher.Month, Row = row + 1, Account = l.Account, Item = l.Item,
            Summary = l.Summary == Summary ? "" : l.Summary, Debit = l.Debit, Credit = l.Credit, Carries = carries && Chart.Of(l.Account).Class is AccountClass.Income or AccountClass.Expense,
        })]);
    }
}
