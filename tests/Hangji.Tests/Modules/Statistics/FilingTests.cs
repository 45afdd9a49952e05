using Hangji.Modules.Access.Contract;
using Hangji.Modules.Members;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Statistics;
using Hangji.Modules.Statistics.Definitions;
using Hangji.Platform.Columns;
using Hangji.Platform.Data;
using Hangji.Platform.Files;
using Hangji.Platform.Measures;
using Hangji.Platform.Text;
using Hangji.Shell;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Statistics;

public sealed class Filing_a_form
{
    private static readonly OrgNode County = new() { Id = 1, Path = "10/", Code = "1", Name = "安澜县委", ShortName = "安澜县委", Kind = OrgKinds.Committee, Field = "locality", Relation = "own", Initials = "" };
    private static readonly DateOnly Today = new(2026, 11, 20);

    private static ReportFrame Frame(int year = 2025, DateOnly? on = null) => new(County, year, on ?? new(year, 12, 31), on is null);
    private static StatTable Table(string no) => new TableBook(TableBook.ShippedFolder, Sources).Find(2025, no)!;
    private static IColumnSource[] Sources => The_forms_as_data.Sources;
    private static FiledReport Before => new() { Id = 7, Rev = 1, OrgId = 1, Year = 2025, Form = "2", Definition = "2017", AsOf = new(2025, 12, 31), Figures = [], Sha256 = "", FiledAt = default, FiledBy = "" };

    [Fact] public void Takes_a_year_that_is_over() => Assert.Null(FileReport.Check(Frame(), Table("2"), new(), null, Today));
    [Fact] public void Refuses_the_running_year() => Assert.Contains("还没有结束", FileReport.Check(Frame(2026, Today), Table("2"), new(), null, Today)!.Message);
    [Fact] public void Refuses_another_day_than_the_thirty_first_of_December() => Assert.Contains("12月31日", FileReport.Check(Frame(2025, new(2025, 6, 30)), Table("2"), new(), null, Today)!.Message);
    [Fact] public void Refuses_a_form_whose_records_nobody_keeps() => Assert.NotNull(FileReport.Check(Frame(), Table("41"), new(), null, Today));
    [Fact] public void Wants_a_reason_the_second_time() => Assert.Equal("Reason", FileReport.Check(Frame(), Table("2"), new() { Before = 7 }, Before, Today)!.Field);
    [Fact] public void Takes_it_again_with_a_reason() => Assert.Null(FileReport.Check(Frame(), Table("2"), new() { Before = 7, Reason = "补登了两名党员" }, Before, Today));
    [Fact] public void Tells_of_a_filing_that_came_between() => Assert.Contains("已经有人上报", FileReport.Check(Frame(), Table("2"), new() { Before = 0, Reason = "x" }, Before, Today)!.Message);

