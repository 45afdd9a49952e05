using System.Globalization;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;

namespace Hangji.Platform.Columns;

/// <summary>
/// 快照架: the snapshot of every set, built when first asked for and brought up to the last recorded fact whenever it is asked for again. Built segments lie in
/// the data folder and hold ids and codes, no names; a lost folder is only built anew.
/// </summary>
internal sealed class SnapshotShelf(IEnumerable<IColumnSource> sources, IServiceScopeFactory scopes, Store store, ILogger<SnapshotShelf> log)
{
    /// <summary>Past this much the changes are folded into a new segment: a twentieth of it, but no fewer than these.</summary>
    internal const int LeastFolded = 50_000;
    private const int Batch = 5_000, Keys = 1_000, MostChanged = 500_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private readonly Dictionary<string, Shelf> shelves = sources.ToDictionary(s => s.Set.Key, s => new Shelf(s), StringComparer.Ordinal);

    public IEnumerable<IColumnSource> Sources => shelves.Values.Select(s => s.Source);

    public IColumnSource? Source(string key) => shelves.GetValueOrDefault(key)?.Source;

    /// <summary>The set as of the last fact that was committed; null while it is still being built, which a reader is told.</summary>
    public async Task<Snapshot?> Now(string key, CancellationToken stop = default)
    {
        var shelf = shelves[key];
        Task<Snapshot> work;
        // Whoever comes while it is being built or refreshed waits for that; work goes on when he leaves.
        lock (shelf) work = shelf.Work is { IsCompleted: false } running ? running : shelf.Work = Task.Run(() => Bring(shelf), CancellationToken.None);
        return await Task.WhenAny(work, Task.Delay(Patience, stop)) == work ? await work : null;
    }

    /// <summary>Rows read so far by a build that is under way.</summary>
    public long Progress(string key) => shelves[key].Read;

    private async Task<Snapshot> Bring(Shelf shelf)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().AsProgram("统计");
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        // What was just saved is to be seen, whether or not the folding of this house has come round to it.
        await FactOrder.NumberWaiting(db, default);
        var now = shelf.Now ?? Found(shelf) ?? await Build(shelf, db);
        now = await Refresh(shelf, db, now);
        return shelf.Now = now;
    }

    private async Task<Snapshot> Refresh(Shelf shelf, AppDb db, Snapshot now)
    {
        while (true)
        {
            var facts = await FactOrder.After(db, now.UpTo, Batch, default);
            if (facts.Count == 0) return now;
            var keys = await Changed(shelf.Source, db, facts.Select(f => f.Fact), default);
            // More has changed than a delta is for: reading everything once is quicker than looking for it.
            if (keys.Count > MostChanged || now.Changed.Count + keys.Count > MostChanged) return await Build(shelf, db);
            if (keys.Count > 0)
            {
                var rows = new List<ColumnRow>();
                foreach (var some in keys.Chunk(Keys))
                    await foreach (var row in shelf.Source.Of(db, some)) rows.Add(row);
                now = now.With(keys, rows, facts[^1].Seq);
            }
            else now = now with { UpTo = facts[^1].Seq };
            if (now.Changed.Count > Math.Max(LeastFolded, now.Base.Rows / 20)) now = Write(shelf, now.UpTo, writer => { foreach (var row in now.Read()) writer.Add(row); });
        }
    }

    private static async Task<HashSet<long>> Changed(IColumnSource source, AppDb db, IEnumerable<Fact> facts, CancellationToken stop)
    {
        var keys = new HashSet<long>();
        foreach (var fact in facts)
            switch (source.Touches(fact.Kind))
            {
                case Touched.Subject when fact.SubjectId is { } subject: keys.Add(subject); break;
                case Touched.Body: keys.Add(fact.OrgId); break;
                case Touched.Below: keys.UnionWith(await source.KeysBelow(db, new(fact.OrgPath), stop)); break;
            }
        return keys;
    }

    private async Task<Snapshot> Build(Shelf shelf, AppDb db)
    {
        var upTo = await FactOrder.Last(db, default);
        var folder = Fresh(shelf, upTo);
        shelf.Read = 0;
        using (var writer = SegmentWriter.Into(shelf.Source.Set, folder))
            await foreach (var row in shelf.Source.All(db)) { writer.Add(row); shelf.Read++; }
        return Keep(shelf, folder, upTo);
    }

    private Snapshot Write(Shelf shelf, long upTo, Action<SegmentWriter> rows)
    {
        var folder = Fresh(shelf, upTo);
        using (var writer = SegmentWriter.Into(shelf.Source.Set, folder)) rows(writer);
        return Keep(shelf, folder, upTo);
    }

    private Snapshot Keep(Shelf shelf, string folder, long upTo)
    {
        // The name without ".part" says that it is whole.
        var whole = folder[..^".part".Length];
        Directory.Move(folder, whole);
        foreach (var old in Directory.EnumerateDirectories(Home(shelf)).Where(d => d != whole))
            try { Directory.Delete(old, recursive: true); }
            catch (IOException fault) { log.LogInformation("An old snapshot stays for now: {Fault}", fault.Message); }
        return new(Segment.Open(shelf.Source.Set, whole), shelf.Empty, shelf.Empty, new HashSet<long>(), upTo);
    }

    /// <summary>A whole segment from an earlier run of the program, if its columns are those of today.</summary>
    private Snapshot? Found(Shelf shelf)
    {
        if (!Directory.Exists(Home(shelf))) return null;
        foreach (var folder in Directory.EnumerateDirectories(Home(shelf)).Where(d => !d.EndsWith(".part", StringComparison.Ordinal)).OrderDescending(StringComparer.Ordinal))
            if (Path.GetFileName(folder).Split('-') is [var seq, _, var shape] && shape == Shape(shelf.Source) && long.TryParse(seq, NumberStyles.None, CultureInfo.InvariantCulture, out var upTo))
                return new(Segment.Open(shelf.Source.Set, folder), shelf.Empty, shelf.Empty, new HashSet<long>(), upTo);
        return null;
    }

    private string Home(Shelf shelf) => Path.Combine(store.Folder, "columns", shelf.Source.Set.Key);

    private string Fresh(Shelf shelf, long upTo)
    {
        var folder = Path.Combine(Home(shelf), $"{upTo:D12}-{Ids.Next()}-{Shape(shelf.Source)}.part");
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return folder;
    }

    /// <summary>What columns and values a set has, in eight letters: a segment of another program version is not read.</summary>
    private static string Shape(IColumnSource source) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Join(',', source.Set.Columns.Concat(source.Dimensions.SelectMany(d => d.Values.Select(v => v.Key))))))[..4]);

    private sealed class Shelf(IColumnSource source)
    {
        public IColumnSource Source => source;
        public Segment Empty { get; } = Segment.InMemory(source.Set, []);
        public Task<Snapshot>? Work { get; set; }
        public Snapshot? Now { get; set; }
        public long Read { get; set; }
    }
}
