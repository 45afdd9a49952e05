using Hangji.Modules.Meetings.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Meetings;

/// <summary>议题结果: reads voted items flat for the rooms above.</summary>
internal sealed class ItemOutcomes(AppDb db) : IMeetingOutcomes
{
    public async Task<IReadOnlyDictionary<long, ItemOutcome>> Find(IReadOnlyCollection<long> itemIds, CancellationToken stop)
    {
        if (itemIds.Count == 0) return new Dictionary<long, ItemOutcome>();
        var items = await db.MeetingItems.AsNoTracking().Where(i => itemIds.Contains(i.Id)).ToListAsync(stop);
        return (await Read(items, currentOnly: false, stop)).ToDictionary(o => o.ItemId);
    }

    public async Task<IReadOnlyList<ItemOutcome>> Since(ScopeRange range, DateOnly from, int most, CancellationToken stop)
    {
        var meetings = await db.Meetings.AsNoTracking().Where(m => string.Compare(m.OrgPath, range.From) >= 0 && string.Compare(m.OrgPath, range.To) < 0 && m.State == Meeting.Held && m.SupersededBy == null && m.Day >= from)
            .OrderByDescending(m => m.Day).ThenByDescending(m => m.Id).Take(most).Select(m => m.Id).ToListAsync(stop);
        var items = await db.MeetingItems.AsNoTracking().Where(i => meetings.Contains(i.MeetingId) && i.Way != MeetingItem.Heard && i.Outcome != null).ToListAsync(stop);
        return [.. (await Read(items, currentOnly: true, stop)).OrderByDescending(o => o.HeldOn).ThenByDescending(o => o.ItemId).Take(most)];
    }

    async Task<List<ItemOutcome>> Read(List<MeetingItem> items, bool currentOnly, CancellationToken stop)
    {
        var ids = items.Select(i => i.MeetingId).Distinct().ToList();
        var meetings = await db.Meetings.AsNoTracking().Where(m => ids.Contains(m.Id)).ToDictionaryAsync(m => m.Id, stop);
        var guests = (await db.MeetingAttendances.AsNoTracking().Where(a => ids.Contains(a.MeetingId) && a.Status == Attendance.Guest).OrderBy(a => a.Place).Select(a => new { a.MeetingId, a.Name }).ToListAsync(stop)).ToLookup(a => a.MeetingId, a => a.Name);
        return [.. items.Where(i => meetings.ContainsKey(i.MeetingId) && (!currentOnly || meetings[i.MeetingId].IsCurrent)).Select(i => Of(meetings[i.MeetingId], i, null) with { Guests = string.Join('、', guests[i.MeetingId]) })];
    }

    public static ItemOutcome Of(Meeting meeting, MeetingItem item, long? replaces) => new(item.Id, meeting.RootId, meeting.OrgId, meeting.Kind, meeting.HeldOn!.Value, item.Number, item.Text, item.Way,
        meeting.CountedInRoom ? meeting.CountedBy : null, item.Entitled, item.Present, item.Yes, item.No, item.Abstain, item.Outcome, item.AboutId, replaces, "", meeting.EnteredLate) { Place = meeting.Place, Chair = meeting.Chair };
}
