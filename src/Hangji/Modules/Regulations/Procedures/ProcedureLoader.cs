using Hangji.Modules.Regulations.Contract;
using Hangji.Modules.Regulations.Contract.Procedures;
using Hangji.Modules.Regulations.Packs;

namespace Hangji.Modules.Regulations.Procedures;

/// <summary>装载程序: reads the folder whole and refuses it whole when anything in it is wrong, as <see cref="PackLoader"/> does with rules.</summary>
internal static class ProcedureLoader
{
    public static (ProcedureBook?, IReadOnlyList<PackError>) Load(string dir, Rulebook rules)
    {
        var errors = new ErrorList();
        if (!Directory.Exists(dir)) { errors.Add(dir, null, null, "there is no such folder"); return (null, errors.All); }
        var files = Directory.EnumerateFiles(dir, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var all = files.Where(f => !IsCases(dir, f)).Select(f => new ProcedureReader(rules, errors).Read(f, PackLoader.Name(dir, f))).OfType<Procedure>().ToList();
        foreach (var versions in all.GroupBy(p => p.Code))
        {
            var sorted = versions.OrderBy(p => p.From).ToList();
            for (var i = 1; i < sorted.Count; i++)
                if (sorted[i - 1].To is not { } end || end >= sorted[i].From) errors.Add(sorted[i].File, null, "procedure.from", $"overlaps the version of {sorted[i - 1].Version}");
        }
        if (errors.All.Count > 0) return (null, errors.All);
        var book = new ProcedureBook(all, rules);
        var cases = files.Where(f => IsCases(dir, f)).SelectMany(f => ProcedureCases.Read(f, PackLoader.Name(dir, f), book, errors)).ToList();
        foreach (var procedure in all)
            if (cases.Count(c => c.Pinned.Procedure == procedure) < 2) errors.Add(procedure.File, null, "cases", "two cases for this version are the least: one that goes through, one that is refused");
        return errors.All.Count > 0 ? (null, errors.All) : (book, []);
    }

    /// <summary>The cases of a folder that loads.</summary>
    public static IReadOnlyList<ProcedureCase> Cases(string dir, ProcedureBook book)
    {
        var errors = new ErrorList();
        return [.. Directory.EnumerateFiles(dir, "*.yaml", SearchOption.AllDirectories).Where(f => IsCases(dir, f)).Order(StringComparer.Ordinal).SelectMany(f => ProcedureCases.Read(f, PackLoader.Name(dir, f), book, errors))];
    }

    static bool IsCases(string dir, string file) => PackLoader.Name(dir, file).Split('/').SkipLast(1).Contains("cases");
}
