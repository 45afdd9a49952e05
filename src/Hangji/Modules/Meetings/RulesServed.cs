using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;

namespace Hangji.Modules.Meetings;

/// <summary>计入: the periodic duties that a meeting counts for because of what it is. Nobody ticks a duty off; this only says which ones it will turn.</summary>
internal static class RulesServed
{
    public static IReadOnlyList<(Rule Rule, Period Period)> By(Rulebook book, OrgNode org, IEnumerable<string> kinds, DateOnly on)
    {
        var of = kinds.ToHashSet();
        var facts = Known(book, org);
        var served = new List<(Rule, Period)>();
        foreach (var rule in book.All)
        {
            if (rule.Subject is Subject.Member or Subject.Superior || rule.Every is not { } every || !rule.EvidenceKinds.Any(of.Contains)) continue;
            var period = Period.Containing(every, on);
            if (!rule.InForce(period.Middle)) continue;
            // A rule that is known not to concern this sort of body is left out; what else it asks is for the duty calendar to say.
            var answer = book.Ask(rule.Id, period.Middle, facts);
            if (answer.Rule != rule || answer.Applies == false) continue;
            served.Add((rule, period));
        }
        return served;
    }

    static KnownFacts Known(Rulebook book, OrgNode org)
    {
        var kind = org switch
        {
            { Kind: OrgKinds.Committee, DivisionCode.Length: <= 6 } => "county_committee", { Kind: OrgKinds.Committee } => "base_committee", { Kind: OrgKinds.WorkCommittee } => "working_committee",
            { Kind: OrgKinds.LeadingGroup } => "leading_party_group", { Kind: OrgKinds.Group } => "party_group", _ => org.Kind.Replace('-', '_'),
        };
        var facts = book.Vocabulary.Facts();
        Put("org_kind", kind);
        Put("org_field", org.Field.Replace('-', '_'));
        return facts;

        void Put(string name, string code)
        {
            if (book.Vocabulary.Find(name) is { } fact && fact.CodeOf(code) >= 0) facts.Set(name, code);
        }
    }
}
