using Hangji.Modules.Members.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Meetings;

/// <summary>点名: everything that a meeting of one body on one day is measured against: the roll of that day, the committee, the rules.</summary>
/// <param name="Roll">Who is due, in pinyin order; empty where the body keeps no roll.</param>
/// <param name="Committee">Who may chair without being asked why; the secretary first.</param>
internal sealed record RollCall(OrgNode Org, MeetingKind Kind, DateOnly On, IReadOnlyList<RollEntry> Roll, IReadOnlyList<RollEntry> Committee, Rulebook Book, DateOnly Today)
{
    public bool Community => Org.Field == "community";
    /// <summary>Bodies without a roll are counted in the room.</summary>
    public bool CountsTheRoom => Kind.Roll == RollOf.Room || Roll.Count == 0;
    public Voting.VoteRules Rules(string subject, string? countedBy) => Kind.RulesOn(Book, On, subject, countedBy, Community);
}

/// <summary>Reads roll calls. A body outside the acting seat's range does not exist for it.</summary>
internal sealed class RollCaller(AppDb db, IMemberRoll members, LocalRules rules, TimeProvider clock)
{
    public async Task<RollCall> Of(long orgId, string kind, DateOnly on, CancellationToken stop)
    {
        var org = await db.Orgs.AsNoTracking().SingleOrDefaultAsync(o => o.Id == orgId, stop) ?? throw new OutOfScopeException($"organization {orgId}");
        var of = MeetingKinds.All.GetValueOrDefault(kind) ?? MeetingKinds.HeldBy(org.Kind)[0];
        var committee = await members.Committee(orgId, on, stop);
        var roll = of.Roll switch
        {
            RollOf.Committee => committee,
            RollOf.Room => [],
            RollOf.Joint => await Joint(org, committee, on, stop),
            _ => await members.Of(orgId, on, stop),
        };
        return new(org, of, on, roll, committee, await rules.Of(org.Id, stop), clock.Today());
    }

    /// <summary>两委联席: both committees, everybody once. From a seat that does not see both, nobody is on the roll and the room is counted.</summary>
    async Task<IReadOnlyList<RollEntry>> Joint(OrgNode org, IReadOnlyList<RollEntry> committee, DateOnly on, CancellationToken stop)
    {
        if (OrgKinds.IsLed(org.Kind)) return [];
        var roll = committee.ToList();
        var others = await db.Orgs.AsNoTracking().Where(o => o.ParentId == org.Id && (o.Kind == OrgKinds.VillagersCommittee || o.Kind == OrgKinds.ResidentsCommittee) && (o.DissolvedOn == null || o.DissolvedOn > on)).Select(o => o.Id).ToListAsync(stop);
        foreach (var other in others) roll.AddRange(await members.Committee(other, on, stop));
        return [.. roll.DistinctBy(e => e.PersonId)];
    }
}
