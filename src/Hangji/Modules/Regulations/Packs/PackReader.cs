using Hangji.Modules.Regulations.Contract;
using Hangji.Modules.Regulations.Demands;
using Hangji.Modules.Regulations.Language;
using YamlDotNet.RepresentationModel;

namespace Hangji.Modules.Regulations.Packs;

/// <summary>规则包: one regulation in the text of one effective date.</summary>
internal sealed record Pack(string Code, Bilingual Name, DateOnly Issued, DateOnly From, DateOnly? To, Bilingual Status, string Source, string File, IReadOnlyList<Rule> Rules);

/// <summary>Reads one pack file into rules; every mistake is noted with file, rule and key.</summary>
internal sealed class PackReader(Vocabulary vocabulary, ErrorList errors)
{
    /// <summary>The parts of a rule that decide what it demands, compared when versions are compared.</summary>
    static readonly string[] writtenParts = ["concerns", "applies", "parameters", "require", "normally", "periodic", "vote", "term", "deadline", "values", "exempt"];
    readonly Dictionary<Rule, (Section At, Pack Pack)> origins = [];

    public Pack? Read(string path, string name)
    {
        if (Section.Open(path, name, errors) is not { } file) return null;
        var head = file.Inner("regulation", true);
        if (head is null) { file.Close(); return null; }
        var (code, title) = (head.Text("code"), head.Both("name"));
        var (issued, from, to) = (head.Date("issued"), head.Date("from"), head.MaybeDate("to"));
        var (status, source) = (head.Both("status"), head.Text("source"));
        head.Close();
        if (Path.GetFileNameWithoutExtension(name) != $"{from:yyyy-MM-dd}") file.Wrong("regulation.from", $"the file is named after another day than {from:yyyy-MM-dd}");
        if (to < from) file.Wrong("regulation.to", "ends before it begins");
        var pack = new Pack(code, title, issued, from, to, status, source, name, []);
        var rules = Rules(file, pack, required: true);
        file.Close();
        return pack with { Rules = rules };
    }

    public List<Rule> Rules(Section file, Pack pack, bool required)
    {
        var rules = new List<Rule>();
        foreach (var entry in file.Inners("rules", required))
            if (ReadRule(entry, pack) is { } rule)
            {
                origins[rule] = (entry, pack);
                rules.Add(rule);
            }
        return rules;
    }

    /// <summary>The rule read again with <paramref name="set"/> laid over its YAML and another version name; null (with errors) when that does not read.</summary>
    public Rule? Changed(Rule rule, Section set, string overlay, DateOnly from, DateOnly? to) =>
        ReadRule(origins[rule].At.LaidOver(set), origins[rule].Pack, $"{rule.Version}+{overlay}", from, to);

    Rule? ReadRule(Section at, Pack pack, string? version = null, DateOnly? asOf = null, DateOnly? until = null)
    {
        var id = at.Text("id");
        at.Rule = id;
        var before = errors.All.Count;
        var written = writtenParts.Select(p => (p, Raw: at.Raw(p))).Where(p => p.Raw != "").ToDictionary(p => p.p, p => p.Raw);
        var named = Parameters(at);
        var numbers = named.ToDictionary(p => p.Key, p => ((Literal)p.Value).Value);
        var values = Values(at, named);
        var (title, text, stated, mark, shape) = (at.Both("title"), at.Both("text"), at.Choice<Strength>("strength"), at.Choice<Mark>("mark"), at.Choice<Shape>("shape"));
        var article = Article(at, pack);
        var subject = at.Choice<Subject>("subject", Subject.Body);
        var (from, to) = (at.MaybeDate("from") ?? pack.From, at.MaybeDate("to") ?? pack.To);
        if (from < pack.From || pack.To is { } end && (to is null || to > end)) at.Wrong("from", "the rule lies outside the dates of its pack");
        if (to < from) at.Wrong("to", "ends before it begins");
        var appliesText = at.Maybe("applies");
        var applies = appliesText is null ? null : Condition(at, "applies", appliesText, named);
        if (Concerns(at) is { } addressed) applies = applies is null ? addressed : new And(addressed, applies);
        var exemptions = at.Inners("exempt").Select(e => ReadExemption(e, named)).OfType<Exemption>().ToArray();
        var satisfy = at.MaybeBoth("to-satisfy");
        var standing = at.Flag("standing");
        var demand = new DemandReader(vocabulary, named).Read(at, shape, satisfy, values);
        at.Close();
        if (demand is null || errors.All.Count > before) return null;
        return new Rule(vocabulary)
        {
            Id = id, Title = title, Text = text, Article = article, Stated = stated, Mark = mark, Shape = shape, Subject = subject,
            From = asOf ?? from, To = asOf is null ? to : until, Version = version ?? $"{pack.From:yyyy-MM-dd}", AppliesText = appliesText, Applies = applies,
            Exemptions = exemptions, Demand = demand, ToSatisfy = satisfy, Standing = standing, File = pack.File, Written = written, Numbers = numbers,
        };
    }

