using Hangji.Modules.Regulations.Contract;
using Hangji.Modules.Regulations.Demands;

namespace Hangji.Modules.Regulations;

/// <summary>裁量: puts one question to the rulebook: in force, applies, exempt, and only then what the rule demands.</summary>
/// <remarks>Who wants an exemption has to show it: a missing fact of an exemption leaves the rule standing and is named.</remarks>
internal static class Judge
{
    public static RuleAnswer Answer(Rulebook book, string ruleId, DateOnly on, KnownFacts given)
    {
        var versions = book.Versions(ruleId);
        if (versions.Count == 0) throw new ArgumentException($"no rule is called {ruleId}");
        var facts = (long[])given.Slots.Clone();
        facts[0] = on.DayNumber;
        var day = DayOfVersion(versions[^1], facts, on);
        if (book.Find(ruleId, day) is not { } rule) return NotInForce(versions, on, day);

        var missing = new SortedSet<int>();
        var applies = rule.Applies?.Eval(facts) ?? 1;
        if (applies == 0) return new(rule, on, Verdict.NotApplicable, false, [], Empty, Explanation.NotApplicable(book.Vocabulary, rule, facts), rule.Strength);
        rule.Applies?.Missing(facts, missing);
        var judgement = rule.Demand.Judge(facts);
        // A deadline counted from something that has not happened asks nothing yet.
        if (judgement.Verdict == Verdict.NotApplicable) return new(rule, on, Verdict.NotApplicable, false, [], Empty, Explanation.NotApplicable(book.Vocabulary, rule, facts), rule.Strength);
        Exemption? exemption = null;
        var unshown = new SortedSet<int>();
        foreach (var e in rule.Exemptions)
        {
            var holds = e.When.Eval(facts);
            if (holds == 1) { exemption = e; break; }
            if (holds == KnownFacts.Unknown) e.When.Missing(facts, unshown);
        }
        var verdict = applies == KnownFacts.Unknown ? Verdict.Unknown : exemption is not null ? Verdict.Exempt : judgement.Verdict;
        missing.UnionWith(judgement.Missing);
        if (verdict is Verdict.Exempt or Verdict.Satisfied) missing.Clear();
        else if (verdict is Verdict.Violated or Verdict.Due) missing.UnionWith(unshown);
        var strength = judgement.OnlyUsual && rule.Strength == Strength.Must ? Strength.Normally : rule.Strength;
        return new(rule, on, verdict, applies == KnownFacts.Unknown ? null : true,
            [.. missing.Select(slot => book.Vocabulary.All[slot].Name)], judgement.Values,
            Explanation.Of(book.Vocabulary, rule, verdict, strength, facts, judgement, exemption, missing), strength);
    }

    static readonly Dictionary<string, object> Empty = [];

    /// <summary>A periodic rule is chosen by its period when the facts name one (Q3 2018 asked about in 2019), else by the day asked.</summary>
    static DateOnly DayOfVersion(Rule rule, long[] facts, DateOnly on)
    {
        if (rule.Demand is not PeriodicDemand periodic) return on;
        var period = periodic.PeriodOf(facts);
        return period.Has(on) ? on : period.Middle;
    }

    static RuleAnswer NotInForce(IReadOnlyList<Rule> versions, DateOnly on, DateOnly day)
    {
        var nearest = versions.FirstOrDefault(r => r.From > day) ?? versions[^1];
        return new(nearest, on, Verdict.NotInForce, false, [], Empty, Explanation.NotInForce(nearest, day), nearest.Strength);
    }
}
