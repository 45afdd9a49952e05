using System.Text.Json;
using Hangji.Modules.Importing.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Files;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.CollectiveEconomy.Importing;

/// <summary>
/// 导入科目余额表: for the first month of the books it brings the opening balances; for any later month it is compared with the books, account by account, and nothing
/// is written: what differs is shown in the preview.
/// </summary>
internal sealed class BalancesImport(AppDb db, BookReader reader) : IImportKind
{
    public const string Kind = "balances";

    static readonly Field<string> Code = Field.Text("account", "科目编码", "Account code") with { MaxLength = 30, Synonyms = ["科目代码", "会计科目编码", "科目编号", "编码"] };
    static readonly Field<string> Name = Field.Text("account-name", "科目名称", "Account name") with { MaxLength = 100, Synonyms = ["会计科目", "科目", "总账科目", "会计科目名称"] };
    static readonly Field<long> OpeningDebit = Side("opening-debit", "期初余额借方", "Opening debit", "期初借方", "期初借方余额", "年初余额借方", "上期余额借方");
    static readonly Field<long> OpeningCredit = Side("opening-credit", "期初余额贷方", "Opening credit", "期初贷方", "期初贷方余额", "年初余额贷方", "上期余额贷方");
    static readonly Field<long> Opening = Side("opening", "期初余额", "Opening balance", "上期余额", "月初余额");
    static readonly Field<long> Debit = Side("debit", "本期发生额借方", "Debit of the period", "本期借方", "借方发生额", "本期借方发生额", "本月借方", "发生额借方", "借方");
    static readonly Field<long> Credit = Side("credit", "本期发生额贷方", "Credit of the period", "本期贷方", "贷方发生额", "本期贷方发生额", "本月贷方", "发生额贷方", "贷方");
    static readonly Field<long> ClosingDebit = Side("closing-debit", "期末余额借方", "Closing debit", "期末借方", "期末借方余额", "本期余额借方");
    static readonly Field<long> ClosingCredit = Side("closing-credit", "期末余额贷方", "Closing credit", "期末贷方", "期末贷方余额", "本期余额贷方");
    static readonly Field<long> Closing = Side("closing", "期末余额", "Closing balance", "月末余额", "余额");

    static Field<long> Side(string key, string zh, string en, params string[] synonyms) => Field.Money(key, zh, en, negative: true) with { Synonyms = synonyms };

    public string Key => Kind;
    public string Title => "科目余额表";
    public bool Offered => false;
    public IReadOnlyList<FieldSpec> Fields { get; } = [Code, Name, OpeningDebit, OpeningCredit, Opening, Debit, Credit, ClosingDebit, ClosingCredit, Closing];
    public IReadOnlySet<string> Sensitive { get; } = new HashSet<string>();

    public (string Href, string Text)? Shown(ImportBatch batch) => ($"/books/of/{batch.OrgId}", "看这本账");

    /// <summary>One account of the sheet, debit positive; closing null where the sheet has none.</summary>
    internal sealed record Line(Account Account, int Depth, long Opening, long Debit, long Credit, long? Closing);

    /// <summary>What is staged: the opening balance to be taken.</summary>
    sealed record Staged(string Account, long Fen);

    public async Task<Refusal?> Stage(ImportBatch batch, OrgNode root, SheetReader sheetReader, SheetInfo sheet, ColumnMap map, StagedRows staged, CancellationToken stop)
    {
        if (await db.Books.AsNoTracking().SingleOrDefaultAsync(b => b.OrgId == root.Id, stop) is not { } book) return new("{0}还没有建账，请先建账", null, null, root.ShortName);
        if (AccountPeriod.ReadMonth(batch.About) is not { } month) return new("请写明是哪个月的余额表，如 2026-10");
        if (month < book.FromMonth) return new("这本账从 {0} 建起", null, null, AccountPeriod.MonthKey(book.FromMonth));
        if (CheckColumns(map) is { } missing) return missing;
        var import = new SheetImport<Line> { Fields = Fields, Build = row => Build(row, AccountPeriod.First(month)) };
        if (import.ReadAll(sheetReader, sheet, map, out var rows, out var summary) is { } refusal) return refusal;
        var openings = await reader.Openings(book.Id, stop);
        var statement = Statement.Of(AccountPeriod.OfMonth(month), openings, await reader.Movements(book.Id, month, stop));
        await staged.Add([.. Judge(batch, book, rows, openings.Count == 0 && month == book.FromMonth, statement)]);
        await staged.Flush();
        staged.Skipped(summary.SkippedRows);
        return null;
    }

