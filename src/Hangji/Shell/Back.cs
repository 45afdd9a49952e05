namespace Hangji.Shell;

/// <summary>返回地址: the only place that decides where a page may send its reader back to.</summary>
public static class Back
{
    /// <summary>The address itself if it is a path of this site, else <paramref name="otherwise"/>. Scheme-relative and backslash forms leave the site, so they are refused.</summary>
    public static string Local(string? address, string otherwise = "/") =>
        address is ['/', ..] && (address.Length == 1 || address[1] is not ('/' or '\\')) && !address.Any(char.IsControl) ? Encoded(address) : otherwise;

    /// <summary>The path and query of this request, for a "back" parameter.</summary>
    public static string Here(HttpRequest request) => request.PathBase + request.Path + request.QueryString;

    /// <summary>Adds <c>?back=</c> (escaped) to an address of ours.</summary>
    public static string With(string address, string? back) =>
        address + (address.Contains('?') ? "&" : "?") + "back=" + Uri.EscapeDataString(Local(back));

    // A header carries ASCII only; a path typed in Chinese is escaped once, an escaped one stays.
    static string Encoded(string address) =>
        address.All(char.IsAscii) ? address : string.Concat(address.EnumerateRunes().Select(rune => rune.IsAscii ? rune.ToString() : Uri.EscapeDataString(rune.ToString())));
}
