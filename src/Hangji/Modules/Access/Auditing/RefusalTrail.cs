using Hangji.Modules.Access.Contract;
using Hangji.Platform.Scope;
using Hangji.Shell;
using Microsoft.AspNetCore.Authorization;

namespace Hangji.Modules.Access.Auditing;

/// <summary>
/// 被拒留痕: what was refused to somebody signed in — a verb the seat does not have, a row outside its range — is audited; and before
/// anything else is done, a password set by somebody else is changed and a second step that this house asks for is set up.
/// </summary>
internal sealed class RefusalTrail(RequestDelegate next)
{
    private const string PasswordPage = "/account/password", CodePage = "/account/code";
    private static readonly string[] OpenMeanwhile = ["/sign-out", "/assets", "/lang", "/look", "/help", "/privacy", "/feedback", "/health"];

    /// <summary>首页: where somebody belongs who has no duties to read: the own console, the choice of seats, or the own record.</summary>
    public static string Home(ActingSeat seat) =>
        seat.IsAdministrator ? Roles.Administrators.Where(r => r.Value == seat.Role).Select(r => "/admin/" + r.Key).Single() : seat.SeatId is null ? "/seat" : seat.May(Verbs.ReadDuties) ? "/" : "/me";

    public async Task Invoke(HttpContext http, ActingSeat seat, Audit audit)
    {
        if ((seat.MustChangePassword ? PasswordPage : seat.MustSetUpCode ? CodePage : null) is { } first && !OpenMeanwhile.Append(first).Any(p => http.Request.Path.StartsWithSegments(p)))
        {
            http.Response.Redirect(first);
            return;
        }
        if (http.Request.Path == "/" && seat.SignedIn && !seat.May(Verbs.ReadDuties) && HttpMethods.IsGet(http.Request.Method))
        {
            http.Response.Redirect(Home(seat));
            return;
        }
        try
        {
            await next(http);
        }
        catch (OutOfScopeException) when (seat.SignedIn)
        {
            await audit.Record(AuditKinds.OutOfScope, $"{http.Request.Method} {http.Request.Path}");
            throw;
        }
        if (http.Response.StatusCode != StatusCodes.Status403Forbidden || !seat.SignedIn || http.GetEndpoint() is not { } endpoint) return;
        var verb = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => a.Policy).LastOrDefault(p => p is not null);
        if (verb is null) return;
        http.Items[Fault.WhyItem] = $"/why-access?verb={Uri.EscapeDataString(verb)}&page={Uri.EscapeDataString(http.Request.Path)}";
        await audit.Record(AuditKinds.VerbRefused, $"{http.Request.Method} {http.Request.Path}", verb);
    }
}
