using System.Globalization;
using Hangji.Modules.Regulations.Contract;
using YamlDotNet.RepresentationModel;

namespace Hangji.Modules.Regulations.Packs;

/// <summary>案例: facts on a day, and what a lawyer says must come out. Values and missing facts are checked when named.</summary>
internal sealed record Case(string File, string Name, string Rule, DateOnly On, KnownFacts Facts, Verdict Verdict,
    IReadOnlyDictionary<string, string> Values, IReadOnlyList<string>? Missing)
{
    /// <summary>Null when it passes, else what differs.</summary>
    public string? Fails(Rulebook book)
    {
        var answer = book.Ask(Rule, On, Facts);
        if (answer.Verdict != Verdict) return $"expected {Verdict.Kebab()}, got {answer.Verdict.Kebab()} ({answer.Explanation.En})";
        foreach (var (name, value) in Values)
        {
            var got = answer.Values.TryGetValue(name, out var found) ? Convert.ToString(found, CultureInfo.InvariantCulture)! : "nothing";
            if (!string.Equals(got, value, StringComparison.OrdinalIgnoreCase)) return $"expected {name} = {value}, got {got}";
        }
        return Missing is not null && !Missing.Order().SequenceEqual(answer.Missing.Order())
            ? $"expected missing [{string.Join(", ", Missing)}], got [{string.Join(", ", answer.Missing)}]" : null;
    }
}

/// <summary>Reads a file of cases: <c>cases: [{rule, name, on, facts, expect: {verdict, values, missing}}]</c>.</summary>
internal static class CaseFile
{
    public static IReadOnlyList<Case> Read(string path, string name, Rulebook book, ErrorList errors)
    {
        if (Section.Open(path, name, errors) is not { } file) return [];
        var cases = file.Inners("cases", true).Select(c => ReadCase(c, book)).OfType<Case>().ToList();
        file.Close();
        return cases;
    }

    static Case? ReadCase(Section at, Rulebook book)
    {
        var rule = at.Text("rule");
        at.Rule = rule;
        var known = book.Has(rule);
        if (!known && rule != "") at.Wrong("rule", "there is no such rule");
        var (name, on) = (at.Text("name"), at.Date("on"));
        var facts = book.Vocabulary.Facts();
        foreach (var (fact, node) in at.Map("facts", true))
            if (FactValue.Put(facts, fact, node is YamlScalarNode { Value: not null } s ? FactValue.OfYaml(s) : null) is { } wrong) at.Wrong($"facts.{fact}", wrong, node);
        var expect = at.Inner("expect", true);
        if (expect is null) { at.Close(); return null; }
        var verdict = expect.Choice<Verdict>("verdict");
        var values = expect.Map("values").ToDictionary(p => p.Key, p => (p.Value as YamlScalarNode)?.Value ?? "");
        var missing = expect.Has("missing") ? expect.Texts("missing") : null;
        expect.Close();
        at.Close();
        return known ? new(at.File, name, rule, on, facts, verdict, values, missing) : null;
    }
}

/// <summary>事实值: puts a value given from outside (YAML or JSON) into facts, or says what is wrong with it.</summary>
internal static class FactValue
{
    /// <summary>A JSON or YAML value: string, decimal, bool, or null.</summary>
    public static object? OfYaml(YamlScalarNode node) => node.Value is null or "" or "null" or "~" ? null
        : node.Value is "true" or "false" ? node.Value == "true"
        : decimal.TryParse(node.Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : node.Value;

    /// <summary>Up to three names that share a word with a mistaken one.</summary>
    static string Near(Vocabulary words, string name)
    {
        var parts = name.ToLowerInvariant().Split('_', '-', ' ', '.').Where(p => p.Length > 3).ToArray();
        var near = words.All.Skip(1).Select(f => (f.Name, Shared: parts.Count(p => f.Name.Contains(p, StringComparison.Ordinal)))).Where(n => n.Shared > 0)
            .OrderByDescending(n => n.Shared).ThenBy(n => Math.Abs(n.Name.Length - name.Length)).Take(3).Select(n => n.Name).ToList();
        return near.Count == 0 ? "" : $"; near: {string.Join(", ", near)}";
    }

    /// <summary>Null when taken. A null date means "has not happened"; any other null is refused.</summary>
    public static string? Put(KnownFacts facts, string name, object? value)
    {
        if (name == Vocabulary.Today || facts.Vocabulary.Find(name) is not { } fact) return $"no fact is called '{name}'{Near(facts.Vocabulary, name)}";
        switch (fact.Type, value)
        {
            case (FactType.Int or FactType.MoneyFen, decimal n) when n == decimal.Truncate(n) && n >= 0 && n <= (fact.Type == FactType.Int ? int.MaxValue : 1e15m): facts.Set(name, (long)n); return null;
            case (FactType.Int or FactType.MoneyFen, _): return $"a whole number{(fact.Type == FactType.MoneyFen ? " of fen" : "")}, not below zero, is wanted";
            case (FactType.Decimal, decimal n) when n is >= 0 and < 1e13m: facts.Set(name, n); return null;
            case (FactType.Decimal, _): return "a number, not below zero, is wanted";
            case (FactType.Bool, bool yes): facts.Set(name, yes); return null;
            case (FactType.Bool, _): return "true or false is wanted";
            case (FactType.Date, null): facts.Set(name, (DateOnly?)null); return null;
            case (FactType.Date, string text) when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && KnownFacts.Reckonable(day): facts.Set(name, day); return null;
            case (FactType.Date, _): return "a date as \"2026-01-31\", of the years 1900 to 2199, is wanted, or null for 'has not happened'";
            case (FactType.Code, string code) when fact.CodeOf(code) >= 0: facts.Set(name, code); return null;
            case (FactType.Code, _): return $"one of {string.Join(", ", fact.Codes.Select(c => c.Code))} is wanted";
            case (FactType.Text, string text): facts.Set(name, text); return null;
            default: return "text is wanted";
        }
    }
}
