using Hangji.Modules.Members;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Hangji.Shell;
using Hangji.Tests.Situations;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Hangji.Tests.Platform.Data;

/// <summary>The same program on tables that lie in two clusters: the same answers, each subtree read where it lies.</summary>
public sealed class Laid_over_two_clusters
{
    [Fact]
    public async Task Every_seat_gets_the_same_answers_and_a_subtree_is_read_only_where_it_lies()
    {
        await using var house = await House.Open("postgres");
        var top = await house.Body("省委", kind: "committee");
        var (east, west) = (await house.Body("东市委", top, "committee"), await house.Body("西市委", top, "committee"));
        foreach (var (city, names) in new[] { (east, "甲乙丙丁戊"), (west, "己庚辛壬癸") })
        {
            var branch = await house.Body($"{city.Name}支部", city);
            foreach (var name in names) await house.Member(branch, $"党员{name}");
        }
        OrgNode[] seats = [top, east, west];
        var before = new List<Answers>();
        foreach (var seat in seats) before.Add(await house.Work(Trees.SeatOf(seat), Ask));

        var far = await TestServer.NewDatabase();
        try
        {
            var refused = await house.Work(s => new Spread(s.GetRequiredService<AppDb>()).Lay(TestServer.Connection(far), west.Path));
        Assert.True(refused is null, string.Join(" ", refused?.Args ?? []));
            await using var both = new ServiceCollection().AddLogging().AddHangji(house.Store with { Postgres = Spread.Over(house.Store.Postgres!) }).BuildServiceProvider();
            for (var i = 0; i < seats.Length; i++)
            {
                Assert.Equivalent(before[i], await Work(both, Trees.SeatOf(seats[i]), Ask), strict: true);
                Assert.NotEmpty(before[i].Names);
            }

            // Rows are where they belong, and nothing is in both.
            Assert.Equal(5L, await Count(house.Store.Postgres!));
            Assert.Equal(5L, await Count(TestServer.Connection(far)));
            Assert.DoesNotContain("Foreign Scan", await Plan(both, east), StringComparison.Ordinal);
            var western = await Plan(both, west);
            Assert.Contains("Foreign Scan", western, StringComparison.Ordinal);
            Assert.DoesNotContain("Index Scan", western, StringComparison.Ordinal);

            // A record made there is kept there, and no answer that was kept before is taken for fresh.
            var marked = await Work(both, a => a.AsProgram("测试"), s => s.GetRequiredService<AppDb>().FactMark());
            Assert.NotEqual(marked, await Work(both, a => a.AsProgram("测试"), s => s.GetRequiredService<AppDb>().FactMark()));
            await Work(both, Trees.SeatOf(west), async s =>
            {
                var db = s.GetRequiredService<AppDb>();
                var one = await db.Memberships.FirstAsync();
                one.DossierPlace = "西市档案馆";
                db.Facts.Add(Fact.Of("membership.corrected", one.OrgId, one.Id));
                return await db.SaveChangesAsync();
            });
            Assert.Equal(1L, await Count(TestServer.Connection(far), " where dossier_place is not null"));
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            await TestServer.Drop(far);
        }
    }

    [Theory, InlineData("西市委"), InlineData("'; drop table facts; --"), InlineData("")]
    public async Task A_cut_that_is_no_path_is_refused(string cut)
    {
        await using var house = await House.Open("postgres");
        var refusal = await house.Work(s => new Spread(s.GetRequiredService<AppDb>()).Lay(house.Store.Postgres!, cut));
        Assert.Equal("cut", refusal?.Field);
    }

    private sealed record Answers(List<string> Names, int Count, List<string> Bodies, Dictionary<string, int> BySex, int Facts);

    private static async Task<Answers> Ask(IServiceProvider s)
    {
        var db = s.GetRequiredService<AppDb>();
        var choice = MemberSelection.From(new QueryCollection(), new(2026, 11, 20));
        var finding = await choice.Of(db, s.GetRequiredService<PersonSecrets>(), default);
        var found = finding.Rows;
        return new([.. (await choice.Page(db, finding, default)).Rows.Select(m => m.Name)], await found.CountAsync(), await db.Orgs.AsNoTracking().OrderBy(o => o.Path).Select(o => o.Name).ToListAsync(),
            await found.GroupBy(m => m.Sex).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count), await db.Facts.CountAsync());
    }

    private static Task<string> Plan(IServiceProvider services, OrgNode seat) => Work(services, Trees.SeatOf(seat), async s =>
    {
        var db = s.GetRequiredService<AppDb>();
        await using var connection = new NpgsqlConnection(db.Database.GetConnectionString());
        await connection.OpenAsync();
        await using var explain = new NpgsqlCommand($"explain select name from memberships where org_path >= '{seat.Path}' and org_path < '{seat.Path}~' order by sort_key, id limit 50", connection);
        await using var rows = await explain.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await rows.ReadAsync()) lines.Add(rows.GetString(0));
        return string.Join('\n', lines);
    });

    private static async Task<T> Work<T>(IServiceProvider services, Action<Acting> who, Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = services.CreateAsyncScope();
        who(scope.ServiceProvider.GetRequiredService<Acting>());
        return await act(scope.ServiceProvider);
    }

    private static async Task<object?> Count(string connection, string where = "")
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync();
        await using var count = new NpgsqlCommand("select count(*) from public.memberships" + where, open);
        return await count.ExecuteScalarAsync();
    }
}
