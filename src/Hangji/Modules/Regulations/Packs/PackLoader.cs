using Hangji.Modules.Regulations.Contract;

namespace Hangji.Modules.Regulations.Packs;

/// <summary>装载: reads a whole regulations folder and refuses it whole when anything in it is wrong.</summary>
internal static class PackLoader
{
    /// <summary>Folders at the top of regulations/ that hold something else than packs.</summary>
    static readonly string[] others = ["calendars", "catalog", "overlays", "procedures", "statistics"];

    public static (Rulebook?, IReadOnlyList<PackError>) Load(string dir, string[] overlays)
    {
        var (book, _, errors) = Read(dir, dir, overlays, vocabularyOf: dir);
        return (book, errors);
    }

    /// <summary>The cases of a folder that loads.</summary>
    public static IReadOnlyList<Case> Cases(string dir, Rulebook book) => ReadCases(dir, book, new ErrorList());

    /// <summary>What "rules check" needs: a folder with packs is loaded by itself (with the vocabulary of <paramref name="home"/>
    /// when it brings none); a folder of case files alone is read against the rules of <paramref name="home"/>.</summary>
    public static (Rulebook? Book, IReadOnlyList<Case> Cases, IReadOnlyList<PackError> Errors) ForCheck(string dir, string home, string[] overlays)
    {
        if (Directory.Exists(dir) && !PackFiles(dir).Any()) return Read(home, dir, overlays, vocabularyOf: home);
        return Read(dir, dir, overlays, vocabularyOf: File.Exists(Path.Combine(dir, "vocabulary.yaml")) ? dir : home);
    }

    static (Rulebook?, IReadOnlyList<Case>, IReadOnlyList<PackError>) Read(string packsOf, string casesOf, string[] overlays, string vocabularyOf)
    {
        var errors = new ErrorList();
        foreach (var dir in new[] { packsOf, casesOf }.Distinct())
            if (!Directory.Exists(dir)) { errors.Add(dir, null, null, "there is no such folder"); return (null, [], errors.All); }
        var vocabulary = VocabularyFile.Read(vocabularyOf, errors);
        if (errors.All.Count > 0) return (null, [], errors.All);
        var reader = new PackReader(vocabulary, errors);
        var packs = PackFiles(packsOf).Select(f => reader.Read(f, Name(packsOf, f))).OfType<Pack>().ToList();
        var national = packs.SelectMany(p => p.Rules).ToList();
        var rules = Overlays.Lay(packsOf, overlays, national, reader, errors);
        RefuseOverlaps(rules, errors);
        if (errors.All.Count > 0) return (null, [], errors.All);
        var book = new Rulebook(vocabulary, packs, rules);
        // The national cases say what the national rules do; changed by a local pack they may rightly end otherwise.
        var changed = rules.Except(national).Select(r => r.Id).ToHashSet();
        var own = ReadCases(packsOf, book, errors).Where(c => !changed.Contains(c.Rule))
            .Concat(overlays.SelectMany(o => ReadCases(Path.Combine(packsOf, "overlays", o), book, errors))).ToList();
        RefuseUntested(rules, own, errors);
        var cases = packsOf == casesOf ? own : ReadCases(casesOf, book, errors);
        if (packsOf != casesOf && cases.Count == 0) errors.Add(casesOf, null, null, "no case files (*.yaml beginning with 'cases:') are in this folder");
        return errors.All.Count > 0 ? (null, [], errors.All) : (book, cases, []);
    }

    static IReadOnlyList<Case> ReadCases(string dir, Rulebook book, ErrorList errors) =>
        [.. CaseFiles(dir).SelectMany(f => CaseFile.Read(f, Name(dir, f), book, errors))];

    public static string Name(string dir, string file) => Path.GetRelativePath(dir, file).Replace('\\', '/');

    /// <summary>Whatever is neither a case file nor the vocabulary is a pack, so that a mistyped head is an error and not a gap.</summary>
    static IEnumerable<string> PackFiles(string dir) => Yaml(dir).Where(f => !IsCases(dir, f) && Name(dir, f) is not ("vocabulary.yaml" or "evidence-kinds.yaml"));
    static IEnumerable<string> CaseFiles(string dir) => Yaml(dir).Where(f => IsCases(dir, f));

    static bool IsCases(string dir, string file) => Name(dir, file).Split('/').SkipLast(1).Contains("cases") || FirstKey(file) == "cases";

    static IEnumerable<string> Yaml(string dir) => Directory.EnumerateFiles(dir, "*.yaml", SearchOption.AllDirectories)
        .Where(f => !others.Contains(Name(dir, f).Split('/')[0])).Order(StringComparer.Ordinal);

    static string FirstKey(string file)
    {
        foreach (var line in File.ReadLines(file))
            if (line.Length > 0 && line[0] is not ('#' or '-' or ' ')) return line.Split(':')[0].Trim();
        return "";
    }

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
        var byRule = cases.ToLookup(c => c.Rule);
        // A version changed by a local pack is tried by that pack's own cases, if it brings any.
        foreach (var rule in rules.Where(r => !r.Version.Contains('+')))
        {
            var own = byRule[rule.Id].Where(c => rule.InForce(c.On)).ToList();
            if (own.Count == 0 && rules.Exists(r => r.Id == rule.Id && r.Version.Contains('+'))) continue;
            if (own.Count < 2) errors.Add(rule.File, rule.Id, "cases", $"has {own.Count} case(s) for this version; two are the least");
            else if (own.Select(c => c.Verdict).Distinct().Count() < 2) errors.Add(rule.File, rule.Id, "cases", "all cases end the same way; one on each side of the boundary is wanted");
        }
    }
}
