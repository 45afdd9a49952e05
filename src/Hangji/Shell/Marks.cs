using System.Text.Encodings.Web;
using System.Text.Unicode;
using Hangji.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace Hangji.Shell;

/// <summary>状态: how a duty or a row stands. Always told by word and icon, never by colour alone.</summary>
public enum Standing
{
    /// <summary>逾期</summary>
    Over,
    /// <summary>待办</summary>
    Due,
    /// <summary>完成</summary>
    Done,
    /// <summary>补记</summary>
    Late,
    /// <summary>免除</summary>
    Exempt,
    /// <summary>不适用、未施行、未到</summary>
    Off,
    /// <summary>须等待</summary>
    Wait,
}

/// <summary>
/// 小标记: the markup that long lists repeat per row (state, citation, date, money), written as text because a component per cell costs more than the
/// row's query. The components of the same names in <c>Parts</c> print these.
/// </summary>
public static class Marks
{
    internal static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Text made safe for markup that is written by hand.</summary>
    public static string Text(string text) => Html.Encode(text);

    public static string Class(Standing standing) => standing switch
    {
        Standing.Over or Standing.Wait => "is-over",
        Standing.Done => "is-done",
        Standing.Late => "is-late",
        Standing.Exempt => "is-exempt",
        Standing.Off => "is-off",
        _ => "is-due",
    };

    public static string IconName(Standing standing) => standing switch
    {
        Standing.Over => "alert-triangle",
        Standing.Wait => "hourglass",
        Standing.Done => "circle-check",
        Standing.Late => "history",
        Standing.Exempt => "circle-minus",
        Standing.Off => "circle-dashed",
        _ => "clock",
    };

    /// <summary>A state with its word, already in the reader's language.</summary>
    public static MarkupString State(Standing standing, string text) =>
        new($"""<span class="hj-st {Class(standing)}">{Icon.Of(IconName(standing))}{Html.Encode(text)}</span>""");

    /// <summary>An article as a chip that opens "why"; without an address it is plain text in the same look.</summary>
    public static MarkupString Cite(string article, string? href) => href is null
        ? new($"""<span class="hj-cite">{Icon.Of("book-2")}{Html.Encode(article)}</span>""")
        : new($"""<a class="hj-cite" href="{Html.Encode(href)}">{Icon.Of("book-2")}{Html.Encode(article)}</a>""");

    /// <summary>A legal date in words, with the machine's form in <c>datetime</c>.</summary>
    internal static MarkupString Date(Words words, DateOnly date, bool brief = false) =>
        new($"""<time datetime="{date:yyyy-MM-dd}">{(brief ? words.ShortDate(date) : words.Date(date))}</time>""");

    /// <summary>An instant of recording, in Beijing time.</summary>
    internal static MarkupString Instant(Words words, DateTime utc) =>
        new($"""<time datetime="{utc:yyyy-MM-ddTHH:mm:ssZ}">{words.Instant(utc)}</time>""");

    /// <summary>A count as a link to its rows; zero is printed grey and leads nowhere.</summary>
    public static MarkupString Count(long count, string? href, string? name = null)
    {
        var figure = count.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);
        if (count == 0) return new($"""<span class="hj-zero">{figure}</span>""");
        if (href is null) return new(figure);
        var label = name is null ? "" : $" aria-label=\"{Html.Encode(name + " " + figure)}\"";
        return new($"""<a href="{Html.Encode(href)}"{label}>{figure}</a>""");
    }
}
