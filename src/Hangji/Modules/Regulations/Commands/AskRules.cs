using System.Text.Json;
using Hangji.Modules.Regulations.Contract;
using Hangji.Modules.Regulations.Packs;

namespace Hangji.Modules.Regulations.Commands;

/// <summary>hangji rules ask: judges facts that somebody wrote into a JSON file.</summary>
internal static class AskRules
{
    const int Largest = 4 * 1024 * 1024;

    public static int Run(Rulebook book, Options options, TextWriter output, TextWriter error)
    {
        if (options.On is not { } on) return RulesCommand.Refuse(error, "ask wants --on DATE");
        if (options.Facts is null) return RulesCommand.Refuse(error, "ask wants --facts FILE, or - for standard input");
        if (options.Rule is { } id && !book.Has(id)) return Refuse(options, output, error, "there is no such rule", [(id, $"no rule is called '{id}'")]);
        var facts = book.Vocabulary.Facts();
        if (Take(options.Facts, facts) is { } problems) return Refuse(options, output, error, "the facts cannot be used", problems);

        if (options.Rule is { } one)
        {
            var answer = book.Ask(one, on, facts);
            if (options.Json) RulesJson.Write(output, RulesJson.Answer(answer)); else Print(output, answer, options.English);
            return RulesCommand.Done;
        }
        var answers = book.All.Select(r => r.Id).Distinct().Select(rule => book.Ask(rule, on, facts)).ToList();
        if (options.Json) RulesJson.Write(output, answers.Select(RulesJson.Answer));
        else foreach (var answer in answers.Where(a => a.Verdict is not (Verdict.NotApplicable or Verdict.NotInForce or Verdict.Unknown))) Print(output, answer, options.English);
        return RulesCommand.Done;
    }

    static void Print(TextWriter output, RuleAnswer a, bool english)
    {
        output.WriteLine($"{a.Verdict.Kebab()}  {a.Rule.Id}  {a.Rule.Title.In(english)}");
        output.WriteLine($"    {a.Explanation.In(english)}");
    }

    static int Refuse(Options options, TextWriter output, TextWriter error, string what, IReadOnlyList<(string Name, string Message)> problems)
    {
        foreach (var (name, message) in problems) error.WriteLine($"{name}: {message}");
        if (options.Json) RulesJson.Write(output, new { error = what, problems = problems.Select(p => new { fact = p.Name, message = p.Message }) });
        return RulesCommand.Refused;
    }

    /// <summary>Null when every fact was taken, else each one that was not and why.</summary>
    static IReadOnlyList<(string, string)>? Take(string file, KnownFacts facts)
    {
        string text;
        try { text = file == "-" ? Console.In.ReadToEnd() : Small(file) ? File.ReadAllText(file) : throw new IOException("the file is larger than 4 MB"); }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException) { return [(file, $"cannot be read: {fault.Message}")]; }
        try
        {
            using var json = JsonDocument.Parse(text, new() { MaxDepth = 8, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (json.RootElement.ValueKind != JsonValueKind.Object) return [(file, "a JSON object of fact names and values is wanted")];
            var problems = new List<(string, string)>();
            var seen = new HashSet<string>();
            foreach (var entry in json.RootElement.EnumerateObject())
            {
                if (!seen.Add(entry.Name)) problems.Add((entry.Name, "is given twice"));
                else if (FactValue.Put(facts, entry.Name, Value(entry.Value)) is { } wrong) problems.Add((entry.Name, wrong));
            }
            return problems.Count == 0 ? null : problems;
        }
        catch (JsonException fault) { return [(file, $"is not JSON: {fault.Message}")]; }
    }

    static bool Small(string file) => !File.Exists(file) || new FileInfo(file).Length <= Largest;

    /// <summary>Arrays, objects and numbers too long to count become themselves: no fact takes them.</summary>
    static object? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number when value.TryGetDecimal(out var number) => number,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null => null,
        _ => value.ValueKind,
    };
}
