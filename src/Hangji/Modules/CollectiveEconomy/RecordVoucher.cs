using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.CollectiveEconomy;

/// <summary>记一张凭证 by hand.</summary>
internal sealed class RecordVoucher(AppDb db, TimeProvider clock)
{
    public sealed record FormLine
    {
        public string? Account { get; set; }
        public string? Item { get; set; }
        public string? Debit { get; set; }
        public string? Credit { get; set; }

        public bool IsBlank => string.IsNullOrWhiteSpace(Debit) && string.IsNullOrWhiteSpace(Credit);
    }

    public sealed record Form
    {
        public string? On { get; set; }
        public string? Number { get; set; }
        public string? Summary { get; set; }
        public string? Party { get; set; }
        public string? Papers { get; set; }
        public List<FormLine> Lines { get; set; } = [];
    }

    public async Task<(long? Id, Refusal? Refusal)> Run(long bookId, Form form, CancellationToken stop = default)
    {
        if (Read(form, out var said) is { } unreadable) return (null, unreadable);
        await using var held = await db.HoldBook(bookId, stop);
        return await Enter(db, held, said!, clock, "voucher.recorded", null, null, stop);
    }

    /// <summary>Enters a voucher into a held book, under the number it bears or the next one of its month, and saves.</summary>
    internal static async Task<(long? Id, Refusal? Refusal)> Enter(AppDb db, HeldBook held, SaidVoucher said, TimeProvider clock, string fact, string? reason, Voucher? reverses, CancellationToken stop)
    {
        if (SaidVoucher.Check(said, held.Book.FromMonth, held.Closed, clock.Today()) is { } refusal) return (null, refusal);
        var month = AccountPeriod.Month(said.On);
        var ofMonth = db.Vouchers.Where(v => v.BookId == held.Book.Id && v.Month == month);
        if (said.Number is { } given && await ofMonth.AnyAsync(v => v.Number == given, stop)) return (null, new("{0} 已经有 {1} 号凭证", "number", null, AccountPeriod.MonthKey(month), given));
        var number = said.Number ?? (await ofMonth.MaxAsync(v => (int?)v.Number, stop) ?? 0) + 1;
        var (voucher, lines) = said.Entered(held.Book, number, clock.GetUtcNow().UtcDateTime, reason, reverses: reverses?.Id);
        reverses?.ReversedById = voucher.Id;
        db.Add(voucher);
        db.AddRange(lines);
        db.Facts.Add(Fact.Of(fact, held.Book.OrgId, voucher.Id, said.On, reason));
        await db.SaveChangesAsync(stop);
        await held.Commit(stop);
        return (voucher.Id, null);
    }

    static Refusal? Read(Form form, out SaidVoucher? said)
    {
        said = null;
        if (LooseDate.Parse(form.On ?? "", out var day) is not null || day.Exact is not { } on) return new("请填写凭证日期", "on");
        int? number = null;
        if (Plain.Fold(form.Number) is { Length: > 0 } typed) number = int.TryParse(typed, out var n) ? n : 0;
        var papers = Plain.Fold(form.Papers) is { Length: > 0 } many ? int.TryParse(many, out var p) ? p : -1 : 0;
        var summary = Counterparty.Quiet(Plain.Line(form.Summary));
        var lines = new List<SaidLine>();
        foreach (var line in form.Lines.Where(l => !l.IsBlank))
        {
            if (Chart.Find(line.Account, null, on) is not { } found) return new("请选择科目", "lines");
            if (Money.Read(line.Debit, "lines", out var debit) is { } wrongDebit) return wrongDebit;
            if (Money.Read(line.Credit, "lines", out var credit) is { } wrongCredit) return wrongCredit;
            lines.Add(new(found.Account.Code, Counterparty.Quiet(Plain.Line(line.Item)), summary, debit ?? 0, credit ?? 0));
        }
        said = new(on, number, summary, Counterparty.Shown(form.Party), papers, lines);
        return null;
    }
}
