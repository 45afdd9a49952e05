using Hangji.Modules.Importing;
using Hangji.Modules.Importing.Contract;
using Hangji.Modules.Members;
using Hangji.Modules.Members.Importing;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Files;
using Hangji.Platform.Jobs;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Hangji.Tests.Platform.Files;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Roster = Hangji.Tests.Situations.Members;

namespace Hangji.Tests.Modules.Members.Importing;

public sealed class Importing_a_roster
{
    static readonly string One = Roster.IdNumber(new(1948, 3, 12)), Two = Roster.IdNumber(new(1990, 5, 6), man: false), Three = Roster.IdNumber(new(1975, 1, 2)), Four = Roster.IdNumber(new(1966, 6, 6));

    /// <summary>A township with two branches.</summary>
    sealed record Town(OrgNode Top, OrgNode Bamboo, OrgNode Upper)
    {
        public static async Task<Town> In(House house)
        {
            var top = await house.Body("青石镇党委", kind: "committee");
            return new(top, await house.Body("竹溪村党支部", top), await house.Body("上竹村党支部", top));
        }
    }

    /// <summary>What townships send: title, group headings over two rows, serial dates, padded names, branches by their nicknames, a total at the foot.</summary>
    static Stream Messy() => new MessyBook().Sheet("最终版")
        .Row("青石镇党员名册（2026）").Merge("A1:I1")
        .Row("序号", "姓 名", "身份证\n号码", "族别", "所在党支部", "入党", null, "文化程度", "手机号码").Merge("F2:G2")
        .Row(null, null, null, null, null, "时间", "转正时间", null, null)
        .Row(1, "张　建军", One, "汉", "青石镇竹溪村支部", MessyBook.Number("25750", MessyBook.Day), "1971.7", "高中", "13812345678")
        .Row(2, "阿依古丽•买买提", Two, "维吾尔族", "竹溪村党支部", "2015年7月1日", "20160701", "大专", "138 1234 5679")
        .Row(3, "李强", Three[..17] + (Three[17] == '1' ? '2' : '1'), "汉", "竹溪村党支部", "1998.7", "1999.7", "本科", null)
        .Row(4, "吴䶮", Four, "汉", "竹溪支部村", "1998-07-01", "1999-07-01", "初中", null)
        .Row(5, MessyBook.Formula("B4", "张建军"), Roster.IdNumber(new(1970, 1, 1)), "汉", "上竹村党支部", "1998-07-01", "1999-07-01", "初中", null)
        .Row(6, "王大力", Roster.IdNumber(new(1970, 2, 1)), "汉", "上竹村党支部", "2031.06", null, "初中", null)
        .Row(7, "赵某某", One, "汉", "上竹村党支部", "1998-07-01", "1999-07-01", "初中", null)
        .Row("合计", "7人").File();

