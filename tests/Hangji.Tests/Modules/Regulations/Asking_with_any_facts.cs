using FsCheck;
using FsCheck.Fluent;
using Hangji.Modules.Regulations.Contract;

namespace Hangji.Tests.Modules.Regulations;

public class Asking_with_any_facts
{
    static readonly Rulebook book = Rulebook.Shipped;

    static KnownFacts Any(int seed)
    {
        var random = new Random(seed);
        var facts = book.Vocabulary.Facts();
        long[] numbers = [0, 1, 2, 3, 6, 7, 50, 51, 1000, int.MaxValue];
        DateOnly[] days = [new(1900, 1, 1), new(2018, 10, 28), new(2024, 2, 29), new(2026, 5, 11), new(2026, 12, 31), new(2199, 12, 31)];
        foreach (var fact in book.Vocabulary.All.Skip(1))
        {
            if (random.Next(4) == 0) continue;
            var number = numbers[random.Next(numbers.Length)];
            switch (fact.Type)
            {
                case FactType.Int: facts.Set(fact.Name, number); break;
                case FactType.MoneyFen: facts.Set(fact.Name, number * 400_000); break;
                case FactType.Decimal: facts.Set(fact.Name, number + 0.5m); break;
                case FactType.Bool: facts.Set(fact.Name, random.Next(2) == 0); break;
                case FactType.Code: facts.Set(fact.Name, fact.Codes[random.Next(fact.Codes.Count)].Code); break;
                case FactType.Date: facts.Set(fact.Name, random.Next(6) == 0 ? null : days[random.Next(days.Length)]); break;
            }
        }
        return facts;
    }

    [Fact] public void Every_rule_answers_in_both_languages_and_never_fails() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(0, 109_000).ToArbitrary(), (seed, day) =>
    {
        var (facts, on) = (Any(seed), new DateOnly(1900, 1, 1).AddDays(day));
        foreach (var rule in book.All)
        {
            var answer = book.Ask(rule.Id, on, facts);
            Assert.NotEmpty(answer.Explanation.Zh);
            Assert.NotEmpty(answer.Explanation.En);
            if (answer.Verdict == Verdict.Unknown) Assert.NotEmpty(answer.Missing);
            if (answer.Refuses) Assert.Equal(Mark.V, answer.Rule.Mark);
        }
        return true;
    }).QuickCheckThrowOnFailure();

    [Fact] public void Telling_more_never_overturns_a_satisfied_or_violated_must_except_by_an_exemption() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var all = Any(seed);
        var some = all.Copy();
        var random = new Random(seed + 1);
        foreach (var fact in book.Vocabulary.All.Skip(1)) if (random.Next(3) == 0 && fact.Name != "period_date") some.Forget(fact.Name);
        // Rules that presume something of what is left out (concerns, known) or that can be exempted may rightly change their mind.
        foreach (var rule in book.InForce(new(2026, 6, 1)).Where(r => r.Exemptions.Count == 0 && r.Applies is null && r.Shape is (Shape.Sequence or Shape.Record or Shape.Structural or Shape.Prohibition)))
        {
            var before = book.Ask(rule.Id, new(2026, 6, 1), some).Verdict;
            if (before is Verdict.Satisfied or Verdict.Violated) Assert.Equal(before, book.Ask(rule.Id, new(2026, 6, 1), all).Verdict);
        }
        return true;
    }).QuickCheckThrowOnFailure();
}
