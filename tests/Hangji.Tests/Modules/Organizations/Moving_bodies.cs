using Hangji.Modules.Organizations;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Organizations;

public sealed class Moving_bodies
{
    private static readonly DateOnly Today = new(2026, 11, 20), Moved = new(2025, 3, 1), Before = new(2025, 2, 28);

    private static MoveOrganization.Form To(OrgNode above, DateOnly? on = null) => new MoveOrganization.Form { ParentId = above.Id }.With(on ?? Moved);

    private static async Task<string[]> Below(House house, OrgNode seat, OrgNode top, DateOnly on) => await house.Work(Trees.SeatOf(seat), async s =>
    {
        var tree = s.GetRequiredService<OrgTree>();
        return (await (await tree.Subtree((await tree.Find(top.Id))!, on)).Select(o => o.ShortName).ToListAsync()).Order(StringComparer.Ordinal).ToArray();
    });

    [Theory, OnEveryDatabase]
    public async Task A_branch_moves_with_its_groups_and_with_every_record(string on)
    {
        await using var house = await House.Open(on);
        var county = await house.Body("县委", kind: "committee");
        var (a, b) = (await house.Body("甲镇党委", county, "committee"), await house.Body("乙镇党委", county, "committee"));
        var branch = await house.Body("竹溪村党支部", a);
        var group = await house.Body("第一党小组", branch, "group");
        Assert.Null(await house.Act<MoveOrganization>(county, s => s.Run(branch.Id, To(b), default)));
        await house.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            var (now, part) = (await db.Orgs.SingleAsync(o => o.Id == branch.Id), await db.Orgs.SingleAsync(o => o.Id == group.Id));
            Assert.True(b.Place.Covers(now.Place) && now.Place.Covers(part.Place));
            Assert.Equal((b.Id, now.Place.Depth, now.Depth + 1), (now.ParentId, now.Depth, part.Depth));
            Assert.All(await db.Facts.Where(f => f.OrgId == branch.Id).ToListAsync(), f => Assert.Equal(now.Path, f.OrgPath));
            Assert.All(await db.OrgSpans.ToListAsync(), span => Assert.Equal((now.Path, a.Id), (span.OrgPath, span.ParentId!.Value)));
        });
        Assert.Equal(["乙镇党委", "竹溪村党支部", "第一党小组"], await Below(house, county, b, Moved));
        Assert.Equal(["乙镇党委"], await Below(house, county, b, Before));
        Assert.Equal(["甲镇党委", "竹溪村党支部", "第一党小组"], (await Below(house, county, a, Before)).Order(StringComparer.Ordinal));
        Assert.Equal(["甲镇党委"], await Below(house, county, a, Today));
    }

    [Theory, OnEveryDatabase]
    public async Task Breadcrumbs_name_the_superiors_of_the_day_even_out_of_scope(string on)
    {
        await using var house = await House.Open(on);
        var county = await house.Body("县委", kind: "committee");
        var (a, b) = (await house.Body("甲镇党委", county, "committee"), await house.Body("乙镇党委", county, "committee"));
        var branch = await house.Body("竹溪村党支部", a);
        Assert.Null(await house.Act<MoveOrganization>(county, s => s.Run(branch.Id, To(b), default)));
        var now = await house.Work(s => s.GetRequiredService<AppDb>().Orgs.SingleAsync(o => o.Id == branch.Id));
        Assert.Equal([("县委", false), ("乙镇党委", false)], (await house.Read(now, t => t.Superiors(now, Today))).Select(o => (o.ShortName, o.InScope)));
        Assert.Equal([("县委", true), ("甲镇党委", true)], (await house.Read(county, t => t.Superiors(now, Before))).Select(o => (o.ShortName, o.InScope)));
    }

    [Theory, OnEveryDatabase]
    public async Task Branches_inside_moved_branches_are_put_back_where_they_were(string on)
    {
        await using var house = await House.Open(on);
        var county = await house.Body("县委", kind: "committee");
        var (a, b, c) = (await house.Body("甲镇", county, "committee"), await house.Body("乙镇", county, "committee"), await house.Body("丙镇", county, "committee"));
        var (zone, x, y) = (await house.Body("园区", a, "committee"), await house.Body("丁支部", b), await house.Body("戊支部", c));
        // The branch of B goes into the zone of A, the zone with it goes to C, and a branch of C goes to A.
        Assert.Null(await house.Act<MoveOrganization>(county, s => s.Run(x.Id, To(zone, new(2025, 3, 1)), default)));
        Assert.Null(await house.Act<MoveOrganization>(county, s => s.Run(zone.Id, To(c, new(2025, 4, 1)), default)));
        Assert.Null(await house.Act<MoveOrganization>(county, s => s.Run(y.Id, To(a, new(2025, 5, 1)), default)));
        async Task Was(DateOnly day, string inA, string inB, string inC)
        {
            foreach (var (top, expected) in new[] { (a, inA), (b, inB), (c, inC) })
                Assert.Equal(expected, string.Join(' ', (await Below(house, county, top, day)).Where(n => n != top.ShortName)));
        }
        await Was(new(2025, 2, 28), "园区", "丁支部", "戊支部");
        await Was(new(2025, 3, 31), "丁支部 园区", "", "戊支部");
        await Was(new(2025, 4, 30), "", "", "丁支部 园区 戊支部");
        await Was(Today, "戊支部", "", "丁支部 园区");
        Assert.Equal(7, (await Below(house, county, county, new(2025, 2, 28))).Length);
    }

    [Theory, OnEveryDatabase]
    public async Task Two_moves_at_once_never_make_a_circle(string on)
    {
        await using var house = await House.Open(on);
        var county = await house.Body("县委", kind: "committee");
        var (a, b) = (await house.Body("甲", county, "committee"), await house.Body("乙", county, "committee"));
        var answers = await Task.WhenAll(
            Task.Run(() => house.Act<MoveOrganization>(county, s => s.Run(a.Id, To(b), default))), Task.Run(() => house.Act<MoveOrganization>(county, s => s.Run(b.Id, To(a), default))));
        Assert.Single(answers, r => r is null);
        Assert.Equal(3, (await Below(house, county, county, Today)).Length);
    }

    [Theory, OnEveryDatabase]
    public async Task A_row_written_into_the_old_place_meanwhile_comes_along(string on)
    {
        await using var house = await House.Open(on);
        var county = await house.Body("县委", kind: "committee");
        var (a, b) = (await house.Body("甲镇党委", county, "committee"), await house.Body("乙镇党委", county, "committee"));
        var branch = await house.Body("竹溪村党支部", a);
        Assert.Null(await house.Act<MoveOrganization>(county, s => s.Run(branch.Id, To(b), default)));
        await house.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            db.Add(new Appointment { Id = Ids.Next(), OrgId = branch.Id, OrgPath = branch.Path, PersonId = 1, Post = "secretary", FromOn = Moved });
            db.Facts.Add(Fact.Of("appointment.made", branch.Id));
            await db.SaveChangesAsync();
            await Hangji.Platform.Tree.PathRewriter.Sweep(db, branch.Place, default);
            Assert.Equal((await db.Orgs.SingleAsync(o => o.Id == branch.Id)).Path, (await db.Appointments.AsNoTracking().SingleAsync()).OrgPath);
        });
    }

    [Theory, OnEveryDatabase]
    public async Task Out_of_the_seat_s_range_nothing_moves(string on)
    {
        await using var house = await House.Open(on);
        var (a, b) = (await house.Body("甲镇党委", kind: "committee"), await house.Body("乙镇党委", kind: "committee"));
        var branch = await house.Body("竹溪村党支部", a);
        await Assert.ThrowsAsync<OutOfScopeException>(() => house.Act<MoveOrganization>(a, s => s.Run(branch.Id, To(b), default)));
        await Assert.ThrowsAsync<OutOfScopeException>(() => house.Act<MoveOrganization>(b, s => s.Run(branch.Id, To(b), default)));
    }

    [Theory, OnEveryDatabase]
    public async Task A_merge_brings_groups_and_members_to_the_survivor(string on)
    {
        var members = new Followers();
        await using var house = await House.Open(on, s => s.AddSingleton<IFollowOrganizations>(members));
        var town = await house.Body("青石镇党委", kind: "committee");
        var (a, b) = (await house.Body("竹溪村党支部", town), await house.Body("溪口村党支部", town));
        var group = await house.Body("溪口小组", b, "group");
        Assert.Null(await house.Act<MergeOrganizations>(town, s => s.Run(a.Id, new MergeOrganizations.Form { Bodies = [b.Id] }.With(Moved), default)));
        Assert.Equal([(b.Id, a.Id)], members.Merged);
        Assert.Equal([(group.Id, (long?)b.Id, (long?)a.Id)], members.Came);
        Assert.Equal(["溪口小组", "竹溪村党支部", "青石镇党委"], await Below(house, town, town, Today));
        Assert.Equal(["溪口小组", "溪口村党支部"], await Below(house, town, b, Before));
        Assert.Equal(["merge"], (await house.Work(s => s.GetRequiredService<AppDb>().OrgActs.Where(o => o.OrgId == a.Id).ToListAsync())).Select(o => o.Act));
    }

    [Theory, OnEveryDatabase]
    public async Task A_split_makes_a_body_beside_it_with_the_chosen_groups(string on)
    {
        var members = new Followers();
        await using var house = await House.Open(on, s => s.AddSingleton<IFollowOrganizations>(members));
        var town = await house.Body("青石镇党委", kind: "committee");
        var branch = await house.Body("竹溪村党支部", town);
        var (first, second) = (await house.Body("第一小组", branch, "group"), await house.Body("第二小组", branch, "group"));
        var form = new SplitOrganization.Form { Code = "NEW", Name = "中共竹溪村东支部委员会", ShortName = "竹溪东党支部", Bodies = [second.Id] }.With(Moved);
        Assert.Null(await house.Act<SplitOrganization>(town, s => s.Run(branch.Id, form, default)));
        Assert.Equal([(second.Id, (long?)branch.Id, (long?)form.Id)], members.Came);
        Assert.Equal(["第一小组"], (await house.Read(town, t => t.Children(branch.Id, Today))).Select(o => o.ShortName));
        Assert.Equal(["第二小组"], (await house.Read(town, t => t.Children(form.Id, Today))).Select(o => o.ShortName));
        Assert.Equal(2, (await house.Read(town, t => t.Children(branch.Id, Before))).Count);
    }

    private static OrgNode Node(long id, string path, string kind = "committee", long? parent = null, DateOnly? dissolved = null) => new()
    {
        Id = id, Path = path, ParentId = parent, Code = $"{id}", Name = "甲", ShortName = "甲", Kind = kind, Field = "village", Relation = "own", SetUpOn = new(2020, 1, 1), Since = new(2020, 1, 1), Initials = "", DissolvedOn = dissolved,
    };

    private static string? Obstacle(OrgNode node, OrgNode above, DateOnly? on = null, DateOnly? lastAct = null) =>
        MoveOrganization.Check(To(above, on), node, above, lastAct ?? node.Since, Today)?.Field;

    [Fact] public void It_moves_beside() => Assert.Null(Obstacle(Node(2, "10/10/", parent: 1), Node(3, "10/11/")));
    [Fact] public void Not_under_itself() => Assert.Equal("ParentId", Obstacle(Node(2, "10/10/", parent: 1), Node(2, "10/10/")));
    [Fact] public void Not_under_its_own_branch() => Assert.Equal("ParentId", Obstacle(Node(2, "10/10/", parent: 1), Node(4, "10/10/10/")));
    [Fact] public void Not_where_it_stands() => Assert.Equal("ParentId", Obstacle(Node(2, "10/10/", parent: 1), Node(1, "10/")));
    [Fact] public void Not_under_a_body_that_is_gone() => Assert.Equal("ParentId", Obstacle(Node(2, "10/10/", parent: 1), Node(3, "10/11/", dissolved: new(2025, 1, 1))));
    [Fact] public void Not_a_committee_under_a_branch() => Assert.Equal("ParentId", Obstacle(Node(2, "10/10/", parent: 1), Node(3, "10/11/", "branch")));
    [Fact] public void On_the_day_of_the_last_act_it_moves() => Assert.Null(Obstacle(Node(2, "10/10/", parent: 1), Node(3, "10/11/"), Moved, Moved));
    [Fact] public void The_day_before_it_does_not() => Assert.Equal("On", Obstacle(Node(2, "10/10/", parent: 1), Node(3, "10/11/"), Before, Moved));
}
