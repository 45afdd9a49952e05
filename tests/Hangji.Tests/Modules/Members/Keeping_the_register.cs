using Hangji.Modules.Members;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Members;

public sealed class Keeping_the_register
{
    static readonly DateOnly Today = new(2026, 11, 20);

    [Theory, OnEveryDatabase]
    public async Task A_member_is_admitted_with_sealed_fields_and_a_fact_without_them(string on)
    {
        await using var house = await House.Open(on);
        var branch = await house.Body("竹溪村党支部");
        var id = Situations.Members.IdNumber(new(1980, 5, 6));
        var entry = Situations.Members.Entry("陈启山", id) with { Phone = "13812345678", Address = "青石镇竹溪村3组12号", Mobile = true, MobilePlace = "杭州", MobileContact = "13900001111" };
        var membership = await house.Member(branch, "陈启山", entry);
        await house.Work(Trees.SeatOf(branch), async s =>
        {
            var (db, secrets) = (s.GetRequiredService<AppDb>(), s.GetRequiredService<PersonSecrets>());
            var person = await db.TakePerson(membership.PersonId, default);
            Assert.Equal("3303**********" + id[14..], person.IdMasked);
            Assert.Equal(person.IdMasked, membership.IdMasked);
            Assert.Equal((id, "13812345678", "青石镇竹溪村3组12号"), (secrets.Id(person), secrets.Phone(person), secrets.Address(person)));
            var spell = await db.Spells.SingleAsync();
            Assert.Equal((Spell.Mobile, "13900001111"), (spell.Kind, secrets.Contact(spell)));
            var fact = await db.Facts.SingleAsync(f => f.Kind == "member.admitted");
            Assert.DoesNotContain(id, fact.Changes);
            Assert.DoesNotContain("13812345678", fact.Changes);
            Assert.DoesNotContain("3组12号", fact.Changes);
            Assert.Contains("陈启山", fact.Changes);
        });
    }

    [Theory, OnEveryDatabase]
    public async Task One_number_is_registered_once_and_a_stranger_is_not_told_where(string on)
    {
        await using var house = await House.Open(on);
        var town = await house.Body("青石镇党委", kind: "committee");
        var (mine, other) = (await house.Body("竹溪村党支部", town), await house.Body("溪口村党支部", town));
        var entry = Situations.Members.Entry("陈启山");
        await house.Member(other, "陈启山", entry);
        Task<Refusal?> From(Action<Acting> who, long org) => house.Work(who, s => s.GetRequiredService<AdmitMember>().Run(org, entry, "registered", default));
        var toStranger = await From(Trees.SeatOf(mine), mine.Id);
        Assert.Equal("这个公民身份号码已经在其他党组织名册上，请先办理组织关系转接", toStranger!.Message);
        Assert.Empty(toStranger.Args);
        Assert.Equal("溪口村党支部", Assert.Single((await From(Trees.SeatOf(town), mine.Id))!.Args));
        Assert.Equal("这个公民身份号码已经在本支部名册上", (await From(Trees.SeatOf(other), other.Id))!.Message);
        await Assert.ThrowsAsync<OutOfScopeException>(() => From(Trees.SeatOf(mine), other.Id));
    }

