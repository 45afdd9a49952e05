using System.Globalization;
using Hangji.Modules.Statistics.Definitions;
using Hangji.Platform.Columns;
using Hangji.Platform.Data;
using Hangji.Platform.Text;

namespace Hangji.Modules.Statistics;

/// <summary>数字的出处: which records a figure counts, said in an address so that every figure is a link.</summary>
internal sealed record RowsBehind(string Set, When When, int Year, DateOnly AsOf, long Org, IReadOnlyList<Condition> Where)
{
    public const int PageSize = 50;

    public string Href(int after = 0) =>
        $"/statistics/rows?set={Set}&when={When.ToString().ToLowerInvariant()}&year={Year}&asof={AsOf:yyyy-MM-dd}&org={Org}"
        + string.Concat(Where.Select(w => $"&where={w.Dimension.Key}:{string.Join(',', w.Places.Select(p => w.Dimension.Values[p].Key))}")) + (after > 0 ? $"&after={after}" : "");

    /// <summary>Reads the conditions of an address; what names no dimension or value of the set is null, and the page is not found.</summary>
    public static IReadOnlyList<Condition>? Conditions(IColumnSource source, IEnumerable<string?> where)
    {
        var found = new List<Condition>();
        foreach (var one in where.OfType<string>().Where(w => w.Length > 0))
        {
            if (one.Split(':', 2) is not [var key, var values] || source.Dimensions.FirstOrDefault(d => d.Key == key) is not { } dimension) return null;
            var places = values.Split(',').Select(dimension.Find).ToHashSet();
            if (places.Contains(-1)) return null;
            found.Add(new(dimension, places));
        }
        return found;
    }

    public static When? ReadWhen(string? text) => Enum.TryParse<When>(text, ignoreCase: true, out var when) && Enum.IsDefined(when) && !int.TryParse(text, CultureInfo.InvariantCulture, out _) ? when : null;

    /// <summary>One page of keys, each once: a person who came and went counts as often as he did, and is listed once.</summary>
    public static (List<long> Keys, bool More) Keys(Snapshot now, ReportFrame frame, When when, IReadOnlyList<Condition> where, int after)
    {
        var over = Counting.WindowOf(when, frame.Year, frame.AsOf);
        var wanted = where.Select(w => (Axis.Of(w.Dimension, over.Last), w.Places)).ToList();
        var keys = now.Keys(frame.From, frame.To, over, wanted).Distinct().Skip(after).Take(PageSize + 1).ToList();
        return (keys.Take(PageSize).ToList(), keys.Count > PageSize);
    }

    public static string Said(IReadOnlyList<Condition> where, Words t) =>
        string.Join(t["；"], where.Select(w => $"{t[w.Dimension.Name]}：{string.Join(t["、"], w.Places.Order().Select(p => w.Dimension.Values[p].In(t)))}"));
}
