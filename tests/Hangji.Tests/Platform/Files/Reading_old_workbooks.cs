using Hangji.Platform.Files;
using static Hangji.Tests.Platform.Files.SheetDesk;

namespace Hangji.Tests.Platform.Files;

public class Reading_old_workbooks
{
    [Fact]
    public void Texts_cut_between_records_and_packed_numbers_are_whole()
    {
        var (rows, _, map) = Take(OldBook.Of(OldBook.Sound()));
        Assert.Equal(("甲某AB", "1", "12.5"), (rows[0].Record!.Name, rows[0].Record!.Sex, rows[0].Record!.Unit));
        Assert.Equal(3, map.Columns.Count);
    }

    [Fact]
    public void The_roster_saved_as_xls_reads_as_the_roster_in_xlsx()
    {
        var old = Take(new MemoryStream(Office.ConvertedBytes(MessyBook.Roster().File().ToArray(), "xlsx", "xls:MS Excel 97", "xls")));
        var fresh = Take(MessyBook.Roster().File());
        Assert.Equal(fresh.Rows.Select(row => (row.Row, row.Record)), old.Rows.Select(row => (row.Row, row.Record)));
        // LibreOffice stores an error value as a formula that gives it.
        Assert.Equal(Rules(fresh.Rows).Select(rule => rule.Replace("cell.fault", "cell.formula")), Rules(old.Rows));
        Assert.Equal(fresh.Map.Fingerprint, old.Map.Fingerprint);
        Assert.Equal(fresh.Summary with { Notes = [] }, old.Summary with { Notes = [] });

        static IEnumerable<string> Rules(List<ImportedRow<Person>> rows) => rows.SelectMany(row => row.Problems).Select(problem => $"{problem.Column}{problem.Row} {problem.Field} {problem.Rule}");
    }

    [Fact]
    public void Ten_thousand_rows_of_a_real_writer_come_back_whole()
    {
        var book = new MessyBook().Row("姓名", "身份证号", "金额");
        for (var i = 0; i < 10_000; i++) book.Row("张" + (char)(0x4E00 + i % 2000), (330723190000000000L + i).ToString(), i / 100.0);
        var (rows, summary, _) = Take(new MemoryStream(Office.ConvertedBytes(book.File().ToArray(), "xlsx", "xls:MS Excel 97", "xls")));
        Assert.Equal((10_000, 0), (summary.Good, summary.Bad));
        Assert.Equal(("330723190000009999", 9999), (rows[^1].Record!.Number, rows[^1].Record!.Due));
    }
}
