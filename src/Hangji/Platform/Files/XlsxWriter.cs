using System.Globalization;
using System.IO.Compression;
using System.Text;
using Hangji.Platform.Text;

namespace Hangji.Platform.Files;

/// <summary>xlsx 输出: streams rows into a workbook of one or several sheets, with types intact. Text is always stored as text, so that nothing becomes a formula.</summary>
/// <remarks>Use: <c>Sheet(name, columns)</c>, then <c>Row(values)</c> as often as there are rows, then dispose. Values may be null, string, bool,
/// integers, decimal, double, DateOnly, DateTime, <see cref="LooseDate"/>; a long in a <see cref="ColumnKind.Money"/> column is fen and shown in yuan.
/// Writes are synchronous: give it a file or memory, not a response body (<see cref="SheetDownload"/> does that).</remarks>
internal sealed class XlsxWriter(Stream target) : IDisposable
{
    /// <summary>What the format allows in one sheet; rows beyond go on in a further sheet with the same columns.</summary>
    public const int MostRows = 1_048_576, MostChars = 32_767;

    readonly ZipArchive zip = new(target, ZipArchiveMode.Create, leaveOpen: true);
    readonly List<string> names = [];
    StreamWriter? sheet;
    IReadOnlyList<SheetColumn> columns = [];
    string[] letters = [];
    string asked = "";
    int row;
    bool done;

    /// <summary>For tests: a smaller page to see the turn of a sheet.</summary>
    internal int RowsPerSheet { get; init; } = MostRows;

    /// <summary>How a bool is written.</summary>
    public (string Yes, string No) Words { get; init; } = ("是", "否");

    /// <summary>Begins a sheet: bold frozen header, filter, widths. The name is brought into the form that spreadsheets accept.</summary>
    public void Sheet(string name, IReadOnlyList<SheetColumn> of)
    {
        EndSheet();
        (asked, columns, row) = (name, of, 1);
        letters = [.. Enumerable.Range(1, of.Count).Select(SheetCell.Letters)];
        names.Add(SheetName.Fit(name, names));
        sheet = new StreamWriter(zip.CreateEntry($"xl/worksheets/sheet{names.Count}.xml", CompressionLevel.Fastest).Open(), new UTF8Encoding(false), 1 << 16);
        sheet.Write(XlsxParts.Declaration + "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
            + "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>"
            + "<sheetFormatPr defaultRowHeight=\"15\"/>");
        if (of.Count > 0)
        {
            sheet.Write("<cols>");
            for (var i = 0; i < of.Count; i++) sheet.Write($"<col min=\"{i + 1}\" max=\"{i + 1}\" width=\"{of[i].ShownWidth}\" customWidth=\"1\" style=\"{XlsxParts.Style(of[i].Kind)}\"/>");
            sheet.Write("</cols>");
        }
        sheet.Write("<sheetData><row r=\"1\">");
        for (var i = 0; i < of.Count; i++) TextCell(of[i].Title, XlsxParts.HeaderStyle, i + 1);
        sheet.Write("</row>");
    }

    public void Row(params ReadOnlySpan<object?> values)
    {
        if (sheet is null) throw new InvalidOperationException("a row needs a sheet");
        if (values.Length > columns.Count) throw new ArgumentException($"{values.Length} values for {columns.Count} columns");
        if (row == RowsPerSheet) Sheet(asked, columns);
        sheet.Write("<row r=\"");
        sheet.Write(++row);
        sheet.Write("\">");
        for (var i = 0; i < values.Length; i++) Cell(columns[i].Kind, values[i], i + 1);
        sheet.Write("</row>");
    }

    public void Dispose()
    {
        if (done) return;
        done = true;
        if (names.Count == 0) Sheet("Sheet1", []);
        EndSheet();
        XlsxParts.Finish(zip, names);
        zip.Dispose();
    }

    void EndSheet()
    {
        if (sheet is null) return;
        sheet.Write("</sheetData>");
        if (columns.Count > 0) sheet.Write($"<autoFilter ref=\"A1:{SheetCell.Letters(columns.Count)}{row}\"/>");
        sheet.Write("</worksheet>");
        sheet.Dispose();
        sheet = null;
    }

    void Cell(ColumnKind kind, object? value, int column)
    {
        switch (value)
        {
            case null or "" or LooseDate { Year: 0 }: break;
            case string text: TextCell(text, XlsxParts.Style(ColumnKind.Text), column); break;
            case bool yes: TextCell(yes ? Words.Yes : Words.No, XlsxParts.Style(ColumnKind.Text), column); break;
            case long or int when kind == ColumnKind.Money: Number(Convert.ToInt64(value, CultureInfo.InvariantCulture) / 100m, XlsxParts.Style(kind), column); break;
            case DateOnly day: Date(LooseDate.Of(day), column); break;
            case LooseDate loose: Date(loose, column); break;
            case DateTime at: Number(at.Ticks / (decimal)TimeSpan.TicksPerDay - EpochDays, XlsxParts.Style(ColumnKind.DateTime), column); break;
            case double number when !double.IsFinite(number): break;
            case int or long or short or byte or uint or ulong or decimal or double or float: Number(Convert.ToDecimal(value, CultureInfo.InvariantCulture), XlsxParts.Style(kind == ColumnKind.Money ? kind : ColumnKind.Number), column); break;
            default: TextCell(value.ToString() ?? "", XlsxParts.Style(ColumnKind.Text), column); break;
        }
    }

    /// <summary>Days from 0001-01-01 to 1899-12-30, day 0 of spreadsheets after the phantom leap day.</summary>
    const int EpochDays = 693_593;

    static readonly DateOnly FirstSafeDay = new(1900, 3, 1);

    /// <summary>A real date with a format as exact as it is known; before March 1900, where spreadsheets disagree, its text.</summary>
    void Date(LooseDate date, int column)
    {
        if (date.First < FirstSafeDay) TextCell(date.ToString(), XlsxParts.Style(ColumnKind.Text), column);
        else Number(date.First.DayNumber - EpochDays, XlsxParts.DateStyle(date.Precision), column);
    }

    /// <summary>Spreadsheets keep 15 digits; a longer number is written as text, so that none is lost.</summary>
    void Number(decimal number, int style, int column)
    {
        if (Math.Abs(number) >= 1_000_000_000_000_000m)
        {
            TextCell(number.ToString(CultureInfo.InvariantCulture), XlsxParts.Style(ColumnKind.Text), column);
            return;
        }
        Begin(column, style);
        sheet!.Write("><v>");
        sheet.Write(number.ToString(CultureInfo.InvariantCulture));
        sheet.Write("</v></c>");
    }

    void TextCell(string text, int style, int column)
    {
        Begin(column, style);
        sheet!.Write(" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
        XmlText.Write(sheet, text.Length <= MostChars ? text : text[..(MostChars - 1)] + "…", office: true);
        sheet.Write("</t></is></c>");
    }

    void Begin(int column, int style)
    {
        sheet!.Write("<c r=\"");
        sheet.Write(letters[column - 1]);
        sheet.Write(row);
        sheet.Write("\" s=\"");
        sheet.Write(style);
        sheet.Write('"');
    }
}
