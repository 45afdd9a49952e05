using Hangji.Modules.Members;
using Hangji.Modules.Members.Contract;
using Hangji.Modules.Organizations;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Tests.Modules.Organizations;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Members;

public sealed class Following_the_tree
{
    private static readonly DateOnly Day = new(2026, 3, 1), Before = new(2026, 2, 28), Today = new(2026, 11, 20);

    private static Task<string[]> Roll(House house, OrgNode seat, long org, DateOnly on) => house.Work(Trees.SeatOf(seat), async s =>
        (await s.GetRequiredService<IMemberRoll>().Of(org, on)).Select(r => r.Name).Order(StringComparer.Ordinal).ToArray());

    private static Task Group(House house, Membership member, OrgNode group) => house.Work(async s => Assert.Null(await s.GetRequiredService<MoveBetweenGroups>().Run(member.Id, group.Id, default)));

    [Theory, OnEveryDatabase]
    public async Task A_merge_brings_members_to_the_survivor_from_its_day_on(string on)
    {
        await using var house = await House.Open(on);
        var town = await house.Body("青石镇党委", kind: "committee");
        var (a, b) = (await house.Body("竹溪村党支部", town), await house.Body("溪口村党支部", town));
        var group = await house.Body("溪口小组", b, "group");
        await house.Member(a, "陈启山");
        await house.Member(b, "林秋月");
        await Group(house, await house.Member(b, "何敏"), group);
        Assert.Null(await house.Act<MergeOrganizations>(town, s => s.Run(a.Id, new MergeOrganizations.Form { Bodies = [b.Id] }.With(Day), default)));
        Assert.Equal(new[] { "何敏", "林秋月", "陈启山" }.Order(StringComparer.Ordinal), await Roll(house, town, a.Id, Today));
        Assert.Equal(["何敏"], await Roll(house, town, group.Id, Today));
        Assert.Empty(await Roll(house, town, b.Id, Day));
        Assert.Equal(["陈启山"], await Roll(house, town, a.Id, Before));
        Assert.Equal(new[] { "何敏", "林秋月" }.Order(StringComparer.Ordinal), await Roll(house, town, b.Id, Before));
        await house.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            var survivor = await db.Orgs.SingleAsync(o => o.Id == a.Id);
            Assert.All(await db.Memberships.Where(m => m.OrgId == a.Id).ToListAsync(), m => Assert.Equal(survivor.Path, m.OrgPath));
            Assert.All(await db.Persons.ToListAsync(), p => Assert.Equal((a.Id, survivor.Path), (p.OrgId, p.OrgPath)));
        });
    }

    [Theory, OnEveryDatabase]
    public async Task A_split_takes_the_members_of_its_groups_along_and_leaves_the_others(string on)
    {
        await using var house = await House.Open(on);
        var town = await house.Body("青石镇党委", kind: "committee");
        var branch = await house.Body("竹溪村党支部", town);
        var group = await house.Body("第二小组", branch, "group");
        await house.Member(branch, "陈启山");
        await Group(house, await house.Member(branch, "何敏"), group);
        var form = new SplitOrganization.Form { Code = "EAST", Name = "中共竹溪村东支部委员会", ShortName = "竹溪东党支部", Bodies = [group.Id] }.With(Day);
        Assert.Null(await house.Act<SplitOrganization>(town, s => s.Run(branch.Id, form, default)));
        Assert.Equal(["何敏"], await Roll(house, town, form.Id, Today));
        Assert.Equal(["陈启山"], await Roll(house, town, branch.Id, Today));
        Assert.Equal(new[] { "何敏", "陈启山" }.Order(StringComparer.Ordinal), await Roll(house, town, branch.Id, Before));
        Assert.Equal(["何敏"], await Roll(house, town, group.Id, Today));
    }

    [Theory, OnEveryDatabase]
    public async Task A_branch_with_members_is_not_dissolved(string on)
    {
        await using var house = await House.Open(on);
        var town = await house.Body("青石镇党委", kind: "committee");
        var branch = await house.Body("竹溪村党支部", town);
        await house.Member(branch, "陈启山");
        Assert.Equal([1], (await house.Act<DissolveOrganization>(town, s => s.Run(branch.Id, new DissolveOrganization.Form().With(Today), default)))?.Args);
    }
}
