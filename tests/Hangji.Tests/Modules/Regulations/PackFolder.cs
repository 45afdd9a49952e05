using Hangji.Modules.Regulations.Contract;
using Hangji.Modules.Regulations.Packs;

namespace Hangji.Tests.Modules.Regulations;

/// <summary>A small regulations folder that loads, for a test to spoil in one place.</summary>
internal sealed class PackFolder : IDisposable
{
    public string Dir { get; } = Directory.CreateTempSubdirectory("hangji-rules").FullName;

    public const string Rule = """
          - id: five-chairs
            title: {zh: 五把椅子, en: Five chairs}
            text: {zh: 会议室应当有五把椅子。, en: The room has five chairs.}
            article: {zh: 第一条, en: Art. 1, number: 1}
            strength: must
            mark: V
            shape: structural
            require: full_members >= 5
        """;

    public const string Cases = """
        cases:
          - {rule: five-chairs, name: five, on: 2026-01-01, facts: {full_members: 5}, expect: {verdict: satisfied}}
          - {rule: five-chairs, name: four, on: 2026-01-01, facts: {full_members: 4}, expect: {verdict: violated}}
        """;

    public PackFolder()
    {
        foreach (var file in new[] { "vocabulary.yaml", "evidence-kinds.yaml" }) File.Copy(Path.Combine(Rulebook.ShippedDirectory, file), Path.Combine(Dir, file));
        Write("chairs/2020-01-01.yaml", Pack("2020-01-01", null, Rule));
        Write("chairs/cases/chairs.yaml", Cases);
    }

    public static string Pack(string from, string? to, string rules) =>
        $"regulation:\n  code: CH\n  name: {{zh: 椅子, en: Chairs}}\n  issued: {from}\n  from: {from}\n{(to is null ? "" : $"  to: {to}\n")}  status: {{zh: 有效, en: in force}}\n  source: a test\nrules:\n{rules}\n";

    public void Write(string name, string text)
    {
        var path = Path.Combine(Dir, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public (Rulebook? Book, IReadOnlyList<PackError> Errors) Load(params string[] overlays) => Rulebook.Load(Dir, overlays);
    public PackError Only() => Assert.Single(Load().Errors);
    public void Dispose() => Directory.Delete(Dir, true);
}
