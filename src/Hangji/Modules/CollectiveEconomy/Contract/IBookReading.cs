namespace Hangji.Modules.CollectiveEconomy.Contract;

/// <summary>账目一期 for those who show it: totals, items, entries, already masked (persons by surname, no account numbers). Amounts in fen.</summary>
/// <param name="BodyId">The body whose books they are.</param>
/// <param name="ClosedOn">Day the last month of the period was closed; null where a month of it is open.</param>
internal sealed record PeriodOfBooks(long BookId, long BodyId, string BookName, string Key, DateOnly From, DateOnly To, DateOnly? ClosedOn, long Income, long Expense, long BalanceBefore, long Balance,
    IReadOnlyList<BookItem> Items, IReadOnlyList<BookAccount> Accounts, BookChange? Change, int Vouchers);

/// <summary>收支项目, with its entries.</summary>
internal sealed record BookItem(string Account, string Name, bool IsIncome, long Fen, IReadOnlyList<BookEntry> Entries);

/// <summary>One line that makes up an item.</summary>
internal sealed record BookEntry(long VoucherId, DateOnly On, string Sign, string Summary, string Party, long Fen, int Papers, long? MatterId, IReadOnlyList<BookEntryLine> Voucher);

internal sealed record BookEntryLine(string Account, string Name, long Debit, long Credit);

/// <summary>Balance of an account at the end of the period, on its usual side.</summary>
internal sealed record BookAccount(string Code, string Name, string Class, long Before, long Now);

/// <summary>Compared with the period before: by how much income and expense changed, and the item that did most of it.</summary>
internal sealed record BookChange(string Key, long Income, long Expense, string? IncomeCause, long IncomeCauseFen, string? ExpenseCause, long ExpenseCauseFen);

/// <summary>读账: the only way in which other rooms see the books of a place.</summary>
internal interface IBookReading
{
    /// <summary>The books of a place for a period (2026-10, 2026-Q3, 2026); null where it has no books or they do not reach that far. The caller answers for who may ask about the place.</summary>
    Task<PeriodOfBooks?> Of(long placeId, string period, CancellationToken stop = default);

    /// <summary>Closed months of a place's books with the day they were closed, the latest first.</summary>
    Task<IReadOnlyList<(string Month, DateOnly ClosedOn)>> Closed(long placeId, int most, CancellationToken stop = default);
}

/// <summary>What other rooms may point at.</summary>
internal static class BookAddresses
{
    public static string Voucher(long id) => $"/books/vouchers/{id}";
}