    [Theory, OnEveryDatabase]
    public async Task Who_left_one_branch_is_taken_in_by_another_as_the_same_person(string on)
    {
        await using var house = await House.Open(on);
        var (left, next) = (await house.Body("竹溪村党支部"), await house.Body("溪口村党支部"));
        var entry = Situations.Members.Entry("陈启山");
        var first = await house.Member(left, "陈启山", entry);
        Assert.Null(await house.Work(Trees.SeatOf(left), s => s.GetRequiredService<EndMembership>().Run(first.Id, new(2026, 10, 31), "moved-out", "介绍信 2026-17", default)));
        var moved = entry with { MovedInOn = new DateOnly(2026, 11, 1) };
        Assert.Null(await house.Work(Trees.SeatOf(next), s => s.GetRequiredService<AdmitMember>().Run(next.Id, moved, "moved-in", default)));
        await house.Work(Trees.SeatOf(next), async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            var second = await db.Memberships.SingleAsync();
            Assert.Equal(first.PersonId, second.PersonId);
            Assert.Equal(new DateOnly(2026, 11, 1), second.FromOn);
            Assert.Equal(next.Id, (await db.TakePerson(second.PersonId, default)).OrgId);
        });
        await Assert.ThrowsAsync<OutOfScopeException>(() => house.Work(Trees.SeatOf(left), s => s.GetRequiredService<AppDb>().TakePerson(first.PersonId, default)));
    }

    [Theory, OnEveryDatabase]
    public async Task A_stale_correction_is_told_and_loses_nothing(string on)
    {
        await using var house = await House.Open(on);
        var branch = await house.Body("竹溪村党支部");
        var entry = Situations.Members.Entry("陈启山");
        var membership = await house.Member(branch, "陈启山", entry);
        Task<Refusal?> Correct(MemberEntry to) => house.Work(Trees.SeatOf(branch), s => s.GetRequiredService<CorrectMember>().Run(membership.Id, to, (0, 0), "按档案更正", default));
        Assert.Null(await Correct(entry with { Name = "陈启珊", Unit = "竹溪村" }));
        Assert.Equal("别人刚刚改过这条记录，您的修改还没有保存，请对照后再提交", (await Correct(entry with { Unit = "别处" }))!.Message);
        await house.Work(Trees.SeatOf(branch), async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            var (person, now) = (await db.Persons.SingleAsync(), await db.Memberships.SingleAsync());
            Assert.Equal(("陈启珊", "竹溪村", "陈启珊"), (person.Name, person.Unit, now.Name));
            Assert.Equal(Pinyin.SortKey("陈启珊"), now.SortKey);
            var fact = await db.Facts.SingleAsync(f => f.Kind == "member.corrected");
            Assert.Equal("按档案更正", fact.Reason);
            Assert.Contains("\"name\":[\"陈启山\",\"陈启珊\"]", fact.Changes);
        });
    }

    [Theory, OnEveryDatabase]
    public async Task A_masked_field_opens_for_a_reason_and_the_opening_is_recorded(string on)
    {
        await using var house = await House.Open(on);
        var branch = await house.Body("竹溪村党支部");
        var entry = Situations.Members.Entry("陈启山");
        var membership = await house.Member(branch, "陈启山", entry);
        await house.Work(Trees.SeatOf(branch), async s =>
        {
            var reveal = s.GetRequiredService<RevealField>();
            Assert.NotNull(await reveal.Run(membership.PersonId, "id", "看看", default));
            Assert.Null(reveal.Value);
            Assert.Null(await reveal.Run(membership.PersonId, "id", "办理组织关系介绍信", default));
            Assert.Equal(entry.IdNumber, reveal.Value);
            var fact = await s.GetRequiredService<AppDb>().Facts.SingleAsync(f => f.Kind == "member.field-opened");
            Assert.Equal("办理组织关系介绍信", fact.Reason);
            Assert.DoesNotContain(entry.IdNumber!, fact.Data + fact.Changes);
        });
    }

    [Theory, OnEveryDatabase]
    public async Task An_officer_is_appointed_once_and_leaves_with_a_ground(string on)
    {
        await using var house = await House.Open(on);
        var branch = await house.Body("竹溪村党支部");
        var (one, two) = (await house.Member(branch, "陈启山"), await house.Member(branch, "林小满"));
        Task<Refusal?> Appoint(long person) => house.Work(Trees.SeatOf(branch), s => s.GetRequiredService<AppointOfficer>().Run(branch.Id, new(person, "secretary", new(2026, 3, 1), "elected", "青党发〔2026〕3号"), default));
        Assert.Null(await Appoint(one.PersonId));
        Assert.Equal("{0}已有现任，请先登记其离任", (await Appoint(two.PersonId))!.Message);
        await house.Work(Trees.SeatOf(branch), async s =>
        {
            var (db, officer) = (s.GetRequiredService<AppDb>(), s.GetRequiredService<AppointOfficer>());
            var held = await db.Set<Hangji.Modules.Organizations.Contract.Appointment>().SingleAsync();
            Assert.NotNull(await officer.End(held.Id, Today, " ", default));
            Assert.Null(await officer.End(held.Id, new(2026, 11, 1), "调任", default));
        });
        Assert.Null(await house.Work(Trees.SeatOf(branch), s => s.GetRequiredService<AppointOfficer>().Run(branch.Id, new(two.PersonId, "secretary", new(2026, 11, 1), null, null), default)));
    }

    [Theory, OnEveryDatabase]
    public async Task Stages_are_entered_one_by_one_and_end_with_membership(string on)
    {
        await using var house = await House.Open(on);
        var branch = await house.Body("竹溪村党支部");
        var id = Situations.Members.IdNumber(new(2000, 1, 2), man: false);
        await house.Work(Trees.SeatOf(branch), async s =>
        {
            var (db, stages) = (s.GetRequiredService<AppDb>(), s.GetRequiredService<RecordStage>());
            Assert.Null(await stages.Apply(branch.Id, new("林小满", "2", id), new(2024, 1, 5), default));
            Assert.NotNull(await stages.Apply(branch.Id, new("林小满", "2", id), new(2024, 1, 5), default));
            var person = (await db.Persons.SingleAsync()).Id;
            Assert.NotNull(await stages.Advance(person, "candidate", new(2025, 9, 1), default));
            Assert.Null(await stages.Advance(person, "activist", new(2024, 7, 10), default));
            Assert.NotNull(await stages.Advance(person, "candidate", new(2025, 7, 9), default));
            Assert.Null(await stages.Advance(person, "candidate", new(2025, 7, 10), default));
            var entry = Situations.Members.Entry("林小满", id, joined: new(2026, 3, 1), sex: "2") with { Born = new(2000, 1, 2) };
            Assert.Null(await s.GetRequiredService<AdmitMember>().Run(branch.Id, entry, "joined", default));
            Assert.Equal(person, (await db.Memberships.SingleAsync()).PersonId);
            Assert.All(await db.Stages.ToListAsync(), stage => Assert.NotNull(stage.ToOn));
        });
    }
}
