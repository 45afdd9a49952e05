using Hangji.Platform;
using Hangji.Platform.Files;
using Hangji.Platform.Text;

namespace Hangji.Modules.CollectiveEconomy.Importing;

/// <summary>凭证清单 as offices export it: one row a line of a voucher; date, number and summary stand in the first row of a voucher, or in each.</summary>
internal sealed class VoucherSheet(int? month, DateOnly today)
{
    static readonly Field<LooseDate> On = Field.Date("date", "日期", "Date", DatePrecision.Day) with { Synonyms = ["凭证日期", "记账日期", "制单日期", "业务日期", "年月日"] };
    static readonly Field<string> Number = Field.Text("number", "凭证号", "Voucher number") with { MaxLength = 20, Synonyms = ["凭证字号", "凭证编号", "字号", "凭证字", "号数", "凭证"] };
    static readonly Field<string> Summary = Field.Text("summary", "摘要", "Summary") with { MaxLength = SaidVoucher.MostText, Synonyms = ["业务摘要", "内容摘要", "用途", "事由", "内容"] };
    static readonly Field<string> Code = Field.Text("account", "科目编码", "Account code") with { MaxLength = 30, Synonyms = ["科目代码", "会计科目编码", "科目编号", "编码"] };
    static readonly Field<string> Name = Field.Text("account-name", "科目名称", "Account name") with { MaxLength = 100, Synonyms = ["会计科目", "科目", "总账科目", "一级科目", "会计科目名称", "科目全称"] };
    static readonly Field<string> Item = Field.Text("item", "明细科目", "Sub-account") with { MaxLength = 100, Synonyms = ["二级科目", "明细", "辅助核算", "项目"] };
    static readonly Field<long> Debit = Field.Money("debit", "借方金额", "Debit", negative: true) with { Synonyms = ["借方", "借方发生额", "借方金额元", "借"] };
    static readonly Field<long> Credit = Field.Money("credit", "贷方金额", "Credit", negative: true) with { Synonyms = ["贷方", "贷方发生额", "贷方金额元", "贷"] };
    static readonly Field<string> Party = Field.Text("party", "对方单位（人）", "Counterparty") with { MaxLength = Counterparty.Most, Synonyms = ["对方", "对方单位", "收款人", "收款单位", "付款人", "经手人", "往来单位", "客户"] };
    static readonly Field<int> Papers = Field.Int("papers", "附件张数", "Papers", 0, 9999) with { Synonyms = ["附件", "附件数", "附单据数", "单据张数", "附单据"] };

    // No cell is required in every row: what must be there is asked of the columns and of the voucher as a whole.
    public static IReadOnlyList<FieldSpec> Fields { get; } = [On, Number, Summary, Code, Name, Item, Debit, Credit, Party, Papers];

    /// <summary>Columns that may hold names or numbers of people: samples and values are masked in the preview.</summary>
    public static IReadOnlySet<string> Sensitive { get; } = new HashSet<string> { Party.Key };

    sealed record Line(DateOnly? On, string Number, string Summary, Account? Account, string Item, long Debit, long Credit, string Party, int Papers);

    /// <summary>A voucher of the sheet: the rows it stands in, what it says where it can be read, and every problem of its rows.</summary>
    public sealed record Found(int Row, string Title, SaidVoucher? Said, IReadOnlyList<RowProblem> Problems);

    /// <summary>Without an account column nothing can be booked; without both amounts neither.</summary>
    public static Refusal? CheckColumns(ColumnMap map) =>
        map.Of(Code.Key) is null && map.Of(Name.Key) is null ? new("缺少必需的列：{0}", null, null, "科目编码或科目名称") :
        map.Of(Debit.Key) is null || map.Of(Credit.Key) is null ? new("缺少必需的列：{0}", null, null, "借方金额、贷方金额") :
        map.Of(On.Key) is null ? new("缺少必需的列：{0}", null, null, "日期") :
        map.Of(Number.Key) is null ? new("缺少必需的列：{0}", null, null, "凭证号") : null;

    /// <summary>Reads the sheet and puts its rows together to vouchers, in their order.</summary>
    public Refusal? Read(SheetReader reader, SheetInfo sheet, ColumnMap map, Action<Found> take, out int skipped, CancellationToken stop)
    {
        skipped = 0;
        if (CheckColumns(map) is { } missing) return missing;
        var import = new SheetImport<Line> { Fields = Fields, Build = Build };
        var rows = new List<ImportedRow<Line>>();
        void Finish()
        {
            if (rows.Count > 0) take(Voucher(rows));
            rows.Clear();
        }
        // What the first row of a voucher says holds for the rows below that leave it blank.
        var refusal = import.Read(reader, sheet, map, row =>
        {
            if (rows.Count > 0 && Begins(rows[0], row)) Finish();
            rows.Add(row);
        }, out var summary, null, stop);
        Finish();
        skipped = summary.SkippedRows;
        return refusal;
    }