    [Theory, OnEveryDatabase]
    public async Task Keeps_its_figures_and_shows_what_has_changed_since(string on)
    {
        await using var house = await House.Open(on);
        var county = await house.Body("安澜县委", kind: OrgKinds.Committee);
        var branch = await house.Body("竹溪村党支部", county);
        await house.Roster(branch, 30, 5);
        var account = await house.Account("county");
        Task<T> From<T>(Func<IServiceProvider, Task<T>> act) => house.From(account, county, "superior-officer", act);
        Assert.Null(await From(async s => await s.GetRequiredService<FileReport>().Run((await s.GetRequiredService<StatDesk>().Frame(null, 2025, null, default))!, s.GetRequiredService<TableBook>().Find(2025, "2")!, new(), default)));
        Task<(IReadOnlyList<Drift> Drift, bool Sound)> Now() => From(async s =>
        {
            var (desk, frame) = (s.GetRequiredService<StatDesk>(), (await s.GetRequiredService<StatDesk>().Frame(null, 2025, null, default))!);
            var report = Assert.Single(await desk.Filings(frame, "2", default));
            return (report.DriftTo((await desk.Count(s.GetRequiredService<TableBook>().Find(2025, "2")!, frame, default))!), Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(report.Figures)) == report.Sha256);
        });
        Assert.Empty((await Now()).Drift);
        // A death before the year's end is entered late.
        await house.Work(async s => Assert.Null(await s.GetRequiredService<EndMembership>().Run(await s.GetRequiredService<AppDb>().Memberships.Where(m => m.OrgId == branch.Id && m.ToOn == null && m.FromOn < new DateOnly(2025, 12, 1)).OrderBy(m => m.Id).Select(m => m.Id).FirstAsync(), new DateOnly(2025, 12, 20), "died", "讣告补记", default)));
        var (drift, sound) = await Now();
        Assert.True(sound);
        Assert.Equal(-1, drift.Where(d => d.Row.Id == "all" && d.Column.Id == "total").Sum(d => d.Now - d.Filed));
        Assert.All(drift, d => Assert.Equal(d.Filed - 1, d.Now));
    }

    [Theory, OnEveryDatabase]
    public async Task Is_none_of_another_seats_business(string on)
    {
        await using var house = await House.Open(on);
        var county = await house.Body("安澜县委", kind: OrgKinds.Committee);
        var (town, beside) = (await house.Body("青石镇党委", county, OrgKinds.Committee), await house.Body("白云镇党委", county, OrgKinds.Committee));
        var account = await house.Account("town");
        Task<ReportFrame?> Asked(OrgNode body) => house.From(account, town, "superior-officer", s => s.GetRequiredService<StatDesk>().Frame(body.Id, 2025, null, default));
        Assert.NotNull(await Asked(town));
        Assert.Null(await Asked(beside));
        Assert.Null(await Asked(county));
        Assert.Null(await house.From(account, town, "superior-officer", s => s.GetRequiredService<OverviewDesk>().Read(county.Id, null, null, default)));
        Assert.Null(await house.From(account, town, "superior-officer", s => s.GetRequiredService<StatDesk>().Frame(null, 2027, null, default)));
    }

    [Fact]
    public async Task The_sheet_looks_like_the_form()
    {
        await using var house = await House.Open("sqlite");
        var county = await house.Body("安澜县委", kind: OrgKinds.Committee);
        await house.Roster(await house.Body("竹溪村党支部", county), 20, 6);
        var counted = (await house.Services.GetRequiredService<Counting>().Of(house.Services.GetRequiredService<TableBook>().Find(2026, "2")!, 2026, Today, county.Path, county.Place.End))!;
        var file = new MemoryStream();
        FormSheet.Write(counted, "安澜县委", new Words(), file);
        using var zip = new System.IO.Compression.ZipArchive(file);
        using var sheet = new StreamReader(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var xml = System.Xml.Linq.XDocument.Parse(await sheet.ReadToEndAsync());
        System.Xml.Linq.XNamespace main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        var merged = xml.Descendants(main + "mergeCell").Select(m => m.Attribute("ref")!.Value).ToList();
        Assert.Contains(merged, m => m.StartsWith("A1:", StringComparison.Ordinal));
        Assert.Contains("A3:B4", merged);
        // The head over the age bands spans as many columns as there are bands.
        var ages = counted.Table.Columns.Count(c => c.Group?.Zh == "年龄");
        Assert.Contains($"{SheetCell.Letters(8)}3:{SheetCell.Letters(7 + ages)}3", merged);
        var total = xml.Descendants(main + "c").Single(c => c.Attribute("r")!.Value == "D6").Value;
        Assert.Equal($"{counted.Find("all", "total")}", total);
    }

    [Theory, OnEveryDatabase]
    public async Task A_month_without_any_record_is_named(string on)
    {
        await using var house = await House.Open(on);
        var county = await house.Body("安澜县委", kind: OrgKinds.Committee);
        var branch = await house.Body("竹溪村党支部", county);
        await house.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            foreach (var month in Enumerable.Range(1, 11).Where(m => m is not 4)) db.Facts.Add(Hangji.Platform.Facts.Fact.Of("meeting.held", branch.Id, null, new(2026, month, 9)));
            await db.SaveChangesAsync();
        });
        while (await house.Services.GetRequiredService<MeasureFold>().Once() > 0) { }
        var account = await house.Account("county");
        var (named, more) = await house.From(account, county, "superior-officer", async s => await s.GetRequiredService<StatDesk>().Gaps((await s.GetRequiredService<StatDesk>().Frame(null, 2026, null, default))!, default));
        Assert.Equal(("竹溪村党支部", 4), (Assert.Single(named).Name, Assert.Single(named[0].Months)));
        Assert.Equal(0, more);
        // A form over the year says so in its sheet and on the command line; one of what stands on a day has nothing to say.
        foreach (var (no, says) in new[] { ("1", true), ("8", true), ("2", false) })
        {
            var (said, complaint, file) = (new StringWriter(), new StringWriter(), Path.Combine(house.Store.Folder, "form.xlsx"));
            Assert.Equal(Command.Done, await ReportCommand.Run(new Command([no, "--year", "2026", "--org", county.Code, "--json"], said, complaint), house.Services));
            Assert.Equal(says, complaint.ToString().Contains("竹溪村党支部：4月", StringComparison.Ordinal));
            Assert.Equal(says, said.ToString().Contains("\"gaps\":[{\"name\":\"竹溪村党支部\",\"months\":[4]}]", StringComparison.Ordinal));
            Assert.Equal(Command.Done, await ReportCommand.Run(new Command([no, "--year", "2026", "--org", county.Code, "--xlsx", file], said, complaint), house.Services));
            using var zip = await System.IO.Compression.ZipFile.OpenReadAsync(file);
            using var sheet = new StreamReader(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open());
            Assert.Equal(says, (await sheet.ReadToEndAsync()).Contains("竹溪村党支部：4月", StringComparison.Ordinal));
        }
    }
}

