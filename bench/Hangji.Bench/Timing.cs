using System.Diagnostics;

namespace Hangji.Bench;

/// <summary>Times of repeated work, warm.</summary>
internal static class Timing
{
    /// <summary>Median milliseconds of <paramref name="times"/> runs after <paramref name="warm"/> that do not count.</summary>
    public static async Task<double> Median(Func<Task> work, int times = 15, int warm = 2)
    {
        var took = new List<double>();
        for (var i = 0; i < times + warm; i++)
        {
            var watch = Stopwatch.StartNew();
            await work();
            if (i >= warm) took.Add(watch.Elapsed.TotalMilliseconds);
        }
        took.Sort();
        return took[took.Count / 2];
    }

    /// <summary>Things done a second by <paramref name="work"/>, which says how many it did.</summary>
    public static async Task<double> Rate(Func<Task<long>> work)
    {
        var watch = Stopwatch.StartNew();
        var done = await work();
        return done / watch.Elapsed.TotalSeconds;
    }
}
