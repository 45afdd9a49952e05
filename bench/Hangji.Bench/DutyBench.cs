using System.Diagnostics;
using Hangji.Bench.DataSets;
using Hangji.Modules.Duties;
using Hangji.Modules.Regulations.Contract;

namespace Hangji.Bench;

/// <summary>How many rule × organization × period evaluations a second, on both cores; and one body's calendar with its groups and explanations unread.</summary>
internal static class DutyBench
{
    public static async Task Run(Report report)
    {
        var book = Rulebook.Shipped;
        var engine = new DutyEngine(book);
        var today = new DateOnly(2026, 11, 20);
        var plan = engine.Plan(new(2026, 1, 1), new(2026, 12, 31));
        var bodies = Enumerable.Range(0, 20_000).Select(n => new DutyBody(n, new(2015, 1, 1), Facts(book, n))).ToArray();
        var index = bodies.Select(b => engine.Index(Held(b.OrgId))).ToArray();
        long Evaluate()
        {
            long done = 0;
            Parallel.For(0, bodies.Length, () => (0L, new DutyState[plan.Entries.Length]), (i, _, local) =>
                (local.Item1 + DutyEngine.States(plan, bodies[i], index[i], today, local.Item2), local.Item2), local => Interlocked.Add(ref done, local.Item1));
            return done;
        }
        Evaluate();
        var best = 0d;
        for (var n = 0; n < 3; n++) best = Math.Max(best, await Timing.Rate(() => Task.FromResult(Evaluate())));
        report.Add(new("duty evaluations (rule × body × period)", "./do bench duties", best, "/s", 2_000_000, AtLeast: true));

        var body = new DutyBody(1, new(2015, 1, 1), null, _ => bodies[3].Facts(today), [new(11, "一组", new(2015, 1, 1)), new(12, "二组", new(2015, 1, 1))], []);
        var evidence = Held(1).ToList();
        var one = await Timing.Median(() => Task.FromResult(engine.Calendar(body, evidence, new(2026, 1, 1), new(2026, 12, 31), today)));
        report.Add(new("one body's calendar of a year", "./do bench duties", one, "ms", 10, AtLeast: false));
    }

    /// <summary>
    /// All bodies of the nation, twice: read from the database that HANGJI_BENCH_NATION names, as hangji duties --sum does; and drawn without a database with the records of a whole year. The bare limit of judging runs over the same records once on both cores and does nothing
    /// with them. HANGJI_BENCH_PARTS takes that many drawn provinces only.
    /// </summary>
    public static async Task Nation(Report report)
    {
        if (await BenchStore.Nation() is { } nation) await using (nation) await Stored(report, nation);
        var (book, today) = (Rulebook.Shipped, new DateOnly(2026, 11, 20));
        var kinds = Hangji.Modules.Meetings.MeetingKinds.All.Keys.ToHashSet(StringComparer.Ordinal);
        var profiles = new DutyProfiles(new DutyEngine(book).Plan(new(2026, 1, 1), new(2026, 12, 31), recorded: kinds), today);
        var set = new DataSet(1);
        var parts = set.Parts.Take(int.TryParse(Environment.GetEnvironmentVariable("HANGJI_BENCH_PARTS"), out var some) ? some : set.Parts.Count).ToList();
        var blocks = new DutyColumns[parts.Count];
        var watch = Stopwatch.StartNew();
        await Parallel.ForAsync(0, parts.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, (i, _) =>
        {
            blocks[i] = Fill(parts[i].Bodies(), profiles, book, new(2026, 10, 31));
            return ValueTask.CompletedTask;
        });
        var (bodies, records) = (blocks.Sum(b => (long)b.Bodies), blocks.Sum(b => b.Records));
        report.Add(new($"{bodies:N0} bodies with {records:N0} records drawn into columns, without a database ({profiles.Count:N0} sets of facts)", "./do bench nation-duties", watch.Elapsed.TotalSeconds, "s", 60, AtLeast: false));
        blocks = FromFiles(report, blocks, profiles, bodies, records);
        var judged = 0L;
        double Once(Func<DutyColumns, long> work)
        {
            var one = Stopwatch.StartNew();
            judged = 0;
            Parallel.ForEach(blocks, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, block => Interlocked.Add(ref judged, work(block)));
            return one.Elapsed.TotalSeconds;
        }
        var bare = Once(block => block.Sum());
        var took = Enumerable.Range(0, 3).Select(_ => Once(block => block.Evaluate(new byte[block.Bodies]).Sum())).Order().ToArray();
        report.Add(new($"every duty of the year judged for {bodies:N0} bodies", "./do bench nation-duties", took[1], "s", 10, AtLeast: false, bare, null, $"{judged:N0} duties, {took[0]:0.0} to {took[2]:0.0} s"));
    }

