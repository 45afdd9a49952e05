using System.Diagnostics;
using Hangji.Modules.Organizations;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Organizations.Divisions;
using Hangji.Platform.Data;
using Hangji.Platform.Tree;
using Hangji.Shell;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Organizations;

public sealed class Importing_divisions
{
    private static Task<DivisionsImported> Import(House house, Nation nation) =>
        house.Work(s => s.GetRequiredService<ImportDivisions>().Run(nation.Folder, OrgNode.LongAgo, null, default));

    private static Task<OrgNode> ByCode(House house, string code) => house.Work(s => s.GetRequiredService<AppDb>().Orgs.AsNoTracking().SingleAsync(o => o.Code == code));

    [Theory, OnEveryDatabase]
    public async Task Each_place_gets_a_party_body_with_the_name_of_its_level(string on)
    {
        using var nation = new Nation(2, 4, 8, 40);
        await using var house = await House.Open(on);
        var done = await Import(house, nation);
        Assert.Equal((54, 54, 0), (done.Read, done.Added, done.AlreadyThere));
        async Task Is(string code, string name, string shortName, string kind, string? above)
        {
            var body = await ByCode(house, code);
            Assert.Equal((name, shortName, kind, code), (body.Name, body.ShortName, body.Kind, body.DivisionCode));
            Assert.Equal(above is null ? null : (await ByCode(house, above)).Id, body.ParentId);
        }
        await Is("11", "中共第11省委员会", "第11省委", "committee", null);
        await Is("1101", "中共第11省市辖区委员会", "第11省市辖区委", "committee", "11");
        await Is("120101", "中共第120101县委员会", "第120101县委", "committee", "1201");
        var (town, street) = (await house.Work(async s => (await s.GetRequiredService<AppDb>().Orgs.FirstAsync(o => o.Name == "中共青石镇委员会"), await s.GetRequiredService<AppDb>().Orgs.FirstAsync(o => o.Kind == "work-committee"))));
        Assert.Equal(("青石镇党委", "committee", false), (town.ShortName, town.Kind, town.SetUpIsKnown));
        Assert.Equal(("中共青石街道工作委员会", "青石街道党工委"), (street.Name, street.ShortName));
    }

    [Theory, OnEveryDatabase]
    public async Task Run_again_it_adds_what_is_missing_and_changes_nothing(string on)
    {
        using var nation = new Nation(2, 4, 8, 40);
        await using var house = await House.Open(on);
        await Import(house, nation);
        var renamed = await ByCode(house, "110101");
        Assert.Null(await house.Act<RenameOrganization>(renamed, s => s.Run(renamed.Id, new RenameOrganization.Form { Name = "中共安澜县委员会", ShortName = "安澜县委" }.With(new(2025, 1, 1)), default)));
        nation.Change("areas.csv", text => "code,name,cityCode,provinceCode\n110199,新设区,1101,11\n" + text[(text.IndexOf('\n') + 1)..]);
        var done = await Import(house, nation);
        Assert.Equal((55, 1, 54), (done.Read, done.Added, done.AlreadyThere));
        Assert.Equal("安澜县委", (await ByCode(house, "110101")).ShortName);
        var (fresh, siblings) = (await ByCode(house, "110199"), await house.Work(async s => { var p = await s.GetRequiredService<AppDb>().Orgs.SingleAsync(o => o.Code == "1101"); return await s.GetRequiredService<AppDb>().Orgs.Where(o => o.ParentId == p.Id).Select(o => o.Path).ToListAsync(); }));
        Assert.Equal(siblings.Count, siblings.Distinct().Count());
        Assert.Equal(siblings.Max(StringComparer.Ordinal), fresh.Path);
        Assert.Equal(0, (await Import(house, nation)).Added);
    }

    [Theory]
    [InlineData("areas.csv", "110101,", "11X101,", 2, "code")]
    [InlineData("areas.csv", "110101,", "110201,", 2, "cityCode")]
    [InlineData("areas.csv", "\"第110101县\"", "\"\"", 2, "name")]
    [InlineData("areas.csv", "code,name,cityCode", "code,title,cityCode", 1, "name")]
    [InlineData("cities.csv", "1201,", "1101,", 3, "code")]
    [InlineData("townships.csv", ",110101,", ",990101,", 5, "areaCode")]
    public async Task A_malformed_file_is_refused_with_row_and_field(string file, string text, string broken, int row, string field)
    {
        using var nation = new Nation(2, 2, 4, 8);
        nation.Change(file, content => { var at = content.IndexOf(text, StringComparison.Ordinal); return content[..at] + broken + content[(at + text.Length)..]; });
        await using var house = await House.Open("sqlite");
        var done = await Import(house, nation);
        Assert.Contains(done.Problems, p => p.File == file && p.Row == row && p.Field == field);
        Assert.Equal(0, await house.Work(s => s.GetRequiredService<AppDb>().Orgs.CountAsync()));
    }

