using System.Text;
using Hangji.Platform.Files;
using Hangji.Platform.Text;
using static Hangji.Tests.Platform.Files.SheetDesk;

namespace Hangji.Tests.Platform.Files;

public class Reading_text_tables
{
    const string Plain = "序号,姓名,身份证号,加入时间\n1,张建军,330723194803120017,1998.7\n2,𬍛某,33072319480312002X,1998年7月1日\n";

    public static TheoryData<string> Encodings => ["utf-8", "utf-8-mark", "utf-16", "utf-16BE", "gb18030"];

    static Encoding Named(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return name == "utf-8" ? new UTF8Encoding(false) : name == "utf-8-mark" ? new UTF8Encoding(true) : Encoding.GetEncoding(name);
    }

    [Theory, MemberData(nameof(Encodings))]
    public void Every_encoding_in_use_gives_the_same_rows(string encoding)
    {
        var (rows, summary, map) = Take(Csv(Plain, Named(encoding)));
        Assert.Equal(["张建军", "𬍛某"], rows.Select(row => row.Record!.Name));
        Assert.Equal("33072319480312002X", rows[1].Record!.Number);
        Assert.Equal(new LooseDate(1998, 7), rows[0].Record!.Joined);
        Assert.Equal(2, summary.Good);
        Assert.Equal([2, 3], rows.Select(row => row.Row));
        Assert.Equal("序号", Assert.Single(map.Unmatched).Header);
    }

    [Theory]
    [InlineData("\t"), InlineData(";"), InlineData(",")]
    public void The_separator_is_found(string separator) => Assert.Equal(2, Take(Csv(Plain.Replace(",", separator))).Rows.Count);

    [Fact]
    public void Quoted_cells_keep_separators_quotes_and_line_breaks()
    {
        var (rows, _, _) = Take(Csv("姓名,单位\r\n\"李,强\",\"甲\"\"乙\"\"\r\n丙\"\r\n王五,丁"));
        Assert.Equal("李,强", rows[0].Record!.Name);
        Assert.Equal("甲\"乙\" 丙", rows[0].Record!.Unit);
        Assert.Equal((3, "丁"), (rows[1].Row, rows[1].Record!.Unit));
    }

    [Fact]
    public void A_quotation_mark_that_is_never_closed_is_refused_with_its_row() =>
        Assert.Equal(3, Refused(Csv("姓名,单位\n甲乙,丙\n\"丁,戊\n己,庚\n"))!.Args[0]);

    [Fact]
    public void A_formula_is_an_error_of_its_row()
    {
        var (rows, _, _) = Take(Csv("姓名,单位\n张三,=HYPERLINK(\"x\")\n李四,'=1+1\n"));
        Assert.Equal("cell.formula", Assert.Single(rows[0].Errors).Rule);
        Assert.Equal(("B", 2, "unit"), (rows[0].Problems[0].Column, rows[0].Problems[0].Row, rows[0].Problems[0].Field));
        Assert.Equal("=1+1", rows[1].Record!.Unit);
    }
}
