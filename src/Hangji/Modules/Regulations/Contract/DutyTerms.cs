using Hangji.Modules.Regulations.Demands;

namespace Hangji.Modules.Regulations.Contract;

/// <summary>届期: when the terms of bodies end by the standing rules of a rulebook; what <see cref="DutyEngine.Calendar(DutyBody, EvidenceIndex, DutyPlan, DateOnly)"/> says of them, without its explanations, for counting many bodies.</summary>
internal sealed class DutyTerms(Rulebook book)
{
    private readonly Rule[] rules = [.. book.All.Where(r => r.Standing && r.Subject == Subject.Body && r.Demand is TermDemand)];

    /// <summary>The terms that a body with these facts keeps on a day: the rule, the day of election and the last day.</summary>
    public IEnumerable<(Rule Rule, DateOnly Elected, DateOnly Due)> On(KnownFacts known, DateOnly day)
    {
        long[]? facts = null;
        foreach (var rule in rules)
        {
            if (!rule.InForce(day) || rule.Demand is not TermDemand term || term.Ends(known.Slots) is not var (ends, months)) continue;
            if (facts is null) (facts = (long[])known.Slots.Clone())[0] = day.DayNumber;
            if ((rule.Applies?.Eval(facts) ?? 1) == 1 && !rule.Exempt.Any(e => e.When.Eval(facts) == 1))
                yield return (rule, DateOnly.FromDayNumber((int)facts[term.ElectedOn.Slot]), ends.AddMonths(months));
        }
    }
}
