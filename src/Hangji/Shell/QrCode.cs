using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;
using QRCoder;

namespace Hangji.Shell;

/// <summary>二维码: the code on a paper that opens its page, as one path without style, so that the strict content policy prints it.</summary>
internal static class QrCode
{
    public static MarkupString Svg(string address, string label)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        var modules = code.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < modules.Count; y++)
            for (var x = 0; x < modules.Count; x++)
                if (modules[y][x]) path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
        return new($"""<svg class="hj-qr" width="104" height="104" viewBox="0 0 {modules.Count} {modules.Count}" role="img" aria-label="{Marks.Html.Encode(label)}"><path fill="#fff" d="M0 0h{modules.Count}v{modules.Count}H0z"/><path d="{path}"/></svg>""");
    }
}
