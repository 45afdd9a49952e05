using Hangji.Modules.Importing.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Jobs;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Importing;

/// <summary>写入: the chosen rows of a checked batch go into the register in one transaction with one fact; killed half way, nothing happened.</summary>
internal sealed class TakeBatch(AppDb db, IActing acting, IEnumerable<IImportKind> kinds, ImportFiles files, JobRunner jobs, TimeProvider clock) : IJobWork
{
    public const string JobKind = "import.take";

    string IJobWork.Kind => JobKind;

    /// <summary>Of the rows that a page showed, the chosen ones are taken and the others left out.</summary>
    public async Task<Refusal?> Choose(long batchId, IReadOnlyCollection<int> shown, IReadOnlyCollection<int> chosen, CancellationToken stop)
    {
        var batch = await db.TakeImport(batchId, stop);
        if (batch.State != ImportBatch.Checked) return new("这一批已经办结");
        await db.ImportRows.Where(r => r.BatchId == batchId && shown.Contains(r.Row) && r.Verdict != ImportRow.Bad && r.Verdict != ImportRow.Same).ExecuteUpdateAsync(set => set.SetProperty(r => r.Take, r => chosen.Contains(r.Row)), stop);
        return null;
    }

    /// <summary>Has the batch taken in the background.</summary>
    public async Task<Refusal?> Order(long batchId, CancellationToken stop)
    {
        var batch = await db.TakeImport(batchId, stop);
        if (Check(batch, await db.ImportRows.AnyAsync(r => r.BatchId == batchId && r.Take, stop)) is { } refusal) return refusal;
        db.Add(Job.Of(JobKind, batchId, acting, clock.GetUtcNow().UtcDateTime));
        await db.SaveChangesAsync(stop);
        jobs.Ring();
        return null;
    }

    public async Task<Refusal?> Run(long batchId, IProgress<(int At, int Total)> progress, CancellationToken stop)
    {
        var batch = await db.TakeImport(batchId, stop);
        if (Check(batch, await db.ImportRows.AnyAsync(r => r.BatchId == batchId && r.Take, stop)) is { } refusal) return await Tell(batch, refusal, stop);
        var kind = kinds.Single(k => k.Key == batch.Kind);
        db.Database.SetCommandTimeout(BatchTime);
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(stop);
            // Of two that take the same batch at once, one waits here and then finds it taken.
            if (await db.ImportBatches.Where(b => b.Id == batchId && b.State == ImportBatch.Checked).ExecuteUpdateAsync(set => set.SetProperty(b => b.State, ImportBatch.Taken), stop) != 1) return new("这一批已经写入");
            var (taken, why) = await kind.Take(batch, progress, stop);
            if (why is not null)
            {
                await transaction.RollbackAsync(stop);
                db.ChangeTracker.Clear();
                return await Tell(await db.TakeImport(batchId, stop), why, stop);
            }
            (batch.State, batch.TakenAt, batch.TakenRows, batch.Problem) = (ImportBatch.Taken, clock.GetUtcNow().UtcDateTime, taken, null);
            db.Facts.Add(Fact.Of(batch.Kind + ".imported", batch.OrgId, batchId, clock.Today(), data: $$"""{"rows":{{taken}},"new":{{batch.Fresh}},"changed":{{batch.Changed}}}"""));
            await db.SaveChangesAsync(stop);
            // What was staged is in the register now; the copies go.
            await db.ImportChunks.Where(c => c.BatchId == batchId).ExecuteDeleteAsync(stop);
            await transaction.CommitAsync(stop);
        }
        catch (Exception fault) when (kind.Clash(fault) is not null)
        {
            db.ChangeTracker.Clear();
            return await Tell(await db.TakeImport(batchId, stop), kind.Clash(fault)!, stop);
        }
        files.Remove(batchId);
        return null;
    }

    /// <summary>A statement over a hundred thousand rows may take longer than a page's may.</summary>
    internal static readonly TimeSpan BatchTime = TimeSpan.FromMinutes(10);

    public static Refusal? Check(ImportBatch batch, bool any) =>
        batch.State == ImportBatch.Taken ? new("这一批已经写入") :
        batch.State != ImportBatch.Checked ? new("这一批还没有核对完") :
        !any ? new("没有选中可以写入的行") : null;

    async Task<Refusal> Tell(ImportBatch batch, Refusal refusal, CancellationToken stop)
    {
        if (batch.State != ImportBatch.Checked) return refusal;
        batch.Problem = RowNote.Keep(refusal);
        await db.SaveChangesAsync(stop);
        return refusal;
    }
}
