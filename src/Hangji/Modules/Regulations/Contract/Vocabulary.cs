namespace Hangji.Modules.Regulations.Contract;

/// <summary>事实类型: what a fact's value is.</summary>
internal enum FactType { Int, Decimal, MoneyFen, Bool, Date, Code, Text }

/// <summary>事实名: one thing that rules may ask about. <see cref="Slot"/> is its place in <see cref="KnownFacts"/>.</summary>
internal sealed record FactName(string Name, FactType Type, string Unit, Bilingual Meaning, IReadOnlyList<FactCode> Codes, int Slot)
{
    public int CodeOf(string code)
    {
        for (var i = 0; i < Codes.Count; i++) if (Codes[i].Code == code) return i;
        return -1;
    }
}

/// <summary>事实取值: an allowed value of a code fact.</summary>
internal sealed record FactCode(string Code, Bilingual Meaning);

/// <summary>会议活动种类: a kind of record that can satisfy a duty (regulations/evidence-kinds.yaml).</summary>
internal sealed record EvidenceKind(string Kind, Bilingual Name, int Index);

/// <summary>词汇表: every fact name that rules use, and every kind of record that counts. Read from
/// regulations/vocabulary.yaml and regulations/evidence-kinds.yaml.</summary>
internal sealed class Vocabulary
{
    /// <summary>The day asked about; always known, given by the asker and not as a fact.</summary>
    public const string Today = "today";
    readonly Dictionary<string, FactName> byName;
    readonly Dictionary<string, EvidenceKind> kinds;

    public Vocabulary(IEnumerable<FactName> facts, IEnumerable<EvidenceKind> evidence)
    {
        var today = new FactName(Today, FactType.Date, "", new("所问日期", "the day asked about"), [], 0);
        All = [today, .. facts];
        byName = All.ToDictionary(f => f.Name);
        Evidence = [.. evidence];
        kinds = Evidence.ToDictionary(k => k.Kind);
    }

    /// <summary>All facts by slot; slot 0 is <see cref="Today"/>.</summary>
    public IReadOnlyList<FactName> All { get; }
    public IReadOnlyList<EvidenceKind> Evidence { get; }
    public int Size => All.Count;
    public FactName? Find(string name) => byName.GetValueOrDefault(name);
    public EvidenceKind? Kind(string kind) => kinds.GetValueOrDefault(kind);
    public KnownFacts Facts() => new(this);
}
