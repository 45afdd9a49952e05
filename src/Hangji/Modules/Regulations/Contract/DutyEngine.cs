using Hangji.Modules.Regulations.Duties;

namespace Hangji.Modules.Regulations.Contract;

/// <summary>任务引擎: turns rule x body x period into duties. Pure: no database, no clock; the caller brings facts,
/// records and the day.</summary>
/// <remarks>
/// The middle day of a period decides it: who existed on that day, with the facts and the rule version of that day, owes
/// the period's duty (facts of today while the middle is still ahead). So a body set up in the second half of a quarter
/// begins with the next one, and one dissolved in the first half owes nothing; dissolved later, the due date is its last day.
/// Records entered or held after <c>today</c> are not seen, so an "as of" date shows what was known then.
/// </remarks>
internal sealed class DutyEngine(Rulebook book)
{
    [ThreadStatic] static long[]? scratch;

    public DutyPlan Plan(DateOnly from, DateOnly to, Func<Rule, bool>? only = null, IReadOnlySet<string>? recorded = null) => new(book, from, to, only, recorded);
    public EvidenceIndex Index(IEnumerable<Evidence> evidence) => new(book.Vocabulary, evidence);

    /// <summary>All duties of a body in a range, with its groups' and members' own, and its standing duties (structure, term).</summary>
    public IReadOnlyList<Duty> Calendar(DutyBody body, IEnumerable<Evidence> evidence, DateOnly from, DateOnly to, DateOnly today) =>
        Calendar(body, Index(evidence.Where(e => e.OrgId == body.OrgId)), Plan(from, to), today);

    /// <summary>The same with a plan and index that the caller keeps.</summary>
    public IReadOnlyList<Duty> Calendar(DutyBody body, EvidenceIndex index, DutyPlan plan, DateOnly today)
    {
        var duties = new List<Duty>(plan.Entries.Length + 16);
        foreach (ref readonly var entry in plan.Entries.AsSpan())
        {
            if (entry.Rule.Subject == Subject.Body) duties.Add(DutyReading.Read(book, entry, body, null, null, index, today));
            else if (entry.Rule.Subject == Subject.Group)
                foreach (var group in body.Groups) duties.Add(DutyReading.Read(book, entry, body, group, null, index, today));
            else if (entry.Rule.Subject == Subject.Member)
                foreach (var member in body.Members) duties.Add(DutyReading.Read(book, entry, body, null, member, index, today));
        }
        duties.AddRange(StandingDuties.Of(book, body, today));
        return duties;
    }

    /// <summary>States only, for the body itself: one per entry of the plan whose subject is the body, in plan order;
    /// other entries get <see cref="DutyState.NotApplicable"/>. Allocates nothing.</summary>
    /// <returns>How many entries were judged.</returns>
    public static int States(DutyPlan plan, DutyBody body, EvidenceIndex index, DateOnly today, Span<DutyState> into)
    {
        var slots = scratch is { } kept && kept.Length == plan.Book.Vocabulary.Size ? kept : scratch = new long[plan.Book.Vocabulary.Size];
        KnownFacts? current = null;
        var judged = 0;
        var entries = plan.Entries;
        for (var i = 0; i < entries.Length; i++)
        {
            ref readonly var entry = ref entries[i];
            if (entry.Rule.Subject != Subject.Body) { into[i] = DutyState.NotApplicable; continue; }
            var day = entry.Middle < today ? entry.Middle : today;
            var facts = body.Facts(day);
            if (!ReferenceEquals(facts, current)) { facts.Slots.CopyTo(slots, 0); current = facts; }
            slots[0] = day.DayNumber;
            into[i] = DutyReading.State(entry, slots, body.Exists(entry.Middle), DutyReading.DueDate(entry.Period, body.DissolvedOn).DayNumber,
                index, EvidenceIndex.Anyone, EvidenceIndex.Anyone, today.DayNumber);
            judged++;
        }
        return judged;
    }
}
