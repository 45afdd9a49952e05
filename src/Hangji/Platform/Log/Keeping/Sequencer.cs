using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Platform.Log.Keeping;

/// <summary>
/// 排号人: gives waiting entries their places, writes tiles, computes the root again from what it wrote, signs, keeps the checkpoint in the database, and names it last
/// (docs/decisions/0012). One process is elected by the database; the others fill their own folders from it.
/// </summary>
internal sealed class Sequencer(IServiceScopeFactory scopes, LogFolders folders, LogState state, LogSteps steps, TimeProvider clock, ILogger<Sequencer> journal)
{
    private const int Election = 727_009;
    private readonly SemaphoreSlim gate = new(1, 1);
    /// <summary>Size at which folder and database were found to agree; nothing until they were compared.</summary>
    private readonly Dictionary<string, (long Size, string Note)> agreed = new(StringComparer.Ordinal);

    /// <summary>One round of one log: everything that waits now is under a signed checkpoint afterwards.</summary>
    /// <returns>How many entries got a place; -1 when the log refuses or another process keeps the folder.</returns>
    public async Task<int> Round(string log, CancellationToken stop)
    {
        await gate.WaitAsync(stop);
        try
        {
            using var mine = folders.Of(log).TryLock();
            if (mine is null) return -1;
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Acting>().AsProgram("日志");
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            await db.Database.OpenConnectionAsync(stop);
            var elected = false;
            try
            {
                elected = !db.Postgres || await Elect(db, log, "pg_try_advisory_lock", stop);
                return await Round(log, scope.ServiceProvider, elected, stop);
            }
            finally
            {
                if (elected && db.Postgres) await Elect(db, log, "pg_advisory_unlock", CancellationToken.None);
                await db.Database.CloseConnectionAsync();
            }
        }
        catch (Exception fault) when (fault is LogRefusedException or TileFault)
        {
            agreed.Remove(log);
            var refusal = fault is LogRefusedException no ? no.Refusal : new Refusal("日志 {0} 的图块 {1} 与算出的不符，不再签名", Args: [log, ((TileFault)fault).Tile.ToString()]);
            if (state.Of(log).Refusal?.Message != refusal.Message) journal.LogError("The log {Log} refuses to sign: {Reason}", log, fault.Message);
            state.Change(log, s => s with { Refusal = refusal });
            return -1;
        }
        catch
        {
            agreed.Remove(log);
            throw;
        }
        finally { gate.Release(); }
    }

    private async Task<int> Round(string log, IServiceProvider services, bool elected, CancellationToken stop)
    {
        var (db, folder) = (services.GetRequiredService<AppDb>(), folders.Of(log));
        var shelf = new LogShelf(db, services.GetRequiredService<IActing>(), log);
        var top = await shelf.Top(stop);
        if (!elected && top is null) return 0;
        var signer = await services.GetRequiredService<LogKeys>().Signer(log, stop);
        var start = new LogStart(log, shelf, folder, signer, steps, clock);
        if (!agreed.TryGetValue(log, out var known) || known.Size != (top?.Size ?? 0) || known.Note != (top?.Note ?? ""))
        {
            // Not compared yet, or somebody else signed meanwhile: from the beginning.
            top = await start.Agree(stop);
            Settle(log, signer, top);
        }
        if (!elected) return 0;
        var placed = await shelf.Place(steps, stop);
        var count = await shelf.Count(stop);
        if (top is not null && count == top.Size) return placed;
        var note = await Integrate(log, count, top, start, shelf, folder, signer, stop);
        steps.At("kept", log);
        folder.WriteCheckpoint(note.Note);
        folder.ClearPartials(TilePath.New(top?.Size ?? 0, count).Where(t => t.Width == TilePath.Full));
        Settle(log, signer, note);
        return placed;
    }

    private async Task<SignedCheckpoint> Integrate(string log, long count, SignedCheckpoint? top, LogStart start, LogShelf shelf, LogFolder folder, LogSigner signer, CancellationToken stop)
    {
        var before = top?.Size ?? 0;
        await start.Grow(before, count, stop);
        var hashes = new TileHashes(folder.Read, count);
        // The root is taken from the files that will be served, not from what was meant to be written.
        var root = hashes.Root(count);
        if (before > 0 && !Merkle.Extends(before, top!.Root, count, root, Merkle.Consistency(before, count, hashes.Full)))
            throw new LogRefusedException(new("日志 {0} 现有的 {1} 条不是已签的 {2} 条的延续，不再签名", Args: [log, count, before]));
        var point = new Checkpoint(signer.Origin, count, root);
        steps.At("sign", log);
        var note = signer.Sign(point);
        steps.At("keep", log);
        await shelf.Keep(point, note, clock.GetUtcNow().UtcDateTime, stop);
        return (await shelf.Top(stop))!;
    }

    private void Settle(string log, LogSigner signer, SignedCheckpoint? top)
    {
        agreed[log] = (top?.Size ?? 0, top?.Note ?? "");
        state.Change(log, s => s with { Origin = signer.Origin, Verifier = signer.Verifier, Size = top?.Size, Root = top?.Root, Note = top?.Note, SignedAt = top?.SignedAt, Refusal = null });
    }

    private static async Task<bool> Elect(AppDb db, string log, string act, CancellationToken stop)
    {
        var number = Array.IndexOf(LogName.All, log);
#pragma warning disable EF1002 // the function's name is one of two constants
        return (await db.Database.SqlQueryRaw<bool>($"select {act}({{0}}, {{1}}) as \"Value\"", Election, number).ToListAsync(stop))[0];
#pragma warning restore EF1002
    }
}
