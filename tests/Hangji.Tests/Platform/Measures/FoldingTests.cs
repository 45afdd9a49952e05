using Hangji.Modules.Members;
using Hangji.Modules.Organizations;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Measures;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Hangji.Tests.Platform.Measures;

/// <summary>Roll-ups: folded from facts, in whatever order they were committed, and the same when counted again.</summary>
public sealed class Folding_facts_into_the_sums_of_every_superior
{
    private static MeasureFold Fold(House house) => house.Services.GetRequiredService<MeasureFold>();

    private static async Task FoldAll(House house) { while (await Fold(house).Once() > 0) { } }

    private static Task Held(House house, OrgNode body, DateOnly on) => house.Work(async s =>
    {
        var db = s.GetRequiredService<AppDb>();
        db.Facts.Add(Fact.Of("meeting.held", body.Id, null, on));
        await db.SaveChangesAsync();
    });

    private static Task<long> Total(House house, OrgNode body, string measure, int? month = null) => house.Work(async s =>
        await s.GetRequiredService<AppDb>().Set<MeasureSum>().Where(m => m.OrgId == body.Id && m.Measure == measure && (month == null || m.Month == month)).SumAsync(m => m.Total));

    private static Task<List<string>> Everything(House house) => house.Work(async s =>
        (await s.GetRequiredService<AppDb>().Set<MeasureSum>().AsNoTracking().ToListAsync()).Where(m => (m.Own, m.Total) != default).Select(m => $"{m.OrgId} {m.Measure} {m.Month} {m.Own} {m.Total}").Order(StringComparer.Ordinal).ToList());

    private static async Task<(OrgNode County, OrgNode Town, OrgNode Other, OrgNode Branch)> Place(House house)
    {
        var county = await house.Body("安澜县委", kind: OrgKinds.Committee);
        var (town, other) = (await house.Body("青石镇党委", county, OrgKinds.Committee), await house.Body("白云镇党委", county, OrgKinds.Committee));
        return (county, town, other, await house.Body("竹溪村党支部", town));
    }

    [Theory, OnEveryDatabase]
    public async Task A_save_is_in_the_figures_of_all_above_in_its_own_month_and_beside_it_in_none(string on)
    {
        await using var house = await House.Open(on);
        var (county, town, other, branch) = await Place(house);
        await Held(house, branch, new(2026, 3, 31));
        await Held(house, branch, new(2026, 4, 1));
        await FoldAll(house);
        foreach (var body in new[] { county, town, branch })
        {
            Assert.Equal(2, await Total(house, body, "meetings.held"));
            Assert.Equal(1, await Total(house, body, "meetings.held", 202603));
        }
        Assert.Equal(0, await Total(house, other, "meetings.held"));
        Assert.Equal(0, await Fold(house).Once());
    }

    [Theory, OnEveryDatabase]
    public async Task Counted_again_from_the_first_fact_it_is_the_same(string on)
    {
        await using var house = await House.Open(on);
        var (county, _, other, branch) = await Place(house);
        await house.Member(branch, "陈启山");
        await Held(house, branch, new(2026, 2, 1));
        await FoldAll(house);
        // A month later one goes, and another branch comes.
        house.Clock.Now = house.Clock.Now.AddDays(40);
        await house.Body("溪口村党支部", other, setUpOn: new(2026, 12, 1));
        await FoldAll(house);
        var before = await Everything(house);
        Assert.True(before.Count > 10);
        await Fold(house).Replay();
        Assert.Equal(before, await Everything(house));
        // Even where somebody had put his hand to the sums.
        await house.Work(s => s.GetRequiredService<AppDb>().Set<MeasureSum>().Where(m => m.Measure == "meetings.held").ExecuteDeleteAsync());
        await Fold(house).Replay();
        Assert.Equal(before, await Everything(house));
        Assert.Equal(5, await Total(house, county, "bodies"));
    }

