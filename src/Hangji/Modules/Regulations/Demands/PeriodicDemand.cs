using Hangji.Modules.Regulations.Contract;
using Hangji.Modules.Regulations.Language;

namespace Hangji.Modules.Regulations.Demands;

/// <summary>要件: kinds of record of which a period needs so many. <see cref="If"/>: only asked when it holds
/// (talks between committee members, where there is a committee).</summary>
internal sealed record EvidenceLine(EvidenceKind[] Kinds, FactName Count, int Times, Node? If)
{
    public bool InHours => Count.Type == FactType.Decimal;
    /// <summary>How much is needed, in the count's own scale (hundredths for hours).</summary>
    public long Needed => InHours ? Times * 100L : Times;
    public Bilingual Wanted => new($"{Name.Zh}{Times}{(InHours ? "学时" : "次")}", $"{Name.En}: {Times}{(InHours ? " hours" : Times == 1 ? " time" : " times")}");
    public Bilingual Name => new(string.Join("或", Kinds.Select(k => k.Name.Zh)), string.Join(" or ", Kinds.Select(k => k.Name.En)));
}

/// <summary>定期要求: something that is due again every month, quarter, half-year or year.</summary>
internal sealed class PeriodicDemand(Every every, EvidenceLine[] lines, FactName periodDate, IReadOnlyList<int> normallyIn) : Demand
{
    public Every Every => every;
    public EvidenceLine[] Lines => lines;
    /// <summary>Quarters in which it is usually done; outside them it counts all the same.</summary>
    public IReadOnlyList<int> NormallyIn => normallyIn;

    /// <summary>The period asked about: that of the fact period_date, else that of the day asked.</summary>
    public Period PeriodOf(long[] facts) => Period.Containing(every,
        facts[periodDate.Slot] is var day && day != KnownFacts.Unknown && day != KnownFacts.NotYet ? DateOnly.FromDayNumber((int)day) : Today(facts));

    public override Bilingual Wanted
    {
        get
        {
            var (zh, en) = every switch { Every.Month => ("每月", "every month"), Every.Quarter => ("每季度", "every quarter"), Every.HalfYear => ("每半年", "every half-year"), _ => ("每年", "every year") };
            var usual = normallyIn.Count == 0 ? ("", "") : ($"，一般在第{string.Join("、", normallyIn.Select(q => "一二三四"[q - 1]))}季度", $", normally in {string.Join(", ", normallyIn.Select(q => "Q" + q))}");
            return new(
                $"{zh}至少：{string.Join("；", lines.Select(l => l.Wanted.Zh))}{usual.Item1}",
                $"at least {en}: {string.Join("; ", lines.Select(l => l.Wanted.En))}{usual.Item2}");
        }
    }

    public override Judgement Judge(long[] facts)
    {
        var judgement = Begin(facts);
        var period = PeriodOf(facts);
        judgement.Values["period_start"] = Day(period.Start);
        judgement.Values["period_end"] = Day(period.End);
        judgement.Values["due_date"] = Day(period.End);
        var shortOf = false;
        List<string> zh = [], en = [];
        foreach (var line in lines)
        {
            var asked = line.If?.Eval(facts) ?? 1;
            if (asked == 0) continue;
            var held = facts[line.Count.Slot];
            judgement.Values[lines.Length == 1 ? "required" : $"required_{line.Count.Name}"] = (long)line.Times;
            // An undecided condition matters only when the line itself is not met.
            if (held == KnownFacts.Unknown) judgement.Missing.Add(line.Count.Slot);
            else
            {
                judgement.Values[lines.Length == 1 ? "held" : line.Count.Name] = Read(line.Count.Type, held);
                if (held < line.Needed && asked == 1) shortOf = true;
                if (held >= line.Needed) asked = 1;
            }
            if (asked == KnownFacts.Unknown) line.If!.Missing(facts, judgement.Missing);
            if (held != KnownFacts.Unknown) { zh.Add($"{line.Name.Zh} {Read(line.Count.Type, held)}"); en.Add($"{line.Name.En}: {Read(line.Count.Type, held)}"); }
        }
        var open = Today(facts) <= period.End;
        judgement.Verdict = shortOf ? open ? Verdict.Due : Verdict.Violated : judgement.Missing.Count > 0 ? Verdict.Unknown : Verdict.Satisfied;
        if (shortOf) judgement.Missing.Clear();
        var counted = zh.Count == 0 ? ("", "") : ($"已计：{string.Join("，", zh)}。", $" Counted: {string.Join(", ", en)}.");
        judgement.Said = new(
            $"{period.Name.Zh}，期限 {Day(period.End)}。{counted.Item1}{(shortOf ? open ? "还未满足，期限未到。" : "期限已过，没有满足。" : "")}",
            $"{period.Name.En}, by {Day(period.End)}.{counted.Item2}{(shortOf ? open ? " Not yet met; the period is still open." : " The period is over and it was not met." : "")}");
        return judgement;
    }

    public override void Names(ISet<int> slots)
    {
        foreach (var line in lines) { slots.Add(line.Count.Slot); line.If?.Names(slots); }
        NamesOfValues(slots);
    }
}
