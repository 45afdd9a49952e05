using System.Numerics;
using System.Runtime.CompilerServices;

namespace Hangji.Platform.Columns;

/// <summary>Which rows count: those that hold on a day, or that began or ended between two days (both included).</summary>
internal readonly record struct Window(WindowKind Kind, DateOnly First, DateOnly Last)
{
    public static Window On(DateOnly day) => new(WindowKind.Standing, day, day);
}

internal enum WindowKind { Standing, Began, Ended }

/// <summary>统计轴: one dimension as it is counted on a day; <paramref name="Map"/> turns a cell into a place, null where the cell is the place.</summary>
internal sealed record Axis(string Column, int Size, byte[]? Map)
{
    public static Axis Of(Dimension dimension, DateOnly seenOn)
    {
        if (dimension.Band is not { } band) return new(dimension.Column, dimension.Values.Count, null);
        var map = new byte[ushort.MaxValue + 1];
        map[DayCode.Unknown] = (byte)band(null, seenOn);
        for (var code = 1; code < DayCode.Open; code++) map[code] = (byte)band(DayCode.Day((ushort)code), seenOn);
        return new(dimension.Column, dimension.Values.Count, map);
    }
}

/// <summary>
/// 计数: counts the rows of a segment in a range by several axes at once. Cells of a block become one index each, whole vectors at a time; a block is counted
/// into the array of its thread. Counting adds up, so what changed since is counted apart and added or taken away.
/// </summary>
internal static unsafe class Tally
{
    /// <summary>No table has more cells: past this a query is refused with how to narrow it (32 MB a thread).</summary>
    public const int MostCells = 4_000_000;

    private const int Block = 2048, Chunk = Block * 128;

    public static long Cells(IReadOnlyList<Axis> axes) => axes.Aggregate(1L, (cells, axis) => cells * axis.Size);

    /// <summary>Counts of all combinations; the last axis runs fastest.</summary>
    public static long[] Count(Segment segment, long first, long end, Window window, IReadOnlyList<Axis> axes, CancellationToken stop = default)
    {
        var cells = (int)Math.Min(Cells(axes), int.MaxValue);
        if (cells > MostCells) throw new ArgumentOutOfRangeException(nameof(axes), $"{Cells(axes):N0} cells");
        var counts = new long[cells];
        if (first >= end) return counts;
        var (from, to) = (DayCode.Of(window.First), DayCode.Of(window.Last));
        var gate = new Lock();
        var chunks = (int)((end - first + Chunk - 1) / Chunk);
        // The array has one place more: rows outside the window are counted there.
        Parallel.For(0, chunks, new ParallelOptions { CancellationToken = stop, MaxDegreeOfParallelism = Environment.ProcessorCount }, () => new int[cells + 1], (chunk, _, mine) =>
        {
            var at = first + (long)chunk * Chunk;
            Rows(segment, at, Math.Min(at + Chunk, end), window.Kind, from, to, axes, mine);
            return mine;
        }, mine =>
        {
            lock (gate) for (var i = 0; i < cells; i++) counts[i] += mine[i];
        });
        return counts;
    }

    /// <summary>Numbers of the rows in the range that the window takes and that stand in these places of the axes (a place per axis, or null for any).</summary>
    public static IEnumerable<long> Rows(Segment segment, long first, long end, Window window, IReadOnlyList<(Axis Axis, IReadOnlySet<int> Places)> wanted)
    {
        for (var row = first; row < end; row++)
            if (Fits(segment, row, window, wanted)) yield return row;
    }

