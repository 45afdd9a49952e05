using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using Hangji.Platform;
using Hangji.Platform.Files;
using Hangji.Platform.Text;

namespace Hangji.Modules.Disclosure.Files;

/// <summary>附件查验: reads what is inside a file as far as a program can, refuses what it cannot read or finds personal numbers in, and gives it back without its metadata.</summary>
/// <remarks>Text inside a picture is not read: whoever drafts is told so. PDF is refused, because the text of many a PDF cannot be read back with certainty.</remarks>
internal static partial class FileScan
{
    public const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    const int MostParts = 2000;
    const long MostUnpacked = 100L << 20;

    /// <summary>The cleaned file and its type, or the sentence that refuses it.</summary>
    public static Refusal? Read(string name, byte[] content, IReadOnlySet<string> allowed, out byte[] clean, out string type)
    {
        (clean, type) = ([], "");
        if (PublicScan.Line(Path.GetFileNameWithoutExtension(name), "attached", allowed) is { } named) return named;
        if (content.AsSpan().StartsWith("%PDF-"u8)) return new("附件“{0}”是 PDF，里面的文字程序看不全；请传 Word、表格，或者一页一页的图片", "attached", null, name);
        if (content.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return Picture(name, PictureCleaner.Jpeg(content), "image/jpeg", out clean, out type);
        if (content.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G'])) return Picture(name, PictureCleaner.Png(content), "image/png", out clean, out type);
        if (content.AsSpan().StartsWith("PK\u0003\u0004"u8)) return Package(name, content, allowed, out clean, out type);
        return Text(name, content, allowed, out clean, out type);
    }

    static Refusal? Picture(string name, byte[]? cleaned, string kind, out byte[] clean, out string type)
    {
        (clean, type) = (cleaned ?? [], kind);
        return cleaned is null ? Broken(name) : null;
    }

    static Refusal? Text(string name, byte[] content, IReadOnlySet<string> allowed, out byte[] clean, out string type)
    {
        (clean, type) = ([], Path.GetExtension(name).Equals(".csv", StringComparison.OrdinalIgnoreCase) ? "text/csv" : "text/plain");
        if (content.AsSpan().Contains((byte)0) || Path.GetExtension(name).ToLowerInvariant() is not (".txt" or ".csv")) return new("附件“{0}”不是可以公开的种类（图片、Word、Excel、CSV、文本）", "attached", null, name);
        string text;
        try { text = new UTF8Encoding(false, true).GetString(content); }
        catch (DecoderFallbackException) { text = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetString(content); }
        foreach (var line in text.Split('\n'))
            if (PublicScan.Line(line, "attached", allowed) is { } found) return In(name, found);
            else if (type == "text/csv")
                foreach (var cell in line.Split(',', '\t', ';'))
                    if (PublicScan.Line(Written(cell), "attached", allowed) is { } there) return In(name, there);
        if (PublicScan.Secret(text) is not null) return In(name, PublicScan.Line(text, "attached", allowed)!);
        clean = Encoding.UTF8.GetBytes(text.TrimStart('\uFEFF'));
        return null;
    }

    static Refusal? Package(string name, byte[] content, IReadOnlySet<string> allowed, out byte[] clean, out string type)
    {
        (clean, type) = ([], Path.GetExtension(name).ToLowerInvariant() switch { ".docx" => Docx, ".xlsx" => Xlsx, _ => "" });
        if (type.Length == 0) return new("附件“{0}”不是可以公开的种类（图片、Word、Excel、CSV、文本）", "attached", null, name);
        try
        {
            using var package = new ZipArchive(new MemoryStream(content));
            if (package.Entries.Count > MostParts) return Broken(name);
            using var rewritten = new MemoryStream();
            using (var target = new ZipArchive(rewritten, ZipArchiveMode.Create, leaveOpen: true))
            {
                long unpacked = 0;
                foreach (var part in package.Entries)
                {
                    if (part.FullName.EndsWith('/')) continue;
                    if (Unwanted().IsMatch(part.FullName)) return new("附件“{0}”里有修订批注、宏或者嵌入的文件，请去掉后再传", "attached", null, name);
                    var bytes = Unpack(part, MostUnpacked - unpacked);
                    if (bytes is null) return Broken(name);
                    unpacked += bytes.Length;
                    if (Properties().IsMatch(part.FullName)) bytes = Plain(part.FullName);
                    else if (Media().IsMatch(part.FullName))
                    {
                        if (Cleaned(bytes) is not { } cleaned) return new("附件“{0}”里有一张不是 JPG 或 PNG 的图片，请换成这两种", "attached", null, name);
                        bytes = cleaned;
                    }
                    else if (part.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || part.FullName.EndsWith(".rels", StringComparison.OrdinalIgnoreCase))
                    {
                        if (Markup(part.FullName, bytes, allowed) is { } found) return In(name, found);
                    }
                    else if (!Harmless().IsMatch(part.FullName)) return new("附件“{0}”里有修订批注、宏或者嵌入的文件，请去掉后再传", "attached", null, name);
                    // One day for all parts: when a file was worked on is nobody's business.
                    var copy = target.CreateEntry(part.FullName, CompressionLevel.Optimal);
                    copy.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
                    using var stream = copy.Open();
                    stream.Write(bytes);
                }
            }
            clean = rewritten.ToArray();
            return null;
        }
        catch (Exception fault) when (fault is InvalidDataException or XmlException or NotSupportedException or DecoderFallbackException)
        {
            return Broken(name);
        }
    }

    /// <summary>Every text of a part: paragraph by paragraph and cell by cell, joined as a reader sees them; attribute values too.</summary>
    static Refusal? Markup(string part, byte[] bytes, IReadOnlySet<string> allowed)
    {
        using var xml = XmlReader.Create(new MemoryStream(bytes), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        var (text, place) = (new StringBuilder(), "");
        while (xml.Read())
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    if (xml.LocalName is "ins" or "del" or "moveFrom" or "moveTo" && part.StartsWith("word/", StringComparison.Ordinal)) return new("里面有没有接受的修订，请接受修订后再传", "attached");
                    if (xml.LocalName == "sheet" && xml.GetAttribute("state") is "hidden" or "veryHidden") return new("里面有隐藏的工作表，请删去后再传", "attached");
                    if (xml.LocalName == "externalReference") return new("里面链接了别的文件，请去掉链接后再传", "attached");
                    if (xml.LocalName is "tab" or "br") text.Append('\t');
                    place = xml.LocalName;
                    for (var more = xml.MoveToFirstAttribute(); more; more = xml.MoveToNextAttribute())
                        if (xml.LocalName is "descr" or "title" or "author" or "Target" or "name" or "val" && PublicScan.Line(xml.Value, "attached", allowed) is { } hidden) return hidden;
                    xml.MoveToElement();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    text.Append(place == "v" ? Written(xml.Value) : xml.Value);
                    break;
                case XmlNodeType.EndElement when xml.LocalName is "p" or "si" or "c" or "is" or "tc" or "hdr" or "ftr":
                    if (PublicScan.Line(text.ToString(), "attached", allowed) is { } found) return found;
                    text.Clear();
                    break;
            }
        return PublicScan.Line(text.ToString(), "attached", allowed);
    }

    /// <summary>1.38E+10 as the digits that a reader of the sheet sees.</summary>
    static string Written(string value) => Scientific().IsMatch(value.Trim()) && decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number.ToString("0.################", CultureInfo.InvariantCulture) : value;

    static byte[]? Unpack(ZipArchiveEntry part, long most)
    {
        using var stream = part.Open();
        using var memory = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int n; (n = stream.Read(buffer)) > 0;)
        {
            if (memory.Length + n > most) return null;
            memory.Write(buffer, 0, n);
        }
        return memory.ToArray();
    }

    static byte[]? Cleaned(byte[] picture) => picture.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]) ? PictureCleaner.Jpeg(picture) : PictureCleaner.Png(picture);

    /// <summary>Author, company, times and whatever else a program wrote about the file: empty parts in their place.</summary>
    static byte[] Plain(string part) => Encoding.UTF8.GetBytes(part.EndsWith("core.xml", StringComparison.Ordinal)
        ? """<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>"""
        : part.EndsWith("custom.xml", StringComparison.Ordinal) ? """<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>"""
        : """<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>""");

    static Refusal Broken(string name) => new("附件“{0}”打不开，可能已损坏", "attached", null, name);
    static Refusal In(string name, Refusal found) => new("附件“{0}”：{1}", "attached", found.Article, name, found);

    [GeneratedRegex(@"(^|/)(comments\w*|commentsExtended|people|threadedComments?|persons?|vbaProject|oleObject|embeddings|activeX|macrosheets|externalLinks|customXml|ctrlProps|revisions)", RegexOptions.IgnoreCase)] private static partial Regex Unwanted();
    [GeneratedRegex(@"^docProps/(core|app|custom)\.xml$", RegexOptions.IgnoreCase)] private static partial Regex Properties();
    [GeneratedRegex(@"/media/", RegexOptions.IgnoreCase)] private static partial Regex Media();
    [GeneratedRegex(@"\.(odttf|vml|bin)$|^docProps/thumbnail\.", RegexOptions.IgnoreCase)] private static partial Regex Harmless();
    [GeneratedRegex(@"^-?\d+(\.\d+)?[eE][+-]?\d+$")] private static partial Regex Scientific();
}
