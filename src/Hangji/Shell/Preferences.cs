using Hangji.Platform.Text;

namespace Hangji.Shell;

/// <summary>
/// 显示设置: language, large type and theme of one browser, kept in plain cookies that name nobody. They work without script: each switch is a link
/// to <c>/lang</c> or <c>/look</c> that sets the cookie and returns.
/// </summary>
public sealed record Preferences(string Language, bool LargeType, bool Dark)
{
    internal const string LanguageCookie = "hj-lang", TypeCookie = "hj-type", ThemeCookie = "hj-theme";

    /// <summary>The choice of this request; <c>?lang=en</c> in an address wins over the cookie, so that a link can be sent in a language.</summary>
    public static Preferences Of(HttpRequest? request) => request is null ? new(Words.Chinese, false, false) : new(
        Known(request.Query["lang"]) ?? Known(request.Cookies[LanguageCookie]) ?? Words.Chinese,
        request.Cookies[TypeCookie] == "large",
        request.Cookies[ThemeCookie] == "dark");

    /// <summary>The choice as a Cookie header that carries nothing else; empty where nothing was chosen.</summary>
    internal string Cookies() => string.Join("; ", new[] { Language == Words.English ? $"{LanguageCookie}={Words.English}" : null, LargeType ? $"{TypeCookie}=large" : null, Dark ? $"{ThemeCookie}=dark" : null }.OfType<string>());

    static string? Known(string? language) => language is Words.Chinese or Words.English ? language : null;

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/lang", (HttpContext http, string? to, string? back) => Keep(http, LanguageCookie, Known(to), back)).AllowAnonymous();
        app.MapGet("/look", (HttpContext http, string? type, string? theme, string? back) =>
            type is not null ? Keep(http, TypeCookie, type == "large" ? type : null, back) : Keep(http, ThemeCookie, theme == "dark" ? theme : null, back)).AllowAnonymous();
    }

    static IResult Keep(HttpContext http, string cookie, string? value, string? back)
    {
        if (value is null) http.Response.Cookies.Delete(cookie);
        else http.Response.Cookies.Append(cookie, value, new() { MaxAge = TimeSpan.FromDays(400), SameSite = SameSiteMode.Lax, IsEssential = true, Secure = http.Request.IsHttps });
        return Results.LocalRedirect(Back.Local(back));
    }
}