    static Refusal? CheckColumns(ColumnMap map) =>
        map.Of(Code.Key) is null && map.Of(Name.Key) is null ? new("缺少必需的列：{0}", null, null, "科目编码或科目名称") :
        map.Of(OpeningDebit.Key) is null && map.Of(Opening.Key) is null ? new("缺少必需的列：{0}", null, null, "期初余额") : null;

    static Line? Build(RowValues row, DateOnly day)
    {
        if (Chart.Find(row.Get(Code), row.Get(Name), day) is not { } found)
        {
            row.Error(row.Raw(Code).Length > 0 ? Code : Name, row.Raw(Code).Length + row.Raw(Name).Length == 0 ? new("没有写科目") : new("科目表里没有这个科目，或者编码和名称不是同一个科目"), "account-known");
            return null;
        }
        var sign = found.Account.IsDebit ? 1 : -1;
        long? Of(Field<long> debit, Field<long> credit, Field<long> usual) =>
            row.Get(debit) is null && row.Get(credit) is null ? row.Get(usual) is { } fen ? sign * fen : null : (row.Get(debit) ?? 0) - (row.Get(credit) ?? 0);
        var line = new Line(found.Account, Math.Max(3, Plain.Fold(row.Get(Code)).Length), Of(OpeningDebit, OpeningCredit, Opening) ?? 0, row.Get(Debit) ?? 0, row.Get(Credit) ?? 0, Of(ClosingDebit, ClosingCredit, Closing));
        if (line.Closing is { } closing && closing != line.Opening + line.Debit - line.Credit)
            row.Error(row.Raw(Closing).Length > 0 ? Closing : row.Raw(ClosingDebit).Length > 0 ? ClosingDebit : ClosingCredit, new("期末余额 {0}，按期初和发生额应是 {1}", Args: [new Fen(closing), new Fen(line.Opening + line.Debit - line.Credit)]), "balance-chain");
        return row.HasErrors ? null : line;
    }

    IEnumerable<ImportRow> Judge(ImportBatch batch, Book book, List<ImportedRow<Line>> rows, bool first, Statement books)
    {
        // First-level rows count; sub-accounts only where their first level has no row of its own.
        var counted = rows.Where(r => r.Record is not null).GroupBy(r => r.Record!.Account.Code).SelectMany(g => g.Where(r => r.Record!.Depth == g.Min(o => o.Record!.Depth))).ToHashSet();
        var sums = counted.GroupBy(r => r.Record!.Account.Code).ToDictionary(g => g.Key, g => g.Aggregate(g.First().Record! with { Opening = 0, Debit = 0, Credit = 0 }, (sum, r) => sum with { Opening = sum.Opening + r.Record!.Opening, Debit = sum.Debit + r.Record.Debit, Credit = sum.Credit + r.Record.Credit }));
        var off = sums.Values.Sum(l => l.Opening);
        var told = new HashSet<string>();
        var mine = books.Accounts.ToDictionary(a => a.Account.Code);
        foreach (var row in rows)
        {
            if (row.Record is null) { yield return Row(row, ImportRow.Bad, null); continue; }
            if (!counted.Contains(row)) continue;
            var (account, sum) = (row.Record.Account, sums[row.Record.Account.Code]);
            // Several rows of one account are judged together, at the first of them.
            if (!told.Add(account.Code)) continue;
            var there = mine.GetValueOrDefault(account.Code) ?? new(account, 0, 0, 0);
            if (first && off != 0) row.Values.Error(null, new("期初余额借方合计和贷方合计相差 {0}", Args: new Fen(Math.Abs(off))), "opening-balance");
            if (!first) Compare(row, "期初余额", sum.Opening, there.Opening, account);
            Compare(row, "借方发生额", sum.Debit, there.Debit, account, warn: first);
            Compare(row, "贷方发生额", sum.Credit, there.Credit, account, warn: first);
            yield return Row(row, row.Values.HasErrors ? ImportRow.Bad : first && sum.Opening != 0 ? ImportRow.New : ImportRow.Same, first ? new(account.Code, sum.Opening) : null);
        }
        var last = rows.Count == 0 ? 1 : rows[^1].Row;
        foreach (var (line, n) in books.Accounts.Where(a => !first && !sums.ContainsKey(a.Account.Code) && (a.Opening != 0 || a.Debit != 0 || a.Credit != 0)).Select((a, n) => (a, n + 1)))
            yield return new() { BatchId = batch.Id, Row = last + n, Verdict = ImportRow.Bad, Title = $"{line.Account.Code} {line.Account.Name}", OrgId = book.OrgId, Notes = RowNote.ToJson([RowNote.Of(new(last + n, null, null, "", new("账里这个科目余额是 {0}，表里没有它", Args: new Fen(line.Usual)), "account-missing"), Sensitive)]) };

        ImportRow Row(ImportedRow<Line> row, string verdict, Staged? content) => new()
        {
            BatchId = batch.Id, Row = row.Row, Verdict = verdict, Take = verdict == ImportRow.New, Title = row.Record is { } line ? $"{line.Account.Code} {line.Account.Name}" : CellText.Shown(row.Values.Raw(Code) + " " + row.Values.Raw(Name), 30),
            OrgId = book.OrgId, Content = verdict == ImportRow.New ? JsonSerializer.SerializeToUtf8Bytes(content) : null, Notes = RowNote.ToJson([.. row.Values.Problems.Select(p => RowNote.Of(p, Sensitive))]), Warned = row.Values.Problems.Any(p => p.Warning),
        };
    }

