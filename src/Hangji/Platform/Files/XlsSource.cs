using Hangji.Platform.Text;

namespace Hangji.Platform.Files;

/// <summary>xls 表格（97—2003）: still what many offices keep. Cells are read, formulas only seen; macros, passwords and links are refused as in xlsx.</summary>
internal sealed class XlsSource : ISheetSource
{
    readonly byte[] stream;
    readonly SheetLimits limits;
    readonly List<(SheetInfo Info, int Start)> sheets = [];
    readonly List<XlsxStyles.Look> looks = [];
    readonly List<string> texts = [];
    readonly bool from1904;

    XlsSource(byte[] stream, SheetLimits limits)
    {
        (this.stream, this.limits) = (stream, limits);
        var formats = new Dictionary<int, string>();
        var styles = new List<int>();
        var records = new BiffRecords(stream, 0);
        if (!records.Read() || records.Type != BiffRecords.Bof) throw FileRefused.Damaged();
        if (records.U16(0) != 0x0600) throw new FileRefused(new Refusal("这是很旧的表格格式，请在表格软件里另存为 xlsx 再传"));
        while (records.Read())
            switch (records.Type)
            {
                case BiffRecords.FilePass: throw new FileRefused(new Refusal("文件加了密码，请去掉密码后再传"));
                case BiffRecords.ObProj: throw new FileRefused(new Refusal("文件里有宏，请另存为不带宏的 xlsx 再传"));
                // A book names itself (0x0401) or add-in functions (0x3A01) here; anything else is another file.
                case BiffRecords.SupBook when records.Data.Length >= 4 && records.U16(2) is not (0x0401 or 0x3A01):
                    throw new FileRefused(new Refusal("文件里有指向其他文件或数据源的链接，请断开链接（数据—编辑链接）后另存再传"));
                case BiffRecords.Date1904: from1904 = records.U16(0) == 1; break;
                case BiffRecords.Format: formats[records.U16(0)] = records.Text(2, shortLength: false); break;
                case BiffRecords.Xf: styles.Add(records.U16(2)); break;
                case BiffRecords.BoundSheet: Bound(records); break;
                case BiffRecords.Sst: texts = records.SharedTexts(limits); break;
            }
        looks.AddRange(styles.Select(format => formats.TryGetValue(format, out var code) && format >= 164 ? XlsxStyles.OfCode(code) : XlsxStyles.BuiltIn(format)));
        if (sheets.Count == 0) throw new FileRefused(new Refusal("文件里没有工作表"));
    }

    public string Format => "xls";
    public IReadOnlyList<SheetInfo> Sheets => [.. sheets.Select(sheet => sheet.Info)];

    public static XlsSource Open(Stream file, SheetLimits limits)
    {
        var folder = CompoundFile.Open(file);
        if (folder.Has("EncryptedPackage")) throw new FileRefused(new Refusal("文件加了密码，请去掉密码后再传"));
        if (folder.Has("WordDocument")) throw new FileRefused(new Refusal("这是文字文档，不是表格"));
        if (folder.Has("PowerPoint Document")) throw new FileRefused(new Refusal("这是演示文稿，不是表格"));
        if (folder.Has("_VBA_PROJECT_CUR") || folder.Has("_VBA_PROJECT")) throw new FileRefused(new Refusal("文件里有宏，请另存为不带宏的 xlsx 再传"));
        if (folder.Find("Workbook", limits.MaxBytes) is { } book) return new XlsSource(book, limits);
        throw new FileRefused(folder.Has("Book") ? new Refusal("这是很旧的表格格式，请在表格软件里另存为 xlsx 再传") : new Refusal("这不是表格文件，请上传 xlsx 或 csv"));
    }

    public void Dispose() { }

    void Bound(BiffRecords records)
    {
        switch (records.U8(5))
        {
            case 1 or 6: throw new FileRefused(new Refusal("文件里有宏，请另存为不带宏的 xlsx 再传"));
            case not 0: return;
        }
        if (sheets.Count >= limits.MaxSheets) throw new FileRefused(new Refusal("文件里的表超过 {0} 张", Args: [limits.MaxSheets]));
        sheets.Add((new SheetInfo(sheets.Count, records.Text(6, shortLength: true), (records.U8(4) & 3) != 0), (int)Math.Min(int.MaxValue, records.U32(0))));
    }

