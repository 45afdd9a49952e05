using Hangji.Modules.Statistics.Definitions;
using Hangji.Platform.Columns;

namespace Hangji.Modules.Statistics;

/// <summary>算出的表: the figures of one form, row by row, as they are now.</summary>
/// <param name="AsOf">The day the form shows: the year's last, or today while the year runs.</param>
internal sealed record CountedTable(StatTable Table, int Year, DateOnly AsOf, long[][] Cells)
{
    /// <summary>Lines that a reader sees: "not recorded" only where something is not.</summary>
    public IReadOnlyList<Line> ShownRows => [.. Table.Rows.Where((line, r) => !IsGap(line) || Cells[r].Any(c => c != 0))];
    public IReadOnlyList<Line> ShownColumns => [.. Table.Columns.Where((line, c) => !IsGap(line) || Cells.Any(row => row[c] != 0))];

    private static bool IsGap(Line line) => line.Id.EndsWith(":none", StringComparison.Ordinal);

    public long? Find(string row, string column) => Table.Rows.ToList().FindIndex(r => r.Id == row) is >= 0 and var r && Table.Columns.ToList().FindIndex(c => c.Id == column) is >= 0 and var c ? Cells[r][c] : null;
}

/// <summary>
/// 统计台: counts forms from the snapshots. All cells of a form that ask the same window are counted in as few passes as their dimensions allow and added up from
/// the counts of combinations.
/// </summary>
internal sealed class Counting(SnapshotShelf shelf)
{
    /// <summary>Combinations that one pass may keep apart: as many as stay near the processor.</summary>
    private const int MostTogether = 60_000;

    public static Window WindowOf(When when, int year, DateOnly asOf) => when switch
    {
        When.Start => Window.On(new(year - 1, 12, 31)),
        When.Began => new(WindowKind.Began, new(year, 1, 1), asOf),
        // The first day on which it no longer held: a membership that ended with 31 December ended in that year.
        When.Ended => new(WindowKind.Ended, new DateOnly(year, 1, 1), asOf),
        _ => Window.On(asOf),
    };

    /// <summary>The form for a range of paths; null while its snapshot is being built.</summary>
    public async Task<CountedTable?> Of(StatTable table, int year, DateOnly asOf, string from, string to, CancellationToken stop = default)
    {
        if (table.Set is not { } set || await shelf.Now(set.Set.Key, stop) is not { } now) return null;
        return new(table, year, asOf, Count(table, now, year, asOf, from, to, stop));
    }

    public static long[][] Count(StatTable table, Snapshot now, int year, DateOnly asOf, string from, string to, CancellationToken stop = default)
    {
        var cells = table.Rows.Select(_ => new long[table.Columns.Count]).ToArray();
        var asked = from r in Enumerable.Range(0, table.Rows.Count)
                    from c in Enumerable.Range(0, table.Columns.Count)
                    let cell = table.Cell(table.Rows[r], table.Columns[c])
                    select (R: r, C: c, cell.When, cell.Where, cell.Sum);
        foreach (var alike in asked.GroupBy(a => (a.When, a.Sum)))
            foreach (var pass in Passes(alike.Key.Sum is null ? MostTogether : MostTogether / 16, [.. alike.GroupBy(a => string.Join(' ', a.Where.Select(w => w.Dimension.Key).Order(StringComparer.Ordinal))).Select(g => (Of: g.First().Where.Select(w => w.Dimension).ToList(), Cells: g.Select(a => (a.R, a.C, a.Where)).ToList()))]))
            {
                var over = WindowOf(alike.Key.When, year, asOf);
                Axis[] axes = [.. pass.Dimensions.Select(d => Axis.Of(d, over.Last))];
                var cube = new Cube(pass.Dimensions, alike.Key.Sum is { } sum ? Sums(sum, digit => now.Count(from, to, over, [.. axes, digit], stop)) : now.Count(from, to, over, axes, stop));
                foreach (var (r, c, where) in pass.Cells) cells[r][c] = cube.Sum(where);
            }
        return cells;
    }

    /// <summary>Adds a number up: rows counted by each digit, times what the digit is worth.</summary>
    private static long[] Sums(Quantity sum, Func<Axis, long[]> count)
    {
        var sums = Array.Empty<long>();
        foreach (var (column, digit) in sum.Columns.Select((c, i) => (c, i)))
        {
            var counts = count(new(column, Quantity.Base, null));
            if (digit == 0) sums = new long[counts.Length / Quantity.Base];
            for (var i = 0; i < counts.Length; i++) sums[i / Quantity.Base] += counts[i] * (i % Quantity.Base) << 8 * digit;
        }
        return sums;
    }

    /// <summary>Puts groups of cells together as long as their dimensions together stay small.</summary>
    private static List<(List<Dimension> Dimensions, List<(int R, int C, IReadOnlyList<Condition> Where)> Cells)> Passes(int most, List<(List<Dimension> Of, List<(int R, int C, IReadOnlyList<Condition> Where)> Cells)> groups)
    {
        var passes = new List<(List<Dimension> Dimensions, List<(int, int, IReadOnlyList<Condition>)> Cells)>();
        foreach (var group in groups.OrderByDescending(g => g.Of.Count))
        {
            var at = passes.FindIndex(p => p.Dimensions.Union(group.Of).Aggregate(1L, (n, d) => n * d.Values.Count) <= most);
            if (at < 0) passes.Add(([.. group.Of], [.. group.Cells]));
            else { passes[at].Dimensions.AddRange(group.Of.Except(passes[at].Dimensions).ToList()); passes[at].Cells.AddRange(group.Cells); }
        }
        return passes;
    }
}

/// <summary>组合计数: counts of all combinations of some dimensions, the last running fastest.</summary>
internal sealed record Cube(IReadOnlyList<Dimension> Dimensions, long[] Counts)
{
    /// <summary>The sum over the combinations that fit all conditions.</summary>
    public long Sum(IReadOnlyList<Condition> where)
    {
        var allowed = Dimensions.Select(d => where.FirstOrDefault(w => w.Dimension == d)?.Places).ToArray();
        var sum = 0L;
        void Walk(int dimension, int at)
        {
            if (dimension == Dimensions.Count) { sum += Counts[at]; return; }
            var size = Dimensions[dimension].Values.Count;
            for (var place = 0; place < size; place++)
                if (allowed[dimension]?.Contains(place) != false) Walk(dimension + 1, at * size + place);
        }
        Walk(0, 0);
        return sum;
    }
}
