using Hangji.Platform;

namespace Hangji.Modules.Disclosure.Site;

/// <summary>
/// 本站的表单: stands in for the token on pages that are the same for all. There is no seat whose rights a foreign page could borrow; what remains is that it might make its
/// readers speak here, and a browser says where a form comes from (Sec-Fetch-Site; older ones Origin).
/// </summary>
internal static class OwnForm
{
    public static readonly Refusal Foreign = new("请从本站的页面送出");

    public static bool From(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none"
        && (request.Headers.Origin.ToString() is "" or "null" || Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin) && origin.Authority == request.Host.Value);
}
