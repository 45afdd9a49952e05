using Hangji.Modules.Members;
using Hangji.Modules.Members.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Members;

public sealed class Members_follow_their_bodies
{
    static readonly DateOnly Day = new(2026, 11, 1);

    static Task Follow(House house, Func<IFollowOrganizations, Task> act) => house.Work(async s =>
    {
        var db = s.GetRequiredService<AppDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await act(s.GetServices<IFollowOrganizations>().Single(f => f is FollowMembers));
        db.Facts.Add(Hangji.Platform.Facts.Fact.Of("organization.merged", (await db.Orgs.FirstAsync()).Id));
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    });

    [Theory, OnEveryDatabase]
    public async Task A_merged_branch_hands_its_members_over_and_its_own_past_stays(string on)
    {
        await using var house = await House.Open(on);
        var town = await house.Body("青石镇党委", kind: "committee");
        var (from, into) = (await house.Body("上竹村党支部", town), await house.Body("竹溪村党支部", town));
        var one = await house.Member(from, "陈启山", Situations.Members.Entry("陈启山") with { Mobile = true, MobilePlace = "杭州" });
        await house.Member(into, "林小满");
        var remaining = await house.Work(s => s.GetServices<IFollowOrganizations>().Single(f => f is FollowMembers).Remaining(from.Id, Day, default));
        Assert.Equal(1, remaining!.Args[0]);
        await Follow(house, f => f.Merge(from.Id, into.Id, Day, default));
        await house.Work(async s =>
        {
            var (db, roll) = (s.GetRequiredService<AppDb>(), s.GetRequiredService<IMemberRoll>());
            Assert.Equal(2, (await roll.Of(into.Id, Day)).Count);
            Assert.Empty(await roll.Of(from.Id, Day));
            Assert.Equal(one.PersonId, Assert.Single(await roll.Of(from.Id, Day.AddDays(-1))).PersonId);
            var person = await db.TakePerson(one.PersonId, default);
            Assert.Equal((into.Id, into.Path), (person.OrgId, person.OrgPath));
            Assert.Equal(into.Id, (await db.Spells.SingleAsync()).OrgId);
            var now = await db.Memberships.SingleAsync(m => m.PersonId == one.PersonId && m.ToOn == null);
            Assert.Equal((one.JoinedOn, one.FullSince, "placed", into.Path), (now.JoinedOn, now.FullSince, now.Entry, now.OrgPath));
        });
        Assert.Null(await house.Work(s => s.GetServices<IFollowOrganizations>().Single(f => f is FollowMembers).Remaining(from.Id, Day, default)));
    }

    [Theory, OnEveryDatabase]
    public async Task A_group_that_moves_takes_its_members_to_the_other_branch(string on)
    {
        await using var house = await House.Open(on);
        var (left, next) = (await house.Body("竹溪村党支部"), await house.Body("溪口村党支部"));
        var group = await house.Body("第一党小组", left, "group");
        var (goes, stays) = (await house.Member(left, "陈启山"), await house.Member(left, "林小满"));
        Assert.Null(await house.Work(s => s.GetRequiredService<MoveBetweenGroups>().Run(goes.Id, group.Id, default)));
        await Follow(house, f => f.Moved(group.Id, left.Id, next.Id, Day, default));
        var roll = await house.Work(s => s.GetRequiredService<IMemberRoll>().Of(next.Id, new(2026, 11, 20)));
        Assert.Equal(goes.PersonId, Assert.Single(roll).PersonId);
        Assert.Equal(stays.PersonId, Assert.Single(await house.Work(s => s.GetRequiredService<IMemberRoll>().Of(left.Id, new(2026, 11, 20)))).PersonId);
    }
}
