using System.Globalization;
using Hangji.Modules.Members;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Statistics;
using Hangji.Modules.Statistics.Definitions;
using Hangji.Platform.Columns;
using Hangji.Platform.Data;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Statistics;

/// <summary>Every cell of the members' forms against plain SQL that was written by hand, on both databases; after changes too, without building anew.</summary>
public sealed class The_figures_of_a_form
{
    private static readonly string[] MemberForms = ["1", "2", "3", "4", "5", "6", "7", "10", "11", "15", "16", "17", "22", "23"];

    private static async Task<(House House, OrgNode County, OrgNode Town, OrgNode Branch)> Place(string on)
    {
        var house = await House.Open(on);
        var county = await house.Body("安澜县委", kind: OrgKinds.Committee, field: "locality");
        var (town, other) = (await house.Body("青石镇党委", county, OrgKinds.Committee), await house.Body("白云街道党工委", county, OrgKinds.WorkCommittee, "community"));
        var branch = await house.Body("竹溪村党支部", town);
        await house.Roster(branch, 120, 1);
        await house.Roster(await house.Body("溪口村党支部", town), 90, 2);
        await house.Roster(await house.Body("大樟社区党支部", other, field: "community"), 110, 3);
        await house.Roster(await house.Body("安澜化工联合党支部", other, OrgKinds.JointBranch, "private-enterprise"), 40, 4);
        return (house, county, town, branch);
    }

