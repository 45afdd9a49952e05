using Hangji.Modules.CollectiveEconomy;
using Hangji.Modules.CollectiveEconomy.Importing;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;

namespace Hangji.Tests.Modules.CollectiveEconomy;

/// <summary>The rules of the books alone: no database, no clock.</summary>
public sealed class Deciding_about_books
{
    static readonly DateOnly Today = new(2026, 11, 20);

    static string? Said(Refusal? refusal) => refusal is null ? null : string.Format(null, refusal.Message, refusal.Args);

    static SaidVoucher Voucher(DateOnly? on = null, params (long Debit, long Credit)[] lines) =>
        new(on ?? new(2026, 10, 8), null, "买水泥", "", 1, [.. lines.Select((l, i) => new SaidLine(i == 0 ? "514" : "102", "", "买水泥", l.Debit, l.Credit))]);

    static string? Check(SaidVoucher voucher, params int[] closed) => Said(SaidVoucher.Check(voucher, 202607, closed.ToHashSet(), Today));

    [Fact] public void A_balanced_voucher_is_taken() => Assert.Null(Check(Voucher(null, (500_00, 0), (0, 500_00))));
    [Fact] public void One_fen_too_much_is_not() => Assert.Equal("借方合计 500.01，贷方合计 500.00，相差 0.01", Check(Voucher(null, (500_01, 0), (0, 500_00))));
    [Fact] public void Red_letters_balance_below_zero() => Assert.Null(Check(Voucher(null, (-500_00, 0), (0, -500_00))));
    [Fact] public void Opposite_signs_do_not() => Assert.NotNull(Check(Voucher(null, (500_00, 0), (0, -500_00))));
    [Fact] public void One_line_is_no_voucher() => Assert.Equal("一张凭证至少有一借一贷两条分录", Check(Voucher(null, (500_00, 0))));
    [Fact] public void A_line_without_an_amount_is_refused() => Assert.NotNull(Check(Voucher(null, (500_00, 0), (0, 500_00), (0, 0))));
    [Fact] public void A_line_on_both_sides_is_refused() => Assert.NotNull(Check(Voucher(null, (500_00, 500_00), (0, 500_00))));
    [Fact] public void Today_is_allowed_tomorrow_is_not()
    {
        Assert.Null(Check(Voucher(Today, (1, 0), (0, 1))));
        Assert.Contains("还没有到", Check(Voucher(Today.AddDays(1), (1, 0), (0, 1))));
    }

    [Fact] public void The_first_month_is_allowed_the_one_before_is_not()
    {
        Assert.Null(Check(Voucher(new(2026, 7, 1), (1, 0), (0, 1))));
        Assert.Contains("2026-07", Check(Voucher(new(2026, 6, 30), (1, 0), (0, 1))));
    }

    [Fact] public void A_closed_month_is_closed() => Assert.Contains("2026-10 已经结账", Check(Voucher(null, (1, 0), (0, 1)), 202610));

    static CloseMonth.State Month(int month = 202610, int[]? closed = null, int vouchers = 3, int[]? gaps = null, int ungated = 0, bool openings = true) =>
        new(202607, month, (closed ?? [202607, 202608, 202609]).ToHashSet(), vouchers, gaps ?? [], ungated, openings);

    [Fact] public void A_month_in_order_closes() => Assert.Null(CloseMonth.Check(Month(), "", Today));
    [Fact] public void The_current_month_does_not() => Assert.Contains("还没有过完", Said(CloseMonth.Check(Month(202611), "", Today)));
    [Fact] public void Nor_on_its_last_day_but_on_the_next()
    {
        Assert.NotNull(CloseMonth.Check(Month(), "", new(2026, 10, 31)));
        Assert.Null(CloseMonth.Check(Month(), "", new(2026, 11, 1)));
    }

    [Fact] public void Nor_before_the_one_before_it() => Assert.Contains("2026-09 还没有结账", Said(CloseMonth.Check(Month(closed: [202607, 202608]), "", Today)));
    [Fact] public void The_first_month_needs_none_before_it() => Assert.Null(CloseMonth.Check(Month(202607, []), "", Today));
    [Fact] public void Twice_is_once_too_often() => Assert.Contains("已经结账", Said(CloseMonth.Check(Month(202609), "", Today)));
    [Fact] public void Unbalanced_openings_stop_it() => Assert.Contains("期初余额", Said(CloseMonth.Check(Month(openings: false), "真的", Today)));
    [Fact] public void Gaps_empty_months_and_missing_signatures_ask_why_and_no_more()
    {
        foreach (var state in new[] { Month(gaps: [2]), Month(vouchers: 0), Month(ungated: 1) })
        {
            Assert.NotNull(CloseMonth.Check(state, "", Today));
            Assert.Null(CloseMonth.Check(state, "作废一张", Today));
        }
    }

