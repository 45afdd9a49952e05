using Hangji.Modules.Access;
using Hangji.Modules.Access.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Log;
using Hangji.Platform.Log.Audit;
using Hangji.Platform.Log.Keeping;
using Hangji.Platform.Log.Verifying;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Platform.Log;

public sealed class Sealing_the_audit_trail
{
    private static async Task<House> Sealed(string on)
    {
        var house = await LogDesk.Open(on);
        var town = await house.Body("青石镇党委", kind: "committee");
        foreach (var name in new[] { "竹溪", "溪口", "云山" }) await house.Body(name, town);
        await house.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            for (var i = 0; i < 3; i++) db.Add(new AuditEntry { Id = Ids.Next(), At = house.Clock.GetUtcNow().UtcDateTime, Kind = AuditKinds.SignedIn, Actor = "甲" });
            await db.SaveChangesAsync();
        });
        Assert.Equal(7, await Seal(house));
        return house;
    }

    private static async Task<int> Seal(House house)
    {
        var rows = await house.Services.GetRequiredService<Sealer>().Run(default);
        await house.Round(LogName.Audit);
        return rows;
    }

    private static Task<IReadOnlyList<Finding>> Check(House house) => house.Work(s => s.GetRequiredService<AuditCheck>().Run(default));

    [Theory, OnEveryDatabase]
    public async Task Finds_nothing_while_nothing_was_changed_and_seals_each_row_once(string on)
    {
        await using var house = await Sealed(on);
        Assert.Equal(0, await Seal(house));
        await house.Body("新村");
        Assert.Equal(1, await Seal(house));
        await using (var next = new Process(house.Store, house.Clock)) Assert.Equal(0, await next.Services.GetRequiredService<Sealer>().Run(default));
        Assert.Empty(await Check(house));
        Assert.Empty(await house.Check(LogName.Audit));
        Assert.Empty(await house.Work(s => s.GetRequiredService<Inspection>().Run(LogName.Audit, default)));
        Assert.All(await house.Entries(LogName.Audit), e => Assert.StartsWith("{\"at\":", e));
    }

    [Theory, OnEveryDatabase]
    public async Task Names_the_row_that_was_changed_deleted_or_put_in(string on)
    {
        await using var house = await Sealed(on);
        var (changed, deleted, audit) = await house.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            var facts = await db.Facts.OrderBy(f => f.Id).Select(f => f.Id).ToListAsync();
            var entry = await db.AuditEntries.OrderBy(a => a.Id).Select(a => a.Id).FirstAsync();
            var (one, two) = (facts[1], facts[2]);
            await db.Facts.Where(f => f.Id == one).ExecuteUpdateAsync(set => set.SetProperty(f => f.Actor, "乙"));
            await db.Facts.Where(f => f.Id == two).ExecuteDeleteAsync();
            // Who can change the audit record at all can also take away what the database keeps watch with.
            if (on == "sqlite") await db.Database.ExecuteSqlRawAsync("drop trigger audit_entries_stay; drop trigger audit_entries_remain");
            if (on == "postgres") await db.Database.ExecuteSqlRawAsync("drop trigger audit_entries_stay on audit_entries");
            await db.AuditEntries.Where(a => a.Id == entry).ExecuteUpdateAsync(set => set.SetProperty(a => a.Actor, (string?)null));
            db.Add(new AuditEntry { Id = 17, At = house.Clock.GetUtcNow().UtcDateTime, Kind = AuditKinds.SignedIn });
            await db.SaveChangesAsync();
            return (one, two, entry);
        });
        Assert.Equal(new[] { $"audit_entries 17", $"audit_entries {audit}", $"facts {changed}", $"facts {deleted}" }.Order(), (await Check(house)).Select(f => f.Where).Order());
    }

    [Theory, OnEveryDatabase]
    public async Task A_body_that_moves_with_its_records_changes_no_seal(string on)
    {
        await using var house = await Sealed(on);
        await house.Work(s => s.GetRequiredService<AppDb>().Facts.ExecuteUpdateAsync(set => set.SetProperty(f => f.OrgPath, f => f.OrgPath + "00/")));
        Assert.Empty(await Check(house));
    }

    [Theory, OnEveryDatabase]
    public async Task A_row_that_commits_late_is_sealed_in_the_next_round(string on)
    {
        await using var house = await Sealed(on);
        var early = Ids.Next();
        await house.Body("先提交");
        await Seal(house);
        await house.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            db.Add(new AuditEntry { Id = early, At = house.Clock.GetUtcNow().UtcDateTime, Kind = AuditKinds.SignedIn });
            await db.SaveChangesAsync();
        });
        Assert.Equal(1, await Seal(house));
        Assert.Empty(await Check(house));
    }
}
