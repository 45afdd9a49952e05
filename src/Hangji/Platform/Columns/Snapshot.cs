namespace Hangji.Platform.Columns;

/// <summary>
/// 快照: a set as it is now — the segment that was built, what has been added since, and what those additions took the place of. Immutable: a refresh makes
/// another one, readers of the old one finish with it.
/// </summary>
/// <param name="Base">The built segment.</param>
/// <param name="Gone">Rows of the base that changed since, as they stood in it: counted off.</param>
/// <param name="Fresh">The same records' rows as they are now: counted in.</param>
/// <param name="Changed">Keys of both.</param>
/// <param name="UpTo">Number of the last fact that it knows (Platform/Facts/FactOrder).</param>
internal sealed record Snapshot(Segment Base, Segment Gone, Segment Fresh, IReadOnlySet<long> Changed, long UpTo)
{
    public long Rows => Base.Rows - Gone.Rows + Fresh.Rows;

    /// <summary>Counts by several axes within a range of paths.</summary>
    public long[] Count(string from, string to, Window window, IReadOnlyList<Axis> axes, CancellationToken stop = default)
    {
        var counts = Of(Base);
        Add(Gone, -1);
        Add(Fresh, 1);
        return counts;

        long[] Of(Segment segment)
        {
            var (first, end) = segment.Range(from, to);
            return Tally.Count(segment, first, end, window, axes, stop);
        }

        void Add(Segment segment, int sign)
        {
            if (segment.Rows == 0) return;
            var more = Of(segment);
            for (var i = 0; i < counts.Length; i++) counts[i] += sign * more[i];
        }
    }

    /// <summary>Keys of the records behind a figure: those that changed since the base first, then the base in tree order.</summary>
    public IEnumerable<long> Keys(string from, string to, Window window, IReadOnlyList<(Axis Axis, IReadOnlySet<int> Places)> wanted)
    {
        foreach (var (segment, skip) in new[] { (Fresh, (IReadOnlySet<long>?)null), (Base, Changed) })
        {
            var (first, end) = segment.Range(from, to);
            foreach (var row in Tally.Rows(segment, first, end, window, wanted))
                if (segment.Keys(row, 1)[0] is var key && skip?.Contains(key) != true) yield return key;
        }
    }

    /// <summary>With what is true now of the changed records.</summary>
    public Snapshot With(IReadOnlyCollection<long> changed, IReadOnlyCollection<ColumnRow> rows, long upTo)
    {
        var newly = changed.Where(k => !Changed.Contains(k)).ToHashSet();
        var all = Changed.Concat(newly).ToHashSet();
        var touched = changed.ToHashSet();
        return new(Base, Segment.InMemory(Base.Set, Gone.Read(Nothing).Concat(Base.Take(newly))), Segment.InMemory(Base.Set, Fresh.Read(touched).Concat(rows)), all, upTo);
    }

    /// <summary>All rows in path order: what a new base is written from when too much has changed.</summary>
    public IEnumerable<ColumnRow> Read()
    {
        using var old = Base.Read(Changed).GetEnumerator();
        using var fresh = Fresh.Read(Nothing).GetEnumerator();
        var (a, b) = (old.MoveNext(), fresh.MoveNext());
        while (a || b)
        {
            var takeOld = a && (!b || string.CompareOrdinal(old.Current.Path, fresh.Current.Path) <= 0);
            yield return takeOld ? old.Current : fresh.Current;
            if (takeOld) a = old.MoveNext(); else b = fresh.MoveNext();
        }
    }

    private static readonly HashSet<long> Nothing = [];
}