    [Theory, OnEveryDatabase]
    public async Task A_sheet_that_nobody_takes_lies_sealed_and_goes_with_its_rows_after_its_days(string on)
    {
        await using var house = await House.Open(on);
        var town = await Town.In(house);
        var (old, _) = await house.Import(Trees.SeatOf(town.Top), town.Top, Messy(), "名册.xlsx");
        house.Clock.Now += TimeSpan.FromDays(1);
        var (later, _) = await house.Import(Trees.SeatOf(town.Top), town.Top, Messy(), "名册.xlsx");
        var folder = Path.Combine(house.Store.Folder, "imports");
        var stray = Path.Combine(folder, "stray.upload");
        File.WriteAllText(stray, "x");
        File.SetLastWriteTimeUtc(stray, house.Clock.Now.UtcDateTime.AddDays(-20));
        Assert.Equal(3, Directory.GetFiles(folder).Length);
        Assert.All(Directory.GetFiles(folder, "*.sealed"), f => Assert.Equal(-1, File.ReadAllBytes(f).AsSpan().IndexOf("PK"u8.ToArray().Concat(new byte[] { 3, 4 }).ToArray())));
        Task Tidy() => Hangji.Platform.Data.Housekeeping.Tidy(house.Services.GetRequiredService<IServiceScopeFactory>(), house.Clock, default);
        async Task<(string Old, string Later, int Rows)> Now() => await house.Work(Trees.SeatOf(town.Top), async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            return ((await db.ImportBatches.AsNoTracking().SingleAsync(b => b.Id == old!.Id)).State, (await db.ImportBatches.AsNoTracking().SingleAsync(b => b.Id == later!.Id)).State, await db.ImportRows.CountAsync());
        });
        house.Clock.Now += TimeSpan.FromDays(ImportHousekeeping.Days - 1);
        var both = (await Now()).Rows;
        await Tidy();
        Assert.Equal(("checked", "checked", both), await Now());
        Assert.False(File.Exists(stray));
        house.Clock.Now += TimeSpan.FromSeconds(1);
        await Tidy();
        Assert.Equal(("dropped", "checked", both / 2), await Now());
        Assert.EndsWith($"{later!.Id}.sealed", Assert.Single(Directory.GetFiles(folder)));
        Assert.NotNull(await house.TakeImport(Trees.SeatOf(town.Top), old!.Id));
        Assert.Null(await house.TakeImport(Trees.SeatOf(town.Top), later.Id));
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Theory, OnEveryDatabase]
    public async Task Good_rows_are_taken_and_bad_ones_say_why(string on)
    {
        await using var house = await House.Open(on);
        var town = await Town.In(house);
        var (batch, why) = await house.Import(Trees.SeatOf(town.Top), town.Top, Messy(), "名册.xlsx");
        Assert.Null(why);
        Assert.Equal((2, 5, 0), (batch!.Fresh, batch.Bad, batch.Same));
        var notes = await house.Work(Trees.SeatOf(town.Top), async s => (await s.GetRequiredService<AppDb>().ImportRows.AsNoTracking().Where(r => r.BatchId == batch.Id).OrderBy(r => r.Row).ToListAsync()).ToDictionary(r => r.Row, r => RowNote.FromJson(r.Notes).Where(n => !n.Warning).Select(n => n.Rule).ToList()));
        Assert.Empty(notes[4]);
        Assert.Empty(notes[5]);
        Assert.Equal(["id-number"], notes[6]);
        Assert.Equal(["branch-known"], notes[7]);
        Assert.Equal(["cell.formula"], notes[8]);
        Assert.Equal(["joined-past"], notes[9]);
        Assert.Equal(["row.duplicate"], notes[10]);

        Assert.Null(await house.TakeImport(Trees.SeatOf(town.Top), batch.Id));
        await house.Work(Trees.SeatOf(town.Bamboo), async s =>
        {
            var (db, secrets) = (s.GetRequiredService<AppDb>(), s.GetRequiredService<PersonSecrets>());
            var members = await db.Memberships.OrderBy(m => m.JoinedOn).ToListAsync();
            Assert.Equal(["张建军", "阿依古丽·买买提"], members.Select(m => m.Name));
            Assert.Equal((new DateOnly(1970, 7, 1), DatePrecision.Day, new DateOnly(1971, 7, 1), DatePrecision.Month), (members[0].JoinedOn, members[0].JoinedTo, members[0].FullSince!.Value, members[0].FullTo));
            var person = await db.TakePerson(members[0].PersonId, default);
            Assert.Equal((One, "1", "01", "61", new DateOnly(1948, 3, 12)), (secrets.Id(person), person.Sex, person.Ethnic, person.Education, person.BornOn!.Value));
            Assert.Equal(batch.Id, person.BatchId);
            Assert.Equal(Pinyin.SortKey("张建军"), members[0].SortKey);
        });
    }

    [Theory, OnEveryDatabase]
    public async Task Nothing_sensitive_lies_in_clear_in_what_is_kept(string on)
    {
        await using var house = await House.Open(on);
        var town = await Town.In(house);
        var (batch, _) = await house.Import(Trees.SeatOf(town.Top), town.Top, Messy(), "名册.xlsx");
        string[] planted = [One, Two, Three[..17], "13812345678", "13812345679"];
        Assert.Empty(await InClear(house, planted));
        Assert.Null(await house.TakeImport(Trees.SeatOf(town.Top), batch!.Id));
        Assert.Empty(await InClear(house, planted));
        Assert.False(Directory.EnumerateFiles(Path.Combine(house.Store.Folder, "imports")).Any());
    }

    /// <summary>Which of the values stand in the database files, byte for byte; on PostgreSQL in any text column of any table.</summary>
    static async Task<List<string>> InClear(House house, string[] values)
    {
        if (house.Store.Postgres is null)
        {
            var bytes = string.Concat(Directory.EnumerateFiles(house.Store.Folder, "hangji.db*").Select(f => { using var file = new FileStream(f, FileMode.Open, FileAccess.Read, FileShare.ReadWrite); var all = new byte[file.Length]; file.ReadExactly(all); return System.Text.Encoding.Latin1.GetString(all); }));
            Assert.Contains("import_rows", bytes);
            return [.. values.Where(v => bytes.Contains(v, StringComparison.Ordinal))];
        }
        return await house.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            var found = new List<string>();
            foreach (var table in db.Model.GetEntityTypes().Select(e => e.GetTableName()!).Distinct())
#pragma warning disable EF1002, EF1003 // names come from the model
                foreach (var value in values) if (await db.Database.SqlQueryRaw<int>($"select count(*)::int as \"Value\" from {table} t where t::text like '%{value}%' or t::text like '%{Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(value))}%'").SingleAsync() > 0) found.Add(table + ": " + value);
#pragma warning restore EF1002, EF1003
            return found;
        });
    }

    [Theory, OnEveryDatabase]
    public async Task Rows_may_be_left_out_and_a_batch_is_taken_once(string on)
    {
        await using var house = await House.Open(on);
        var town = await Town.In(house);
        var (batch, _) = await house.Import(Trees.SeatOf(town.Top), town.Top, Messy(), "名册.xlsx");
        await house.Work(Trees.SeatOf(town.Top), s => s.GetRequiredService<AppDb>().ImportRows.Where(r => r.BatchId == batch!.Id && r.Row == 5).ExecuteUpdateAsync(set => set.SetProperty(r => r.Take, false)));
        Assert.Null(await house.TakeImport(Trees.SeatOf(town.Top), batch!.Id));
        Assert.Equal("这一批已经写入", (await house.TakeImport(Trees.SeatOf(town.Top), batch.Id))!.Message);
        Assert.Equal(["张建军"], await house.Work(s => s.GetRequiredService<AppDb>().Memberships.Select(m => m.Name).ToListAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task The_same_file_again_changes_nothing_and_a_corrected_one_only_what_differs(string on)
    {
        await using var house = await House.Open(on);
        var branch = await house.Body("竹溪村党支部");
        Stream File(string education) => Roster.Csv("姓名,身份证号,入党时间,转正时间,学历,联系电话", $"陈启山,{Three},1998-07-01,1999-07-01,{education},13812345678", $"林小满,{Two},2015-07-01,2016-07-01,大专,");
        var (first, _) = await house.Import(Trees.SeatOf(branch), branch, File("高中"));
        Assert.Null(await house.TakeImport(Trees.SeatOf(branch), first!.Id));
        var (again, _) = await house.Import(Trees.SeatOf(branch), branch, File("高中"));
        Assert.Equal((0, 0, 2, 0), (again!.Fresh, again.Changed, again.Same, again.Bad));
        var (corrected, _) = await house.Import(Trees.SeatOf(branch), branch, File("本科"));
        Assert.Equal((0, 1, 1, 0), (corrected!.Fresh, corrected.Changed, corrected.Same, corrected.Bad));
        Assert.Null(await house.TakeImport(Trees.SeatOf(branch), corrected.Id));
        await house.Work(Trees.SeatOf(branch), async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            Assert.Equal("21", (await db.Memberships.SingleAsync(m => m.Name == "陈启山")).Education);
            Assert.Contains("\"education\":[\"61\",\"21\"]", (await db.Facts.Where(f => f.Kind == "members.imported").OrderByDescending(f => f.Id).FirstAsync()).Changes);
            var undo = s.GetRequiredService<UndoBatch>();
            Assert.Null(await undo.Run(corrected.Id, false, default));
            Assert.Equal(1, undo.Undone);
        });
        Assert.Equal("61", await house.Work(s => s.GetRequiredService<AppDb>().Persons.Where(p => p.Name == "陈启山").Select(p => p.Education).SingleAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task A_batch_is_undone_and_leaves_no_row(string on)
    {
        await using var house = await House.Open(on);
        var town = await Town.In(house);
        var (batch, _) = await house.Import(Trees.SeatOf(town.Top), town.Top, Messy(), "名册.xlsx");
        Assert.Null(await house.TakeImport(Trees.SeatOf(town.Top), batch!.Id));
        house.Clock.Now = house.Clock.Now.AddDays(29);
        Assert.Null(await house.Work(Trees.SeatOf(town.Top), s => s.GetRequiredService<UndoBatch>().Run(batch.Id, false, default)));
        await house.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            Assert.Equal((0, 0), (await db.Persons.CountAsync(), await db.Memberships.CountAsync()));
            Assert.NotNull(await db.Facts.SingleAsync(f => f.Kind == "members.import-undone"));
        });
        Assert.Equal("这一批已经撤回", (await house.Work(Trees.SeatOf(town.Top), s => s.GetRequiredService<UndoBatch>().Run(batch.Id, false, default)))!.Message);
    }

    [Theory, OnEveryDatabase]
    public async Task After_its_period_it_stays(string on)
    {
        await using var house = await House.Open(on);
        var town = await Town.In(house);
        var (batch, _) = await house.Import(Trees.SeatOf(town.Top), town.Top, Messy(), "名册.xlsx");
        Assert.Null(await house.TakeImport(Trees.SeatOf(town.Top), batch!.Id));
        house.Clock.Now = house.Clock.Now.AddDays(30);
        Assert.Equal("写入已满 {0} 天，不能整批撤回，请逐条更正", (await house.Work(Trees.SeatOf(town.Top), s => s.GetRequiredService<UndoBatch>().Run(batch.Id, false, default)))!.Message);
    }

    [Theory, OnEveryDatabase]
    public async Task Rows_that_somebody_changed_since_refuse_and_the_others_can_go_without_them(string on)
    {
        await using var house = await House.Open(on);
        var town = await Town.In(house);
        var (batch, _) = await house.Import(Trees.SeatOf(town.Top), town.Top, Messy(), "名册.xlsx");
        Assert.Null(await house.TakeImport(Trees.SeatOf(town.Top), batch!.Id));
        var (changed, other) = await house.Work(async s => (await s.GetRequiredService<AppDb>().Memberships.SingleAsync(m => m.Name == "张建军"), await s.GetRequiredService<AppDb>().Memberships.SingleAsync(m => m.Name != "张建军")));
        Assert.Null(await house.Work(Trees.SeatOf(town.Bamboo), s => s.GetRequiredService<BeginSpell>().Begin(changed.Id, new(Spell.Mobile, "work", new(2026, 11, 1), Place: "杭州"), default)));
        await house.Work(Trees.SeatOf(town.Top), async s =>
        {
            var undo = s.GetRequiredService<UndoBatch>();
            Assert.Equal(1, Assert.Single((await undo.Run(batch.Id, false, default))!.Args));
            Assert.Equal((4, "导入以后登记了新的情形"), (undo.Kept[0].Row, undo.Kept[0].Why.Message));
            Assert.Null(await undo.Run(batch.Id, exceptChanged: true, default));
            Assert.Equal(["张建军"], await s.GetRequiredService<AppDb>().Memberships.Select(m => m.Name).ToListAsync());
        });
        Assert.NotEqual(changed.PersonId, other.PersonId);
    }

    [Theory, OnEveryDatabase]
    public async Task Other_peoples_organizations_are_refused(string on)
    {
        await using var house = await House.Open(on);
        var town = await Town.In(house);
        var file = () => Roster.Csv("姓名,身份证号,入党时间,转正时间,所在党支部", $"陈启山,{Three},1998-07-01,1999-07-01,上竹村党支部", $"林小满,{Two},2015-07-01,2016-07-01,{town.Upper.Code}");
        await Assert.ThrowsAsync<OutOfScopeException>(() => house.Import(Trees.SeatOf(town.Bamboo), town.Upper, file()));
        var (batch, _) = await house.Import(Trees.SeatOf(town.Bamboo), town.Bamboo, file());
        Assert.Equal((0, 2), (batch!.Fresh, batch.Bad));
        Assert.Equal("没有选中可以写入的行", (await house.TakeImport(Trees.SeatOf(town.Bamboo), batch.Id))!.Message);
        await Assert.ThrowsAsync<OutOfScopeException>(() => house.TakeImport(Trees.SeatOf(town.Upper), batch.Id));
    }

    [Theory, OnEveryDatabase]
    public async Task Who_is_on_another_roll_is_refused_and_named_only_to_whom_it_concerns(string on)
    {
        await using var house = await House.Open(on);
        var town = await Town.In(house);
        await house.Member(town.Upper, "陈启山", Roster.Entry("陈启山", Three) with { Born = LooseDate.Of(new(1975, 1, 2)) });
        var file = () => Roster.Csv("姓名,身份证号,入党时间,转正时间", $"陈启山,{Three},2005-07-01,2006-07-01");
        async Task<string> Said(OrgNode seat)
        {
            var (batch, _) = await house.Import(Trees.SeatOf(seat), town.Bamboo, file());
            var note = await house.Work(Trees.SeatOf(seat), async s => RowNote.FromJson((await s.GetRequiredService<AppDb>().ImportRows.SingleAsync(r => r.BatchId == batch!.Id)).Notes).Single(n => !n.Warning));
            return new Words()[note.Why];
        }
        Assert.Contains("上竹村党支部", await Said(town.Top));
        Assert.Equal("这个公民身份号码已经在其他党组织名册上，请先办理组织关系转接", await Said(town.Bamboo));
    }

    [Theory, OnEveryDatabase]
    public async Task Columns_once_settled_are_remembered_for_the_same_header(string on)
    {
        await using var house = await House.Open(on);
        var branch = await house.Body("竹溪村党支部");
        var file = () => Roster.Csv("同志,证号,入党时间,转正时间", $"陈启山,{Three},1998-07-01,1999-07-01");
        var (batch, why) = await house.Import(Trees.SeatOf(branch), branch, file());
        Assert.Equal("缺少必需的列：{0}", why!.Message);
        Assert.Null(await house.Work(Trees.SeatOf(branch), s => s.GetRequiredService<ReceiveFile>().Settle(batch!.Id, new Dictionary<int, string> { [1] = "name", [2] = "id" }, default)));
        Assert.True(await house.Work(s => s.GetRequiredService<Hangji.Platform.Jobs.JobRunner>().RunNext(default)));
        var (next, _) = await house.Import(Trees.SeatOf(branch), branch, file());
        Assert.Equal((1, 0), (next!.Fresh, next.Bad));
        var map = ColumnMap.FromJson(next.Map!)!;
        Assert.Equal(("name", ColumnMatch.Remembered), (map.Columns[0].Field, map.Columns[0].How));
        Assert.DoesNotContain(Three, next.Map);
    }

    [Theory, OnEveryDatabase]
    public async Task The_job_runs_from_the_seat_that_ordered_it(string on)
    {
        await using var house = await House.Open(on);
        var town = await Town.In(house);
        var batch = await house.Work(Trees.SeatOf(town.Bamboo), async s =>
        {
            var receive = s.GetRequiredService<ReceiveFile>();
            Assert.Null(await receive.Run(MembersImport.Kind, town.Bamboo.Id, "名册.csv", Roster.Csv("姓名,身份证号,入党时间,转正时间", $"陈启山,{Three},1998-07-01,1999-07-01"), default));
            return receive.Batch!;
        });
        var runner = await house.Work(s => Task.FromResult(s.GetRequiredService<Hangji.Platform.Jobs.JobRunner>()));
        Assert.True(await runner.RunNext(default));
        Assert.Null(await house.Work(Trees.SeatOf(town.Bamboo), s => s.GetRequiredService<TakeBatch>().Order(batch.Id, default)));
        Assert.True(await runner.RunNext(default));
        Assert.False(await runner.RunNext(default));
        await house.Work(Trees.SeatOf(town.Bamboo), async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            Assert.Equal(Hangji.Platform.Jobs.Job.Done, (await db.LastJob(batch.Id, default))!.State);
            Assert.Contains("竹溪村党支部", (await db.Facts.SingleAsync(f => f.Kind == "members.imported")).Actor);
            Assert.Single(await db.Memberships.ToListAsync());
        });
    }

    [Fact]
    public async Task Ten_thousand_rows_are_checked_in_seconds()
    {
        await using var house = await House.Open("sqlite");
        var branch = await house.Body("竹溪村党支部");
        var lines = Enumerable.Range(0, 10_000).Select(i => $"陈启山,{Number(i)},1998-07-01,1999-07-01,高中").Prepend("姓名,身份证号,入党时间,转正时间,学历").ToArray();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var (batch, _) = await house.Import(Trees.SeatOf(branch), branch, Roster.Csv(lines));
        var seconds = clock.Elapsed.TotalSeconds;
        Assert.Equal(10_000, batch!.Fresh);
        Assert.True(seconds < 15, $"{seconds:0.0} s");
        Assert.Null(await house.TakeImport(Trees.SeatOf(branch), batch.Id));
        Assert.Equal(10_000, await house.Work(s => s.GetRequiredService<AppDb>().Memberships.CountAsync()));
    }

    static string Number(int i)
    {
        var seventeen = $"330326{new DateOnly(1960, 1, 1).AddDays(i / 900):yyyyMMdd}{i % 900 + 100:000}";
        return seventeen + Hangji.Platform.Codes.IdentityNumber.CheckCharacter(seventeen);
    }
}