    public void Read(int sheet, Func<SheetRow, bool> take, CancellationToken stop)
    {
        var (_, start) = sheets[sheet];
        var fill = new MergedBlocks(Merged(start), limits.MaxColumns);
        var hidden = new HashSet<int>();
        var records = Begin(start);
        var cells = new List<SheetCell>();
        int row = -1, content = 0;
        while (records.Read())
        {
            if (records.Type == BiffRecords.Row && (records.U16(12) & 0x20) != 0) hidden.Add(records.U16(0));
            if (!IsCell(records.Type)) continue;
            var at = records.U16(0);
            if (at < row) throw FileRefused.Damaged();
            if (at > row)
            {
                if (!Hand()) return;
                row = at;
            }
            Add(records, cells);
        }
        Hand();

        bool Hand()
        {
            stop.ThrowIfCancellationRequested();
            if (row < 0) return true;
            cells.Sort((one, other) => one.Column.CompareTo(other.Column));
            fill.Into(row + 1, cells);
            if (cells.Count == 0) return true;
            if (++content > limits.MaxRows) throw new FileRefused(new Refusal("行数超过 {0}，请分成几个文件再传", Args: [limits.MaxRows]));
            var full = new SheetRow(row + 1, hidden.Contains(row), cells);
            cells = new List<SheetCell>(cells.Count);
            return take(full);
        }
    }

    static bool IsCell(int type) => type is BiffRecords.LabelSst or BiffRecords.Label or BiffRecords.RString or BiffRecords.Number or BiffRecords.Rk or BiffRecords.MulRk or BiffRecords.BoolErr
        or BiffRecords.Formula or 0x206 or 0x406;

    BiffRecords Begin(int start)
    {
        var records = new BiffRecords(stream, start);
        if (!records.Read() || records.Type != BiffRecords.Bof) throw FileRefused.Damaged();
        return records;
    }

    MergedBlocks.Block[] Merged(int start)
    {
        var blocks = new List<MergedBlocks.Block>();
        var records = Begin(start);
        while (records.Read())
            for (int i = 0, count = records.Type == BiffRecords.MergedCells ? records.U16(0) : 0; i < count; i++)
                blocks.Add(new(records.U16(2 + 8 * i) + 1, records.U16(6 + 8 * i) + 1, records.U16(4 + 8 * i) + 1, records.U16(8 + 8 * i) + 1));
        return [.. blocks.Where(block => block.Bottom >= block.Top && block.Right >= block.Left).OrderBy(block => block.Top).ThenBy(block => block.Left)];
    }

    void Add(BiffRecords records, List<SheetCell> cells)
    {
        var column = records.U16(2) + 1;
        var style = records.U16(4);
        switch (records.Type)
        {
            case BiffRecords.LabelSst:
                var index = (int)records.U32(6);
                Text(cells, column, index >= 0 && index < texts.Count ? texts[index] : throw FileRefused.Damaged());
                break;
            case BiffRecords.Label or BiffRecords.RString: Text(cells, column, records.Text(6, shortLength: false)); break;
            case BiffRecords.Number: Number(cells, column, style, records.Double(6)); break;
            case BiffRecords.Rk: Number(cells, column, style, records.RkNumber(6)); break;
            case BiffRecords.MulRk:
                for (var at = 4; at + 8 <= records.Data.Length; at += 6) Number(cells, column++, records.U16(at), records.RkNumber(at + 2));
                break;
            case BiffRecords.BoolErr when records.U8(7) == 0: Keep(cells, new() { Column = column, Kind = CellKind.YesNo, Text = records.U8(6) == 1 ? "TRUE" : "FALSE" }); break;
            case BiffRecords.BoolErr: Keep(cells, new() { Column = column, Kind = CellKind.Fault, Text = Fault(records.U8(6)) }); break;
            default: Keep(cells, new() { Column = column, Kind = CellKind.Text, IsFormula = true, Text = "=…" }); break;
        }
    }

    void Text(List<SheetCell> cells, int column, string text)
    {
        if (text.Length > limits.MaxCellChars) throw new FileRefused(new Refusal("有一格超过 {0} 个字", Args: [limits.MaxCellChars]));
        if (text.Length > 0) Keep(cells, new() { Column = column, Kind = CellKind.Text, Text = text });
    }

    void Number(List<SheetCell> cells, int column, int style, double number)
    {
        if (double.IsFinite(number)) Keep(cells, XlsxSource.Numeric(column, number, null, style < looks.Count ? looks[style] : default, from1904));
    }

    void Keep(List<SheetCell> cells, SheetCell cell)
    {
        if (cell.Column > limits.MaxColumns) throw new FileRefused(new Refusal("列数超过 {0}，请删去多余的列再传", Args: [limits.MaxColumns]));
        // The same place twice is a broken file; the limit of columns then bounds the row.
        if (cells.Count > limits.MaxColumns) throw FileRefused.Damaged();
        cells.Add(cell);
    }

    static string Fault(int code) => code switch { 0x00 => "#NULL!", 0x07 => "#DIV/0!", 0x0F => "#VALUE!", 0x17 => "#REF!", 0x1D => "#NAME?", 0x24 => "#NUM!", 0x2A => "#N/A", _ => "#?" };
}
