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
    /// <param name="sign">False only makes sure that folder and database agree.</param>
    public Task<int> Round(string log, CancellationToken stop, bool sign = true) => Alone(log, (services, elected) => Round(log, services, elected, sign, stop), stop);

    /// <summary>Does something to a log while nobody else does: one task of this process, one process of this folder; "elected" for the one of the database.</summary>
    public async Task<int> Alone(string log, Func<IServiceProvider, bool, Task<int>> act, CancellationToken stop)
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
                return await act(scope.ServiceProvider, elected);
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
            Refuse(log, fault is LogRefusedException no ? no.Refusal : new Refusal("日志 {0} 的图块 {1} 与算出的不符，不再签名", Args: [log, ((TileFault)fault).Tile.ToString()]));
            return -1;
        }
        catch
        {
            agreed.Remove(log);
            throw;
        }
        finally { gate.Release(); }
    }

    private void Refuse(string log, Refusal refusal)
    {
        if (state.Of(log).Refusal?.Message != refusal.Message) journal.LogError("The log {Log} refuses to sign: {Reason}", log, new Text.Words { Language = Text.Words.English }[refusal]);
        state.Change(log, s => s with { Refusal = refusal });
    }

    /// <summary>A witness has seen another past or a longer one: nothing is signed any more until a person has looked into it.</summary>
    public Task<int> Contest(string log, string witness, CancellationToken stop) => Alone(log, (_, _) =>
    {
        folders.Of(log).Contested = witness;
        throw new LogRefusedException(new("见证人 {0} 见过更多或不同的日志：数据库可能是从旧备份恢复的，不再签名", Args: [witness]));
    }, stop);

    /// <summary>Adds witnesses' lines to a checkpoint that was signed, in the database and, while it is the newest, where it is served.</summary>
    public Task<int> Merge(string log, long size, IReadOnlyList<NoteSignature> lines, CancellationToken stop) => Alone(log, async (services, _) =>
    {
        var db = services.GetRequiredService<AppDb>();
        if (await db.LogCheckpoints.AsNoTracking().SingleOrDefaultAsync(c => c.Log == log && c.Size == size, stop) is not { } kept || SignedNote.Parse(kept.Note) is not { } note) return 0;
        var fresh = lines.Where(l => !note.Signatures.Any(s => s.Name == l.Name && s.KeyId == l.KeyId)).ToList();
        if (fresh.Count == 0) return 0;
        var text = (note with { Signatures = [.. note.Signatures, .. fresh] }).ToString();
        await db.LogCheckpoints.Where(c => c.Log == log && c.Size == size).ExecuteUpdateAsync(set => set.SetProperty(c => c.Note, text), stop);
        if (!agreed.TryGetValue(log, out var known) || known.Size != size) return 0;
        folders.Of(log).WriteCheckpoint(text);
        agreed[log] = (size, text);
        state.Change(log, s => s with { Note = text });
        return fresh.Count;
    }, stop);

    private async Task<int> Round(string log, IServiceProvider services, bool elected, bool sign, CancellationToken stop)
    {
        var (db, folder) = (services.GetRequiredService<AppDb>(), folders.Of(log));
        var shelf = new LogShelf(db, services.GetRequiredService<IActing>(), log);
        var top = await shelf.Top(stop);
        if (!elected && top is null) return 0;
        var signer = await services.GetRequiredService<LogKeys>().Signer(log, stop);
        var start = new LogStart(log, shelf, folder, signer, steps, clock);
        if (!agreed.TryGetValue(log, out var known) || known.Size != (top?.Size ?? 0) || known.Note != (top?.Note ?? ""))
        {
            // Somebody else signed meanwhile: what came is added. Not compared yet: from the beginning.
            if (known.Size > 0 && top is not null && top.Size >= known.Size) await start.Follow(known.Size, top, stop);
            else top = await start.Agree(stop);
            if (log == LogName.Public && elected) await services.GetRequiredService<LogKeys>().Signer(LogName.Witness, stop);
            Settle(log, signer, top);
        }
        if (!elected || !sign) return 0;
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
