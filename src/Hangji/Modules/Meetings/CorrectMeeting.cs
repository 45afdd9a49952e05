using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Meetings;

/// <summary>更正: replaces a record by a new edition with a reason; the old one stays readable and the two name each other.</summary>
internal sealed class CorrectMeeting(AppDb db, RollCaller caller, MinuteBook book)
{
    private const int ReasonLength = 500;

    /// <param name="meetingId">The edition that the form was filled from; a newer one that exists meanwhile is told.</param>
    public async Task<Entered> Run(long meetingId, int version, Recording said, string reason, CancellationToken stop = default)
    {
        var old = await db.Meetings.SingleOrDefaultAsync(m => m.Id == meetingId, stop) ?? throw new OutOfScopeException($"meeting {meetingId}");
        if (said.OrgId != old.OrgId) throw new OutOfScopeException($"meeting {meetingId} is not of organization {said.OrgId}");
        var call = await caller.Of(said.OrgId, said.Kind, said.HeldOn, stop);
        if (Check(old, version, reason) is { } refusal) return refusal;
        if (MeetingCheck.Check(said, call) is { } obstacle) return obstacle;
        MinuteBook.DemandOnRoll(said, call);
        var edition = new Meeting
        {
            Id = Ids.Next(), RootId = old.RootId, OrgId = old.OrgId, Kind = said.Kind, State = Meeting.Held, Theme = said.Theme, Day = said.HeldOn, Edition = old.Edition + 1,
            Series = old.Series, Number = old.Number, PlannedOn = old.PlannedOn, PlannedAt = old.PlannedAt, ConvenedAt = old.ConvenedAt, FirstRecordedAt = old.FirstRecordedAt,
            Supersedes = old.Id, CorrectionReason = reason.Trim(),
        };
        db.Add(edition);
        old.SupersededBy = edition.Id;
        await book.Enter(edition, said, Measurement.Take(said, call), stop);
        return await book.Save(edition, "meeting.corrected", edition.CorrectionReason, stop) is { } lost ? lost : edition;
    }

    public static Refusal? Check(Meeting old, int version, string reason) =>
        old.State != Meeting.Held ? new("只有记下的会议可以更正") :
        old.SupersededBy is not null || old.Version != version ? new("这份记录刚刚有人更正过，您写的内容还在下面；请打开最新的一版核对", "version") :
        string.IsNullOrWhiteSpace(reason) ? new("请写明更正的原因", "why") :
        reason.Trim().Length > ReasonLength ? new("更正原因最多 {0} 字", "why", null, ReasonLength) : null;
}
