using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Meetings.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Tree;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Meetings;

/// <summary>列席通知: reads called meetings of one village's own bodies for those who may sit in.</summary>
internal sealed class MeetingNotices(AppDb db) : IMeetingNotices
{
    private const int Most = 20;
    static readonly string[] Open = [MeetingKinds.Joint, MeetingKinds.VillagersCommittee, MeetingKinds.Representatives, MeetingKinds.Assembly, MeetingKinds.CollectiveAssembly, MeetingKinds.CollectiveCouncil];

    public async Task<IReadOnlyList<CalledMeeting>> Called(OrgPath village, DateOnly since, CancellationToken stop)
    {
        var (first, end) = (village.Value, village.End);
        var found = await (from m in db.Meetings.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking()
                           join o in db.Orgs.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking() on m.OrgId equals o.Id
                           where string.Compare(m.OrgPath, first) >= 0 && string.Compare(m.OrgPath, end) < 0 && m.State == Meeting.Convened && m.Day >= since && Open.Contains(m.Kind)
                           orderby m.Day, m.Id
                           select new { o.Id, o.ShortName, m.Kind, m.Day, m.PlannedAt, m.Place, m.Theme }).Take(Most).ToListAsync(stop);
        return [.. found.Select(m => new CalledMeeting(m.Id, m.ShortName, MeetingKinds.Name(m.Kind), m.Day, m.PlannedAt, m.Place, m.Theme))];
    }
}
