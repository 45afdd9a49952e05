using Hangji.Modules.Regulations.Contract;

namespace Hangji.Modules.Regulations.Duties;

/// <summary>佐证索引: one body's records, sorted by kind and day, so that a period's records lie side by side.</summary>
internal sealed class EvidenceIndex
{
    internal readonly record struct Item(int Kind, int Day, int Held, int Recorded, long Id, long Group, long Person, long Hundredths);

    /// <summary>No group or person: matches every record.</summary>
    public const long Anyone = -1;
    readonly Item[] items;

    public EvidenceIndex(Vocabulary vocabulary, IEnumerable<Evidence> evidence)
    {
        items = [.. evidence.Select(e => new Item(
            vocabulary.Kind(e.Kind)?.Index ?? throw new ArgumentException($"no kind of record is called {e.Kind}"),
            (e.MakesUpFor ?? e.HeldOn).DayNumber, e.HeldOn.DayNumber, e.RecordedOn.DayNumber, e.RecordId,
            e.GroupId ?? Anyone, e.PersonId ?? Anyone, (long)(e.Amount * 100)))];
        Array.Sort(items, (a, b) => (a.Kind, a.Day, a.Held, a.Id).CompareTo((b.Kind, b.Day, b.Held, b.Id)));
    }

    /// <summary>The records of a kind for days from..to.</summary>
    public ReadOnlySpan<Item> Of(int kind, int from, int to)
    {
        var start = FirstAt(kind, from);
        var end = start;
        while (end < items.Length && items[end].Kind == kind && items[end].Day <= to) end++;
        return items.AsSpan(start, end - start);
    }

    int FirstAt(int kind, int day)
    {
        int low = 0, high = items.Length;
        while (low < high)
        {
            var middle = (low + high) >> 1;
            ref readonly var item = ref items[middle];
            if (item.Kind < kind || item.Kind == kind && item.Day < day) low = middle + 1; else high = middle;
        }
        return low;
    }
}
