using Hangji.Modules.Members.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Hangji.Modules.Duties;

/// <summary>One body with its duties of a range of days, and what its records and reasons say.</summary>
internal sealed record BodyDuties(OrgNode Body, IReadOnlyList<Duty> Duties, IReadOnlyDictionary<long, Evidence> Records, IReadOnlyList<DutyReason> Reasons, int Members)
{
    public DutyReason? ReasonFor(Duty duty) => Reasons.FirstOrDefault(r => r.RuleId == duty.Rule.Id && r.PeriodStart == duty.Start && r.GroupId == duty.GroupId);
}

/// <summary>
/// 职责台: brings the facts and records of any number of bodies to the engine. Five reads whatever the number of bodies: groups, memberships,
/// appointments, records, reasons.
/// </summary>
internal sealed partial class DutyDesk(AppDb db, RulebookShelf shelf, LocalRules local, IMemberSpans spans, IEnumerable<IDutyEvidence> sources, IMemoryCache kept, TimeProvider clock)
{
    private static readonly string[] GroupKinds = ["group"];
    private HashSet<string>? kinds;

    public DateOnly Today => clock.Today();

    /// <summary>Duties of these bodies between two days, as they stand on <paramref name="today"/>.</summary>
    public async Task<IReadOnlyList<BodyDuties>> Of(IReadOnlyList<OrgNode> bodies, DateOnly from, DateOnly to, DateOnly today, CancellationToken stop)
    {
        if (bodies.Count == 0) return [];
        var read = await Read(bodies, from, to, stop);
        var engines = new Dictionary<Rulebook, (DutyEngine Engine, DutyPlan Plan)>();
        return [.. bodies.Select(body =>
        {
            var book = shelf.For(read.Places.GetValueOrDefault(body.Id));
            if (!engines.TryGetValue(book, out var rules)) engines[book] = rules = (new(book), new DutyEngine(book).Plan(from, to, recorded: Kinds));
            var (engine, plan) = rules;
            var records = read.Evidence[body.Id].ToList();
            var subject = new DutyBody(body.Id, body.SetUpOn, body.DissolvedOn, read.Facts(book, body).On,
                [.. read.Groups[body.Id].OrderBy(g => g.Path, StringComparer.Ordinal).Select(g => new DutyGroup(g.Id, g.ShortName, g.SetUpOn, g.DissolvedOn))], []);
            var duties = engine.Calendar(subject, engine.Index(records), plan, today);
            return new BodyDuties(body, duties, records.GroupBy(e => e.RecordId).ToDictionary(g => g.Key, g => g.First()), [.. read.Reasons[body.Id]],
                read.Members[body.Id].Count(p => p.Has(today)));
        })];
    }

    /// <summary>What was read of some bodies, by body.</summary>
    private sealed record Records(ILookup<long, OrgNode> Groups, ILookup<long, MemberSpan> Members, ILookup<long, Appointment> Officers, ILookup<long, DutyReason> Reasons, ILookup<long, Evidence> Evidence, IReadOnlyDictionary<long, string?> Places)
    {
        public BodyFacts Facts(Rulebook book, OrgNode body) => new(book.Vocabulary, body, [.. Members[body.Id]], [.. Officers[body.Id]], Groups[body.Id].Count());
    }

    private IReadOnlySet<string> Kinds => kinds ??= sources.SelectMany(s => s.Kinds).ToHashSet(StringComparer.Ordinal);

    private async Task<Records> Read(IReadOnlyList<OrgNode> bodies, DateOnly from, DateOnly to, CancellationToken stop)
    {
        var ids = bodies.Select(b => b.Id).ToArray();
        var groups = await db.Orgs.AsNoTracking().Where(o => GroupKinds.Contains(o.Kind) && ids.Contains(o.ParentId!.Value)).ToListAsync(stop);
        long[] everyone = [.. ids, .. groups.Select(g => g.Id)];
        var memberships = (await spans.Of(ids, from, stop)).ToLookup(m => m.OrgId);
        var officers = (await db.Appointments.AsNoTracking().Where(a => ids.Contains(a.OrgId) && (a.ToOn == null || a.ToOn > from)).ToListAsync(stop)).ToLookup(a => a.OrgId);
        var reasons = (await db.Set<DutyReason>().AsNoTracking().Where(r => ids.Contains(r.OrgId) && r.PeriodStart >= from.AddYears(-1) && r.PeriodStart <= to).ToListAsync(stop)).ToLookup(r => r.OrgId);
        var held = new List<Evidence>();
        foreach (var source in sources) held.AddRange(await source.Held(everyone, from, to, stop));
        return new(groups.ToLookup(g => g.ParentId!.Value), memberships, officers, reasons, Parents(held, groups).ToLookup(e => e.OrgId), await local.Places(bodies, stop));
    }

    /// <summary>What is known of each body today, for asking what other rules would demand of it.</summary>
    public async Task<IReadOnlyList<(OrgNode Body, KnownFacts Facts)>> Known(IReadOnlyList<OrgNode> bodies, CancellationToken stop)
    {
        var ids = bodies.Select(b => b.Id).ToList();
        var groups = (await db.Orgs.AsNoTracking().Where(o => GroupKinds.Contains(o.Kind) && o.DissolvedOn == null && ids.Contains(o.ParentId!.Value)).Select(o => o.ParentId!.Value).ToListAsync(stop)).CountBy(p => p).ToDictionary();
        var memberships = (await spans.Of(ids, Today, stop)).ToLookup(m => m.OrgId);
        var officers = (await db.Appointments.AsNoTracking().Where(a => ids.Contains(a.OrgId) && (a.ToOn == null || a.ToOn > Today)).ToListAsync(stop)).ToLookup(a => a.OrgId);
        return [.. bodies.Select(b => (b, new BodyFacts(shelf.National.Vocabulary, b, [.. memberships[b.Id]], [.. officers[b.Id]], groups.GetValueOrDefault(b.Id)).On(Today)))];
    }

    /// <summary>Bodies below and including one, that existed at any time between two days; groups are told with their branch.</summary>
    public async Task<List<OrgNode>> Bodies(OrgNode top, DateOnly from, DateOnly to, CancellationToken stop) =>
        await db.Orgs.AsNoTracking().Where(o => string.Compare(o.Path, top.Path) >= 0 && string.Compare(o.Path, top.Place.End) < 0
            && !GroupKinds.Contains(o.Kind) && o.SetUpOn <= to && (o.DissolvedOn == null || o.DissolvedOn > from)).OrderBy(o => o.Path).ToListAsync(stop);

    /// <summary>A body of the acting seat, or null where it is none of its business.</summary>
    public Task<OrgNode?> Body(long id, CancellationToken stop) => db.Orgs.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, stop);

    /// <summary>What a group held is a record of its branch, held by that group.</summary>
    private static IEnumerable<Evidence> Parents(List<Evidence> held, List<OrgNode> groups)
    {
        var branchOf = groups.ToDictionary(g => g.Id, g => g.ParentId!.Value);
        return held.Select(e => branchOf.TryGetValue(e.OrgId, out var branch) ? e with { OrgId = branch, GroupId = e.OrgId } : e);
    }
}
