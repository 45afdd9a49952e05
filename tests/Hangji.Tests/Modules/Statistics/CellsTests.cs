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
    private static readonly string[] MemberForms = ["1", "2", "3", "4", "15", "16"];

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
                var (when, where) = table.Cell(table.Rows[r], table.Columns[c]);
                var (keys, after) = (new List<long>(), 0);
                for (var more = true; more; after += RowsBehind.PageSize)
                {
                    (var page, more) = RowsBehind.Keys(now, frame, when, where, after);
                    keys.AddRange(page);
                }
                Assert.Equal(cells[r][c], keys.Count);
            }
    }

    private static async Task Compare(House house, OrgNode body, int year)
    {
        var node = await house.Work(s => s.GetRequiredService<AppDb>().Orgs.AsNoTracking().SingleAsync(o => o.Id == body.Id));
        var asOf = year == 2026 ? new DateOnly(2026, 11, 20) : new DateOnly(year, 12, 31);
        var book = house.Services.GetRequiredService<TableBook>();
        foreach (var no in MemberForms)
        {
            var table = book.Find(year, no)!;
            var counted = (await house.Services.GetRequiredService<Counting>().Of(table, year, asOf, node.Path, node.Place.End))!;
            var asked = (from row in table.Rows from column in table.Columns select (Row: row, Column: column, Sql: Sql(table.Cell(row, column), year, asOf))).ToList();
            var sql = string.Join("\nunion all ", asked.Select((a, i) => $"select {i}, count(*) from memberships m join persons p on p.id = m.person_id join org_nodes o on o.id = m.org_id where m.org_path >= '{node.Path}' and m.org_path < '{node.Place.End}' and {a.Sql}"));
            var wanted = new Dictionary<int, long>();
            await house.Work(async s =>
            {
                var connection = s.GetRequiredService<AppDb>().Database.GetDbConnection();
                await connection.OpenAsync();
                // SQLite takes 500 selects in one union.
                foreach (var some in sql.Split("\nunion all ").Chunk(400))
                {
                    await using var command = connection.CreateCommand();
                    command.CommandText = string.Join("\nunion all ", some);
                    await using var reader = await command.ExecuteReaderAsync();
                    while (await reader.ReadAsync()) wanted[Convert.ToInt32(reader.GetValue(0), CultureInfo.InvariantCulture)] = Convert.ToInt64(reader.GetValue(1), CultureInfo.InvariantCulture);
                }
            });
            var wrong = asked.Select((a, i) => (a, Here: counted.Find(a.Row.Id, a.Column.Id), Plain: wanted[i])).Where(x => x.Here != x.Plain).Select(x => $"form {no} of {year}, {x.a.Row.Id} / {x.a.Column.Id}: {x.Here}, by SQL {x.Plain}").ToList();
            Assert.True(wrong.Count == 0, $"{wrong.Count} of {asked.Count} cells\n" + string.Join('\n', wrong.Take(20)));
            Assert.True(wanted.Values.Sum() > 0, "there was nothing to count");
        }
    }

    private static string Sql((When When, IReadOnlyList<Condition> Where) cell, int year, DateOnly asOf)
    {
        var (first, start) = ($"'{year}-01-01'", $"'{year - 1}-12-31'");
        var seen = cell.When == When.Start ? new DateOnly(year - 1, 12, 31) : asOf;
        var day = $"'{seen:yyyy-MM-dd}'";
        var window = cell.When switch
        {
            When.Start => $"m.from_on <= {start} and (m.to_on is null or m.to_on > {start})",
            When.Began => $"m.from_on >= {first} and m.from_on <= {day}",
            When.Ended => $"m.to_on >= {first} and m.to_on <= {day}",
            _ => $"m.from_on <= {day} and (m.to_on is null or m.to_on > {day})",
        };
        return string.Join(" and ", cell.Where.Select(w => "(" + string.Join(" or ", w.Places.Select(p => "(" + One(w.Dimension.Key, w.Dimension.Values[p].Key, seen) + ")")) + ")").Prepend(window));
    }

    // Which digit of the code counts: of two educations the higher one, which has the smaller digit.
    private const string Level = "case when coalesce(p.education, '') = '' then substr(coalesce(p.education_in_service, ''), 1, 1) when coalesce(p.education_in_service, '') = '' then substr(p.education, 1, 1) when substr(p.education, 1, 1) < substr(p.education_in_service, 1, 1) then substr(p.education, 1, 1) else substr(p.education_in_service, 1, 1) end";

    private static string One(string dimension, string value, DateOnly seen)
    {
        string Born(int from, int to) => $"p.born_on > '{seen.AddYears(-to - 1):yyyy-MM-dd}' and p.born_on <= '{seen.AddYears(-from):yyyy-MM-dd}'";
        string Joined(string from, string to) => $"m.joined_on >= '{from}' and m.joined_on <= '{to}'";
        return (dimension, value) switch
        {
            ("sex", "male") => "p.sex = '1'", ("sex", "female") => "p.sex = '2'", ("sex", _) => "p.sex not in ('1', '2')",
            ("ethnic", "han") => "p.ethnic = '01'", ("ethnic", "minority") => "p.ethnic <> '01'", ("ethnic", _) => "p.ethnic is null",
            ("age", "le30") => Born(0, 30), ("age", "ge71") => Born(71, 130), ("age", "none") => $"p.born_on is null or p.born_on > '{seen:yyyy-MM-dd}'",
            ("age", var band) => Born(int.Parse(band[..2], CultureInfo.InvariantCulture), int.Parse(band[3..], CultureInfo.InvariantCulture)),
            ("education", "postgraduate") => Level + " = '1'", ("education", "bachelor") => Level + " = '2'", ("education", "college") => Level + " = '3'", ("education", "secondary-technical") => Level + " = '4'",
            ("education", "senior-high") => Level + " = '6'", ("education", "junior-or-less") => Level + " in ('7', '8')", ("education", "other-education") => Level + " = '9'", ("education", _) => Level + " = ''",
            ("job", "none") => "p.job_type is null", ("job", var job) => $"p.job_type = '{job}'",
            ("joined", "to1937") => Joined("1900-01-01", "1937-07-06"), ("joined", "to1945") => Joined("1937-07-07", "1945-09-02"), ("joined", "to1949") => Joined("1945-09-03", "1949-09-30"), ("joined", "to1966") => Joined("1949-10-01", "1966-04-30"),
            ("joined", "to1976") => Joined("1966-05-01", "1976-10-31"), ("joined", "to1978") => Joined("1976-11-01", "1978-12-31"), ("joined", "to2002") => Joined("1979-01-01", "2002-10-31"), ("joined", "to2012") => Joined("2002-11-01", "2012-10-31"),
            ("joined", "since2012") => Joined("2012-11-01", "2100-01-01"), ("joined", _) => "m.joined_on is null",
            ("joined-in", "this-year") => $"m.joined_on >= '{seen.Year}-01-01' and m.joined_on <= '{seen:yyyy-MM-dd}'", ("joined-in", "earlier") => $"m.joined_on < '{seen.Year}-01-01'", ("joined-in", _) => $"m.joined_on > '{seen:yyyy-MM-dd}'",
            ("standing", "full") => $"m.full_since <= '{seen:yyyy-MM-dd}'", ("standing", "probationary") => $"(m.full_since is null or m.full_since > '{seen:yyyy-MM-dd}')",
            ("field", "none") => "1 = 0", ("field", var field) => $"o.field = '{field}'",
            ("entry", "none") => "m.entry = ''", ("entry", var entry) => $"m.entry = '{entry}'",
            ("exit", "none") => "m.exit is null", ("exit", var exit) => $"m.exit = '{exit}'",
            _ => throw new InvalidOperationException($"no SQL for {dimension}:{value}"),
        };
    }

    /// <summary>The shelf of another process on the same folder and database.</summary>
    private static SnapshotShelf AnotherProcess(House house) =>
        new(house.Services.GetServices<IColumnSource>(), house.Services.GetRequiredService<IServiceScopeFactory>(), house.Store, house.Services.GetRequiredService<Microsoft.Extensions.Logging.ILogger<SnapshotShelf>>());
}
