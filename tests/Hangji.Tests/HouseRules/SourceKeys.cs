using System.Text;
using System.Text.RegularExpressions;

namespace Hangji.Tests.HouseRules;

/// <summary>
/// Finds the Chinese sentences that a source file says to people. It is no compiler: it knows the few forms in which this house says something
/// (<c>T["…"]</c>, a refusal, a <c>Word</c>, the attribute of a component) and reads the first argument of each.
/// </summary>
static partial class SourceKeys
{
    public sealed record Found(string Path, int Line, string Text);

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")] private static partial Regex Cjk();
    [GeneratedRegex(@"(?<![\w.])(?:T|t|words|Words)\s*\[|\bnew\s+Refusal\s*\(|\bnew\s*\(|\bnew\s+Word\s*\(|\bRefusal\.\w+\s*\(")] private static partial Regex Anchor();
    [GeneratedRegex(@"^new\s*\($")] private static partial Regex BareNew();
    [GeneratedRegex(@"(?<![\w.])(?:T|t|words|Words)\s*\[")] private static partial Regex Lookup();
    [GeneratedRegex(@"""((?:[^""\\\n]|\\.)*)""")] private static partial Regex Literal();
    [GeneratedRegex(@"<[A-Z]\w*\b(?:[^<>""]|""[^""]*"")*>")] private static partial Regex ComponentTag();
    [GeneratedRegex(@"\b[A-Z]\w*=""([^""@]*)""")] private static partial Regex Attribute();
    [GeneratedRegex(@"@\*.*?\*@|<!--.*?-->", RegexOptions.Singleline)] private static partial Regex MarkupComment();
    [GeneratedRegex(@"(?m)^\s*//.*$|(?<=[;{},)][ \t]*)//.*$")] private static partial Regex LineComment();
    [GeneratedRegex(@"@(?:code|functions)\s*\{|@\{|@\(|@(?:if|foreach|for|while|switch|lock|using)\s*\(|\belse\s+if\s*\(")] private static partial Regex CodeRegion();

    public static bool IsChinese(string text) => Cjk().IsMatch(text);

    /// <summary>Every sentence that must have an English entry.</summary>
    public static IEnumerable<Found> Spoken(string path, string text)
    {
        text = WithoutComments(text);
        // Law as data says both languages side by side (Bilingual); there a bare new(...) is no refusal.
        var bilingual = text.Contains("Bilingual", StringComparison.Ordinal);
        foreach (Match anchor in Anchor().Matches(text).Where(a => !bilingual || !BareNew().IsMatch(a.Value)))
            foreach (var literal in FirstArgument(text, anchor.Index + anchor.Length).Literals)
                if (IsChinese(literal)) yield return new(path, LineOf(text, anchor.Index), literal);
        if (!path.EndsWith(".razor", StringComparison.Ordinal)) yield break;
        foreach (Match tag in ComponentTag().Matches(text))
            foreach (Match attribute in Attribute().Matches(tag.Value))
                if (IsChinese(attribute.Groups[1].Value)) yield return new(path, LineOf(text, tag.Index), attribute.Groups[1].Value);
    }

    /// <summary>Every Chinese string literal, said or not: what keeps an entry of a word file alive.</summary>
    public static IEnumerable<string> Literals(string text) =>
        Literal().Matches(text).Select(m => Unescape(m.Groups[1].Value)).Where(IsChinese);

    /// <summary>Chinese that stands in the markup of a .razor file itself and therefore has no English.</summary>
    public static IEnumerable<Found> Raw(string path, string razor)
    {
        var rest = Blank(WithoutComments(razor), Lookup(), '[', ']');
        rest = Blank(rest, CodeRegion(), '\0', '\0');
        rest = ComponentTag().Replace(rest, tag => Attribute().Replace(tag.Value, m => Spaces(m.Value)));
        var number = 0;
        foreach (var line in rest.Split('\n'))
        {
            number++;
            if (IsChinese(line)) yield return new(path, number, line.Trim());
        }
    }

