using Hangji.Modules.Deliberation.Contract;
using Hangji.Modules.Regulations.Contract.Procedures;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Deliberation;

/// <summary>公开渠道的异议: the public has no seat, so the matter is found by its id at a place that the caller was let to touch.</summary>
internal sealed class PublicObjections(AppDb db, ProcedureDesk desk, MatterBook book, IActing acting, TimeProvider clock) : IObjections
{
    public async Task Raised(long matterId, long id, string who, string text, DateOnly on, DateOnly dueOn, CancellationToken stop = default)
    {
        var (matter, file) = await Find(matterId, stop);
        if (file.State.Steps.LastOrDefault(s => s.Step.By == StepBy.Publication && s.Completion is not null)?.Step.Id is not { } step) return;
        if (book.Enter(matter, file, new() { Kind = EventKind.Objection, RecordId = id, On = on, Step = step }) is not null) return;
        db.Add(new MatterObjection { Id = id, OrgId = matter.OrgId, MatterId = matter.Id, Kind = MatterObjection.Objection, Step = step, SaidOn = on, Who = who, Text = text, DueOn = dueOn, RecordedAt = clock.GetUtcNow().UtcDateTime });
        db.Facts.Add(Fact.Of("matter.objected", matter.OrgId, matter.Id, on));
    }

    public async Task<Refusal?> Answered(long matterId, long id, DateOnly on, string answer, bool upheld, CancellationToken stop = default)
    {
        var (matter, file) = await Find(matterId, stop);
        // Not counted when it was raised, or answered on the matter's own page in the meantime: nothing is left to move.
        if (await MatterBook.Of(db.MatterObjections, matter).SingleOrDefaultAsync(o => o.Id == id && o.AnsweredOn == null, stop) is not { } objection) return null;
        if (AnswerObjection.Check(objection, answer) is { } wrong) return wrong;
        if (file.State.OpenObjections.Any(o => o.RecordId == id) && book.Enter(matter, file, new() { Kind = EventKind.Answer, RecordId = id, On = on, Upheld = upheld, Reason = answer }) is { } refusal) return refusal;
        (objection.AnsweredOn, objection.Answer, objection.Upheld) = (on, answer, upheld);
        db.Facts.Add(Fact.Of("matter.objection-answered", matter.OrgId, matter.Id, on));
        return null;
    }

    async Task<(Matter, ProcedureFile)> Find(long matterId, CancellationToken stop)
    {
        var matter = await db.Matters.IgnoreQueryFilters([AppDb.ScopeFilter]).SingleOrDefaultAsync(m => m.Id == matterId, stop);
        if (matter is null || !acting.MayTouch(matter.OrgPath)) throw new OutOfScopeException($"matter {matterId}");
        return (matter, await desk.OpenAt(matter.OrgPath, matter.InstanceId, stop) ?? throw new OutOfScopeException($"procedure of matter {matterId}"));
    }
}
