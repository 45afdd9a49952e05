using System.Diagnostics;
using Hangji.Bench.DataSets;
using Hangji.Modules.Duties;
using Hangji.Modules.Meetings;
using Hangji.Modules.Members;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Hangji.Platform.Tree;
using Hangji.Shell;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hangji.Tests.Scale;

/// <summary>Judging everybody at once says of each body what its own page says; and what is saved is seen at once, from above within two seconds.</summary>
public sealed class Duties_of_everybody
{
    private static readonly DateOnly Today = new(2026, 11, 20), From = new(2026, 1, 1), To = new(2026, 12, 31);

    private static async Task<House> County(string on)
    {
        var house = await House.Open(on);
        Assert.Null(await new LoadDataSet(house.Services.GetRequiredService<IServiceScopeFactory>(), house.Store, house.Services.GetRequiredService<PersonSecrets>(), _ => { })
            .Run(new("county", 4, "110101", long.MaxValue, 1, "plain"), new DataSet(4, only: "110101"), default));
        return house;
    }

    [Theory, OnEveryDatabase]
    public async Task Are_what_the_desk_says_of_each(string on)
    {
        await using var house = await County(on);
        // Facts that change within the year: people come, go and become infirm, a committee forms, a body ends; a group's meeting counts for its branch.
        await house.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            var branches = await db.Set<OrgNode>().Where(o => o.Kind == OrgKinds.Branch).OrderBy(o => o.Path).Select(o => o.Id).Take(60).ToListAsync();
            await db.Set<Membership>().Where(m => branches.Take(20).Contains(m.OrgId) && m.PersonId % 3 == 0).ExecuteUpdateAsync(m => m.SetProperty(x => x.FromOn, new DateOnly(2026, 5, 17)));
            await db.Set<Membership>().Where(m => branches.Skip(20).Take(20).Contains(m.OrgId) && m.PersonId % 2 == 0).ExecuteUpdateAsync(m => m.SetProperty(x => x.ToOn, new DateOnly(2026, 8, 2)));
            await db.Set<Appointment>().Where(a => branches.Skip(40).Take(10).Contains(a.OrgId)).ExecuteUpdateAsync(a => a.SetProperty(x => x.FromOn, new DateOnly(2026, 3, 9)));
            await db.Set<OrgNode>().Where(o => branches.Skip(50).Take(5).Contains(o.Id)).ExecuteUpdateAsync(o => o.SetProperty(x => x.DissolvedOn, new DateOnly(2026, 7, 20)));
            await db.Set<OrgNode>().Where(o => branches.Skip(55).Contains(o.Id)).ExecuteUpdateAsync(o => o.SetProperty(x => x.SetUpOn, new DateOnly(2026, 4, 20)));
        });
        var sweep = house.Services.GetRequiredService<DutySweep>();
        var swept = await sweep.Read(null, From, To, Today, default);
        var (late, rules) = (new Dictionary<long, int>(), (IReadOnlyDictionary<string, long[]>?)null);
        rules = swept.Judge((body, n) => late.Add(body, n));
        var said = await house.Work(async s =>
        {
            var (db, desk) = (s.GetRequiredService<AppDb>(), s.GetRequiredService<DutyDesk>());
            return await desk.Of(await desk.Bodies(await db.Set<OrgNode>().AsNoTracking().SingleAsync(o => o.ParentId == null), From, To, default), From, To, Today, default);
        });
        Assert.Equal(said.Count, swept.Bodies);
        bool Swept(Duty d) => d.Period is not null && d.Rule.Subject == Subject.Body;
        foreach (var body in said)
            Assert.True(body.Duties.Count(d => Swept(d) && d.State == DutyState.Overdue) == late.GetValueOrDefault(body.Body.Id), $"{body.Body.ShortName} {body.Body.Path}: {string.Join(", ", body.Duties.Where(d => Swept(d) && d.State == DutyState.Overdue).Select(d => d.Key))} / {late.GetValueOrDefault(body.Body.Id)}");
        // And rule by rule in every state.
        foreach (var (rule, counts) in rules)
            foreach (var state in new[] { DutyState.Satisfied, DutyState.Late, DutyState.Overdue, DutyState.Due, DutyState.Exempt })
                Assert.True(counts[(int)state] == said.Sum(b => b.Duties.LongCount(d => Swept(d) && d.Rule.Id == rule && d.State == state)), $"{rule} {state}: {counts[(int)state]} / {said.Sum(b => b.Duties.LongCount(d => Swept(d) && d.Rule.Id == rule && d.State == state))}");
        Assert.True(late.Count > 100, $"{late.Count} bodies late");

        // Again, from the files that it left; then a record makes the file of its own stretch stale and no other; a body that moves makes all of them so.
        var again = await sweep.Read(null, From, To, Today, default);
        Assert.True(again.FromFiles > 5 && swept.FromFiles == 0, $"{again.FromFiles} stretches from files");
        Assert.Equal(Flat(rules), Flat(again.Judge()));
        var branch = said.First(b => b.Body.Kind == OrgKinds.Branch && b.Body.DissolvedOn is null && b.Duties.Any(d => d.Rule.Id == "theme-day-monthly" && d.Start.Month == 11 && d.State == DutyState.Due)).Body;
        await Record(house, branch);
        var after = await sweep.Read(null, From, To, Today, default);
        Assert.Equal(again.FromFiles - 1, after.FromFiles);
        Assert.Equal(rules["theme-day-monthly"][(int)DutyState.Satisfied] + 1, after.Judge()["theme-day-monthly"][(int)DutyState.Satisfied]);
        await house.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            db.Facts.Add(Fact.Of("organization.move", branch.Id, branch.Id, Today));
            await db.SaveChangesAsync();
        });
        Assert.Equal(0, (await sweep.Read(null, From, To, Today, default)).FromFiles);

        // A township alone is the same as among all.
        var township = said.First(b => b.Body.Depth == 4 && b.Body.Kind != OrgKinds.Branch && late.Keys.Count(id => said.Any(x => x.Body.Id == id && x.Body.Path.StartsWith(b.Body.Path, StringComparison.Ordinal))) > 2).Body;
        var alone = new Dictionary<long, int>();
        (await sweep.Read(township.Place, From, To, Today, default)).Judge((body, n) => alone.Add(body, n));
        Assert.Equal(late.Where(l => said.Single(b => b.Body.Id == l.Key).Body.Path.StartsWith(township.Path, StringComparison.Ordinal)).OrderBy(l => l.Key), alone.OrderBy(l => l.Key));
    }

    private static string Flat(IReadOnlyDictionary<string, long[]> rules) => string.Join('\n', rules.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{r.Key} {string.Join(' ', r.Value)}"));

    /// <summary>The branch holds its theme day of November.</summary>
    private static Task<int> Record(House house, OrgNode branch) => house.Work(a => a.As(ScopeRange.Below(branch.Place), null, null, "书记"), async s =>
    {
        var (db, caller) = (s.GetRequiredService<AppDb>(), s.GetRequiredService<RollCaller>());
        var call = await caller.Of(branch.Id, MeetingKinds.ThemeDay, new(2026, 11, 19), default);
        Assert.Null((await new RecordMeeting(db, caller, s.GetRequiredService<MinuteBook>()).Run(new Recording { OrgId = call.Org.Id, Kind = MeetingKinds.ThemeDay, Theme = "学习", HeldOn = new(2026, 11, 19), StartsAt = new(15, 0), Chair = "书记", Items = [] })).Refusal);
        return 0;
    });

    [Theory, OnEveryDatabase]
    public async Task A_saved_meeting_counts_at_once_and_from_above_within_two_seconds(string on)
    {
        await using var house = await County(on);
        var (branch, township) = await house.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            var village = await db.Set<OrgNode>().AsNoTracking().Where(o => o.Kind == OrgKinds.Branch && o.Field == "village" && o.DivisionCode != null).OrderBy(o => o.Path).FirstAsync();
            return (village, await db.Set<OrgNode>().AsNoTracking().SingleAsync(o => o.Id == village.ParentId));
        });
        Task<DutyState> OfBranch() => house.Work(a => a.As(ScopeRange.Below(branch.Place), null, null, "书记"), async s => (await s.GetRequiredService<DutyDesk>().Of([branch], From, To, Today, default))[0].Duties.Single(d => d.Rule.Id == "theme-day-monthly" && d.Start.Month == 11).State);
        // The township asks another process on the same database, which keeps what it has answered before.
        await using var services = new ServiceCollection().AddLogging().AddHangji(house.Store).Replace(ServiceDescriptor.Singleton<TimeProvider>(house.Clock)).BuildServiceProvider(validateScopes: true);
        var other = House.Of(services, house.Store, house.Clock);
        Task<DutyState?> FromAbove() => other.Work(a => a.As(ScopeRange.Below(township.Place), null, null, "镇党委"), async s => (await s.GetRequiredService<DutyDesk>().BelowLines(township, default)).Single(l => l.Body.Body.Id == branch.Id).Body.Duties.Single(d => d.Rule.Id == "theme-day-monthly" && d.Start.Month == 11)?.State);
        Assert.Equal(DutyState.Due, await OfBranch());
        Assert.Equal(DutyState.Due, await FromAbove());

        var saved = Stopwatch.StartNew();
        await Record(house, branch);
        saved.Restart();
        Assert.Equal(DutyState.Satisfied, await OfBranch());
        var own = saved.Elapsed;
        while (await FromAbove() != DutyState.Satisfied && saved.Elapsed < TimeSpan.FromSeconds(2)) await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Equal(DutyState.Satisfied, await FromAbove());
        Assert.True(own < TimeSpan.FromSeconds(1) && saved.Elapsed < TimeSpan.FromSeconds(2), $"the township saw it after {saved.Elapsed.TotalSeconds:0.0} s, the branch after {own.TotalSeconds:0.0} s");
    }
}
