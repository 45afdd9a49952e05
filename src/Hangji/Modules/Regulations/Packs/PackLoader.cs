using Hangji.Modules.Regulations.Contract;

namespace Hangji.Modules.Regulations.Packs;

/// <summary>装载: reads a whole regulations folder and refuses it whole when anything in it is wrong.</summary>
internal static class PackLoader
{
    public static (Rulebook?, IReadOnlyList<PackError>) Load(string dir, string[] overlays)
    {
        var errors = new ErrorList();
        if (!Directory.Exists(dir)) { errors.Add(dir, null, null, "there is no such folder"); return (null, errors.All); }
        var vocabulary = VocabularyFile.Read(dir, errors);
        if (errors.All.Count > 0) return (null, errors.All);
        var reader = new PackReader(vocabulary, errors);
        var packs = PackFiles(dir).Select(f => reader.Read(f, Name(dir, f))).OfType<Pack>().ToList();
        var rules = packs.SelectMany(p => p.Rules).ToList();
        RefuseOverlaps(rules, errors);
        if (errors.All.Count > 0) return (null, errors.All);
        var book = new Rulebook(vocabulary, packs, rules);
        var cases = CaseFiles(dir).SelectMany(f => CaseFile.Read(f, Name(dir, f), book, errors)).ToList();
        RefuseUntested(rules, cases, errors);
        return errors.All.Count > 0 ? (null, errors.All) : (book, []);
    }

    public static string Name(string dir, string file) => Path.GetRelativePath(dir, file).Replace('\\', '/');
    public static bool HoldsPacks(string dir) => File.Exists(Path.Combine(dir, "vocabulary.yaml"));

    static IEnumerable<string> PackFiles(string dir) => Yaml(dir).Where(f =>
        Name(dir, f).Split('/') is { Length: >= 2 } parts && !parts.Contains("cases") && parts[0] is not ("calendars" or "overlays" or "procedures"));

    public static IEnumerable<string> CaseFiles(string dir) => Yaml(dir).Where(f => Name(dir, f).Split('/') is var parts && parts.Contains("cases") && parts[0] is not "procedures");
    static IEnumerable<string> Yaml(string dir) => Directory.EnumerateFiles(dir, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    static void RefuseOverlaps(List<Rule> rules, ErrorList errors)
    {
        foreach (var versions in rules.GroupBy(r => r.Id))
        {
            var sorted = versions.OrderBy(r => r.From).ToList();
            for (var i = 1; i < sorted.Count; i++)
                if (sorted[i - 1].To is not { } end || end >= sorted[i].From)
                    errors.Add(sorted[i].File, sorted[i].Id, "from", $"overlaps the version of {sorted[i - 1].From:yyyy-MM-dd} in {sorted[i - 1].File}");
        }
    }

    /// <summary>A rule without a case on each side of its boundary is not understood well enough to ship.</summary>
    static void RefuseUntested(List<Rule> rules, List<Case> cases, ErrorList errors)
    {
        foreach (var rule in rules)
        {
            var own = cases.Where(c => c.Rule == rule.Id && rule.InForce(c.On)).ToList();
            if (own.Count < 2) errors.Add(rule.File, rule.Id, "cases", $"has {own.Count} case(s) for this version; two are the least");
            else if (own.Select(c => c.Verdict).Distinct().Count() < 2) errors.Add(rule.File, rule.Id, "cases", "all cases end the same way; one on each side of the boundary is wanted");
        }
    }
}
