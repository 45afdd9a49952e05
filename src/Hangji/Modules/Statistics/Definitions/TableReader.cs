using System.Globalization;
using Hangji.Platform.Columns;

namespace Hangji.Modules.Statistics.Definitions;

/// <summary>Turns one definition file into a form, or says what is wrong with it.</summary>
internal sealed class TableReader(string file, IReadOnlyDictionary<string, IColumnSource> sources)
{
    public StatTable Read(TableFile given)
    {
        var no = TableBook.Demand(file, given.Table, "table");
        if (!DateOnly.TryParseExact(given.From, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)) throw Wrong("from is a day such as 2017-12-31");
        var (title, source) = (Both(given.Title, "title"), Both(given.Source, "source"));
        if (given.Needs is not null)
        {
            if (given.Set is not null || given.Columns.Count + given.Rows.Count > 0) throw Wrong("a form that needs a room has no set and no lines");
            return new(no, TableBook.Version(file), title, source, from, null, When.Standing, [], given.Note is null ? null : Both(given.Note, "note"), Both(given.Needs, "needs"), [], []);
        }
        var set = sources.GetValueOrDefault(TableBook.Demand(file, given.Set, "set")) ?? throw Wrong($"there is no set {given.Set}");
        var table = new StatTable(no, TableBook.Version(file), title, source, from, set, Window(given.Window) ?? When.Standing, Where(set, given.Where), given.Note is null ? null : Both(given.Note, "note"), null,
            Lines(set, given.Columns), Lines(set, given.Rows));
        if (table.Columns.Count == 0 || table.Rows.Count == 0) throw Wrong("a form has rows and columns");
        foreach (var lines in new[] { table.Columns, table.Rows })
            if (lines.GroupBy(l => l.Id).FirstOrDefault(g => g.Count() > 1) is { } twice) throw Wrong($"two lines are called {twice.Key}");
        return table;
    }

    private List<Line> Lines(IColumnSource set, List<LineFile> given)
    {
        var lines = new List<Line>();
        foreach (var line in given)
        {
            var name = new Said(TableBook.Demand(file, line.Zh, "zh"), TableBook.Demand(file, line.En, "en"));
            if (line.Split is null)
            {
                if (line.Only is not null) throw Wrong("only belongs to a split");
                lines.Add(new(TableBook.Demand(file, line.Id, "id"), name, null, Window(line.Window), Where(set, line.Where), Sum(set, line.Sum)));
                continue;
            }
            var dimension = Find(set, line.Split);
            var only = line.Only?.Select(key => Place(dimension, key)).ToHashSet();
            for (var place = 1; place <= dimension.Values.Count; place++)
            {
                // "Not recorded" comes last, and only where all values are listed: the parts must add up to the whole.
                var at = place % dimension.Values.Count;
                if (only is not null && !only.Contains(at)) continue;
                var value = dimension.Values[at];
                lines.Add(new($"{dimension.Key}:{value.Key}", new(value.Name, value.English ?? WordBookEnglish(value.Name)), name, Window(line.Window), [.. Where(set, line.Where), new(dimension, new HashSet<int> { at })], Sum(set, line.Sum)));
            }
        }
        return lines;
    }

    private static string WordBookEnglish(string name) => new Platform.Text.Words { Language = Platform.Text.Words.English }[name];

    private IReadOnlyList<Condition> Where(IColumnSource set, Dictionary<string, object>? given) =>
        given is null ? [] : [.. given.Select(pair =>
        {
            var dimension = Find(set, pair.Key);
            IEnumerable<string> keys = pair.Value is IEnumerable<object> list ? list.Select(v => $"{v}") : [$"{pair.Value}"];
            return new Condition(dimension, keys.Select(key => Place(dimension, key)).ToHashSet());
        })];

    private Quantity? Sum(IColumnSource set, string? key) => key is null ? null : set.Quantities.FirstOrDefault(q => q.Key == key) ?? throw Wrong($"{set.Set.Key} has no number {key}");

    private Dimension Find(IColumnSource set, string key) => set.Dimensions.FirstOrDefault(d => d.Key == key) ?? throw Wrong($"{set.Set.Key} has no dimension {key}");

    private int Place(Dimension dimension, string key) => dimension.Find(key) is >= 0 and var place ? place : throw Wrong($"{dimension.Key} has no value {key}");

    private When? Window(string? given) => given switch
    {
        null => null,
        "standing" => When.Standing,
        "start" => When.Start,
        "began" => When.Began,
        "ended" => When.Ended,
        _ => throw Wrong($"window is standing, start, began or ended, not {given}"),
    };

    private Said Both(SaidFile? given, string key) => new(TableBook.Demand(file, given?.Zh, key + ".zh"), TableBook.Demand(file, given?.En, key + ".en"));

    private FormatException Wrong(string what) => new($"{file}: {what}");
}