public sealed class The_forms_as_data
{
    internal static readonly IColumnSource[] Sources = [new MemberColumns(), new StageColumns(), new SpellColumns(), new Hangji.Modules.Organizations.OrgColumns(), new Hangji.Modules.Meetings.MeetingColumns(), new Hangji.Modules.Deliberation.MatterColumns()];

    private static TableBook Read(string yaml, string? checks = null)
    {
        var folder = Directory.CreateTempSubdirectory("hangji-forms-");
        try
        {
            var version = folder.CreateSubdirectory("2030");
            File.WriteAllText(Path.Combine(version.FullName, "01.yaml"), yaml);
            if (checks is not null) File.WriteAllText(Path.Combine(version.FullName, "checks.yaml"), checks);
            return new TableBook(folder.FullName, Sources);
        }
        finally
        {
            folder.Delete(true);
        }
    }

    private const string Good = "table: \"1\"\ntitle: {zh: 表, en: Form}\nsource: {zh: 源, en: Source}\nfrom: 2030-12-31\nset: members\ncolumns:\n  - {id: total, zh: 合计, en: Total}\nrows:\n  - {id: all, zh: 总计, en: Total}\n";

    [Fact] public void Are_read() => Assert.Single(Read(Good).Of(2030));
    [Fact] public void Are_not_there_before_they_are_in_force() => Assert.Empty(Read(Good).Of(2029));

