using System.IO.Compression;
using System.Text;
using Hangji.Platform;
using Hangji.Platform.Files;
using static Hangji.Tests.Platform.Files.SheetDesk;

namespace Hangji.Tests.Platform.Files;

public class Refusing_what_is_no_spreadsheet
{
    static readonly object?[] Header = ["姓名", "性别"], One = ["甲某", "男"];

    static MessyBook Book() => new MessyBook().Row(Header).Row(One);

    static string? Says(Stream file, SheetLimits? limits = null) => Refused(file, limits)?.Message;

    static MemoryStream Bytes(params byte[] bytes) => new(bytes);

    [Fact] public void The_sound_book_itself_is_read() => Assert.Null(Says(Book().File()));
    [Fact] public void An_empty_file() => Assert.Equal("文件是空的", Says(Bytes()));
    [Fact] public void An_empty_sheet() => Assert.Equal("表里没有内容", Says(new MessyBook().File()));
    [Fact] public void A_header_alone() => Assert.Equal("表头下面没有数据", Says(new MessyBook().Row(Header).File()));
    [Fact] public void Blank_lines_alone() => Assert.Equal("表里没有内容", Says(Csv("\n\n , ,\n")));
    [Fact] public void A_sheet_without_the_required_column() => Assert.Equal("缺少必需的列：{0}", Says(new MessyBook().Row("性别", "年龄").Row("男", 3).File()));
    [Fact] public void A_macro_part() => Assert.Equal("文件里有宏，请另存为不带宏的 xlsx 再传", Says(Book().Part("xl/vbaProject.bin", [1, 2]).File()));
    [Fact] public void A_macro_type_without_a_macro() => Assert.StartsWith("文件里有宏", Says(new MessyBook { MacroType = true }.Row(Header).Row(One).File()));
    [Fact] public void Old_macro_sheets() => Assert.StartsWith("文件里有宏", Says(Book().Part("xl/macrosheets/sheet1.xml", "<a/>").File()));
    [Fact] public void Links_to_other_books() => Assert.StartsWith("文件里有指向其他文件", Says(Book().Part("xl/externalLinks/externalLink1.xml", "<a/>").File()));
    [Fact] public void Connections_to_data_sources() => Assert.StartsWith("文件里有指向其他文件", Says(Book().Part("xl/connections.xml", "<a/>").File()));
    [Fact] public void A_web_link_in_a_cell_is_harmless() =>
        Assert.Null(Says(Book().Part("xl/worksheets/_rels/s0.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r\" TargetMode=\"External\" Type=\"x/hyperlink\" Target=\"mailto:a@example.org\"/></Relationships>").File()));
    [Fact] public void An_external_entity() => Assert.StartsWith("文件已损坏", Says(new MessyBook { Prologue = "<!DOCTYPE w [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" }.Row(Header).Row(One).File()));
    [Fact] public void A_billion_laughs() => Assert.StartsWith("文件已损坏", Says(Book().Part("xl/sharedStrings.xml", "<!DOCTYPE s [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><sst><si><t>&b;</t></si></sst>").File()));
    [Theory, InlineData(0), InlineData(1), InlineData(4095), InlineData(4096), InlineData(8190)]
    public void A_block_that_a_parser_would_hold_whole_is_refused_wherever_it_begins(int after) =>
        Assert.StartsWith("文件已损坏", Says(Book().Part("xl/sharedStrings.xml", "<sst>" + new string(' ', after) + "<si><t><![CDATA[x]]></t></si></sst>").File()));
    [Fact] public void A_document() => Assert.Equal("这是文字文档，不是表格", Says(Zip(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<d/>"))));
    [Fact] public void A_presentation() => Assert.Equal("这是演示文稿，不是表格", Says(Zip(("[Content_Types].xml", "<Types/>"), ("ppt/presentation.xml", "<d/>"))));
    [Fact] public void Another_office_format() => Assert.StartsWith("这是 OpenDocument 文件", Says(Zip(("mimetype", "x"), ("content.xml", "<d/>"))));
    [Fact] public void A_plain_archive() => Assert.StartsWith("这是压缩包", Says(Zip(("a.txt", "x"))));
    [Fact] public void An_archive_posing_by_its_types() => Assert.StartsWith("这不是表格文件", Says(Zip(("[Content_Types].xml", "<Types/>"))));
    [Fact] public void A_binary_book() => Assert.StartsWith("这是二进制表格", Says(Zip(("[Content_Types].xml", "<Types/>"), ("xl/workbook.bin", "x"))));
    [Fact] public void A_renamed_picture() => Assert.Equal("PNG", Refused(Bytes(0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0))!.Args[0]);
    [Fact] public void A_renamed_pdf() => Assert.Equal("PDF", Refused(Bytes([.. "%PDF-1.7\n%"u8, 1, 2]))!.Args[0]);
    [Fact] public void A_web_page_posing_as_xls() => Assert.StartsWith("这是网页或 XML 冒充的表格", Says(Csv("\r\n <html xmlns:x=\"x\"><table><tr><td>姓名</td></tr></table></html>")));
    [Fact] public void A_web_page_in_utf_16() => Assert.StartsWith("这是网页或 XML 冒充的表格", Says(Csv("<table><tr><td>姓名</td></tr></table>", Encoding.Unicode)));
    [Fact] public void Xml_spreadsheet_2003() => Assert.StartsWith("这是网页或 XML 冒充的表格", Says(Csv("<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook/>")));
    [Fact] public void A_name_in_angle_brackets_is_still_text() => Assert.Null(Says(Csv("姓名,性别\n<甲>,男\n")));
    [Fact] public void An_encrypted_book() => Assert.StartsWith("文件加了密码", Says(new OldBook { ["EncryptedPackage"] = [1] }.File()));
    [Fact] public void An_old_document() => Assert.Equal("这是文字文档，不是表格", Says(new OldBook { ["WordDocument"] = [1] }.File()));
    [Fact] public void An_old_presentation() => Assert.Equal("这是演示文稿，不是表格", Says(new OldBook { ["PowerPoint Document"] = [1] }.File()));
    [Fact] public void An_old_mail() => Assert.StartsWith("这不是表格文件", Says(new OldBook { ["__properties"] = [1] }.File()));
    [Fact] public void A_book_from_before_1997() => Assert.StartsWith("这是很旧的表格格式", Says(new OldBook { ["Book"] = [1] }.File()));
    [Fact] public void An_old_book_with_macros() => Assert.StartsWith("文件里有宏", Says(new OldBook { ["Workbook"] = OldBook.Sound(), ["_VBA_PROJECT"] = [1] }.File()));
    [Fact] public void An_old_book_with_a_macro_sheet() => Assert.StartsWith("文件里有宏", Says(OldBook.Of(OldBook.Sound(kind: 1))));
    [Fact] public void An_old_book_with_a_password() => Assert.StartsWith("文件加了密码", Says(OldBook.Of(OldBook.Sound(extra: OldBook.Record(0x2F, 0, 0)))));
    [Fact] public void An_old_book_that_links_to_another() => Assert.StartsWith("文件里有指向其他文件", Says(OldBook.Of(OldBook.Sound(extra: OldBook.Record(0x1AE, 1, 0, 5, 0, 0, 65)))));
    [Fact] public void An_old_book_that_names_itself_is_read() => Assert.Null(Says(OldBook.Of(OldBook.Sound(extra: OldBook.Record(0x1AE, 1, 0, 1, 4)))));
    [Fact] public void Text_in_no_encoding() => Assert.StartsWith("这不是表格文件，也不是", Says(Bytes([.. "姓名,性别\n"u8, 0xFF, 0xFF, 0x0A])));
    [Fact] public void Text_with_zeros() => Assert.StartsWith("这不是表格文件，也不是", Says(Csv("姓名\0,性别\n甲,男\n")));

    [Fact]
    public void Several_filled_sheets_and_none_chosen()
    {
        var two = () => Book().Sheet("其他").Row(Header).Row(One).File();
        Assert.Equal("文件里有 {0} 张表（{1}），请选一张", Says(two()));
        Assert.Single(Take(two(), "其他").Rows);
        Assert.Null(Says(Book().Sheet("空的").File()));
        Assert.Null(Says(Book().Sheet("藏着", "hidden").Row("代码").Row("1").File()));
    }

    [Fact]
    public void A_book_cut_off_anywhere_is_refused()
    {
        var whole = MessyBook.Roster().File().ToArray();
        for (var cut = 1; cut < whole.Length; cut += 97) Assert.NotNull(Refused(new MemoryStream(whole[..cut])));
        whole = OldBook.Of(OldBook.Sound()).ToArray();
        for (var cut = 1; cut < 1536; cut += 97) Assert.NotNull(Refused(new MemoryStream(whole[..cut])));
    }

    [Fact]
    public void Limits_hold_on_both_sides()
    {
        var file = Book().File();
        Within(file.Length, most => new() { MaxBytes = most });
        Within(2, most => new() { MaxRows = (int)most });
        Within(2, most => new() { MaxColumns = (int)most });
        Within(1, most => new() { MaxSheets = (int)most });
        Within(new ZipArchive(file).Entries.Count, most => new() { MaxEntries = (int)most });
        Within(new ZipArchive(file).Entries.Sum(entry => entry.Length), most => new() { MaxUnpackedBytes = most });
        Within(2, most => new() { MaxCellChars = (int)most });

        void Within(long just, Func<long, SheetLimits> limits)
        {
            Assert.Null(Refused(new MemoryStream(file.ToArray()), limits(just)));
            Assert.NotNull(Refused(new MemoryStream(file.ToArray()), limits(just - 1)));
        }
    }

    [Fact]
    public void Text_tables_have_the_same_limits()
    {
        const string table = "姓名,性别\n甲某,男\n";
        Assert.Null(Refused(Csv(table), new() { MaxRows = 2, MaxColumns = 2, MaxCellChars = 2 }));
        Assert.StartsWith("行数超过", Refused(Csv(table), new() { MaxRows = 1 })!.Message);
        Assert.StartsWith("列数超过", Refused(Csv(table), new() { MaxColumns = 1 })!.Message);
        Assert.StartsWith("第 {0} 行有一格超过", Refused(Csv(table), new() { MaxCellChars = 1 })!.Message);
    }

    [Fact]
    public void A_zip_bomb_is_refused_unread_and_one_that_lies_about_its_size_while_read()
    {
        var zeros = Book().Part("xl/media/a.bin", new byte[20 << 20]).File().ToArray();
        Assert.StartsWith("文件解压后太大", Says(new MemoryStream(zeros)));
        Assert.Null(Says(new MemoryStream(zeros), new() { MaxRatio = 2_000 }));

        var sheet = "<worksheet><sheetData><row r=\"1\"><c t=\"inlineStr\"><is><t>" + new string(' ', 20 << 20) + "</t></is></c></row></sheetData></worksheet>";
        var lying = Book().Part("xl/worksheets/s0.xml", sheet).File().ToArray();
        Declare(lying, sheet.Length, 1000);
        Assert.NotNull(Says(new MemoryStream(lying)));
    }

    [Fact]
    public void A_stream_that_cannot_seek_is_read_all_the_same_and_limited()
    {
        var bytes = Book().File().ToArray();
        Assert.Null(Refused(new OneWay(bytes)));
        Assert.StartsWith("文件超过", Refused(new OneWay(bytes), new() { MaxBytes = bytes.Length - 1 })!.Message);
    }

    [Fact]
    public void Two_thousand_damaged_files_never_end_in_an_exception()
    {
        var random = new Random(20260701);
        byte[][] sound = [MessyBook.Roster().File().ToArray(), Stored(MessyBook.Roster()), OldBook.Of(OldBook.Sound()).ToArray(), Encoding.UTF8.GetBytes("姓名,性别\n甲,男\n\"乙\",女\n")];
        for (var i = 0; i < 2_000; i++)
        {
            byte[] bytes;
            if (i % 5 == 4)
            {
                bytes = new byte[random.Next(0, 600)];
                random.NextBytes(bytes);
                if (i % 10 == 4 && bytes.Length > 8) new byte[] { 0x50, 0x4B, 3, 4 }.CopyTo(bytes, 0);
            }
            else
            {
                bytes = [.. sound[i % sound.Length]];
                for (var hits = random.Next(1, 12); hits > 0; hits--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }
            var fault = Record.Exception(() => Refused(new MemoryStream(bytes)));
            Assert.True(fault is null, $"case {i}: {fault}");
        }
    }

    /// <summary>Uncompressed parts, so that damage reaches the XML and not only the packing.</summary>
    static byte[] Stored(MessyBook book)
    {
        var target = new MemoryStream();
        using (var from = new ZipArchive(book.File()))
        using (var to = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var entry in from.Entries)
            {
                using var part = to.CreateEntry(entry.FullName, CompressionLevel.NoCompression).Open();
                using var source = entry.Open();
                source.CopyTo(part);
            }
        return target.ToArray();
    }

    static MemoryStream Zip(params (string Path, string Text)[] parts)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (path, text) in parts)
                using (var part = zip.CreateEntry(path).Open()) part.Write(Encoding.UTF8.GetBytes(text));
        file.Position = 0;
        return file;
    }

    /// <summary>Overwrites the unpacked size wherever the zip's directory states it.</summary>
    static void Declare(byte[] zip, int was, int now)
    {
        var found = 0;
        for (var at = 0; at + 4 <= zip.Length; at++)
            if (BitConverter.ToInt32(zip, at) == was)
            {
                BitConverter.GetBytes(now).CopyTo(zip, at);
                found++;
            }
        Assert.True(found > 0);
    }

    sealed class OneWay(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
