using System.IO.Compression;
using System.Security;
using System.Text;

namespace Hangji.Tests.Platform.Files;

/// <summary>Builds workbooks as offices really send them, part by part, so that each oddity can be set or broken by hand.</summary>
sealed class MessyBook
{
    const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const string Package = "http://schemas.openxmlformats.org/package/2006/relationships";

    /// <summary>Styles of cells: plain, and dates or numbers as the format code shows them.</summary>
    public const int Plain = 0, Day = 1, ChineseMonth = 2, TwoDecimals = 3, BuiltInDay = 4, Time = 5;

    readonly List<(string Name, StringBuilder Rows, List<string> Merged, string State)> sheets = [];
    readonly List<string> shared = [];
    readonly Dictionary<string, byte[]> extra = [];
    int row;

    public bool From1904 { get; init; }
    public bool MacroType { get; init; }
    public string Prologue { get; init; } = "";

    public MessyBook Sheet(string name = "Sheet1", string state = "visible")
    {
        sheets.Add((name, new(), [], state));
        row = 0;
        return this;
    }

    /// <summary>One row; a null leaves the cell out. Strings become shared texts, other things what <see cref="Raw"/> and its like made of them.</summary>
    public MessyBook Row(params object?[] cells) => RowAt(row + 1, false, cells);

