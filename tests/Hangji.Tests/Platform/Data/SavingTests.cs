using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Platform.Data;

public sealed class Saving_records
{
    private static Appointment Post(OrgNode org) => new() { Id = Ids.Next(), OrgId = org.Id, PersonId = 7, Post = "secretary", FromOn = new(2026, 1, 1) };

    [Theory, OnEveryDatabase]
    public async Task A_seat_sees_its_subtree_and_nothing_beside_it(string on)
    {
        await using var house = await House.Open(on);
        var town = await house.Body("青石镇党委", kind: "committee");
        var (mine, other) = (await house.Body("竹溪村党支部", town), await house.Body("溪口村党支部", town));
        var seen = await house.Work(Trees.SeatOf(mine), s => s.GetRequiredService<AppDb>().Orgs.Select(o => o.Id).ToListAsync());
        Assert.Equal([mine.Id], seen);
        var above = await house.Work(Trees.SeatOf(town), s => s.GetRequiredService<AppDb>().Orgs.Select(o => o.Id).ToListAsync());
        Assert.Equal(new[] { town.Id, mine.Id, other.Id }.Order(), above.Order());
    }

    [Theory, OnEveryDatabase]
    public async Task A_row_of_another_organization_is_refused_on_write(string on)
    {
        await using var house = await House.Open(on);
        var (mine, other) = (await house.Body("竹溪村党支部"), await house.Body("溪口村党支部"));
        await Assert.ThrowsAsync<OutOfScopeException>(() => house.Work(Trees.SeatOf(mine), async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            db.Add(Post(other));
            db.Facts.Add(Fact.Of("appointment.made", mine.Id));
            return await db.SaveChangesAsync();
        }));
        Assert.Empty(await house.Work(s => s.GetRequiredService<AppDb>().Appointments.ToListAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task A_change_without_a_fact_is_a_programming_error(string on)
    {
        await using var house = await House.Open(on);
        var mine = await house.Body("竹溪村党支部");
        await Assert.ThrowsAsync<InvalidOperationException>(() => house.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            db.Add(Post(mine));
            await db.SaveChangesAsync();
        }));
    }

    [Theory, OnEveryDatabase]
    public async Task A_form_posted_twice_is_the_same_act_once(string on)
    {
        await using var house = await House.Open(on);
        var mine = await house.Body("竹溪村党支部");
        Task<int> Submit() => house.Work(a => { a.AsProgram("测试"); a.FormKey = "one-form"; }, async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            db.Add(Post(mine));
            db.Facts.Add(Fact.Of("appointment.made", mine.Id));
            return await db.SaveChangesAsync();
        });
        await Submit();
        await Assert.ThrowsAsync<RepeatedPostException>(Submit);
        Assert.Single(await house.Work(s => s.GetRequiredService<AppDb>().Appointments.ToListAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task The_fact_says_who_when_and_what_changed(string on)
    {
        await using var house = await House.Open(on);
        var mine = await house.Body("竹溪村党支部");
        var fact = await house.Work(Trees.SeatOf(mine), async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            (await db.Orgs.SingleAsync()).Phone = "0571-1234567";
            db.Facts.Add(Fact.Of("organization.changed", mine.Id, mine.Id));
            await db.SaveChangesAsync();
            return await db.Facts.AsNoTracking().OrderByDescending(f => f.Id).FirstAsync();
        });
        Assert.Equal(house.Clock.GetUtcNow().UtcDateTime, fact.RecordedAt);
        Assert.Contains("竹溪村党支部", fact.Actor);
        Assert.Contains("\"phone\":[null,\"0571-1234567\"]", fact.Changes);
    }
}
