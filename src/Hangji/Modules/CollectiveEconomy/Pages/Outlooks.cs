using Hangji.Modules.Access.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Files;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.CollectiveEconomy.Pages;

/// <summary>各月账的情形: one month of a book as lists show it.</summary>
internal sealed record MonthRow(int Month, int Vouchers, long Income, long Expense, long Money, DateOnly? ClosedOn, bool Missing);

/// <summary>账的概况: months of a book, and how many that are over stand open.</summary>
internal static class MonthList
{
    /// <summary>By when a month should be closed and open to the people: the 15th of the next (vd-deadline-day; a default, the national law names no day).</summary>
    public const int DueDay = 15;

    /// <summary>Every month from the first to the current one, the latest first.</summary>
    public static async Task<List<MonthRow>> Of(BookReader reader, Book book, DateOnly today, CancellationToken stop)
    {
        var last = AccountPeriod.Month(today);
        var (openings, movements) = (await reader.Openings(book.Id, stop), await reader.Movements(book.Id, last, stop));
        var vouchers = await reader.Vouchers(book.Id).GroupBy(v => v.Month).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, stop);
        var closed = await reader.Months(book.Id).Where(m => m.ClosedOn != null).ToDictionaryAsync(m => m.Month, m => m.ClosedOn, stop);
        var money = openings.Where(o => Chart.Of(o.Key).IsMoney).Sum(o => o.Value);
        var byMonth = movements.ToLookup(m => m.Month);
        var rows = new List<MonthRow>();
        foreach (var month in new AccountPeriod(book.FromMonth, Math.Max(book.FromMonth, last)).Months)
        {
            var statement = Statement.Of(AccountPeriod.OfMonth(month), new Dictionary<string, long>(), byMonth[month]);
            money += statement.Money;
            rows.Add(new(month, vouchers.GetValueOrDefault(month), statement.Income, statement.Expense, money, closed.GetValueOrDefault(month), !closed.ContainsKey(month) && Due(month) < today));
        }
        rows.Reverse();
        return rows;
    }

    public static DateOnly Due(int month) => AccountPeriod.First(AccountPeriod.Next(month)).AddDays(DueDay - 1);
}

/// <summary>经费页签: the tab of a body's page, where the body or one that it leads keeps books.</summary>
internal sealed class BooksPanel(AppDb db, ActingSeat seat) : IOrganizationPanel
{
    public int Order => 60;

    public async Task<OrgPanel> Of(OrgOnPage page, CancellationToken stop)
    {
        if (!seat.May(Verbs.ReadBooks)) return OrgPanel.Nothing;
        var (from, to) = (page.Org.Place.Value, page.Org.Place.End);
        var found = await db.Books.AsNoTracking().Where(b => string.Compare(b.OrgPath, from) >= 0 && string.Compare(b.OrgPath, to) < 0).Select(b => b.Id).Take(2).ToListAsync(stop);
        return found.Count == 0 ? OrgPanel.Nothing : new([new("books", "经费", found.Count == 1 ? $"/books/{found[0]}" : $"/books?org={page.Org.Id}", 60)], [], []);
    }
}

/// <summary>账的下载: a period's statements and vouchers as a spreadsheet; and the way from a body to its books.</summary>
internal static class BookDownloads
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/books/of/{org:long}", async (long org, AppDb db, CancellationToken stop) =>
            await db.Books.AsNoTracking().Where(b => b.OrgId == org).Select(b => (long?)b.Id).SingleOrDefaultAsync(stop) is { } id ? Results.LocalRedirect($"/books/{id}") : throw new OutOfScopeException($"books of {org}")).RequireAuthorization(Verbs.ReadBooks);
        app.MapGet("/books/{id:long}/{period}/export", Xlsx).RequireAuthorization(Verbs.Export);
    }

    static async Task<IResult> Xlsx(long id, string period, BookReader reader, ActingSeat seat, Words t, CancellationToken stop)
    {
        var opened = await reader.Open(id, seat.Org, stop);
        var span = AccountPeriod.Read(period) ?? throw new OutOfScopeException($"period {period}");
        var now = await reader.Statement(id, span, stop);
        var vouchers = await reader.Vouchers(id).Where(v => v.Month >= span.From && v.Month <= span.To).ToDictionaryAsync(v => v.Id, stop);
        var lines = await reader.Lines(id).Where(l => l.Month >= span.From && l.Month <= span.To).ToListAsync(stop);
        SheetColumn Money(string title) => new(t[title], ColumnKind.Money, 16);
        return await SheetDownload.Xlsx($"{opened.Body.ShortName} {span.Key}.xlsx", book =>
        {
            book.Sheet(t["收支明细"], [new(t["类别"]), new(t["科目"], Width: 18), new(t["项目"], Width: 30), Money("金额（元）")]);
            foreach (var i in now.Items) book.Row(t[i.IsIncome ? "收入" : "支出"], i.Account.In(t), i.Item, i.Fen / 100m);
            book.Row(t["收入"], t["合计"], null, now.Income / 100m);
            book.Row(t["支出"], t["合计"], null, now.Expense / 100m);
            book.Sheet(t["科目余额表"], [new(t["科目编码"]), new(t["科目"], Width: 26), Money("期初余额借方"), Money("期初余额贷方"), Money("本期发生额借方"), Money("本期发生额贷方"), Money("期末余额借方"), Money("期末余额贷方")]);
            foreach (var a in now.Accounts)
                book.Row(a.Account.Code, a.Account.In(t), Of(a.Opening), Of(-a.Opening), a.Debit / 100m, a.Credit / 100m, Of(a.Closing), Of(-a.Closing));
            book.Sheet(t["凭证清单"], [new(t["日期"], ColumnKind.Date), new(t["凭证号"]), new(t["摘要"], Width: 36), new(t["科目编码"]), new(t["科目名称"], Width: 22), new(t["明细科目"], Width: 24), Money("借方金额"), Money("贷方金额"), new(t["对方单位（人）"], Width: 20), new(t["附件张数"], ColumnKind.Number)]);
            foreach (var l in lines.OrderBy(l => l.Month).ThenBy(l => vouchers[l.VoucherId].Number).ThenBy(l => l.Row))
            {
                var v = vouchers[l.VoucherId];
                book.Row(v.On, v.Sign, l.Summary.Length > 0 ? l.Summary : v.Summary, l.Account, Chart.Of(l.Account).Name, l.Item, l.Debit == 0 ? null : l.Debit / 100m, l.Credit == 0 ? null : l.Credit / 100m, v.Party, v.Papers);
            }
            return Task.CompletedTask;
        });

        static object? Of(long fen) => fen > 0 ? fen / 100m : null;
    }
}
