using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Hangji.Platform.Files;

/// <summary>公文文档: builds a docx in the layout of GB/T 9704-2012: A4, 22 lines of 28 characters, 3号仿宋, headings 一、（一） 1.（1）, page number — 1 —.</summary>
/// <remarks>Call the parts in reading order, then <see cref="Save"/>. Fonts are named as the standard wants them, with free ones as stand-ins for machines without.
/// All text is escaped; line breaks in a text begin a new paragraph.</remarks>
internal sealed class DocxWriter
{
    const int TextWidth = 8844; // 156 mm in twentieths of a point
    const string Numerals = "一二三四五六七八九十";

    readonly StringBuilder body = new();
    readonly int[] counters = new int[4];

    /// <summary>标题: 2号小标宋, centred.</summary>
    public DocxWriter Title(string text) => Lines(text, "Title");

    /// <summary>A line under the title, centred (document number, place and date).</summary>
    public DocxWriter Subtitle(string text) => Lines(text, "Subtitle");

    /// <summary>主送机关: flush left.</summary>
    public DocxWriter Addressee(string text) => Lines(text, "Flush");

    /// <summary>正文: indented by two characters.</summary>
    public DocxWriter Paragraph(string text) => Lines(text, "Normal");

    /// <summary>A paragraph that opens with a word in 黑体, as 出席： in minutes.</summary>
    public DocxWriter Paragraph(string lead, string text)
    {
        body.Append("<w:p><w:r><w:rPr><w:rFonts w:eastAsia=\"黑体\"/></w:rPr>").Append(Run(lead)).Append("</w:r><w:r>").Append(Run(Joined(text))).Append("</w:r></w:p>");
        return this;
    }

    /// <summary>A numbered section; level 1 to 4 gives 一、 （一） 1. （1）. Numbering restarts below a higher level.</summary>
    public DocxWriter Section(string text, int level = 1)
    {
        counters[level - 1]++;
        Array.Clear(counters, level, counters.Length - level);
        var n = counters[level - 1];
        var number = level switch { 1 => Chinese(n) + "、", 2 => $"（{Chinese(n)}）", 3 => n.ToString(CultureInfo.InvariantCulture) + ". ", _ => $"（{n}）" };
        return Lines(number + Joined(text), "Heading" + level);
    }

    /// <summary>Label and value beside each other, one pair per row.</summary>
    public DocxWriter Facts(params ReadOnlySpan<(string Label, string Value)> facts)
    {
        OpenTable([22, 78]);
        foreach (var (label, value) in facts)
        {
            body.Append("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            Cell(label, 22, 100, "TableHead");
            Cell(value, 78, 100, "TableText");
            body.Append("</w:tr>");
        }
        return CloseTable();
    }

    /// <summary>A ruled table whose header repeats on each page. <paramref name="weights"/> share the width; by default all columns are alike.</summary>
    public DocxWriter Table(IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<string>> rows, IReadOnlyList<int>? weights = null)
    {
        weights ??= [.. headers.Select(_ => 1)];
        var all = weights.Sum();
        OpenTable(weights);
        body.Append("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for (var i = 0; i < headers.Count; i++) Cell(headers[i], weights[i], all, "TableHead");
        body.Append("</w:tr>");
        foreach (var row in rows)
        {
            body.Append("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            for (var i = 0; i < headers.Count; i++) Cell(i < row.Count ? row[i] : "", weights[i], all, "TableText");
            body.Append("</w:tr>");
        }
        return CloseTable();
    }

    /// <summary>署名 without seal: the organ two characters from the right, the date beginning two characters further right than the organ.</summary>
    public DocxWriter Signature(string organ, string date)
    {
        // Both are placed from the left, so that the two characters hold whatever the width of digits in a font. 28 characters to a line.
        var start = Math.Max(0, Math.Min(26 - Width(organ), 24 - Width(date)));
        Lines("", "Flush");
        Beside(organ, start, keep: true);
        return Beside(date, start + 2, keep: false);
    }

    /// <summary>Lines to be signed by hand, right-aligned: 主持人（签名）：________.</summary>
    public DocxWriter Sign(params ReadOnlySpan<string> labels)
    {
        Lines("", "Flush");
        for (var i = 0; i < labels.Length; i++) Right(labels[i] + "：____________", keep: i + 1 < labels.Length);
        return this;
    }

    /// <summary>Writes the whole document; the stream stays open.</summary>
    public void Save(Stream target)
    {
        using var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        DocxParts.Write(zip, body.ToString());
    }

    DocxWriter Lines(string text, string style)
    {
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
            body.Append("<w:p><w:pPr><w:pStyle w:val=\"").Append(style).Append("\"/></w:pPr><w:r>").Append(Run(line)).Append("</w:r></w:p>");
        return this;
    }

    DocxWriter Right(string text, bool keep)
    {
        body.Append("<w:p><w:pPr><w:pStyle w:val=\"Flush\"/>").Append(keep ? "<w:keepNext/>" : "")
            .Append("<w:ind w:rightChars=\"200\" w:right=\"630\" w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"right\"/></w:pPr><w:r>")
            .Append(Run(text)).Append("</w:r></w:p>");
        return this;
    }

    DocxWriter Beside(string text, double characters, bool keep)
    {
        body.Append("<w:p><w:pPr><w:pStyle w:val=\"Flush\"/>").Append(keep ? "<w:keepNext/>" : "")
            .Append(CultureInfo.InvariantCulture, $"<w:ind w:leftChars=\"{(int)(characters * 100)}\" w:left=\"{(int)(characters * 315)}\" w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"left\"/></w:pPr><w:r>")
            .Append(Run(text)).Append("</w:r></w:p>");
        return this;
    }

    void OpenTable(IReadOnlyList<int> weights)
    {
        body.Append(CultureInfo.InvariantCulture, $"<w:tbl><w:tblPr><w:tblStyle w:val=\"Ruled\"/><w:tblW w:w=\"{TextWidth}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>");
        foreach (var weight in weights) body.Append(CultureInfo.InvariantCulture, $"<w:gridCol w:w=\"{TextWidth * weight / weights.Sum()}\"/>");
        body.Append("</w:tblGrid>");
    }

    /// <summary>Word joins two tables that touch; an empty line keeps them apart.</summary>
    DocxWriter CloseTable()
    {
        body.Append("</w:tbl>");
        return Lines("", "Flush");
    }

    void Cell(string text, int weight, int all, string style)
    {
        body.Append(CultureInfo.InvariantCulture, $"<w:tc><w:tcPr><w:tcW w:w=\"{TextWidth * weight / all}\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/></w:tcPr>");
        Lines(text, style);
        body.Append("</w:tc>");
    }

    static string Run(string text) => "<w:t xml:space=\"preserve\">" + XmlText.Element(text.Replace('\t', ' ')) + "</w:t>";

    static string Joined(string text) => text.ReplaceLineEndings(" ");

    /// <summary>In full characters; digits and letters take half of one.</summary>
    static double Width(string text) => text.EnumerateRunes().Sum(rune => rune.Value < 0x2E80 ? 0.5 : 1);

    /// <summary>1 → 一, 12 → 十二, 21 → 二十一; digits from 100 on.</summary>
    static string Chinese(int n) => n > 99 ? n.ToString(CultureInfo.InvariantCulture) : n <= 10 ? Numerals[n - 1].ToString()
        : (n / 10 > 1 ? Numerals[n / 10 - 1].ToString() : "") + "十" + (n % 10 > 0 ? Numerals[n % 10 - 1].ToString() : "");
}
