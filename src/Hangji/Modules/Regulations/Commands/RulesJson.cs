using System.Text.Encodings.Web;
using System.Text.Json;
using Hangji.Modules.Regulations.Contract;
using Hangji.Modules.Regulations.Packs;

namespace Hangji.Modules.Regulations.Commands;

/// <summary>The JSON of the rules command; names are stable (docs/cli.md).</summary>
internal static class RulesJson
{
    static readonly JsonSerializerOptions plain = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(TextWriter output, object value) => output.WriteLine(JsonSerializer.Serialize(value, plain));

    public static object Words(Bilingual text) => new { zh = text.Zh, en = text.En };

    public static object Problem(PackError e) => new { file = e.File, rule = e.Rule, key = e.Key, message = e.Message, line = e.Line };

    public static object Answer(RuleAnswer a) => new
    {
        rule = a.Rule.Id,
        title = Words(a.Rule.Title),
        regulation = new { code = a.Article.Code, name = Words(a.Article.Regulation) },
        version = a.Rule.Version,
        article = new { zh = a.Article.Article.Zh, en = a.Article.Article.En, number = a.Article.Number },
        strength = a.Strength.Kebab(),
        mark = a.Rule.Mark.ToString(),
        shape = a.Rule.Shape.Kebab(),
        inForce = a.InForce,
        applies = a.Applies,
        verdict = a.Verdict.Kebab(),
        refuses = a.Refuses,
        missing = a.Missing,
        values = a.Values,
        explanation = Words(a.Explanation),
    };

    public static object Rule(Rule r) => new
    {
        rule = r.Id,
        title = Words(r.Title),
        text = Words(r.Text),
        regulation = new { code = r.Article.Code, name = Words(r.Article.Regulation) },
        version = r.Version,
        from = $"{r.From:yyyy-MM-dd}",
        to = r.To is { } to ? $"{to:yyyy-MM-dd}" : null,
        article = new { zh = r.Article.Article.Zh, en = r.Article.Article.En, number = r.Article.Number },
        strength = r.Strength.Kebab(),
        statedStrength = r.Stated.Kebab(),
        mark = r.Mark.ToString(),
        shape = r.Shape.Kebab(),
        subject = r.Subject.Kebab(),
        applies = r.AppliesText,
        wanted = Words(r.ToSatisfy ?? (r.Demand.Wanted.Zh == "" ? r.Text : r.Demand.Wanted)),
        facts = r.FactNames(),
        exemptions = r.Exemptions.Select(e => Words(e.Reason)),
        file = r.File,
    };

    public static object Vocabulary(Rulebook book)
    {
        var users = book.All.SelectMany(r => r.FactNames().Select(f => (f, r.Id))).Distinct().ToLookup(p => p.f, p => p.Id);
        return new
        {
            facts = book.Vocabulary.All.Skip(1).Select(f => new
            {
                name = f.Name, type = f.Type.Kebab(), unit = f.Unit, meaning = Words(f.Meaning),
                codes = f.Codes.Count == 0 ? null : f.Codes.Select(c => new { code = c.Code, meaning = Words(c.Meaning) }),
                rules = users[f.Name],
            }),
            evidenceKinds = book.Vocabulary.Evidence.Select(k => new { kind = k.Kind, name = Words(k.Name) }),
        };
    }
}