    [Theory, OnEveryDatabase]
    public async Task Many_who_save_and_several_who_fold_at_once_count_each_fact_once(string on)
    {
        await using var house = await House.Open(on);
        var (county, _, _, branch) = await Place(house);
        var saving = Task.WhenAll(Enumerable.Range(0, 4).Select(w => Task.Run(async () => { for (var i = 0; i < 25; i++) await Held(house, branch, new(2026, 1 + i % 11, 1 + w)); })));
        var folding = Enumerable.Range(0, 2).Select(_ => Task.Run(async () => { while (!saving.IsCompleted) { await Fold(house).Once(); await Task.Yield(); } })).ToList();
        await saving;
        await Task.WhenAll(folding);
        await FoldAll(house);
        Assert.Equal(100, await Total(house, county, "meetings.held"));
        Assert.Equal(100, await Total(house, branch, "meetings.held"));
    }

    [Fact]
    public async Task A_long_transaction_that_commits_after_later_facts_is_not_passed_over()
    {
        await using var house = await House.Open("postgres");
        var (county, _, _, branch) = await Place(house);
        // An earlier id, taken by an import that is not through yet.
        var early = Ids.Next();
        await using var connection = new NpgsqlConnection(house.Store.Postgres);
        await connection.OpenAsync();
        await using var slow = await connection.BeginTransactionAsync();
        await using var insert = new NpgsqlCommand($"insert into facts (id, org_id, org_path, kind, held_on, recorded_at, actor) values ({early}, {branch.Id}, '{branch.Path}', 'meeting.held', '2026-05-05', now(), 'x')", connection, slow);
        await insert.ExecuteNonQueryAsync();
        await Held(house, branch, new(2026, 5, 6));
        await FoldAll(house);
        Assert.Equal(1, await Total(house, county, "meetings.held"));
        await slow.CommitAsync();
        await FoldAll(house);
        Assert.Equal(2, await Total(house, county, "meetings.held"));
    }

    [Theory, OnEveryDatabase]
    public async Task A_branch_that_moves_takes_its_figures_along(string on)
    {
        await using var house = await House.Open(on);
        var (county, town, other, branch) = await Place(house);
        await Held(house, branch, new(2026, 3, 1));
        await FoldAll(house);
        Assert.Null(await house.Work(s => s.GetRequiredService<MoveOrganization>().Run(branch.Id, new() { ParentId = other.Id, On = new(2026, 11, 20), DocumentNo = "安组〔2026〕1号", Approver = "安澜县委" }, default)));
        // Between the move and the next round something is recorded under the new superior.
        await Held(house, branch, new(2026, 3, 2));
        await FoldAll(house);
        Assert.Equal(0, await Total(house, town, "meetings.held"));
        Assert.Equal(2, await Total(house, other, "meetings.held"));
        Assert.Equal(2, await Total(house, county, "meetings.held"));
        var folded = await Everything(house);
        await Fold(house).Replay();
        Assert.Equal(folded, await Everything(house));
    }

    [Theory, OnEveryDatabase]
    public async Task A_stock_changes_by_itself_on_its_day(string on)
    {
        await using var house = await House.Open(on);
        var (county, _, _, branch) = await Place(house);
        await house.Member(branch, "陈启山", Situations.Members.Entry("陈启山", joined: new(2025, 12, 10)));
        await FoldAll(house);
        Assert.Equal(0, await Total(house, county, "members.probation-over"));
        house.Clock.Now = new DateTimeOffset(2026, 12, 10, 9, 0, 0, TimeSpan.FromHours(8));
        await FoldAll(house);
        Assert.Equal(0, await Total(house, county, "members.probation-over"));
        house.Clock.Now = new DateTimeOffset(2026, 12, 11, 9, 0, 0, TimeSpan.FromHours(8));
        await FoldAll(house);
        Assert.Equal(1, await Total(house, county, "members.probation-over"));
        Assert.Equal(1, await Total(house, county, "members.probation-over", 202612));
        // What was so in November stays so in November.
        Assert.Equal(0, await house.Work(async s => await s.GetRequiredService<AppDb>().Set<MeasureSum>().Where(m => m.OrgId == county.Id && m.Measure == "members.probation-over" && m.Month <= 202611).SumAsync(m => m.Total)));
    }
}
