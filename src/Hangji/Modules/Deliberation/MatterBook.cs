using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract.Procedures;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Deliberation;

/// <summary>议事簿: opens a matter with its procedure for one act, counts the act's record and saves both with one fact.</summary>
internal sealed class MatterBook(AppDb db, ProcedureDesk desk, OwnVillage own, IActing acting)
{
    /// <summary>For an act: the matter in the seat's range, or of the own village when a body that the Party body leads acts. <c>Not</c> says whose act it is when it is not this body's.</summary>
    public async Task<(Matter Matter, ProcedureFile File, Refusal? Not)> Open(long matterId, MatterAct act, CancellationToken stop)
    {
        if (await Find(matterId, stop) is not { } found) throw new OutOfScopeException($"matter {matterId}");
        return (found.Matter, found.File, (await own.Hands(stop)).Refuses(act, found.File.State));
    }

    /// <summary>The same by the program's own count (a recorded meeting): null where there is no such matter for this seat.</summary>
    public async Task<(Matter Matter, ProcedureFile File)?> Find(long matterId, CancellationToken stop)
    {
        var matter = await db.Matters.SingleOrDefaultAsync(m => m.Id == matterId, stop);
        if (matter is null && (await own.Of(stop)).Village is { } village && await db.Matters.IgnoreQueryFilters([AppDb.ScopeFilter]).SingleOrDefaultAsync(m => m.Id == matterId && m.OrgId == village.Id, stop) is { } beside)
        {
            // From here on the save may touch the rows of that one place: the matter, its procedure and what hangs on it.
            acting.Reach(beside.OrgPath);
            matter = beside;
        }
        if (matter is null) return null;
        return (matter, await desk.OpenAt(matter.OrgPath, matter.InstanceId, stop) ?? throw new OutOfScopeException($"procedure of matter {matterId}"));
    }

    /// <summary>Whether a meeting of this body is one of the matter's own place: the Party body's, or that of a body it leads. A superior's seat sees many places and must not count one's vote for another.</summary>
    public Task<bool> Sits(Matter matter, long bodyId, CancellationToken stop) =>
        db.Orgs.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().AnyAsync(o => o.Id == bodyId && (o.Id == matter.OrgId || o.ParentId == matter.OrgId && OrgKinds.Led.Contains(o.Kind)), stop);

    /// <summary>What hangs on a matter, for whoever may open it.</summary>
    public static IQueryable<T> Of<T>(DbSet<T> set, Matter matter) where T : class, IOwned =>
        set.IgnoreQueryFilters([AppDb.ScopeFilter]).Where(r => r.OrgPath == matter.OrgPath && EF.Property<long>(r, "MatterId") == matter.Id);

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