    static void Compare(ImportedRow<Line> row, string what, long sheet, long books, Account account, bool warn = false)
    {
        if (sheet == books) return;
        var sign = what == "期初余额" && !account.IsDebit ? -1 : 1;
        var why = new Refusal("{0}：表里 {1}，账里 {2}", Args: [new Word(what), new Fen(sign * sheet), new Fen(sign * books)]);
        if (warn) row.Values.Warn(null, why, "books-differ"); else row.Values.Error(null, why, "books-differ");
    }

    public async Task<(int Taken, Refusal? Why)> Take(ImportBatch batch, IProgress<(int, int)> progress, CancellationToken stop)
    {
        await using var held = await Hold(batch, stop);
        var book = held.Book;
        if (held.Closed.Count > 0 || await db.BookOpenings.AnyAsync(o => o.BookId == book.Id, stop)) return (0, new("期初余额已经写过，请重新核对"));
        var rows = await db.ImportRows.AsNoTracking().Where(r => r.BatchId == batch.Id && r.Take && r.Verdict == ImportRow.New).OrderBy(r => r.Row).Select(r => r.Content!).ToListAsync(stop);
        var openings = rows.ConvertAll(r => JsonSerializer.Deserialize<Staged>(r)!);
        if (openings.Sum(o => o.Fen) is var off and not 0) return (0, new("选中的期初余额借方合计和贷方合计相差 {0}", null, null, new Fen(Math.Abs(off))));
        db.AddRange(openings.Select(o => new OpeningBalance { Id = Ids.Next(), OrgId = book.OrgId, OrgPath = book.OrgPath, BookId = book.Id, Account = o.Account, Fen = o.Fen, BatchId = batch.Id }));
        progress.Report((rows.Count, rows.Count));
        return (rows.Count, null);
    }

    public async Task<IReadOnlyList<KeptRow>> ChangedSince(ImportBatch batch, CancellationToken stop)
    {
        await using var held = await Hold(batch, stop);
        if (held.Closed.Count == 0) return [];
        var openings = await db.BookOpenings.AsNoTracking().Where(o => o.BatchId == batch.Id).OrderBy(o => o.Account).ToListAsync(stop);
        return [.. openings.Select(o => new KeptRow(0, $"{o.Account} {Chart.Of(o.Account).Name}", o.Id, new("{0} 已经结账", null, null, AccountPeriod.MonthKey(held.Book.FromMonth))))];
    }

    public Task<int> Undo(ImportBatch batch, IReadOnlyList<KeptRow> kept, CancellationToken stop)
    {
        var stay = kept.Select(k => k.SubjectId).ToList();
        return db.BookOpenings.Where(o => o.BatchId == batch.Id && !stay.Contains(o.Id)).ExecuteDeleteAsync(stop);
    }

    async Task<HeldBook> Hold(ImportBatch batch, CancellationToken stop) => await db.HoldBook(await db.Books.Where(b => b.OrgId == batch.OrgId).Select(b => b.Id).SingleAsync(stop), stop);
}
