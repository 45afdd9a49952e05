using System.Globalization;
using System.Text;
using Hangji.Shell;
using Microsoft.AspNetCore.Components;

namespace Hangji.Modules.Statistics;

/// <summary>小图: bars of one scale, drawn by the server; the figures stand in its text and in the table beside it.</summary>
internal static class Bars
{
    private const int Height = 44;

    /// <param name="most">Top of the scale, so that several stand side by side; null for their own largest.</param>
    public static MarkupString Of(string name, IReadOnlyList<(string Name, long Value)> bars, long? most = null, bool lastIsNow = false, int places = 0)
    {
        var top = Math.Max(1, most ?? bars.Max(b => b.Value));
        // Fewer bars than places stand at the right: those before them are not known.
        var before = Math.Max(0, places - bars.Count);
        var step = 132.0 / (before + bars.Count);
        var svg = new StringBuilder($"<svg viewBox=\"0 0 132 56\" role=\"img\" aria-label=\"{Marks.Text($"{name}：{string.Join("，", bars.Select(b => $"{b.Name} {b.Value}"))}")}\">");
        for (var i = 0; i < bars.Count; i++)
        {
            var height = Math.Max(0, (double)bars[i].Value / top * Height);
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"bar{(lastIsNow && i == bars.Count - 1 ? " is-last" : "")}\" x=\"{(before + i) * step:0.##}\" y=\"{Height - height:0.##}\" width=\"{Math.Max(1, step - 3):0.##}\" height=\"{height:0.##}\"><title>{Marks.Text($"{bars[i].Name} {bars[i].Value:N0}")}</title></rect>");
        }
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"base\" d=\"M0 {Height}.5h132\"/>");
        if (bars.Count > 1)
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{before * step:0.##}\" y=\"54\">{Marks.Text(Short(bars[0].Name))}</text><text x=\"132\" y=\"54\" text-anchor=\"end\">{Marks.Text(Short(bars[^1].Name))}</text>");
        return new(svg.Append("</svg>").ToString());
    }

    private static string Short(string name) => name.Length <= 12 ? name : name[..11] + "…";
}
