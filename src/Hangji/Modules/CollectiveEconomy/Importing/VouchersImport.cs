using System.Text.Json;
using Hangji.Modules.Importing.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Files;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.CollectiveEconomy.Importing;

/// <summary>导入凭证: the voucher list of a month (or of several), as the office's accounting program exports it. A voucher is taken whole or not at all.</summary>
internal sealed class VouchersImport(AppDb db, BulkInsert bulk, TimeProvider clock) : IImportKind
{
    public const string Kind = "vouchers";
    const int Chunk = 1000;

    public string Key => Kind;
    public string Title => "凭证清单";
    public bool Offered => false;
    public IReadOnlyList<FieldSpec> Fields => VoucherSheet.Fields;
    public IReadOnlySet<string> Sensitive => VoucherSheet.Sensitive;

    public (string Href, string Text)? Shown(ImportBatch batch) => ($"/books/of/{batch.OrgId}", "看这本账");

    public Refusal? Clash(Exception fault) => Taken.By(fault, "vouchers", "book_id", "month", "number") ? new("核对以后有人记了同样编号的凭证，请重新核对") : null;

    public async Task<Refusal?> Stage(ImportBatch batch, OrgNode root, SheetReader reader, SheetInfo sheet, ColumnMap map, StagedRows staged, CancellationToken stop)
    {
        if (await db.Books.AsNoTracking().SingleOrDefaultAsync(b => b.OrgId == root.Id, stop) is not { } book) return new("{0}还没有建账，请先建账", null, null, root.ShortName);
        var today = clock.Today();
        var month = AccountPeriod.ReadMonth(batch.About);
        var closed = (await db.BookMonths.AsNoTracking().Where(m => m.BookId == book.Id && m.ClosedOn != null).Select(m => m.Month).ToListAsync(stop)).ToHashSet();
        var found = new List<VoucherSheet.Found>();
        if (new VoucherSheet(month, today).Read(reader, sheet, map, found.Add, out var skipped, stop) is { } refusal) return refusal;
        var known = await Known(book.Id, [.. found.Where(f => f.Said is not null).Select(f => AccountPeriod.Month(f.Said!.On)).Distinct()], stop);
        var inFile = new Dictionary<(int Month, int Number), int>();
        foreach (var chunk in found.Chunk(Chunk))
            await staged.Add([.. chunk.Select(f => Judge(batch, book, f, closed, known, inFile, today))]);
        await staged.Flush();
        staged.Skipped(skipped);
        return null;
    }

    /// <summary>Vouchers that the book has in these months: number to day, amount and summary.</summary>
    async Task<Dictionary<(int, int), (DateOnly On, long Fen, string Summary)>> Known(long bookId, List<int> months, CancellationToken stop) =>
        await db.Vouchers.AsNoTracking().Where(v => v.BookId == bookId && months.Contains(v.Month)).Select(v => new { v.Month, v.Number, v.On, v.AmountFen, v.Summary })
            .ToDictionaryAsync(v => (v.Month, v.Number), v => (v.On, v.AmountFen, v.Summary), stop);

    static ImportRow Judge(ImportBatch batch, Book book, VoucherSheet.Found found, HashSet<int> closed, Dictionary<(int, int), (DateOnly On, long Fen, string Summary)> known, Dictionary<(int Month, int Number), int> inFile, DateOnly today)
    {
        var problems = found.Problems.ToList();
        void Wrong(Refusal why, string rule) => problems.Add(new(found.Row, null, null, "", why, rule));
        var verdict = ImportRow.New;
        if (found.Said is { } said)
        {
            var key = (Month: AccountPeriod.Month(said.On), Number: said.Number!.Value);
            if (SaidVoucher.Check(said, book.FromMonth, closed, today) is { } refusal) Wrong(refusal, "voucher");
            if (inFile.TryGetValue(key, out var earlier)) Wrong(new("凭证号和第 {0} 行的凭证重复", Args: earlier), "voucher-twice");
            else inFile[key] = found.Row;
            if (known.TryGetValue(key, out var there))
            {
                if (there == (said.On, said.Lines.Sum(l => l.Debit), said.Summary)) verdict = ImportRow.Same;
                else Wrong(new("账里 {0} 已有 {1} 号凭证，内容不同", Args: [AccountPeriod.MonthKey(key.Month), key.Number]), "voucher-known");
            }
        }
        // A voucher that the book has already is no news, even in a month that is closed.
        if (verdict == ImportRow.Same) problems.RemoveAll(p => p.Rule == "voucher");
        var bad = found.Said is null || problems.Exists(p => !p.Warning);
        return new()
        {
            BatchId = batch.Id, Row = found.Row, Verdict = bad ? ImportRow.Bad : verdict, Take = !bad && verdict == ImportRow.New, Title = found.Title, OrgId = book.OrgId,
            Content = bad || verdict == ImportRow.Same ? null : JsonSerializer.SerializeToUtf8Bytes(found.Said), Notes = RowNote.ToJson([.. problems.Select(p => RowNote.Of(p, VoucherSheet.Sensitive))]), Warned = problems.Exists(p => p.Warning),
        };
    }

