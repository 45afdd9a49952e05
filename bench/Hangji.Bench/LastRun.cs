using System.Globalization;

namespace Hangji.Bench;

/// <summary>The figures that were written down last (the newest file of docs/benchmarks), by name, to compare with and to keep where they were not measured again.</summary>
internal sealed class LastRun
{
    /// <param name="Ratio">To the bare limit of its own run; null where it has none.</param>
    internal sealed record Kept(double Value, string Unit, double? Ratio, string Row);

    private readonly Dictionary<string, Kept> figures = new(StringComparer.Ordinal);

    public string? File { get; private init; }
    public IEnumerable<KeyValuePair<string, Kept>> All => figures;
    public Kept? Find(Figure figure) => figures.GetValueOrDefault(figure.Name);

    public static LastRun Read(string folder, string? part = null)
    {
        var newest = Directory.Exists(folder) ? Directory.GetFiles(folder, part is null ? "????-??-??.md" : $"????-??-??-{part}.md").Order(StringComparer.Ordinal).LastOrDefault() : null;
        var last = new LastRun { File = newest is null ? null : Path.GetFileName(newest) };
        foreach (var line in newest is null ? [] : System.IO.File.ReadLines(newest)) last.Take(line);
        return last;
    }

    internal void Take(string line)
    {
        // | figure (note) | measured | goal | bare | ratio | …
        if (line.Split('|', StringSplitOptions.TrimEntries) is not [_, var name, var measured, _, _, var ratio, ..] || measured.Split(' ') is not [var number, .. var unit]) return;
        if (!double.TryParse(number, NumberStyles.Number, CultureInfo.InvariantCulture, out var value)) return;
        figures[Figure.WithoutNote(name)] = new(value, string.Join(' ', unit), double.TryParse(ratio, NumberStyles.Number, CultureInfo.InvariantCulture, out var r) ? r : null, line);
    }

    /// <summary>How a figure stands against the last one: worse by more than the noise of a shared machine, or null. Ratios to a bare limit of the same run are compared before bare figures.</summary>
    public string? Regression(Figure now)
    {
        if (Find(now) is not { } before) return null;
        var (was, isNow, noise, what) = before.Ratio is { } ratio && now.Ratio is { } today ? (ratio, today, 1.3, "of bare") : (before.Value, now.Value, 1.6, now.Unit);
        var worse = now.AtLeast ? was / isNow : isNow / was;
        return was > 0 && isNow > 0 && worse > noise ? string.Create(CultureInfo.InvariantCulture, $"{now.Name}: {isNow:0.##} {what}, was {was:0.##} in {File}") : null;
    }
}
