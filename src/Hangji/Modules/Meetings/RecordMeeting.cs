using Hangji.Modules.Meetings.Voting;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Meetings;

/// <summary>Either the meeting that was entered, or why it was not.</summary>
internal readonly record struct Entered(Meeting? Meeting, Refusal? Refusal)
{
    public static implicit operator Entered(Refusal refusal) => new(null, refusal);
    public static implicit operator Entered(Meeting meeting) => new(meeting, null);
}

/// <summary>记会议: records a meeting that was held, convened before or not, or says which article or number stands in the way.</summary>
internal sealed class RecordMeeting(AppDb db, RollCaller caller, MinuteBook book)
{
    /// <param name="convened">Id of the convened meeting that this was, if it had been convened.</param>
    /// <param name="version">The version of it that the form was filled from: a second recorder is told, not overwritten.</param>
    public async Task<Entered> Run(Recording said, long? convened = null, int? version = null, CancellationToken stop = default)
    {
        var call = await caller.Of(said.OrgId, said.Kind, said.HeldOn, stop);
        if (MeetingCheck.Check(said, call) is { } refusal) return refusal;
        MinuteBook.DemandOnRoll(said, call);
        var meeting = convened is { } id ? await db.Meetings.SingleOrDefaultAsync(m => m.Id == id && m.OrgId == said.OrgId, stop) ?? throw new OutOfScopeException($"meeting {id}") : null;
        if (meeting is not null && StillOpen(meeting, version) is { } taken) return taken;
        if (meeting is null)
        {
            var fresh = Ids.Next();
            meeting = new() { Id = fresh, RootId = fresh, OrgId = said.OrgId, Kind = said.Kind, State = Meeting.Held, Theme = said.Theme, Day = said.HeldOn };
            db.Add(meeting);
        }
        else
        {
            if (Tallied(said, meeting, await db.TallySheets.AsNoTracking().Where(s => s.RootId == meeting.RootId).ToListAsync(stop)) is { } differs) return differs;
            db.RemoveRange(await db.MeetingItems.Where(i => i.MeetingId == meeting.Id).ToListAsync(stop));
        }
        await book.Enter(meeting, said, Measurement.Take(said, call), stop);
        return await book.Save(meeting, "meeting.held", meeting.Deviation, stop) is { } lost ? lost : meeting;
    }

    /// <summary>票决: where tally sheets were entered, the item is recorded with what two people counted alike, and not before they did.</summary>
    public static Refusal? Tallied(Recording said, Meeting meeting, IReadOnlyCollection<TallySheet> sheets)
    {
        foreach (var of in sheets.Where(s => s.RootId == meeting.RootId).GroupBy(s => s.Number).OrderBy(g => g.Key))
        {
            var item = said.Items.ElementAtOrDefault(of.Key - 1);
            if (TallyCount.Of(of).Result is not { } result) return new("第 {0} 个议题：计票单还没有两人一致，先清点完再记", $"yes-{of.Key}", null, of.Key);
            if (item is null || item.Way != MeetingItem.Ballot || (item.Yes, item.No, item.Abstain, item.Invalid) != (result.Yes, result.No, result.Abstain, result.Invalid))
                return new("第 {0} 个议题：票数须与两人一致的计票单相同（赞成 {1}，反对 {2}，弃权 {3}，无效 {4}）", $"yes-{of.Key}", null, of.Key, result.Yes, result.No, result.Abstain, result.Invalid);
        }
        return null;
    }

    /// <summary>A convened meeting is recorded once; whoever comes second is told what became of it.</summary>
    static Refusal? StillOpen(Meeting meeting, int? version) => meeting.State switch
    {
        Meeting.Held => new("这次会议已经有人记下了；要改动请用更正，您写的内容还在下面", "version"),
        Meeting.Cancelled => new("这次会议已经取消，请另记一次会议", "version"),
        _ when version is { } seen && seen != meeting.Version => new("会议通知刚刚改过，请核对后再记", "version"),
        _ => null,
    };
}
