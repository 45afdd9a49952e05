using System.Buffers.Text;
using System.Text;

namespace Hangji.Shell;

/// <summary>提示: one sentence that the page after a redirect says once, such as "会议已记下". It travels in a cookie that dies when it is read.</summary>
/// <param name="Kind">ok, info or stop: the look of the note.</param>
/// <param name="Title">Said in bold, already in the reader's language.</param>
/// <param name="Text">What follows from it, or null.</param>
public sealed record Flash(string Kind, string Title, string? Text = null)
{
    internal const string Cookie = "hj-said";

    /// <summary>Has the next page say it. Longer sentences than a cookie can carry are cut, never lost whole.</summary>
    public static void Say(HttpContext http, string title, string? text = null, string kind = "ok")
    {
        var said = $"{kind}\n{Cut(title, 120)}\n{Cut(text ?? "", 400)}";
        http.Response.Cookies.Append(Cookie, Base64Url.EncodeToString(Encoding.UTF8.GetBytes(said)), new() { HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true, MaxAge = TimeSpan.FromMinutes(5), Secure = http.Request.IsHttps });
    }

    /// <summary>What there is to say, and forgets it. Null where nothing waits or the cookie is not ours.</summary>
    public static Flash? Take(HttpContext? http)
    {
        if (http?.Request.Cookies[Cookie] is not { Length: > 0 } said) return null;
        if (!http.Response.HasStarted) http.Response.Cookies.Delete(Cookie);
        string[] lines;
        try { lines = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(said)).Split('\n', 3); }
        catch (FormatException) { return null; }
        return lines is ["ok" or "info" or "stop", { Length: > 0 }, _] ? new(lines[0], lines[1], lines[2] is "" ? null : lines[2]) : null;
    }

    static string Cut(string text, int length) => text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)] + "…";
}