    [Fact]
    public async Task A_missing_file_is_named_and_the_command_answers_2()
    {
        using var nation = new Nation(1, 1, 1, 1);
        File.Delete(Path.Combine(nation.Folder, "areas.csv"));
        await using var house = await House.Open("sqlite");
        var (said, complained) = (new StringWriter(), new StringWriter());
        var code = await ImportDivisionsCommand.Run(new Command(["divisions", nation.Folder, "--json"], said, complained), house.Services);
        Assert.Equal(Command.Refused, code);
        Assert.Contains("areas.csv", complained.ToString());
        using var json = System.Text.Json.JsonDocument.Parse(said.ToString());
        Assert.Equal("areas.csv", json.RootElement.GetProperty("problems")[0].GetProperty("file").GetString());
    }

    /// <summary>The whole nation once on each database, and the figures of the tree on it. Bounds are wide: the machine is shared; the figures go to the test's output.</summary>
    [Theory, OnEveryDatabase]
    public async Task The_nation_is_built_in_seconds_and_the_tree_answers_at_once(string on)
    {
        using var nation = Nation.Whole();
        await using var house = await House.Open(on);
        var clock = Stopwatch.StartNew();
        Assert.Equal(44703, (await Import(house, nation)).Added);
        var built = clock.Elapsed;
        Assert.InRange(built.TotalSeconds, 0, 40);
        await house.Work(async s =>
        {
            var (db, tree, today) = (s.GetRequiredService<AppDb>(), s.GetRequiredService<OrgTree>(), new DateOnly(2026, 11, 20));
            var (province, city) = (await db.Orgs.SingleAsync(o => o.Code == "13"), await db.Orgs.SingleAsync(o => o.Code == "1301"));
            Assert.Equal(44703, await db.Orgs.CountAsync());
            var children = await Best(async () => Assert.NotEmpty(await tree.Children(city.Id, today)));
            var count = await Best(async () => Assert.InRange(await tree.CountBelow(province.Place), 1200, 1600));
            var search = await Best(async () => Assert.NotEmpty(await OrgSearch.Page(OrgSearch.Matching(tree.On(today), "jddg"), null, 50).ToListAsync()));
            TestContext.Current.SendDiagnosticMessage($"{on}: built {built.TotalMilliseconds:0} ms, children {children:0.0} ms, subtree count {count:0.0} ms, search {search:0.0} ms");
            Assert.InRange(children, 0, 60);
            Assert.InRange(count, 0, 150);
            Assert.InRange(search, 0, 800);
        });
        await MoveAThousand(on, house);
    }

    private static async Task MoveAThousand(string on, House house)
    {
        var (from, to) = (await ByCode(house, "11"), await ByCode(house, "12"));
        var below = await house.Work(s => s.GetRequiredService<OrgTree>().CountBelow(from.Place));
        Assert.InRange(below, 1000, 2000);
        var clock = Stopwatch.StartNew();
        Assert.Null(await house.Work(s => s.GetRequiredService<MoveOrganization>().Run(from.Id, new MoveOrganization.Form { ParentId = to.Id }.With(new(2026, 1, 1)), default)));
        clock.Stop();
        TestContext.Current.SendDiagnosticMessage($"{on}: branch of {below} moved in {clock.ElapsedMilliseconds} ms");
        Assert.InRange(clock.ElapsedMilliseconds, 0, 3000);
        var now = await ByCode(house, "11");
        Assert.Equal(below, await house.Work(s => s.GetRequiredService<OrgTree>().CountBelow(now.Place)));
        Assert.Equal(0, await house.Work(s => s.GetRequiredService<OrgTree>().CountBelow(new OrgPath(from.Path))));
    }

    private static async Task<double> Best(Func<Task> act)
    {
        var best = double.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var clock = Stopwatch.StartNew();
            await act();
            best = Math.Min(best, clock.Elapsed.TotalMilliseconds);
        }
        return best;
    }
}
