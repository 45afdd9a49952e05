using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Meetings;

/// <summary>会议卷宗: one edition of a meeting with everything that belongs to it.</summary>
internal sealed record Dossier(Meeting Meeting, OrgNode Org, IReadOnlyList<Attendance> People, IReadOnlyList<MeetingItem> Items, IReadOnlyList<Exclusion> Excluded,
    IReadOnlyList<MeetingTask> Tasks, IReadOnlyList<MeetingFile> Files, IReadOnlyList<Meeting> Editions)
{
    public IEnumerable<Attendance> Voters => People.Where(p => p.MayVote);
    public IEnumerable<Attendance> Absent => People.Where(p => p.Status is Attendance.Absent or Attendance.Written);
    public IEnumerable<Attendance> Guests => People.Where(p => p.Status == Attendance.Guest);
    /// <summary>There without a vote: probationary members and others of the roll.</summary>
    public IEnumerable<Attendance> Beside => People.Where(p => p.Status == Attendance.Present && !p.MayVote && p.PersonId is not null);
}

/// <summary>Opens dossiers; a meeting outside the acting seat's range is not there.</summary>
internal sealed class DossierReader(AppDb db)
{
    /// <param name="root">The meeting's first edition, or the id of any edition.</param>
    /// <param name="edition">Which edition; the current one unless said.</param>
    public async Task<Dossier> Open(long root, int? edition = null, CancellationToken stop = default)
    {
        var named = await db.Meetings.AsNoTracking().Where(m => m.Id == root).Select(m => (long?)m.RootId).SingleOrDefaultAsync(stop) ?? throw new OutOfScopeException($"meeting {root}");
        var editions = await db.Meetings.AsNoTracking().Where(m => m.RootId == named).OrderBy(m => m.Edition).ToListAsync(stop);
        var meeting = (edition is null ? editions.SingleOrDefault(m => m.IsCurrent) : editions.SingleOrDefault(m => m.Edition == edition)) ?? throw new OutOfScopeException($"meeting {root} edition {edition}");
        return new(meeting, await db.Orgs.AsNoTracking().SingleAsync(o => o.Id == meeting.OrgId, stop),
            await db.MeetingAttendances.AsNoTracking().Where(a => a.MeetingId == meeting.Id).OrderBy(a => a.Place).ToListAsync(stop),
            await db.MeetingItems.AsNoTracking().Where(i => i.MeetingId == meeting.Id).OrderBy(i => i.Number).ToListAsync(stop),
            await db.MeetingExclusions.AsNoTracking().Where(e => e.MeetingId == meeting.Id).OrderBy(e => e.Id).ToListAsync(stop),
            await db.MeetingTasks.AsNoTracking().Where(t => t.RootId == named).OrderBy(t => t.DueOn == null).ThenBy(t => t.DueOn).ThenBy(t => t.Id).ToListAsync(stop),
            await db.MeetingFiles.AsNoTracking().Where(f => f.RootId == named).OrderBy(f => f.Id).ToListAsync(stop), editions);
    }
}
