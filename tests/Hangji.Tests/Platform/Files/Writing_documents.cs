using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using Hangji.Platform.Files;

namespace Hangji.Tests.Platform.Files;

public class Writing_documents
{
    static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    static byte[] Minutes()
    {
        var file = new MemoryStream();
        new DocxWriter()
            .Title("竹溪村会议记录")
            .Subtitle("2026年11月3日")
            .Facts(("时间", "2026年11月3日 19:00"), ("主持人", "𬍛某"), ("地点", "村部 <二楼> & \"东\"\u0007"))
            .Section("学习内容")
            .Paragraph("第一段。\n第二段。")
            .Section("讨论", 2).Section("细目", 3).Section("再细", 4).Section("另一细目", 3)
            .Section("表决")
            .Table(["事项", "同意", "反对"], [["修路", "12", "0"], ["修桥", "11"]], [3, 1, 1])
            .Section("其他", 2)
            .Paragraph("出席：", "张建军、李强")
            .Signature("中共青石镇竹溪村支部委员会", "2026年11月3日")
            .Sign("主持人（签名）", "记录人（签名）")
            .Save(file);
        return file.ToArray();
    }

    static XDocument Part(byte[] file, string path)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        using var part = zip.GetEntry(path)!.Open();
        return XDocument.Load(part);
    }

    [Fact]
    public void The_page_is_that_of_the_standard()
    {
        var page = Part(Minutes(), "word/document.xml").Descendants(W + "sectPr").Single();
        int At(string part, string name) => (int)page.Element(W + part)!.Attribute(W + name)!;
        Assert.Equal((11906, 16838), (At("pgSz", "w"), At("pgSz", "h")));
        Assert.Equal((37, 28, 35, 26), ((int)Math.Round(At("pgMar", "top") / 56.7), (int)Math.Round(At("pgMar", "left") / 56.7), (int)Math.Round(At("pgMar", "bottom") / 56.7), (int)Math.Round(At("pgMar", "right") / 56.7)));
        Assert.Equal(22, (16838 - At("pgMar", "top") - At("pgMar", "bottom")) / At("docGrid", "linePitch"));
    }

    [Fact]
    public void Sections_are_numbered_in_the_four_levels_and_restart()
    {
        var headings = Part(Minutes(), "word/document.xml").Descendants(W + "p").Where(p => ((string?)p.Element(W + "pPr")?.Element(W + "pStyle")?.Attribute(W + "val"))?.StartsWith("Heading") == true).Select(p => p.Value);
        Assert.Equal(["一、学习内容", "（一）讨论", "1. 细目", "（1）再细", "2. 另一细目", "二、表决", "（一）其他"], headings);
    }

    [Theory]
    [InlineData("中共青石镇竹溪村支部委员会", 1300, 1500), InlineData("竹溪村", 1750, 1950), InlineData("一个名字特别长特别长特别长特别长特别长特别长的组织", 100, 300)]
    public void The_date_begins_two_characters_further_than_the_organ_and_both_end_in_time(string organ, int name, int date)
    {
        var file = new MemoryStream();
        new DocxWriter().Signature(organ, "2026年11月3日").Save(file);
        var starts = Part(file.ToArray(), "word/document.xml").Descendants(W + "ind").Select(ind => (int)ind.Attribute(W + "leftChars")!);
        Assert.Equal([name, date], starts);
    }

    [Fact]
    public void Every_part_is_well_formed_and_control_characters_are_gone()
    {
        using var zip = new ZipArchive(new MemoryStream(Minutes()));
        Assert.Equal(9, zip.Entries.Count);
        foreach (var entry in zip.Entries)
        {
            using var part = entry.Open();
            XDocument.Load(part);
        }
        Assert.Contains("村部 <二楼> & \"东\"", Part(Minutes(), "word/document.xml").Root!.Value);
    }

    [Fact]
    public void LibreOffice_reads_the_text_in_order_with_rare_characters_whole()
    {
        var text = Office.Converted(Minutes(), "docx", "txt:Text (encoded):UTF8");
        string[] order = ["竹溪村会议记录", "时间", "𬍛某", "一、学习内容", "第一段。", "第二段。", "（一）讨论", "二、表决", "修路", "12", "出席：张建军、李强", "中共青石镇竹溪村支部委员会", "2026年11月3日", "主持人（签名）：____________"];
        var at = 0;
        foreach (var words in order)
        {
            var found = text.IndexOf(words, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"{words} is missing after {at} in:\n{text}");
            at = found;
        }
    }

    [Fact]
    public void LibreOffice_makes_a_page_of_it() =>
        Assert.StartsWith("%PDF", Encoding.Latin1.GetString(Office.ConvertedBytes(Minutes(), "docx", "pdf", "pdf"), 0, 8));
}
