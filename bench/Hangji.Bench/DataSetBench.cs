using System.Diagnostics;
using Hangji.Bench.DataSets;

namespace Hangji.Bench;

/// <summary>How fast the made-up nation is drawn, on both cores, and how far its rarest share is from what was published. HANGJI_BENCH_MEMBERS makes it smaller.</summary>
internal static class DataSetBench
{
    private const string Command = "./do bench dataset";

    public static Task Run(Report report)
    {
        var wanted = long.TryParse(Environment.GetEnvironmentVariable("HANGJI_BENCH_MEMBERS"), out var n) ? n : 100_000_000;
        var c = Communique.Of(2025);
        var set = new DataSet(1, scale: Math.Min(1, wanted / (c.Members * Communique.Unit)));
        var (drawn, rare, watch) = (0L, 0L, Stopwatch.StartNew());
        Parallel.ForEach(set.Parts, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, part =>
        {
            var (count, old, day) = (0L, 0L, new DateOnly(1949, 10, 1).DayNumber);
            foreach (var member in part.Members())
            {
                count++;
                if (member.Joined < day) old++;
            }
            Interlocked.Add(ref drawn, count);
            Interlocked.Add(ref rare, old);
        });
        report.Add(new($"{drawn:N0} members of the nation drawn", Command, drawn / watch.Elapsed.TotalSeconds, "members/s", 1_000_000, AtLeast: true));
        report.Add(new("rarest published share (joined before Oct 1949), error", Command, Math.Abs(rare / (double)drawn / (c.Joined[0] / c.Members) - 1) * 100, "%", 1, AtLeast: false));
        return Task.CompletedTask;
    }
}
