using Microsoft.EntityFrameworkCore;

namespace Hangji.Platform.Data;

/// <summary>一个房间要清理的: rows of book-keeping that have served their purpose; every room may register one (PIPL art. 19, 47: the shortest period).</summary>
internal interface IHousekeeping
{
    Task Tidy(AppDb db, DateTime now, CancellationToken stop);
}

/// <summary>清理: twice a day removes what is kept for a time only — receipts after a week, drafts after ninety days.</summary>
internal sealed class Housekeeping(IServiceScopeFactory scopes, TimeProvider clock, ILogger<Housekeeping> log) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromHours(12);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Tidy(scopes, clock, stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(fault, "Tidying up failed; the next round tries again");
            }
            catch (OperationCanceledException)
            {
                return;
            }
            await Task.Delay(Round, stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    internal static async Task Tidy(IServiceScopeFactory scopes, TimeProvider clock, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var room in scope.ServiceProvider.GetServices<IHousekeeping>()) await room.Tidy(db, now, stop);
    }
}

internal sealed class PlatformHousekeeping : IHousekeeping
{
    private static readonly TimeSpan Receipts = TimeSpan.FromDays(7), Drafts = TimeSpan.FromDays(90);

    public async Task Tidy(AppDb db, DateTime now, CancellationToken stop)
    {
        var (receipts, drafts) = (now - Receipts, now - Drafts);
        await db.Set<FormReceipt>().Where(r => r.TakenAt < receipts).ExecuteDeleteAsync(stop);
        await db.Set<Draft>().Where(d => d.SavedAt < drafts).ExecuteDeleteAsync(stop);
    }
}
