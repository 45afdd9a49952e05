using Hangji.Modules.Regulations.Contract;
using Hangji.Modules.Regulations.Demands;

namespace Hangji.Modules.Regulations.Duties;

/// <summary>任务判定: the state of one entry for one subject; the full reading adds records and reasons to the same state.</summary>
internal static class DutyReading
{
    /// <summary>The last day of the period, or of the body when it was dissolved within it.</summary>
    public static DateOnly DueDate(Period period, DateOnly? dissolvedOn) => dissolvedOn is { } gone && period.Has(gone) ? gone : period.End;

    public static DutyState State(in DutyPlan.Entry entry, long[] facts, bool existed, int due, EvidenceIndex index, long group, long person, int today)
    {
        if (!entry.InForce) return DutyState.NotInForce;
        if (!existed) return DutyState.NotApplicable;
        var applies = entry.Rule.Applies?.Eval(facts) ?? 1;
        if (applies == 0) return DutyState.NotApplicable;
        foreach (var exemption in entry.Rule.Exempt) if (exemption.When.Eval(facts) == 1) return DutyState.Exempt;
        if (applies == KnownFacts.Unknown || !entry.Recorded) return DutyState.Unknown;
        if (today < entry.Period.Start.DayNumber) return DutyState.NotYet;
        var met = Met(entry, facts, due, index, group, person, today);
        return met == Fulfilment.InTime ? DutyState.Satisfied : met == Fulfilment.Late ? DutyState.Late
            : today > due ? DutyState.Overdue : DutyState.Due;
    }

    enum Fulfilment { None, Late, InTime }

    static Fulfilment Met(in DutyPlan.Entry entry, long[] facts, int due, EvidenceIndex index, long group, long person, int today)
    {
        var worst = Fulfilment.InTime;
        int from = entry.Period.Start.DayNumber, to = entry.Period.End.DayNumber;
        foreach (var line in entry.Demand.Lines)
        {
            if (line.If is { } when && when.Eval(facts) != 1) continue;
            long inTime = 0, all = 0, needed = line.Times * 100L;
            foreach (var kind in line.Kinds)
                foreach (ref readonly var item in index.Of(kind.Index, from, to))
                {
                    if (!Counts(item, group, person, today)) continue;
                    all += item.Hundredths;
                    if (item.Held <= due && item.Recorded <= due) inTime += item.Hundredths;
                }
            var met = inTime >= needed ? Fulfilment.InTime : all >= needed ? Fulfilment.Late : Fulfilment.None;
            if (met < worst) worst = met;
        }
        return worst;
    }

    static bool Counts(in EvidenceIndex.Item item, long group, long person, int today) =>
        item.Held <= today && item.Recorded <= today
        && (group == EvidenceIndex.Anyone || item.Group == group) && (person == EvidenceIndex.Anyone || item.Person == person);

    public static Duty Read(Rulebook book, in DutyPlan.Entry entry, DutyBody body, DutyGroup? group, DutyMember? member, EvidenceIndex index, DateOnly today)
    {
        var day = entry.Middle < today ? entry.Middle : today;
        var known = body.Facts(day);
        if ((group?.Facts ?? member?.Facts) is { } own) known = known.With(own);
        var facts = (long[])known.Slots.Clone();
        facts[0] = day.DayNumber;
        var existed = body.Exists(entry.Middle) && (group?.Exists(entry.Middle) ?? true) && (member?.Exists(entry.Middle) ?? true);
        var due = DueDate(entry.Period, Earlier(body.DissolvedOn, group?.DissolvedOn ?? member?.To));
        var (groupId, personId) = (group?.Id ?? EvidenceIndex.Anyone, member?.Id ?? EvidenceIndex.Anyone);
        var state = State(entry, facts, existed, due.DayNumber, index, groupId, personId, today.DayNumber);
        var records = state is DutyState.NotInForce or DutyState.NotApplicable or DutyState.NotYet ? [] : Records(entry, facts, index, groupId, personId, today.DayNumber);
        var reason = Reason(book, entry, state, facts, existed);
        var rule = entry.Rule;
        var demand = entry.Demand;
        return new(rule, body.OrgId, group?.Id, member?.Id, group?.Name ?? member?.Name, entry.Period.Start, entry.Period.End, due, state, entry.Period,
            records, reason, duty => WhyOf.Periodic(book.Vocabulary, duty, demand, facts, day));
    }

    static DateOnly? Earlier(DateOnly? a, DateOnly? b) => a is null ? b : b is null ? a : a < b ? a : b;

    static IReadOnlyList<long> Records(in DutyPlan.Entry entry, long[] facts, EvidenceIndex index, long group, long person, int today)
    {
        List<long>? found = null;
        foreach (var line in entry.Demand.Lines)
        {
            if (line.If is { } when && when.Eval(facts) != 1) continue;
            foreach (var kind in line.Kinds)
                foreach (ref readonly var item in index.Of(kind.Index, entry.Period.Start.DayNumber, entry.Period.End.DayNumber))
                    if (Counts(item, group, person, today)) (found ??= []).Add(item.Id);
        }
        return found is null ? [] : found;
    }

    static Bilingual? Reason(Rulebook book, in DutyPlan.Entry entry, DutyState state, long[] facts, bool existed)
    {
        switch (state)
        {
            case DutyState.NotApplicable when !existed:
                return new("期间过半时尚未成立（加入）或者已经撤销（离开），从下一期间起算", "not yet set up, or already dissolved, in the middle of the period; it counts from the next one");
            case DutyState.NotApplicable: return Explanation.NotApplicable(book.Vocabulary, entry.Rule, facts);
            case DutyState.NotInForce: return Explanation.NotInForce(entry.Rule, entry.Middle);
            case DutyState.Exempt:
                foreach (var exemption in entry.Rule.Exemptions) if (exemption.When.Eval(facts) == 1) return exemption.Reason;
                return null;
            case DutyState.Unknown when !entry.Recorded:
                var kinds = string.Join("、", entry.Demand.Lines.Select(l => l.Name.Zh));
                return new($"系统还没有登记“{kinds}”的地方，不计算是否完成，也不列为逾期；规定本身照常适用",
                    $"no page records this yet ({string.Join(", ", entry.Demand.Lines.Select(l => l.Name.En))}); it is neither counted as done nor as overdue, the rule itself stands");
            case DutyState.Unknown:
                var missing = new SortedSet<int>();
                entry.Rule.Applies?.Missing(facts, missing);
                return new($"缺少事实：{string.Join("、", missing.Select(m => book.Vocabulary.All[m].Meaning.Zh))}", $"missing: {string.Join(", ", missing.Select(m => book.Vocabulary.All[m].Name))}");
            default: return null;
        }
    }
}
