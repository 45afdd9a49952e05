using Hangji.Modules.Importing;
using Hangji.Modules.Importing.Contract;
using Hangji.Modules.Members;
using Hangji.Modules.Members.Importing;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Roster = Hangji.Tests.Situations.Members;

namespace Hangji.Tests.Modules.Members.Importing;

public sealed class Importing_posts
{
    static Task<Dictionary<int, (string Verdict, List<string> Errors)>> Rows(House house, ImportBatch batch) => house.Work(async s =>
        (await s.GetRequiredService<AppDb>().ImportRows.AsNoTracking().Where(r => r.BatchId == batch.Id).ToListAsync()).ToDictionary(r => r.Row, r => (r.Verdict, RowNote.FromJson(r.Notes).Where(n => !n.Warning).Select(n => n.Rule).ToList())));

    [Theory, OnEveryDatabase]
    public async Task Posts_are_taken_for_persons_of_the_register_and_undone(string on)
    {
        await using var house = await House.Open(on);
        var town = await house.Body("青石镇党委", kind: "committee");
        var branch = await house.Body("竹溪村党支部", town);
        var entry = Roster.Entry("陈启山");
        await house.Member(branch, "陈启山", entry);
        await house.Member(branch, "林小满", Roster.Entry("林小满", joined: new(2026, 5, 1)));
        await house.Member(branch, "张建军");
        await house.Member(branch, "张建军");
        var (batch, why) = await house.Import(Trees.SeatOf(town), town, Roster.Csv("姓名,身份证号,任职党组织,党内职务,任职时间",
            $"陈启山,{entry.IdNumber},竹溪村党支部,支部书记,2026.3",
            "林小满,,竹溪村党支部,组织委员,2026-06-01",
            "张建军,,竹溪村党支部,宣传委员,2026-06-01",
            "没有的人,,竹溪村党支部,宣传委员,2026-06-01",
            $"陈启山,{entry.IdNumber},竹溪村党支部,书记,2026-06-01"), kind: AppointmentsImport.Kind);
        Assert.Null(why);
        var rows = await Rows(house, batch!);
        Assert.Equal(ImportRow.New, rows[2].Verdict);
        Assert.Equal(["appointment"], rows[3].Errors);
        Assert.Equal(["person-known"], rows[4].Errors);
        Assert.Equal(["person-known"], rows[5].Errors);
        Assert.Equal(["appointment"], rows[6].Errors);
        Assert.Null(await house.TakeImport(Trees.SeatOf(town), batch!.Id));
        await house.Work(Trees.SeatOf(branch), async s =>
        {
            var held = await s.GetRequiredService<AppDb>().Appointments.SingleAsync();
            Assert.Equal(("secretary", new DateOnly(2026, 3, 1), branch.Path), (held.Post, held.FromOn, held.OrgPath));
        });
        await house.Work(Trees.SeatOf(town), async s =>
        {
            Assert.Null(await s.GetRequiredService<UndoBatch>().Run(batch.Id, false, default));
            Assert.Empty(await s.GetRequiredService<AppDb>().Appointments.ToListAsync());
        });
    }
}
