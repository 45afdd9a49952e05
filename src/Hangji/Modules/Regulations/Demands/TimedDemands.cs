using Hangji.Modules.Regulations.Contract;
using Hangji.Modules.Regulations.Language;

namespace Hangji.Modules.Regulations.Demands;

/// <summary>任期要求: a committee elected on a day sits so many years; a change of date needs approval.</summary>
internal sealed class TermDemand(int years, int remindMonths, int longestExtension, FactName electedOn, FactName extension) : Demand
{
    public int Years => years;
    public int RemindMonths => remindMonths;
    public int LongestExtensionMonths => longestExtension;
    public FactName ElectedOn => electedOn;
    public FactName Extension => extension;

    public override Bilingual Wanted => new($"每届任期 {years} 年，届满前换届；延期须经上级批准，不超过 {longestExtension} 个月",
        $"A term of {years} years; elect before it ends; an extension needs the superior's approval and is at most {longestExtension} months");

    /// <summary>The day on which the term ends and the approved months beyond it; null while nobody is known to be elected.</summary>
    /// <remarks>An extension must be shown; not given means none was approved. More than the longest does not help.</remarks>
    public (DateOnly Ends, int Months)? Ends(long[] facts) => facts[electedOn.Slot] is var elected && elected is KnownFacts.Unknown || elected == KnownFacts.NotYet ? null
        : (DateOnly.FromDayNumber((int)elected).AddMonths(years * 12), facts[extension.Slot] is var asked && asked is KnownFacts.Unknown ? 0 : (int)Math.Clamp(asked, 0, longestExtension));

    public override Judgement Judge(long[] facts)
    {
        var judgement = Begin(facts);
        var (elected, asked) = (facts[electedOn.Slot], facts[extension.Slot]);
        if (Ends(facts) is not var (ends, months)) { judgement.Missing.Add(electedOn.Slot); return judgement; }
        var due = ends.AddMonths(months);
        var remind = due.AddMonths(-remindMonths);
        var today = Today(facts);
        judgement.Values["term_years"] = (long)years;
        judgement.Values["term_ends"] = Day(ends);
        judgement.Values["due_date"] = Day(due);
        judgement.Values["remind_from"] = Day(remind);
        judgement.Verdict = today > due ? Verdict.Violated : today >= remind ? Verdict.Due : Verdict.Satisfied;
        if (judgement.Verdict == Verdict.Violated && asked == KnownFacts.Unknown) judgement.Missing.Add(extension.Slot);
        judgement.Said = new(
            $"{Day(elected)} 选举产生，任期 {years} 年，{Day(ends)} 届满{(months > 0 ? $"，批准延期 {months} 个月至 {Day(due)}" : "")}。{(today > due ? "已超过期限。" : today >= remind ? "应当准备换届。" : "")}",
            $"Elected on {Day(elected)} for {years} years, ending on {Day(ends)}{(months > 0 ? $", extended by {months} months to {Day(due)}" : "")}.{(today > due ? " The term is over." : today >= remind ? " It is time to prepare the election." : "")}");
        return judgement;
    }

    public override void Names(ISet<int> slots) { slots.Add(electedOn.Slot); slots.Add(extension.Slot); NamesOfValues(slots); }
}

/// <summary>期限要求: done within so long of an event, or not before so long after it.</summary>
/// <param name="limit">The last day allowed, or with <paramref name="notBefore"/> the first day allowed.</param>
internal sealed class DeadlineDemand(Node limit, FactName done, bool notBefore, Bilingual wanted) : Demand
{
    public override Bilingual Wanted => wanted;

    public override Judgement Judge(long[] facts)
    {
        var judgement = Begin(facts);
        long edge = limit.Eval(facts), on = facts[done.Slot], today = facts[0];
        limit.Missing(facts, judgement.Missing);
        if (on == KnownFacts.Unknown) judgement.Missing.Add(done.Slot);
        if (edge == KnownFacts.Unknown) return judgement;
        if (edge >= KnownFacts.NotYet) { judgement.Missing.Clear(); judgement.Verdict = Verdict.NotApplicable; return judgement; }
        judgement.Values[notBefore ? "earliest_date" : "due_date"] = Day(edge);
        if (on == KnownFacts.Unknown) return judgement;
        var happened = on < KnownFacts.NotYet;
        judgement.Verdict = notBefore
            ? on >= edge ? happened || today >= edge ? Verdict.Satisfied : Verdict.Due : Verdict.Violated
            : happened ? on <= edge ? Verdict.Satisfied : Verdict.Violated : today <= edge ? Verdict.Due : Verdict.Violated;
        judgement.Said = new(
            $"{(notBefore ? "最早" : "最迟")} {Day(edge)}；{(happened ? $"{done.Meaning.Zh}：{Day(on)}" : "尚未办理")}。",
            $"{(notBefore ? "Not before" : "By")} {Day(edge)}; {(happened ? $"{done.Meaning.En}: {Day(on)}" : "not done yet")}.");
        return judgement;
    }

    public override void Names(ISet<int> slots) { limit.Names(slots); slots.Add(done.Slot); NamesOfValues(slots); }
}
