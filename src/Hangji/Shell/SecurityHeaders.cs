namespace Hangji.Shell;

/// <summary>Headers that every answer carries. Nothing inline may run or style, nothing may frame us, and no page of a seat stays in a shared cache.</summary>
internal static class SecurityHeaders
{
    public const string Policy =
        "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self' data:; frame-ancestors 'none'; form-action 'self'; base-uri 'none'; object-src 'none'";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use(static (http, next) =>
    {
        http.Response.OnStarting(static state =>
        {
            var headers = ((HttpContext)state).Response.Headers;
            headers.ContentSecurityPolicy = Policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            // Facts, not traces (N2): no page may ask where somebody is, or look through a camera.
            headers["Permissions-Policy"] = "geolocation=(), camera=(), microphone=(), interest-cohort=()";
            if (headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
            return Task.CompletedTask;
        }, http);
        return next(http);
    });
}
