using Hangji.Modules.Regulations.Contract;

namespace Hangji.Modules.Regulations.Commands;

/// <summary>hangji rules explain: one rule in plain words, with its versions; or the list of all rules.</summary>
internal static class ExplainRule
{
    public static int Run(Rulebook book, Options options, TextWriter output, TextWriter error)
    {
        if (options.Plain.Count == 0) return List(book, options, output);
        var id = options.Plain[0];
        if (!book.Has(id))
        {
            var near = book.All.Select(r => r.Id).Distinct().Where(r => id.Split('-').Any(part => part.Length > 3 && r.Contains(part, StringComparison.Ordinal))).Take(6).ToList();
            error.WriteLine($"no rule is called '{id}'{(near.Count > 0 ? $"; near: {string.Join(", ", near)}" : "")}");
            if (options.Json) RulesJson.Write(output, new { error = "there is no such rule", problems = new[] { new { rule = id, near } } });
            return RulesCommand.Refused;
        }
        var versions = options.On is { } on ? book.Find(id, on) is { } rule ? [rule] : [] : book.Versions(id);
        if (options.Json) { RulesJson.Write(output, versions.Select(RulesJson.Rule)); return RulesCommand.Done; }
        if (versions.Count == 0) output.WriteLine(options.English ? $"{id} was not in force on {options.On:yyyy-MM-dd}." : $"{id} 在 {options.On:yyyy-MM-dd} 没有施行的版本。");
        foreach (var version in versions) Print(output, version, options.English);
        return RulesCommand.Done;
    }

    static int List(Rulebook book, Options options, TextWriter output)
    {
        var rules = options.On is { } on ? book.InForce(on).ToList() : book.All;
        if (options.Json) RulesJson.Write(output, rules.Select(RulesJson.Rule));
        else foreach (var rule in rules) output.WriteLine($"{rule.Id,-30} {rule.Version}  {rule.Strength.Kebab(),-9} {rule.Article.Cited.In(options.English)}  {rule.Title.In(options.English)}");
        return RulesCommand.Done;
    }

    static void Print(TextWriter output, Rule rule, bool english)
    {
        output.WriteLine($"{rule.Title.In(english)}  ({rule.Id})");
        output.WriteLine($"  {rule.Article.Cited.In(english)}");
        output.WriteLine($"  {rule.From:yyyy-MM-dd} .. {(rule.To is { } to ? $"{to:yyyy-MM-dd}" : "")}  {rule.Strength.Kebab()}{(rule.Strength != rule.Stated ? $" (stated: {rule.Stated.Kebab()}, mark {rule.Mark})" : "")}");
        output.WriteLine($"  {rule.Text.In(english)}");
        var wanted = rule.ToSatisfy ?? rule.Demand.Wanted;
        if (wanted.Zh != "") output.WriteLine($"  {(english ? "To satisfy it: " : "怎样算完成：")}{wanted.In(english)}");
        foreach (var exemption in rule.Exemptions) output.WriteLine($"  {(english ? "Exempt: " : "例外：")}{exemption.Reason.In(english)}");
        output.WriteLine($"  {(english ? "Facts: " : "所需事实：")}{string.Join(", ", rule.FactNames())}");
        output.WriteLine();
    }
}
