using Hangji.Modules.Statistics.Definitions;
using Hangji.Platform.Files;
using Hangji.Platform.Text;

namespace Hangji.Modules.Statistics;

/// <summary>表样: a counted form as the sheet that offices know — title, unit and day, heads over heads, numbered lines and columns.</summary>
internal static class FormSheet
{
    public static void Write(CountedTable counted, string body, Words t, Stream target, (IReadOnlyList<Gap> Named, int More) gaps = default)
    {
        var (table, sheet) = (counted.Table, new XlsxForm(counted.Table.Columns.Count + 3));
        string Name(Said said) => t.Either(said.Zh, said.En);
        var width = table.Columns.Count + 3;
        (sheet.Widths[1], sheet.Widths[2], sheet.Widths[3]) = (12, 26, 6);
        sheet.Put(1, 1, Name(table.Title), XlsxForm.Title, across: width);
        sheet.Put(2, 1, t["填报单位：{0}", body], XlsxForm.Plain, across: 3);
        sheet.Put(2, 4, $"{t.Date(counted.AsOf)} · {Name(table.Source)}", XlsxForm.Plain, across: Math.Max(1, width - 3));
        sheet.Put(3, 1, t["项目"], XlsxForm.Head, down: 2, across: 2);
        sheet.Put(3, 3, t["行次"], XlsxForm.Head, down: 2);
        var at = 4;
        foreach (var (group, columns) in Runs(table.Columns))
        {
            if (group is null) foreach (var column in columns) sheet.Put(3, at++, Name(column.Name), XlsxForm.Head, down: 2);
            else
            {
                sheet.Put(3, at, Name(group), XlsxForm.Head, across: columns.Count);
                foreach (var column in columns) sheet.Put(4, at++, Name(column.Name), XlsxForm.Head);
            }
        }
        sheet.Put(5, 1, t["栏次"], XlsxForm.Head, across: 3);
        for (var c = 0; c < table.Columns.Count; c++) sheet.Put(5, c + 4, c + 1, XlsxForm.Head);
        var line = 6;
        foreach (var (group, rows) in Runs(table.Rows))
        {
            if (group is not null) sheet.Put(line, 1, Name(group), XlsxForm.Text, down: rows.Count);
            foreach (var row in rows)
            {
                sheet.Put(line, group is null ? 1 : 2, Name(row.Name), XlsxForm.Text, across: group is null ? 2 : 1);
                sheet.Put(line, 3, line - 5, XlsxForm.Head);
                var cells = counted.Cells[line - 6];
                for (var c = 0; c < cells.Length; c++) sheet.Put(line, c + 4, cells[c], XlsxForm.Number);
                line++;
            }
        }
        if (table.Note is { } note) sheet.Put(line + 1, 1, Name(note), XlsxForm.Plain, across: width);
        sheet.Put(line + 2, 1, t["全部数字由已有的记录算出，没有手填的格。"], XlsxForm.Plain, across: width);
        if (Gaps(gaps, counted.Year, t) is { } missing) sheet.Put(line + 3, 1, missing, XlsxForm.Plain, across: width);
        sheet.Save(target, $"{table.No} {Name(table.Title)}");
    }

    /// <summary>Which bodies recorded nothing in which months of the period, in one sentence; null where there are none. The page, the sheet and the command line say the same.</summary>
    public static string? Gaps((IReadOnlyList<Gap>? Named, int More) gaps, int year, Words t) => gaps.Named is not { Count: > 0 } named ? null
        : t["下列单位在 {0} 年的这些月份没有记录过任何事，数字里没有这些月份：", year] + string.Join(t["；"], named.Select(g => g.Name + t["："] + string.Join(t["、"], g.Months.Select(m => t.MonthName(m)))))
            + (gaps.More > 0 ? t["；"] + t["另有 {0} 个单位也有空月。", gaps.More] : "");

    /// <summary>Neighbours under one head.</summary>
    public static IEnumerable<(Said? Group, List<Line> Lines)> Runs(IReadOnlyList<Line> lines)
    {
        for (var i = 0; i < lines.Count;)
        {
            var run = lines.Skip(i).TakeWhile(l => l.Group == lines[i].Group).ToList();
            yield return (lines[i].Group, run);
            i += run.Count;
        }
    }
}
