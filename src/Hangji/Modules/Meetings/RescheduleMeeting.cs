using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Meetings;

/// <summary>改期: another day, time or place for a convened meeting, with the reason. Days of notice count from the new notice, which is for whoever sends it to see to.</summary>
internal sealed class RescheduleMeeting(AppDb db, TimeProvider clock)
{
    private const int MonthsAhead = 12, ReasonLength = 200, PlaceLength = 100;

    public sealed record Said(DateOnly On, TimeOnly? At, string Place, string Reason);

    public async Task<Refusal?> Run(long meetingId, int version, Said said, CancellationToken stop = default)
    {
        var meeting = await db.Meetings.SingleOrDefaultAsync(m => m.Id == meetingId, stop) ?? throw new OutOfScopeException($"meeting {meetingId}");
        if (Check(meeting, version, said, clock.Today()) is { } refusal) return refusal;
        (meeting.PlannedOn, meeting.Day, meeting.PlannedAt, meeting.StartsAt, meeting.Place) = (said.On, said.On, said.At, said.At, said.Place);
        db.Facts.Add(Fact.Of("meeting.rescheduled", meeting.OrgId, meeting.RootId, said.On, said.Reason));
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

    public static Refusal? Check(Meeting meeting, int version, Said said, DateOnly today) =>
        meeting.State == Meeting.Held ? new("会议已经记下，不能改期；写错了请用更正") :
        meeting.State == Meeting.Cancelled ? new("会议已经取消，请另行召集") :
        meeting.Version != version ? new("会议刚刚被别人改过，请打开看看再决定", "version") :
        said.On < today ? new("改到的日期已经过去；已经开过的会请直接记下", "date") :
        said.On > today.AddMonths(MonthsAhead) ? new("最多提前 {0} 个月召集", "date", null, MonthsAhead) :
        said.On == meeting.PlannedOn && said.At == meeting.PlannedAt && said.Place == meeting.Place ? new("时间和地点都没有变", "date") :
        said.Place.Length > PlaceLength ? new("地点最多 {0} 字", "place", null, PlaceLength) :
        said.Reason.Length == 0 ? new("请写明改期的原因", "whynot") :
        said.Reason.Length > ReasonLength ? new("改期原因最多 {0} 字", "whynot", null, ReasonLength) : null;
}
