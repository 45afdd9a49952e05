using System.Globalization;
using System.IO.Compression;
using System.Text;
using Hangji.Platform.Text;

namespace Hangji.Platform.Files;

/// <summary>固定表样: one printed form as a sheet — a title over everything, merged heads, a frame around each cell — where <see cref="XlsxWriter"/> writes lists.</summary>
internal sealed class XlsxForm(int columns)
{
    public const int Title = 9, Head = 10, Text = 11, Number = 12, Plain = 0;

    private readonly SortedDictionary<(int Row, int Column), (object? Value, int Style)> cells = [];
    private readonly List<(int Row, int Column, int Down, int Across)> merged = [];

    /// <summary>Width of a column in characters; the default is 10.</summary>
    public Dictionary<int, int> Widths { get; } = [];

    /// <summary>Puts a value over a block of cells, from 1; all of them get the frame.</summary>
    public void Put(int row, int column, object? value, int style, int down = 1, int across = 1)
    {
        for (var r = 0; r < down; r++)
            for (var c = 0; c < across; c++) cells[(row + r, column + c)] = (r == 0 && c == 0 ? value : null, style);
        if (down > 1 || across > 1) merged.Add((row, column, down, across));
    }

    public void Save(Stream target, string name)
    {
        using var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        var xml = new StringBuilder("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetFormatPr defaultRowHeight=\"18\"/><cols>");
        for (var i = 1; i <= columns; i++) xml.Append(CultureInfo.InvariantCulture, $"<col min=\"{i}\" max=\"{i}\" width=\"{Widths.GetValueOrDefault(i, 10)}\" customWidth=\"1\"/>");
        xml.Append("</cols><sheetData>");
        foreach (var row in cells.GroupBy(c => c.Key.Row))
        {
            xml.Append(CultureInfo.InvariantCulture, $"<row r=\"{row.Key}\">");
            foreach (var ((r, c), (value, style)) in row) Write(xml, $"{SheetCell.Letters(c)}{r}", value, style);
            xml.Append("</row>");
        }
        xml.Append("</sheetData>");
        if (merged.Count > 0)
            xml.Append(CultureInfo.InvariantCulture, $"<mergeCells count=\"{merged.Count}\">").Append(string.Concat(merged.Select(m => $"<mergeCell ref=\"{SheetCell.Letters(m.Column)}{m.Row}:{SheetCell.Letters(m.Column + m.Across - 1)}{m.Row + m.Down - 1}\"/>"))).Append("</mergeCells>");
        xml.Append("<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToWidth=\"1\" fitToHeight=\"0\"/></worksheet>");
        XlsxParts.Part(zip, "xl/worksheets/sheet1.xml", xml.ToString());
        XlsxParts.Finish(zip, [SheetName.Fit(name, [])]);
    }

    private static void Write(StringBuilder xml, string at, object? value, int style)
    {
        if (value is long or int) xml.Append(CultureInfo.InvariantCulture, $"<c r=\"{at}\" s=\"{style}\"><v>{value}</v></c>");
        else if (value is string { Length: > 0 } text)
        {
            using var safe = new StringWriter(CultureInfo.InvariantCulture);
            XmlText.Write(safe, text, office: true);
            xml.Append(CultureInfo.InvariantCulture, $"<c r=\"{at}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{safe}</t></is></c>");
        }
        else xml.Append(CultureInfo.InvariantCulture, $"<c r=\"{at}\" s=\"{style}\"/>");
    }
}
