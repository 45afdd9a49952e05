using Hangji.Modules.Importing.Contract;
using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Importing;

/// <summary>过期不候: a spreadsheet that nobody took within its days is thrown away with its staged rows; its entry in the history says so. Personal data waits for nobody (PIPL art. 19, 47).</summary>
internal sealed class ImportHousekeeping(ImportFiles files) : IHousekeeping
{
    /// <summary>From its arrival, or from its last check.</summary>
    public const int Days = 14;

    public async Task Tidy(AppDb db, DateTime now, CancellationToken stop)
    {
        var before = now.AddDays(-Days);
        var waiting = db.ImportBatches.IgnoreQueryFilters([AppDb.ScopeFilter]).Where(b => b.State == ImportBatch.Received || b.State == ImportBatch.Checked);
        foreach (var id in await waiting.Where(b => b.ReceivedAt < before && (b.CheckedAt == null || b.CheckedAt < before)).Select(b => b.Id).ToListAsync(stop))
        {
            // Whoever takes it in this very moment wins: only what still waits is dropped.
            if (await waiting.Where(b => b.Id == id).ExecuteUpdateAsync(set => set.SetProperty(b => b.State, ImportBatch.Dropped), stop) == 0) continue;
            await db.ImportRows.IgnoreQueryFilters([AppDb.ScopeFilter]).Where(r => r.BatchId == id).ExecuteDeleteAsync(stop);
            await db.ImportChunks.IgnoreQueryFilters([AppDb.ScopeFilter]).Where(c => c.BatchId == id).ExecuteDeleteAsync(stop);
            files.Remove(id);
        }
        files.RemoveOlder(before, await waiting.Select(b => b.Id).ToListAsync(stop));
    }
}
