using Hangji.Platform;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Meetings;

/// <summary>What a notice says.</summary>
internal sealed record Calling(long OrgId, string Kind, string Theme, DateOnly On, TimeOnly? At, string Place)
{
    public IReadOnlyList<string> Also { get; init; } = [];
    public string Chair { get; init; } = "";
    public string Recorder { get; init; } = "";
    /// <summary>议题, one line each.</summary>
    public IReadOnlyList<string> Agenda { get; init; } = [];
    /// <summary>The record of a room above that the first item is about.</summary>
    public long? AboutId { get; init; }
}

/// <summary>召集: announces a meeting, so that notice, agenda, roll and minutes sheet can be printed before it is held.</summary>
internal sealed class ConveneMeeting(AppDb db, TimeProvider clock)
{
    private const int MonthsAhead = 12, ThemeLength = 200, PlaceLength = 100, NameLength = 60, ItemLength = 500, MostItems = 60;

    public async Task<Entered> Run(Calling call, CancellationToken stop = default)
    {
        var org = await db.Orgs.AsNoTracking().SingleOrDefaultAsync(o => o.Id == call.OrgId, stop) ?? throw new OutOfScopeException($"organization {call.OrgId}");
        if (Check(call, clock.Today()) is { } refusal) return refusal;
        if (!org.Exists(call.On)) return new Refusal("{0}在 {1} 还没有成立或已经撤销", "date", null, org.ShortName, call.On);
        var id = Ids.Next();
        var meeting = new Meeting
        {
            Id = id, RootId = id, OrgId = call.OrgId, Kind = call.Kind, Also = string.Join(' ', call.Also.Where(k => k != call.Kind).Distinct()), State = Meeting.Convened,
            Theme = call.Theme, Day = call.On, PlannedOn = call.On, PlannedAt = call.At, StartsAt = call.At, Place = call.Place, Chair = call.Chair, Recorder = call.Recorder, ConvenedAt = clock.GetUtcNow().UtcDateTime,
        };
        db.Add(meeting);
        for (var i = 0; i < call.Agenda.Count; i++)
            db.Add(new MeetingItem { Id = Ids.Next(), OrgId = call.OrgId, MeetingId = id, Number = i + 1, Text = call.Agenda[i], AboutId = i == 0 ? call.AboutId : null });
        db.Facts.Add(Fact.Of("meeting.convened", call.OrgId, id, call.On));
        await db.SaveChangesAsync(stop);
        return meeting;
    }

    public static Refusal? Check(Calling call, DateOnly today) =>
        !MeetingKinds.All.ContainsKey(call.Kind) ? new("请选择会议种类", "kind") :
        call.Also.Any(k => !MeetingKinds.AlsoOffered(call.Kind).Contains(k)) ? new("请选择会议种类", "also") :
        call.On < today ? new("召集的日期已经过去；已经开过的会请直接记下", "date") :
        call.On > today.AddMonths(MonthsAhead) ? new("最多提前 {0} 个月召集", "date", null, MonthsAhead) :
        call.Theme.Length == 0 ? new("请写一句会议主题，或写一个议题", "theme") :
        call.Theme.Length > ThemeLength ? new("会议主题最多 {0} 字", "theme", null, ThemeLength) :
        call.Place.Length > PlaceLength ? new("地点最多 {0} 字", "place", null, PlaceLength) :
        call.Chair.Length > NameLength ? new("主持人最多 {0} 字", "chair", null, NameLength) :
        call.Recorder.Length > NameLength ? new("记录人最多 {0} 字", "recorder", null, NameLength) :
        call.Agenda.Count > MostItems ? new("议题最多 {0} 个", "agenda", null, MostItems) :
        call.Agenda.Any(line => line.Length > ItemLength) ? new("每个议题最多 {0} 字", "agenda", null, ItemLength) : null;
}

/// <summary>取消: a convened meeting that is not held. A held one is corrected, never cancelled.</summary>
internal sealed class CancelMeeting(AppDb db)
{
    private const int ReasonLength = 200;

    public async Task<Refusal?> Run(long meetingId, int version, string reason, CancellationToken stop = default)
    {
        var meeting = await db.Meetings.SingleOrDefaultAsync(m => m.Id == meetingId, stop) ?? throw new OutOfScopeException($"meeting {meetingId}");
        if (Check(meeting, version, reason) is { } refusal) return refusal;
        (meeting.State, meeting.CancelReason) = (Meeting.Cancelled, reason.Trim());
        db.Facts.Add(Fact.Of("meeting.cancelled", meeting.OrgId, meeting.RootId, meeting.PlannedOn, reason.Trim()));
        try
        {
            await db.SaveChangesAsync(stop);
            return null;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new("会议刚刚被别人改过，请打开看看再决定", "version");
        }
    }

    public static Refusal? Check(Meeting meeting, int version, string reason) =>
        meeting.State == Meeting.Held ? new("会议已经记下，不能取消；写错了请用更正") :
        meeting.State == Meeting.Cancelled ? new("会议已经取消") :
        meeting.Version != version ? new("会议刚刚被别人改过，请打开看看再决定", "version") :
        string.IsNullOrWhiteSpace(reason) ? new("请写明取消的原因", "why") :
        reason.Trim().Length > ReasonLength ? new("取消原因最多 {0} 字", "why", null, ReasonLength) : null;
}
