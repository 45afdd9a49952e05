using System.Text.RegularExpressions;
using Hangji.Platform;
using Hangji.Platform.Text;

namespace Hangji.Modules.Disclosure;

/// <summary>公开前查验: every string of a text that is about to be published, as it will be published; the first obstacle, or null. What is found is never repeated in full.</summary>
internal static partial class PublicScan
{
    const string Secrecy = "《保守国家秘密法》第三十条、第三十一条";

    /// <summary>A line of any origin: personal numbers, secrecy marks.</summary>
    public static Refusal? Line(string? text, string? field, IReadOnlySet<string>? allowed = null) =>
        string.IsNullOrEmpty(text) ? null : Secret(text) is { } mark ? new("含有密级标志（{0}），不能在本系统保存和公开", field, Secrecy, mark) : PersonalDataScanner.Check(text, field, allowed);

    /// <summary>Everything of a copy but its files, which are scanned when they are taken in.</summary>
    public static Refusal? Copy(CopyText copy, IReadOnlySet<string> allowed)
    {
        foreach (var (text, field) in Strings(copy))
            if (Line(text, field, allowed) is { } found) return found;
        return null;
    }

    static IEnumerable<(string? Text, string Field)> Strings(CopyText copy)
    {
        yield return (copy.Title, "title");
        yield return (copy.Summary, "summary");
        yield return (copy.Corrects, "corrects");
        yield return (copy.Reviewer, "reviewer");
        foreach (var file in copy.Files ?? []) yield return (file.Name, "files");
        foreach (var section in copy.Sections)
        {
            yield return (section.Heading, "sections");
            yield return (section.Text, "sections");
            if (section.Vote is { } vote) yield return (vote.Body + "\n" + vote.Rule, "sections");
            if (section.Table is not { } table) continue;
            foreach (var column in table.Columns) yield return (column.Name, "sections");
            for (var c = 0; c < table.Columns.Count; c++)
                // An amount in whole fen is a number of ours, not somebody's.
                if (table.Columns[c].As != CopyColumn.Money)
                    foreach (var row in table.Rows) yield return (row.Cells[c], "sections");
                else
                    foreach (var row in table.Rows)
                        if (row.Cells[c].Length > 0 && !Fen().IsMatch(row.Cells[c])) yield return (row.Cells[c], "sections");
        }
    }

    /// <summary>绝密、机密、秘密 with a star or alone on a line, as documents carry them; words such as 商业秘密 are none.</summary>
    public static string? Secret(string text)
    {
        var plain = Spaces().Replace(text, "");
        return Starred().Match(plain) is { Success: true } star ? star.Value[..2] : Alone().Match(plain) is { Success: true } alone ? alone.Groups[1].Value : null;
    }

    [GeneratedRegex(@"^-?[0-9]{1,15}$")] private static partial Regex Fen();
    [GeneratedRegex(@"[^\S\n]|[\u200B-\u200F\u2060\uFEFF\u00AD]")] private static partial Regex Spaces();
    [GeneratedRegex(@"(绝密|机密|秘密)[★☆⭐*＊]")] private static partial Regex Starred();
    [GeneratedRegex(@"(?:^|\n)(?:密级[:：]?)?(绝密|机密|秘密|工作秘密|内部文件|内部资料)(?:[:：]?(?:长期|\d{1,2}[年月]|不得公开|不得外传|注意保存))?(?:\n|$)")] private static partial Regex Alone();
}
