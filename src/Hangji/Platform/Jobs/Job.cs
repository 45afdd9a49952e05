using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Platform.Jobs;

/// <summary>后台工作: long work that goes on when the tab is closed. It acts from the seat that ordered it, and its page asks this row how far it is.</summary>
internal sealed class Job : IUnrecorded
{
    public const string Waiting = "waiting", Running = "running", Done = "done", Refused = "refused", Failed = "failed";

    /// <summary>A running job that gave no sign of life for so long died with its process.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(45);

    public required long Id { get; init; }
    /// <summary>Which <see cref="IJobWork"/> does it, such as import.check.</summary>
    public required string Kind { get; init; }
    /// <summary>The record it works on.</summary>
    public required long SubjectId { get; init; }
    public required string ScopeFrom { get; init; }
    public required string ScopeTo { get; init; }
    public long? AccountId { get; init; }
    public long? SeatId { get; init; }
    public required string Actor { get; init; }
    public string? OnBehalfOf { get; init; }
    public required string State { get; set; }
    public int At { get; set; }
    public int Total { get; set; }
    public DateTime OrderedAt { get; init; }
    public DateTime? AliveAt { get; set; }
    public DateTime? EndedAt { get; set; }

    public bool Ended => State is Done or Refused or Failed;
    public bool Interrupted(DateTime now) => State == Running && AliveAt is { } alive && now - alive > Silence;

    public static Job Of(string kind, long subject, IActing acting, DateTime now) => new()
    {
        Id = Ids.Next(), Kind = kind, SubjectId = subject, ScopeFrom = acting.Range.From, ScopeTo = acting.Range.To, AccountId = acting.AccountId, SeatId = acting.SeatId,
        Actor = acting.Name, OnBehalfOf = acting.OnBehalfOf, State = Waiting, OrderedAt = now,
    };
}

/// <summary>What a room does in the background. One unit of work with its own services; the seat is set already.</summary>
internal interface IJobWork
{
    string Kind { get; }

    /// <summary>Does it. A refusal ends the job as "refused" and is kept by the room itself.</summary>
    Task<Refusal?> Run(long subject, IProgress<(int At, int Total)> progress, CancellationToken stop);
}

internal sealed class JobsDb : IRoomTables
{
    public void Map(ModelBuilderOf tables)
    {
        var job = tables.Table<Job>("jobs");
        job.HasKey(j => j.Id);
        job.Property(j => j.Id).ValueGeneratedNever();
        job.HasIndex(j => new { j.State, j.Id });
        job.HasIndex(j => j.SubjectId);
    }
}

internal static class JobSets
{
    extension(AppDb db)
    {
        public DbSet<Job> Jobs => db.Set<Job>();

        /// <summary>The last job on a record, or null.</summary>
        public Task<Job?> LastJob(long subject, CancellationToken stop) =>
            db.Set<Job>().AsNoTracking().Where(j => j.SubjectId == subject).OrderByDescending(j => j.Id).FirstOrDefaultAsync(stop);
    }

    public static IServiceCollection AddJobs(this IServiceCollection services) => services
        .AddSingleton<IRoomTables, JobsDb>()
        .AddSingleton<JobRunner>()
        .AddHostedService(s => s.GetRequiredService<JobRunner>());
}
