using Hangji.Modules.Members;
using Hangji.Modules.Members.Contract;
using Hangji.Platform;
using Hangji.Platform.Scope;
using Hangji.Tests.Situations;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Members;

public sealed class Computing_the_roll
{
    static readonly DateOnly Day = new(2026, 11, 20);

    [Theory, OnEveryDatabase]
    public async Task Every_case_of_who_counts(string on)
    {
        await using var house = await House.Open(on);
        var branch = await house.Body("竹溪村党支部");
        var full = await house.Member(branch, "陈启山");
        var probationer = await house.Member(branch, "林小满", Situations.Members.Entry("林小满", joined: new(2026, 5, 1)));
        var watched = await house.Member(branch, "王大力");
        var held = await house.Member(branch, "赵六子");
        var old = await house.Member(branch, "黄阿婆");
        var stopped = await house.Member(branch, "失联人");
        var mobile = await house.Member(branch, "外出人");
        var left = await house.Member(branch, "转走人");
        await Spell(house, watched, new(Hangji.Modules.Members.Spell.NoVote, "liucha", new(2026, 1, 1), "青纪发〔2026〕1号", ToOn: new(2027, 1, 1)));
        await Spell(house, held, new(Hangji.Modules.Members.Spell.NoVote, "custody", new(2026, 11, 20), "决定书"));
        await Spell(house, old, new(Hangji.Modules.Members.Spell.Infirm, "old", new(2026, 1, 1), ReviewOn: new(2027, 1, 1)));
        await Spell(house, stopped, new(Hangji.Modules.Members.Spell.Stopped, "lost-contact", new(2026, 6, 1), "支部决议"));
        await Spell(house, mobile, new(Hangji.Modules.Members.Spell.Mobile, "work", new(2026, 2, 1), Place: "杭州"));
        Assert.Null(await house.Work(s => s.GetRequiredService<EndMembership>().Run(left.Id, new(2026, 11, 19), "moved-out", "介绍信", default)));

        var roll = (await Roll(house, branch.Id, Day)).ToDictionary(e => e.PersonId);
        Assert.Equal(6, roll.Count);
        Assert.Equal((true, null), (roll[full.PersonId].MayVote, roll[full.PersonId].WhyNoVote));
        Assert.Equal((false, "due-probationer", true), (roll[probationer.PersonId].MayVote, roll[probationer.PersonId].WhyNoVote, roll[probationer.PersonId].Probationary));
        Assert.Equal("due-liucha", roll[watched.PersonId].WhyNoVote);
        Assert.Equal("due-custody", roll[held.PersonId].WhyNoVote);
        Assert.Equal((true, true), (roll[old.PersonId].MayVote, roll[old.PersonId].Infirm));
        Assert.True(roll[mobile.PersonId].MayVote);
        Assert.DoesNotContain(stopped.PersonId, roll.Keys);

        var before = (await Roll(house, branch.Id, new(2026, 11, 19))).ToDictionary(e => e.PersonId);
        Assert.True(before[held.PersonId].MayVote);
        Assert.Contains(left.PersonId, before.Keys);
        Assert.DoesNotContain(probationer.PersonId, (await Roll(house, branch.Id, new(2026, 4, 30))).Select(e => e.PersonId));
        Assert.True((await Roll(house, branch.Id, new(2027, 1, 1))).Single(e => e.PersonId == watched.PersonId).MayVote);
    }

    [Theory, OnEveryDatabase]
    public async Task A_group_has_its_members_also_for_its_own_seat(string on)
    {
        await using var house = await House.Open(on);
        var branch = await house.Body("竹溪村党支部");
        var group = await house.Body("第一党小组", branch, "group");
        var (inside, outside) = (await house.Member(branch, "陈启山"), await house.Member(branch, "林小满"));
        Assert.Null(await house.Work(s => s.GetRequiredService<MoveBetweenGroups>().Run(inside.Id, group.Id, default)));
        var roll = await house.Work(Trees.SeatOf(group), s => s.GetRequiredService<IMemberRoll>().Of(group.Id, Day));
        Assert.Equal([inside.PersonId], roll.Select(e => e.PersonId));
        await Assert.ThrowsAsync<OutOfScopeException>(() => house.Work(Trees.SeatOf(group), s => s.GetRequiredService<IMemberRoll>().Of(branch.Id, Day)));
        Assert.Equal(2, (await Roll(house, branch.Id, Day)).Count);
    }

    [Theory, OnEveryDatabase]
    public async Task A_committee_is_its_officers_secretary_first_and_names_outlive_a_transfer(string on)
    {
        await using var house = await House.Open(on);
        var branch = await house.Body("竹溪村党支部");
        var (one, two) = (await house.Member(branch, "安某某"), await house.Member(branch, "左某某"));
        await house.Work(async s =>
        {
            var officer = s.GetRequiredService<AppointOfficer>();
            Assert.Null(await officer.Run(branch.Id, new(one.PersonId, "organization-member", new(2026, 1, 1), null, null), default));
            Assert.Null(await officer.Run(branch.Id, new(two.PersonId, "secretary", new(2026, 1, 1), null, null), default));
        });
        var committee = await house.Work(s => s.GetRequiredService<IMemberRoll>().Committee(branch.Id, Day));
        Assert.Equal([(two.PersonId, "secretary"), (one.PersonId, "organization-member")], committee.Select(e => (e.PersonId, e.Post!)));
        Assert.Empty(await house.Work(s => s.GetRequiredService<IMemberRoll>().Committee(branch.Id, new(2025, 12, 31))));
        var other = await house.Body("溪口村党支部");
        var names = await house.Work(Trees.SeatOf(other), s => s.GetRequiredService<IMemberRoll>().Names([one.PersonId, 5]));
        Assert.Equal("安某某", Assert.Single(names).Value);
    }

    static Task Spell(House house, Membership membership, BeginSpell.Form form) => house.Work(async s => Assert.Null(await s.GetRequiredService<BeginSpell>().Begin(membership.Id, form, default)));

    static Task<IReadOnlyList<RollEntry>> Roll(House house, long org, DateOnly on) => house.Work(s => s.GetRequiredService<IMemberRoll>().Of(org, on));
}
