using System.Diagnostics;
using System.Globalization;
using System.Text;
using Hangji.Modules.CollectiveEconomy;
using Hangji.Modules.CollectiveEconomy.Importing;
using Hangji.Modules.Importing;
using Hangji.Modules.Importing.Contract;
using Hangji.Platform.Data;
using Hangji.Tests.Platform.Files;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.CollectiveEconomy;

public sealed class Importing_books
{
    /// <summary>What accounting programs and their users make of a voucher list.</summary>
    static Stream Messy() => new MessyBook().Sheet("凭证")
        .Row("竹溪村股份经济合作联合社").Merge("A1:H1")
        .Row("2026年7月 记账凭证清单").Merge("A2:H2")
        .Row("日期", "凭证\n字号", "摘  要", "科目编码", "会计科目", "借方金额", "贷方金额", "收款人")
        .Row("2026年7月8日", "记-1", "老年食堂改建首付", "51401", "公益支出-老年食堂改建", "１２，０００．５０", null, "陈启山")
        .Row(null, null, null, "10201", "银行存款-农商行", null, "12,000.50", null)
        .Row("2026.7.9", "记-2", "收厂房租金", "102", "银行存款", 50000, null, "安澜县竹编有限公司")
        .Row("2026.7.9", "记-2", "收厂房租金", "501", "经营收入", null, 50000, null)
        .Row("2026-07-10", "记-3", "借贷不平", "513", "管理费用", "100.00", null, null)
        .Row(null, null, null, "101", "库存现金", null, "99.00", null)
        .Row("2026-07-11", "记-4", "没有的科目", "999", "小金库", "5", null, null)
        .Row(null, null, null, "101", "库存现金", null, "5", null)
        .Row("2026-08-01", "记-5", "别的月份", "513", "管理费用", "8", null, null)
        .Row(null, null, null, "101", "库存现金", null, "8", null)
        .Row("2026-07-12", "记-2", "重复的号", "513", "管理费用", "8", null, null)
        .Row(null, null, null, "101", "库存现金", null, "8", null)
        .Row("2026-07-13", "记-6", "红字冲账", "513", "管理费用", "(30.00)", null, null)
        .Row(null, null, null, "101", "库存现金", null, "-30", null)
        .Row("2026-07-14", "记-7", "编码和名称对不上", "513", "银行存款", "8", null, null)
        .Row(null, null, null, "101", "库存现金", null, "8", null)
        .Row("合计", null, null, null, null, "62,129.50", "62,128.50", null)
        .Row("制表人：王会计").File();

    static async Task<Dictionary<int, ImportRow>> Rows(Village v, long batch) =>
        await v.At(v.Branch, s => s.GetRequiredService<AppDb>().ImportRows.AsNoTracking().Where(r => r.BatchId == batch).ToDictionaryAsync(r => r.Row));

    static string[] Rules(ImportRow row) => [.. RowNote.FromJson(row.Notes).Where(n => !n.Warning).Select(n => n.Rule)];

    static Task<Hangji.Platform.Refusal?> Take(Village v, long batch) => v.House.TakeImport(Trees.SeatOf(v.Branch), batch);

