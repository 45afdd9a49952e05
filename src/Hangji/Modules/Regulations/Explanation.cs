using Hangji.Modules.Regulations.Contract;
using Hangji.Modules.Regulations.Demands;

namespace Hangji.Modules.Regulations;

/// <summary>说明: the sentences of "why", built only when someone reads them.</summary>
internal static class Explanation
{
    public static Bilingual NotInForce(Rule rule, DateOnly day) => day < rule.From
        ? new($"{rule.Article.Cited.Zh}自 {Demand.Day(rule.From)} 起施行，{Demand.Day(day)} 尚未施行。", $"{rule.Article.Cited.En} is in force from {Demand.Day(rule.From)}; on {Demand.Day(day)} it was not yet in force.")
        : new($"{rule.Article.Cited.Zh}施行至 {Demand.Day(rule.To ?? day)}，{Demand.Day(day)} 已不再施行。", $"{rule.Article.Cited.En} was in force until {Demand.Day(rule.To ?? day)}; on {Demand.Day(day)} it no longer was.");

    public static Bilingual NotApplicable(Vocabulary words, Rule rule, long[] facts)
    {
        var because = Given(words, rule, facts, appliesOnly: true);
        return new($"{Cited(rule).Zh}：{rule.Text.Zh}在此不适用。{because.Zh}", $"{Cited(rule).En}: {rule.Text.En} It does not apply here. {because.En}".Trim());
    }

    public static Bilingual Of(Vocabulary words, Rule rule, Verdict verdict, Strength strength, long[] facts, Judgement judgement, Exemption? exemption, IEnumerable<int> missing)
    {
        // What the judgement says with its own numbers is not said twice.
        var because = Given(words, rule, facts, appliesOnly: judgement.Said.Zh != "");
        var (zh, en) = verdict switch
        {
            Verdict.Satisfied => ("符合。", "Satisfied."),
            Verdict.Violated => (strength == Strength.Must ? "不符合。" : "不符合（提示，可说明理由后办理）。", strength == Strength.Must ? "Not satisfied." : "Not satisfied (a warning: go on with a reason)."),
            Verdict.Due => ("尚待办理。", "Still to be done."),
            Verdict.Exempt => ($"免除：{exemption!.Reason.Zh}。", $"Exempt: {exemption.Reason.En}."),
            _ => ($"缺少事实，无法判断：{string.Join("、", missing.Select(m => words.All[m].Meaning.Zh))}。", $"Cannot be told; missing: {string.Join(", ", missing.Select(m => words.All[m].Name))}."),
        };
        return new(
            $"{Cited(rule).Zh}：{rule.Text.Zh}{because.Zh}{judgement.Said.Zh}{zh}",
            string.Join(" ", new[] { $"{Cited(rule).En}: {rule.Text.En}", because.En, judgement.Said.En, en }.Where(s => s.Length > 0)));
    }

    static Bilingual Cited(Rule rule) => rule.Article.Cited;

    /// <summary>The facts that the rule looked at, with their values.</summary>
    public static Bilingual Given(Vocabulary words, Rule rule, long[] facts, bool appliesOnly)
    {
        var slots = new SortedSet<int>();
        rule.Applies?.Names(slots);
        if (!appliesOnly) rule.Demand.Names(slots);
        foreach (var e in rule.Exemptions) e.When.Names(slots);
        slots.Remove(0);
        slots.RemoveWhere(s => facts[s] == KnownFacts.Unknown);
        if (slots.Count == 0) return Bilingual.Empty;
        return new(
            $"依据：{string.Join("；", slots.Select(s => $"{words.All[s].Meaning.Zh}：{Shown(words.All[s], facts[s]).Zh}"))}。",
            $"Facts: {string.Join("; ", slots.Select(s => $"{words.All[s].Meaning.En}: {Shown(words.All[s], facts[s]).En}"))}.");
    }

    public static Bilingual Shown(FactName fact, long value)
    {
        switch (fact.Type)
        {
            case FactType.Bool: return value != 0 ? new("是", "yes") : new("否", "no");
            case FactType.Code: return fact.Codes[(int)value].Meaning;
            case FactType.Date when value == KnownFacts.NotYet: return new("尚无", "not yet");
            case FactType.MoneyFen: var yuan = $"{value / 100m:N2}"; return new(yuan + " 元", yuan + " yuan");
            default: var text = $"{KnownFacts.Readable(fact, value)}"; return new(text, text);
        }
    }
}
