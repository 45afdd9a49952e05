using System.Diagnostics;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract.Procedures;
using Hangji.Modules.Regulations.Procedures;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Regulations.Procedures;

public sealed class Keeping_procedures
{
    static readonly DateOnly Day = new(2026, 3, 2);
    static ProcedureEvent Proposal(long id = 1) => new() { Kind = EventKind.Meeting, RecordId = id, On = Day, Step = "propose", Code = "committee-meeting", Entitled = 5, Present = 5, Yes = 5 };

    static Task<long> Begin(House house, OrgNode org) => house.Work(Trees.SeatOf(org), async s =>
    {
        var file = await s.GetRequiredService<ProcedureDesk>().Begin(org.Id, "four-and-two", Day, [], 77);
        await s.GetRequiredService<AppDb>().SaveChangesAsync();
        return file.Id;
    });

    static Task<string?> Enter(House house, OrgNode org, long id, ProcedureEvent e) => house.Work(Trees.SeatOf(org), async s =>
    {
        var desk = s.GetRequiredService<ProcedureDesk>();
        var refusal = desk.Enter((await desk.Open(id))!, e);
        if (refusal is null) await s.GetRequiredService<AppDb>().SaveChangesAsync();
        return refusal?.Message;
    });

    static Task<ProcedureState> State(House house, long id) => house.Work(async s => (await s.GetRequiredService<ProcedureDesk>().Open(id))!.State);

    [Theory, OnEveryDatabase]
    public async Task A_record_moves_the_instance_once_however_often_it_is_entered(string on)
    {
        await using var house = await House.Open(on);
        var org = await house.Body("竹溪村党支部");
        var id = await Begin(house, org);
        Assert.Null(await Enter(house, org, id, Proposal()));
        Assert.Null(await Enter(house, org, id, Proposal()));
        Assert.Equal("consult", (await State(house, id)).Now!.Step.Id);
        Assert.Equal("先办“{0}”，再办“{1}”", await Enter(house, org, id, Proposal(2) with { Step = "decide" }));
        var head = await house.Work(s => s.GetRequiredService<AppDb>().ProcedureInstances.AsNoTracking().SingleAsync());
        Assert.Equal(("consult", 1, "2026-01-01"), (head.Step, head.Events, head.Pinned));
        Assert.Equal("测试（竹溪村党支部）", (await house.Work(s => s.GetRequiredService<AppDb>().ProcedureEvents.AsNoTracking().SingleAsync())).Actor);
    }

    [Theory, OnEveryDatabase]
    public async Task Two_records_of_the_same_moment_cannot_both_take_the_next_place(string on)
    {
        await using var house = await House.Open(on);
        var org = await house.Body("竹溪村党支部");
        var id = await Begin(house, org);
        var fault = await Assert.ThrowsAnyAsync<DbUpdateException>(() => house.Work(Trees.SeatOf(org), async first =>
        {
            var desk = first.GetRequiredService<ProcedureDesk>();
            var file = (await desk.Open(id))!;
            Assert.Null(await Enter(house, org, id, Proposal(8)));
            Assert.Null(desk.Enter(file, Proposal(9)));
            await first.GetRequiredService<AppDb>().SaveChangesAsync();
        }));
        Assert.True(ProcedureDesk.IsRace(fault));
        Assert.Equal(8, (await State(house, id)).Done("propose")!.By.RecordId);
    }

    [Theory, OnEveryDatabase]
    public async Task A_stored_instance_keeps_its_version_until_a_signed_act_moves_it(string on)
    {
        await using var house = await House.Open(on);
        var org = await house.Body("竹溪村党支部");
        var id = await house.Work(Trees.SeatOf(org), async s =>
        {
            var file = await s.GetRequiredService<ProcedureDesk>().Begin(org.Id, "four-and-two", new(2025, 11, 3), [], 77);
            await s.GetRequiredService<AppDb>().SaveChangesAsync();
            return file.Id;
        });
        Assert.Equal("2018-12-29", (await State(house, id)).Procedure.Version);
        var move = new ProcedureEvent { Kind = EventKind.Move, RecordId = 5, On = new(2026, 1, 6), Code = "2026-01-01" };
        Assert.Equal("请写明理由", await Enter(house, org, id, move));
        Assert.Null(await Enter(house, org, id, move with { Reason = "新法施行，村民代表会议同意改按新程序办" }));
        Assert.Equal("2026-01-01", (await State(house, id)).Procedure.Version);
    }

    [Theory, OnEveryDatabase]
    public async Task Group_commit_decides_like_the_desk_and_keeps_scope(string on)
    {
        await using var house = await House.Open(on);
        var (mine, other) = (await house.Body("竹溪村党支部"), await house.Body("溪口村党支部"));
        long[] ids = [await Begin(house, mine), await Begin(house, mine), await Begin(house, other)];
        await using var bulk = house.Services.GetRequiredService<TransitionBulk>();
        Transition Of(long id, ProcedureEvent e) => new(id, e, ScopeRange.Below(mine.Place), 1, "测试");
        var answers = await Task.WhenAll(bulk.Record(Of(ids[0], Proposal())), bulk.Record(Of(ids[0], Proposal())), bulk.Record(Of(ids[1], Proposal() with { Step = "decide" })));
        Assert.Equal([null, null, "先办“{0}”，再办“{1}”"], answers.Select(a => a?.Message));
        await Assert.ThrowsAsync<OutOfScopeException>(() => bulk.Record(Of(ids[2], Proposal())));
        Assert.Equal(["consult", "propose", "propose"], (await Task.WhenAll(ids.Select(id => State(house, id)))).Select(s => s.Now!.Step.Id));
        Assert.Equal(("consult", 1), await house.Work(s => s.GetRequiredService<AppDb>().ProcedureInstances.Where(i => i.Id == ids[0]).Select(i => new ValueTuple<string, int>(i.Step, i.Events)).SingleAsync()));
        // Both paths may be mixed: the desk goes on where the group commit stopped.
        Assert.Null(await Enter(house, mine, ids[0], Proposal(2) with { Step = "consult", Code = "joint-committee-meeting" }));
        Assert.Equal("deliberate", (await State(house, ids[0])).Now!.Step.Id);
    }

    [Theory, OnEveryDatabase]
    public async Task Group_commit_is_not_slower_than_a_few_hundred_a_second(string on)
    {
        await using var house = await House.Open(on);
        var org = await house.Body("竹溪村党支部");
        var ids = await house.Work(Trees.SeatOf(org), async s =>
        {
            var desk = s.GetRequiredService<ProcedureDesk>();
            var files = new List<long>();
            for (var i = 0; i < 500; i++) files.Add((await desk.Begin(org.Id, "four-and-two", Day, [], 77)).Id);
            await s.GetRequiredService<AppDb>().SaveChangesAsync();
            return files;
        });
        await using var bulk = house.Services.GetRequiredService<TransitionBulk>();
        var watch = Stopwatch.StartNew();
        Assert.All(await Task.WhenAll(ids.Select(id => bulk.Record(new(id, Proposal(), ScopeRange.Below(org.Place), 1, "测试")))), Assert.Null);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"500 transitions took {watch.Elapsed}");
    }
}
