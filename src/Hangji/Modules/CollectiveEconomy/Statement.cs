namespace Hangji.Modules.CollectiveEconomy;

/// <summary>发生额: what one account (and item) moved in a month, summed by the database. Fen.</summary>
internal sealed record Movement(int Month, string Account, string Item, bool Carries, long Debit, long Credit);

/// <summary>科目余额: an account over a period. Balances are debit minus credit, in fen; closing is opening plus movements, always.</summary>
internal sealed record AccountLine(Account Account, long Opening, long Debit, long Credit)
{
    public long Closing => Opening + Debit - Credit;
    /// <summary>The closing balance on the account's usual side.</summary>
    public long Usual => Account.IsDebit ? Closing : -Closing;
}

/// <summary>收支项目: one item of income or of expense in a period, positive in its usual sense.</summary>
internal sealed record ItemLine(Account Account, string Item, long Fen)
{
    public bool IsIncome => Account.Class == AccountClass.Income;
}

/// <summary>
/// 报表: the statements of one period, folded from opening balances and movements: account balances, income and expense by item, the summary of assets and
/// liabilities. Pure: the same vouchers give the same statement whatever order they came in.
/// </summary>
internal sealed class Statement
{
    public AccountPeriod Period { get; }
    public IReadOnlyList<AccountLine> Accounts { get; }
    public IReadOnlyList<ItemLine> Items { get; }

    private Statement(AccountPeriod period, IReadOnlyList<AccountLine> accounts, IReadOnlyList<ItemLine> items) => (Period, Accounts, Items) = (period, accounts, items);

    /// <param name="openings">Opening balances of the books, debit positive, by account code.</param>
    /// <param name="movements">Everything up to the end of the period; what lies after it is left out.</param>
    public static Statement Of(AccountPeriod period, IReadOnlyDictionary<string, long> openings, IEnumerable<Movement> movements)
    {
        var (before, debit, credit, items) = (openings.ToDictionary(), new Dictionary<string, long>(), new Dictionary<string, long>(), new Dictionary<(string Account, string Item), long>());
        static void Add<T>(Dictionary<T, long> sums, T key, long fen) where T : notnull => sums[key] = sums.GetValueOrDefault(key) + fen;
        foreach (var m in movements)
        {
            if (m.Month > period.To) continue;
            if (m.Month < period.From)
            {
                Add(before, m.Account, m.Debit - m.Credit);
                continue;
            }
            Add(debit, m.Account, m.Debit);
            Add(credit, m.Account, m.Credit);
            if (m.Carries) continue;
            if (Chart.Of(m.Account).Class is AccountClass.Income) Add(items, (m.Account, m.Item), m.Credit - m.Debit);
            if (Chart.Of(m.Account).Class is AccountClass.Expense) Add(items, (m.Account, m.Item), m.Debit - m.Credit);
        }
        var codes = before.Where(b => b.Value != 0).Select(b => b.Key).Union(debit.Keys).Union(credit.Keys).Order(StringComparer.Ordinal);
        return new(period, [.. codes.Select(c => new AccountLine(Chart.Of(c), before.GetValueOrDefault(c), debit.GetValueOrDefault(c), credit.GetValueOrDefault(c)))],
            [.. items.Where(i => i.Value != 0).Select(i => new ItemLine(Chart.Of(i.Key.Account), i.Key.Item, i.Value)).OrderBy(i => i.Account.Code, StringComparer.Ordinal).ThenByDescending(i => i.Fen).ThenBy(i => i.Item, StringComparer.Ordinal)]);
    }

    public long Income => Items.Where(i => i.IsIncome).Sum(i => i.Fen);
    public long Expense => Items.Where(i => !i.IsIncome).Sum(i => i.Fen);
    public long MoneyBefore => Accounts.Where(a => a.Account.IsMoney).Sum(a => a.Opening);
    /// <summary>结余: cash and bank at the end of the period.</summary>
    public long Money => Accounts.Where(a => a.Account.IsMoney).Sum(a => a.Closing);
    public long Assets => Closing(AccountClass.Asset) + Closing(AccountClass.Cost);
    public long Liabilities => -Closing(AccountClass.Liability);
    /// <summary>所有者权益, with the result of the period that is not carried over yet.</summary>
    public long Equity => -Closing(AccountClass.Equity) - Closing(AccountClass.Income) - Closing(AccountClass.Expense);
    /// <summary>Assets equal liabilities and equity; with balanced vouchers and openings it cannot be otherwise.</summary>
    public bool Balances => Assets == Liabilities + Equity;

    private long Closing(AccountClass of) => Accounts.Where(a => a.Account.Class == of).Sum(a => a.Closing);

    /// <summary>变化最大的项目: the item whose change since another period is largest in the direction of the whole change; null where nothing changed.</summary>
    public static (ItemLine Item, long Change)? LargestCause(Statement now, Statement before, bool income)
    {
        var was = before.Items.ToDictionary(i => (i.Account.Code, i.Item), i => i.Fen);
        var is_ = now.Items.Where(i => i.IsIncome == income).ToDictionary(i => (i.Account.Code, i.Item));
        var whole = income ? now.Income - before.Income : now.Expense - before.Expense;
        var changes = is_.Values.Select(i => (Item: i, Change: i.Fen - was.GetValueOrDefault((i.Account.Code, i.Item))))
            .Concat(before.Items.Where(i => i.IsIncome == income && !is_.ContainsKey((i.Account.Code, i.Item))).Select(i => (Item: i with { Fen = 0 }, Change: -i.Fen)))
            .Where(c => Math.Sign(c.Change) == Math.Sign(whole) && c.Change != 0).OrderByDescending(c => Math.Abs(c.Change)).ThenBy(c => c.Item.Account.Code, StringComparer.Ordinal);
        return changes.Select(c => ((ItemLine, long)?)c).FirstOrDefault();
    }
}
