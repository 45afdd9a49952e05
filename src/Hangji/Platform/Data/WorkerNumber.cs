using Npgsql;

namespace Hangji.Platform.Data;

/// <summary>
/// 进程号: which of the 64 makers of ids this process is, as long as it lives. Two processes never hold the same number, so they never make the same id:
/// on PostgreSQL the number is a lock of a session, on SQLite the lock of a file. Both fall away by themselves when a process dies.
/// </summary>
internal sealed class WorkerNumber : IAsyncDisposable
{
    private const int Locks = 727_010;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    public static readonly Refusal AllTaken = new("已有 {0} 个进程在用这个数据库，不能再多；请先停掉不用的", Args: Ids.Workers);

    private readonly CancellationTokenSource end = new();
    private IAsyncDisposable held;
    private Task watch = Task.CompletedTask;

    private WorkerNumber(int number, IAsyncDisposable held)
    {
        (Number, this.held) = (number, held);
        Ids.UseWorker(number);
    }

    public int Number { get; private set; }

    /// <summary>Takes a free number; null where all are taken.</summary>
    public static async Task<WorkerNumber?> Claim(Store store, CancellationToken stop = default)
    {
        if (await Take(store, Environment.ProcessId % Ids.Workers, stop) is not var (number, held)) return null;
        var mine = new WorkerNumber(number, held);
        if (held is NpgsqlConnection session) mine.watch = mine.Watch(store, session);
        return mine;
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await watch;
        await held.DisposeAsync();
        end.Dispose();
    }

    private static async Task<(int, IAsyncDisposable)?> Take(Store store, int first, CancellationToken stop)
    {
        if (store.Postgres is null) return TakeFile(Path.Combine(store.Folder, "workers"), first);
        // A session of its own: a lock must not go back into the pool with a connection that somebody else gets.
        var session = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(store.Postgres) { Pooling = false, KeepAlive = 5 }.ConnectionString);
        await session.OpenAsync(stop);
        for (var i = 0; i < Ids.Workers; i++)
        {
            var number = (first + i) % Ids.Workers;
            await using var ask = new NpgsqlCommand("select pg_try_advisory_lock($1, $2)", session) { Parameters = { new() { Value = Locks }, new() { Value = number } } };
            if (await ask.ExecuteScalarAsync(stop) is true) return (number, session);
        }
        await session.DisposeAsync();
        return null;
    }

    private static (int, IAsyncDisposable)? TakeFile(string folder, int first)
    {
        Directory.CreateDirectory(folder);
        for (var i = 0; i < Ids.Workers; i++)
        {
            var number = (first + i) % Ids.Workers;
            try { return (number, new FileStream(Path.Combine(folder, $"{number:00}"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1)); }
            catch (IOException) { /* another process holds it */ }
        }
        return null;
    }

    /// <summary>A session that broke took its lock with it; the number is taken again, or another one is.</summary>
    private async Task Watch(Store store, NpgsqlConnection session)
    {
        while (!end.IsCancellationRequested)
        {
            await Task.Delay(Look, end.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            if (end.IsCancellationRequested) return;
            try
            {
                await using var ask = new NpgsqlCommand("select 1", session);
                await ask.ExecuteScalarAsync(end.Token);
            }
            catch (Exception fault) when (fault is NpgsqlException or InvalidOperationException or OperationCanceledException)
            {
                if (end.IsCancellationRequested) return;
                try
                {
                    if (await Take(store, Number, end.Token) is not var (number, fresh)) continue;
                    await held.DisposeAsync();
                    (Number, held, session) = (number, fresh, (NpgsqlConnection)fresh);
                    Ids.UseWorker(number);
                }
                catch (Exception again) when (again is NpgsqlException or OperationCanceledException)
                {
                    // The database is still away; nothing can be saved meanwhile either.
                }
            }
        }
    }
}
