using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Tree;

namespace Hangji.Bench.DataSets;

/// <summary>
/// The bodies of a nation: committees of its places; villages and communities below the townships, some with branches of their own; and below each county,
/// city and province four committees of sectors (organs; education and institutions; state firms; private firms and social organizations) with their units.
/// </summary>
/// <remarks>How many of what stands where comes from shares of one line that all places lie on (<see cref="Even.Share"/>), so the nation adds up to the
/// published totals, and any province is drawn without the others.</remarks>
internal sealed class BodyPlan
{
    /// <summary>Of villages and communities: with a committee, with a general branch; the others have a branch.</summary>
    private const double VillageCommittees = 0.10, VillageGenerals = 0.20, CommunityCommittees = 0.25, CommunityGenerals = 0.35, RuralShareOfBranches = 0.61;

    private static readonly (string Kind, Walk[] Walks)[] Sectors = [("work-committee", [Walk.Organ]), ("committee", [Walk.Institution, Walk.School, Walk.University]), ("committee", [Walk.State]), ("work-committee", [Walk.Private, Walk.Social])];

    private readonly double[] committees = new double[Walks.Count], generals = new double[Walks.Count], branches = new double[Walks.Count], size = new double[Walks.Count];
    private readonly double villages = Communique.Villages * Communique.Unit, communities = Communique.Communities * Communique.Unit;
    private readonly double perVillage, perCommunity, goneShare;

    public BodyPlan(Communique c, Calibration calibration, Divisions divisions, double scale)
    {
        var (villageTops, communityTops) = (villages * (VillageCommittees + VillageGenerals), communities * (CommunityCommittees + CommunityGenerals));
        var sectors = Enumerable.Range(0, Walks.Count).Select(w => Walks.Bodies(c, (Walk)w) * Communique.Unit).ToArray();
        var below = c.Bodies * Communique.Unit - divisions.Townships - villages - communities - sectors.Sum();
        (perVillage, perCommunity) = (below * RuralShareOfBranches / villageTops, below * (1 - RuralShareOfBranches) / communityTops);
        // What the places do not use of the published committees and general branches is in the sectors, by their size.
        var hubs = divisions.Hubs * Sectors.Length;
        var units = c.Committees * Communique.Unit - divisions.Townships - hubs - villages * VillageCommittees - communities * CommunityCommittees;
        var general = c.GeneralBranches * Communique.Unit - villages * VillageGenerals - communities * CommunityGenerals;
        for (var w = 0; w < Walks.Count; w++)
        {
            var share = sectors[w] / sectors.Sum();
            (committees[w], generals[w]) = (units * share, general * share);
            branches[w] = sectors[w] - committees[w] - generals[w] - hubs * share;
        }
        (branches[(int)Walk.Village], branches[(int)Walk.Community]) = (villages - villageTops + below * RuralShareOfBranches, communities - communityTops + below * (1 - RuralShareOfBranches));
        for (var w = 0; w < Walks.Count; w++) size[w] = calibration.MembersIn((Walk)w) / branches[w] * scale;
        goneShare = Communique.All.Where(y => y.Year <= c.Year).Sum(y => y.Lost) / c.Members;
    }

    public IEnumerable<Body> Bodies(int part, Division province, string? only, ulong key) => new Drawing(this, only, key).Place(province, -1, OrgPath.Root(part));

    /// <summary>One run through a part: what was numbered so far.</summary>
    private sealed class Drawing(BodyPlan plan, string? only, ulong key)
    {
        private readonly long[] member = new long[Walks.Count], gone = new long[Walks.Count], branch = new long[Walks.Count];
        private readonly double[] due = new double[Walks.Count], dueGone = new double[Walks.Count];
        private int ordinal, places;

        public IEnumerable<Body> Place(Division place, int above, OrgPath path)
        {
            // Of a county that was asked for alone: its superiors, and nothing beside it.
            var within = only is null || place.Code.StartsWith(only, StringComparison.Ordinal);
            var below = within ? place.Below : [.. place.Below.Where(p => only!.StartsWith(p.Code, StringComparison.Ordinal) || p.Code.StartsWith(only!, StringComparison.Ordinal))];
            if (place.Code.Length == 9)
            {
                foreach (var body in Township(place, above, path)) yield return body;
                yield break;
            }
            var sectors = within ? Sectors.Length : 0;
            var own = Take(above, path, OrgKinds.Committee, Walk.Locality, place, 0, below.Count + sectors);
            yield return own;
            for (var i = 0; i < below.Count; i++)
                foreach (var body in Place(below[i], own.Ordinal, path.Child(i))) yield return body;
            for (var s = 0; s < sectors; s++)
                foreach (var body in Sector(place, own.Ordinal, path.Child(below.Count + s), s)) yield return body;
        }

