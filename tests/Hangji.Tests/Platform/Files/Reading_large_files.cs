using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Hangji.Platform.Files;
using static Hangji.Tests.Platform.Files.SheetDesk;

namespace Hangji.Tests.Platform.Files;

public class Reading_large_files
{
    static MemoryStream Ten_thousand()
    {
        var file = new MemoryStream();
        using (var book = new XlsxWriter(file))
        {
            book.Sheet("S", [.. Fields.Select(field => new SheetColumn(field.Title)), .. Enumerable.Range(0, 17).Select(i => new SheetColumn("栏" + i))]);
            for (var i = 0; i < 10_000; i++)
                book.Row(["甲" + (char)(0x4E00 + i % 9000), (330723190000000000L + i).ToString(), "1998.7", i % 2 == 0 ? "男" : "女", "1.50", "是", "40", "乙", .. Enumerable.Range(0, 17).Select(object? (n) => $"内容{i * n}")]);
        }
        file.Position = 0;
        return file;
    }

    /// <summary>Measured at 0.9 s on two cores with a cold start; the bound leaves room for a machine that does ten other things.</summary>
    [Fact]
    public void Ten_thousand_rows_of_twenty_five_columns_take_seconds_and_tell_their_progress()
    {
        var file = Ten_thousand();
        var import = Import(row => row.Get(SheetDesk.Number));
        var told = new List<int>();
        var watch = Stopwatch.StartNew();
        Agreed(SheetReader.Open(file, "a.xlsx", null, out var reader));
        using (reader)
        {
            Agreed(import.Match(reader, reader.Sheets[0], null, out var map));
            var rows = 0;
            Agreed(import.Read(reader, reader.Sheets[0], map, row => rows++, out var summary, new Told(told)));
            Assert.Equal((10_000, 10_000, 0), (rows, summary.Good, summary.Bad));
        }
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
        Assert.Equal((500, 10_000, 21), (told[0], told[^1], told.Count));
    }

    [Fact]
    public void A_reading_can_be_stopped()
    {
        var import = Import();
        Agreed(SheetReader.Open(Ten_thousand(), "a.xlsx", null, out var reader));
        using (reader)
        {
            Agreed(import.Match(reader, reader.Sheets[0], null, out var map));
            using var stop = new CancellationTokenSource();
            var rows = 0;
            Assert.Throws<OperationCanceledException>(() => import.Read(reader, reader.Sheets[0], map, _ => { if (++rows == 7) stop.Cancel(); }, out _, stop: stop.Token));
            Assert.Equal(7, rows);
        }
    }

    [Fact]
    public void A_part_made_to_eat_memory_is_given_up_early()
    {
        // Stored unpacked, so that no ratio gives it away: one attribute, one text and one CDATA block of 30 MB each.
        var thirty = new string('a', 30 << 20);
        foreach (var row in (string[])[$"<row r=\"1\" x=\"{thirty}\"/>", $"<row r=\"1\"><c r=\"A1\"><v>{thirty}</v></c></row>",
            $"<row r=\"1\"><c r=\"A1\" t=\"str\"><v><![CDATA[{thirty.Replace("aaaaaaaa", "aaaaaaa<")}]]></v></c></row>"])
        {
            var file = new MemoryStream();
            using (var from = new ZipArchive(new MessyBook().Row("姓名").Row("甲").File()))
            using (var to = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
                foreach (var entry in from.Entries)
                {
                    using var part = to.CreateEntry(entry.FullName, CompressionLevel.NoCompression).Open();
                    if (entry.FullName.EndsWith("s0.xml")) part.Write(Encoding.UTF8.GetBytes($"<worksheet><sheetData>{row}</sheetData></worksheet>"));
                    else using (var source = entry.Open()) source.CopyTo(part);
                }
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.NotNull(Refused(file));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 15 << 20);
        }
    }

    [Fact]
    public void Merged_blocks_that_overlap_without_end_are_refused()
    {
        var book = new MessyBook().Row("姓名", "性别");
        for (var i = 0; i < 50; i++) book.Row("甲某", "男");
        for (var i = 0; i < 2_000; i++) book.Merge($"A2:B{i + 10}");
        Assert.StartsWith("文件已损坏", Refused(book.File())!.Message);
    }

    sealed class Told(List<int> told) : IProgress<int>
    {
        public void Report(int value) => told.Add(value);
    }
}
