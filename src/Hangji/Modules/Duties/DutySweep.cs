using System.Runtime.InteropServices;
using Hangji.Modules.Members.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Hangji.Platform.Tree;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Duties;

/// <summary>
/// 全面核对: the periodic duties of all bodies of a branch of the tree, up to the nation, judged at once: each stretch of the tree is read from the database into
/// columns (docs/decisions/0029), then judged as often as one likes. For a new rule, a new year, a question from above; a single body's page asks <see cref="DutyDesk"/>.
/// </summary>
/// <remarks>Says of each body and period what the desk says: a test compares them. Structural demands, duties of groups, and reasons that were given are the desk's alone.</remarks>
internal sealed class DutySweep(IServiceScopeFactory scopes, RulebookShelf shelf, DutyShelf kept)
{
    /// <summary>Stretches that are read one after the other by each of the readers.</summary>
    private const int Stretches = 256;
    /// <summary>Where the tree is cut: at its third level (counties of a nation), and deeper while that gives too few stretches.</summary>
    private const int CutDepth = 3, DeepestCut = 5;

    public async Task<SweptDuties> Read(OrgPath? top, DateOnly from, DateOnly to, DateOnly today, CancellationToken stop)
    {
        var swept = new SweptDuties(from, to, today, await As(s => Task.FromResult(s.GetServices<IDutyEvidence>().SelectMany(e => e.Kinds).ToHashSet(StringComparer.Ordinal))));
        var stretches = await As(s => Cut(s.GetRequiredService<AppDb>(), top, stop));
        // Files are of the whole tree under the national rules: for one branch of it, or where local packs are laid over, everything is read.
        var keeping = top is null && shelf.Enabled.Count == 0;
        var (upTo, good) = keeping ? await As(async s => await Known(s.GetRequiredService<AppDb>(), stretches, swept, stop)) : default;
        var (parts, fromFiles) = (new List<SweptPart>[stretches.Count], 0);
        await Parallel.ForAsync(0, stretches.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = stop }, async (i, token) =>
        {
            if (keeping && good.Contains(stretches[i]) && kept.Open(stretches[i], swept.Profiles(shelf.National)) is { } whole)
            {
                parts[i] = [whole];
                Interlocked.Increment(ref fromFiles);
                return;
            }
            parts[i] = await As(s => Fill(s, stretches[i], swept, token));
            if (keeping && parts[i] is [var part]) kept.Keep(stretches[i], part, upTo);
        });
        if (keeping) kept.Tidy(stretches, swept.Profiles(shelf.National));
        swept.Parts.AddRange(parts.SelectMany(p => p));
        swept.FromFiles = fromFiles;
        return swept;
    }

    private async Task<((long Seq, long Fact) UpTo, HashSet<ScopeRange> Good)> Known(AppDb db, List<ScopeRange> stretches, SweptDuties swept, CancellationToken stop)
    {
        await FactOrder.NumberWaiting(db, stop);
        var last = await db.Set<OrderedFact>().AsNoTracking().OrderByDescending(o => o.Seq).FirstOrDefaultAsync(stop);
        return ((last?.Seq ?? 0, last?.FactId ?? 0), await kept.Good(db, last?.Seq ?? 0, stretches, swept.Profiles(shelf.National), stop));
    }

    /// <summary>Stretches of the tree, cut before Party bodies that have no led body beside them: so groups lie with their branch, and what a place published with the bodies that published it.</summary>
    private static async Task<List<ScopeRange>> Cut(AppDb db, OrgPath? top, CancellationToken stop)
    {
        var (first, last) = top is { } own ? (own.Value, own.End) : ("", "~");
        var orgs = db.Orgs.AsNoTracking();
        List<string> heads = [];
        for (var depth = CutDepth; depth <= DeepestCut && heads.Count < Stretches; depth++) heads = await orgs.Where(o => o.Depth <= depth && o.Kind != OrgKinds.Group && !OrgKinds.Led.Contains(o.Kind) && string.Compare(o.Path, first) > 0 && string.Compare(o.Path, last) < 0
                && !orgs.Any(l => l.ParentId == o.ParentId && OrgKinds.Led.Contains(l.Kind)))
            .OrderBy(o => o.Path).Select(o => o.Path).ToListAsync(stop);
        var cuts = heads.Where((_, i) => i > 0 && i % Math.Max(1, heads.Count / Stretches) == 0).Prepend(first).ToList();
        return [.. cuts.Select((cut, i) => new ScopeRange(cut, i + 1 < cuts.Count ? cuts[i + 1] : last))];
    }

    private async Task<List<SweptPart>> Fill(IServiceProvider services, ScopeRange range, SweptDuties swept, CancellationToken stop)
    {
        var db = services.GetRequiredService<AppDb>();
        var bodies = await db.Orgs.AsNoTracking().Where(o => string.Compare(o.Path, range.From) >= 0 && string.Compare(o.Path, range.To) < 0 && o.SetUpOn <= swept.To && (o.DissolvedOn == null || o.DissolvedOn > swept.From)).OrderBy(o => o.Path)
            .Select(o => new OrgNode
            {
                Id = o.Id, ParentId = o.ParentId, Path = o.Path, Depth = 0, Code = "", Name = "", ShortName = "", Initials = "", Relation = "", Since = o.SetUpOn, Kind = o.Kind, Field = o.Field, DivisionCode = o.DivisionCode, SetUpOn = o.SetUpOn,
                DissolvedOn = o.DissolvedOn, ElectedOn = o.ElectedOn, TermYears = o.TermYears, Units = o.Units,
            }).ToListAsync(stop);
        if (bodies.Count == 0) return [];
        var spans = Grouped(await services.GetRequiredService<IMemberSpans>().Of(range, swept.From, stop), s => s.OrgId);
        var officers = Grouped(await db.Appointments.AsNoTracking().Where(a => string.Compare(a.OrgPath, range.From) >= 0 && string.Compare(a.OrgPath, range.To) < 0 && (a.ToOn == null || a.ToOn > swept.From)).ToListAsync(stop), a => a.OrgId);
        var groups = bodies.Where(b => b.Kind == OrgKinds.Group).ToDictionary(b => b.Id, b => b.ParentId!.Value);
        var counted = groups.Values.CountBy(id => id).ToDictionary();
        var held = new List<Evidence>();
        foreach (var source in services.GetServices<IDutyEvidence>()) held.AddRange(await source.Held(range, swept.From, swept.To, stop));
        var evidence = Grouped(held, e => groups.GetValueOrDefault(e.OrgId, e.OrgId));

        var places = await services.GetRequiredService<LocalRules>().Places(bodies, stop);
        var parts = new Dictionary<Rulebook, SweptPart>();
        var (mine, slices) = (new List<ulong>(64), new List<(int, int)>(4));
        foreach (var body in bodies)
        {
            if (body.Kind == OrgKinds.Group) continue;
            var book = shelf.For(places.GetValueOrDefault(body.Id));
            if (!parts.TryGetValue(book, out var part)) parts[book] = part = new(new(swept.Profiles(book)), []);
            var facts = new BodyFacts(book.Vocabulary, body, spans.GetValueOrDefault(body.Id) ?? [], officers.GetValueOrDefault(body.Id) ?? [], counted.GetValueOrDefault(body.Id));
            slices.Clear();
            foreach (var day in facts.Changes(swept.From, swept.To)) slices.Add((day.DayNumber, swept.Profiles(book).Profile(facts.On(day))));
            mine.Clear();
            foreach (var e in evidence.GetValueOrDefault(body.Id) ?? [])
                mine.Add(part.Columns.Pack(book.Vocabulary.Kind(e.Kind)!.Index, e.MakesUpFor ?? e.HeldOn, e.HeldOn, e.RecordedOn, (int)Math.Min(e.Amount * 100, DutyColumns.MostHundredths)));
            part.Columns.Add(body.SetUpOn, body.DissolvedOn, CollectionsMarshal.AsSpan(slices), CollectionsMarshal.AsSpan(mine));
            part.Bodies.Add(body.Id);
        }
        return [.. parts.Values];
    }

    /// <summary>By body, in arrays; what comes in the order of the tree needs no sorting.</summary>
    private static Dictionary<long, T[]> Grouped<T>(IReadOnlyList<T> rows, Func<T, long> body) => rows.GroupBy(body).ToDictionary(g => g.Key, g => g.ToArray());

    private async Task<T> As<T>(Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().AsProgram("职责核对");
        return await act(scope.ServiceProvider);
    }
}

