namespace Hangji.Platform.Files;

/// <summary>下载: a file written to disk first and then sent, so that a long export neither fills memory nor blocks a response.</summary>
internal static class SheetDownload
{
    public const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    public const string DocxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    public static async Task<IResult> Xlsx(string fileName, Func<XlsxWriter, Task> write)
    {
        var file = Temporary();
        try
        {
            using (var book = new XlsxWriter(file)) await write(book);
            return Sent(file, XlsxType, fileName);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    public static async Task<IResult> Csv(string fileName, IReadOnlyList<SheetColumn> columns, Func<CsvWriter, Task> write)
    {
        var file = Temporary();
        try
        {
            using (var table = new CsvWriter(file, columns)) await write(table);
            return Sent(file, "text/csv; charset=utf-8", fileName);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    public static IResult Docx(string fileName, DocxWriter document)
    {
        var file = new MemoryStream();
        document.Save(file);
        return Sent(file, DocxType, fileName);
    }

    static IResult Sent(Stream file, string type, string fileName)
    {
        file.Position = 0;
        return Results.Stream(file, type, fileName);
    }

    static FileStream Temporary() =>
        new(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
}