    public async Task<(int Taken, Refusal? Why)> Take(ImportBatch batch, IProgress<(int, int)> progress, CancellationToken stop)
    {
        var bookId = await db.Books.Where(b => b.OrgId == batch.OrgId).Select(b => b.Id).SingleAsync(stop);
        await using var held = await db.HoldBook(bookId, stop);
        var (today, now) = (clock.Today(), clock.GetUtcNow().UtcDateTime);
        var rows = await db.ImportRows.AsNoTracking().Where(r => r.BatchId == batch.Id && r.Take && r.Verdict == ImportRow.New).OrderBy(r => r.Row).Select(r => r.Content!).ToListAsync(stop);
        var (vouchers, lines) = (new List<Voucher>(rows.Count), new List<VoucherLine>(rows.Count * 3));
        foreach (var content in rows)
        {
            var said = JsonSerializer.Deserialize<SaidVoucher>(content)!;
            if (SaidVoucher.Check(said, held.Book.FromMonth, held.Closed, today) is { } why) return (0, new("核对以后账有了变化，请重新核对：{0}", null, null, why));
            var (voucher, its) = said.Entered(held.Book, said.Number!.Value, now, batch: batch.Id);
            vouchers.Add(voucher);
            lines.AddRange(its);
        }
        await bulk.Rows(vouchers, stop);
        await bulk.Rows(lines, stop);
        progress.Report((rows.Count, rows.Count));
        return (rows.Count, null);
    }

    public async Task<IReadOnlyList<KeptRow>> ChangedSince(ImportBatch batch, CancellationToken stop)
    {
        // Held from here to the end of the undoing, so that no month is closed meanwhile.
        await using var held = await db.HoldBook(await db.Books.Where(b => b.OrgId == batch.OrgId).Select(b => b.Id).SingleAsync(stop), stop);
        var closed = db.BookMonths.Where(m => m.OrgId == batch.OrgId && m.ClosedOn != null).Select(m => m.Month);
        var stay = await db.Vouchers.AsNoTracking().Where(v => v.BatchId == batch.Id && (v.ReversedById != null || v.PaymentId != null || v.HandledOn != null || v.ReviewedOn != null || v.SignedOn != null || closed.Contains(v.Month)))
            .OrderBy(v => v.Month).ThenBy(v => v.Number).Select(v => new { v.Id, v.Number, v.Summary, v.ReversedById, v.PaymentId, v.Month, Closed = closed.Contains(v.Month) }).ToListAsync(stop);
        return [.. stay.Select(v => new KeptRow(v.Number, $"记-{v.Number} {v.Summary}", v.Id, v.Closed ? new("{0} 已经结账", null, null, AccountPeriod.MonthKey(v.Month)) : v.ReversedById is not null ? new("导入以后已经冲销") : v.PaymentId is not null ? new("已经对应到事项的付款") : new("已经写了审签日期")))];
    }

    public async Task<int> Undo(ImportBatch batch, IReadOnlyList<KeptRow> kept, CancellationToken stop)
    {
        var stay = kept.Select(k => k.SubjectId).ToList();
        var gone = db.Vouchers.Where(v => v.BatchId == batch.Id && !stay.Contains(v.Id));
        await db.VoucherLines.Where(l => l.OrgId == batch.OrgId && gone.Select(v => v.Id).Contains(l.VoucherId)).ExecuteDeleteAsync(stop);
        return await gone.ExecuteDeleteAsync(stop);
    }
}
