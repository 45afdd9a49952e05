using Hangji.Platform.Log.Verifying;

namespace Hangji.Platform.Log.Keeping;

/// <summary>
/// 启用前核对: before a process signs or serves a log, the tiles must give the root of the highest checkpoint ever signed. A folder that is behind is filled from the
/// database; a database that is behind (restored from a backup) is filled from the bundles; where the two tell different stories nothing is signed.
/// </summary>
internal sealed class LogStart(string log, LogShelf shelf, LogFolder folder, LogSigner signer, LogSteps steps, TimeProvider clock)
{
    /// <summary>The checkpoint that folder and database agree on, or null for a new log. Throws <see cref="LogRefusedException"/> where they cannot.</summary>
    public async Task<SignedCheckpoint?> Agree(CancellationToken stop)
    {
        var top = await shelf.Top(stop);
        var served = Served(folder.ReadCheckpoint(), top);
        if (folder.Contested is { } witness) throw new LogRefusedException(new("见证人 {0} 见过更多或不同的日志：数据库可能是从旧备份恢复的，不再签名", Args: [witness]));
        // A restored database may be older than what the world has seen of this log; signing on from there would make a second past.
        if (folder.IsRestored && top is { Size: > 0 } && (served?.Point.Size ?? 0) < top.Size)
            throw new LogRefusedException(new("数据库是从备份恢复的，不能确定备份之后日志 {0} 有没有再签过。先用 hangji admin log resume 交来最新的副本或确认没有更新的，再继续签名", Args: [log]));
        if (served is { } ahead && ahead.Point.Size > (top?.Size ?? 0)) top = await CatchUp(ahead.Point, ahead.Note, top, stop);
        else if (top is not null)
        {
            if (served is { } same && same.Point.Size == top.Size && !same.Point.Root.AsSpan().SequenceEqual(top.Root)) throw Forked(top.Size);
            await Fill(top, stop);
        }
        if (top is not null && folder.ReadCheckpoint() != top.Note) folder.WriteCheckpoint(top.Note);
        folder.IsRestored = false;
        return top;
    }

    /// <summary>Brings a folder that agreed at <paramref name="known"/> entries up to what another process signed since.</summary>
    public async Task Follow(long known, SignedCheckpoint top, CancellationToken stop)
    {
        if (top.Size > known)
        {
            await Grow(known, top.Size, stop);
            if (!new TileHashes(folder.Read, top.Size).Root(top.Size).AsSpan().SequenceEqual(top.Root)) throw new LogRefusedException(WrongRoot(top.Size));
        }
        folder.WriteCheckpoint(top.Note);
        folder.ClearPartials(TilePath.New(known, top.Size).Where(t => t.Width == TilePath.Full));
    }

    private Refusal WrongRoot(long size) => new("日志 {0} 的图块算出的根与已签的检查点（{1} 条）不符，不再签名", Args: [log, size]);

    private (Checkpoint Point, string Note)? Served(string? note, SignedCheckpoint? top)
    {
        if (note is null) return null;
        if (signer.Own(note) is { } point) return (point, note);
        // An empty log may still change its name; what it once called itself binds nobody.
        if (top is null or { Size: 0 } && SignedNote.Parse(note) is { } other && Checkpoint.Parse(other.Text) is { Size: 0 }) return null;
        throw new LogRefusedException(new("日志文件夹 {0} 里的检查点不是本日志签的：数据库或文件夹放错了，或检查点被改过", Args: [folder.Path]));
    }

    /// <summary>The folder knows more than the database: the database came from a backup.</summary>
    private async Task<SignedCheckpoint> CatchUp(Checkpoint ahead, string note, SignedCheckpoint? top, CancellationToken stop)
    {
        var (count, fresh) = (await shelf.Count(stop), new List<byte[]>());
        long? differs = null;
        var known = count > 0 ? await KnownLeaves(top?.Size ?? 0, count, stop) : [];
        var marks = top is null ? Array.Empty<long>() : [top.Size];
        var read = await LogCheck.Run(new FolderSource(folder.Path), ahead.Size, marks: marks, stop: stop, onEntry: (index, entry) =>
        {
            if (index >= count) fresh.Add(entry);
            else if (index >= (top?.Size ?? 0) && !Merkle.Leaf(entry).AsSpan().SequenceEqual(known[(int)(index - (top?.Size ?? 0))])) differs ??= index;
        });
        if (read.Findings is [var first, ..]) throw new LogRefusedException(first.What);
        if (!read.Root.AsSpan().SequenceEqual(ahead.Root)) throw new LogRefusedException(WrongRoot(ahead.Size));
        if (differs is not null || top is not null && !read.Roots[top.Size].AsSpan().SequenceEqual(top.Root)) throw Forked(top?.Size ?? differs ?? 0);
        if (count > ahead.Size) throw Forked(ahead.Size);
        var now = clock.GetUtcNow().UtcDateTime;
        var at = count;
        foreach (var some in fresh.Chunk(LogShelf.Most))
        {
            await shelf.Replay(at, some, now, stop);
            at += some.Length;
        }
        await shelf.Keep(ahead, note, now, stop);
        return (await shelf.Top(stop))!;
    }

    private async Task<List<byte[]>> KnownLeaves(long first, long count, CancellationToken stop) => first >= count ? [] : [.. (await shelf.Entries(first, count, stop)).Select(e => e.Leaf)];

    /// <summary>Tiles up to the highest signed checkpoint, from the database where the folder lacks them; then all hashes again.</summary>
    private async Task Fill(SignedCheckpoint top, CancellationToken stop)
    {
        for (var tried = 0; ; tried++)
        {
            var read = await LogCheck.Run(new FolderSource(folder.Path), top.Size, bundles: false, stop: stop);
            if (read.Findings.Count == 0 && read.Root.AsSpan().SequenceEqual(top.Root)) return;
            var missing = read.Findings.All(f => f.What.Message == LogCheck.MissingTile) && read.Findings.Count > 0;
            if (!missing || tried > 0)
                throw new LogRefusedException(read.Findings is [var first, ..] ? first.What : WrongRoot(top.Size));
            await Grow(0, top.Size, stop);
        }
    }

    /// <summary>Writes bundles and tiles for the entries from <paramref name="before"/> to <paramref name="size"/>, which have places in the database.</summary>
    public async Task Grow(long before, long size, CancellationToken stop)
    {
        while (before < size)
        {
            var start = before / TilePath.Full * TilePath.Full;
            var end = Math.Min(start + LogShelf.Most, size);
            steps.At("tiles", log);
            folder.Write(Growth.Files(before, await shelf.Entries(start, end, stop), folder.Read));
            before = end;
        }
    }

    private LogRefusedException Forked(long size) => new(new("日志 {0} 有两个不同的过去：数据库与文件夹在第 {1} 条之前就不一致，不再签名；请先查明哪一份是原来的", Args: [log, size]));
}
