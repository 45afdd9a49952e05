using Hangji.Modules.Regulations.Contract;

namespace Hangji.Modules.Regulations.Packs;

/// <summary>地方规则: local packs of regulations/overlays/CODE/DATE.yaml. They add practice rules, or change parameters of
/// national ones from their own day on; none is used unless it is named.</summary>
internal static class Overlays
{
    /// <summary>The codes of the local packs that a folder offers.</summary>
    public static IReadOnlyList<string> Offered(string dir) => Directory.Exists(Path.Combine(dir, "overlays"))
        ? [.. Directory.EnumerateDirectories(Path.Combine(dir, "overlays")).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)] : [];

    /// <summary>The heads of the local packs of a folder; of a pack with several texts the latest.</summary>
    public static IReadOnlyList<LocalPack> Heads(string dir)
    {
        var heads = new List<LocalPack>();
        foreach (var code in Offered(dir))
        {
            var file = Directory.EnumerateFiles(Path.Combine(dir, "overlays", code), "*.yaml").Order(StringComparer.Ordinal).LastOrDefault();
            // What is wrong with a pack is told when it is loaded; here only its head is looked at.
            if (file is null || Section.Open(file, PackLoader.Name(dir, file), new ErrorList())?.Inner("overlay") is not { } head) continue;
            heads.Add(new(code, head.Both("name"), head.Text("division"), head.MaybeDate("review")));
        }
        return heads;
    }

    /// <summary>The national rules with the named packs laid over them, in order.</summary>
    public static List<Rule> Lay(string dir, string[] overlays, IReadOnlyList<Rule> national, PackReader reader, ErrorList errors)
    {
        var rules = national.ToList();
        foreach (var code in overlays)
        {
            if (!Offered(dir).Contains(code)) { errors.Add(dir, null, "overlay", $"there is no local pack '{code}'; there are: {string.Join(", ", Offered(dir))}"); continue; }
            foreach (var path in Directory.EnumerateFiles(Path.Combine(dir, "overlays", code), "*.yaml").Order(StringComparer.Ordinal))
                Lay(path, PackLoader.Name(dir, path), code, rules, reader, errors);
        }
        return rules;
    }

    static void Lay(string path, string name, string code, List<Rule> rules, PackReader reader, ErrorList errors)
    {
        if (Section.Open(path, name, errors) is not { } file) return;
        if (file.Inner("overlay", true) is not { } head) { file.Close(); return; }
        if (head.Text("code") != code) head.Wrong("code", $"the folder is called '{code}'");
        var (title, from, to) = (head.Both("name"), head.Date("from"), head.MaybeDate("to"));
        var division = head.Text("division");
        if (!division.All(char.IsAsciiDigit) && division != "*") head.Wrong("division", "the first digits of a division code, or *");
        var review = head.MaybeDate("review");
        if (review < from) head.Wrong("review", "lies before the pack begins");
        var pack = new Pack(code, title, from, from, to, Bilingual.Empty, head.Text("source"), name, []);
        head.Close();
        if (Path.GetFileNameWithoutExtension(name) != $"{from:yyyy-MM-dd}") file.Wrong("overlay.from", $"the file is named after another day than {from:yyyy-MM-dd}");
        var added = reader.Rules(file, pack, required: false);
        foreach (var rule in added.Where(r => r.Stated != Strength.Practice)) errors.Add(name, rule.Id, "strength", "a local pack adds practice only");
        foreach (var change in file.Inners("changes")) Change(change, code, from, to, rules, reader);
        rules.AddRange(added);
        file.Close();
    }

    static void Change(Section change, string code, DateOnly from, DateOnly? to, List<Rule> rules, PackReader reader)
    {
        var id = change.Text("rule");
        change.Rule = id;
        var set = change.Inner("set", true);
        change.Close();
        var touched = rules.Where(r => r.Id == id && (r.To is null || r.To >= from) && (to is null || r.From <= to)).ToList();
        if (touched.Count == 0) change.Wrong("rule", "no rule of this name is in force with this pack");
        if (set is null) return;
        foreach (var key in set.Keys.Where(k => k is "id" or "from" or "to" or "mark")) set.Wrong(key, "a local pack cannot change this");
        foreach (var rule in touched)
        {
            var begins = rule.From > from ? rule.From : from;
            var ends = to is null || rule.To < to ? rule.To : to;
            if (reader.Changed(rule, set, code, begins, ends) is not { } changed) continue;
            rules.Remove(rule);
            if (rule.From < begins) rules.Add(rule.Until(begins.AddDays(-1)));
            rules.Add(changed);
        }
    }
}
