using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Hangji.Platform.Files;
using Hangji.Platform.Text;
using static Hangji.Tests.Platform.Files.SheetDesk;

namespace Hangji.Tests.Platform.Files;

public class Writing_tables
{
    static readonly SheetColumn[] Columns =
    [
        new("姓名"), new("身份证号"), new("加入日期", ColumnKind.Date), new("月缴金额", ColumnKind.Money), new("年龄", ColumnKind.Number), new("是否外出"), new("单位"),
    ];

    static readonly string[] Attacks = ["=1+1", "+86 138", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "'=1", "=cmd|'/c calc'!A1"];

    static MemoryStream Book(int rowsPerSheet = XlsxWriter.MostRows)
    {
        var file = new MemoryStream();
        using (var book = new XlsxWriter(file) { RowsPerSheet = rowsPerSheet })
        {
            book.Sheet("名册 2026/11", Columns);
            book.Row("阿卜杜热西提·买买提", "330723194803120017", new DateOnly(1998, 7, 1), 1250L, 78, true, "甲<乙>&\"丙\"");
            book.Row("𬍛某", "33072319480312002X", new LooseDate(1998, 7), 0L, 20, false, "一行\r\n二行");
            book.Row("老某", null, new DateOnly(1899, 12, 31), -5L, null, null, "_x0041_");
            foreach (var attack in Attacks) book.Row(attack, "007", new LooseDate(2000), 100L, 1, null, attack);
        }
        file.Position = 0;
        return file;
    }

    [Fact]
    public void Our_own_reader_gets_back_every_value_and_type()
    {
        var (rows, _, _) = Take(Book());
        Assert.Equal(new Person("阿卜杜热西提·买买提", "330723194803120017", new LooseDate(1998, 7, 1), null, 1250, true, 78, "甲<乙>&\"丙\""), rows[0].Record);
        Assert.Equal(("𬍛某", new LooseDate(1998, 7), "一行 二行"), (rows[1].Record!.Name, rows[1].Record!.Joined!.Value, rows[1].Record!.Unit));
        Assert.Equal("_x0041_", rows[2].Values.Get(Unit));
        Assert.Equal(new LooseDate(1899, 12, 31), rows[2].Values.Get(Joined));
        Assert.All(rows.Skip(3), row => Assert.DoesNotContain(row.Problems, problem => problem.Rule == "cell.formula"));
    }

    [Fact]
    public void A_full_sheet_goes_on_in_a_further_one_with_the_same_header()
    {
        SheetReader.Open(Book(rowsPerSheet: 5), "a.xlsx", null, out var reader);
        using (reader)
        {
            Assert.Equal(["名册 202611", "名册 202611 (2)", "名册 202611 (3)"], reader.Sheets.Select(sheet => sheet.Name));
            Agreed(reader.First(reader.Sheets[2], 9, out var rows));
            Assert.Equal(("姓名", 5), (rows[0].Cells[0].Text, rows.Count));
        }
    }

    [Theory]
    [InlineData("a[b]:c*d?e/f\\g", "abcdefg"), InlineData("''", "Sheet"), InlineData("", "Sheet"), InlineData("甲", "甲 (2)")]
    [InlineData("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二", "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一")]
    public void Sheet_names_are_brought_into_form(string name, string fit) => Assert.Equal(fit, SheetName.Fit(name, ["甲"]));

    [Fact]
    public void The_csv_neutralizes_formulas_and_our_reader_undoes_it()
    {
        var file = new MemoryStream();
        using (var table = new CsvWriter(file, [new("姓名"), new("单位"), new("月缴金额", ColumnKind.Money)]))
        {
            foreach (var attack in Attacks) table.Row("甲某", attack, -150L);
            table.Row("乙,\"某", "一\n二", 123L);
        }
        var text = Encoding.UTF8.GetString(file.ToArray());
        Assert.StartsWith("\uFEFF姓名,单位,月缴金额\r\n甲某,'=1+1,-1.50\r\n甲某,'+86 138,", text);
        Assert.All(text.Split("\r\n").Skip(1).Take(Attacks.Length), line => Assert.Matches("^甲某,\"?'", line));
        file.Position = 0;
        SheetReader.Open(file, "a.csv", null, out var reader);
        using (reader)
        {
            Agreed(reader.First(reader.Sheets[0], 99, out var rows));
            Assert.Equal(Attacks, rows.Skip(1).Take(Attacks.Length).Select(row => row[2].Text));
            Assert.All(rows.SelectMany(row => row.Cells), cell => Assert.False(cell.IsFormula));
            Assert.Equal(("乙,\"某", "一\n二"), (rows[^1][1].Text, rows[^1][2].Text));
        }
    }

