using System.Buffers.Binary;
using System.Text;

namespace Hangji.Platform.Files;

/// <summary>复合文档: the container of Office before 2007 ([MS-CFB]), a small file system of sectors. Also the envelope of encrypted newer files.</summary>
internal sealed class CompoundFile
{
    const uint End = 0xFFFFFFFE, Free = 0xFFFFFFFF;
    const int MostEntries = 10_000;

    readonly Stream file;
    readonly int sectorSize;
    readonly List<uint> table = [];
    readonly List<Entry> entries = [];
    readonly uint smallTableStart;
    readonly int smallCutoff;

    readonly record struct Entry(string Name, byte Kind, uint Start, long Size);

    public static ReadOnlySpan<byte> Magic => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    CompoundFile(Stream file)
    {
        this.file = file;
        var header = new byte[512];
        file.Position = 0;
        file.ReadExactly(header);
        sectorSize = 1 << BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(30));
        if (sectorSize is not (512 or 4096)) throw FileRefused.Damaged();
        smallCutoff = 4096;
        smallTableStart = U32(header, 60);
        ReadTable(header);
        ReadEntries(U32(header, 48));
    }

    public static CompoundFile Open(Stream file) => new(file);

    public bool Has(string name) => entries.Exists(entry => entry.Name == name);

    /// <summary>A stream of the file, whole; null when there is none of that name.</summary>
    public byte[]? Find(string name, long most)
    {
        var entry = entries.Find(one => one.Name == name && one.Kind == 2);
        if (entry.Name is null) return null;
        if (entry.Size < 0 || entry.Size > most || entry.Size > file.Length) throw FileRefused.Damaged();
        return entry.Size >= smallCutoff ? Chain(entry.Start, entry.Size) : Small(entry);
    }

    /// <summary>The sector table, whose own sectors are listed in the header and, for large files, in further sectors.</summary>
    void ReadTable(byte[] header)
    {
        var listed = new List<uint>();
        for (var i = 0; i < 109; i++) listed.Add(U32(header, 76 + 4 * i));
        var next = U32(header, 68);
        for (var steps = 0; next < End - 1 && steps <= Sectors; steps++)
        {
            var more = Sector(next);
            for (var i = 0; i + 4 < sectorSize; i += 4) listed.Add(U32(more, i));
            next = U32(more, sectorSize - 4);
        }
        foreach (var one in listed)
        {
            if (one is Free or End) continue;
            if (table.Count > Sectors + sectorSize) break;
            var sector = Sector(one);
            for (var i = 0; i < sectorSize; i += 4) table.Add(U32(sector, i));
        }
    }

    void ReadEntries(uint start)
    {
        var directory = Chain(start, long.MaxValue);
        for (var at = 0; at + 128 <= directory.Length && entries.Count < MostEntries; at += 128)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(directory.AsSpan(at + 64));
            if (length is < 2 or > 64 || directory[at + 66] == 0) continue;
            var size = sectorSize == 512 ? U32(directory, at + 120) : BinaryPrimitives.ReadInt64LittleEndian(directory.AsSpan(at + 120));
            entries.Add(new(Encoding.Unicode.GetString(directory, at, length - 2), directory[at + 66], U32(directory, at + 116), size));
        }
    }

    byte[] Small(Entry entry)
    {
        var root = entries.Find(one => one.Kind == 5);
        if (root.Name is null) throw FileRefused.Damaged();
        var store = Chain(root.Start, Math.Max(0, root.Size));
        var links = Chain(smallTableStart, long.MaxValue);
        var result = new byte[entry.Size];
        var at = entry.Start;
        for (var done = 0; done < result.Length; done += 64)
        {
            if ((long)at * 64 + 64 > store.Length + 63 || (long)at * 4 + 4 > links.Length) throw FileRefused.Damaged();
            var from = (int)at * 64;
            var count = Math.Min(64, Math.Min(result.Length - done, store.Length - from));
            if (count <= 0) throw FileRefused.Damaged();
            store.AsSpan(from, count).CopyTo(result.AsSpan(done));
            at = U32(links, (int)at * 4);
        }
        return result;
    }

    /// <summary>The bytes of a chain of sectors; a chain that runs in a circle is longer than the file and ends as damaged.</summary>
    byte[] Chain(uint start, long size)
    {
        var result = new MemoryStream();
        for (var at = start; at < End - 1 && result.Length < size; at = at < table.Count ? table[(int)at] : throw FileRefused.Damaged())
        {
            if (result.Length > file.Length) throw FileRefused.Damaged();
            result.Write(Sector(at));
        }
        if (size != long.MaxValue)
        {
            if (result.Length < size) throw FileRefused.Damaged();
            result.SetLength(size);
        }
        return result.ToArray();
    }

    long Sectors => file.Length / sectorSize;

    byte[] Sector(uint index)
    {
        var at = ((long)index + 1) * sectorSize;
        if (at >= file.Length) throw FileRefused.Damaged();
        var sector = new byte[sectorSize];
        file.Position = at;
        file.ReadAtLeast(sector, sectorSize, throwOnEndOfStream: false);
        return sector;
    }

    static uint U32(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
}
