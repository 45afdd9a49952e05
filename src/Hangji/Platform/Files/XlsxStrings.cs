using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Hangji.Platform.Files;

/// <summary>共享字符串: the texts that cells point at, rich text joined, phonetic guides left out.</summary>
internal sealed partial class XlsxStrings
{
    readonly List<string> items = [];
    readonly SheetLimits limits;
    readonly char[] buffer;

    public XlsxStrings(SheetLimits limits) => (this.limits, buffer) = (limits, new char[limits.MaxCellChars + 1]);

    public string this[int index] => index >= 0 && index < items.Count ? items[index] : throw FileRefused.Damaged();

    public void Read(PackageLook package, string path)
    {
        if (package.Find(path) is not { } part) return;
        long chars = 0;
        using var xml = package.Xml(part);
        xml.Read();
        while (!xml.EOF)
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "si")
            {
                xml.Read();
                continue;
            }
            var text = Unescaped(Rich(xml));
            // A list slot and an object header cost about 32 bytes even for an empty text.
            if ((chars += text.Length + 16) > limits.MaxSharedChars) throw new FileRefused(new Refusal("表里的文字太多，请分成几个文件再传"));
            items.Add(text);
        }
    }

    /// <summary>The text of one simple element (t, v, f); leaves the reader behind it.</summary>
    public string Simple(XmlReader xml) => XmlText.Read(xml, buffer) ?? throw TooLong();

    /// <summary>The text of an si or is element, rich runs joined; leaves the reader behind it.</summary>
    public string Rich(XmlReader xml)
    {
        if (xml.IsEmptyElement)
        {
            xml.Read();
            return "";
        }
        var depth = xml.Depth;
        string? first = null;
        StringBuilder? more = null;
        xml.Read();
        while (xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName == "r") xml.Read();
            else if (xml.LocalName == "t")
            {
                var text = Simple(xml);
                if (first is null) first = text;
                else if ((more ??= new StringBuilder(first)).Append(text).Length > limits.MaxCellChars) throw TooLong();
            }
            else xml.Skip();
        }
        if (!xml.EOF) xml.Read();
        return more?.ToString() ?? first ?? "";
    }

    FileRefused TooLong() => new(new Refusal("有一格超过 {0} 个字", Args: [limits.MaxCellChars]));

    /// <summary>Office writes characters that XML cannot hold as _x000D_.</summary>
    public static string Unescaped(string text) => !text.Contains("_x", StringComparison.Ordinal) ? text
        : Escape().Replace(text, match => ((char)int.Parse(match.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    [GeneratedRegex("_x([0-9A-Fa-f]{4})_")]
    private static partial Regex Escape();
}