    static string WithoutComments(string text) => LineComment().Replace(MarkupComment().Replace(text, m => Spaces(m.Value)), m => Spaces(m.Value));

    static string Spaces(string text) => string.Create(text.Length, text, (span, source) =>
    {
        for (var i = 0; i < span.Length; i++) span[i] = source[i] == '\n' ? '\n' : ' ';
    });

    /// <summary>Blanks every region that an opening expression begins, up to its closing bracket.</summary>
    static string Blank(string text, Regex opening, char open, char close)
    {
        var result = new StringBuilder(text);
        var after = 0;
        foreach (Match match in opening.Matches(text))
        {
            if (match.Index < after) continue;
            var bracket = open == '\0' ? text[match.Index + match.Length - 1] : open;
            after = End(text, match.Index + match.Length, bracket, close == '\0' ? (bracket == '(' ? ')' : '}') : close);
            for (var i = match.Index; i < after; i++) if (text[i] != '\n') result[i] = ' ';
        }
        return result.ToString();
    }

    static int End(string text, int at, char open, char close)
    {
        for (var depth = 1; at < text.Length; at++)
        {
            if (text[at] == '"') { at = ReadLiteral(text, at, out _) - 1; continue; }
            if (text[at] == '\'' && at + 2 < text.Length && (text[at + 2] == '\'' || text[at + 1] == '\\')) { at += text[at + 1] == '\\' ? 3 : 2; continue; }
            if (text[at] == open) depth++;
            else if (text[at] == close && --depth == 0) return at + 1;
        }
        return text.Length;
    }

    /// <summary>The literals of the first argument; pieces joined by + are one sentence, the arms of a condition are several.</summary>
    static (List<string> Literals, int End) FirstArgument(string text, int at)
    {
        var literals = new List<string>();
        var joined = false;
        for (var depth = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '"')
            {
                at = ReadLiteral(text, at, out var value) - 1;
                if (joined && literals.Count > 0) literals[^1] += value; else literals.Add(value);
                joined = false;
            }
            else if (c is '(' or '[' or '{') depth++;
            else if (c is ')' or ']' or '}') { if (depth-- == 0) break; }
            else if (c is ',' or ';' && depth == 0) break;
            else if (c == '+') joined = true;
        }
        return (literals, at);
    }

    /// <summary>Reads a regular, verbatim, interpolated or raw literal whose first quote is at <paramref name="at"/>; returns the place after it.</summary>
    static int ReadLiteral(string text, int at, out string value)
    {
        if (at + 2 < text.Length && text[at + 1] == '"' && text[at + 2] == '"' && at + 3 < text.Length && text[at + 3] is not (')' or ',' or ']' or ';'))
        {
            var close = text.IndexOf("\"\"\"", at + 3, StringComparison.Ordinal);
            if (close > 0) { value = text[(at + 3)..close].Trim(); return close + 3; }
        }
        var verbatim = at > 0 && (text[at - 1] == '@' || (text[at - 1] == '$' && at > 1 && text[at - 2] == '@'));
        var raw = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                if (!verbatim || at + 1 >= text.Length || text[at + 1] != '"') break;
                raw.Append('"'); at++;
            }
            else if (text[at] == '\\' && !verbatim && at + 1 < text.Length) raw.Append(text[at]).Append(text[++at]);
            else raw.Append(text[at]);
        }
        value = verbatim ? raw.ToString() : Unescape(raw.ToString());
        return Math.Min(at + 1, text.Length);
    }

    static string Unescape(string literal) => !literal.Contains('\\') ? literal
        : Regex.Replace(literal, @"\\(u[0-9A-Fa-f]{4}|.)", m => m.Groups[1].Value[0] switch
        {
            'n' => "\n", 't' => "\t", 'r' => "\r", '0' => "\0",
            'u' when m.Length == 6 => ((char)Convert.ToInt32(m.Value[2..], 16)).ToString(),
            var c => c.ToString(),
        });

    static int LineOf(string text, int index) => text.AsSpan(0, index).Count('\n') + 1;
}
