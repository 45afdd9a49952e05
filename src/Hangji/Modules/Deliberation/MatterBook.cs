using Hangji.Modules.Regulations.Contract.Procedures;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Deliberation;

/// <summary>议事簿: opens a matter with its procedure for one act, counts the act's record and saves both with one fact.</summary>
internal sealed class MatterBook(AppDb db, ProcedureDesk desk)
{
    public async Task<(Matter Matter, ProcedureFile File)> Open(long matterId, CancellationToken stop)
    {
        var matter = await db.Matters.SingleOrDefaultAsync(m => m.Id == matterId, stop) ?? throw new OutOfScopeException($"matter {matterId}");
        return (matter, await desk.Open(matter.InstanceId, stop) ?? throw new OutOfScopeException($"procedure of matter {matterId}"));
    }

    /// <summary>Counts a record into the matter; null when it counts. Saves nothing.</summary>
    public Refusal? Enter(Matter matter, ProcedureFile file, ProcedureEvent e)
    {
        if (desk.Enter(file, e) is { } refusal) return refusal;
        Stand(matter, file.State);
        return null;
    }

    /// <summary>Copies onto the matter where its instance stands.</summary>
    public static void Stand(Matter matter, ProcedureState state)
    {
        (matter.Step, matter.Course, matter.OpenFrom) = (state.Now?.Step.Id ?? "", state.Course.ToString().ToLowerInvariant(), state.Now?.Earliest);
        matter.DecidedOn = state.Done(state.Procedure.Returns.WithdrawBefore)?.By.On;
    }

    /// <summary>One fact for the act. Somebody else's record of the same moment is told, nothing is lost.</summary>
    public async Task<Refusal?> Save(Matter matter, string fact, DateOnly on, string? reason, CancellationToken stop)
    {
        db.Facts.Add(Fact.Of(fact, matter.OrgId, matter.Id, on, reason));
        try
        {
            await db.SaveChangesAsync(stop);
            return null;
        }
        catch (DbUpdateException fault) when (ProcedureDesk.IsRace(fault))
        {
            return new("这件事刚刚有人办了一步，您写的内容还在下面；请核对后再办", "version");
        }
    }
}
