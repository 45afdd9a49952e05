using Hangji.Platform.Columns;
using Hangji.Platform.Text;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Hangji.Modules.Statistics.Definitions;

/// <summary>
/// 报表制度: all forms and checks under regulations/statistics, a folder a version. Read whole when the program starts; a key, set, dimension or value that
/// does not exist is an error that names its file.
/// </summary>
internal sealed class TableBook
{
    private readonly IReadOnlyList<StatTable> tables;
    private readonly IReadOnlyList<(DateOnly From, CrossCheck Check)> checks;

    /// <exception cref="FormatException">A file is not of the schema.</exception>
    public TableBook(string folder, IEnumerable<IColumnSource> sources)
    {
        var byKey = sources.ToDictionary(s => s.Set.Key, StringComparer.Ordinal);
        var files = Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(f => (Path: f, Name: Path.GetRelativePath(folder, f))).ToList();
        tables = [.. files.Where(f => !IsChecks(f.Path)).Select(f => new TableReader(f.Name, byKey).Read(Parse<TableFile>(f.Path, f.Name)))];
        checks = [.. files.Where(f => IsChecks(f.Path)).SelectMany(f => Parse<ChecksFile>(f.Path, f.Name).Checks.Select(c => Check(f.Name, c)))];
        if (tables.GroupBy(t => (t.No, t.From)).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new FormatException($"statistics: form {twice.Key.No} stands twice for {twice.Key.From:yyyy-MM-dd}");
    }

    public static string ShippedFolder => Path.Combine(AppContext.BaseDirectory, "regulations", "statistics");

    /// <summary>The forms of a year: the version in force on its last day, in the order of their numbers.</summary>
    public IReadOnlyList<StatTable> Of(int year)
    {
        var end = new DateOnly(year, 12, 31);
        return [.. tables.Where(t => t.From <= end).GroupBy(t => t.No).Select(g => g.MaxBy(t => t.From)!).OrderBy(t => t.No.Split('-')[0].PadLeft(4, '0'), StringComparer.Ordinal).ThenBy(t => t.No, StringComparer.Ordinal)];
    }

    public StatTable? Find(int year, string no) => Of(year).FirstOrDefault(t => t.No == no);

    public IReadOnlyList<CrossCheck> Checks(int year) => [.. checks.Where(c => c.From <= new DateOnly(year, 12, 31)).GroupBy(c => c.Check.Id).Select(g => g.MaxBy(c => c.From).Check)];

    public int FirstYear => tables.Min(t => t.From.Year);

    private (DateOnly, CrossCheck) Check(string file, CheckFile given)
    {
        var from = tables.Where(t => t.Version == Version(file)).Select(t => (DateOnly?)t.From).Min() ?? throw new FormatException($"{file}: no form of this version");
        var check = new CrossCheck(Demand(file, given.Id, "id"), new(Demand(file, given.Zh, "zh"), Demand(file, given.En, "en")), Terms(file, given.Left), given.Relation switch { "equals" => false, "at-most" => true, _ => throw new FormatException($"{file}: {given.Id}: relation is equals or at-most") }, Terms(file, given.Right));
        foreach (var term in check.Left.Concat(check.Right))
            if (tables.FirstOrDefault(t => t.No == term.Table && t.Version == Version(file)) is not { } table || table.Row(term.Row) is null || table.Column(term.Column) is null)
                throw new FormatException($"{file}: {given.Id}: there is no cell {term.Table}/{term.Row}/{term.Column}");
        return (from, check);
    }

    private static IReadOnlyList<Term> Terms(string file, List<string> given) => [.. given.Select(text =>
        text.TrimStart('-').Split('/') is [var table, var row, var column] ? new Term(text.StartsWith('-'), table, row, column) : throw new FormatException($"{file}: '{text}' is not table/row/column"))];

    internal static string Version(string file) => file.Replace('\\', '/').Split('/')[0];

    internal static string Demand(string file, string? value, string key) => string.IsNullOrWhiteSpace(value) ? throw new FormatException($"{file}: {key} is missing") : value;

    private static bool IsChecks(string path) => Path.GetFileName(path) == "checks.yaml";

    private static T Parse<T>(string path, string name)
    {
        try
        {
            // Unknown keys are refused by the deserializer itself.
            return new DeserializerBuilder().WithNamingConvention(HyphenatedNamingConvention.Instance).Build().Deserialize<T>(File.ReadAllText(path));
        }
        catch (YamlException fault)
        {
            throw new FormatException($"{name}:{fault.Start.Line}: {fault.InnerException?.Message ?? fault.Message}", fault);
        }
    }
}

internal sealed class SaidFile
{
    public string? Zh { get; set; }
    public string? En { get; set; }
}

internal sealed class LineFile
{
    public string? Id { get; set; }
    public string? Zh { get; set; }
    public string? En { get; set; }
    public string? Window { get; set; }
    /// <summary>A dimension: one line for each of its values, under this one as their head.</summary>
    public string? Split { get; set; }
    /// <summary>A number of the set: its cells add it up instead of counting rows.</summary>
    public string? Sum { get; set; }
    /// <summary>Of a split: these values and no others.</summary>
    public List<string>? Only { get; set; }
    public Dictionary<string, object>? Where { get; set; }
}

internal sealed class TableFile
{
    public string? Table { get; set; }
    public SaidFile? Title { get; set; }
    public SaidFile? Source { get; set; }
    public string? From { get; set; }
    public string? Set { get; set; }
    public string? Window { get; set; }
    public Dictionary<string, object>? Where { get; set; }
    public SaidFile? Note { get; set; }
    public SaidFile? Needs { get; set; }
    public List<LineFile> Columns { get; set; } = [];
    public List<LineFile> Rows { get; set; } = [];
}

internal sealed class CheckFile
{
    public string? Id { get; set; }
    public string? Zh { get; set; }
    public string? En { get; set; }
    public List<string> Left { get; set; } = [];
    public string? Relation { get; set; }
    public List<string> Right { get; set; } = [];
}

internal sealed class ChecksFile
{
    public List<CheckFile> Checks { get; set; } = [];
}
