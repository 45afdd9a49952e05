using Hangji.Modules.Members.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;

namespace Hangji.Modules.Duties;

/// <summary>
/// What the rules ask about one body, as it stood on any day: counted from dated memberships and appointments, never from today's list.
/// Between two days on which something changed the same object is given, so that the engine reads it once.
/// </summary>
internal sealed class BodyFacts
{
    private readonly Vocabulary vocabulary;
    private readonly OrgNode body;
    private readonly MemberSpan[] members;
    private readonly Appointment[] officers;
    private readonly int groups;
    private readonly DateOnly[] changes;
    private readonly KnownFacts?[] known;

    public BodyFacts(Vocabulary vocabulary, OrgNode body, MemberSpan[] members, Appointment[] officers, int groups)
    {
        (this.vocabulary, this.body, this.members, this.officers, this.groups) = (vocabulary, body, members, officers, groups);
        changes = [.. members.SelectMany(m => new[] { m.FromOn, m.ToOn, m.FullOn, m.InfirmFrom, m.InfirmTo })
            .Concat(officers.SelectMany(o => new DateOnly?[] { o.FromOn, o.ToOn })).Append(body.ElectedOn).OfType<DateOnly>().Distinct().Order()];
        known = new KnownFacts?[changes.Length + 1];
    }

    /// <summary>The facts of a day.</summary>
    public KnownFacts On(DateOnly day)
    {
        var at = Array.BinarySearch(changes, day);
        var segment = at >= 0 ? at + 1 : ~at;
        return known[segment] ??= Count(day);
    }

    /// <summary>The first of these days, and every later one (both ends included) on which something changed.</summary>
    public IEnumerable<DateOnly> Changes(DateOnly from, DateOnly to) => changes.Where(day => day > from && day <= to).Prepend(from);

    private KnownFacts Count(DateOnly day)
    {
        int full = 0, probationary = 0, infirm = 0;
        foreach (var member in members.AsSpan())
        {
            if (!member.Has(day)) continue;
            if (member.Full(day)) full += member.People; else probationary += member.People;
            if (member.Infirm(day)) infirm += member.People;
        }
        int committee = 0, secretaries = 0, deputies = 0;
        foreach (var officer in officers.AsSpan())
        {
            if (!officer.Holds(day) || !RuleCodes.CommitteePosts.Contains(officer.Post)) continue;
            committee++;
            if (officer.Post == RuleCodes.Secretary) secretaries++;
            if (officer.Post == RuleCodes.Deputy) deputies++;
        }
        var facts = new KnownFacts(vocabulary)
            .Set("org_kind", RuleCodes.Kind(body)).Set("org_field", RuleCodes.Field(body.Field))
            .Set("full_members", (long)full).Set("probationary_members", (long)probationary)
            .Set("has_committee", committee > RuleCodes.OfficersWithoutCommittee).Set("committee_size", (long)committee)
            .Set("all_members_infirm", full + probationary > 0 && infirm == full + probationary);
        return RuleCodes.Further(facts, body, new(full + probationary, committee, secretaries, deputies, groups));
    }
}

/// <summary>Counts of one day that several facts are made of.</summary>
internal readonly record struct BodyCounts(int Members, int Committee, int Secretaries, int Deputies, int Groups);
