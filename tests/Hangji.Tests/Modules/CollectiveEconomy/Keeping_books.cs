using Hangji.Modules.CollectiveEconomy;
using Hangji.Modules.CollectiveEconomy.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.CollectiveEconomy;

public sealed class Keeping_books
{
    [Theory, OnEveryDatabase]
    public async Task A_month_is_booked_closed_and_corrected_in_red(string on)
    {
        await using var v = await Village.Open(on);
        var book = await v.OpenBooks();
        var canteen = await v.Booked(book, Books.Spent(new(2026, 7, 8), "老年食堂改建", "12,000.50"));
        await v.Booked(book, Books.Earned(new(2026, 7, 20), "厂房租金", "50,000"));
        var july = await v.Statement(book, "2026-07");
        Assert.Equal((50_000_00L, 12_000_50L, 37_999_50L), (july.Income, july.Expense, july.Money));
        Assert.Equal("reason", (await v.Close(book, 202607, ""))!.Field);
        Assert.Null(await v.Close(book, 202607));
        Assert.Contains("已经结账", (await v.Book(book, Books.Spent(new(2026, 7, 31), "迟到的票", "1"))).Refusal!.Message);
        var (red, refusal) = await v.At(v.Branch, s => s.GetRequiredService<ReverseVoucher>().Run(canteen, new(2026, 7, 30), "记错项目"));
        Assert.Contains("已经结账", refusal!.Message);
        (red, refusal) = await v.At(v.Branch, s => s.GetRequiredService<ReverseVoucher>().Run(canteen, new(2026, 8, 2), "记错项目"));
        Assert.Null(refusal);
        Assert.Equal("这张凭证已经冲销", (await v.At(v.Branch, s => s.GetRequiredService<ReverseVoucher>().Run(canteen, new(2026, 8, 2), "再来"))).Refusal!.Message);
        Assert.Contains("不能再冲销", (await v.At(v.Branch, s => s.GetRequiredService<ReverseVoucher>().Run(red!.Value, new(2026, 8, 2), "再来"))).Refusal!.Message);
        Assert.Equal((12_000_50L, -12_000_50L), ((await v.Statement(book, "2026-07")).Expense, (await v.Statement(book, "2026-08")).Expense));
        Assert.Equal(0, (await v.Statement(book, "2026-Q3")).Expense);
        Assert.Equal(50_000_00L, (await v.Statement(book, "2026-Q3")).Money);
    }

    [Theory, OnEveryDatabase]
    public async Task Carrying_the_result_over_is_no_income_and_no_expense(string on)
    {
        await using var v = await Village.Open(on);
        var book = await v.OpenBooks();
        await v.Booked(book, Books.Earned(new(2026, 7, 20), "厂房租金", "50,000"));
        await v.Booked(book, Books.Said(new(2026, 7, 31), "结转本月收入", ("501", "厂房租金", "50,000", ""), ("321", "", "", "50,000")));
        var july = await v.Statement(book, "2026-07");
        Assert.Equal((50_000_00L, 50_000_00L, true), (july.Income, july.Equity, july.Balances));
        Assert.Equal(0, july.Accounts.Single(a => a.Account.Code == "501").Closing);
    }

    [Theory, OnEveryDatabase]
    public async Task Other_villages_see_nothing_and_the_supervision_committee_reads_only(string on)
    {
        await using var v = await Village.Open(on);
        var book = await v.OpenBooks();
        var voucher = await v.Booked(book, Books.Spent(new(2026, 7, 8), "水渠", "100"));
        var other = await v.House.Body("上竹村党支部", v.Township);
        var stranger = await v.House.Body("上竹村村务监督委员会", other, "supervision-committee");
        foreach (var seat in new[] { other, stranger })
        {
            await Assert.ThrowsAsync<OutOfScopeException>(() => v.At(seat, s => s.GetRequiredService<BookReader>().Open(book, seat.Id)));
            await Assert.ThrowsAsync<OutOfScopeException>(() => v.At(seat, s => s.GetRequiredService<BookReader>().Voucher(voucher, seat.Id)));
            Assert.Empty(await v.At(seat, s => s.GetRequiredService<BookReader>().All(seat.Id, null, 10)));
        }
        foreach (var seat in new[] { v.Supervision, v.Committee })
        {
            Assert.True((await v.At(seat, s => s.GetRequiredService<BookReader>().Open(book, seat.Id))).ReadOnly);
            Assert.Single((await v.At(seat, s => s.GetRequiredService<BookReader>().Voucher(voucher, seat.Id))).Lines, l => l.Debit > 0);
            await Assert.ThrowsAsync<OutOfScopeException>(() => v.Book(book, Books.Spent(new(2026, 7, 9), "不归我记", "1"), seat));
            await Assert.ThrowsAsync<OutOfScopeException>(() => v.At(seat, s => s.GetRequiredService<ReverseVoucher>().Run(voucher, new(2026, 7, 9), "不归我")));
            await Assert.ThrowsAsync<OutOfScopeException>(() => v.At(seat, s => s.GetRequiredService<CloseMonth>().Run(book, 202607, "不归我")));
            await Assert.ThrowsAsync<OutOfScopeException>(() => v.At(seat, s => s.GetRequiredService<SignVouchers>().Run(book, 202607, null, new(new(2026, 7, 9), null, null), null)));
        }
        Assert.False((await v.At(v.Collective, s => s.GetRequiredService<BookReader>().Open(book, v.Collective.Id))).ReadOnly);
        Assert.Null((await v.Book(book, Books.Spent(new(2026, 7, 10), "自己的账", "1"), v.Collective)).Refusal);
    }