    [Fact]
    public void LibreOffice_opens_the_book_with_types_intact_and_runs_nothing()
    {
        var lines = Office.Converted(Book().ToArray(), "xlsx", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,true,false").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("姓名,身份证号,加入日期,月缴金额,年龄,是否外出,单位", lines[0].TrimStart('\uFEFF').TrimEnd());
        Assert.Equal("阿卜杜热西提·买买提,330723194803120017,1998-07-01,12.50,78,是,\"甲<乙>&\"\"丙\"\"\"", lines[1].TrimEnd());
        Assert.StartsWith("𬍛某,33072319480312002X,1998-07,0.00,20,否,", lines[2]);
        var all = string.Join('\n', lines);
        foreach (var attack in Attacks) Assert.Contains(attack.Trim('\t', '\r'), all);
        Assert.DoesNotContain("Err:", all);
        Assert.Contains("=1+1,007,2000,1.00,1,,=1+1", all);
    }

    [Fact]
    public void LibreOffice_takes_the_dates_for_dates_and_the_money_for_numbers()
    {
        // Saved again by another program, the cells must still be typed.
        var again = new MemoryStream(Office.ConvertedBytes(Book().ToArray(), "xlsx", "xlsx:Calc MS Excel 2007 XML", "xlsx"));
        SheetReader.Open(again, "b.xlsx", null, out var reader);
        using (reader)
        {
            Agreed(reader.First(reader.Sheets[0], 3, out var rows));
            Assert.Equal([CellKind.Text, CellKind.Text, CellKind.Date, CellKind.Number, CellKind.Number, CellKind.Text, CellKind.Text], rows[1].Cells.Select(cell => cell.Kind));
            Assert.Equal((new LooseDate(1998, 7), 12.5), (rows[2][3].Date, rows[1][4].Number));
        }
    }

    [Fact]
    public void Two_sheets_a_filter_and_a_frozen_header_are_there()
    {
        var file = new MemoryStream();
        using (var book = new XlsxWriter(file))
        {
            book.Sheet("甲", [new("一", Width: 20)]);
            book.Row("x");
            book.Sheet("乙", [new("二")]);
        }
        using var zip = new ZipArchive(file);
        var first = new StreamReader(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open()).ReadToEnd();
        Assert.Contains("<autoFilter ref=\"A1:A2\"/>", first);
        Assert.Contains("state=\"frozen\"", first);
        Assert.Contains("width=\"20\"", first);
        Assert.NotNull(zip.GetEntry("xl/worksheets/sheet2.xml"));
    }
}

/// <summary>The office program that <c>./do test</c> installs, run without a window. A test that needs it fails without it.</summary>
static class Office
{
    static readonly Lock One = new();

    public static string Converted(byte[] file, string extension, string filter) => Encoding.UTF8.GetString(ConvertedBytes(file, extension, filter, filter.Split(':')[0]));

    public static byte[] ConvertedBytes(byte[] file, string extension, string filter, string becomes)
    {
        Assert.True(File.Exists("/usr/bin/soffice"), "LibreOffice is missing: ./do test installs it (libreoffice-calc, libreoffice-writer)");
        var folder = Directory.CreateTempSubdirectory("hangji-office-");
        try
        {
            var input = Path.Combine(folder.FullName, "in." + extension);
            File.WriteAllBytes(input, file);
            var start = new ProcessStartInfo("/usr/bin/soffice") { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var word in (string[])[$"-env:UserInstallation=file://{folder.FullName}/profile", "--headless", "--norestore", "--convert-to", filter, "--outdir", Path.Combine(folder.FullName, "out"), input]) start.ArgumentList.Add(word);
            lock (One)
            {
                using var office = Process.Start(start)!;
                var said = office.StandardError.ReadToEndAsync();
                var told = office.StandardOutput.ReadToEndAsync();
                if (!office.WaitForExit(TimeSpan.FromMinutes(2)))
                {
                    office.Kill(entireProcessTree: true);
                    Assert.Fail("LibreOffice did not finish");
                }
                var result = Directory.GetFiles(Path.Combine(folder.FullName, "out"), "*." + becomes).FirstOrDefault();
                Assert.True(result is not null, $"LibreOffice made nothing: {told.Result} {said.Result}");
                return File.ReadAllBytes(result);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
