using System.Text.RegularExpressions;
using Hangji.Platform.Text;

namespace Hangji.Platform.Files;

/// <summary>表格导入: one kind of record taken from spreadsheets. Finds the columns, streams the rows, and says for each what was read and what is wrong.
/// It knows nothing of the records: fields, building and keys are declared by the room.</summary>
internal sealed partial class SheetImport<T>
{
    public const int MostNotes = 500;

    public required IReadOnlyList<FieldSpec> Fields { get; init; }

    /// <summary>Makes the record from a row whose fields are all well; may add its own findings to the row and return null.</summary>
    public required Func<RowValues, T?> Build { get; init; }

    /// <summary>What must not occur twice in one file; null or empty for a row without it. The second row is the error.</summary>
    public Func<RowValues, string?>? KeyOf { get; init; }

    /// <summary>Finds header and columns. <paramref name="recall"/> gives a map kept from earlier, by fingerprint.</summary>
    public Refusal? Match(SheetReader reader, SheetInfo sheet, Func<string, ColumnMap?>? recall, out ColumnMap map)
    {
        map = null!;
        if (reader.First(sheet, HeaderSearch.Depth + HeaderSearch.MostRows + HeaderSearch.Samples, out var rows) is { } refusal) return refusal;
        if (rows.Count == 0) return new Refusal("表里没有内容");
        map = new HeaderSearch(Fields).Find(sheet.Name, rows, recall);
        return null;
    }

    /// <summary>Streams the rows below the header. Each row with content is handed to <paramref name="take"/> once, good or bad.</summary>
    /// <param name="progress">Told the number of rows read, every few hundred rows and at the end.</param>
    public Refusal? Read(SheetReader reader, SheetInfo sheet, ColumnMap map, Action<ImportedRow<T>> take, out ImportSummary summary,
        IProgress<int>? progress = null, CancellationToken stop = default)
    {
        summary = new ImportSummary(0, 0, 0, 0, []);
        if (map.Missing(Fields) is { Count: > 0 } missing)
            return new Refusal("缺少必需的列：{0}", Args: [string.Join("、", missing.Select(field => field.Title))]);
        var run = new Run(this, map, take, progress);
        if (reader.Read(sheet, run.Take, stop) is { } refusal) return refusal;
        summary = run.Summary();
        progress?.Report(run.Rows);
        return summary.Rows == 0 ? new Refusal("表头下面没有数据") : null;
    }

    /// <summary>All rows at once, for files that are known to be small.</summary>
    public Refusal? ReadAll(SheetReader reader, SheetInfo sheet, ColumnMap map, out List<ImportedRow<T>> rows, out ImportSummary summary)
    {
        var all = new List<ImportedRow<T>>();
        rows = all;
        return Read(reader, sheet, map, all.Add, out summary);
    }

    sealed class Run
    {
        readonly SheetImport<T> import;
        readonly ColumnMap map;
        readonly Action<ImportedRow<T>> take;
        readonly IProgress<int>? progress;
        readonly (FieldSpec Field, int Column)[] columns;
        readonly HashSet<int> used;
        readonly Dictionary<string, int> keys = new(StringComparer.Ordinal);
        readonly List<RowProblem> notes = [];
        readonly HashSet<int> formulaColumns = [];
        int good, bad, skipped;

        public Run(SheetImport<T> import, ColumnMap map, Action<ImportedRow<T>> take, IProgress<int>? progress)
        {
            (this.import, this.map, this.take, this.progress) = (import, map, take, progress);
            columns = [.. import.Fields.Select(field => (field, map.Of(field.Key)?.Index ?? 0))];
            used = [.. columns.Where(column => column.Column > 0).Select(column => column.Column)];
        }

        public int Rows => good + bad;

        public ImportSummary Summary() => new(Rows, good, bad, skipped, notes);

        public bool Take(SheetRow row)
        {
            if (row.Number < map.HeaderRow + map.HeaderRows) return true;
            if (Skip(row)) skipped++;
            else Turn(row);
            return true;
        }

        void Turn(SheetRow row)
        {
            var values = new RowValues(row.Number, row.Hidden);
            foreach (var (field, column) in columns)
                if (column > 0) CellReading.Take(row[column], field, values);
                else if (field.Required) throw new InvalidOperationException($"no column for {field.Key}");
            foreach (var cell in row.Cells)
                if (cell.IsFormula && !used.Contains(cell.Column) && formulaColumns.Add(cell.Column))
                    Note(row, cell, new Refusal("这一列是公式，没有导入，也不会计算"), "cell.formula-unused");
            if (row.Hidden) values.Warn(null, new Refusal("这一行在表里是隐藏的，也读进来了"), "row.hidden");
            if (import.KeyOf?.Invoke(values) is { Length: > 0 } key && !keys.TryAdd(key, row.Number))
                values.Error(null, new Refusal("和第 {0} 行重复", Args: [keys[key]]), "row.duplicate");
            var record = values.HasErrors ? default : import.Build(values);
            if (values.HasErrors) bad++;
            else good++;
            take(new ImportedRow<T>(row.Number, values.HasErrors ? default : record, values.Problems, values));
            if (Rows % 500 == 0) progress?.Report(Rows);
        }

