using Hangji.Modules.Regulations.Contract;
using Hangji.Modules.Regulations.Demands;

namespace Hangji.Modules.Regulations.Duties;

/// <summary>常态任务: what a body owes at any time and not by period: its structure, and the change of its committee in time.</summary>
internal static class StandingDuties
{
    public static IEnumerable<Duty> Of(Rulebook book, DutyBody body, DateOnly today)
    {
        if (!body.Exists(today)) yield break;
        var known = body.Facts(today);
        foreach (var rule in book.InForce(today))
        {
            if (rule.Subject != Subject.Body || !rule.Standing) continue;
            var answer = book.Ask(rule.Id, today, known);
            // A fact that nobody keeps does not make a duty; what is plainly broken, due or met does.
            if (answer.Verdict is Verdict.Unknown or Verdict.NotApplicable or Verdict.NotInForce) continue;
            var facts = (long[])known.Slots.Clone();
            facts[0] = today.DayNumber;
            var due = answer.Values.TryGetValue("due_date", out var given) && DateOnly.TryParseExact((string)given, "yyyy-MM-dd", out var day) ? day : today;
            var start = rule.Demand is TermDemand term ? DateOnly.FromDayNumber((int)facts[term.ElectedOn.Slot]) : body.SetUpOn > rule.From ? body.SetUpOn : rule.From;
            var state = answer.Verdict switch
            {
                Verdict.Satisfied => DutyState.Satisfied, Verdict.Exempt => DutyState.Exempt,
                Verdict.Violated when rule.Demand is TermDemand => DutyState.Overdue, _ => DutyState.Due,
            };
            yield return new(rule, body.OrgId, null, null, null, start, due, due, state, null, [],
                state == DutyState.Exempt ? answer.Explanation : null, duty => WhyOf.Standing(book.Vocabulary, duty, facts, today, answer.Explanation));
        }
    }
}
