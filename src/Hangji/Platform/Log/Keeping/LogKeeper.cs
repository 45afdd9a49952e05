namespace Hangji.Platform.Log.Keeping;

/// <summary>日志值守: keeps every log of the house in the background: what is appended is under a signed checkpoint within a second.</summary>
internal sealed class LogKeeper(Sequencer sequencer, ILogger<LogKeeper> journal) : BackgroundService
{
    /// <summary>How often the outbox is looked at.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken) =>
        await Task.WhenAll(LogName.All.Select(log => Keep(log, stoppingToken)));

    private async Task Keep(string log, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var pause = Pace;
            try
            {
                var placed = await sequencer.Round(log, stop);
                if (placed >= LogShelf.Most) continue;
                if (placed < 0) pause = AfterRefusal;
            }
            catch (Exception fault) when (!stop.IsCancellationRequested)
            {
                journal.LogWarning(fault, "The log {Log} waits: {Fault}", log, fault.Message);
                pause = AfterRefusal / 4;
            }
            catch (OperationCanceledException) { return; }
            await Task.Delay(pause, stop).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }
}
