using Hangji.Modules.Regulations.Contract;

namespace Hangji.Modules.Regulations.Packs;

/// <summary>Reads vocabulary.yaml and evidence-kinds.yaml.</summary>
internal static class VocabularyFile
{
    public static Vocabulary Read(string dir, ErrorList errors)
    {
        var facts = new List<FactName>();
        if (Section.Open(Path.Combine(dir, "vocabulary.yaml"), "vocabulary.yaml", errors) is { } file)
        {
            foreach (var entry in file.Inners("facts", true)) facts.Add(Fact(entry, facts));
            file.Close();
        }
        var kinds = new List<EvidenceKind>();
        if (Section.Open(Path.Combine(dir, "evidence-kinds.yaml"), "evidence-kinds.yaml", errors) is { } list)
        {
            foreach (var entry in list.Inners("kinds", true))
            {
                var kind = entry.Text("kind");
                entry.Rule = kind;
                if (kinds.Exists(k => k.Kind == kind)) entry.Wrong("kind", "is declared twice");
                else kinds.Add(new(kind, entry.Both("name"), kinds.Count));
                entry.Close();
            }
            list.Close();
        }
        return new(facts, kinds);
    }

    static FactName Fact(Section entry, List<FactName> before)
    {
        var name = entry.Text("name");
        entry.Rule = name;
        if (name == Vocabulary.Today || before.Exists(f => f.Name == name)) { entry.Wrong("name", "is declared twice"); name += $"_{before.Count}"; }
        var type = entry.Choice<FactType>("type");
        var unit = entry.Maybe("unit") ?? "";
        var meaning = entry.Both("meaning");
        var codes = new List<FactCode>();
        foreach (var code in entry.Inners("codes", type == FactType.Code))
        {
            var word = code.Text("code");
            if (codes.Exists(c => c.Code == word)) code.Wrong("code", $"'{word}' is declared twice");
            codes.Add(new(word, code.Both("meaning")));
            code.Close();
        }
        if (type != FactType.Code && codes.Count > 0) entry.Wrong("codes", "only a code has a list of values");
        entry.Close();
        return new(name, type, unit, meaning, codes, before.Count + 1);
    }
}
