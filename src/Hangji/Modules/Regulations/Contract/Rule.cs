using Hangji.Modules.Regulations.Demands;
using Hangji.Modules.Regulations.Language;

namespace Hangji.Modules.Regulations.Contract;

/// <summary>规则的一个版本: one demand of one regulation, from a day to a day.</summary>
internal sealed class Rule(Vocabulary vocabulary)
{
    public required string Id { get; init; }
    public required Bilingual Title { get; init; }
    /// <summary>The rule in plain words of ours.</summary>
    public required Bilingual Text { get; init; }
    public required ArticleRef Article { get; init; }
    /// <summary>What the text says: 应当, 一般 or practice.</summary>
    public required Strength Stated { get; init; }
    public required Mark Mark { get; init; }
    public required Shape Shape { get; init; }
    public required Subject Subject { get; init; }
    public required DateOnly From { get; init; }
    public DateOnly? To { get; init; }
    /// <summary>The version name: the pack's effective date, with the overlay's code behind it when one changed the rule.</summary>
    public required string Version { get; init; }
    /// <summary>The condition as written, null when the rule always applies.</summary>
    public string? AppliesText { get; init; }
    public Node? Applies { get; init; }
    public IReadOnlyList<Exemption> Exemptions { get => Exempt; init => Exempt = [.. value]; }
    /// <summary>The same as an array: the engine walks it a million times and may not allocate.</summary>
    internal Exemption[] Exempt { get; private init; } = [];
    public required Demand Demand { get; init; }
    /// <summary>What one would do to satisfy it, when the shape alone does not say.</summary>
    public Bilingual? ToSatisfy { get; init; }
    /// <summary>常态: owed at any time, so shown among a body's duties although it has no period.</summary>
    public bool Standing { get; init; }
    public required string File { get; init; }
    /// <summary>The deciding parts as its pack writes them (applies, parameters, require, vote ...), for comparing versions.</summary>
    public IReadOnlyDictionary<string, string> Written { get; init; } = new Dictionary<string, string>();
    /// <summary>Its parameters by name, for who needs the bare number: days of notice.</summary>
    public IReadOnlyDictionary<string, long> Numbers { get; init; } = new Dictionary<string, long>();

    /// <summary>Kinds of record that satisfy it, for a rule that returns by periods; empty for the others.</summary>
    public IReadOnlyList<string> EvidenceKinds => Demand is PeriodicDemand periodic ? [.. periodic.Lines.SelectMany(l => l.Kinds).Select(k => k.Kind).Distinct()] : [];
    /// <summary>What is held, where the rule asks for one kind of thing: 党小组会. Null otherwise.</summary>
    public Bilingual? Held => Demand is PeriodicDemand { Lines: [{ Kinds: [var kind] }] } ? kind.Name : null;
    /// <summary>How often it returns; null for a rule that does not.</summary>
    public Every? Every => (Demand as PeriodicDemand)?.Every;

    /// <summary>The strength that counts: what is not verified in a text (V2, K) is at most a warning.</summary>
    public Strength Strength => Mark != Mark.V && Stated == Strength.Must ? Strength.Normally : Stated;
    /// <summary>Whether a breach refuses the act; otherwise it warns and takes a reason.</summary>
    public bool Blocks => Strength == Strength.Must;

    /// <summary>The same rule ending earlier.</summary>
    public Rule Until(DateOnly to) => new(vocabulary)
    {
        Id = Id, Title = Title, Text = Text, Article = Article, Stated = Stated, Mark = Mark, Shape = Shape, Subject = Subject, From = From, To = to, Version = Version,
        AppliesText = AppliesText, Applies = Applies, Exemptions = Exemptions, Demand = Demand, ToSatisfy = ToSatisfy, Standing = Standing, File = File, Written = Written, Numbers = Numbers,
    };

    /// <summary>Whether a body with these facts owes it on a day: it is addressed by it and no exemption is shown.</summary>
    public bool OwedBy(KnownFacts facts, DateOnly on)
    {
        var slots = (long[])facts.Slots.Clone();
        slots[0] = on.DayNumber;
        return (Applies?.Eval(slots) ?? 1) == 1 && !Array.Exists(Exempt, e => e.When.Eval(slots) == 1);
    }

    public bool InForce(DateOnly on) => on >= From && (To is null || on <= To);

    /// <summary>The names of all facts it looks at.</summary>
    public IReadOnlyList<string> FactNames()
    {
        var slots = new SortedSet<int>();
        Applies?.Names(slots);
        Demand.Names(slots);
        foreach (var exemption in Exemptions) exemption.When.Names(slots);
        slots.Remove(0);
        return [.. slots.Select(s => vocabulary.All[s].Name)];
    }

    public override string ToString() => $"{Id} {Version}";
}

/// <summary>例外: when a rule that applies is not demanded, and why.</summary>
internal sealed record Exemption(Node When, Bilingual Reason);
