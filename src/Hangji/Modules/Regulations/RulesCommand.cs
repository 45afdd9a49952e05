using Hangji.Modules.Regulations.Commands;
using Hangji.Modules.Regulations.Contract;

namespace Hangji.Modules.Regulations;

/// <summary>hangji rules: the law as data from the command line. JSON and exit codes are stable (docs/cli.md).</summary>
internal static class RulesCommand
{
    /// <summary>0: done, or every case passed. 1: a case failed. 2: wrong usage, unreadable input, a pack that does not load.</summary>
    public const int Done = 0, Failed = 1, Refused = 2;

    const string Usage = """
        hangji rules vocabulary [--json]                                   every fact name that rules use
        hangji rules ask --on DATE --facts FILE|- [--rule ID] [--json]     judge facts given from outside
        hangji rules explain [ID] [--on DATE] [--json]                     a rule in plain words, or the list of all rules
        hangji rules check DIR [--json]                                    load packs and run the case files of a folder
        hangji rules diff A B [--json]                                     what changed between two days or two packs (FZ14, recruiting/2026-05-11)
        hangji rules whatif --on DATE [--data DIR]                         what the rules of a day would ask of the whole tree
        hangji rules coverage                                              article by article, what is covered and tested (Markdown)
        all take: [--regulations DIR] another folder of packs, [--overlay CODE] a local pack (may be repeated),
                  [--division CODE] the local packs that overlays.enabled of the data folder ([--data DIR]) lays over this place, [--lang zh|en]
        """;

    /// <summary>Runs what follows "rules".</summary>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        if (!Options.Read(args, out var options, out var wrong)) return Refuse(error, wrong);
        switch (options.Verb)
        {
            case "check" when options.Plain is [var folder]: return CheckRules.Run(folder, options, output, error);
            case "vocabulary" or "ask" or "coverage" when options.Plain.Count == 0: break;
            case "explain" when options.Plain.Count <= 1: break;
            case "diff" when options.Plain.Count == 2: break;
            case null or "help": output.WriteLine(Usage); return options.Verb is null ? Refused : Done;
            default: return Refuse(error, $"not understood: rules {string.Join(' ', args)}");
        }
        var (book, errors) = options.Open();
        if (book is null)
        {
            foreach (var each in errors) error.WriteLine(each);
            if (options.Json) RulesJson.Write(output, new { error = "the rules do not load", problems = errors.Select(e => RulesJson.Problem(e)) });
            return Refused;
        }
        return options.Verb switch
        {
            "vocabulary" => ShowVocabulary(book, options, output),
            "ask" => AskRules.Run(book, options, output, error),
            "explain" => ExplainRule.Run(book, options, output, error),
            "diff" => DiffRules.Run(book, options, output, error),
            _ => ShowCoverage(book, options, output),
        };
    }

    static int ShowVocabulary(Rulebook book, Options options, TextWriter output)
    {
        if (options.Json) { RulesJson.Write(output, RulesJson.Vocabulary(book)); return Done; }
        foreach (var fact in book.Vocabulary.All.Skip(1))
            output.WriteLine($"{fact.Name,-44} {fact.Type.Kebab(),-9} {fact.Unit,-8} {fact.Meaning.In(options.English)}{(fact.Codes.Count > 0 ? $" [{string.Join(", ", fact.Codes.Select(c => c.Code))}]" : "")}");
        return Done;
    }

    static int ShowCoverage(Rulebook book, Options options, TextWriter output) { output.Write(Coverage.Of(book, options.Directory)); return Done; }

    internal static int Refuse(TextWriter error, string message)
    {
        error.WriteLine(message);
        error.WriteLine(Usage);
        return Refused;
    }
}
