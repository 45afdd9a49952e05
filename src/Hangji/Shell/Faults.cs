using System.Diagnostics;
using Hangji.Platform.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hangji.Shell;

/// <summary>
/// 出错页: turns whatever went wrong into a page that says what happened, whether anything was written, and what to do, with a number for the log
/// and never a stack trace. Machines (/api, JSON) get problem details instead.
/// </summary>
internal sealed class Faults(RequestDelegate next, ILogger<Faults> log, IHostApplicationLifetime life)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested || life.ApplicationStopping.IsCancellationRequested)
        {
            return;                                                                            // the reader left, or the program is stopping
        }
        catch (Exception exception) when (!http.Response.HasStarted)
        {
            var fault = Fault.Of(exception);
            var number = Number(http);
            if (fault.IsExpected) log.LogInformation("{Number} {Status} {Path}: {Reason}", number, fault.Status, http.Request.Path, exception.Message);
            else log.LogError(exception, "{Number} {Status} {Method} {Path}", number, fault.Status, http.Request.Method, http.Request.Path);
            await Show(http, fault.Status, number);
            return;
        }
        if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null or 0, ContentType: null })
            await Show(http, http.Response.StatusCode, Number(http));
    }

    static string Number(HttpContext http) => (Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier.Replace(":", ""))[..8].ToUpperInvariant();

    static async Task Show(HttpContext http, int status, string number)
    {
        // The form goes nowhere any more; it is only read to be given back, which the framework forbids while its token stands as invalid.
        http.Features.Set<IAntiforgeryValidationFeature>(null);
        var form = status is StatusCodes.Status400BadRequest or StatusCodes.Status401Unauthorized or StatusCodes.Status409Conflict or DatabaseLost or DiskFull ? await UnsentForm.Read(http) : null;
        http.Response.Clear();
        http.SetEndpoint(null);
        http.Request.RouteValues.Clear();
        if (!WantsPage(http.Request))
        {
            await Results.Problem(statusCode: status, extensions: new Dictionary<string, object?> { ["incident"] = number }).ExecuteAsync(http);
            return;
        }
        // The renderer of the failed page is spent, and so may be its database context: the fault page gets services of its own.
        var spent = http.RequestServices;
        await using var scope = http.RequestServices.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        http.RequestServices = scope.ServiceProvider;
        scope.ServiceProvider.GetRequiredService<Words>().Language = Preferences.Of(http.Request).Language;
        http.Response.Headers.CacheControl = "no-store";
        if (status == DatabaseLost) http.Response.Headers.RetryAfter = "10";
        try
        {
            await new RazorComponentResult<FaultPage>(new Dictionary<string, object?> { ["Status"] = status, ["Number"] = number, ["Form"] = form }) { StatusCode = status, PreventStreamingRendering = true }.ExecuteAsync(http);
        }
        finally { http.RequestServices = spent; }
    }

    static bool WantsPage(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/assets") && !request.Path.StartsWithSegments("/health")
        && (request.Headers.Accept.Count == 0 || request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase) || request.Headers.Accept == "*/*");

    const int DatabaseLost = Fault.DatabaseLost, DiskFull = Fault.DiskFull;
}
