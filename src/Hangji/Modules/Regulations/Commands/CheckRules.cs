using Hangji.Modules.Regulations.Contract;
using Hangji.Modules.Regulations.Packs;

namespace Hangji.Modules.Regulations.Commands;

/// <summary>hangji rules check: loads the packs of a folder and runs its case files; a folder of case files alone is run
/// against the rules in force here.</summary>
internal static class CheckRules
{
    public static int Run(string folder, Options options, TextWriter output, TextWriter error)
    {
        var (book, cases, errors) = PackLoader.ForCheck(folder, options.Directory, [.. options.Overlays]);
        if (book is null || errors.Count > 0)
        {
            foreach (var each in errors) error.WriteLine(each);
            if (options.Json) RulesJson.Write(output, new { error = "the folder does not load", problems = errors.Select(RulesJson.Problem) });
            return RulesCommand.Refused;
        }
        var results = cases.Select(c => (Case: c, Failure: c.Fails(book))).ToList();
        var failed = results.Count(r => r.Failure is not null);
        if (options.Json)
            RulesJson.Write(output, new
            {
                rules = book.All.Count, passed = results.Count - failed, failed,
                cases = results.Select(r => new { file = r.Case.File, rule = r.Case.Rule, name = r.Case.Name, on = $"{r.Case.On:yyyy-MM-dd}", pass = r.Failure is null, failure = r.Failure }),
            });
        else
        {
            foreach (var (c, failure) in results) output.WriteLine(failure is null ? $"pass  {c.File}: {c.Rule}: {c.Name}" : $"FAIL  {c.File}: {c.Rule}: {c.Name}: {failure}");
            output.WriteLine($"{results.Count - failed} passed, {failed} failed");
        }
        return failed == 0 ? RulesCommand.Done : RulesCommand.Failed;
    }
}