    static bool Begins(ImportedRow<Line> first, ImportedRow<Line> row)
    {
        var (number, date) = (row.Values.Raw(Number), row.Values.Raw(On));
        return number.Length > 0 && number != first.Values.Raw(Number) || date.Length > 0 && date != first.Values.Raw(On);
    }

    Line? Build(RowValues row)
    {
        DateOnly? on = row.Get(On) is { } date ? date.Exact : null;
        var (debit, credit) = (row.Get(Debit) ?? 0, row.Get(Credit) ?? 0);
        var found = Chart.Find(row.Get(Code), row.Get(Name), on ?? AccountPeriod.First(month ?? AccountPeriod.Month(today)));
        if (found is null) row.Error(row.Raw(Code).Length > 0 ? Code : Name, row.Raw(Code).Length + row.Raw(Name).Length == 0 ? new("没有写科目") : new("科目表里没有这个科目，或者编码和名称不是同一个科目"), "account-known");
        if (debit == 0 && credit == 0) row.Error(Debit, new("借方和贷方都没有金额"), "line-amount");
        if (debit != 0 && credit != 0) row.Error(Credit, new("借方和贷方都写了金额"), "line-amount");
        if (row.HasErrors) return null;
        var below = string.Join('-', new[] { found!.Value.Item, Plain.Line(row.Get(Item)) }.Where(p => p.Length > 0).Distinct());
        if (below.Length > SaidVoucher.MostText) below = below[..SaidVoucher.MostText];
        return new(on, row.Get(Number) ?? "", Counterparty.Quiet(Plain.Line(row.Get(Summary))), found.Value.Account, Counterparty.Quiet(below), debit, credit, Counterparty.Shown(row.Get(Party)), row.Get(Papers) ?? 0);
    }

    Found Voucher(List<ImportedRow<Line>> rows)
    {
        var first = rows[0].Values;
        var (written, summary) = (first.Raw(Number), first.Raw(Summary));
        var title = string.Join(' ', new[] { written, Counterparty.Quiet(CellText.Shown(summary, 40)) }.Where(p => p.Length > 0));
        DateOnly? on = first.Get(On) is { } date ? date.Exact : null;
        var number = ReadNumber(written);
        if (first.Raw(On).Length == 0) first.Error(On, new("没有写日期"), "voucher-date");
        if (number is null) first.Error(Number, written.Length == 0 ? new("没有写凭证号") : new("“{0}”里看不出凭证号", Args: written), "voucher-number");
        if (on is { } day && month is { } meant && AccountPeriod.Month(day) != meant) first.Error(On, new("这张凭证是 {0} 的，导入的是 {1} 的账", Args: [AccountPeriod.MonthKey(AccountPeriod.Month(day)), AccountPeriod.MonthKey(meant)]), "voucher-month");
        if (summary.Length == 0) first.Error(Summary, new("没有写摘要"), "voucher-summary");
        SaidVoucher? said = null;
        if (rows.TrueForAll(r => r.Record is not null))
        {
            var lines = rows.ConvertAll(r => r.Record!);
            var whole = lines.Select(l => new SaidLine(l.Account!.Code, l.Item, l.Summary.Length > 0 ? l.Summary : lines[0].Summary, l.Debit, l.Credit)).ToList();
            if (SaidVoucher.CheckLines(whole) is { } unbalanced) first.Error(Debit, unbalanced, "voucher-balance");
            var parties = lines.Select(l => l.Party).Where(p => p.Length > 0).Distinct().ToList();
            if (!first.HasErrors) said = new(on!.Value, number, lines[0].Summary, parties.Count == 0 ? "" : parties[0], lines.Max(l => l.Papers), whole);
        }
        return new(rows[0].Row, title, said, [.. rows.SelectMany(r => r.Values.Problems)]);
    }

    /// <summary>记-12, 记字第12号, 12, 收付转0012: the last run of digits.</summary>
    public static int? ReadNumber(string written)
    {
        var folded = Plain.Fold(written);
        var end = folded.Length;
        while (end > 0 && !char.IsAsciiDigit(folded[end - 1])) end--;
        var start = end;
        while (start > 0 && char.IsAsciiDigit(folded[start - 1])) start--;
        return end > start && end - start <= 9 && int.Parse(folded.AsSpan(start, end - start)) is >= 1 and <= 99999 and var number ? number : null;
    }
}
