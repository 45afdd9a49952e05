using System.Globalization;
using System.Text;
using Hangji.Modules.Organizations;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Organizations.Divisions;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Hangji.Platform.Tree;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Bench;

/// <summary>The tree of the nation's divisions (44,703 bodies, made up here in the shape of the real tables): load, children, subtree count, moving a branch of a thousand.</summary>
internal static class TreeBench
{
    private const string Command = "./do bench tree";

    public static async Task Run(Report report)
    {
        var folder = Directory.CreateTempSubdirectory("hangji-nation-");
        Nation(folder.FullName);
        foreach (var postgres in new[] { true, false })
        {
            await using var store = await BenchStore.Open(postgres);
            var took = await Timing.Median(async () => await store.Work(async s => (await s.GetRequiredService<ImportDivisions>().Run(folder.FullName, OrgNode.LongAgo, (_, _, _) => { }, default)).Added), times: 1, warm: 0);
            report.Add(new($"{store.Name}: 44,703 divisions imported", Command, took / 1000, "s", 60, AtLeast: false));
            await Reads(report, store);
            await Move(report, store);
        }
        folder.Delete(true);
        if (await BenchStore.Nation() is not { } nation) return;
        await using (nation) await Whole(report, nation);
    }

    /// <summary>The same on the nation's bodies, and what only matters there: a county's branch of ten thousand, a day of the past, a name among millions.</summary>
    private static async Task Whole(Report report, BenchStore store)
    {
        var (bodies, province, seat) = await store.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            var provinces = await db.Orgs.AsNoTracking().Where(o => o.Depth == 1).OrderBy(o => o.Path).ToListAsync();
            var chosen = provinces[^8];
            return (await db.Orgs.LongCountAsync(), chosen, await db.Orgs.AsNoTracking().Where(o => o.Depth == 3 && string.Compare(o.Path, chosen.Path) > 0).OrderBy(o => o.Path).FirstAsync());
        });
        Task Add(string what, double goal, Func<Task> work, int times = 15) => Timing.Median(work, times).ContinueWith(t => report.Add(new($"{store.Name}, {bodies:N0} bodies: {what}", Command, t.Result, "ms", goal, AtLeast: false)), TaskScheduler.Default);
        // The day of the clock: an earlier one is another question, asked below.
        var today = TimeProvider.System.Today();
        await Add("children of a county", 5, () => store.From(seat.Path, s => s.GetRequiredService<OrgTree>().Children(seat.Id, today)));
        var below = await store.Work(s => s.GetRequiredService<OrgTree>().CountBelow(province.Place));
        await Add($"bodies below a province counted ({below:N0})", 20, () => store.From(province.Path, s => s.GetRequiredService<OrgTree>().CountBelow(province.Place)));
        await Add("bodies below a county counted", 20, () => store.From(seat.Path, s => s.GetRequiredService<OrgTree>().CountBelow(seat.Place)));
        foreach (var (who, path) in new[] { ("province", province.Path), ("county", seat.Path) })
            foreach (var asked in new[] { "竹溪", "第一中学", "zxc" })
                await Add($"first page of bodies named {asked}, {who} seat", 50, () => store.From(path, async s => await OrgSearch.Page(await OrgQuery.Bodies(s.GetRequiredService<OrgTree>(), asked, null, null, null, today, default), null, 60).ToListAsync()));
        await Add("first page of bodies named 第一中学 a year ago, province seat", 50, () => store.From(province.Path, async s => await OrgSearch.Page(await OrgQuery.Bodies(s.GetRequiredService<OrgTree>(), "第一中学", null, null, null, today.AddYears(-1), default), null, 60).ToListAsync()));
        await Move(report, store, province, goal: 1000);
        await Add("children of a county as of last year", 50, () => store.From(seat.Path, s => s.GetRequiredService<OrgTree>().Children(seat.Id, today.AddYears(-1))));
        await Add("list below a county as of last year, first page", 50, () => store.From(seat.Path, async s => await OrgSearch.Page(await s.GetRequiredService<OrgTree>().Subtree(seat, today.AddYears(-1)), null, 60).ToListAsync()));
    }

    /// <summary>A city with about ten thousand bodies goes to another province and comes home again.</summary>
    private static async Task Move(Report report, BenchStore store, OrgNode province, double goal)
    {
        var (city, size, homes) = await store.Work(async s =>
        {
            var (db, tree) = (s.GetRequiredService<AppDb>(), s.GetRequiredService<OrgTree>());
            var cities = await db.Orgs.AsNoTracking().Where(o => o.ParentId == province.Id && o.Field == "locality").ToListAsync();
            var sized = new List<(OrgNode City, int Size)>();
            foreach (var one in cities) sized.Add((one, await tree.CountBelow(one.Place)));
            var (chosen, count) = sized.MinBy(c => Math.Abs(c.Size - 10_000));
            return (chosen.Id, count, new[] { (await db.Orgs.AsNoTracking().FirstAsync(o => o.Depth == 1 && o.Id != province.Id)).Id, province.Id });
        });
        var turn = 0;
        var took = await Timing.Median(() => store.Work(s => Step(s, city, homes[turn++ % 2])), times: 5, warm: 1);
        report.Add(new($"{store.Name}: a branch of {size:N0} bodies moved in the nation", Command, took, "ms", goal, AtLeast: false));
    }

    private static async Task Reads(Report report, BenchStore store)
    {
        var today = new DateOnly(2026, 11, 20);
        var (county, province) = await store.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            return (await db.Orgs.AsNoTracking().FirstAsync(o => o.Depth == 3), await db.Orgs.AsNoTracking().FirstAsync(o => o.Depth == 1));
        });
        var children = await Timing.Median(() => store.Work(s => s.GetRequiredService<OrgTree>().Children(county.Id, today)));
        report.Add(new($"{store.Name}: children of a node", Command, children, "ms", 5, AtLeast: false));
        var count = await Timing.Median(() => store.Work(s => s.GetRequiredService<OrgTree>().CountBelow(province.Place)));
        report.Add(new($"{store.Name}: bodies below a province counted", Command, count, "ms", 20, AtLeast: false));
    }

    /// <summary>A city with about a thousand bodies goes to and fro between two provinces.</summary>
    private static async Task Move(Report report, BenchStore store)
    {
        var (branch, size, homes) = await store.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            var provinces = await db.Orgs.AsNoTracking().Where(o => o.Depth == 1).OrderBy(o => o.Path).Take(2).ToListAsync();
            var first = await db.Orgs.AsNoTracking().FirstAsync(o => o.ParentId == provinces[0].Id);
            // Cities of this made-up nation are small: eight of them are put under one, which then has a thousand below it.
            var rest = await db.Orgs.AsNoTracking().Where(o => o.ParentId == provinces[0].Id && o.Id != first.Id).OrderBy(o => o.Path).Take(7).ToListAsync();
            foreach (var city in rest) await Step(s, city.Id, first.Id);
            return (first.Id, await s.GetRequiredService<OrgTree>().CountBelow((await db.Orgs.AsNoTracking().SingleAsync(o => o.Id == first.Id)).Place), provinces.Select(p => p.Id).ToArray());
        });
        var turn = 0;
        var took = await Timing.Median(() => store.Work(s => Step(s, branch, homes[++turn % 2])), times: 7);
        report.Add(new($"{store.Name}: a branch of {size:N0} bodies moved", Command, took, "ms", 200, AtLeast: false));
    }

    private static async Task<int> Step(IServiceProvider services, long id, long to)
    {
        var form = new MoveOrganization.Form { ParentId = to, On = new DateOnly(2026, 11, 20), DocumentNo = "测〔2026〕1号", Approver = "测速", Note = "测速" };
        if (await services.GetRequiredService<MoveOrganization>().Run(id, form, default) is { } refusal) throw new InvalidOperationException(refusal.Message);
        services.GetRequiredService<AppDb>().ChangeTracker.Clear();
        return 1;
    }

    /// <summary>Tables laid out like the national ones: 31 provinces, 342 cities, 2,978 counties, 41,352 townships.</summary>
    public static void Nation(string folder)
    {
        int[] provinces = [11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65];
        var given = new Dictionary<string, int>();
        string Under(string parent, int digits) => parent + (given[parent] = given.GetValueOrDefault(parent) + 1).ToString(new string('0', digits), CultureInfo.InvariantCulture);
        var p = provinces.Select(n => $"{n}").ToList();
        var c = Enumerable.Range(0, 342).Select(i => Under(p[i % p.Count], 2)).ToList();
        var a = Enumerable.Range(0, 2978).Select(i => Under(c[i % c.Count], 2)).ToList();
        var t = Enumerable.Range(0, 41352).Select(i => Under(a[i % a.Count], 3)).ToList();
        Write("provinces.csv", "code,name", p.Select(x => $"{x},\"第{x}省\""));
        Write("cities.csv", "code,name,provinceCode", c.Select(x => $"{x},\"第{x}市\",{x[..2]}"));
        Write("areas.csv", "code,name,cityCode,provinceCode", a.Select(x => $"{x},\"第{x}县\",{x[..4]},{x[..2]}"));
        Write("townships.csv", "code,name,areaCode,provinceCode,cityCode", t.Select(x => $"{x},\"青石镇\",{x[..6]},{x[..2]},{x[..4]}"));

        void Write(string file, string head, IEnumerable<string> rows) => File.WriteAllText(Path.Combine(folder, file), head + "\n" + string.Join('\n', rows) + "\n", new UTF8Encoding(false));
    }
}