    [Theory, OnEveryDatabase]
    public async Task A_body_has_one_book_also_when_two_open_it_at_once(string on)
    {
        await using var v = await Village.Open(on);
        var opened = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => v.At(v.Branch, s => s.GetRequiredService<OpenBook>().Run(v.Collective.Id, null, "2026-07")))));
        Assert.Single(opened, o => o.Refusal is null);
        Assert.All(opened.Where(o => o.Refusal is not null), o => Assert.Equal("这个组织已经建账", o.Refusal!.Message));
    }

    [Theory, OnEveryDatabase]
    public async Task Many_at_once_get_different_numbers_and_none_books_into_a_month_that_was_closed(string on)
    {
        await using var v = await Village.Open(on);
        var book = await v.OpenBooks();
        await v.Booked(book, Books.Earned(new(2026, 7, 1), "租金", "1"));
        var acts = Enumerable.Range(0, 12).Select(i => Task.Run(async () =>
        {
            if (i == 6) return await v.Close(book, 202607);
            return (await v.Book(book, Books.Spent(new(2026, 7, 8), $"第{i}张", "10"))).Refusal;
        }));
        var refused = (await Task.WhenAll(acts)).Where(r => r is not null).ToList();
        Assert.All(refused, r => Assert.Contains("已经结账", r!.Message));
        var (numbers, closedAt, written) = await v.At(v.Branch, async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            return (await db.Vouchers.Select(x => x.Number).ToListAsync(), await db.Facts.Where(f => f.Kind == "books.month-closed").Select(f => f.Id).SingleAsync(), await db.Facts.CountAsync(f => f.Kind == "voucher.recorded"));
        });
        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers.Order());
        Assert.Equal(12 - refused.Count, numbers.Count);
        Assert.Equal(numbers.Count, written);
        Assert.True(closedAt > 0);
    }

    [Theory, OnEveryDatabase]
    public async Task The_same_number_twice_is_refused_and_days_of_signing_fill_only_what_is_empty(string on)
    {
        await using var v = await Village.Open(on);
        var book = await v.OpenBooks();
        Assert.Null((await v.Book(book, Books.Spent(new(2026, 7, 8), "水渠", "100") with { Number = "7" })).Refusal);
        Assert.Equal("number", (await v.Book(book, Books.Spent(new(2026, 7, 9), "水渠", "200") with { Number = "７" })).Refusal!.Field);
        var (signed, refusal) = await v.At(v.Branch, s => s.GetRequiredService<SignVouchers>().Run(book, 202607, null, new(new(2026, 7, 9), null, null), null));
        Assert.Equal((1, null), (signed, refusal));
        (signed, refusal) = await v.At(v.Branch, s => s.GetRequiredService<SignVouchers>().Run(book, 202607, null, new(new(2026, 7, 1), new(2026, 7, 10), new(2026, 7, 11)), null));
        Assert.Equal((1, null), (signed, refusal));
        var voucher = await v.At(v.Branch, s => s.GetRequiredService<AppDb>().Vouchers.AsNoTracking().SingleAsync());
        Assert.Equal((new DateOnly(2026, 7, 9), new DateOnly(2026, 7, 10), true), (voucher.HandledOn!.Value, voucher.ReviewedOn!.Value, voucher.Gated));
        Assert.Equal("reason", (await v.Close(book, 202607, ""))!.Field);
        Assert.Equal("没有要补写审签日期的凭证", (await v.At(v.Branch, s => s.GetRequiredService<SignVouchers>().Run(book, 202607, null, new(new(2026, 7, 1), null, null), null))).Refusal!.Message);
    }

    [Theory, OnEveryDatabase]
    public async Task What_rooms_above_read_is_masked_and_adds_up(string on)
    {
        await using var v = await Village.Open(on);
        var book = await v.OpenBooks("2026-04");
        await v.Booked(book, Books.Spent(new(2026, 5, 8), "垃圾清运", "900"));
        await v.Booked(book, Books.Earned(new(2026, 7, 2), "厂房租金", "50,000"));
        await v.Booked(book, Books.Spent(new(2026, 7, 8), "老年食堂改建", "12,000.50") with { Party = "陈启山" });
        await v.Booked(book, Books.Spent(new(2026, 8, 8), "老年食堂改建", "100"));
        foreach (var month in new[] { 202604, 202605, 202606, 202607, 202608 }) Assert.Null(await v.Close(book, month));
        var read = (await v.At(v.Supervision, s => s.GetRequiredService<IBookReading>().Of(v.Branch.Id, "2026-Q3")))!;
        Assert.Null(read.ClosedOn);
        Assert.Null(await v.Close(book, 202609));
        read = (await v.At(v.Supervision, s => s.GetRequiredService<IBookReading>().Of(v.Branch.Id, "2026-Q3")))!;
        Assert.Equal((new DateOnly(2026, 11, 20), 50_000_00L, 12_100_50L), (read.ClosedOn, read.Income, read.Expense));
        var canteen = read.Items.Single(i => i.Name == "老年食堂改建");
        Assert.Equal((2, canteen.Fen), (canteen.Entries.Count, canteen.Entries.Sum(e => e.Fen)));
        Assert.Equal("陈**", canteen.Entries[0].Party);
        Assert.All(canteen.Entries, e => Assert.Equal(e.Voucher.Sum(l => l.Debit), e.Voucher.Sum(l => l.Credit)));
        Assert.Equal((11_200_50L, "老年食堂改建"), (read.Change!.Expense, read.Change.ExpenseCause));
        Assert.Null(await v.At(v.Branch, s => s.GetRequiredService<IBookReading>().Of(v.Branch.Id, "2026-03")));
        Assert.Null(await v.At(v.Branch, s => s.GetRequiredService<IBookReading>().Of(v.Township.Id, "2026-Q3")));
    }
}
