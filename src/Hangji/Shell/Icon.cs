using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;

namespace Hangji.Shell;

/// <summary>图标: one symbol of the sprite. Always beside words, so it is hidden from screen readers.</summary>
public static partial class Icon
{
    static readonly FrozenDictionary<string, MarkupString> Drawn = Symbol().Matches(SiteFiles.Text("lib/icons.svg")).Select(match => match.Groups[1].Value)
        .ToFrozenDictionary(name => name, name => new MarkupString($"""<svg class="hj-i" aria-hidden="true"><use href="{SiteFiles.At("lib/icons.svg")}#i-{name}"/></svg>"""));

    /// <summary>The icon's markup, ready to print. The names are those of <c>icons.txt</c>; another one throws.</summary>
    public static MarkupString Of(string name) => Drawn.TryGetValue(name, out var svg) ? svg
        : throw new ArgumentException($"Icon {name} is not in src/Hangji/icons.txt; add its line and build again.", nameof(name));

    internal static IEnumerable<string> Names => Drawn.Keys;

    [GeneratedRegex("""<symbol id="i-([a-z0-9-]+)""")] private static partial Regex Symbol();
}
