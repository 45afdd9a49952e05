using Hangji.Modules.Statistics.Definitions;
using Hangji.Platform;
using Hangji.Platform.Columns;

namespace Hangji.Modules.Statistics;

/// <summary>自由统计的问题: a set, up to six dimensions of it, what it is narrowed to, and when.</summary>
internal sealed record PivotAsk(IColumnSource Source, IReadOnlyList<Dimension> By, IReadOnlyList<Condition> Only, When When)
{
    public const int MostDimensions = 6;
}

/// <summary>One line of the answer: its places in the dimensions but the last, and the figures across the last.</summary>
internal sealed record PivotLine(IReadOnlyList<int> Places, long[] Figures, long Sum);

internal sealed record PivotAnswer(PivotAsk Ask, IReadOnlyList<PivotLine> Lines, IReadOnlyList<int> Across, long Total);

/// <summary>自由统计: any declared dimensions against each other. What would be too much to count or to read is refused, with how to narrow it.</summary>
internal static class Pivoting
{
    /// <summary>Lines that somebody still reads; past it the answer is a list, and lists are exported elsewhere.</summary>
    public const int MostLines = 600;

    public static Refusal? Check(PivotAsk ask) =>
        ask.By.Count == 0 ? new("请至少选一个维度", "by") :
        ask.By.Count > PivotAsk.MostDimensions ? new("最多选 {0} 个维度", "by", null, PivotAsk.MostDimensions) :
        ask.By.Distinct().Count() < ask.By.Count ? new("同一个维度选了两次", "by") :
        Cells(ask) is var cells && cells > Tally.MostCells ? new("这样要数 {0} 个格，超过 {1}；请少选一个维度，先去掉分得最细的“{2}”", "by", null, cells.ToString("N0"), Tally.MostCells.ToString("N0"), new Platform.Text.Word(ask.By.MaxBy(d => d.Values.Count)!.Name)) : null;

    private static long Cells(PivotAsk ask) => ask.By.Union(ask.Only.Select(o => o.Dimension)).Aggregate(1L, (n, d) => n * d.Values.Count);

    public static (PivotAnswer? Answer, Refusal? Why) Count(PivotAsk ask, Snapshot now, ReportFrame frame, CancellationToken stop)
    {
        if (Check(ask) is { } refusal) return (null, refusal);
        var over = Counting.WindowOf(ask.When, frame.Year, frame.AsOf);
        // Narrowing dimensions that are not shown come first: their places are added up away.
        var aside = ask.Only.Select(o => o.Dimension).Except(ask.By).ToList();
        var all = aside.Concat(ask.By).ToList();
        var counts = now.Count(frame.From, frame.To, over, [.. all.Select(d => Axis.Of(d, over.Last))], stop);
        var shown = ask.By.Aggregate(1, (n, d) => n * d.Values.Count);
        var folded = new long[shown];
        for (var i = 0; i < counts.Length; i++) if (counts[i] != 0 && Allowed(i, all, ask.Only)) folded[i % shown] += counts[i];
        var last = ask.By[^1].Values.Count;
        var lines = new List<PivotLine>();
        for (var at = 0; at < shown; at += last)
        {
            var figures = folded.AsSpan(at, last).ToArray();
            if (figures.Sum() is not 0 and var sum) lines.Add(new(Places(at / last, ask.By.SkipLast(1).ToList()), figures, sum));
        }
        if (lines.Count > MostLines) return (null, new("结果有 {0} 行，超过 {1}；请少选一个维度，或在“只看”里选一项", "by", null, lines.Count.ToString("N0"), MostLines));
        return (new(ask, lines, [.. Enumerable.Range(0, last).Where(c => lines.Any(l => l.Figures[c] != 0))], lines.Sum(l => l.Sum)), null);
    }

    private static bool Allowed(int at, List<Dimension> dimensions, IReadOnlyList<Condition> only)
    {
        for (var i = dimensions.Count - 1; i >= 0; i--)
        {
            var place = at % dimensions[i].Values.Count;
            at /= dimensions[i].Values.Count;
            foreach (var condition in only) if (condition.Dimension == dimensions[i] && !condition.Places.Contains(place)) return false;
        }
        return true;
    }

    private static List<int> Places(int at, List<Dimension> dimensions)
    {
        var places = new int[dimensions.Count];
        for (var i = dimensions.Count - 1; i >= 0; i--) (places[i], at) = (at % dimensions[i].Values.Count, at / dimensions[i].Values.Count);
        return [.. places];
    }
}
