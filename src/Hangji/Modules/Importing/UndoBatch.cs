using Hangji.Modules.Importing.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Importing;

/// <summary>撤回一批: takes a batch out of the register again, within its period. Rows that somebody changed since are named with the reason and stay.</summary>
internal sealed class UndoBatch(AppDb db, IEnumerable<IImportKind> kinds, ImportFiles files, TimeProvider clock)
{
    /// <summary>Rows that stand in the way, or that stayed.</summary>
    public IReadOnlyList<KeptRow> Kept { get; private set; } = [];

    public int Undone { get; private set; }

    /// <param name="exceptChanged">Undo the others although some rows must stay; without it such rows refuse the whole.</param>
    public async Task<Refusal?> Run(long batchId, bool exceptChanged, CancellationToken stop)
    {
        db.Database.SetCommandTimeout(TakeBatch.BatchTime);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var batch = await db.TakeImport(batchId, stop);
        var now = clock.GetUtcNow().UtcDateTime;
        var kind = kinds.Single(k => k.Key == batch.Kind);
        if (Check(batch, now) is { } refusal) return refusal;
        Kept = await kind.ChangedSince(batch, stop);
        if (Kept.Count > 0 && !exceptChanged) return new("有 {0} 行在导入以后有了变化，不能撤回；可以只撤回其余各行", null, null, Kept.Count);
        if (await db.ImportBatches.Where(b => b.Id == batchId && b.State == ImportBatch.Taken).ExecuteUpdateAsync(set => set.SetProperty(b => b.State, ImportBatch.Undone), stop) != 1) return new("这一批已经撤回");
        Undone = await kind.Undo(batch, Kept, stop);
        (batch.State, batch.UndoneAt) = (ImportBatch.Undone, now);
        db.Facts.Add(Fact.Of(batch.Kind + ".import-undone", batch.OrgId, batchId, clock.Today(), data: $$"""{"rows":{{Undone}},"kept":{{Kept.Count}}}"""));
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return null;
    }

    /// <summary>Throws a batch away that was not taken: staged rows and file go, the entry in the history stays.</summary>
    public async Task<Refusal?> Drop(long batchId, CancellationToken stop)
    {
        var batch = await db.TakeImport(batchId, stop);
        if (batch.State is not (ImportBatch.Received or ImportBatch.Checked)) return new("这一批已经办结");
        await db.ImportRows.Where(r => r.BatchId == batchId).ExecuteDeleteAsync(stop);
        await db.ImportChunks.Where(c => c.BatchId == batchId).ExecuteDeleteAsync(stop);
        batch.State = ImportBatch.Dropped;
        await db.SaveChangesAsync(stop);
        files.Remove(batchId);
        return null;
    }

    public static Refusal? Check(ImportBatch batch, DateTime now) =>
        batch.State == ImportBatch.Undone ? new("这一批已经撤回") :
        batch.State != ImportBatch.Taken ? new("这一批还没有写入，不用撤回") :
        !batch.MayBeUndone(now) ? new("写入已满 {0} 天，不能整批撤回，请逐条更正", null, null, ImportBatch.UndoDays) : null;
}
