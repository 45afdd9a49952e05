using Hangji.Modules.Meetings.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Meetings;

/// <summary>Reads what was held as evidence: current editions of held meetings, talks and secretary's acts; one query a table.</summary>
internal sealed class MeetingEvidenceReader(AppDb db) : IMeetingEvidence, IDutyEvidence
{
    public Task<IReadOnlyList<MeetingEvidence>> Between(ScopeRange range, DateOnly from, DateOnly to, CancellationToken stop = default) =>
        Read(db.Meetings.Where(m => string.Compare(m.OrgPath, range.From) >= 0 && string.Compare(m.OrgPath, range.To) < 0),
            db.Talks.Where(t => string.Compare(t.OrgPath, range.From) >= 0 && string.Compare(t.OrgPath, range.To) < 0),
            db.SecretaryActs.Where(a => string.Compare(a.OrgPath, range.From) >= 0 && string.Compare(a.OrgPath, range.To) < 0), from, to, stop);

    public IReadOnlyCollection<string> Kinds { get; } = [.. MeetingKinds.All.Keys, MeetingKinds.SecretaryClass, MeetingKinds.BranchBuildingStudy, .. Talk.Kinds, .. SecretaryAct.Kinds];

    /// <summary>The same for the duty engine, by bodies.</summary>
    public async Task<IReadOnlyList<Evidence>> Held(IReadOnlyCollection<long> orgIds, DateOnly from, DateOnly to, CancellationToken stop) =>
        Evidence(await Read(db.Meetings.Where(m => orgIds.Contains(m.OrgId)), db.Talks.Where(t => orgIds.Contains(t.OrgId)), db.SecretaryActs.Where(a => orgIds.Contains(a.OrgId)), from, to, stop));

    /// <summary>Talks of one body and day, of which there are as many as members, are one line that counts so often.</summary>
    public async Task<IReadOnlyList<Evidence>> Held(ScopeRange range, DateOnly from, DateOnly to, CancellationToken stop)
    {
        var others = await Read(db.Meetings.Where(m => string.Compare(m.OrgPath, range.From) >= 0 && string.Compare(m.OrgPath, range.To) < 0), null,
            db.SecretaryActs.Where(a => string.Compare(a.OrgPath, range.From) >= 0 && string.Compare(a.OrgPath, range.To) < 0), from, to, stop);
        var talks = await db.Talks.AsNoTracking().Where(t => string.Compare(t.OrgPath, range.From) >= 0 && string.Compare(t.OrgPath, range.To) < 0 && t.HeldOn >= from && t.HeldOn <= to && t.WithdrawnAt == null)
            .GroupBy(t => new { t.OrgId, t.Kind, t.HeldOn, t.RecordedAt }).Select(g => new { g.Key, First = g.Min(t => t.Id), Times = g.Count() }).ToListAsync(stop);
        return [.. Evidence(others), .. talks.Select(t => new Evidence(t.Key.Kind, t.Key.OrgId, t.Key.HeldOn, Meeting.Beijing(t.Key.RecordedAt), t.First, Amount: t.Times))];
    }

    static IReadOnlyList<Evidence> Evidence(IReadOnlyList<MeetingEvidence> found) =>
        [.. found.Select(e => new Evidence(e.Kind, e.OrgId, e.HeldOn, Meeting.Beijing(e.RecordedAt), e.RecordId, null, e.PersonId, e.MakesUpFor))];

    static async Task<IReadOnlyList<MeetingEvidence>> Read(IQueryable<Meeting> meetings, IQueryable<Talk>? talks, IQueryable<SecretaryAct> acts, DateOnly from, DateOnly to, CancellationToken stop)
    {
        var found = new List<MeetingEvidence>();
        var held = await meetings.AsNoTracking().Where(m => m.State == Meeting.Held && m.SupersededBy == null && (m.HeldOn >= from && m.HeldOn <= to || m.MakesUpFor >= from && m.MakesUpFor <= to))
            .Select(m => new { m.OrgId, m.Kind, m.Also, m.HeldOn, m.FirstRecordedAt, m.RootId, m.MakesUpFor }).ToListAsync(stop);
        foreach (var m in held)
        {
            found.Add(new(m.OrgId, m.Kind, m.HeldOn!.Value, m.FirstRecordedAt!.Value, m.RootId, null, m.MakesUpFor));
            if (m.Also.Length == 0) continue;
            foreach (var kind in m.Also.Split(' ')) found.Add(new(m.OrgId, kind, m.HeldOn.Value, m.FirstRecordedAt.Value, m.RootId, null, m.MakesUpFor));
        }
        if (talks is not null) found.AddRange((await talks.AsNoTracking().Where(t => t.HeldOn >= from && t.HeldOn <= to && t.WithdrawnAt == null)
            .Select(t => new { t.OrgId, t.Kind, t.HeldOn, t.RecordedAt, t.Id }).ToListAsync(stop)).Select(t => new MeetingEvidence(t.OrgId, t.Kind, t.HeldOn, t.RecordedAt, t.Id, null, null)));
        found.AddRange((await acts.AsNoTracking().Where(a => a.HeldOn >= from && a.HeldOn <= to && a.WithdrawnAt == null)
            .Select(a => new { a.OrgId, a.Kind, a.HeldOn, a.RecordedAt, a.Id, a.PersonId }).ToListAsync(stop)).Select(a => new MeetingEvidence(a.OrgId, a.Kind, a.HeldOn, a.RecordedAt, a.Id, a.PersonId, null)));
        return found;
    }
}

/// <summary>Reads open tasks, the most urgent first; those without a date come last.</summary>
internal sealed class MeetingTaskReader(AppDb db) : IMeetingTasks
{
    public async Task<IReadOnlyList<OpenTask>> Open(ScopeRange range, int most, CancellationToken stop = default) =>
        await db.MeetingTasks.AsNoTracking().Where(t => t.State == MeetingTask.Open && string.Compare(t.OrgPath, range.From) >= 0 && string.Compare(t.OrgPath, range.To) < 0)
            .OrderBy(t => t.DueOn == null).ThenBy(t => t.DueOn).ThenBy(t => t.Id).Take(most)
            .Select(t => new OpenTask(t.Id, t.OrgId, t.RootId, t.Text, t.Responsible, t.DueOn)).ToListAsync(stop);
}
