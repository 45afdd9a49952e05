using System.Buffers.Binary;
using System.Text;

namespace Hangji.Tests.Platform.Files;

/// <summary>Builds files in the container of Office before 2007: one table sector, one directory sector, every stream in sectors of its own.</summary>
sealed class OldBook : Dictionary<string, byte[]>
{
    public static MemoryStream Of(byte[] workbook) => new OldBook { ["Workbook"] = workbook }.File();

    public static byte[] Record(int type, params byte[] data) => [(byte)type, (byte)(type >> 8), (byte)data.Length, (byte)(data.Length >> 8), .. data];

    /// <summary>A workbook of one sheet: 姓名, 性别 above 甲某, 男, then a formula and a packed number.</summary>
    public static byte[] Sound(byte kind = 0, byte[]? extra = null)
    {
        byte[] Begin(int what) => Record(0x809, 0, 6, (byte)what, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        byte[] Text(string text) => [(byte)text.Length, 0, 1, .. Encoding.Unicode.GetBytes(text)];
        byte[] Cell(int type, byte row, byte column, params byte[] data) => Record(type, [row, 0, column, 0, 0, 0, .. data]);
        // The third text is cut in the middle and goes on in a Continue record in one-byte characters.
        byte[] texts = [.. Record(0xFC, [5, 0, 0, 0, 5, 0, 0, 0, .. Text("姓名"), .. Text("性别"), 4, 0, 1, .. Encoding.Unicode.GetBytes("甲某")]), .. Record(0x3C, [0, (byte)'A', (byte)'B', .. Text("男"), .. Text("单位")])];
        byte[] globals(int start) => [.. Begin(5), .. extra ?? [], .. Record(0x85, [.. BitConverter.GetBytes(start), 0, kind, 1, 0, (byte)'S']), .. texts, .. Record(0x0A)];
        var sheet = (byte[])[.. Begin(0x10), .. Cell(0xFD, 0, 0, 0, 0, 0, 0), .. Cell(0xFD, 0, 1, 1, 0, 0, 0), .. Cell(0xFD, 0, 2, 4, 0, 0, 0),
            .. Cell(0xFD, 1, 0, 2, 0, 0, 0), .. Cell(0xFD, 1, 1, 3, 0, 0, 0), .. Cell(0x27E, 1, 2, [.. BitConverter.GetBytes(1250 << 2 | 3)]), .. Record(0x0A)];
        return [.. globals(globals(0).Length), .. sheet];
    }

    public MemoryStream File()
    {
        var table = new byte[512];
        var directory = new byte[512];
        var data = new List<byte>();
        table.AsSpan().Fill(0xFF);
        Link(0, 0xFFFFFFFD);
        Link(1, 0xFFFFFFFE);
        Entry(0, "Root Entry", 5, 0xFFFFFFFE, 0);
        var next = 2u;
        var index = 1;
        foreach (var (name, content) in this)
        {
            // Streams under 4,096 bytes would live in the small store; these are padded past it.
            var padded = content.Concat(new byte[Math.Max(0, 4096 - content.Length)]).ToArray();
            var sectors = (uint)(padded.Length + 511) / 512;
            Entry(index++, name, 2, next, padded.Length);
            for (var i = 0u; i < sectors; i++) Link(next + i, i + 1 < sectors ? next + i + 1 : 0xFFFFFFFE);
            data.AddRange(padded);
            data.AddRange(new byte[sectors * 512 - padded.Length]);
            next += sectors;
        }
        var header = new byte[512];
        new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1 }.CopyTo(header, 0);
        header[30] = 9;
        header.AsSpan(76).Fill(0xFF);
        Put(header, 48, 1);
        Put(header, 60, 0xFFFFFFFE);
        Put(header, 68, 0xFFFFFFFE);
        Put(header, 76, 0);
        return new MemoryStream([.. header, .. table, .. directory, .. data]);

        void Link(uint sector, uint to) => Put(table, (int)sector * 4, to);

        void Entry(int at, string name, byte kind, uint start, int size)
        {
            Encoding.Unicode.GetBytes(name).CopyTo(directory, at * 128);
            directory[at * 128 + 64] = (byte)(name.Length * 2 + 2);
            directory[at * 128 + 66] = kind;
            Put(directory, at * 128 + 116, start);
            Put(directory, at * 128 + 120, (uint)size);
        }
    }

    static void Put(byte[] to, int at, uint number) => BinaryPrimitives.WriteUInt32LittleEndian(to.AsSpan(at), number);
}