    /// <summary>The same blocks as the column files that the program keeps of them, opened as it opens them, by both cores, with nothing of them in memory; the bare limit reads the same bytes.</summary>
    private static DutyColumns[] FromFiles(Report report, DutyColumns[] blocks, DutyProfiles profiles, long bodies, long records)
    {
        var folder = Directory.CreateTempSubdirectory("hangji-duty-columns-");
        try
        {
            var shelf = new Modules.Duties.DutyShelf(new(folder.FullName, null), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<Modules.Duties.DutyShelf>.Instance);
            static Platform.Scope.ScopeRange Stretch(int i) => new($"{i:D4}", $"{i + 1:D4}");
            for (var i = 0; i < blocks.Length; i++)
            {
                shelf.Keep(Stretch(i), new(blocks[i], [.. Enumerable.Range(0, blocks[i].Bodies).Select(b => (long)b)]), default);
                blocks[i] = new(profiles);
            }
            GC.Collect();
            var files = folder.GetFiles("*.bin", SearchOption.AllDirectories);
            var bare = Cold(i => { using var file = files[i].OpenRead(); var buffer = new byte[1 << 20]; while (file.Read(buffer) > 0) { } });
            var took = Cold(i => blocks[i] = shelf.Open(Stretch(i), profiles)!.Columns);
            report.Add(new($"{bodies:N0} bodies with {records:N0} records read from their column files", "./do bench nation-duties", took, "s", 60, AtLeast: false, bare, null, $"{files.Sum(f => f.Length) / 1e6:N0} MB{(forgets ? "" : ", from memory")}"));
            return blocks;
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        double Cold(Action<int> one)
        {
            forgets = Forget();
            var watch = Stopwatch.StartNew();
            Parallel.For(0, blocks.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, one);
            return watch.Elapsed.TotalSeconds;
        }
    }

    private static bool forgets;

    /// <summary>Root may have the machine forget what it read of files; anybody else reads from memory, and the note says so.</summary>
    private static bool Forget()
    {
        try
        {
            using (var sync = Process.Start("sync")) sync.WaitForExit();
            File.WriteAllText("/proc/sys/vm/drop_caches", "1");
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception) { return false; }
    }

    /// <summary>Twice from the stored nation, as two programs one after the other: first all of it from the database, then from the column files that the first left.</summary>
    private static async Task Stored(Report report, BenchStore nation)
    {
        var folder = Directory.CreateTempSubdirectory("hangji-duty-nation-");
        try
        {
            for (var round = 0; round < 2; round++)
            {
                GC.Collect();
                var shelf = new Modules.Duties.DutyShelf(nation.Store with { Folder = folder.FullName }, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<Modules.Duties.DutyShelf>.Instance);
                var sweep = ActivatorUtilities.CreateInstance<Modules.Duties.DutySweep>(nation.Services, shelf);
                if (round > 0) Forget();
                var watch = Stopwatch.StartNew();
                var swept = await sweep.Read(null, new(2026, 1, 1), new(2026, 12, 31), new(2026, 11, 20), default);
                var read = watch.Elapsed.TotalSeconds;
                var from = round == 0 ? nation.Name : $"their column files ({folder.EnumerateFiles("*.bin", SearchOption.AllDirectories).Sum(f => f.Length) / 1e6:N0} MB)";
                report.Add(new($"{swept.Bodies:N0} bodies with {swept.Records:N0} records read from {from} into columns", "HANGJI_BENCH_NATION=… ./do bench nation-duties", read, "s", 60, AtLeast: false, Note: $"{swept.FromFiles} of {swept.Parts.Count} stretches from files"));
                if (round == 0) continue;
                watch.Restart();
                var judged = swept.Judge();
                report.Add(new($"every duty of the year judged for {swept.Bodies:N0} stored bodies", "HANGJI_BENCH_NATION=… ./do bench nation-duties", watch.Elapsed.TotalSeconds, "s", 10, AtLeast: false, Note: $"{judged.Values.Sum(c => c.Sum()):N0} duties"));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A part's bodies with their facts at the year-end and what they held.</summary>
    internal static DutyColumns Fill(IEnumerable<Body> bodies, DutyProfiles profiles, Rulebook book, DateOnly until)
    {
        var block = new DutyColumns(profiles);
        var mine = new List<ulong>(64);
        foreach (var body in bodies)
        {
            mine.Clear();
            foreach (var held in Life.Of(body, until, 1))
                foreach (var kind in held.Also.Length == 0 ? [held.Kind] : held.Also.Split(' ').Prepend(held.Kind)) mine.Add(block.Pack(book.Vocabulary.Kind(kind)!.Index, held.On, held.On, held.On.AddDays(held.Late)));
            block.Add(new(2015, 1, 1), null, profiles.Profile(FactsOf(book, body)), System.Runtime.InteropServices.CollectionsMarshal.AsSpan(mine));
        }
        return block;
    }

    internal static KnownFacts FactsOf(Rulebook book, Body body) => new KnownFacts(book.Vocabulary).Set("org_kind", body.Kind switch { "committee" => "base_committee", "work-committee" => "working_committee", "general-branch" => "general_branch", _ => "branch" })
        .Set("org_field", RuleCodes.Field(Walks.Keys[(int)body.Walk])).Set("full_members", (long)body.Members).Set("probationary_members", (long)(body.Ordinal % 3)).Set("has_committee", body.Members >= 7).Set("committee_size", body.Members >= 7 ? 3L : 1L)
        .Set("all_members_infirm", false).Set("has_secretary", body.Members > 0).Set("party_groups", 0L);

    private static KnownFacts Facts(Rulebook book, int n) => new KnownFacts(book.Vocabulary).Set("org_kind", "branch").Set("org_field", "village")
        .Set("full_members", (long)(5 + n % 40)).Set("probationary_members", (long)(n % 3)).Set("has_committee", n % 5 != 0).Set("committee_size", 3L).Set("all_members_infirm", false);

    private static IEnumerable<Evidence> Held(long org) =>
        from month in Enumerable.Range(1, 11)
        from kind in new[] { "theme-day", "committee-meeting", "general-meeting" }
        where kind != "general-meeting" || month % 3 == 0
        select new Evidence(kind, org, new(2026, month, 10), new(2026, month, 10), org * 1000 + month);
}