    [Fact] public void Gaps_are_named() => Assert.Equal([2, 3, 6], CloseMonth.Gaps([1, 4, 5, 7]));

    [Fact] public void The_order_of_signing_asks_why()
    {
        Assert.Null(SignVouchers.Check(new(new(2026, 10, 8), new(2026, 10, 9), new(2026, 10, 10)), Today, false));
        var turned = new SignVouchers.Days(new(2026, 10, 8), new(2026, 10, 12), new(2026, 10, 10));
        Assert.NotNull(SignVouchers.Check(turned, Today, false));
        Assert.Null(SignVouchers.Check(turned, Today, true));
        Assert.NotNull(SignVouchers.Check(new(Today.AddDays(1), null, null), Today, true));
    }

    [Theory]
    [InlineData(OrgKinds.CollectiveOrganization, false, true)]
    [InlineData(OrgKinds.VillagersCommittee, true, false)]
    [InlineData(OrgKinds.VillagersCommittee, false, true)]
    [InlineData(OrgKinds.Branch, false, false)]
    [InlineData(OrgKinds.SupervisionCommittee, false, false)]
    public void Books_are_the_collectives_or_the_committees_where_there_is_none(string kind, bool collective, bool may) =>
        Assert.Equal(may, OpenBook.Check(kind, collective ? [OrgKinds.CollectiveOrganization, kind] : [kind], false, "账", 202610, Today) is null);

    [Theory]
    [InlineData("陈启山", "陈**")]
    [InlineData("欧阳春华", "欧**")]
    [InlineData("阿卜杜热西提·买买提依明", "阿**")]
    [InlineData("王村", "王**")]
    [InlineData("李四等五户", "李**")]
    [InlineData("𬍛小明", "𬍛**")]
    [InlineData("安澜县水利工程有限公司", "安澜县水利工程有限公司")]
    [InlineData("青石镇人民政府", "青石镇人民政府")]
    [InlineData("财政所", "财政所")]
    [InlineData("全体村民", "全体村民")]
    [InlineData("竹溪村股份经济合作联合社", "竹溪村股份经济合作联合社")]
    [InlineData("", "")]
    public void People_keep_their_surname_institutions_their_name(string written, string kept) => Assert.Equal(kept, Counterparty.Shown(written));

    [Theory]
    [InlineData("付工程款 账号6222021234567890128", "付工程款 账号****0128")]
    [InlineData("电话 138 1234 5678", "电话 ****5678")]
    [InlineData("2026年10月水费 1,234.50", "2026年10月水费 1,234.50")]
    public void Long_numbers_are_not_kept(string written, string kept) => Assert.Equal(kept, Counterparty.Quiet(written));

    [Theory]
    [InlineData("102", "银行存款", "102", "")]
    [InlineData("10201", "银行存款-农商行", "102", "农商行")]
    [InlineData("102.01", "农商行基本户", "102", "农商行基本户")]
    [InlineData("", "公益支出", "514", "")]
    [InlineData("", "现金", "101", "")]
    [InlineData("５１４", "公益支出", "514", "")]
    [InlineData("401", "生产成本", "401", "")]
    [InlineData("102", "公益支出", null, null)]
    [InlineData("999", "", null, null)]
    [InlineData("", "买水泥", null, null)]
    public void Accounts_are_found_as_offices_write_them(string code, string name, string? account, string? item)
    {
        var found = Chart.Find(code, name, Today);
        Assert.Equal((account, item), (found?.Account.Code, found?.Item));
    }

    [Fact] public void The_chart_has_its_42_accounts() => Assert.Equal(42, Chart.On(Today).Count);
    [Fact] public void And_was_not_in_force_before_2024() => Assert.Empty(Chart.On(new(2023, 12, 31)));

    [Theory]
    [InlineData("记-12", 12)]
    [InlineData("记字第0012号", 12)]
    [InlineData("１２", 12)]
    [InlineData("收付转", null)]
    [InlineData("0", null)]
    [InlineData("123456789012", null)]
    public void Voucher_numbers_are_read(string written, int? number) => Assert.Equal(number, VoucherSheet.ReadNumber(written));

    [Theory]
    [InlineData("2026-10", 202610, 202610)]
    [InlineData("2026-Q3", 202607, 202609)]
    [InlineData("2026", 202601, 202612)]
    public void Periods_are_read_and_written_alike(string key, int from, int to)
    {
        var period = AccountPeriod.Read(key)!.Value;
        Assert.Equal((from, to, key), (period.From, period.To, period.Key));
        Assert.Equal(period, AccountPeriod.Read(period.Before.Key)!.Value is var b && b.IsMonth ? AccountPeriod.OfMonth(AccountPeriod.Next(b.To)) : period);
    }

    [Theory, InlineData("2026-13"), InlineData("2026-Q5"), InlineData("20261"), InlineData("2026-1x"), InlineData("")]
    public void And_nothing_else(string key) => Assert.Null(AccountPeriod.Read(key));
}
