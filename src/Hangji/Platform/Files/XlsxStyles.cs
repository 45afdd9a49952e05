using System.Globalization;
using System.Xml;
using Hangji.Platform.Text;

namespace Hangji.Platform.Files;

/// <summary>单元格格式: which cell styles show a number as a date, and how much of it.</summary>
internal sealed class XlsxStyles
{
    /// <summary>What a number means under a style.</summary>
    public readonly record struct Look(DatePrecision Date, int? Decimals);

    readonly List<Look> looks = [];

    public Look this[int style] => style >= 0 && style < looks.Count ? looks[style] : default;

    public static XlsxStyles Read(PackageLook package, string path)
    {
        var styles = new XlsxStyles();
        if (package.Find(path) is not { } part) return styles;
        var formats = new Dictionary<int, string>();
        var inCells = false;
        using var xml = package.Xml(part);
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "cellXfs") inCells = false;
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "cellXfs") inCells = !xml.IsEmptyElement;
            else if (xml.LocalName == "numFmt" && Id(xml) is { } id && xml.GetAttribute("formatCode") is { } code && formats.Count < 10_000) formats[id] = code;
            else if (xml.LocalName == "xf" && inCells && styles.looks.Count < 100_000)
                styles.looks.Add(Id(xml) is not { } format ? default : formats.TryGetValue(format, out var own) ? OfCode(own) : BuiltIn(format));
        }
        return styles;

        static int? Id(XmlReader xml) => int.TryParse(xml.GetAttribute("numFmtId"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
    }

    /// <summary>The formats every spreadsheet knows by number (ECMA-376 part 1, 18.8.30, with the Chinese ones).</summary>
    public static Look BuiltIn(int format) => format switch
    {
        1 or 3 or 37 or 38 => new(DatePrecision.None, 0),
        2 or 4 or 39 or 40 => new(DatePrecision.None, 2),
        17 or 27 or 36 or 50 or 52 or 55 or 57 => new(DatePrecision.Month, null),
        14 or 15 or 16 or 22 or 28 or 29 or 30 or 31 or 51 or 53 or 54 or 56 or 58 => new(DatePrecision.Day, null),
        _ => default,
    };

    public static Look OfCode(string code)
    {
        bool year = false, month = false, day = false, hour = false;
        int? decimals = null;
        var plainNumber = true;
        for (var i = 0; i < code.Length; i++)
        {
            switch (char.ToLowerInvariant(code[i]))
            {
                case ';': i = code.Length; break;
                case '"': i = Past(code, i, '"'); break;
                case '[':
                    var end = Past(code, i, ']');
                    // Elapsed time such as [h]:mm is a duration, no date.
                    if (end - i is 2 or 3 && char.ToLowerInvariant(code[i + 1]) is 'h' or 'm' or 's') return default;
                    i = end;
                    break;
                case '\\' or '_' or '*': i++; break;
                case 'y' or 'e': year = true; break;
                case 'm' when !hour: month = true; break;
                case 'd': day = true; break;
                case 'h' or 's': hour = true; break;
                case '%': plainNumber = false; break;
                case '.' when decimals is null:
                    decimals = 0;
                    while (i + 1 < code.Length && code[i + 1] == '0') (decimals, i) = (decimals + 1, i + 1);
                    break;
                case 'g' when code.AsSpan(i).StartsWith("general", StringComparison.OrdinalIgnoreCase): return default;
            }
        }
        return day || (month && !year && !hour) ? new(DatePrecision.Day, null)
            : year && month ? new(DatePrecision.Month, null)
            : year ? new(DatePrecision.Year, null)
            : new(DatePrecision.None, plainNumber && !hour ? decimals : null);

        static int Past(string code, int from, char sign) => code.IndexOf(sign, from + 1) is var at and >= 0 ? at : code.Length;
    }
}
