using System.Globalization;
using Hangji.Modules.CollectiveEconomy.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform;

namespace Hangji.Modules.Disclosure.Sources;

/// <summary>由账目起草: totals, the change since the last period with its largest cause, items, and from each item its entries and vouchers — computed from the books, typed by nobody. Only closed months are shown.</summary>
internal sealed class FromAccounts(IBookReading books, Rulebook rules) : IDraftSource
{
    /// <summary>Beyond this many vouchers the copy tells entries only: a page must open on an old phone.</summary>
    public const int MostVouchers = 1000;

    public string Kind => Disclosure.FromAccounts;

    /// <summary>A place without books here types its accounts itself.</summary>
    public async Task<(Drafted? Draft, Refusal? Refusal)> Draft(DraftAsked asked, CancellationToken stop)
    {
        if (await books.Of(asked.Place.Id, asked.Period, stop) is not { } period) return (null, null);
        if (period.ClosedOn is null) return (null, new("这一期还有月份没有结账，请先结账", "period"));
        var basis = rules.Find(asked.Entry.RuleId, asked.To)?.Article.Cited.Zh;
        return (Compose(period, asked.Place.ShortName, PeriodCode.Name(period.Key).Zh, basis), null);
    }

    /// <summary>Pure: what the books of a period give to publish. Section ids totals, change, income, expense are what the village page looks for.</summary>
    public static Drafted Compose(PeriodOfBooks p, string place, string period, string? basis)
    {
        var sections = new List<CopySection>
        {
            new("totals", "收支总额", Table: Table([("项目", CopyColumn.Text), ("金额（元）", CopyColumn.Money)],
                [new(["收入", Fen(p.Income)], p.Items.Any(i => i.IsIncome) ? "income" : null), new(["支出", Fen(p.Expense)], p.Items.Any(i => !i.IsIncome) ? "expense" : null), new(["期末结余", Fen(p.Balance)], p.Accounts.Count > 0 ? "accounts" : null)])),
        };
        if (Change(p) is { } change) sections.Add(new("change", "和上一期比", change));
        Items(p, true, sections);
        Items(p, false, sections);
        if (p.Accounts.Count > 0)
            sections.Add(new("accounts", "资产、债权和债务", $"{Day(p.To)} 止。", Table([("科目", CopyColumn.Text), ("期初（元）", CopyColumn.Money), ("期末（元）", CopyColumn.Money)],
                [.. p.Accounts.Select(a => new CopyRow([a.Name, Fen(a.Before), Fen(a.Now)]))])));
        var summary = $"{period}收入 {Yuan(p.Income)} 元，支出 {Yuan(p.Expense)} 元，期末结余 {Yuan(p.Balance)} 元。";
        var names = p.Items.Any(i => i.Entries.Any(e => e.Party.Contains('*', StringComparison.Ordinal)));
        return new Drafted($"{place}{period}收支", summary, new(sections, Basis: basis is null ? null : [basis]), names);
    }

    /// <summary>支出比上一季度多 41,200.00 元，主要是……</summary>
    static string? Change(PeriodOfBooks p)
    {
        if (p.Change is not { } c) return null;
        var before = p.Key.Length == 4 ? "上一年" : p.Key.Contains('Q', StringComparison.Ordinal) ? "上一季度" : "上个月";
        string Said(string what, long by, string? cause, long causeBy) =>
            by == 0 ? $"{what}和{before}一样" : $"{what}比{before}{(by > 0 ? "多" : "少")} {Yuan(Math.Abs(by))} 元" + (cause is null ? "" : $"，主要是{cause}{(causeBy > 0 ? "增加" : "减少")} {Yuan(Math.Abs(causeBy))} 元");
        return $"{Said("支出", c.Expense, c.ExpenseCause, c.ExpenseCauseFen)}；{Said("收入", c.Income, c.IncomeCause, c.IncomeCauseFen)}。";
    }

    static void Items(PeriodOfBooks p, bool income, List<CopySection> sections)
    {
        var items = p.Items.Where(i => i.IsIncome == income).OrderByDescending(i => i.Fen).ToList();
        if (items.Count == 0) return;
        var (id, prefix) = income ? ("income", "in") : ("expense", "out");
        sections.Add(new(id, income ? "收入明细" : "支出明细", Table: Table([("项目", CopyColumn.Text), ("金额（元）", CopyColumn.Money), ("笔数", CopyColumn.Text)],
            [.. items.Select((i, n) => new CopyRow([i.Name, Fen(i.Fen), $"{i.Entries.Count} 笔"], $"{prefix}-{n + 1}")), new(["合计", Fen(items.Sum(i => i.Fen)), ""], Total: true)])));
        foreach (var (item, n) in items.Select((i, n) => (i, n + 1)))
        {
            var drill = p.Vouchers <= MostVouchers;
            sections.Add(new($"{prefix}-{n}", item.Name, Table: Table([("日期", CopyColumn.Date), ("摘要", CopyColumn.Text), ("对方", CopyColumn.Text), ("凭证", CopyColumn.Text), ("金额（元）", CopyColumn.Money)],
                [.. item.Entries.Select(e => new CopyRow([Day(e.On), e.Summary, e.Party, Sign(e), Fen(e.Fen)], drill ? $"voucher-{e.VoucherId}" : null)), new(["", "合计", "", "", Fen(item.Fen)], Total: true)]), Of: id));
            if (!drill) continue;
            // A voucher that stands in several items is shown once, under the first.
            foreach (var entry in item.Entries.DistinctBy(e => e.VoucherId).Where(e => sections.TrueForAll(s => s.Id != $"voucher-{e.VoucherId}")))
                sections.Add(new($"voucher-{entry.VoucherId}", $"{Sign(entry)} {entry.Summary}", $"{Day(entry.On)}，附件 {entry.Papers} 张。", Table([("科目", CopyColumn.Text), ("借方（元）", CopyColumn.Money), ("贷方（元）", CopyColumn.Money)],
                    [.. entry.Voucher.Select(l => new CopyRow([l.Name, l.Debit == 0 ? "" : Fen(l.Debit), l.Credit == 0 ? "" : Fen(l.Credit)])), new(["合计", Fen(entry.Voucher.Sum(l => l.Debit)), Fen(entry.Voucher.Sum(l => l.Credit))], Total: true)]), Of: $"{prefix}-{n}"));
        }
    }

    static CopyTable Table((string Name, string As)[] heads, IReadOnlyList<CopyRow> rows) => new([.. heads.Select(h => new CopyColumn(h.Name, h.As))], rows);

    /// <summary>10月 记-12: numbers begin anew each month.</summary>
    static string Sign(BookEntry entry) => $"{entry.On.Month}月 {entry.Sign}";
    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    static string Fen(long fen) => fen.ToString(CultureInfo.InvariantCulture);
    static string Yuan(long fen) => (fen / 100m).ToString("N2", CultureInfo.InvariantCulture);
}