        private IEnumerable<Body> Township(Division place, int above, OrgPath path)
        {
            var (rural, urban) = (Even.Share(plan.villages, place.RuralFrom, place.RuralTo), Even.Share(plan.communities, place.UrbanFrom, place.UrbanTo));
            var own = Take(above, path, place.RuralWeight < 1 ? OrgKinds.WorkCommittee : OrgKinds.Committee, Walk.Locality, place, 0, rural + urban);
            yield return own;
            for (var i = 0; i < rural + urban; i++)
            {
                var walk = i < rural ? Walk.Village : Walk.Community;
                var (committee, general, per) = walk == Walk.Village ? (VillageCommittees, VillageGenerals, plan.perVillage) : (CommunityCommittees, CommunityGenerals, plan.perCommunity);
                var at = Even.At(key + (ulong)walk, places++);
                var kind = at < committee ? OrgKinds.Committee : at < committee + general ? OrgKinds.GeneralBranch : OrgKinds.Branch;
                var count = kind == OrgKinds.Branch ? 0 : (int)(per + (Even.Hash(key, (ulong)places) >> 11) * (1.0 / (1UL << 53)));
                var village = Take(own.Ordinal, path.Child(i), kind, walk, place, i, count);
                yield return village;
                for (var b = 0; b < count; b++) yield return Take(village.Ordinal, village.Path.Child(b), OrgKinds.Branch, walk, place, b, 0, within: i);
            }
        }

        private IEnumerable<Body> Sector(Division place, int above, OrgPath path, int sector)
        {
            var (kind, walks) = Sectors[sector];
            int Of(double[] total, Walk walk) => Even.Share(total[(int)walk], place.HubFrom, place.HubTo);
            var units = walks.Select(w => (Walk: w, Committees: Of(plan.committees, w), Generals: Of(plan.generals, w), Branches: Of(plan.branches, w))).ToList();
            // Of general branches half stand under a committee where there is one; of branches a quarter stand alone, the others under a unit in turn.
            var hub = Take(above, path, kind, walks[0], place, 0, units.Sum(u => u.Committees + Alone(u.Generals, u.Committees, 2) + Alone(u.Branches, u.Committees + u.Generals, 4)));
            yield return hub;
            var (number, serial) = (0, 0);
            foreach (var (walk, committees, generals, branches) in units)
            {
                var (freeGenerals, freeBranches) = (Alone(generals, committees, 2), Alone(branches, committees + generals, 4));
                var (bound, under) = (generals - freeGenerals, branches - freeBranches);
                var (tops, nextUnder) = (committees + generals, 0);
                int Branches(int top) => tops == 0 ? 0 : under / tops + (top < under % tops ? 1 : 0);
                for (var c = 0; c < committees; c++)
                {
                    var (mine, first) = (bound / committees + (c < bound % committees ? 1 : 0), nextUnder);
                    var committee = Take(hub.Ordinal, hub.Path.Child(number++), OrgKinds.Committee, walk, place, serial++, mine + Branches(c));
                    yield return committee;
                    for (var g = 0; g < mine; g++)
                    {
                        var top = committees + nextUnder++;
                        foreach (var body in General(committee, g, walk, place, serial++, Branches(top))) yield return body;
                    }
                    for (var b = 0; b < Branches(c); b++) yield return Take(committee.Ordinal, committee.Path.Child(mine + b), OrgKinds.Branch, walk, place, b, 0, within: committee.Serial);
                }
                for (var g = 0; g < freeGenerals; g++)
                    foreach (var body in General(hub, number++, walk, place, serial++, Branches(committees + bound + g))) yield return body;
                for (var b = 0; b < freeBranches; b++) yield return Take(hub.Ordinal, hub.Path.Child(number++), OrgKinds.Branch, walk, place, serial++, 0);
            }
        }

        private IEnumerable<Body> General(Body above, int child, Walk walk, Division place, int serial, int branches)
        {
            var general = Take(above.Ordinal, above.Path.Child(child), OrgKinds.GeneralBranch, walk, place, serial, branches);
            yield return general;
            for (var b = 0; b < branches; b++) yield return Take(general.Ordinal, general.Path.Child(b), OrgKinds.Branch, walk, place, b, 0, within: serial);
        }

        private static int Alone(int count, int tops, int of) => tops == 0 ? count : count / of;

        private Body Take(int above, OrgPath path, string kind, Walk walk, Division place, int serial, int children, int within = -1)
        {
            var (members, left, firstMember, firstGone) = (0, 0, 0L, 0L);
            if (kind == OrgKinds.Branch)
            {
                var w = (int)walk;
                // From two fifths to eight fifths of the usual size, evenly.
                var wanted = plan.size[w] * (0.4 + 1.2 * Even.At(key + 31 * (ulong)walk, branch[w]++));
                (firstMember, firstGone) = (member[w], gone[w]);
                members = Whole(ref due[w], wanted);
                left = Whole(ref dueGone[w], wanted * plan.goneShare);
                (member[w], gone[w]) = (firstMember + members, firstGone + left);
            }
            return new() { Ordinal = ordinal++, Above = above, Path = path, Kind = kind, Walk = walk, Place = place, Serial = serial, Within = within, Children = children, Members = members, FirstMember = firstMember, Gone = left, FirstGone = firstGone };
        }

        private static int Whole(ref double due, double wanted)
        {
            var whole = (int)(due += wanted);
            due -= whole;
            return whole;
        }
    }
}
