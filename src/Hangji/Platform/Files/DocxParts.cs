using System.IO.Compression;

namespace Hangji.Platform.Files;

/// <summary>公文版式: page, fonts, styles and page number of GB/T 9704-2012 (facts/codes.md §7). Lengths in twentieths of a point, 56.7 to the millimetre.</summary>
internal static class DocxParts
{
    const string Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    const string Relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const string Type = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

    // 天头 37 mm, 订口 28 mm, outer 26, foot 35; the page number stands 7 mm below the text. 22 lines in 225 mm: 28.95 pt each.
    const string Page = "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:footerReference w:type=\"even\" r:id=\"rId5\"/>"
        + "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1588\" w:header=\"851\" w:footer=\"1304\" w:gutter=\"0\"/>"
        + "<w:docGrid w:type=\"lines\" w:linePitch=\"579\"/></w:sectPr>";

    public static void Write(ZipArchive zip, string body)
    {
        XlsxParts.Part(zip, "[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
            + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
            + Override("document", "document.main+xml") + Override("styles", "styles+xml") + Override("settings", "settings+xml")
            + Override("fontTable", "fontTable+xml") + Override("footer1", "footer+xml") + Override("footer2", "footer+xml") + "</Types>");
        XlsxParts.Part(zip, "_rels/.rels", $"<Relationships xmlns=\"{Relations}\"><Relationship Id=\"rId1\" Type=\"{Office}/officeDocument\" Target=\"word/document.xml\"/></Relationships>");
        XlsxParts.Part(zip, "word/_rels/document.xml.rels", $"<Relationships xmlns=\"{Relations}\">"
            + Relation(1, "styles", "styles") + Relation(2, "settings", "settings") + Relation(3, "fontTable", "fontTable") + Relation(4, "footer", "footer1") + Relation(5, "footer", "footer2")
            + "</Relationships>");
        XlsxParts.Part(zip, "word/document.xml", $"<w:document xmlns:w=\"{Word}\" xmlns:r=\"{Office}\"><w:body>{body}{Page}</w:body></w:document>");
        XlsxParts.Part(zip, "word/styles.xml", $"<w:styles xmlns:w=\"{Word}\">{Styles}</w:styles>");
        XlsxParts.Part(zip, "word/settings.xml", $"<w:settings xmlns:w=\"{Word}\"><w:evenAndOddHeaders/><w:characterSpacingControl w:val=\"compressPunctuation\"/></w:settings>");
        XlsxParts.Part(zip, "word/fontTable.xml", $"<w:fonts xmlns:w=\"{Word}\">{Font("仿宋_GB2312", "仿宋")}{Font("楷体_GB2312", "楷体")}{Font("方正小标宋简体", "FZXiaoBiaoSong-B05S")}{Font("黑体", "SimHei")}{Font("宋体", "SimSun")}</w:fonts>");
        XlsxParts.Part(zip, "word/footer1.xml", Footer("right", "w:rightChars=\"100\" w:right=\"280\""));
        XlsxParts.Part(zip, "word/footer2.xml", Footer("left", "w:leftChars=\"100\" w:left=\"280\""));
    }

    static string Override(string part, string type) => $"<Override PartName=\"/word/{part}.xml\" ContentType=\"{Type}{type}\"/>";

    static string Relation(int id, string type, string part) => $"<Relationship Id=\"rId{id}\" Type=\"{Office}/{type}\" Target=\"{part}.xml\"/>";

    static string Font(string name, string other) => $"<w:font w:name=\"{name}\"><w:altName w:val=\"{other}\"/><w:charset w:val=\"86\"/></w:font>";

    /// <summary>页码: 4号宋体 between dashes of one character; odd pages right, even pages left, one character in.</summary>
    static string Footer(string side, string indent) => $"<w:ftr xmlns:w=\"{Word}\"><w:p><w:pPr><w:pStyle w:val=\"Footer\"/><w:ind {indent}/><w:jc w:val=\"{side}\"/></w:pPr>"
        + "<w:r><w:t xml:space=\"preserve\">— </w:t></w:r><w:fldSimple w:instr=\" PAGE \"><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t xml:space=\"preserve\"> —</w:t></w:r></w:p></w:ftr>";

    static string Style(string id, string name, string paragraph, string run, string basedOn = "Normal") =>
        $"<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"{basedOn}\"/><w:next w:val=\"Normal\"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>";

    static string Face(string font) => $"<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"{font}\"/>";

    const string NoIndent = "<w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/>";

    // Word knows 3号 as 16 pt, of which 27 fit a line; drawn together by a quarter point it is the true 15.75 pt, of which 28 do.
    static readonly string Styles =
        $"<w:docDefaults><w:rPrDefault><w:rPr>{Face("仿宋_GB2312")}<w:spacing w:val=\"-5\"/><w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault></w:docDefaults>"
        + "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/><w:pPr><w:spacing w:line=\"579\" w:lineRule=\"exact\"/><w:ind w:firstLineChars=\"200\" w:firstLine=\"632\"/><w:jc w:val=\"both\"/></w:pPr></w:style>"
        + Style("Flush", "Flush", NoIndent, "")
        + Style("Title", "Title", "<w:keepNext/><w:spacing w:before=\"289\" w:after=\"289\" w:line=\"700\" w:lineRule=\"exact\"/>" + NoIndent + "<w:jc w:val=\"center\"/>", Face("方正小标宋简体") + "<w:sz w:val=\"44\"/><w:szCs w:val=\"44\"/>")
        + Style("Subtitle", "Subtitle", "<w:spacing w:after=\"289\" w:line=\"579\" w:lineRule=\"exact\"/>" + NoIndent + "<w:jc w:val=\"center\"/>", Face("楷体_GB2312"))
        + Style("Heading1", "heading 1", "<w:keepNext/><w:outlineLvl w:val=\"0\"/>", Face("黑体"))
        + Style("Heading2", "heading 2", "<w:keepNext/><w:outlineLvl w:val=\"1\"/>", Face("楷体_GB2312"))
        + Style("Heading3", "heading 3", "<w:keepNext/><w:outlineLvl w:val=\"2\"/>", "")
        + Style("Heading4", "heading 4", "<w:keepNext/><w:outlineLvl w:val=\"3\"/>", "")
        + Style("TableText", "Table Text", "<w:spacing w:line=\"360\" w:lineRule=\"atLeast\"/>" + NoIndent + "<w:jc w:val=\"left\"/>", "<w:sz w:val=\"24\"/><w:szCs w:val=\"24\"/>")
        + Style("TableHead", "Table Head", "<w:jc w:val=\"center\"/>", Face("黑体"), "TableText")
        + Style("Footer", "footer", "<w:spacing w:line=\"240\" w:lineRule=\"auto\"/>" + NoIndent, Face("宋体") + "<w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/>")
        + "<w:style w:type=\"table\" w:styleId=\"Ruled\"><w:name w:val=\"Ruled\"/><w:tblPr><w:tblBorders>"
        + string.Concat(new[] { "top", "left", "bottom", "right", "insideH", "insideV" }.Select(side => $"<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>"))
        + "</w:tblBorders><w:tblCellMar><w:left w:w=\"85\" w:type=\"dxa\"/><w:right w:w=\"85\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>";
}
