using System.Globalization;
using System.Text;

namespace Hangji.Platform.Codes;

/// <summary>代码项: one entry of a list, in force between two days; an open end has no date.</summary>
/// <param name="Code">What is kept in records: the number of the standard, or a readable slug for our own lists.</param>
/// <param name="Parent">Code of the group it belongs to, such as 20 大学本科教育 of 21 大学本科毕业.</param>
/// <param name="Synonyms">Other words that rosters use for it.</param>
internal sealed record CodeEntry(string Code, string Name, string? English, string? Parent, IReadOnlyList<string> Synonyms, DateOnly? From, DateOnly? To)
{
    /// <summary>From its first day to its last, both included.</summary>
    public bool InForce(DateOnly on) => (From is null || From <= on) && (To is null || on <= To);
}

/// <summary>代码表: dated entries with the standard they come from. The files under <c>lists/</c> are data: a revised standard closes rows and adds rows, no row is rewritten.</summary>
internal sealed record CodeList(string Key, string Title, string English, string Source, IReadOnlyList<CodeEntry> Entries)
{
    const string Header = "code,name,english,parent,synonyms,valid_from,valid_to";

    /// <summary>Reads one file: lines <c># title: …</c> first, then comma-separated rows.</summary>
    /// <exception cref="FormatException">The file is not of this form; it names the line.</exception>
    public static CodeList Read(string key, TextReader file)
    {
        string title = "", english = "", source = "";
        var entries = new List<CodeEntry>();
        var number = 0;
        while (file.ReadLine() is { } line)
        {
            number++;
            if (line.StartsWith("# title: ", StringComparison.Ordinal)) title = line[9..];
            else if (line.StartsWith("# english: ", StringComparison.Ordinal)) english = line[11..];
            else if (line.StartsWith("# source: ", StringComparison.Ordinal)) source = line[10..];
            else if (line.Length == 0 || line[0] == '#' || line == Header) continue;
            else if (Cells(line) is [{ Length: > 0 } code, { Length: > 0 } name, var en, var parent, var synonyms, var from, var to])
                entries.Add(new(code, name, Filled(en), Filled(parent), synonyms.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), Day(from), Day(to)));
            else throw new FormatException($"Code list {key}, line {number}: seven cells are wanted, code and name filled.");
        }
        return title.Length > 0 && entries.Count > 0 ? new(key, title, english, source, entries) : throw new FormatException($"Code list {key}: no title or no entries.");
    }

    static string? Filled(string cell) => cell.Length > 0 ? cell : null;

    static DateOnly? Day(string cell) => cell.Length > 0 ? DateOnly.ParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    static List<string> Cells(string line)
    {
        var cells = new List<string>(7);
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"') { cell.Append('"'); i++; }
            else if (line[i] == '"') quoted = !quoted;
            else if (line[i] == ',' && !quoted) { cells.Add(cell.ToString()); cell.Clear(); }
            else cell.Append(line[i]);
        }
        cells.Add(cell.ToString());
        return cells;
    }
}
