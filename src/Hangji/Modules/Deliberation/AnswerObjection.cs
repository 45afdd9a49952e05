using Hangji.Modules.Deliberation.Contract;
using Hangji.Modules.Regulations.Contract.Procedures;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Deliberation;

/// <summary>答复异议、登记裁定: upheld, it leads the matter back to the step that the procedure names. What came in on the public page is answered there with it.</summary>
internal sealed class AnswerObjection(AppDb db, MatterBook book, IEnumerable<IPublicVoices> voices)
{
    public const int MostAnswer = 1000;

    public async Task<Refusal?> Run(long objectionId, DateOnly on, string answer, bool upheld, CancellationToken stop = default)
    {
        var objection = await db.MatterObjections.IgnoreQueryFilters([AppDb.ScopeFilter]).SingleOrDefaultAsync(o => o.Id == objectionId, stop) ?? throw new OutOfScopeException($"objection {objectionId}");
        if (Check(objection, answer) is { } wrong) return wrong;
        var (matter, file, not) = await book.Open(objection.MatterId, MatterAct.Answer, stop);
        if (not is not null) return not;
        var e = new ProcedureEvent { Kind = objection.Kind == MatterObjection.Contest ? EventKind.Ruling : EventKind.Answer, RecordId = objection.Id, On = on, Upheld = upheld, Reason = answer };
        // A round that ended has closed its objections; the answer is then kept for the one who asked and moves nothing.
        var open = file.State.OpenObjections.Any(o => o.RecordId == objection.Id) || file.State.OpenContest?.RecordId == objection.Id;
        if (open && book.Enter(matter, file, e) is { } refusal) return refusal;
        foreach (var voice in voices)
            if (await voice.Answered(objection.Id, on, answer, upheld, stop) is { } unfit)
            {
                db.ChangeTracker.Clear();
                return unfit;
            }
        (objection.AnsweredOn, objection.Answer, objection.Upheld) = (on, answer, upheld);
        return await book.Save(matter, "matter.objection-answered", on, null, stop);
    }

    public static Refusal? Check(MatterObjection objection, string answer) =>
        objection.AnsweredOn is not null ? new("这条异议已经答复", "answer") :
        answer.Length == 0 ? new("请写答复", "answer") :
        answer.Length > MostAnswer ? new("答复最多 {0} 字", "answer", null, MostAnswer) : null;
}
