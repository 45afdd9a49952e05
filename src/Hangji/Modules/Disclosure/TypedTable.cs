using System.Globalization;
using Hangji.Platform;
using Hangji.Platform.Text;

namespace Hangji.Modules.Disclosure;

/// <summary>表格的录入: a table as people paste it from a spreadsheet — a line a row, cells parted by tabs or by |, the first line the heads. What a column holds follows from its head.</summary>
internal static class TypedTable
{
    public const int MostRows = 2000, MostColumns = 12, MostCell = 200;

    public static Refusal? Read(string? typed, out CopyTable? table)
    {
        table = null;
        if (string.IsNullOrWhiteSpace(typed)) return null;
        var lines = typed.Split('\n').Select(l => l.TrimEnd('\r')).Where(l => l.Trim().Length > 0).Select(l => l.Split(l.Contains('\t') ? '\t' : '|').Select(Plain.Line).ToArray()).ToList();
        if (lines.Count < 2) return new("表格至少要有表头和一行内容，各格用制表符或竖线隔开", "table");
        if (lines.Count - 1 > MostRows) return new("表格最多 {0} 行；更多的请作为附件", "table", null, MostRows);
        var heads = lines[0];
        if (heads.Length is < 2 or > MostColumns || heads.Any(h => h.Length == 0)) return new("表格要有 2 到 {0} 列，每一列都要有表头", "table", null, MostColumns);
        var columns = heads.Select(Masks.Column).ToList();
        var rows = new List<CopyRow>();
        foreach (var (cells, at) in lines.Skip(1).Select((c, i) => (c, i + 2)))
        {
            if (cells.Length > heads.Length) return new("表格第 {0} 行有 {1} 格，表头只有 {2} 格", "table", null, at, cells.Length, heads.Length);
            var full = cells.Concat(Enumerable.Repeat("", heads.Length - cells.Length)).ToArray();
            if (full.FirstOrDefault(c => c.Length > MostCell) is not null) return new("表格第 {0} 行有一格超过 {1} 字", "table", null, at, MostCell);
            for (var c = 0; c < full.Length; c++)
                if (columns[c].As == CopyColumn.Money && full[c].Length > 0)
                {
                    if (Fen(full[c]) is not { } fen) { columns[c] = columns[c] with { As = CopyColumn.Text }; continue; }
                    full[c] = fen.ToString(CultureInfo.InvariantCulture);
                }
            rows.Add(new(full, Total: full[0] is "合计" or "总计" or "共计"));
        }
        // A column that turned out not to be money in some row shows what was typed in all of them.
        for (var c = 0; c < columns.Count; c++)
            if (columns[c].As != CopyColumn.Money && Masks.Column(heads[c]).As == CopyColumn.Money)
                rows = [.. rows.Select((r, i) => r with { Cells = [.. r.Cells.Select((cell, k) => k == c ? lines[i + 1].ElementAtOrDefault(c) ?? "" : cell)] })];
        table = new([.. columns], rows);
        return null;
    }

    /// <summary>The table as it was typed, for changing it.</summary>
    public static string Write(CopyTable? table) => table is null ? "" : string.Join('\n',
        table.Rows.Select(r => string.Join('\t', r.Cells.Select((c, i) => table.Columns[i].As == CopyColumn.Money && long.TryParse(c, out var fen) ? (fen / 100m).ToString("0.00", CultureInfo.InvariantCulture) : c)))
            .Prepend(string.Join('\t', table.Columns.Select(c => c.As == Masks.Official && Masks.Column(c.Name).As != Masks.Official ? c.Name + "（全名）" : c.Name))));

    /// <summary>1,234.50 or １２３４．５元 in whole fen; null where it is no amount.</summary>
    static long? Fen(string typed)
    {
        var plain = Plain.Fold(typed).Replace(",", "").TrimEnd('元').TrimStart('¥', '￥');
        return decimal.TryParse(plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var yuan) && Math.Abs(yuan) < 1_000_000_000_000m && yuan * 100 == Math.Truncate(yuan * 100) ? (long)(yuan * 100) : null;
    }
}
