using System.Text;

namespace Hangji.Platform.Files;

/// <summary>文件辨认: decides by content, never by name, what a file is; everything that is no spreadsheet is refused with what it seems to be.</summary>
internal static class FileKind
{
    static readonly (byte[] Magic, string Name)[] Others =
    [
        ("%PDF"u8.ToArray(), "PDF"), ([0x89, 0x50, 0x4E, 0x47], "PNG"), ([0xFF, 0xD8, 0xFF], "JPEG"), ("GIF8"u8.ToArray(), "GIF"),
        ("Rar!"u8.ToArray(), "RAR"), ([0x37, 0x7A, 0xBC, 0xAF], "7z"), ([0x1F, 0x8B], "gzip"), ("{\\rtf"u8.ToArray(), "RTF"),
        ("SQLite format"u8.ToArray(), "SQLite"), ("MZ"u8.ToArray(), "EXE"), ([0x7F, 0x45, 0x4C, 0x46], "ELF"), ("BM"u8.ToArray(), "BMP"), ("II*\0"u8.ToArray(), "TIFF"), ("MM\0*"u8.ToArray(), "TIFF"),
    ];

    /// <summary>The source for this file; throws <see cref="FileRefused"/>. The stream can seek.</summary>
    public static ISheetSource Source(Stream file, SheetLimits limits)
    {
        var head = Head(file, 4096);
        if (head.AsSpan().StartsWith("PK"u8) && head.Length > 3 && head[2] < 9) return XlsxSource.Open(file, limits);
        if (head.AsSpan().StartsWith(CompoundFile.Magic)) return XlsSource.Open(file, limits);
        foreach (var (magic, name) in Others)
            if (head.AsSpan().StartsWith(magic) && (magic.Length > 2 || HasBinary(head)))
                throw new FileRefused(new Refusal("这不是表格文件（看起来是 {0}），请上传 xlsx 或 csv", Args: [name]));
        if (LooksLikeMarkup(head)) throw new FileRefused(new Refusal("这是网页或 XML 冒充的表格，请在表格软件里打开，另存为 xlsx 再传"));
        return CsvSource.Open(file, limits);
    }

    static byte[] Head(Stream file, int most)
    {
        file.Position = 0;
        var head = new byte[(int)Math.Min(most, file.Length)];
        file.ReadExactly(head);
        file.Position = 0;
        return head;
    }

    static bool HasBinary(byte[] head) => head.Any(one => one < 9);

    static bool LooksLikeMarkup(byte[] head)
    {
        var text = head.AsSpan();
        if (text.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) text = text[3..];
        var start = (head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]
            ? (head[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode).GetString(text[2..])
            : Encoding.Latin1.GetString(text)).TrimStart();
        return start.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<!", StringComparison.Ordinal)
            || (start.StartsWith('<') && start.Length > 1 && char.IsAsciiLetter(start[1]) && start.Contains('>'));
    }
}
