using Hangji.Modules.Regulations.Procedures;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Regulations.Contract.Procedures;

/// <summary>案卷: one running procedure with its records, read for one act. <see cref="State"/> is as of today.</summary>
internal sealed class ProcedureFile
{
    internal ProcedureFile(ProcedureInstance instance, Pinned pinned, List<ProcedureEvent> events, DateOnly today) =>
        (Instance, Pinned, Events, Today) = (instance, pinned, events, today);

    internal ProcedureInstance Instance { get; }
    public Pinned Pinned { get; }
    internal List<ProcedureEvent> Events { get; }
    public DateOnly Today { get; }
    public long Id => Instance.Id;
    public ProcedureState State => ProcedureEngine.Decide(Pinned, Events, Today);

    /// <summary>Whether a record would count now: null, or what stands in the way.</summary>
    public Refusal? Refuses(ProcedureEvent e) => ProcedureEngine.Check(Pinned, Events, e, Today)?.Refusal;
    /// <summary>Why a record that counts differs from what is normally done, as it was given when it was entered.</summary>
    public string? Reason(EventKind kind, long record) => Events.Find(e => e.Kind == kind && e.RecordId == record)?.Reason;
    public bool Has(EventKind kind, long record) => Events.Exists(e => e.Kind == kind && e.RecordId == record);
}

/// <summary>程序台: begins procedures and counts records into them, inside the act of the room above. Saves nothing: the caller saves all with its fact.</summary>
/// <remarks>Optimistic: two records of one instance entered in the same moment carry the same number, and the database refuses the second.</remarks>
internal sealed class ProcedureDesk(AppDb db, ProcedureBook book, LocalRules local, IActing acting, TimeProvider clock)
{
    /// <summary>Begins a procedure under the version of <paramref name="on"/>; a day before the first version is a programmer's error.</summary>
    public async Task<ProcedureFile> Begin(long orgId, string code, DateOnly on, IEnumerable<string> traits, long subjectId, CancellationToken stop = default)
    {
        var procedure = book.Find(code, on) ?? throw new InvalidOperationException($"There was no procedure {code} on {on:yyyy-MM-dd}.");
        var pinned = book.Pin(code, procedure.Version, traits) with { Rules = await local.Of(orgId, stop) };
        var instance = new ProcedureInstance
        {
            Id = Ids.Next(), OrgId = orgId, Code = code, Pinned = procedure.Version, Traits = string.Join(' ', pinned.Traits.Order(StringComparer.Ordinal)), SubjectId = subjectId, BegunOn = on,
            Step = "", Course = "", RecordedAt = clock.GetUtcNow().UtcDateTime,
        };
        instance.Stand(ProcedureEngine.Decide(pinned, [], clock.Today()), 0);
        db.Add(instance);
        return new(instance, pinned, [], clock.Today());
    }

    public async Task<ProcedureFile?> Open(long instanceId, CancellationToken stop = default) => (await Open([instanceId], stop)).GetValueOrDefault(instanceId);

    /// <summary>The same for an act of a body beside the owner, which has a part in the matter: the caller has checked that and named the place.</summary>
    public async Task<ProcedureFile?> OpenAt(string path, long instanceId, CancellationToken stop = default) =>
        (await Read(await db.ProcedureInstances.IgnoreQueryFilters([AppDb.ScopeFilter]).Where(i => i.OrgPath == path && i.Id == instanceId).ToListAsync(stop),
            await db.ProcedureEvents.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(e => e.OrgPath == path && e.InstanceId == instanceId).OrderBy(e => e.Number).ToListAsync(stop), stop)).GetValueOrDefault(instanceId);

    /// <summary>Several files in two queries.</summary>
    public async Task<IReadOnlyDictionary<long, ProcedureFile>> Open(IReadOnlyCollection<long> instanceIds, CancellationToken stop = default) =>
        await Read(await db.ProcedureInstances.Where(i => instanceIds.Contains(i.Id)).ToListAsync(stop),
            await db.ProcedureEvents.AsNoTracking().Where(e => instanceIds.Contains(e.InstanceId)).OrderBy(e => e.InstanceId).ThenBy(e => e.Number).ToListAsync(stop), stop);

    /// <summary>村内公开阅览: the same for a body beside the owner (supervision committee, villagers' committee), which reads the matters of its own village. Read only.</summary>
    /// <param name="path">The village's own path: nothing outside it is read.</param>
    public async Task<IReadOnlyDictionary<long, ProcedureFile>> OpenOf(string path, IReadOnlyCollection<long> instanceIds, CancellationToken stop = default) =>
        await Read(await db.ProcedureInstances.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(i => i.OrgPath == path && instanceIds.Contains(i.Id)).ToListAsync(stop),
            await db.ProcedureEvents.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(e => e.OrgPath == path && instanceIds.Contains(e.InstanceId)).OrderBy(e => e.InstanceId).ThenBy(e => e.Number).ToListAsync(stop), stop);

    /// <summary>Which subjects (matters) have counted these records, by record: for a correction, which has to find whatever stood on the corrected. Ids alone, beyond the seat's range;
    /// the room above opens only what its seat may.</summary>
    public async Task<IReadOnlyDictionary<long, List<long>>> Counting(EventKind kind, IReadOnlyCollection<long> records, CancellationToken stop = default)
    {
        var name = kind.ToString();
        var found = await (from e in db.ProcedureEvents.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking()
                           join i in db.ProcedureInstances.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking() on e.InstanceId equals i.Id
                           where e.Kind == name && records.Contains(e.RecordId)
                           select new { e.RecordId, i.SubjectId }).ToListAsync(stop);
        return found.GroupBy(f => f.RecordId).ToDictionary(g => g.Key, g => g.Select(f => f.SubjectId).Distinct().ToList());
    }

    async Task<IReadOnlyDictionary<long, ProcedureFile>> Read(List<ProcedureInstance> instances, List<ProcedureEntry> entries, CancellationToken stop)
    {
        var (events, files) = (entries.ToLookup(e => e.InstanceId), new Dictionary<long, ProcedureFile>(instances.Count));
        // The version of the procedure is pinned; the rules it names are those of the day of each act, with the local packs of the place.
        foreach (var i in instances)
            files[i.Id] = new(i, book.Pin(i.Code, i.Pinned, i.Traits.Split(' ', StringSplitOptions.RemoveEmptyEntries)) with { Rules = await local.Of(i.OrgId, stop) }, [.. events[i.Id].Select(e => e.Event())], clock.Today());
        return files;
    }

    /// <summary>Counts a record, or says what stands in its way. The same record again is the same act: nothing is added and nothing refused.</summary>
    public Refusal? Enter(ProcedureFile file, ProcedureEvent e)
    {
        if (file.Has(e.Kind, e.RecordId)) return null;
        if (file.Refuses(e) is { } refusal) return refusal;
        file.Events.Add(e);
        db.Add(ProcedureEntry.Of(file.Instance, file.Events.Count, e, clock.GetUtcNow().UtcDateTime, acting.SeatId, acting.Name));
        file.Instance.Stand(file.State, file.Events.Count);
        return null;
    }

    /// <summary>Whether a save failed because somebody else entered a record of the same instance in that moment: read again and try again.</summary>
    public static bool IsRace(DbUpdateException fault) => fault is DbUpdateConcurrencyException
        || fault.InnerException is Npgsql.PostgresException { SqlState: "23505", TableName: "procedure_events" }
        || fault.InnerException is Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 19 } sqlite && sqlite.Message.Contains("procedure_events.", StringComparison.Ordinal);
}