    public MessyBook RowAt(int number, bool hidden, params object?[] cells)
    {
        if (sheets.Count == 0) Sheet();
        row = number;
        var rows = sheets[^1].Rows.Append($"<row r=\"{row}\"{(hidden ? " hidden=\"1\"" : "")}>");
        for (var i = 0; i < cells.Length; i++)
        {
            var place = Hangji.Platform.Files.SheetCell.Letters(i + 1) + row;
            rows.Append(cells[i] switch
            {
                null => "",
                string text => $"<c r=\"{place}\" t=\"s\"><v>{Shared(text)}</v></c>",
                int or double or long => FormattableString.Invariant($"<c r=\"{place}\"><v>{cells[i]}</v></c>"),
                bool yes => $"<c r=\"{place}\" t=\"b\"><v>{(yes ? 1 : 0)}</v></c>",
                RawCell raw => $"<c r=\"{place}\" {raw.Attributes}>{raw.Content}</c>",
                _ => throw new ArgumentException("unknown cell"),
            });
        }
        rows.Append("</row>");
        return this;
    }

    public MessyBook Merge(string reference)
    {
        sheets[^1].Merged.Add(reference);
        return this;
    }

    public MessyBook Part(string path, string content) => Part(path, Encoding.UTF8.GetBytes(content));

    public MessyBook Part(string path, byte[] content)
    {
        extra[path] = content;
        return this;
    }

    public sealed record RawCell(string Attributes, string Content);

    public static RawCell Number(string value, int style = Plain) => new($"s=\"{style}\"", $"<v>{value}</v>");
    public static RawCell Formula(string formula, string cached) => new("", $"<f>{SecurityElement.Escape(formula)}</f><v>{cached}</v>");
    public static RawCell Error(string code) => new("t=\"e\"", $"<v>{code}</v>");
    public static RawCell Inline(string xml) => new("t=\"inlineStr\"", $"<is>{xml}</is>");

    int Shared(string text)
    {
        shared.Add($"<si><t xml:space=\"preserve\">{SecurityElement.Escape(text)}</t></si>");
        return shared.Count - 1;
    }

    /// <summary>A shared text with its own markup (rich text, phonetic guides).</summary>
    public RawCell SharedXml(string xml)
    {
        shared.Add($"<si>{xml}</si>");
        return new("t=\"s\"", $"<v>{shared.Count - 1}</v>");
    }

    public MemoryStream File()
    {
        if (sheets.Count == 0) Sheet();
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                + $"<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.{(MacroType ? "ms-excel.sheet.macroEnabled" : "openxmlformats-officedocument.spreadsheetml.sheet")}.main+xml\"/></Types>");
            Add("_rels/.rels", $"<Relationships xmlns=\"{Package}\"><Relationship Id=\"r1\" Type=\"{Office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Add("xl/workbook.xml", Prologue + $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><workbookPr{(From1904 ? " date1904=\"1\"" : "")}/><sheets>"
                + string.Concat(sheets.Select((sheet, i) => $"<sheet name=\"{SecurityElement.Escape(sheet.Name)}\" sheetId=\"{i + 1}\" state=\"{sheet.State}\" r:id=\"s{i}\"/>")) + "</sheets></workbook>");
            Add("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{Package}\">" + string.Concat(sheets.Select((_, i) => $"<Relationship Id=\"s{i}\" Type=\"{Office}/worksheet\" Target=\"worksheets/s{i}.xml\"/>"))
                + $"<Relationship Id=\"st\" Type=\"{Office}/styles\" Target=\"/xl/styles.xml\"/><Relationship Id=\"ss\" Type=\"{Office}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>");
            Add("xl/styles.xml", $"<styleSheet xmlns=\"{Main}\"><numFmts><numFmt numFmtId=\"176\" formatCode=\"yyyy/m/d;@\"/><numFmt numFmtId=\"177\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;;@\"/><numFmt numFmtId=\"178\" formatCode=\"0.00_ \"/><numFmt numFmtId=\"179\" formatCode=\"[h]:mm\"/></numFmts>"
                + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"176\"/><xf numFmtId=\"177\"/><xf numFmtId=\"178\"/><xf numFmtId=\"14\"/><xf numFmtId=\"179\"/></cellXfs></styleSheet>");
            Add("xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\">{string.Concat(shared)}</sst>");
            for (var i = 0; i < sheets.Count; i++)
                Add($"xl/worksheets/s{i}.xml", $"<worksheet xmlns=\"{Main}\"><sheetData>{sheets[i].Rows}</sheetData>"
                    + (sheets[i].Merged.Count == 0 ? "" : $"<mergeCells>{string.Concat(sheets[i].Merged.Select(one => $"<mergeCell ref=\"{one}\"/>"))}</mergeCells>") + "</worksheet>");
            foreach (var (path, content) in extra)
                using (var part = zip.CreateEntry(path).Open()) part.Write(content);

            void Add(string path, string xml)
            {
                if (extra.ContainsKey(path)) return;
                using var part = zip.CreateEntry(path).Open();
                part.Write(Encoding.UTF8.GetBytes(xml));
            }
        }
        file.Position = 0;
        return file;
    }

    /// <summary>The roster every township knows: title, unit line, two header rows, numbers as text, remarks at the foot.</summary>
    public static MessyBook Roster()
    {
        var book = new MessyBook();
        return book.Sheet("2026年（最终版）")
            .Row("青石镇人员名册").Merge("A1:H1")
            .Row("填报单位：青石镇（盖章）", null, null, null, null, "2026年11月")
            .Row("序\n号", "姓 名*", "身份证\n（18位）", "加入", null, "性别", "金额（元）", "是否\n外出")
            .Row(null, null, null, "时间", "单位", null, null, null).Merge("D3:E3").Merge("A3:A4").Merge("B3:B4").Merge("C3:C4").Merge("F3:F4")
            .Row(1, "张　建军", "330723194803120017", Number("35977", Day), "竹溪村", "男", "１２．５０", "是").Merge("E5:E6")
            .Row(2, "阿卜杜热西提•买买提", "33072319480312002x", Number("35977", ChineseMonth), null, "女", Number("12.5", TwoDecimals), "×")
            .Row(3, book.SharedXml("<r><t>李</t></r><r><rPr><b/></rPr><t>强</t></r><rPh sb=\"0\" eb=\"1\"><t>li</t></rPh>"), Number("3.30723194803120E+17"), "3月32日", "上竹村", "未知", "十二", "也许")
            .RowAt(8, true, 4, "𬍛某", "330723194803120033", "1998.7", "上竹村", "男性", null, "否")
            .Row(5, Formula("B8", "𬍛某"), null, Number("1998.1"), Error("#REF!"), null, -1, null)
            .Row()
            .Row(6)
            .Row("合计", null, null, null, null, null, 25.0)
            .Row("注：金额按月填写", null, null, null, null, null, null)
            .Row("填表人：王五", null, null, "审核：赵六");
    }
}
