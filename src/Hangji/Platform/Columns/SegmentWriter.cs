using System.Buffers.Binary;
using System.Text;

namespace Hangji.Platform.Columns;

/// <summary>Writes a segment as rows come, in the order of their paths; memory does not grow with them.</summary>
internal sealed class SegmentWriter : IDisposable
{
    private const int Buffered = 1 << 16;

    private readonly (Stream Into, int Bytes)[] columns;
    private readonly byte[][] buffers;
    private readonly Stream paths, offsets, starts;
    private readonly byte[] word = new byte[8];
    private string last = "";
    private bool any;
    private uint written;
    private int filled;

    public long Rows { get; private set; }

    /// <param name="open">Gives the stream of a part, by name; every one is closed with the writer.</param>
    public SegmentWriter(ColumnSet set, Func<string, Stream> open)
    {
        columns = [.. Segment.Layout(set).Select(l => (open(l.Name), l.Bytes))];
        buffers = [.. columns.Select(c => new byte[Buffered * c.Bytes])];
        (paths, offsets, starts) = (open(Segment.Paths), open(Segment.Offsets), open(Segment.Starts));
    }

    /// <summary>A folder with one file a part.</summary>
    public static SegmentWriter Into(ColumnSet set, string folder)
    {
        Directory.CreateDirectory(folder);
        return new(set, name => new FileStream(Path.Combine(folder, name), FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20));
    }

    public void Add(in ColumnRow row) => Add(row.Path, row.Key, row.From, row.To, row.Cells);

    /// <exception cref="InvalidOperationException">The path stands before the one of the row before.</exception>
    public void Add(string path, long key, ushort from, ushort to, ReadOnlySpan<ushort> cells)
    {
        if (!any || !ReferenceEquals(path, last) && path != last) Begin(path);
        Put(0, from);
        Put(1, to);
        for (var i = 0; i < cells.Length; i++) Put(i + 2, cells[i]);
        BinaryPrimitives.WriteInt64LittleEndian(buffers[^1].AsSpan(filled * 8), key);
        Rows++;
        if (++filled == Buffered) Flush();
    }

    private void Put(int column, ushort value)
    {
        if (columns[column].Bytes == 1) buffers[column][filled] = (byte)value;
        else BinaryPrimitives.WriteUInt16LittleEndian(buffers[column].AsSpan(filled * 2), value);
    }

    private void Begin(string path)
    {
        if (any && string.CompareOrdinal(path, last) <= 0) throw new InvalidOperationException($"Rows must come in the order of their paths: {path} after {last}");
        (last, any) = (path, true);
        BinaryPrimitives.WriteUInt32LittleEndian(word, written);
        offsets.Write(word, 0, 4);
        BinaryPrimitives.WriteInt64LittleEndian(word, Rows);
        starts.Write(word, 0, 8);
        var bytes = Encoding.UTF8.GetBytes(path);
        paths.Write(bytes);
        written += (uint)bytes.Length;
    }

    private void Flush()
    {
        for (var i = 0; i < columns.Length; i++) columns[i].Into.Write(buffers[i], 0, filled * columns[i].Bytes);
        filled = 0;
    }

    public void Dispose()
    {
        Flush();
        BinaryPrimitives.WriteUInt32LittleEndian(word, written);
        offsets.Write(word, 0, 4);
        foreach (var (into, _) in columns) into.Dispose();
        paths.Dispose();
        offsets.Dispose();
        starts.Dispose();
    }
}
