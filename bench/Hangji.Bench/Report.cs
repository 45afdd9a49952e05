using System.Globalization;
using System.Text;

namespace Hangji.Bench;

/// <summary>One figure with its goal and, where it has one, the bare limit measured in the same run.</summary>
/// <param name="AtLeast">True when more is better (rates), false when less is (times, bytes).</param>
internal sealed record Figure(string Name, string Command, double Value, string Unit, double Goal, bool AtLeast, double? Bare = null, double? BareGoal = null, string? Note = null)
{
    /// <summary>Ratio to the bare limit; the goal may be set on it instead of the value itself.</summary>
    public double? Ratio => Bare is { } bare && bare > 0 ? Value / bare : null;
    /// <summary>A name in a written table may carry its note in brackets; the figure goes by what stands before. Names with brackets of their own keep the first.</summary>
    public static string WithoutNote(string written) => written.EndsWith(')') && written.LastIndexOf(" (", StringComparison.Ordinal) is > 0 and var at ? written[..at] : written;

    public bool Met => BareGoal is { } share ? AtLeast ? Ratio >= share : Ratio <= share : AtLeast ? Value >= Goal : Value <= Goal;
}

/// <summary>The figures of a run: printed, compared with the last run that was written down, and written to docs/benchmarks/DATE.md.</summary>
internal sealed class Report
{
    private readonly List<Figure> figures = [];
    // Before the first figure: afterwards it is the benchmark's own.
    private readonly string load = Load();

    public bool Missed => figures.Any(f => !f.Met);

    public void Add(Figure figure)
    {
        figures.Add(figure);
        Console.Error.WriteLine($"  {(figure.Met ? "met   " : "MISSED")} {figure.Name}: {Number(figure.Value)} {figure.Unit}{(figure.Ratio is { } r ? $", {r:0.00} of bare {Number(figure.Bare!.Value)}" : "")}");
    }

    public string Table()
    {
        var text = new StringBuilder("| figure | measured | goal | bare limit, same run | ratio | met | command |\n|---|---|---|---|---|---|---|\n");
        foreach (var f in figures)
            text.Append(CultureInfo.InvariantCulture, $"| {f.Name}{(f.Note is null ? "" : $" ({f.Note})")} | {Number(f.Value)} {f.Unit} | {Goal(f)} | {(f.Bare is { } bare ? Number(bare) + " " + f.Unit : "")} | {(f.Ratio is { } r ? r.ToString("0.00", CultureInfo.InvariantCulture) : "")} | {(f.Met ? "yes" : "**no**")} | `{f.Command}`, load {load} |\n");
        return text.ToString();
    }

    /// <summary>What got worse since the figures that were written down last.</summary>
    public IReadOnlyList<string> Regressions() => [.. figures.Select(LastRun.Read(Folder).Regression).OfType<string>()];

    private static string Folder => Path.Combine(Root(), "docs", "benchmarks");

    /// <summary>Writes the file of today. Figures of today's file that were not measured again stay, below, and so does what stands under a heading of its own; earlier files are never touched.</summary>
    /// <param name="part">A file of its own for figures that want something of their own, such as a loaded nation; null for the common one.</param>
    public string Write(string? part)
    {
        var folder = Folder;
        Directory.CreateDirectory(folder);
        var (last, name) = (LastRun.Read(folder, part), $"{DateTime.UtcNow:yyyy-MM-dd}{(part is null ? "" : "-" + part)}.md");
        var (file, regressions) = (Path.Combine(folder, name), figures.Select(last.Regression).OfType<string>().ToList());
        var kept = last.File == name;
        var said = kept ? File.ReadAllText(file) : "";
        File.WriteAllText(file, $"# Figures of {DateTime.UtcNow:yyyy-MM-dd}{(part is null ? "" : ", " + part)}\n\nMachine: {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, .NET {Environment.Version}. "
            + "Server, database and load generator share the machine; the load of a row is that of the minute before its run.\nGoals and bare limits are measured in one run; run it again with `./do bench`.\n\n"
            + (regressions.Count == 0 || kept ? "" : $"Slower than in {last.File}:\n\n{string.Concat(regressions.Select(r => $"- {r}\n"))}\n") + Table()
            + (kept ? string.Concat(last.All.Where(k => figures.All(f => f.Name != k.Key)).Select(k => k.Value.Row + "\n")) : "") + (said.IndexOf("\n## ", StringComparison.Ordinal) is > 0 and var at ? said[at..] : ""));
        return Path.GetRelativePath(Root(), file);
    }

    private static string Goal(Figure f) => f.BareGoal is { } share ? $"{(f.AtLeast ? "≥" : "≤")} {share:0.00} of bare" : $"{(f.AtLeast ? "≥" : "≤")} {Number(f.Goal)} {f.Unit}";

    private static string Number(double value) => value >= 100 ? value.ToString("N0", CultureInfo.InvariantCulture) : value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    public static string Root()
    {
        for (var dir = new DirectoryInfo(AppContext.BaseDirectory); dir is not null; dir = dir.Parent)
            if (File.Exists(Path.Combine(dir.FullName, "Hangji.slnx"))) return dir.FullName;
        throw new DirectoryNotFoundException("Hangji.slnx was not found above " + AppContext.BaseDirectory);
    }
}
