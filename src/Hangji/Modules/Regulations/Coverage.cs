using System.Text;
using Hangji.Modules.Regulations.Contract;
using Hangji.Modules.Regulations.Packs;

namespace Hangji.Modules.Regulations;

/// <summary>覆盖表: which article each rule stands on, and how many cases try it (docs/rules-coverage.md).</summary>
internal static class Coverage
{
    public static string Of(Rulebook book, string dir)
    {
        var local = Overlays.Offered(dir).ToArray();
        // With every local pack laid on, each rule stands beside its own cases; the counts below are of the national rules.
        var (all, tried, _) = PackLoader.ForCheck(dir, dir, local);
        var cases = tried.ToLookup(c => c.Rule);
        var text = new StringBuilder();
        text.AppendLine("# Rules: article, rule, cases");
        text.AppendLine();
        text.AppendLine("Written by `hangji rules coverage`; a test keeps it in step with `regulations/`. Strength is the one that counts:");
        text.AppendLine("what is not verified in a text (V2, K) warns at most. Cases are listed by what they end in.");
        text.AppendLine();
        text.AppendLine($"{book.All.Count} rule versions, {book.All.Select(r => r.Id).Distinct().Count()} rules, {PackLoader.Cases(dir, book).Count} cases.");
        foreach (var pack in book.Packs.OrderBy(p => p.Code, StringComparer.Ordinal).ThenBy(p => p.From))
        {
            text.AppendLine();
            text.AppendLine($"## {pack.Name.Zh} · {pack.Name.En}");
            text.AppendLine($"{pack.Code}, in force from {pack.From:yyyy-MM-dd}{(pack.To is { } to ? $" to {to:yyyy-MM-dd}" : "")}. {pack.Source}");
            text.AppendLine();
            Table(text, book.All.Where(r => r.File == pack.File), cases);
        }
        text.AppendLine();
        text.AppendLine("## 地方规则 · Local packs, off until named");
        text.AppendLine();
        Table(text, all?.All.Where(r => r.File.StartsWith("overlays/", StringComparison.Ordinal)) ?? [], cases);
        Rows(text, dir);
        return text.ToString();
    }

    /// <summary>The rows of the fact sheets, as lines of verified-rows.txt: the name, and behind it where it is when it is not a rule of that name.</summary>
    internal static IReadOnlyList<(string Row, string Elsewhere)> VerifiedRows(string dir) =>
        Path.Combine(dir, "verified-rows.txt") is var file && File.Exists(file)
            ? [.. File.ReadLines(file).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split(' ', 2)).Select(l => (l[0], l.Length > 1 ? l[1] : ""))] : [];

    static void Rows(StringBuilder text, string dir)
    {
        var rows = VerifiedRows(dir);
        if (rows.Count == 0) return;
        text.AppendLine();
        text.AppendLine("## Verified rows of the fact sheets");
        text.AppendLine();
        text.AppendLine($"{rows.Count} rows were read in a text; {rows.Count(r => r.Elsewhere == "")} are rules of the same name above. The others:");
        text.AppendLine();
        text.AppendLine("| row | where |");
        text.AppendLine("|---|---|");
        foreach (var (row, elsewhere) in rows.Where(r => r.Elsewhere != "")) text.AppendLine($"| {row} | {elsewhere.TrimStart('=', '!', ' ')} |");
    }

    static void Table(StringBuilder text, IEnumerable<Rule> rules, ILookup<string, Case> cases)
    {
        text.AppendLine("| article | rule | what | strength | mark | shape | cases |");
        text.AppendLine("|---|---|---|---|---|---|---|");
        foreach (var rule in rules)
        {
            var own = cases[rule.Id].Where(c => rule.InForce(c.On)).GroupBy(c => c.Verdict).OrderBy(g => g.Key).Select(g => $"{g.Count()} {g.Key.Kebab()}");
            text.AppendLine($"| {rule.Article.Article.Zh} | {rule.Id} | {rule.Title.Zh} · {rule.Title.En} | {rule.Strength.Kebab()} | {rule.Mark} | {rule.Shape.Kebab()} | {string.Join(", ", own)} |");
        }
    }
}
