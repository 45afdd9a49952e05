using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Modules.Regulations.Packs;

namespace Hangji.Modules.Regulations.Catalogs;

/// <summary>装载公开目录: a closed schema, read whole or refused whole; rules, kinds of bodies, kinds of record and local packs that it names must exist.</summary>
internal static class CatalogReader
{
    public const string Folder = "catalog", FileName = "public.yaml";
    static readonly string[] sections = ["deciding", "decided", "money", "other"], sources = ["free", "matter", "accounts"];
    static readonly string[] whats = [CatalogTerm.Review, CatalogTerm.Board, CatalogTerm.Answer, CatalogTerm.Escalated];

    public static (PublicCatalog?, IReadOnlyList<PackError>) Load(string dir, Rulebook rules)
    {
        var errors = new ErrorList();
        if (Section.Open(Path.Combine(dir, FileName), FileName, errors) is not { } file) return (null, errors.All);
        var packs = Overlays.Heads(Path.GetDirectoryName(Path.GetFullPath(dir))!).Select(o => o.Code).ToHashSet();
        var entries = file.Inners("entries", true).Select(s => Entry(s, rules, packs)).ToList();
        var terms = file.Inners("terms", true).Select(s => Term(s, rules, packs)).ToList();
        file.Close();
        foreach (var twice in entries.GroupBy(e => e.Code).Where(g => g.Count() > 1)) errors.Add(FileName, null, twice.Key, "is there twice");
        foreach (var what in whats.Where(w => terms.All(t => t.What != w || t.Overlay is not null))) errors.Add(FileName, null, "terms", $"no national term for {what}");
        return errors.All.Count > 0 ? (null, errors.All) : (new(entries, terms), []);
    }

    static CatalogEntry Entry(Section s, Rulebook rules, HashSet<string> packs)
    {
        var entry = new CatalogEntry(s.Text("code"), s.Both("title"), s.Texts("bodies", true), s.Text("section"), s.Choice<Circle>("circle"), s.Has("every") ? s.Choice<Every>("every") : null, s.Int("within"),
            s.Choice<ReviewBy>("review"), s.Text("rule"), s.Texts("evidence"), s.Maybe("source") ?? "free", s.Flag("once-begun"), s.Texts("always-in"), s.Flag("names-people"),
            [.. s.Inners("items", true).Select(Words)]);
        s.Close();
        if (!sections.Contains(entry.Section)) s.Wrong("section", $"'{entry.Section}' is not one of {string.Join(", ", sections)}");
        if (!sources.Contains(entry.Source)) s.Wrong("source", $"'{entry.Source}' is not one of {string.Join(", ", sources)}");
        if (entry.Within is < 0 or > 366) s.Wrong("within", "days between 0 and 366 are wanted");
        if (!rules.Has(entry.RuleId)) s.Wrong("rule", $"there is no rule {entry.RuleId}");
        if (entry.Bodies.FirstOrDefault(b => b != CatalogEntry.AnyParty && OrgKinds.Find(b) is null) is { } body) s.Wrong("bodies", $"'{body}' is no kind of organization");
        if (entry.Evidence.FirstOrDefault(k => rules.Vocabulary.Kind(k) is null) is { } kind) s.Wrong("evidence", $"'{kind}' is no kind of record");
        if (entry.AlwaysIn.FirstOrDefault(p => !packs.Contains(p)) is { } pack) s.Wrong("always-in", $"there is no local pack {pack}");
        return entry;
    }

    static CatalogTerm Term(Section s, Rulebook rules, HashSet<string> packs)
    {
        var term = new CatalogTerm(s.Text("what"), s.Int("days"), s.Maybe("overlay"), s.MaybeDate("from") ?? DateOnly.MinValue, s.MaybeDate("to"), s.Maybe("rule"), s.MaybeBoth("basis"), s.Choice<Mark>("mark", Mark.V));
        s.Close();
        if (!whats.Contains(term.What)) s.Wrong("what", $"'{term.What}' is not one of {string.Join(", ", whats)}");
        if (term.Days is < 1 or > 366) s.Wrong("days", "days between 1 and 366 are wanted");
        if (term.RuleId is null && term.Basis is null) s.Wrong("basis", "a rule or a basis is wanted");
        if (term.RuleId is { } rule && !rules.Has(rule)) s.Wrong("rule", $"there is no rule {rule}");
        if (term.Overlay is { } pack && !packs.Contains(pack)) s.Wrong("overlay", $"there is no local pack {pack}");
        return term;
    }

    static Bilingual Words(Section s)
    {
        var words = new Bilingual(s.Text("zh"), s.Text("en"));
        s.Close();
        return words;
    }
}
