using System.Globalization;
using System.Text;

namespace Hangji.Tests.Situations;

/// <summary>Made-up division tables laid out like the national ones: 31 provinces, 342 cities, 2,978 counties, 41,352 townships, or as few as a test wants.</summary>
internal sealed class Nation : IDisposable
{
    private static readonly int[] Provinces = [11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65];

    public string Folder { get; } = Directory.CreateTempSubdirectory("hangji-nation-").FullName;

    /// <summary>As many places as the real tables hold.</summary>
    public static Nation Whole() => new(31, 342, 2978, 41352);

    public Nation(int provinces, int cities, int areas, int townships)
    {
        var (p, c, a) = (Provinces[..provinces].Select(n => $"{n}").ToList(), new List<string>(), new List<string>());
        var count = new Dictionary<string, int>();
        string Under(string parent, int digits) => parent + (count[parent] = count.GetValueOrDefault(parent) + 1).ToString(new string('0', digits), CultureInfo.InvariantCulture);
        for (var i = 0; i < cities; i++) c.Add(Under(p[i % p.Count], 2));
        for (var i = 0; i < areas; i++) a.Add(Under(c[i % c.Count], 2));
        var towns = Enumerable.Range(0, townships).Select(i => Under(a[i % a.Count], 3)).ToList();
        Write("provinces.csv", "code,name", p.Select(code => $"{code},\"第{code}省\""));
        // Cities of the first province carry the name that is no place of its own.
        Write("cities.csv", "code,name,provinceCode", c.Select(code => $"{code},\"{(code[..2] == p[0] ? "市辖区" : $"第{code}市")}\",{code[..2]}"));
        Write("areas.csv", "code,name,cityCode,provinceCode", a.Select(code => $"{code},\"第{code}县\",{code[..4]},{code[..2]}"));
        // Rows of the last level stand upside down: order must not matter.
        Write("townships.csv", "code,name,areaCode,provinceCode,cityCode", towns.AsEnumerable().Reverse().Select((code, i) => $"{code},\"{(i % 4 == 0 ? "青石街道" : "青石镇")}\",{code[..6]},{code[..2]},{code[..4]}"));
    }

    private void Write(string file, string head, IEnumerable<string> rows) => File.WriteAllText(Path.Combine(Folder, file), head + "\n" + string.Join('\n', rows) + "\n", new UTF8Encoding(false));

    /// <summary>Changes one file of the tables.</summary>
    public void Change(string file, Func<string, string> change)
    {
        var path = Path.Combine(Folder, file);
        File.WriteAllText(path, change(File.ReadAllText(path)));
    }

    public void Dispose() => Directory.Delete(Folder, true);
}
