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
        var (matter, file) = await book.Open(matterId, stop);
        if ((await meetings.Find([itemId], stop)).GetValueOrDefault(itemId) is not { } item) return new("没有找到这个议题的记录", "item");
        if (file.State.Now is not { } now) return new("程序已经结束，不再变动", "item");
        var vote = Event(item, now.Step.Id, reason);
        return book.Enter(matter, file, vote) ?? await book.Save(matter, "matter.voted", item.HeldOn, reason, stop);
    }

    public static ProcedureEvent Event(ItemOutcome item, string step, string? reason) => new()
    {
        Kind = EventKind.Meeting, RecordId = item.ItemId, On = item.HeldOn, Step = step, Code = item.Kind, Counted = item.Counted, Entitled = item.Entitled, Present = item.Present,
        Yes = item.Yes, No = item.No, Abstain = item.Abstain, Reason = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(), Replaces = item.Replaces,
    };
}

/// <summary>随会而动: when a meeting is recorded with an item about a matter, the step turns by itself; what does not count stays recorded and is shown with its reason on the matter's page.</summary>
internal sealed class FollowMeetings(AppDb db, ProcedureDesk desk) : IFollowMeetings
{
    public async Task Recorded(IReadOnlyList<ItemOutcome> items, CancellationToken stop)
    {
        foreach (var item in items)
        {
            // A body beside the owner (the villagers' committee's own seat) does not see the matter: the Party body counts the vote from the matter's page.
            if (await db.Matters.SingleOrDefaultAsync(m => m.Id == item.AboutId, stop) is not { } matter || await desk.Open(matter.InstanceId, stop) is not { } file) continue;
            var corrects = item.Replaces is { } old && file.Has(EventKind.Meeting, old);
            if (!corrects && file.State.Now is null) continue;
            var vote = CountVote.Event(corrects ? item : item with { Replaces = null }, corrects ? "" : file.State.Now!.Step.Id, null);
            if (desk.Enter(file, vote) is not null) continue;
            MatterBook.Stand(matter, file.State);
            db.Facts.Add(Fact.Of("matter.voted", matter.OrgId, matter.Id, item.HeldOn));
        }
    }
}
