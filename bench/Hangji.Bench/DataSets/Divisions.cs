using System.Globalization;
using Hangji.Modules.Organizations.Divisions;

namespace Hangji.Bench.DataSets;

/// <summary>区划: one place, from the province (2 digits) to the township (9 digits).</summary>
/// <param name="From">Where its stretch of the nation's line of weights begins (0 to 1); a part draws its quotas from there without reading the others.</param>
/// <param name="Rural">Townships: villages it gets before anything is scaled; urban: communities.</param>
internal sealed record Division(string Code, string Name, IReadOnlyList<Division> Below)
{
    public double HubFrom { get; set; }
    public double HubTo { get; set; }
    public double RuralFrom { get; set; }
    public double RuralTo { get; set; }
    public double UrbanFrom { get; set; }
    public double UrbanTo { get; set; }

    /// <summary>How much of organs, institutions and firms stands here rather than lower.</summary>
    public double HubWeight => Code.Length switch { 2 => 12, 4 => 3, 6 => 1, _ => 0 };
    public double RuralWeight => Code.Length != 9 ? 0 : Name.EndsWith("街道", StringComparison.Ordinal) || Name.EndsWith("办事处", StringComparison.Ordinal) ? 0.25 : 1.3;
    public double UrbanWeight => Code.Length != 9 ? 0 : RuralWeight < 1 ? 3 : 0.6;
}

/// <summary>The places of a nation in the order of their codes: the real tables of a folder (docs/cli.md, import divisions), or made-up ones of the same shape.</summary>
internal sealed class Divisions
{
    public IReadOnlyList<Division> Provinces { get; }

    private Divisions(IEnumerable<(string Code, string Name)> rows)
    {
        var below = new Dictionary<string, List<Division>>(StringComparer.Ordinal);
        List<Division> Of(string code) => below.TryGetValue(code, out var list) ? list : below[code] = [];
        var all = rows.OrderBy(r => r.Code, StringComparer.Ordinal).Select(r => new Division(r.Code, r.Name, Of(r.Code))).ToList();
        foreach (var place in all.Where(p => p.Code.Length > 2)) Of(place.Code[..(place.Code.Length == 9 ? 6 : place.Code.Length - 2)]).Add(place);
        Provinces = [.. all.Where(p => p.Code.Length == 2)];
        Spread(all, d => d.HubWeight, (d, from, to) => (d.HubFrom, d.HubTo) = (from, to));
        Spread(all, d => d.RuralWeight, (d, from, to) => (d.RuralFrom, d.RuralTo) = (from, to));
        Spread(all, d => d.UrbanWeight, (d, from, to) => (d.UrbanFrom, d.UrbanTo) = (from, to));
        Townships = all.Count(p => p.Code.Length == 9);
        Hubs = all.Count - Townships;
    }

    public int Townships { get; }
    public int Hubs { get; }

    public static Divisions Read(string folder)
    {
        var (rows, problems) = DivisionFiles.Read(folder, default);
        return problems.Count == 0 ? new(rows.Select(r => (r.Code, r.Name))) : throw new InvalidDataException($"{problems[0].File} row {problems[0].Row}: {problems[0].Refusal.Message} {string.Join(' ', problems[0].Refusal.Args)}");
    }

    /// <summary>31 provinces, 342 cities, 2,978 counties, 41,352 townships with made-up names.</summary>
    public static Divisions Made()
    {
        int[] provinces = [11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65];
        var given = new Dictionary<string, int>();
        string Under(string above, int digits) => above + (given[above] = given.GetValueOrDefault(above) + 1).ToString(new string('0', digits), CultureInfo.InvariantCulture);
        var p = provinces.Select(n => $"{n}").ToList();
        var c = Enumerable.Range(0, 342).Select(i => Under(p[i % p.Count], 2)).ToList();
        var a = Enumerable.Range(0, 2978).Select(i => Under(c[i % c.Count], 2)).ToList();
        var t = Enumerable.Range(0, 41352).Select(i => Under(a[i % a.Count], 3)).ToList();
        return new(p.Select(x => (x, $"第{x}省")).Concat(c.Select(x => (x, $"第{x}市"))).Concat(a.Select(x => (x, $"第{x}县")))
            .Concat(t.Select((x, i) => (x, Town(x) + (i % 4 == 0 ? "街道" : i % 4 == 1 ? "乡" : "镇")))));
    }

    /// <summary>No two townships of a county have the same name.</summary>
    private static string Town(string code)
    {
        var (county, n) = (int.Parse(code[..6], CultureInfo.InvariantCulture), int.Parse(code[6..], CultureInfo.InvariantCulture));
        return $"{Before[(n + county) % Before.Length]}{After[(n / Before.Length + county / 7) % After.Length]}";
    }

    private static readonly string[] Before = ["望江", "青石", "柳河", "云岭", "竹溪", "白塔", "枫桥", "双井", "古槐", "杏花", "石门", "沙湾", "桃源", "金鸡", "北渡", "长堤", "松岗", "荷塘", "铁炉", "半山"], After = ["", "东", "西", "南", "北"];

    private static void Spread(List<Division> all, Func<Division, double> weight, Action<Division, double, double> give)
    {
        var (total, sum) = (all.Sum(weight), 0d);
        foreach (var place in all) give(place, sum / total, (sum += weight(place)) / total);
    }
}