    Addressed? Concerns(Section at)
    {
        var words = at.Texts("concerns");
        if (words.Count == 0) return null;
        var kind = vocabulary.Find("org_kind");
        if (kind is null) { at.Wrong("concerns", "the vocabulary lacks org_kind"); return null; }
        foreach (var word in words.Where(w => kind.CodeOf(w) < 0)) at.Wrong("concerns", $"'{word}' is not a kind of organization");
        return new(new FactNode(kind), [.. words.Select(w => (long)kind.CodeOf(w))]);
    }

    static ArticleRef Article(Section at, Pack pack)
    {
        if (at.Inner("article", true) is not { } a) return new(pack.Code, pack.Name, Bilingual.Empty, 0);
        var article = new ArticleRef(pack.Code, pack.Name, new(a.Text("zh"), a.Text("en")), a.Int("number"));
        a.Close();
        return article;
    }

    Dictionary<string, Node> Parameters(Section at)
    {
        var named = new Dictionary<string, Node>();
        foreach (var (name, node) in at.Map("parameters"))
            if (node is YamlScalarNode { Value: { } text } && long.TryParse(text, out var value))
            {
                if (vocabulary.Find(name) is not null) at.Wrong($"parameters.{name}", "a fact has the same name");
                named[name] = new Literal(FactType.Int, value);
            }
            else at.Wrong($"parameters.{name}", "a whole number is wanted", node);
        return named;
    }

    Exemption? ReadExemption(Section at, Dictionary<string, Node> named)
    {
        var when = Condition(at, "when", at.Text("when"), named);
        var reason = at.Both("reason");
        at.Close();
        return when is null ? null : new(when, reason);
    }

    List<(string, Node)> Values(Section at, Dictionary<string, Node> named)
    {
        // Each value may use those before it, and the rest of the rule may use them all.
        var values = new List<(string, Node)>();
        foreach (var (name, node) in at.Map("values"))
            if (node is YamlScalarNode { Value: { } text } && Compiled(at, $"values.{name}", text, named) is { } value)
            {
                if (vocabulary.Find(name) is not null || !named.TryAdd(name, value)) at.Wrong($"values.{name}", "something else has the same name", node);
                values.Add((name, value));
            }
            else if (node is not YamlScalarNode) at.Wrong($"values.{name}", "an expression is wanted", node);
        return values;
    }

    Node? Condition(Section at, string key, string text, Dictionary<string, Node> named)
    {
        if (text == "") return null;
        try { return Parser.Condition(text, vocabulary, named); }
        catch (ConditionError fault) { at.Wrong(key, fault.Message); return null; }
    }

    Node? Compiled(Section at, string key, string text, Dictionary<string, Node> named)
    {
        try { return Parser.Parse(text, vocabulary, named); }
        catch (ConditionError fault) { at.Wrong(key, fault.Message); return null; }
    }
}
