using Hangji.Modules.Regulations.Contract;
using Hangji.Modules.Regulations.Demands;

namespace Hangji.Modules.Regulations.Duties;

/// <summary>Builds the "why" of a duty.</summary>
internal static class WhyOf
{
    public static Why Periodic(Vocabulary words, Duty duty, PeriodicDemand demand, long[] facts, DateOnly day) => new(
        duty.Rule.Text, duty.Rule.Article.Cited, duty.Rule.Version, day, Facts(words, duty.Rule, facts, demand.Lines.Select(l => l.If)),
        duty.Rule.ToSatisfy ?? demand.Wanted, Counted(duty), Outcome(duty));

    public static Why Standing(Vocabulary words, Duty duty, long[] facts, DateOnly day, Bilingual said)
    {
        var slots = new SortedSet<int>();
        duty.Rule.Demand.Names(slots);
        var more = slots.Where(s => s != 0 && facts[s] != KnownFacts.Unknown).Select(s => Fact(words, s, facts));
        var facts1 = Facts(words, duty.Rule, facts, []);
        return new(duty.Rule.Text, duty.Rule.Article.Cited, duty.Rule.Version, day,
            [.. facts1, .. more.Where(m => facts1.All(f => f.Name != m.Name))], duty.Rule.ToSatisfy ?? duty.Rule.Demand.Wanted, said, Outcome(duty));
    }

    static List<WhyFact> Facts(Vocabulary words, Rule rule, long[] facts, IEnumerable<Language.Node?> more)
    {
        var slots = new SortedSet<int>();
        rule.Applies?.Names(slots);
        foreach (var exemption in rule.Exemptions) exemption.When.Names(slots);
        foreach (var node in more) node?.Names(slots);
        return [.. slots.Where(s => s != 0 && facts[s] != KnownFacts.Unknown).Select(s => Fact(words, s, facts))];
    }

    static WhyFact Fact(Vocabulary words, int slot, long[] facts) => new(words.All[slot].Name, words.All[slot].Meaning, Explanation.Shown(words.All[slot], facts[slot]));

    static Bilingual Counted(Duty duty) => duty.Records.Count == 0
        ? new("没有计入的记录", "no record was counted")
        : new($"计入 {duty.Records.Count} 条记录", $"{duty.Records.Count} record(s) counted");

    static Bilingual Outcome(Duty duty)
    {
        var due = Demand.Day(duty.DueDate);
        return duty.State switch
        {
            DutyState.Satisfied => new("按期完成", "done in time"),
            DutyState.Late => new($"已办理，但召开或者记录晚于 {due}", $"done, but held or recorded after {due}"),
            DutyState.Due => new($"待办，期限 {due}", $"to be done by {due}"),
            DutyState.Overdue => new($"已过期限 {due}", $"overdue since {due}"),
            DutyState.NotYet => new($"{Demand.Day(duty.Start)} 开始", $"begins on {Demand.Day(duty.Start)}"),
            DutyState.Exempt => new($"免除：{duty.Reason?.Zh}", $"exempt: {duty.Reason?.En}"),
            _ => duty.Reason ?? Bilingual.Empty,
        };
    }
}
