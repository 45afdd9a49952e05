using System.Buffers;
using System.Xml;

namespace Hangji.Platform.Files;

/// <summary>文字转义: any text made safe inside the XML of an Office file; rare characters beyond the basic plane stay whole.</summary>
internal static class XmlText
{
    static readonly SearchValues<char> Special = SearchValues.Create("&<>_");
    static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>Escaped for an element: markup, characters XML cannot hold and halves of pairs (dropped); with <paramref name="office"/> also what a spreadsheet would take for an escape (_x0041_).</summary>
    public static void Write(TextWriter to, string text, bool office = false)
    {
        if (!text.AsSpan().ContainsAny(Special) && !text.AsSpan().ContainsAnyInRange('\0', '\x1f') && !text.AsSpan().ContainsAnyInRange('\uD800', '\uFFFF'))
        {
            to.Write(text);
            return;
        }
        for (var i = 0; i < text.Length; i++)
        {
            var sign = text[i];
            switch (sign)
            {
                case '&': to.Write("&amp;"); break;
                case '<': to.Write("&lt;"); break;
                case '>': to.Write("&gt;"); break;
                case '\r': if (i + 1 >= text.Length || text[i + 1] != '\n') to.Write('\n'); break;
                case '_' when office && i + 6 < text.Length && text[i + 1] == 'x' && text[i + 6] == '_' && text.AsSpan(i + 2, 4).IndexOfAnyExcept(Hex) < 0: to.Write("_x005F_"); break;
                case '\t' or '\n': to.Write(sign); break;
                case < ' ' or '\uFFFE' or '\uFFFF': break;
                default:
                    if (char.IsHighSurrogate(sign) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                    {
                        to.Write(sign);
                        to.Write(text[++i]);
                    }
                    else if (!char.IsSurrogate(sign)) to.Write(sign);
                    break;
            }
        }
    }

    /// <summary>The text of the element at which the reader stands, at most as long as the buffer; null when it is longer. Leaves the reader behind the element.</summary>
    public static string? Read(XmlReader xml, char[] buffer)
    {
        var filled = 0;
        if (!xml.IsEmptyElement)
        {
            var depth = xml.Depth;
            xml.Read();
            while (xml.Depth > depth)
            {
                if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
                {
                    // In chunks: a text made of millions of characters is given up before it is held whole.
                    for (int read; (read = xml.ReadValueChunk(buffer, filled, buffer.Length - filled)) > 0;)
                        if ((filled += read) == buffer.Length) return null;
                }
                xml.Read();
            }
        }
        xml.Read();
        return filled == 0 ? "" : new string(buffer, 0, filled);
    }

    public static string Element(string text)
    {
        var escaped = new StringWriter();
        Write(escaped, text);
        return escaped.ToString();
    }

    /// <summary>The same for an attribute in double quotes.</summary>
    public static string Attribute(string text)
    {
        return Element(text).Replace("\"", "&quot;").Replace('\n', ' ').Replace('\t', ' ');
    }
}