    [Theory, OnEveryDatabase]
    public async Task Are_those_of_plain_sql_cell_by_cell(string on)
    {
        var (house, county, town, branch) = await Place(on);
        await using var _ = house;
        foreach (var body in new[] { county, town }) foreach (var year in new[] { 2024, 2025, 2026 }) await Compare(house, body, year);
        var shelf = house.Services.GetRequiredService<SnapshotShelf>();
        var built = (await shelf.Now("members"))!.Base;

        // Somebody leaves, somebody is corrected, somebody comes, a branch changes its superior: the same segment, and all cells right again.
        await house.Member(branch, "陈启山");
        await house.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            var first = await db.Memberships.AsNoTracking().Where(m => m.OrgId == branch.Id && m.ToOn == null).OrderBy(m => m.Id).FirstAsync();
            Assert.Null(await s.GetRequiredService<EndMembership>().Run(first.Id, new(2026, 11, 1), "died", "讣告", default));
        });
        Assert.Null(await house.Work(async s => await s.GetRequiredService<Hangji.Modules.Organizations.MoveOrganization>().Run(branch.Id,
            new() { ParentId = (await s.GetRequiredService<AppDb>().Orgs.SingleAsync(o => o.ShortName == "白云街道党工委")).Id, On = new(2026, 11, 20), DocumentNo = "安组〔2026〕1号", Approver = "安澜县委" }, default)));
        foreach (var body in new[] { county, town }) await Compare(house, body, 2026);
        var now = (await shelf.Now("members"))!;
        Assert.Same(built, now.Base);
        Assert.InRange(now.Changed.Count, 100, 130);
    }

    [Theory, OnEveryDatabase]
    public async Task Survive_a_restart_and_the_folding_of_changes_into_a_new_segment(string on)
    {
        var (house, county, _, branch) = await Place(on);
        await using var __ = house;
        var shelf = house.Services.GetRequiredService<SnapshotShelf>();
        var before = (await shelf.Now("members"))!;
        await house.Member(branch, "陈启山");
        // Another run of the program finds the segment and learns what happened since.
        var found = (await AnotherProcess(house).Now("members"))!;
        Assert.Equal(before.Base.Rows, found.Base.Rows);
        Assert.Equal(before.Rows + 1, found.Rows);
        var all = found.Read().ToList();
        Assert.Equal(found.Rows, all.Count);
        Assert.Equal(all.Select(r => r.Path).Order(StringComparer.Ordinal), all.Select(r => r.Path));
        await Compare(house, county, 2026);
    }

    [Theory, OnEveryDatabase]
    public async Task Open_to_as_many_rows_as_they_say(string on)
    {
        var (house, county, _, _) = await Place(on);
        await using var __ = house;
        var now = (await house.Services.GetRequiredService<SnapshotShelf>().Now("members"))!;
        var table = house.Services.GetRequiredService<TableBook>().Find(2026, "2")!;
        var frame = new ReportFrame(county, 2026, new(2026, 11, 20), false);
        var cells = Counting.Count(table, now, 2026, frame.AsOf, frame.From, frame.To);
        for (var r = 0; r < table.Rows.Count; r += 3)
            for (var c = 0; c < table.Columns.Count; c++)
            {
                var (when, where, _) = table.Cell(table.Rows[r], table.Columns[c]);
                var (keys, after) = (new List<long>(), 0);
                for (var more = true; more; after += RowsBehind.PageSize)
                {
                    (var page, more) = RowsBehind.Keys(now, frame, when, where, after);
                    keys.AddRange(page);
                }
                Assert.Equal(cells[r][c], keys.Count);
            }
    }

    private static Task Compare(House house, OrgNode body, int year) => Compare(house, body, year, MemberForms);

    internal static async Task Compare(House house, OrgNode body, int year, IReadOnlyList<string> forms, bool each = false)
    {
        var node = await house.Work(s => s.GetRequiredService<AppDb>().Orgs.AsNoTracking().SingleAsync(o => o.Id == body.Id));
        var asOf = year == 2026 ? new DateOnly(2026, 11, 20) : new DateOnly(year, 12, 31);
        var book = house.Services.GetRequiredService<TableBook>();
        var (wanted, empty) = (new Dictionary<int, long>(), new List<string>());
        foreach (var no in forms)
        {
            var table = book.Find(year, no)!;
            var counted = (await house.Services.GetRequiredService<Counting>().Of(table, year, asOf, node.Path, node.Place.End))!;
            var asked = (from row in table.Rows from column in table.Columns select (Row: row, Column: column, Sql: PlainSql.Count(table.Set!.Set.Key, table.Cell(row, column), year, asOf, node))).ToList();
            var sql = asked.Select((a, i) => $"select {i}, {a.Sql}").ToList();
            wanted.Clear();
            await house.Work(async s =>
            {
                var connection = s.GetRequiredService<AppDb>().Database.GetDbConnection();
                await connection.OpenAsync();
                // SQLite takes 500 selects in one union.
                foreach (var some in sql.Chunk(400))
                {
                    await using var command = connection.CreateCommand();
                    command.CommandText = string.Join("\nunion all ", some);
                    await using var reader = await command.ExecuteReaderAsync();
                    while (await reader.ReadAsync()) wanted[Convert.ToInt32(reader.GetValue(0), CultureInfo.InvariantCulture)] = Convert.ToInt64(reader.GetValue(1), CultureInfo.InvariantCulture);
                }
            });
            var wrong = asked.Select((a, i) => (a, Here: counted.Find(a.Row.Id, a.Column.Id), Plain: wanted[i])).Where(x => x.Here != x.Plain).Select(x => $"form {no} of {year}, {x.a.Row.Id} / {x.a.Column.Id}: {x.Here}, by SQL {x.Plain}").ToList();
            Assert.True(wrong.Count == 0, $"{wrong.Count} of {asked.Count} cells\n" + string.Join('\n', wrong.Take(20)));
            if (wanted.Values.Sum() == 0) empty.Add(no);
        }
        Assert.True(empty.Count == 0 || !each && empty.Count < forms.Count, $"in {year} there was nothing to count for forms {string.Join(", ", empty)}");
    }

    /// <summary>The shelf of another process on the same folder and database.</summary>
    private static SnapshotShelf AnotherProcess(House house) =>
        new(house.Services.GetServices<IColumnSource>(), house.Services.GetRequiredService<IServiceScopeFactory>(), house.Store, house.Services.GetRequiredService<Microsoft.Extensions.Logging.ILogger<SnapshotShelf>>());
}
