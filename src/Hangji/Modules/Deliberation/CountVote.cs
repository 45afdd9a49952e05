using Hangji.Modules.Meetings.Contract;
using Hangji.Modules.Regulations.Contract.Procedures;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Deliberation;

/// <summary>计入表决: counts the vote of a recorded meeting for the step that is due, or says why it does not count.</summary>
internal sealed class CountVote(MatterBook book, IMeetingOutcomes meetings)
{
    public async Task<Refusal?> Run(long matterId, long itemId, string? reason, CancellationToken stop = default)
    {
        var (matter, file, not) = await book.Open(matterId, MatterAct.Step, stop);
        if (not is not null) return not;
        if ((await meetings.Find([itemId], stop)).GetValueOrDefault(itemId) is not { } item) return new("没有找到这个议题的记录", "item");
        if (!await book.Sits(matter, item.OrgId, stop)) return new("这不是本村（社区、单位）的会议，不能计入这件事", "item");
        if (file.State.Now is not { } now) return new("程序已经结束，不再变动", "item");
        var vote = Event(item, now.Step.Id, reason);
        return book.Enter(matter, file, vote) ?? await book.Save(matter, "matter.voted", item.HeldOn, reason, stop);
    }

    public static ProcedureEvent Event(ItemOutcome item, string step, string? reason) => new()
    {
        Kind = EventKind.Meeting, RecordId = item.ItemId, On = item.HeldOn, Step = step, Code = item.Kind, Counted = item.Counted, Entitled = item.Entitled, Present = item.Present,
        Yes = item.Yes, No = item.No, Abstain = item.Abstain, Reason = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(),
    };
}

/// <summary>随会而动: when a meeting is recorded with an item about a matter, the step turns by itself; what does not count stays recorded and is shown with its reason on the
/// matter's page. A correction judges every step anew that stood on the corrected vote; what no longer holds is set aside and shown, never deleted.</summary>
internal sealed class FollowMeetings(AppDb db, MatterBook book, ProcedureDesk desk) : IFollowMeetings
{
    public async Task Recorded(IReadOnlyList<ItemOutcome> items, CancellationToken stop)
    {
        foreach (var item in items)
        {
            if (await book.Find(item.AboutId!.Value, stop) is not { } found || found.File.State.Now is not { } now || !await book.Sits(found.Matter, item.OrgId, stop)) continue;
            if (book.Enter(found.Matter, found.File, CountVote.Event(item, now.Step.Id, null)) is not null) continue;
            db.Facts.Add(Fact.Of("matter.voted", found.Matter.OrgId, found.Matter.Id, item.HeldOn));
        }
    }

    public async Task Corrected(IReadOnlyList<ItemCorrection> items, CancellationToken stop)
    {
        var counted = await desk.Counting(EventKind.Meeting, [.. items.Select(i => i.OldItem)], stop);
        foreach (var item in items)
        {
            foreach (var matterId in counted.GetValueOrDefault(item.OldItem, []))
            {
                if (await book.Find(matterId, stop) is not { } found) continue;
                var (matter, file) = found;
                if (item.Now is { } moved && !await book.Sits(matter, moved.OrgId, stop)) continue;
                // The reason once given for the vote stays that of the vote; why it was corrected is the fact's.
                var e = item.Now is { } now ? CountVote.Event(now, "", file.Reason(EventKind.Meeting, item.OldItem)) with { Replaces = item.OldItem }
                    : new() { Kind = EventKind.Drop, RecordId = Ids.Next(), On = item.On, Reason = item.Reason, Replaces = item.OldItem };
                if (book.Enter(matter, file, e) is not null) continue;
                matter.UnsettledOn = file.State.Aside.Count > 0 ? file.Today : null;
                db.Facts.Add(Fact.Of(item.Now is null ? "matter.vote-dropped" : "matter.vote-corrected", matter.OrgId, matter.Id, item.On, item.Reason));
            }
        }
    }
}
