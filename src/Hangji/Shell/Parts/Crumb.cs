namespace Hangji.Shell.Parts;

/// <summary>One step of the way to a page; without an address it is the page itself.</summary>
public sealed record Crumb(string Text, string? Href = null);

/// <summary>页签: one face of a thing, such as 党员 25.</summary>
public sealed record Tab(string Text, string Href, bool IsCurrent = false, int? Count = null);

/// <summary>数字: a fact as a figure. With an address it opens its rows.</summary>
public sealed record Figure(string Label, string Value, string? Unit = null, string? Href = null);

/// <summary>选项: the value that is posted and the words that are shown (a Chinese key, or text as it stands).</summary>
public sealed record Choice(string Value, string Text);

/// <summary>列头: of a table; numbers stand right.</summary>
public sealed record Head(string Text, bool IsNumber = false, string? Href = null)
{
    public static implicit operator Head(string text) => new(text);
    public static Head Number(string text, string? href = null) => new(text, true, href);
}
