using System.Collections.Frozen;
using Hangji.Modules.Regulations.Demands;
using Hangji.Modules.Regulations.Packs;

namespace Hangji.Modules.Regulations.Contract;

/// <summary>规则全书: every version of every rule, immutable and safe to share between threads. The version is always
/// chosen by a date: the day of the act, not the day of asking.</summary>
internal sealed class Rulebook
{
    static readonly Lazy<Rulebook> shipped = new(() =>
    {
        var (book, errors) = Load(ShippedDirectory);
        return book ?? throw new InvalidOperationException("The regulations shipped with the program do not load:\n" + string.Join("\n", errors.Take(20)));
    });
    readonly FrozenDictionary<string, Rule[]> versions;

    internal Rulebook(Vocabulary vocabulary, IReadOnlyList<Pack> packs, IEnumerable<Rule> rules)
    {
        (Vocabulary, Packs) = (vocabulary, packs);
        All = [.. rules.OrderBy(r => r.Article.Code, StringComparer.Ordinal).ThenBy(r => r.Article.Number).ThenBy(r => r.Id, StringComparer.Ordinal).ThenBy(r => r.From)];
        versions = All.GroupBy(r => r.Id).ToFrozenDictionary(g => g.Key, g => g.OrderBy(r => r.From).ToArray());
    }

    public static string ShippedDirectory => Path.Combine(AppContext.BaseDirectory, "regulations");
    /// <summary>The rules that come with the program, without any province's overlay.</summary>
    public static Rulebook Shipped => shipped.Value;

    public Vocabulary Vocabulary { get; }
    public IReadOnlyList<Pack> Packs { get; }
    /// <summary>All versions, ordered by regulation, article, id.</summary>
    public IReadOnlyList<Rule> All { get; }

    /// <summary>Reads a regulations folder. Either a rulebook, or every error found; never half of one.</summary>
    /// <param name="overlays">Codes of the local packs to lay over the national rules, in order; none unless named.</param>
    public static (Rulebook? Book, IReadOnlyList<PackError> Errors) Load(string dir, params string[] overlays) => PackLoader.Load(dir, overlays);

    public bool Has(string ruleId) => versions.ContainsKey(ruleId);
    public IReadOnlyList<Rule> Versions(string ruleId) => versions.TryGetValue(ruleId, out var found) ? found : [];

    /// <summary>The version in force on a day, or null.</summary>
    public Rule? Find(string ruleId, DateOnly on)
    {
        if (!versions.TryGetValue(ruleId, out var found)) return null;
        for (var i = found.Length - 1; i >= 0; i--) if (found[i].InForce(on)) return found[i];
        return null;
    }

    public IEnumerable<Rule> InForce(DateOnly on) => All.Where(r => r.InForce(on));

    /// <summary>到会法定人数 of a day; null when no such rule was in force.</summary>
    public Quorum? Quorum(string ruleId, DateOnly on) => Find(ruleId, on) is { Demand: VoteDemand { IsQuorum: true } vote } rule
        ? new(vote.Share, vote.Base, rule.Article, rule.Id, rule.Strength) : null;

    /// <summary>通过所需票数 of a day; null when no such rule was in force.</summary>
    public Majority? Majority(string ruleId, DateOnly on) => Find(ruleId, on) is { Demand: VoteDemand { IsQuorum: false } vote } rule
        ? new(vote.Share, vote.Base, rule.Article, rule.Id, rule.Strength, vote.CountsWritten) : null;

    /// <summary>任期 of a day; null when no such rule was in force.</summary>
    public Term? Term(string ruleId, DateOnly on) => Find(ruleId, on) is { Demand: TermDemand term } rule
        ? new(term.Years, term.RemindMonths, term.LongestExtensionMonths, rule.Article, rule.Id, rule.Strength) : null;

    /// <summary>Judges one rule on one day. Throws on an unknown rule id: ask <see cref="Has"/> first.</summary>
    public RuleAnswer Ask(string ruleId, DateOnly on, KnownFacts facts) => Judge.Answer(this, ruleId, on, facts);
}
