using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Hangji.Shell;

/// <summary>
/// 没有送出的表单: what somebody typed into a form that could not be taken (session expired, token too old, database away). It is given back in the page,
/// to be sent again with one press; nothing is stored on the server.
/// </summary>
/// <param name="Action">Where it was going.</param>
/// <param name="Fields">Names and values in order; without passwords, tokens and files.</param>
/// <param name="HadFiles">Files cannot be given back and must be chosen again.</param>
public sealed record UnsentForm(string Action, IReadOnlyList<KeyValuePair<string, string>> Fields, bool HadFiles)
{
    public const string ResumePath = "/resume", ActionField = "_resume_to";
    const int MostFields = 2000, MostText = 400_000;

    /// <summary>The form of this request, or null: not a post, from another site, too big, or with nothing typed in it.</summary>
    public static async Task<UnsentForm?> Read(HttpContext http)
    {
        var request = http.Request;
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType) return null;
        // A form of another site must not be offered to our reader as his own.
        if (request.Headers["Sec-Fetch-Site"].ToString() is "cross-site") return null;
        if (request.Headers.Origin.ToString() is { Length: > 0 } origin && Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority != request.Host.Value) return null;
        if (request.Path.StartsWithSegments("/sign-in") || request.Path.StartsWithSegments("/sign-out")) return null;
        IFormCollection form;
        try { form = await request.ReadFormAsync(http.RequestAborted); }
        catch (Exception fault) when (fault is InvalidDataException or BadHttpRequestException or IOException) { return null; }
        var to = request.Path == ResumePath ? Back.Local(form[ActionField]) : request.PathBase + request.Path + request.QueryString;
        List<KeyValuePair<string, string>> fields = [.. form
            .Where(field => field.Key is not ("__RequestVerificationToken" or ActionField) && !field.Key.Contains("password", StringComparison.OrdinalIgnoreCase))
            .SelectMany(field => field.Value, (field, value) => KeyValuePair.Create(field.Key, value ?? ""))];
        var typed = fields.Any(field => !field.Key.StartsWith('_') && field.Value.Trim().Length > 0);
        return typed && fields.Count <= MostFields && fields.Sum(field => field.Value.Length) <= MostText ? new(to, fields, form.Files.Count > 0) : null;
    }

    /// <summary>What a person would recognise as his own words, longest first.</summary>
    public IEnumerable<string> Typed => Fields.Where(item => !item.Key.StartsWith('_') && item.Value.Trim().Length > 3).Select(item => item.Value).Distinct().OrderByDescending(value => value.Length).Take(12);
}

/// <summary>
/// Answers where a policy says no: a posted form of somebody signed out is given back (401 with the form) instead of being lost on the way to sign-in,
/// "forbidden" becomes a page that says why, and whoever has seats but acts from none is asked for one.
/// </summary>
internal sealed class RefusedEntry : IAuthorizationMiddlewareResultHandler
{
    readonly AuthorizationMiddlewareResultHandler usual = new();

    public async Task HandleAsync(RequestDelegate next, HttpContext http, AuthorizationPolicy policy, PolicyAuthorizationResult result)
    {
        if (result.Challenged && HttpMethods.IsPost(http.Request.Method) && http.Request.HasFormContentType) http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        else if (result.Forbidden && HttpMethods.IsGet(http.Request.Method) && await MustChooseASeat(http)) http.Response.Redirect(Back.With("/seat", Back.Here(http.Request)));
        else if (result.Forbidden) http.Response.StatusCode = StatusCodes.Status403Forbidden;
        else await usual.HandleAsync(next, http, policy, result);
    }

    /// <summary>Signed in, with seats, and none of them taken yet: that is no refusal, only a question.</summary>
    static async Task<bool> MustChooseASeat(HttpContext http) =>
        http.RequestServices.GetService<ISeatMenu>() is { } menu && await menu.Read(http.RequestAborted) is { Seats: { Count: > 0 } seats } && !seats.Any(seat => seat.IsCurrent);
}
