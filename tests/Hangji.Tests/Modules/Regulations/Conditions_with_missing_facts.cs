using FsCheck;
using FsCheck.Fluent;
using Hangji.Modules.Regulations.Contract;
using Hangji.Modules.Regulations.Language;

namespace Hangji.Tests.Modules.Regulations;

public class Conditions_with_missing_facts
{
    static readonly Vocabulary words = Rulebook.Shipped.Vocabulary;

    /// <summary>yes, no, or the names that are missing.</summary>
    static string Of(string condition, Action<KnownFacts>? set = null)
    {
        var facts = words.Facts();
        set?.Invoke(facts);
        facts.Slots[0] = new DateOnly(2026, 7, 10).DayNumber;
        var node = Parser.Condition(condition, words);
        var value = node.Eval(facts.Slots);
        var missing = new SortedSet<int>();
        node.Missing(facts.Slots, missing);
        Assert.Equal(value == KnownFacts.Unknown, missing.Count > 0);
        return value == KnownFacts.Unknown ? string.Join(",", missing.Select(s => words.All[s].Name)) : value != 0 ? "yes" : "no";
    }

    [Theory]
    [InlineData("has_committee and has_secretary", "has_committee")]
    [InlineData("has_committee and not has_secretary", "no")]
    [InlineData("not has_secretary and has_committee", "no")]
    [InlineData("has_committee or has_secretary", "yes")]
    [InlineData("has_secretary or has_committee", "yes")]
    [InlineData("has_committee or not has_secretary", "has_committee")]
    [InlineData("not has_committee", "has_committee")]
    [InlineData("has_committee and full_members > 3", "full_members,has_committee")]
    [InlineData("known(has_committee)", "no")]
    [InlineData("known(has_secretary)", "yes")]
    [InlineData("if(has_secretary, true, has_committee)", "yes")]
    [InlineData("if(has_secretary, has_committee, true)", "has_committee")]
    [InlineData("full_members + 1 > 3", "full_members")]
    public void A_missing_fact_counts_only_where_it_decides(string condition, string expected) =>
        Assert.Equal(expected, Of(condition, f => f.Set("has_secretary", true)));

    [Theory]
    [InlineData("months_between(elected_on, today) >= 6", "2026-01-10", "yes")]
    [InlineData("months_between(elected_on, today) >= 6", "2026-01-11", "no")]
    [InlineData("add_months(elected_on, 1) = 2026-02-28", "2026-01-31", "yes")]
    [InlineData("add_years(elected_on, 1) = 2025-02-28", "2024-02-29", "yes")]
    [InlineData("days_between(elected_on, today) = 1", "2026-07-09", "yes")]
    [InlineData("elected_on <= 2026-07-09", "2026-07-10", "no")]
    [InlineData("year(elected_on) = 2025 and month(elected_on) = 12", "2025-12-31", "yes")]
    public void Dates_are_reckoned_by_months_and_days(string condition, string elected, string expected) =>
        Assert.Equal(expected, Of(condition, f => f.Set("elected_on", DateOnly.ParseExact(elected, "yyyy-MM-dd"))));

    [Fact] public void What_has_not_happened_is_later_than_any_day()
    {
        Assert.Equal("no", Of("elected_on <= today", f => f.Set("elected_on", (DateOnly?)null)));
        Assert.Equal("elected_on", Of("elected_on <= today"));
    }

    [Theory]
    [InlineData("training_hours >= 32", 31.99, "no")]
    [InlineData("training_hours >= 32", 32.0, "yes")]
    [InlineData("training_hours > 31.5", 31.5, "no")]
    public void Hours_may_have_halves(string condition, double hours, string expected) => Assert.Equal(expected, Of(condition, f => f.Set("training_hours", (decimal)hours)));

    [Theory]
    [InlineData("full_members >")]
    [InlineData("full_members >= 5 5")]
    [InlineData("full_members >= 'five'")]
    [InlineData("elected_on = 2026-02-30")]
    [InlineData("elected_on + 5 > today")]
    [InlineData("org_kind < branch")]
    [InlineData("min(1) = 1")]
    [InlineData("nonsense(1) = 1")]
    [InlineData("")]
    public void What_cannot_be_read_is_said_so(string condition) => Assert.Throws<ConditionError>(() => Parser.Condition(condition, words));

    [Fact] public void More_knowledge_never_turns_a_yes_into_a_no()
    {
        string[] names = ["has_committee", "has_secretary", "infirm", "branch_is_weak"];
        var node = Parser.Condition("(has_committee or not has_secretary) and (infirm or has_secretary) or not branch_is_weak and has_committee", words);
        Prop.ForAll(Gen.Choose(0, 80).ToArbitrary(), Gen.Choose(0, 15).ToArbitrary(), (known, values) =>
        {
            KnownFacts some = words.Facts(), all = words.Facts();
            for (var i = 0; i < names.Length; i++)
            {
                var value = (values >> i & 1) == 1;
                all.Set(names[i], value);
                if (known / (int)Math.Pow(3, i) % 3 != 0) some.Set(names[i], value);
            }
            var guess = node.Eval(some.Slots);
            return guess == KnownFacts.Unknown || guess == node.Eval(all.Slots);
        }).QuickCheckThrowOnFailure();
    }
}
