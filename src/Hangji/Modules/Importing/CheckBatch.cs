using Hangji.Modules.Importing.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Files;
using Hangji.Platform.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Importing;

/// <summary>核对: reads the whole file and stages every row with what it would do and what is wrong with it. Nothing of the register changes; it can be repeated.</summary>
internal sealed class CheckBatch(AppDb db, BulkInsert bulk, IEnumerable<IImportKind> kinds, ImportFiles files, TimeProvider clock) : IJobWork
{
    public const string JobKind = "import.check";

    string IJobWork.Kind => JobKind;

    public async Task<Refusal?> Run(long batchId, IProgress<(int At, int Total)> progress, CancellationToken stop)
    {
        var batch = await db.TakeImport(batchId, stop);
        if (Check(batch) is { } done) return done;
        db.Database.SetCommandTimeout(TakeBatch.BatchTime);
        await db.ImportRows.Where(r => r.BatchId == batchId).ExecuteDeleteAsync(stop);
        await db.ImportChunks.Where(c => c.BatchId == batchId).ExecuteDeleteAsync(stop);
        (batch.Fresh, batch.Changed, batch.Same, batch.Bad, batch.Warned, batch.Skipped) = (0, 0, 0, 0, 0, 0);
        var refusal = await Stage(batch, progress, stop);
        batch.Problem = refusal is null ? null : RowNote.Keep(refusal);
        batch.State = refusal is null ? ImportBatch.Checked : ImportBatch.Received;
        batch.CheckedAt = clock.GetUtcNow().UtcDateTime;
        if (refusal is null) await Remember(batch, stop);
        await db.SaveChangesAsync(stop);
        return refusal;
    }

    public static Refusal? Check(ImportBatch batch) =>
        batch.State is not (ImportBatch.Received or ImportBatch.Checked) ? new("这一批已经办结") :
        ColumnMap.FromJson(batch.Map ?? "") is null ? new("请先选一张表") : null;

    async Task<Refusal?> Stage(ImportBatch batch, IProgress<(int, int)> progress, CancellationToken stop)
    {
        var kind = kinds.Single(k => k.Key == batch.Kind);
        var map = ColumnMap.FromJson(batch.Map!)!;
        await using var file = files.Open(batch.Id);
        if (file is null) return new("上传的文件已经不在，请重新上传");
        if (SheetReader.Open(file, batch.FileName, null, out var reader) is { } unreadable) return unreadable;
        using (reader)
        {
            if (reader.Choose(batch.Sheet, out var sheet) is { } lost) return lost;
            var root = await db.TakeOrg(batch.OrgId, stop);
            // About sixty bytes a row packed: only so that the bar moves.
            var staged = new StagedRows(batch, (rows, chunks) => Write(rows, chunks, stop), progress, (int)Math.Min(500_000, batch.Bytes / 60));
            return await kind.Stage(batch, root, reader, sheet, map, staged, stop);
        }
    }

    async Task Write(IReadOnlyList<ImportRow> rows, IReadOnlyList<ImportChunk> chunks, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await bulk.Rows(rows, stop);
        if (chunks.Count > 0) await bulk.Rows(chunks, stop);
        await transaction.CommitAsync(stop);
    }

    async Task Remember(ImportBatch batch, CancellationToken stop)
    {
        var map = ColumnMap.FromJson(batch.Map!)!;
        // Samples are of this file; what is remembered is the header alone.
        var kept = (map with { Columns = [.. map.Columns.Select(c => c with { Sample = "" })] }).ToJson();
        var now = clock.GetUtcNow().UtcDateTime;
        if (await db.RememberedMaps.SingleOrDefaultAsync(m => m.Kind == batch.Kind && m.Fingerprint == map.Fingerprint, stop) is { } before) (before.Map, before.UsedAt) = (kept, now);
        else db.Add(new RememberedMap { Kind = batch.Kind, Fingerprint = map.Fingerprint, Map = kept, UsedAt = now });
    }
}