    private static bool Fits(Segment segment, long row, Window window, IReadOnlyList<(Axis Axis, IReadOnlySet<int> Places)> wanted)
    {
        var (from, to, first, last) = (segment.Days(Segment.From)[row], segment.Days(Segment.To)[row], DayCode.Of(window.First), DayCode.Of(window.Last));
        if (!(window.Kind switch { WindowKind.Standing => from <= last && to > last, WindowKind.Began => from >= first && from <= last, _ => to >= first && to <= last })) return false;
        foreach (var (axis, places) in wanted)
        {
            var cell = ColumnSet.IsDay(axis.Column) ? segment.Days(axis.Column)[row] : segment.Bytes(axis.Column)[row];
            if (!places.Contains(axis.Map is { } map ? map[cell] : cell)) return false;
        }
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows(Segment segment, long first, long end, WindowKind kind, ushort low, ushort high, IReadOnlyList<Axis> axes, int[] counts)
    {
        var index = stackalloc int[Block];
        var from = segment.Days(Segment.From);
        var to = segment.Days(Segment.To);
        fixed (int* into = counts)
            for (var at = first; at < end; at += Block)
            {
                var n = (int)Math.Min(Block, end - at);
                new Span<int>(index, n).Clear();
                var stride = 1;
                for (var i = axes.Count - 1; i >= 0; stride *= axes[i--].Size)
                {
                    var axis = axes[i];
                    if (axis.Map is null && !ColumnSet.IsDay(axis.Column)) Widen(segment.Bytes(axis.Column) + at, index, n, stride);
                    else if (ColumnSet.IsDay(axis.Column)) { var days = segment.Days(axis.Column) + at; fixed (byte* map = axis.Map) for (var r = 0; r < n; r++) index[r] += map[days[r]] * stride; }
                    else { var codes = segment.Bytes(axis.Column) + at; fixed (byte* map = axis.Map) for (var r = 0; r < n; r++) index[r] += map[codes[r]] * stride; }
                }
                Outside(kind, from + at, to + at, index, n, low, high, counts.Length - 1);
                for (var r = 0; r < n; r++) into[index[r]]++;
            }
    }

    /// <summary>index += code * stride, a vector of codes at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Widen(byte* codes, int* index, int n, int stride)
    {
        var (r, lanes) = (0, Vector<int>.Count);
        for (; r <= n - Vector<byte>.Count; r += Vector<byte>.Count)
        {
            Vector.Widen(Unsafe.ReadUnaligned<Vector<byte>>(codes + r), out var low, out var high);
            Vector.Widen(low, out var a, out var b);
            Vector.Widen(high, out var c, out var d);
            Add(index + r, a, stride);
            Add(index + r + lanes, b, stride);
            Add(index + r + 2 * lanes, c, stride);
            Add(index + r + 3 * lanes, d, stride);
        }
        for (; r < n; r++) index[r] += codes[r] * stride;

        static void Add(int* at, Vector<uint> codes, int stride) =>
            Unsafe.WriteUnaligned(at, Unsafe.ReadUnaligned<Vector<int>>(at) + Vector.AsVectorInt32(codes) * stride);
    }

    /// <summary>Rows outside the window go to the last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Outside(WindowKind kind, ushort* from, ushort* to, int* index, int n, ushort low, ushort high, int last)
    {
        var (r, wide) = (0, Vector<ushort>.Count);
        var (l, h, aside) = (new Vector<ushort>(low), new Vector<ushort>(high), new Vector<int>(last));
        for (; r <= n - wide; r += wide)
        {
            var (f, t) = (Unsafe.ReadUnaligned<Vector<ushort>>(from + r), Unsafe.ReadUnaligned<Vector<ushort>>(to + r));
            var inside = kind switch
            {
                WindowKind.Standing => Vector.LessThanOrEqual(f, h) & Vector.GreaterThan(t, h),
                WindowKind.Began => Vector.GreaterThanOrEqual(f, l) & Vector.LessThanOrEqual(f, h),
                _ => Vector.GreaterThanOrEqual(t, l) & Vector.LessThanOrEqual(t, h),
            };
            if (Vector.EqualsAll(inside, Vector<ushort>.AllBitsSet)) continue;
            // Sign extension keeps all ones all ones.
            Vector.Widen(Vector.AsVectorInt16(inside), out var a, out var b);
            Choose(index + r, a, aside);
            Choose(index + r + Vector<int>.Count, b, aside);
        }
        for (; r < n; r++)
        {
            var inside = kind switch { WindowKind.Standing => from[r] <= high && to[r] > high, WindowKind.Began => from[r] >= low && from[r] <= high, _ => to[r] >= low && to[r] <= high };
            if (!inside) index[r] = last;
        }

        static void Choose(int* at, Vector<int> inside, Vector<int> aside) =>
            Unsafe.WriteUnaligned(at, Vector.ConditionalSelect(inside, Unsafe.ReadUnaligned<Vector<int>>(at), aside));
    }
}
