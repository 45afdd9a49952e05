using System.Globalization;
using Hangji.Modules.Regulations.Contract;

namespace Hangji.Modules.Regulations.Commands;

/// <summary>hangji rules diff A B: what was added, dropped and changed between two texts of a regulation, or between the law of two days.</summary>
internal static class DiffRules
{
    public static int Run(Rulebook book, Options options, TextWriter output, TextWriter error)
    {
        var sides = new List<IReadOnlyList<Rule>>();
        foreach (var name in options.Plain)
        {
            if (Named(book, name) is not { } rules)
            {
                error.WriteLine($"neither a day (2026-01-31) nor a pack: '{name}'; packs: {string.Join(", ", book.Packs.Select(p => $"{p.Code} ({PathOf(p.File)})"))}");
                return RulesCommand.Refused;
            }
            sides.Add(rules);
        }
        var changes = RuleChanges.Between(sides[0], sides[1]);
        if (options.Json)
            RulesJson.Write(output, new
            {
                before = options.Plain[0], after = options.Plain[1], same = changes.Same,
                added = changes.Added.Select(RulesJson.Rule), dropped = changes.Dropped.Select(RulesJson.Rule),
                changed = changes.Changed.Select(c => new
                {
                    rule = c.After.Id, title = RulesJson.Words(c.After.Title), before = c.Before.Version, after = c.After.Version,
                    parts = c.Parts.Select(p => new { part = p.Part, before = p.Before, after = p.After }),
                }),
            });
        else Print(output, changes, options.English);
        return RulesCommand.Done;
    }

    /// <summary>The rules in force on a day, or those of a pack named by its code or its place (recruiting/2026-05-11). Null when it is neither.</summary>
    static IReadOnlyList<Rule>? Named(Rulebook book, string name)
    {
        if (DateOnly.TryParseExact(name, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return [.. book.InForce(day)];
        var pack = book.Packs.FirstOrDefault(p => p.Code == name || PathOf(p.File) == name);
        return pack is null ? null : [.. book.All.Where(r => r.File == pack.File)];
    }

    static string PathOf(string file) => Path.ChangeExtension(file, null);

    static void Print(TextWriter output, RuleChanges changes, bool english)
    {
        foreach (var rule in changes.Added) output.WriteLine($"+ {rule.Id}  {rule.Title.In(english)}  ({rule.Article.Cited.In(english)}, {rule.Strength.Kebab()})");
        foreach (var rule in changes.Dropped) output.WriteLine($"- {rule.Id}  {rule.Title.In(english)}  ({rule.Article.Cited.In(english)}, {rule.Strength.Kebab()})");
        foreach (var change in changes.Changed)
        {
            output.WriteLine($"~ {change.After.Id}  {change.After.Title.In(english)}  ({change.Before.Version} -> {change.After.Version})");
            foreach (var part in change.Parts)
                output.WriteLine($"    {part.Part}: {(part.Before == "" ? "-" : part.Before)} -> {(part.After == "" ? "-" : part.After)}");
        }
        output.WriteLine(english
            ? $"{changes.Added.Count} added, {changes.Dropped.Count} dropped, {changes.Changed.Count} changed, {changes.Same} the same"
            : $"新增 {changes.Added.Count} 条，取消 {changes.Dropped.Count} 条，修改 {changes.Changed.Count} 条，不变 {changes.Same} 条");
    }
}
