using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Text;

namespace Hangji.Platform.Columns;

/// <summary>
/// 列段: rows of a set in the order of their paths, a column behind another, so that a subtree is one range of rows. In memory, or mapped from a folder with
/// one file a column; never changed once written (docs/decisions/0023).
/// </summary>
internal sealed unsafe class Segment : IDisposable
{
    internal const string From = "from_on", To = "to_on", Key = "key", Paths = "paths", Offsets = "path-offsets", Starts = "path-starts";

    private readonly List<IDisposable> held = [];
    private readonly Dictionary<string, nint> at = [];

    public ColumnSet Set { get; }
    public long Rows { get; private init; }
    public int Bodies { get; private init; }

    private Segment(ColumnSet set) => Set = set;

    public static IEnumerable<(string Name, int Bytes)> Layout(ColumnSet set) =>
        [(From, 2), (To, 2), .. set.Columns.Select(c => (c, ColumnSet.IsDay(c) ? 2 : 1)), (Key, 8)];

    /// <summary>Maps what a <see cref="SegmentWriter"/> left in a folder.</summary>
    public static Segment Open(ColumnSet set, string folder)
    {
        long Length(string name) => new FileInfo(Path.Combine(folder, name)).Length;
        var segment = new Segment(set) { Rows = Length(Key) / 8, Bodies = (int)(Length(Starts) / 8) };
        foreach (var name in Layout(set).Select(l => l.Name).Concat([Paths, Offsets, Starts]))
        {
            if (Length(name) == 0) { segment.at[name] = 0; continue; }
            var map = MemoryMappedFile.CreateFromFile(Path.Combine(folder, name), FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
            var view = map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
            byte* pointer = null;
            view.SafeMemoryMappedViewHandle.AcquirePointer(ref pointer);
            segment.at[name] = (nint)pointer;
            segment.held.AddRange([new Release(view), view, map]);
        }
        return segment;
    }

    /// <summary>The same from memory: a few rows that changed since.</summary>
    public static Segment InMemory(ColumnSet set, IEnumerable<ColumnRow> rows)
    {
        var parts = new Dictionary<string, MemoryStream>();
        using (var writer = new SegmentWriter(set, name => parts[name] = new MemoryStream()))
            foreach (var row in rows.OrderBy(r => r.Path, StringComparer.Ordinal)) writer.Add(row);
        var segment = new Segment(set) { Rows = parts[Key].ToArray().Length / 8, Bodies = parts[Starts].ToArray().Length / 8 };
        foreach (var (name, stream) in parts)
        {
            var bytes = stream.ToArray();
            var pin = GCHandle.Alloc(bytes, GCHandleType.Pinned);
            segment.at[name] = pin.AddrOfPinnedObject();
            segment.held.Add(new Unpin(pin));
        }
        return segment;
    }

    public byte* Bytes(string column) => (byte*)at[column];
    public ushort* Days(string column) => (ushort*)at[column];
    public ReadOnlySpan<long> Keys(long first, int count) => new((long*)at[Key] + first, count);

    /// <summary>The range of rows whose path lies in [from, to).</summary>
    public (long First, long End) Range(string from, string to) => Bodies == 0 ? (0, 0) : (StartOf(Lower(from)), StartOf(Lower(to)));

    public ReadOnlySpan<byte> PathOf(int body)
    {
        var offsets = (uint*)at[Offsets];
        return new((byte*)at[Paths] + offsets[body], (int)(offsets[body + 1] - offsets[body]));
    }

    private long StartOf(int body) => body == Bodies ? Rows : ((long*)at[Starts])[body];

    /// <summary>Number of the first body whose path is not before <paramref name="path"/>. Paths are ASCII, so byte order is ordinal order.</summary>
    private int Lower(string path)
    {
        var wanted = Encoding.UTF8.GetBytes(path);
        var (low, high) = (0, Bodies);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (PathOf(middle).SequenceCompareTo(wanted) < 0) low = middle + 1; else high = middle;
        }
        return low;
    }

    /// <summary>All rows again, for folding what changed into a new segment.</summary>
    public IEnumerable<ColumnRow> Read(IReadOnlySet<long> without)
    {
        for (var body = 0; body < Bodies; body++)
        {
            string? path = null;
            for (var row = StartOf(body); row < StartOf(body + 1); row++)
            {
                if (Cells(row, without) is not { } found) continue;
                path ??= Encoding.UTF8.GetString(PathOf(body));
                yield return found with { Path = path };
            }
        }
    }

    private ColumnRow? Cells(long row, IReadOnlySet<long> without)
    {
        var key = ((long*)at[Key])[row];
        if (without.Contains(key)) return null;
        var cells = new ushort[Set.Columns.Count];
        for (var i = 0; i < cells.Length; i++)
        {
            var name = Set.Columns[i];
            cells[i] = ColumnSet.IsDay(name) ? Days(name)[row] : Bytes(name)[row];
        }
        return new("", key, Days(From)[row], Days(To)[row], cells);
    }

    /// <summary>Rows whose key is among these, as they stand here: what a change takes away. One pass over the keys.</summary>
    public List<ColumnRow> Take(IReadOnlySet<long> keys)
    {
        var taken = new List<ColumnRow>();
        if (keys.Count == 0) return taken;
        // A small bitmap says no to nearly every row before the set is asked.
        var filter = new ulong[1 << 10];
        foreach (var key in keys) { var bit = Bit(key); filter[bit >> 6] |= 1ul << (bit & 63); }
        var all = (long*)at[Key];
        var body = 0;
        for (long row = 0; row < Rows; row++)
        {
            var bit = Bit(all[row]);
            if ((filter[bit >> 6] >> (bit & 63) & 1) == 0 || !keys.Contains(all[row])) continue;
            while (StartOf(body + 1) <= row) body++;
            taken.Add(Cells(row, Nobody)!.Value with { Path = Encoding.UTF8.GetString(PathOf(body)) });
        }
        return taken;
    }

    private static readonly HashSet<long> Nobody = [];

    private static int Bit(long key) => (int)((ulong)key * 0x9E3779B97F4A7C15ul >> 48);

    ~Segment() => Dispose();

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        foreach (var one in held) one.Dispose();
        held.Clear();
    }

    private sealed class Release(MemoryMappedViewAccessor view) : IDisposable
    {
        public void Dispose() => view.SafeMemoryMappedViewHandle.ReleasePointer();
    }

    private sealed class Unpin(GCHandle pin) : IDisposable
    {
        public void Dispose() => pin.Free();
    }
}
