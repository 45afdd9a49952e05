using Hangji.Bench.DataSets;
using Hangji.Modules.Members;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Codes;
using Hangji.Platform.Data;
using Hangji.Platform.Tree;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Scale;

/// <summary>A load that is broken off goes on where it stood or is thrown away; what it leaves is what the rooms would have written.</summary>
public sealed class Loading_a_data_set
{
    private static readonly Wanted Small = new("county", 9, "110101", long.MaxValue, 1, "plain");

    private static LoadDataSet Loader(House house, Action<string>? say = null, Action<Membership>? drawn = null) =>
        new(house.Services.GetRequiredService<IServiceScopeFactory>(), house.Store, house.Services.GetRequiredService<PersonSecrets>(), say ?? (_ => { })) { Drawn = drawn };

    [Theory, OnEveryDatabase]
    public async Task Broken_off_in_the_middle_of_a_table_it_goes_on_and_ends_the_same(string on)
    {
        await using var house = await House.Open(on);
        var set = new DataSet(9, only: "110101");
        using var stopped = new CancellationTokenSource();
        // The third stage is cut while its rows are on their way.
        var drawn = 0;
        await Assert.ThrowsAnyAsync<Exception>(() => Loader(house, drawn: _ => { if (++drawn == 5000) stopped.Cancel(); }).Run(Small, set, stopped.Token));
        var before = await Counts(house);
        Assert.Equal(0, before.Memberships);
        Assert.Equal(set.Parts[0].Members(gone: true).Count(), before.Persons);

        Assert.Contains("holds another data set", await Loader(house).Run(Small with { Seed = 10 }, new DataSet(10, only: "110101"), default));
        Assert.Null(await Loader(house).Run(Small, set, default));
        var stages = new List<string>();
        Assert.Null(await Loader(house, stages.Add).Run(Small, set, default));
        Assert.Empty(stages);
        var after = await Counts(house);
        Assert.Equal(before.Persons, after.Memberships);
        Assert.True(after.Indexes > before.Indexes, "the indexes were not put back");
    }

    [Theory, OnEveryDatabase]
    public async Task What_it_leaves_can_be_read_searched_and_opened(string on)
    {
        await using var house = await House.Open(on);
        Assert.Null(await Loader(house).Run(Small with { Years = 0 }, new DataSet(9, only: "110101"), default));
        await house.Work(async s =>
        {
            var (db, secrets) = (s.GetRequiredService<AppDb>(), s.GetRequiredService<PersonSecrets>());
            var person = await db.Set<Person>().OrderBy(p => p.Id).FirstAsync();
            var number = secrets.Id(person)!;
            Assert.Null(IdentityNumber.Check(number, new(2026, 11, 20)));
            Assert.Equal(secrets.Index(number), person.IdIndex);
            var membership = await db.Set<Membership>().SingleAsync(m => m.PersonId == person.Id);
            Assert.Equal((person.Name, person.OrgPath, person.IdMasked), (membership.Name, membership.OrgPath, membership.IdMasked));
            // Every membership stands at the path of its body, and every body below its superior.
            Assert.False(await db.Set<Membership>().AnyAsync(m => !db.Set<OrgNode>().Any(o => o.Id == m.OrgId && o.Path == m.OrgPath && o.Kind == OrgKinds.Branch)));
            Assert.Equal(1, await db.Set<OrgNode>().CountAsync(o => o.ParentId == null));
        });
    }

    [Theory, OnEveryDatabase]
    public async Task The_wide_and_the_deep_shape_are_trees(string on)
    {
        foreach (var (shape, bodies, depth) in new[] { ("wide", Shapes.Children + 1, 2), ("deep", Shapes.Levels * 4, Shapes.Levels + 1) })
        {
            await using var house = await House.Open(on);
            Assert.Null(await Loader(house).Run(Small with { Shape = shape }, new DataSet(9, only: "110101"), default));
            await house.Work(async s =>
            {
                var (db, tree) = (s.GetRequiredService<AppDb>(), s.GetRequiredService<OrgTree>());
                Assert.Equal(bodies, await tree.CountBelow(OrgPath.Root(0)));
                Assert.Equal(depth, await db.Set<OrgNode>().MaxAsync(o => o.Depth));
                Assert.Equal(shape == "wide" ? Shapes.Children : 4, (await tree.Children(1, new(2026, 11, 20))).Count);
            });
        }
    }

    private static Task<(int Persons, int Memberships, long Indexes)> Counts(House house) => house.Work(async s =>
    {
        var db = s.GetRequiredService<AppDb>();
        var sql = db.Database.IsNpgsql() ? "select count(*) as \"Value\" from pg_indexes where tablename = 'memberships'" : "select count(*) as \"Value\" from sqlite_master where type = 'index' and tbl_name = 'memberships'";
        return (await db.Set<Person>().CountAsync(), await db.Set<Membership>().CountAsync(), await db.Database.SqlQueryRaw<long>(sql).SingleAsync());
    });
}
