namespace Hangji.Modules.Disclosure.Site;

/// <summary>两版之间: which lines of a text were taken out and which were put in, with one unchanged line around each change.</summary>
internal static class TextChanges
{
    /// <summary>Past this product of lengths the longest common part is not looked for; such texts are told as taken out and put in whole.</summary>
    private const long Most = 16_000_000;

    /// <returns>Lines with -1 taken out, 1 put in, 0 unchanged; empty where nothing differs.</returns>
    public static IReadOnlyList<(string Line, int Change)> Between(CopyText before, CopyText now)
    {
        var (old, fresh) = (Lines(before), Lines(now));
        var all = (long)old.Count * fresh.Count > Most ? [.. old.Select(l => (l, -1)), .. fresh.Select(l => (l, 1))] : Compare(old, fresh);
        return [.. all.Where((line, at) => line.Item2 != 0 || at > 0 && all[at - 1].Item2 != 0 || at + 1 < all.Count && all[at + 1].Item2 != 0)];
    }

    private static List<(string, int)> Compare(List<string> old, List<string> fresh)
    {
        var common = new int[old.Count + 1, fresh.Count + 1];
        for (var i = old.Count - 1; i >= 0; i--)
            for (var j = fresh.Count - 1; j >= 0; j--) common[i, j] = old[i] == fresh[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        var (all, at, to) = (new List<(string, int)>(), 0, 0);
        while (at < old.Count || to < fresh.Count)
            if (at < old.Count && to < fresh.Count && old[at] == fresh[to]) { all.Add((old[at++], 0)); to++; }
            else if (at < old.Count && (to == fresh.Count || common[at + 1, to] >= common[at, to + 1])) all.Add((old[at++], -1));
            else all.Add((fresh[to++], 1));
        return all;
    }

    /// <summary>The text as lines that a person would compare: sentences, and rows of tables.</summary>
    internal static List<string> Lines(CopyText text)
    {
        var lines = new List<string> { text.Title, text.Summary };
        foreach (var section in text.Sections)
        {
            lines.Add(section.Heading);
            if (section.Vote is { } vote) lines.Add(FormattableString.Invariant($"{vote.On:yyyy-MM-dd} {vote.Body} {vote.Present}/{vote.Entitled} +{vote.For} -{vote.Against} ={vote.Abstain} {vote.Rule}"));
            if (section.Text is { } words) lines.AddRange(Say.Lines(words));
            if (section.Table is { } table)
                lines.AddRange(table.Rows.Select(r => string.Join("　", r.Cells.Select((cell, at) => at < table.Columns.Count && table.Columns[at].As == CopyColumn.Money ? Say.Money(cell) : cell))));
        }
        return lines;
    }
}