/// <summary>A stretch of the tree in columns, with the ids of its bodies in their order.</summary>
internal sealed record SweptPart(DutyColumns Columns, List<long> Bodies);

/// <summary>读入的职责: everything that judging needs, in memory.</summary>
internal sealed class SweptDuties(DateOnly from, DateOnly to, DateOnly today, IReadOnlySet<string> recorded)
{
    private readonly Dictionary<Rulebook, (DutyPlan Plan, DutyProfiles Profiles)> books = [];

    public DateOnly From => from;
    public DateOnly To => to;
    public DateOnly Today => today;
    public List<SweptPart> Parts { get; } = [];
    /// <summary>How many stretches were still good in their files.</summary>
    public int FromFiles { get; set; }
    public long Bodies => Parts.Sum(p => (long)p.Columns.Bodies);
    public long Records => Parts.Sum(p => p.Columns.Records);

    public DutyProfiles Profiles(Rulebook book)
    {
        lock (books)
        {
            if (!books.TryGetValue(book, out var known))
            {
                var plan = new DutyEngine(book).Plan(from, to, recorded: recorded);
                books[book] = known = (plan, new(plan, today));
            }
            return known.Profiles;
        }
    }

    /// <summary>Judges every duty on all cores: how many stand how, by rule.</summary>
    /// <param name="overdue">Told of every body with overdue duties: its id and how many.</param>
    public IReadOnlyDictionary<string, long[]> Judge(Action<long, int>? overdue = null)
    {
        var all = new Dictionary<string, long[]>(StringComparer.Ordinal);
        Parallel.ForEach(Parts, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, part =>
        {
            var late = new byte[part.Columns.Bodies];
            var entries = part.Columns.Evaluate(late);
            lock (all)
                for (var e = 0; e < part.Columns.Profiles.Entries; e++)
                {
                    ref var sums = ref CollectionsMarshal.GetValueRefOrAddDefault(all, part.Columns.Profiles.RuleOf(e), out _);
                    sums ??= new long[DutyColumns.States];
                    for (var s = 0; s < DutyColumns.States; s++) sums[s] += entries[e * DutyColumns.States + s];
                }
            if (overdue is null) return;
            for (var b = 0; b < late.Length; b++) if (late[b] > 0) lock (all) overdue(part.Bodies[b], late[b]);
        });
        return all;
    }
}
