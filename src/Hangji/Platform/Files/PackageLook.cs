using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Hangji.Platform.Files;

/// <summary>压缩包检查: looks at the outside of an Office package before any part is parsed, and counts what is unpacked while it is.</summary>
internal sealed class PackageLook
{
    /// <summary>Bytes from one tag to the next; a full cell of 32,767 characters takes at most 300 KB, written as entities.</summary>
    const int MostBetweenMarkup = 1 << 20;

    readonly SheetLimits limits;

    PackageLook(ZipArchive zip, SheetLimits limits) => (Zip, this.limits) = (zip, limits);

    public ZipArchive Zip { get; }

    public static PackageLook Open(Stream file, SheetLimits limits)
    {
        var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        try
        {
            var look = new PackageLook(zip, limits);
            look.Outside();
            return look;
        }
        catch
        {
            zip.Dispose();
            throw;
        }
    }

    public ZipArchiveEntry? Find(string path) =>
        Zip.GetEntry(path) ?? Zip.Entries.FirstOrDefault(entry => string.Equals(entry.FullName.Replace('\\', '/'), path, StringComparison.OrdinalIgnoreCase));

    /// <summary>A part as a stream that stops at the limits, whatever the directory of the zip declared.</summary>
    public Stream Unpack(ZipArchiveEntry entry) => new Counted(this, entry);

    /// <summary>The XML of a part: UTF-8 as every program writes it, no DTD, nothing fetched.</summary>
    public XmlReader Xml(ZipArchiveEntry entry) => XmlReader.Create(new StreamReader(Unpack(entry), StrictUtf8), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        CloseInput = true,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    });

    static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    void Outside()
    {
        if (Zip.Entries.Count > limits.MaxEntries) throw Bomb();
        long declared = 0;
        foreach (var entry in Zip.Entries)
        {
            declared += entry.Length;
            if (declared > limits.MaxUnpackedBytes || TooTight(entry.Length, entry.CompressedLength)) throw Bomb();
            if (entry.IsEncrypted) throw new FileRefused(new Refusal("文件加了密码，请去掉密码后再传"));
            var name = entry.FullName.Replace('\\', '/').ToLowerInvariant();
            if (name.EndsWith("vbaproject.bin") || name.StartsWith("xl/macrosheets/") || name.StartsWith("xl/activex/")) throw Macro();
            if (name.StartsWith("xl/externallinks/") || name is "xl/connections.xml" || name.StartsWith("xl/querytables/"))
                throw new FileRefused(new Refusal("文件里有指向其他文件或数据源的链接，请断开链接（数据—编辑链接）后另存再传"));
        }
        if (Find("EncryptedPackage") is not null) throw new FileRefused(new Refusal("文件加了密码，请去掉密码后再传"));
        Kind();
    }

    void Kind()
    {
        if (Find("[Content_Types].xml") is not { } types)
            throw Find("content.xml") is null ? new FileRefused(new Refusal("这是压缩包，不是表格，请解压后上传里面的表格"))
                : new FileRefused(new Refusal("这是 OpenDocument 文件，请另存为 xlsx 再传"));
        using (var xml = Xml(types))
            while (xml.Read())
                if (xml.NodeType == XmlNodeType.Element && xml.GetAttribute("ContentType") is { } type
                    && (type.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) || type.Contains("vbaProject", StringComparison.OrdinalIgnoreCase))) throw Macro();
        if (Find("xl/workbook.bin") is not null) throw new FileRefused(new Refusal("这是二进制表格（xlsb），请另存为 xlsx 再传"));
        if (Find("word/document.xml") is not null) throw new FileRefused(new Refusal("这是文字文档，不是表格"));
        if (Find("ppt/presentation.xml") is not null) throw new FileRefused(new Refusal("这是演示文稿，不是表格"));
    }

    bool TooTight(long unpackedBytes, long packedBytes) => unpackedBytes > limits.RatioFreeBytes && unpackedBytes / Math.Max(1, packedBytes) > limits.MaxRatio;

    static FileRefused Macro() => new(new Refusal("文件里有宏，请另存为不带宏的 xlsx 再传"));

    static FileRefused Bomb() => new(new Refusal("文件解压后太大，像是压缩炸弹，没有读取"));

    sealed class Counted(PackageLook look, ZipArchiveEntry entry) : Stream
    {
        readonly Stream inner = entry.Open();
        readonly long packed = entry.CompressedLength;
        readonly byte[] tail = new byte[16];
        long own, sinceMarkup;
        int kept;

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            own += read;
            // A file is read several times (first rows, then all); a pass may unpack everything once, so the total is bounded per part.
            if (own > look.limits.MaxUnpackedBytes || look.TooTight(own, packed)) throw Bomb();
            // A parser must hold a name or an attribute whole, and neither can contain this sign: without one for long, the part is made to eat memory.
            var last = buffer[..read].LastIndexOf((byte)'<');
            sinceMarkup = last < 0 ? sinceMarkup + read : read - last;
            if (sinceMarkup > MostBetweenMarkup) throw Bomb();
            // The one construct that may contain it, and that the parser holds whole too. No spreadsheet program writes it; saving again removes it.
            if (HasCData(buffer[..read])) throw FileRefused.Damaged();
            return read;
        }

        /// <summary>Looks across the edges of buffers too.</summary>
        bool HasCData(ReadOnlySpan<byte> read)
        {
            var mark = "<![CDATA["u8;
            if (read.IndexOf(mark) >= 0) return true;
            Span<byte> edge = stackalloc byte[2 * mark.Length];
            tail.AsSpan(0, kept).CopyTo(edge);
            var fresh = Math.Min(read.Length, mark.Length);
            read[..fresh].CopyTo(edge[kept..]);
            if (edge[..(kept + fresh)].IndexOf(mark) >= 0) return true;
            var all = edge[..(kept + fresh)];
            var rest = read.Length >= mark.Length - 1 ? read[^(mark.Length - 1)..] : all[^Math.Min(all.Length, mark.Length - 1)..];
            rest.CopyTo(tail);
            kept = rest.Length;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
