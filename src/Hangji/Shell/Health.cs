using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Shell;

/// <summary>What a balancer or a supervisor asks: /health, whether the process answers; /health/ready, whether it can work for people, that is, reaches its database.</summary>
internal static class Health
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health", () => "ok").AllowAnonymous();
        app.MapGet("/health/ready", async (AppDb db, IHostApplicationLifetime life, CancellationToken gone) =>
        {
            // Told to stop: the balancer sends nothing new here while what runs is finished.
            if (life.ApplicationStopping.IsCancellationRequested) return Results.Text("stopping", statusCode: StatusCodes.Status503ServiceUnavailable);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(gone);
            stop.CancelAfter(Patience);
            return await Reaches(db, stop.Token) ? Results.Text("ready") : Results.Text("no database", statusCode: StatusCodes.Status503ServiceUnavailable);
        }).AllowAnonymous();
    }

    private static async Task<bool> Reaches(AppDb db, CancellationToken stop)
    {
        try { return await db.Database.CanConnectAsync(stop); }
        catch (OperationCanceledException) { return false; }
    }
}
