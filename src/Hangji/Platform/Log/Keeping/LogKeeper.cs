using Hangji.Platform.Log.Audit;
using Hangji.Platform.Log.Witnessing;
using Hangji.Platform.Scope;

namespace Hangji.Platform.Log.Keeping;

/// <summary>日志值守: keeps the logs in the background. What is appended is under a signed checkpoint within a second; witnesses are asked; the audit trail is sealed; the public log is inspected.</summary>
internal sealed class LogKeeper(Sequencer sequencer, AskWitnesses witnesses, Sealer sealer, LogState state, LogSettings settings, IServiceScopeFactory scopes, TimeProvider clock, ILogger<LogKeeper> journal) : BackgroundService
{
    /// <summary>How often the outbox is looked at.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Done = Timeout.InfiniteTimeSpan;
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromSeconds(20), Asking = TimeSpan.FromSeconds(3), Sealing = TimeSpan.FromMinutes(1), Inspecting = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The program answers first; the start of a large log takes its time.
        await Task.Yield();
        await Wait(settings.Patience, stoppingToken);
        await Again("start", Pace, async () => { await sequencer.Round(LogName.Public, stoppingToken, sign: false); await witnesses.Run(stoppingToken); return Done; }, stoppingToken);
        await Task.WhenAll([
            .. LogName.All.Select(log => Again(log, Pace, async () => await sequencer.Round(log, stoppingToken) switch { >= LogShelf.Most => TimeSpan.Zero, < 0 => AfterRefusal, _ => Pace }, stoppingToken)),
            Again("witnesses", Asking, async () => { await witnesses.Run(stoppingToken); return Asking; }, stoppingToken),
            Again("seals", Sealing, async () => { await sealer.Run(stoppingToken); return Sealing; }, stoppingToken),
            Again("inspection", Inspecting, async () => { await Inspect(stoppingToken); return Inspecting; }, stoppingToken),
        ]);
    }

    private async Task Inspect(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().AsProgram("日志");
        var findings = await scope.ServiceProvider.GetRequiredService<Inspection>().Run(LogName.Public, stop);
        foreach (var finding in findings) journal.LogError("The public log disagrees: {Kind} {Where}", finding.Kind, finding.Where);
        state.Change(LogName.Public, s => s with { Findings = findings, InspectedAt = clock.GetUtcNow().UtcDateTime });
    }

    /// <param name="first">Waited before the first time; the logs themselves begin at once.</param>
    private async Task Again(string what, TimeSpan first, Func<Task<TimeSpan>> act, CancellationToken stop)
    {
        await Wait(first <= Pace ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(first.TotalSeconds, 20)), stop);
        for (var pause = Pace; !stop.IsCancellationRequested && pause != Done;)
        {
            pause = AfterRefusal / 4;
            try { pause = await act(); }
            catch (OperationCanceledException) when (stop.IsCancellationRequested) { return; }
            catch (Exception fault) { journal.LogWarning(fault, "The log's {What} wait: {Fault}", what, fault.Message); }
            if (pause != Done) await Wait(pause, stop);
        }
    }

    private static Task Wait(TimeSpan pause, CancellationToken stop) => Task.Delay(pause, stop).ContinueWith(_ => { }, TaskScheduler.Default);
}
