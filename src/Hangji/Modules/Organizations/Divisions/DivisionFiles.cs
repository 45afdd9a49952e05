using Hangji.Platform;
using Hangji.Platform.Files;
using Hangji.Platform.Text;

namespace Hangji.Modules.Organizations.Divisions;

/// <summary>
/// 区划表: reads provinces.csv, cities.csv, areas.csv and townships.csv of a folder — columns found by their names, rows in any order — and checks every
/// row before anything is written: digits, duplicates, and that the place above it is there.
/// </summary>
internal static class DivisionFiles
{
    /// <summary>More problems than this are not listed: the file is another one.</summary>
    public const int MostProblems = 50;

    private const int MostName = 50;
    private static readonly SheetLimits Limits = SheetLimits.Default with { MaxRows = 2_000_000 };

    public static (List<DivisionRow> Rows, List<DivisionProblem> Problems) Read(string folder, CancellationToken stop)
    {
        var (rows, problems) = (new List<DivisionRow>(), new List<DivisionProblem>());
        foreach (var table in DivisionTable.All)
        {
            var file = Path.Combine(folder, table.File);
            if (!File.Exists(file)) problems.Add(new(table.File, 0, null, new("文件夹里没有这个文件")));
            else ReadTable(table, file, rows, problems, stop);
            if (problems.Count >= MostProblems) break;
        }
        if (problems.Count == 0) Check(rows, problems);
        return (rows, problems);
    }

    private static void ReadTable(DivisionTable table, string file, List<DivisionRow> rows, List<DivisionProblem> problems, CancellationToken stop)
    {
        using var stream = File.OpenRead(file);
        if (SheetReader.Open(stream, table.File, Limits, out var reader) is { } refused) { problems.Add(new(table.File, 0, null, refused)); return; }
        using (reader)
        {
            Columns? columns = null;
            var refusal = reader.Read(reader.Sheets[0], row =>
            {
                if (columns is null) return (columns = Columns.Of(row, table, problems)) is not null;
                if (!row.IsBlank) Take(table, columns, row, rows, problems);
                return problems.Count < MostProblems;
            }, stop);
            if (refusal is not null) problems.Add(new(table.File, 0, null, refusal));
            else if (columns is null && problems.Count == 0) problems.Add(new(table.File, 1, null, new("没有表头")));
        }
    }

    private sealed record Columns(int Code, int Name, int? Parent)
    {
        public static Columns? Of(SheetRow head, DivisionTable table, List<DivisionProblem> problems)
        {
            int Find(string name)
            {
                if (head.Cells.FirstOrDefault(c => string.Equals(Plain.Line(c.Text), name, StringComparison.OrdinalIgnoreCase)) is { Column: > 0 } cell) return cell.Column;
                problems.Add(new(table.File, head.Number, name, new("表头里没有“{0}”这一列", Args: name)));
                return 0;
            }
            var (code, name, parent) = (Find("code"), Find("name"), table.ParentColumn is { } column ? Find(column) : (int?)null);
            return code > 0 && name > 0 && parent is null or > 0 ? new(code, name, parent) : null;
        }
    }

    private static void Take(DivisionTable table, Columns columns, SheetRow row, List<DivisionRow> rows, List<DivisionProblem> problems)
    {
        void Wrong(string field, Refusal refusal) => problems.Add(new(table.File, row.Number, field, refusal));
        var (code, name, parent) = (Text(row[columns.Code]), Plain.Line(Text(row[columns.Name])), columns.Parent is { } column ? Text(row[column]) : null);
        if (!Digits(code, table.Digits)) { Wrong("code", new("“{0}”不是 {1} 位数字", Args: [code, table.Digits])); return; }
        if (name.Length == 0) { Wrong("name", new("没有名称")); return; }
        if (Plain.Length(name) > MostName) { Wrong("name", new("最多 {0} 个字，现有 {1} 个", Args: [MostName, Plain.Length(name)])); return; }
        if (parent is not null && !Digits(parent, table.ParentDigits)) { Wrong(table.ParentColumn!, new("“{0}”不是 {1} 位数字", Args: [parent, table.ParentDigits])); return; }
        rows.Add(new(table, row.Number, code, name, parent));
    }

    // Rows may come in any order and a place may stand before the one above it, so this is looked at when all files are read.
    private static void Check(List<DivisionRow> rows, List<DivisionProblem> problems)
    {
        var known = new Dictionary<string, DivisionRow>(rows.Count, StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (problems.Count >= MostProblems) return;
            if (known.TryGetValue(row.Code, out var first)) problems.Add(new(row.Table.File, row.Row, "code", new("代码 {0} 在第 {1} 行已有", Args: [row.Code, first.Row])));
            else known[row.Code] = row;
        }
        foreach (var row in rows)
        {
            if (problems.Count >= MostProblems) return;
            if (row.Parent is not { } parent) continue;
            if (!known.ContainsKey(parent)) problems.Add(new(row.Table.File, row.Row, row.Table.ParentColumn, new("没有代码为 {0} 的上级区划", Args: parent)));
            else if (!row.Code.StartsWith(parent, StringComparison.Ordinal)) problems.Add(new(row.Table.File, row.Row, row.Table.ParentColumn, new("代码 {0} 不属于上级 {1}", Args: [row.Code, parent])));
        }
    }

    private static string Text(SheetCell cell) => cell.IsFormula ? "=" : Plain.Fold(cell.Text);

    private static bool Digits(string text, int count) => text.Length == count && text.All(char.IsAsciiDigit);
}
