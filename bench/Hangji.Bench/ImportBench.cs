using System.Diagnostics;
using System.Globalization;
using System.Text;
using Hangji.Demo;
using Hangji.Modules.Importing;
using Hangji.Modules.Importing.Contract;
using Hangji.Modules.Members;
using Hangji.Modules.Members.Importing;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Tree;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Bench;

/// <summary>100,000 members from a spreadsheet: checking it, and taking it into the register with history and audit, against writing the same rows bare (COPY, prepared inserts).</summary>
internal static class ImportBench
{
    private const string Command = "./do bench import";
    private const int People = 100_000, Branches = 2_000;

    public static async Task Run(Report report)
    {
        var file = new MemoryStream(Encoding.UTF8.GetBytes(Roster()));
        foreach (var (postgres, share) in new[] { (true, 1 / 3.0), (false, 0.25) })
        {
            await using var store = await BenchStore.Open(postgres);
            var county = await Plant(store);
            file.Position = 0;
            var watch = Stopwatch.StartNew();
            var batch = await store.Work(async s =>
            {
                var receive = s.GetRequiredService<ReceiveFile>();
                Demand(await receive.Run(MembersImport.Kind, county, "roster.csv", new MemoryStream(file.ToArray()), default, order: false));
                Demand(await s.GetRequiredService<CheckBatch>().Run(receive.Batch!.Id, new Progress<(int, int)>(), default));
                return receive.Batch!.Id;
            });
            report.Add(new($"{store.Name}: {People:N0} rows of a spreadsheet checked", Command, People / watch.Elapsed.TotalSeconds, "rows/s", 10_000, AtLeast: true));
            watch.Restart();
            await store.Work(async s => { Demand(await s.GetRequiredService<TakeBatch>().Run(batch, new Progress<(int, int)>(), default)); return 0; });
            var rate = People / watch.Elapsed.TotalSeconds;
            report.Add(new($"{store.Name}: {People:N0} members taken, history and audit on", Command, rate, "members/s", 0, AtLeast: true, await Bare(store), share, "bare: the same person and membership rows, same columns and indexes"));
        }
    }

    /// <summary>The same rows once more, read back and written into the same two tables with nothing else around it.</summary>
    private static Task<double> Bare(BenchStore store) => store.Work(async s =>
    {
        var db = s.GetRequiredService<AppDb>();
        var persons = await db.Set<Person>().AsNoTracking().ToListAsync();
        var memberships = await db.Set<Membership>().AsNoTracking().ToListAsync();
        await db.Set<Membership>().ExecuteDeleteAsync();
        await db.Set<Person>().ExecuteDeleteAsync();
        var bulk = s.GetRequiredService<BulkInsert>();
        var watch = Stopwatch.StartNew();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await bulk.Rows(persons);
        await bulk.Rows(memberships);
        await transaction.CommitAsync();
        return persons.Count / watch.Elapsed.TotalSeconds;
    });

    private static Task<long> Plant(BenchStore store) => store.Work(async s =>
    {
        var db = s.GetRequiredService<AppDb>();
        var day = new DateOnly(2000, 1, 1);
        OrgNode Node(OrgPath path, long? parent, string code, string name, string kind) =>
            new() { Id = Ids.Next(), Path = path.Value, Depth = path.Depth, ParentId = parent, Code = code, Name = name, ShortName = name, Kind = kind, Field = "village", Relation = "own", SetUpOn = day, Since = day, Initials = "" };
        var county = Node(OrgPath.Root(0), null, "C", "测速县委", OrgKinds.Committee);
        county.NextChild = Branches;
        await using var transaction = await db.Database.BeginTransactionAsync();
        await s.GetRequiredService<BulkInsert>().Rows(Enumerable.Range(0, Branches).Select(i => Node(county.Place.Child(i), county.Id, $"B{i:0000}", $"第{i:0000}党支部", OrgKinds.Branch)).Prepend(county).ToList());
        db.Facts.Add(Fact.Of("organization.set-up", county.Id, county.Id, day));
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return county.Id;
    });

    private static string Roster()
    {
        var (dice, text) = (new Dice(1), new StringBuilder("姓名,性别,民族,出生日期,公民身份号码,学历,入党日期,转正日期,所在党支部,联系电话\n"));
        for (var i = 0; i < People; i++)
        {
            var (woman, born) = (dice.Chance(0.3), new DateOnly(dice.Between(1945, 2000), dice.Between(1, 12), dice.Between(1, 28)));
            var joined = born.AddYears(dice.Between(19, 25));
            // A run of 500 numbers a day and place is not enough for so many: the place changes too.
            text.Append(CultureInfo.InvariantCulture, $"{PeopleNames.Name(dice, woman)},{(woman ? "女" : "男")},汉族,{born:yyyy-MM-dd},{PeopleNames.IdentityNumber($"44{99 - i / 50_000}{i / 500 % 100:00}", born, i, woman)},大学专科毕业,{joined:yyyy-MM-dd},{joined.AddYears(1):yyyy-MM-dd},B{i % Branches:0000},1390000{i % 10_000:0000}\n");
        }
        return text.ToString();
    }

    private static void Demand(Platform.Refusal? refusal)
    {
        if (refusal is not null) throw new InvalidOperationException(refusal.Message + " " + string.Join(',', refusal.Args));
    }
}
