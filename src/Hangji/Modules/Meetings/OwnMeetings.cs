using Hangji.Modules.Access.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Meetings;

/// <summary>我的会议和谈话: everything this room keeps about one person, for that person alone. Read past the seat's range: the records are the person's own.</summary>
internal sealed class OwnMeetings(AppDb db, Words words) : IOwnRecord
{
    public string Title => "会议和谈话";

    public async Task<IReadOnlyList<OwnRecordLine>> Read(long personId, CancellationToken stop)
    {
        string[] scope = [AppDb.ScopeFilter];
        var lines = new List<OwnRecordLine>();
        var attended = await (from a in db.MeetingAttendances.IgnoreQueryFilters(scope).AsNoTracking()
                              join m in db.Meetings.IgnoreQueryFilters(scope) on a.MeetingId equals m.Id
                              where a.PersonId == personId && m.SupersededBy == null
                              orderby m.Day descending, m.Id descending
                              select new { m.Day, m.Kind, m.Theme, m.RootId, a.Status, a.Reason }).ToListAsync(stop);
        foreach (var a in attended)
            lines.Add(new("会议", $"{words.Date(a.Day)} {words[MeetingKinds.Name(a.Kind)]} {a.Theme}：{Stood(a.Status, a.Reason)}", null, $"/meetings/{a.RootId}"));
        var talks = await db.Talks.IgnoreQueryFilters(scope).AsNoTracking().Where(t => (t.FromPersonId == personId || t.WithPersonId == personId) && t.WithdrawnAt == null)
            .OrderByDescending(t => t.HeldOn).ToListAsync(stop);
        foreach (var t in talks) lines.Add(new("谈心谈话", $"{words.Date(t.HeldOn)} {words["{0} 和 {1}", t.FromName, t.WithName]}"));
        var acts = await db.SecretaryActs.IgnoreQueryFilters(scope).AsNoTracking().Where(a => a.PersonId == personId && a.WithdrawnAt == null).OrderByDescending(a => a.HeldOn).ToListAsync(stop);
        foreach (var a in acts) lines.Add(new(a.Kind == SecretaryAct.Report ? "述职" : "集中轮训", $"{words.Date(a.HeldOn)} {a.Held} {a.Assessment}".Trim()));
        return lines;
    }

    string Stood(string status, string? reason) => status switch
    {
        Attendance.Present => words["到会"],
        Attendance.Written => words["会前交来书面意见"],
        _ => words["未到：{0}", words[Absences.Name(reason)]],
    };
}