    [Theory, OnEveryDatabase]
    public async Task Whole_vouchers_are_taken_and_the_others_say_why_row_by_row(string on)
    {
        await using var v = await Village.Open(on);
        var book = await v.OpenBooks();
        var (batch, why) = await v.Sheet(Messy(), name: "凭证.xlsx");
        Assert.Null(why);
        Assert.Equal((3, 5), (batch!.Fresh, batch.Bad));
        var rows = await Rows(v, batch.Id);
        Assert.Equal(["voucher-balance"], Rules(rows[8]));
        Assert.Equal(["account-known"], Rules(rows[10]));
        Assert.Equal(["voucher-month"], Rules(rows[12]));
        Assert.Equal(["voucher-twice"], Rules(rows[14]));
        Assert.Equal(["account-known"], Rules(rows[18]));
        Assert.Contains("1.00", string.Join(' ', RowNote.FromJson(rows[8].Notes).SelectMany(n => n.Args)));
        Assert.DoesNotContain("陈启山", Encoding.UTF8.GetString(rows[4].Content!));
        Assert.Null(await Take(v, batch.Id));
        var july = await v.Statement(book, "2026-07");
        Assert.Equal((50_000_00L, 11_970_50L, 38_029_50L), (july.Income, july.Expense, july.Money));
        Assert.Equal("老年食堂改建", july.Items.Single(i => i.Account.Code == "514").Item);
        Assert.Equal(["陈**", "安澜县竹编有限公司", ""], await v.At(v.Branch, s => s.GetRequiredService<AppDb>().Vouchers.OrderBy(x => x.Number).Select(x => x.Party).ToListAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task The_same_file_again_changes_nothing_and_another_content_under_a_number_is_an_error(string on)
    {
        await using var v = await Village.Open(on);
        await v.OpenBooks();
        Assert.Null(await Take(v, (await v.Sheet(Messy(), name: "凭证.xlsx")).Batch!.Id));
        var (again, _) = await v.Sheet(Messy(), name: "凭证.xlsx");
        Assert.Equal((0, 3), (again!.Fresh, again.Same));
        Assert.NotNull(await Take(v, again.Id));
        var (other, _) = await v.Sheet(Roster("日期,凭证号,摘要,科目编码,借方,贷方", "2026-07-08,1,换了内容,513,7,", ",,,101,,7"));
        Assert.Equal(["voucher-known"], Rules((await Rows(v, other!.Id))[2]));
    }

    static Stream Roster(params string[] lines) => Hangji.Tests.Situations.Members.Csv(lines);

    [Theory, OnEveryDatabase]
    public async Task A_batch_is_undone_whole_while_its_month_is_open_and_stays_once_it_is_closed(string on)
    {
        await using var v = await Village.Open(on);
        var book = await v.OpenBooks();
        var (batch, _) = await v.Sheet(Messy(), name: "凭证.xlsx");
        Assert.Null(await Take(v, batch!.Id));
        Assert.Null(await v.At(v.Branch, s => s.GetRequiredService<UndoBatch>().Run(batch.Id, false, default)));
        Assert.Equal(0, await v.At(v.Branch, async s => await s.GetRequiredService<AppDb>().Vouchers.CountAsync() + await s.GetRequiredService<AppDb>().VoucherLines.CountAsync()));
        (batch, _) = await v.Sheet(Messy(), name: "凭证.xlsx");
        Assert.Null(await Take(v, batch!.Id));
        Assert.Null(await v.Close(book, 202607));
        var refused = await v.At(v.Branch, async s => { var undo = s.GetRequiredService<UndoBatch>(); return (await undo.Run(batch.Id, false, default), undo.Kept); });
        Assert.NotNull(refused.Item1);
        Assert.Equal(3, refused.Kept.Count);
        Assert.Equal(50_000_00L, (await v.Statement(book, "2026-07")).Income);
    }

    [Theory, OnEveryDatabase]
    public async Task A_month_closed_between_check_and_taking_refuses_the_whole(string on)
    {
        await using var v = await Village.Open(on);
        var book = await v.OpenBooks();
        var (batch, _) = await v.Sheet(Messy(), name: "凭证.xlsx");
        Assert.Null(await v.Close(book, 202607));
        Assert.Contains("账有了变化", (await Take(v, batch!.Id))!.Message);
        Assert.Equal(0, (await v.Statement(book, "2026-07")).Income);
    }

    static Stream Balances(string cash = "1,000.00", string closing = "1,000.00", params string[] more) => Roster(["科目余额表（2026年7月）,,,,,,,", "科目编码,科目名称,期初余额,,本期发生额,,期末余额,", ",,借方,贷方,借方,贷方,借方,贷方", $"101,库存现金,\"{cash}\",,0,0,\"{closing}\",",
        "102,银行存款,999000,,0,0,999000,", "10201,银行存款-农商行,999000,,0,0,999000,", "301,资本,,1000000,0,0,,1000000", .. more, "合计,,1000000,1000000,0,0,,"]);

    [Theory, OnEveryDatabase]
    public async Task Opening_balances_come_from_the_first_balance_sheet_and_later_ones_are_compared(string on)
    {
        await using var v = await Village.Open(on);
        var book = await v.OpenBooks();
        var (broken, _) = await v.Sheet(Balances(closing: "1,000.01"), kind: BalancesImport.Kind);
        Assert.Equal(["balance-chain"], Rules((await Rows(v, broken!.Id))[4]));
        var (off, _) = await v.Sheet(Balances(cash: "1,000.01", closing: "1,000.01"), kind: BalancesImport.Kind);
        Assert.All((await Rows(v, off!.Id)).Values, r => Assert.Contains("opening-balance", Rules(r)));
        var (batch, why) = await v.Sheet(Balances(), kind: BalancesImport.Kind);
        Assert.Null(why);
        Assert.Equal((3, 0), (batch!.Fresh, batch.Bad));
        Assert.Null(await Take(v, batch.Id));
        Assert.Equal((1_000_000_00L, true), ((await v.Statement(book, "2026-07")).Money, (await v.Statement(book, "2026-07")).Balances));
        await v.Booked(book, Books.Spent(new(2026, 7, 8), "水渠", "100"));
        var (later, _) = await v.Sheet(Balances(), kind: BalancesImport.Kind);
        var rows = await Rows(v, later!.Id);
        Assert.Equal((2, 2), (later.Same, later.Bad));
        Assert.Equal(["books-differ"], Rules(rows[5]));
        Assert.Contains(rows.Values, r => Rules(r) is ["account-missing"]);
        Assert.NotNull((await v.Sheet(Balances(), about: "", kind: BalancesImport.Kind)).Why);
        Assert.Null(await v.At(v.Branch, s => s.GetRequiredService<UndoBatch>().Run(batch.Id, false, default)));
        Assert.Equal(-100_00L, (await v.Statement(book, "2026-07")).Money);
    }

    [Theory]
    [InlineData("日期,凭证号,摘要,借方,贷方", "科目编码或科目名称")]
    [InlineData("日期,凭证号,摘要,科目编码,借方", "借方金额、贷方金额")]
    [InlineData("凭证号,摘要,科目编码,借方,贷方", "日期")]
    public async Task A_sheet_without_a_needed_column_says_which(string header, string missing)
    {
        await using var v = await Village.Open("sqlite");
        await v.OpenBooks();
        var (_, why) = await v.Sheet(Roster(header, "2026-07-08,1,x,513,1"));
        Assert.Equal(missing, why!.Args[0]);
    }

    [Fact]
    public async Task A_body_without_books_is_told_so()
    {
        await using var v = await Village.Open("sqlite");
        Assert.Contains("还没有建账", (await v.Sheet(Messy(), name: "凭证.xlsx")).Why!.Message);
    }

    [Theory, OnEveryDatabase]
    public async Task Ten_thousand_vouchers_are_previewed_and_taken_in_seconds(string on)
    {
        await using var v = await Village.Open(on);
        var book = await v.OpenBooks("2026-01");
        var file = new StringBuilder("日期,凭证号,摘要,科目编码,科目名称,借方金额,贷方金额,对方\r\n");
        for (var n = 0; n < 10_000; n++)
        {
            var day = new DateOnly(2026, 1 + n / 1000, 1 + n % 28);
            var yuan = (100 + n % 977 + 0.37m).ToString(CultureInfo.InvariantCulture);
            file.Append(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd},{n % 1000 + 1},付第{n}笔,514,公益支出-项目{n % 12},{yuan},,村民甲{n}\r\n,,,102,银行存款,,{yuan},\r\n");
        }
        var clock = Stopwatch.StartNew();
        var (batch, why) = await v.Sheet(new MemoryStream(Encoding.UTF8.GetBytes(file.ToString())), about: "");
        var previewed = clock.Elapsed;
        Assert.Null(why);
        Assert.Equal((10_000, 0), (batch!.Fresh, batch.Bad));
        Assert.Null(await Take(v, batch.Id));
        var expected = Enumerable.Range(0, 10_000).Sum(n => (100 + n % 977) * 100L + 37);
        Assert.Equal((expected, -expected), ((await v.Statement(book, "2026")).Expense, (await v.Statement(book, "2026")).Money));
        TestContext.Current.SendDiagnosticMessage($"10,000 vouchers on {on}: previewed in {previewed.TotalSeconds:0.0} s, taken by {clock.Elapsed.TotalSeconds:0.0} s");
        Assert.True(previewed < TimeSpan.FromSeconds(20) && clock.Elapsed < TimeSpan.FromSeconds(60), $"{previewed} {clock.Elapsed}");
    }
}
