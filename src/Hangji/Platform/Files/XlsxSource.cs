using System.Globalization;
using System.Xml;
using Hangji.Platform.Text;

namespace Hangji.Platform.Files;

/// <summary>xlsx 表格: streams the cells of a workbook (ECMA-376, transitional or strict). Formulas are seen and never computed; their cached values are not used.</summary>
internal sealed class XlsxSource : ISheetSource
{
    readonly PackageLook package;
    readonly SheetLimits limits;
    readonly List<(SheetInfo Info, string Path)> sheets;
    readonly bool from1904;
    readonly XlsxStyles styles;
    readonly XlsxStrings strings;
    readonly Lazy<XlsxStrings> shared;
    readonly Dictionary<int, MergedBlocks.Block[]> merged = [];

    XlsxSource(PackageLook package, SheetLimits limits)
    {
        (this.package, this.limits) = (package, limits);
        var book = XlsxBook.Read(package, limits);
        (sheets, from1904) = (book.Sheets, book.From1904);
        styles = XlsxStyles.Read(package, book.StylesPath);
        strings = new XlsxStrings(limits);
        shared = new(() =>
        {
            strings.Read(package, book.StringsPath);
            return strings;
        });
    }

    public string Format => "xlsx";
    public IReadOnlyList<SheetInfo> Sheets => [.. sheets.Select(sheet => sheet.Info)];

    public static XlsxSource Open(Stream file, SheetLimits limits)
    {
        var package = PackageLook.Open(file, limits);
        try
        {
            return new XlsxSource(package, limits);
        }
        catch
        {
            package.Zip.Dispose();
            throw;
        }
    }

    public void Dispose() => package.Zip.Dispose();

    public void Read(int sheet, Func<SheetRow, bool> take, CancellationToken stop)
    {
        var part = package.Find(sheets[sheet].Path) ?? throw FileRefused.Damaged();
        if (!merged.TryGetValue(sheet, out var blocks)) merged[sheet] = blocks = MergedBlocks.Find(package, part);
        var fill = new MergedBlocks(blocks, limits.MaxColumns);
        using var xml = package.Xml(part);
        int last = 0, content = 0;
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "sheetData") return;
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "row") continue;
            stop.ThrowIfCancellationRequested();
            var number = xml.GetAttribute("r") is { } own ? int.Parse(own, NumberStyles.None, CultureInfo.InvariantCulture) : last + 1;
            if (number <= last || number > 1_048_576) throw FileRefused.Damaged();
            last = number;
            var hidden = xml.GetAttribute("hidden") is "1" or "true";
            var cells = xml.IsEmptyElement ? [] : Cells(xml);
            fill.Into(number, cells);
            if (cells.Count == 0) continue;
            if (++content > limits.MaxRows) throw new FileRefused(new Refusal("行数超过 {0}，请分成几个文件再传", Args: [limits.MaxRows]));
            if (!take(new SheetRow(number, hidden, cells))) return;
        }
    }

    List<SheetCell> Cells(XmlReader xml)
    {
        var cells = new List<SheetCell>(24);
        var depth = xml.Depth;
        var before = 0;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "c") continue;
            var column = xml.GetAttribute("r") is { } own ? Column(own) : before + 1;
            if (column <= before) throw FileRefused.Damaged();
            before = column;
            if (xml.IsEmptyElement) continue;
            if (Cell(xml, column) is not { Kind: not CellKind.Blank } cell) continue;
            if (column > limits.MaxColumns) throw new FileRefused(new Refusal("列数超过 {0}，请删去多余的列再传", Args: [limits.MaxColumns]));
            cells.Add(cell);
        }
        return cells;
    }

    SheetCell Cell(XmlReader xml, int column)
    {
        var type = xml.GetAttribute("t");
        var style = xml.GetAttribute("s") is { } own ? int.Parse(own, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        string? value = null, formula = null;
        var depth = xml.Depth;
        xml.Read();
        while (xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element) xml.Read();
            else if (xml.LocalName == "v") value = strings.Simple(xml);
            else if (xml.LocalName == "f") formula = strings.Simple(xml);
            else if (xml.LocalName == "is") value = strings.Rich(xml);
            else xml.Skip();
        }
        if (formula is not null) return new SheetCell { Column = column, Kind = CellKind.Text, IsFormula = true, Text = "=" + formula };
        return string.IsNullOrEmpty(value) ? default : Typed(column, type, style, value);
    }

    SheetCell Typed(int column, string? type, int style, string value) => type switch
    {
        "s" => new() { Column = column, Kind = CellKind.Text, Text = shared.Value[int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture)] },
        "str" or "inlineStr" => new() { Column = column, Kind = CellKind.Text, Text = XlsxStrings.Unescaped(value) },
        "b" => new() { Column = column, Kind = CellKind.YesNo, Text = value is "1" or "true" ? "TRUE" : "FALSE" },
        "e" => new() { Column = column, Kind = CellKind.Fault, Text = value },
        "d" => LooseDate.Parse(value, out var day) is null
            ? new() { Column = column, Kind = CellKind.Date, Text = day.ToString(), Date = day }
            : new() { Column = column, Kind = CellKind.Text, Text = value },
        _ => Numeric(column, style, value),
    };

    SheetCell Numeric(int column, int style, string value) =>
        Numeric(column, double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture), value, styles[style], from1904);

    /// <summary>A number as its format means it: a date as exact as the format shows, or the number itself.</summary>
    public static SheetCell Numeric(int column, double number, string? value, XlsxStyles.Look look, bool from1904)
    {
        if (look.Date != DatePrecision.None && LooseDate.FromSerial(number, from1904, out var date) is null)
        {
            date = look.Date == DatePrecision.Day ? date : look.Date == DatePrecision.Month ? date with { Day = 0 } : new LooseDate(date.Year);
            return new() { Column = column, Kind = CellKind.Date, Text = date.ToString(), Date = date, Number = number, From1904 = from1904 };
        }
        return new() { Column = column, Kind = CellKind.Number, Text = Written(number, value), Number = number, ShownDecimals = look.Decimals, From1904 = from1904 };
    }

    /// <summary>As a spreadsheet shows it: 15 significant digits, no exponent where one is avoidable.</summary>
    static string Written(double number, string? value)
    {
        if (value is { Length: <= 15 } && !value.AsSpan().ContainsAnyExceptInRange('0', '9')) return value;
        return Math.Abs(number) < 1e15 && Math.Floor(number) == number
            ? number.ToString("F0", CultureInfo.InvariantCulture)
            : number.ToString("G15", CultureInfo.InvariantCulture);
    }

    /// <summary>AB12 → 28.</summary>
    public static int Column(ReadOnlySpan<char> reference)
    {
        var column = 0;
        var letters = 0;
        foreach (var sign in reference)
        {
            if (!char.IsAsciiLetter(sign)) break;
            if (++letters > 3) throw FileRefused.Damaged();
            column = column * 26 + (sign & 31);
        }
        return letters > 0 && column <= 16_384 ? column : throw FileRefused.Damaged();
    }
}