        /// <summary>Blank rows, rows that only carry a number, headers repeated on each printed page, totals and remarks at the foot.</summary>
        bool Skip(SheetRow row)
        {
            if (row.IsBlank) return true;
            var lead = CellText.Tight(row.Cells.First(cell => !cell.IsBlank && cell.Merged == MergedCopy.No).Text);
            var filled = 0;
            foreach (var (_, column) in columns)
                if (column > 0 && row[column] is { IsBlank: false, Merged: MergedCopy.No }) filled++;
            if (filled == 0)
            {
                if (!OnlyNumber().IsMatch(lead) || row.Cells.Count(cell => !cell.IsBlank) > 1) NoteSkip(row, lead, new Refusal("对应的列都是空的，这一行没有导入"), "row.unmatched");
                return true;
            }
            if (IsHeaderAgain(row)) return NoteSkip(row, lead, new Refusal("重复的表头，已跳过"), "row.header");
            if (!Footer().IsMatch(lead) || columns.All(column => !column.Field.Required || !row[column.Column].IsBlank) && columns.Any(column => column.Field.Required) && filled > 2) return false;
            return NoteSkip(row, lead, new Refusal("看起来是合计、说明或签名，已跳过"), "row.footer");
        }

        bool IsHeaderAgain(SheetRow row)
        {
            var same = 0;
            foreach (var column in map.Columns)
            {
                var cell = row[column.Index];
                if (column.Field is null || cell.IsBlank) continue;
                var plain = HeaderText.Full(cell.Text);
                if (plain.Length == 0 || !column.Header.Split('/').Any(part => HeaderText.Full(part) == plain) && HeaderText.Full(column.Header) != plain) return false;
                same++;
            }
            return same >= Math.Min(2, used.Count);
        }

        bool NoteSkip(SheetRow row, string lead, Refusal why, string rule)
        {
            if (notes.Count < MostNotes) notes.Add(new RowProblem(row.Number, null, null, CellText.Shown(lead), why, rule, Warning: true));
            return true;
        }

        void Note(SheetRow row, in SheetCell cell, Refusal why, string rule)
        {
            if (notes.Count < MostNotes) notes.Add(new RowProblem(row.Number, cell.Letter, null, CellText.Shown(cell.Text), why, rule, Warning: true));
        }
    }

    [GeneratedRegex(@"^\d{0,6}[.、]?$")]
    private static partial Regex OnlyNumber();

    [GeneratedRegex(@"^(?:合计|总计|小计|共计|累计)(?:[:：\d（(]|$)|^(?:注|备注|说明|填表说明|填写说明|填报说明|示例|样例|例)[:：\d]|^(?:填表人|填报人|制表人|制表|审核人|审核|复核人|负责人|联系人|单位负责人|填表日期|填报日期|填表时间|填报单位|联系电话)(?:（签[字名]）|\(签[字名]\))?[:：]|^(?:示例|样例)$")]
    private static partial Regex Footer();
}

/// <summary>One cell against one field: what every field refuses alike before its own parser looks.</summary>
internal static class CellReading
{
    public static void Take(in SheetCell cell, FieldSpec field, RowValues values)
    {
        if (cell.Merged == MergedCopy.Across || cell.IsBlank || (!cell.IsFormula && IsNothing(cell.Text)))
        {
            values.Keep(field, cell with { Text = "" });
            if (field.Required) values.Error(field, new Refusal("“{0}”没有填", Args: [field.Title]), "cell.required");
            return;
        }
        values.Keep(field, cell);
        if (cell.IsFormula) values.Error(field, new Refusal("这一格是公式，不会计算，请复制后“选择性粘贴为数值”"), "cell.formula");
        else if (cell.Kind == CellKind.Fault) values.Error(field, new Refusal("这一格在表格里是错误值 {0}", Args: [cell.Text]), "cell.fault");
        else if (field.MaxLength > 0 && Plain.Length(CellText.Clean(cell.Text)) is var length && length > field.MaxLength)
            values.Error(field, new Refusal("“{0}”最多 {1} 个字，这里有 {2} 个", Args: [field.Title, field.MaxLength, length]), "cell.too-long");
        else if (field.Parse(cell, out var value) is { } fault) values.Error(field, fault.Why, fault.Rule);
        else values.Set(field, value);
    }

    /// <summary>Only invisible characters.</summary>
    static bool IsNothing(string text) => text.Length < 4 && CellText.Clean(text).Length == 0;
}
