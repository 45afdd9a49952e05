using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Platform.Jobs;

/// <summary>Takes waiting jobs one after another. Several processes may do so on one database: a job is taken by one conditional update.</summary>
internal sealed class JobRunner(IServiceScopeFactory scopes, TimeProvider clock, ILogger<JobRunner> log) : BackgroundService
{
    readonly SemaphoreSlim bell = new(0);

    /// <summary>Something was ordered in this process: look at once instead of at the next round.</summary>
    public void Ring() => bell.Release();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await RunNext(stoppingToken)) { }
                await bell.WaitAsync(TimeSpan.FromSeconds(5), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // The database may be away for a while; the next round tries again.
                log.LogWarning(fault, "Background jobs wait: {Fault}", fault.Message);
                await Task.Delay(TimeSpan.FromSeconds(5), clock, stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    /// <summary>Does the oldest waiting job; false when there was none.</summary>
    public async Task<bool> RunNext(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var job = await db.Jobs.AsNoTracking().Where(j => j.State == Job.Waiting).OrderBy(j => j.Id).FirstOrDefaultAsync(stop);
        if (job is null) return false;
        var now = clock.GetUtcNow().UtcDateTime;
        var taken = await db.Jobs.Where(j => j.Id == job.Id && j.State == Job.Waiting)
            .ExecuteUpdateAsync(set => set.SetProperty(j => j.State, Job.Running).SetProperty(j => j.AliveAt, now), stop);
        if (taken == 1) await Run(job, stop);
        return true;
    }

    async Task Run(Job job, CancellationToken stop)
    {
        var progress = new Progress();
        using var beating = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var beat = Beat(job.Id, progress, beating.Token);
        var state = Job.Failed;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Acting>().As(new ScopeRange(job.ScopeFrom, job.ScopeTo), job.AccountId, job.SeatId, job.Actor, job.OnBehalfOf);
            var work = scope.ServiceProvider.GetServices<IJobWork>().Single(w => w.Kind == job.Kind);
            state = await work.Run(job.SubjectId, progress, stop) is null ? Job.Done : Job.Refused;
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            log.LogError(fault, "Job {Kind} on {Subject} failed", job.Kind, job.SubjectId);
        }
        await beating.CancelAsync();
        await beat;
        await Write(job.Id, state, progress, CancellationToken.None);
    }

    /// <summary>Once a second the row says how far the work is and that it lives.</summary>
    async Task Beat(long id, Progress progress, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, stop).ContinueWith(_ => { }, TaskScheduler.Default);
            if (stop.IsCancellationRequested) return;
            try
            {
                await Write(id, Job.Running, progress, stop);
            }
            catch (Exception fault) when (fault is System.Data.Common.DbException or OperationCanceledException or InvalidOperationException)
            {
                // SQLite is busy while the work itself commits; the next beat says it.
                log.LogDebug("Beat of job {Id} skipped: {Fault}", id, fault.Message);
            }
        }
    }

    async Task Write(long id, string state, Progress progress, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = clock.GetUtcNow().UtcDateTime;
        DateTime? ended = state == Job.Running ? null : now;
        var (at, total) = progress.Now;
        await scope.ServiceProvider.GetRequiredService<AppDb>().Jobs.Where(j => j.Id == id).ExecuteUpdateAsync(set => set
            .SetProperty(j => j.State, state).SetProperty(j => j.At, at).SetProperty(j => j.Total, total).SetProperty(j => j.AliveAt, now).SetProperty(j => j.EndedAt, ended), stop);
    }

    sealed class Progress : IProgress<(int At, int Total)>
    {
        long both;
        public (int At, int Total) Now { get { var read = Interlocked.Read(ref both); return ((int)(read >> 32), (int)(read & 0xFFFFFFFF)); } }
        public void Report((int At, int Total) value) => Interlocked.Exchange(ref both, (long)value.At << 32 | (uint)value.Total);
    }
}
