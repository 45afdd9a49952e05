using System.Text.RegularExpressions;

namespace Hangji.Tests.HouseRules;

/// <summary>Habits of the house that a reader cannot be asked to remember; each exception is named here with its reason.</summary>
public sealed partial class Source_code_keeps_the_habits_of_the_house
{
    /// <summary>Past 350 lines there is usually a second idea in a file.</summary>
    private const int LongFile = 350;

    private static readonly Dictionary<string, string> LongFilesThatAreOneIdea = [];

    /// <summary>Raw SQL lives in Platform and in named bulk readers and writers.</summary>
    private static readonly Regex RawSqlPlaces = new(@"^src/Hangji/Platform/|/Bulk[A-Z]\w*\.cs$|Bulk\.cs$|^src/Hangji/Shell/(Backup|Restore)");

    [Fact]
    public void The_clock_is_injected() => Nowhere(AmbientClock(), "use TimeProvider and clock.Today()", "Platform/Data/Ids.cs", "Platform/Data/Migrator.cs");

    [Fact]
    public void Nothing_is_left_to_do() => Nowhere(Unfinished(), "finish it or leave it out");

    [Fact]
    public void Threads_are_not_put_to_sleep() => Nowhere(Sleeping(), "await, or wait for a signal");

    [Fact]
    public void Raw_sql_stays_in_its_places()
    {
        var found = Sources.Files(".cs", ".razor", ".js").Where(f => !RawSqlPlaces.IsMatch(f.Path)).SelectMany(f => Lines(f, RawSql())).ToList();
        Assert.True(found.Count == 0, "Raw SQL outside Platform and named bulk files (Bulk*.cs):\n" + string.Join('\n', found));
    }

    [Fact]
    public void Files_hold_one_idea()
    {
        var found = Sources.Files(".cs", ".razor", ".js").Where(f => f.Path.EndsWith(".cs") || f.Path.EndsWith(".razor"))
            .Select(f => (f.Path, Count: f.Text.Count(c => c == '\n'))).Where(f => f.Count > LongFile && !LongFilesThatAreOneIdea.ContainsKey(f.Path)).ToList();
        Assert.True(found.Count == 0, $"Longer than {LongFile} lines; look for the second idea:\n" + string.Join('\n', found));
    }

    [Fact]
    public void No_page_carries_script_or_style_of_its_own() => Nowhere(InlineCode(), "the content security policy forbids it; use app.js and theme.css");

    private static void Nowhere(Regex what, string instead, params string[] except)
    {
        var found = Sources.Files(".cs", ".razor", ".js").Where(f => !except.Any(e => f.Path.EndsWith(e, StringComparison.Ordinal))).SelectMany(f => Lines(f, what)).ToList();
        Assert.True(found.Count == 0, instead + ":\n" + string.Join('\n', found));
    }

    private static IEnumerable<string> Lines((string Path, string Text) file, Regex what) =>
        file.Text.Split('\n').Select((line, i) => (line, i)).Where(l => what.IsMatch(l.line)).Select(l => $"{file.Path}:{l.i + 1}: {l.line.Trim()}");

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Now|Today|UtcNow)\b")]
    private static partial Regex AmbientClock();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"Thread\.Sleep|\.Wait\(\)|Task\.Delay\(\d{4,}")]
    private static partial Regex Sleeping();

    [GeneratedRegex(@"\.(ExecuteSql|FromSql|SqlQuery)(Raw|Interpolated)?(Async)?[(<]|\.CommandText\s*=|CreateCommand\(|new (Npgsql|Sqlite)Command\(")]
    private static partial Regex RawSql();

    [GeneratedRegex(@"<script(?![^>]*\bsrc=)|<style\b|\sstyle=""|\son(click|change|input|submit|load)=""")]
    private static partial Regex InlineCode();
}