    [Theory]
    [InlineData("set: members", "set: residents", "no set")]
    [InlineData("{id: all, zh: 总计, en: Total}", "{id: all, zh: 总计, en: Total, where: {income: low}}", "no dimension income")]
    [InlineData("{id: all, zh: 总计, en: Total}", "{id: all, zh: 总计, en: Total, where: {sex: blue}}", "no value blue")]
    [InlineData("{id: all, zh: 总计, en: Total}", "{id: all, zh: 总计, en: Total, colour: red}", "colour")]
    [InlineData("{id: all, zh: 总计, en: Total}", "{id: all, zh: 总计, en: Total, sum: income}", "no number income")]
    [InlineData("from: 2030-12-31", "from: soon", "from is a day")]
    [InlineData("{id: all, zh: 总计, en: Total}", "{id: all, zh: 总计}", "en is missing")]
    public void With_a_slip_are_refused_by_name(string good, string bad, string said)
    {
        var fault = Assert.Throws<FormatException>(() => Read(Good.Replace(good, bad, StringComparison.Ordinal)));
        Assert.Contains("01.yaml", fault.Message);
        Assert.Contains(said, fault.Message);
    }

    [Fact]
    public void A_check_of_a_cell_that_is_not_there_is_refused() =>
        Assert.Contains("no cell 1/all/women", Assert.Throws<FormatException>(() => Read(Good, "checks:\n  - {id: x, zh: 校验, en: Check, left: [\"1/all/women\"], relation: equals, right: [\"1/all/total\"]}\n")).Message);

    [Fact]
    public void Every_value_that_is_counted_by_has_its_English() => Assert.Empty(
        from source in Sources
        from said in source.Dimensions.SelectMany(d => d.Values.Where(v => v.English is null).Select(v => v.Name).Append(d.Name)).Append(source.Set.Name)
        where new Words { Language = Words.English }[said] == said
        select said);

    [Fact]
    public void Checks_hold_for_whatever_is_counted()
    {
        var book = new TableBook(TableBook.ShippedFolder, Sources);
        Assert.True(book.Of(2026).Count >= 43);
        Assert.True(book.Checks(2026).Count >= 20);
        Assert.Contains(book.Of(2026), t => !t.IsComputed);
    }
}

public sealed class Free_statistics
{
    private static readonly MemberColumns Source = new();
    private static Dimension By(string key) => Source.Dimensions.Single(d => d.Key == key);
    private static PivotAsk Ask(params string[] by) => new(Source, [.. by.Select(By)], [], When.Standing);

    [Fact] public void Take_six_dimensions() => Assert.Null(Pivoting.Check(Ask("sex", "ethnic", "age", "education", "job", "standing")));
    [Fact] public void Not_seven() => Assert.NotNull(Pivoting.Check(Ask("sex", "ethnic", "age", "education", "job", "joined", "standing")));
    [Fact] public void Not_one_twice() => Assert.NotNull(Pivoting.Check(Ask("sex", "sex")));

    [Fact]
    public void Beyond_their_budget_are_refused_with_the_dimension_to_leave_out()
    {
        var refusal = Pivoting.Check(Ask("field", "age", "job", "joined", "education", "exit") with { Only = [new(By("entry"), new HashSet<int> { 1 })] })!;
        Assert.Contains("请少选一个维度", refusal.Message);
        Assert.IsType<Word>(refusal.Args[2]);
    }

    [Fact]
    public async Task Add_up_to_the_same_whichever_way_they_are_asked()
    {
        await using var house = await House.Open("sqlite");
        var county = await house.Body("安澜县委", kind: OrgKinds.Committee);
        await house.Roster(await house.Body("竹溪村党支部", county), 80, 9);
        var now = (await house.Services.GetRequiredService<SnapshotShelf>().Now("members"))!;
        var frame = new ReportFrame(county, 2026, new(2026, 11, 20), false);
        var (one, _) = Pivoting.Count(Ask("age", "sex"), now, frame, default);
        var (other, _) = Pivoting.Count(Ask("sex", "age"), now, frame, default);
        Assert.Equal(one!.Total, other!.Total);
        Assert.True(one.Total > 10);
        var (women, _) = Pivoting.Count(new(Source, [By("age")], [new(By("sex"), new HashSet<int> { 2 })], When.Standing), now, frame, default);
        Assert.Equal(one.Lines.Sum(l => l.Figures[2]), women!.Total);
    }
}
