using System.Runtime.CompilerServices;

namespace Hangji.Bench.DataSets;

/// <summary>均匀数列: numbers from 0 to 1 that fill the interval evenly from the first to the last (multiples of the golden ratio), so that shares are met with a
/// handful of members, where chance would need millions; and a hash for what no share is published of.</summary>
internal static class Even
{
    /// <summary>2^64 divided by the golden ratio.</summary>
    private const ulong Golden = 0x9E3779B97F4A7C15;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double At(ulong offset, long index) => (offset + (ulong)index * Golden >> 11) * (1.0 / (1UL << 53));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Hash(ulong a, ulong b = 0)
    {
        var z = a * Golden + b + 0x632BE59BD9B4E019;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 to <paramref name="below"/> - 1 from bits of a hash.</summary>
    public static int Below(uint bits, int below) => (int)((ulong)bits * (uint)below >> 32);

    /// <summary>How many whole ones fall to a stretch of a line on which <paramref name="total"/> are spread evenly; the stretches of the line add up to it.</summary>
    public static int Share(double total, double from, double to) => (int)(Math.Floor(total * to + 0.5) - Math.Floor(total * from + 0.5));
}
