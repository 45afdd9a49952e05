using System.IO.Compression;
using System.Xml;

namespace Hangji.Platform.Files;

/// <summary>压缩包检查: looks at the outside of an Office package before any part is parsed, and counts what is unpacked while it is.</summary>
internal sealed class PackageLook
{
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

    public XmlReader Xml(ZipArchiveEntry entry) => XmlReader.Create(Unpack(entry), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        CloseInput = true,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersFromEntities = 1024,
    });

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
        long own;

        public override int Read(Span<byte> buffer) => Count(inner.Read(buffer));
        public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

        int Count(int read)
        {
            own += read;
            // A file is read several times (first rows, then all); a pass may unpack everything once, so the total is bounded per part.
            if (own > look.limits.MaxUnpackedBytes || look.TooTight(own, packed)) throw Bomb();
            return read;
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
