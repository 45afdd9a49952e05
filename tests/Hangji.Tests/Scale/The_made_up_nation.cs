using Hangji.Bench.DataSets;
using Hangji.Modules.Organizations.Contract;

namespace Hangji.Tests.Scale;

/// <summary>The data set agrees with the published communiqué, is the same for the same seed, and is a tree that the program would have let people build.</summary>
public sealed class The_made_up_nation
{
    private const long Sample = 1_000_000;

    [Theory]
    [InlineData(2021, 1)]
    [InlineData(2024, 7)]
    [InlineData(2025, 42)]
    public void Every_published_share_of_members_is_met_within_one_percent(int year, ulong seed)
    {
        var (c, end) = (Communique.Of(year), new DateOnly(year, 12, 31));
        int n = 0, women = 0, minority = 0, college = 0, recruits = 0, recruitWomen = 0;
        var (ages, joined, jobs) = (new int[8], new int[4], new int[8]);
        foreach (var member in DataSet.Members(seed, Sample, year))
        {
            n++;
            if (member.Woman) women++;
            if (member.Minority) minority++;
            if (member.Education < 40) college++;
            ages[Band(end, member.BornOn)]++;
            joined[member.JoinedOn < new DateOnly(1949, 10, 1) ? 0 : member.JoinedOn < new DateOnly(1979, 1, 1) ? 1 : member.JoinedOn < new DateOnly(2012, 11, 1) ? 2 : 3]++;
            jobs[(int)member.Occupation]++;
            if (member.JoinedOn.Year == year) { recruits++; if (member.Woman) recruitWomen++; }
            Assert.True(member.JoinedOn >= member.BornOn.AddYears(18) && member.JoinedOn <= end, $"{member} joined too young or too late");
        }
        Assert.InRange(n, Sample * 0.995, Sample * 1.005);
        void Near(double published, int counted, string what) => Assert.True(Math.Abs(counted / (double)n / (published / c.Members) - 1) < 0.01, $"{what}: published {published / c.Members:P3}, drawn {counted / (double)n:P3}");
        Near(c.Women, women, "women");
        Near(c.Minority, minority, "minorities");
        Near(c.College, college, "college");
        for (var i = 0; i < 8; i++) Near(c.Age[i], ages[i], $"age band {i}");
        for (var i = 1; i < 4; i++) Near(c.Joined[i], joined[i], $"joining band {i}");
        // Four in ten thousand joined before 1949: some 400 of this sample over 31 provinces, so one percent is four people. The nation whole is within one.
        Assert.InRange(joined[0] / (double)n / (c.Joined[0] / c.Members), 0.93, 1.07);
        for (var i = 0; i < 8; i++) Near(c.Occupation[i], jobs[i], $"{(Occupation)i}");
        Near(c.Recruited.Total, recruits, "intake of the year");
        Assert.InRange(recruitWomen / (double)recruits / (c.Recruited.Women / c.Recruited.Total), 0.98, 1.02);
    }

    [Fact]
    public void The_bodies_of_the_nation_add_up_by_kind_and_by_field()
    {
        var c = Communique.Of(2025);
        var (kinds, fields, places, members, gone) = (new Dictionary<string, int>(), new int[Walks.Count + 1], 0, 0L, 0L);
        foreach (var part in new DataSet(1).Parts)
            foreach (var body in part.Bodies())
            {
                members += body.Members;
                gone += body.Gone;
                fields[(int)body.Walk]++;
                // Committees of provinces, cities and counties are local bodies; the communiqué counts those at the base.
                if (body.Walk == Walk.Locality && body.Place.Code.Length < 9) places++;
                else kinds[body.Kind == OrgKinds.WorkCommittee ? OrgKinds.Committee : body.Kind] = kinds.GetValueOrDefault(body.Kind == OrgKinds.WorkCommittee ? OrgKinds.Committee : body.Kind) + 1;
            }
        void Near(double published, double counted, string what) => Assert.True(Math.Abs(counted / (published * Communique.Unit) - 1) < 0.01, $"{what}: published {published}, drawn {counted / Communique.Unit:0.00}");
        Assert.Equal(31 + 342 + 2978, places);
        Near(c.Bodies, kinds.Values.Sum(), "bodies");
        Near(c.Committees, kinds[OrgKinds.Committee], "committees");
        Near(c.GeneralBranches, kinds[OrgKinds.GeneralBranch], "general branches");
        Near(c.Branches, kinds[OrgKinds.Branch], "branches");
        Near(c.Fields[0], fields[(int)Walk.Organ], "organs");
        Near(c.Fields[1], fields[(int)Walk.Institution] + fields[(int)Walk.School] + fields[(int)Walk.University], "institutions");
        Near(c.Fields[2], fields[(int)Walk.State] + fields[(int)Walk.Private], "enterprises");
        Near(c.Fields[3], fields[(int)Walk.Social], "social organizations");
        Near(c.Members, members, "members");
        Near(Communique.All.Sum(y => y.Lost), gone, "members lost in five years");
    }

    [Fact]
    public void A_province_drawn_alone_is_the_same_as_in_the_nation_and_another_seed_is_another_nation()
    {
        var alone = new DataSet(5, only: "63").Parts.Single();
        var among = new DataSet(5).Parts.Single(p => p.Province.Code == "63");
        Assert.Equal(among.Bodies().Select(b => (b.Path, b.Kind, b.Members)).Take(20_000), alone.Bodies().Select(b => (b.Path, b.Kind, b.Members)).Take(20_000));
        Assert.Equal(among.Members(gone: true).Take(50_000), alone.Members(gone: true).Take(50_000));
        Assert.NotEqual(alone.Members().Take(100), new DataSet(6, only: "63").Parts.Single().Members().Take(100));
    }

    [Fact]
    public void Bodies_come_in_the_order_of_the_tree_and_stand_where_they_may()
    {
        var bodies = new DataSet(3, only: "1101").Parts.Single().Bodies().ToList();
        Assert.Equal(bodies.OrderBy(b => b.Path.Value, StringComparer.Ordinal).Select(b => b.Ordinal), bodies.Select(b => b.Ordinal));
        Assert.Equal(Enumerable.Range(0, bodies.Count), bodies.Select(b => b.Ordinal));
        foreach (var body in bodies.Skip(1))
        {
            var above = bodies[body.Above];
            Assert.Equal(above.Path, body.Path.Parent);
            Assert.True(body.Path.Number < above.Children);
            Assert.True(OrgKinds.MayStandUnder(OrgKinds.Of(body.Kind), OrgKinds.Of(above.Kind)), $"{body.Kind} under {above.Kind}");
        }
        foreach (var (above, children) in bodies.Skip(1).CountBy(b => b.Above)) Assert.Equal(bodies[above].Children, children);
        Assert.All(bodies.Where(b => b.Kind != OrgKinds.Branch), b => Assert.Equal(0, b.Members));
    }

    [Fact]
    public void A_county_has_its_superiors_and_nothing_beside_it()
    {
        var bodies = new DataSet(3, only: "110101").Parts.Single().Bodies().ToList();
        Assert.Equal(["11", "1101", "110101"], bodies.Take(3).Select(b => b.Place.Code));
        Assert.All(bodies.Skip(3), b => Assert.StartsWith("110101", b.Place.Code));
        Assert.InRange(bodies.Count, 800, 4000);
    }

    private static int Band(DateOnly end, DateOnly born)
    {
        var age = end.Year - born.Year;
        return age <= 30 ? 0 : age >= 61 ? 7 : (age - 26) / 5;
    }
}
