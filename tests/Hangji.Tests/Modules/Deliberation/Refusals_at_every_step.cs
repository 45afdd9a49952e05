using Hangji.Modules.Deliberation;
using Hangji.Modules.Meetings;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Deliberation;

/// <summary>At each step the nearest wrong act, and what is said to it in both languages.</summary>
public sealed class Refusals_at_every_step
{
    static (string Zh, string En) Said(Refusal? refusal)
    {
        Assert.NotNull(refusal);
        return (new Words { Language = "zh" }[refusal], new Words { Language = "en" }[refusal]);
    }

    static async Task<Refusal?> Count(Village v, long matter, long item, string? reason = null) => await v.At(v.Branch, s => s.GetRequiredService<CountVote>().Run(matter, item, reason));

    /// <summary>A recorded meeting whose item nobody has linked yet.</summary>
    static async Task<long> Item(Village v, string kind, DateOnly on, (int, int) room, (int, int) votes, string by = RoomCount.Adults)
    {
        var body = kind == MeetingKinds.Representatives ? v.Representatives : kind == MeetingKinds.Assembly ? v.Committee : kind == MeetingKinds.CollectiveAssembly ? v.Collective : v.Branch;
        var met = await v.Met(body, kind, on, room, votes, about: null, by);
        return await v.At(v.Branch, s => s.GetRequiredService<AppDb>().MeetingItems.Where(i => i.MeetingId == met.Id).Select(i => i.Id).SingleAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task Name_what_is_missing_and_let_the_right_act_through(string on)
    {
        await using var v = await Village.Open(on);
        var id = await v.Raise();

        Assert.Equal(("“村党组织提议”不能由这种会议或按这种基数决定", "\"The village Party body proposes\" cannot be decided by this kind of meeting or on this base"),
            Said(await Count(v, id, await Item(v, MeetingKinds.Joint, new(2026, 9, 22), (8, 8), (8, 0)))));
        Assert.Equal(("到会 2 人，至少要 3 人", "2 present, at least 3 needed"), Said(await Count(v, id, await Item(v, MeetingKinds.Committee, new(2026, 9, 22), (5, 2), (2, 0)))));
        Assert.Null(await Count(v, id, await Item(v, MeetingKinds.Committee, new(2026, 9, 22), (5, 5), (5, 0))));

        Assert.Equal("早于前一步的日期 2026年9月22日", Said(await Count(v, id, await Item(v, MeetingKinds.Joint, new(2026, 9, 20), (8, 8), (8, 0)))).Zh);
        Assert.Equal("到会 4 人，至少要 5 人；确实如此的，请写明原因", Said(await Count(v, id, await Item(v, MeetingKinds.Joint, new(2026, 10, 14), (8, 4), (4, 0)))).Zh);
        Assert.Null(await Count(v, id, await Item(v, MeetingKinds.Joint, new(2026, 10, 15), (8, 7), (7, 0))));

        Assert.Equal("会议通知：提前 3 日发出；确实如此的，请写明原因", Said(await Count(v, id, await Item(v, MeetingKinds.General, new(2026, 10, 20), (23, 17), (15, 1)))).Zh);
        Assert.Null(await v.File(id, MatterPaper.Notice, new(2026, 10, 18)));
        var general = await Item(v, MeetingKinds.General, new(2026, 10, 20), (23, 17), (15, 1));
        Assert.Equal(("会前通知满 3 日：2026年10月18日 发出，2026年10月21日 起可以开会；确实如此的，请写明原因", "3 days of notice: given on 18 October 2026, the meeting may be held from 21 October 2026; if it is so, please say why"), Said(await Count(v, id, general)));
        Assert.Null(await Count(v, id, general, "党员都同意提前一天开"));
        Assert.Equal("党员都同意提前一天开", (await v.State(id)).Done("deliberate")!.By.Reason);

        Assert.Equal("有效的村民会议对代表会议的授权", Said(await Count(v, id, await Item(v, MeetingKinds.Representatives, new(2026, 10, 30), (47, 40), (33, 7)))).Zh);
        Assert.Equal("会议通知：提前 10 日发出", Said(await Count(v, id, await Item(v, MeetingKinds.Assembly, new(2026, 10, 30), (301, 151), (76, 75)))).Zh);
        Assert.Null(await v.File(id, MatterPaper.Notice, new(2026, 10, 24), way: "assembly-adults"));
        var early = Said(await Count(v, id, await Item(v, MeetingKinds.Assembly, new(2026, 11, 2), (301, 151), (76, 75))));
        Assert.Equal("会前通知满 10 日：2026年10月24日 发出，2026年11月3日 起可以开会", early.Zh);
        Assert.Equal("到会 150 人，至少要 151 人", Said(await Count(v, id, await Item(v, MeetingKinds.Assembly, new(2026, 11, 3), (301, 150), (100, 50)))).Zh);
        Assert.Equal("“村民代表会议或村民会议决议”不能由这种会议或按这种基数决定", Said(await Count(v, id, await Item(v, MeetingKinds.CollectiveAssembly, new(2026, 11, 3), (90, 90), (90, 0), RoomCount.Members))).Zh);
        Assert.Null(await Count(v, id, await Item(v, MeetingKinds.Assembly, new(2026, 11, 3), (301, 151), (76, 75))));

        Assert.Equal(("张贴不足 15 日，至少到 2026年11月19日", "Posted for less than 15 days; at least until 19 November 2026"), Said(await v.Post(id, new(2026, 11, 4), new(2026, 11, 18))));
        Assert.Equal("早于前一步的日期 2026年11月3日", Said(await v.Post(id, new(2026, 11, 2))).Zh);
        Assert.Equal("日期 2026年11月21日 还没有到", Said(await v.Post(id, new(2026, 11, 21))).Zh);
        Assert.Null(await v.Post(id, new(2026, 11, 4), new(2026, 11, 19)));

        Assert.Equal("“组织实施”不是这样办完的", Said(await v.Post(id, new(2026, 11, 5))).Zh);
        Assert.Equal("先办“组织实施”，再办“归档”", Said(await v.At(v.Branch, async s =>
        {
            var (matter, file, _) = await s.GetRequiredService<MatterBook>().Open(id, MatterAct.Step, default);
            return s.GetRequiredService<MatterBook>().Enter(matter, file, new() { Kind = Hangji.Modules.Regulations.Contract.Procedures.EventKind.Document, RecordId = 1, On = new(2026, 11, 5), Step = "file", Code = "file-bundle" });
        })).Zh);
        Assert.Null(await v.At(v.Branch, s => s.GetRequiredService<RaiseObjection>().Run(id, new(true, null, "吴明", "申请撤销决议", new(2026, 11, 5)))));
        Assert.Equal(("没有在办的撤销申请", "No request for annulment is pending"), Said(await v.File(id, MatterPaper.Acceptance, new(2026, 11, 6))));
    }

    [Theory, OnEveryDatabase]
    public async Task Collective_property_needs_two_thirds_of_all_members(string on)
    {
        await using var v = await Village.Open(on);
        var id = await v.Raise(v.Road with { Kind = "collective-asset", Title = "仓库出租", Source = Sources.Cadres });
        await v.ThreeSteps(id);
        Assert.Equal("“村民代表会议或村民会议决议”不能由这种会议或按这种基数决定", Said(await Count(v, id, await Item(v, MeetingKinds.Representatives, new(2026, 10, 30), (47, 47), (47, 0)))).Zh);
        Assert.Null(await v.File(id, MatterPaper.Notice, new(2026, 10, 20)));
        Assert.Equal("到会 59 人，至少要 60 人", Said(await Count(v, id, await Item(v, MeetingKinds.CollectiveAssembly, new(2026, 10, 30), (90, 59), (59, 0), RoomCount.Members))).Zh);
        Assert.Null(await Count(v, id, await Item(v, MeetingKinds.CollectiveAssembly, new(2026, 10, 31), (90, 62), (60, 2), RoomCount.Members)));
        Assert.Equal("open-decision", (await v.State(id)).Now!.Step.Id);
    }

    [Theory, OnEveryDatabase]
    public async Task A_community_goes_its_own_way_under_its_own_law(string on)
    {
        await using var v = await Village.Of(await House.Open(on, new PaperRoll().Install), "community");
        Assert.Equal("这个组织不按这种程序议事", Said((await v.At(v.Branch, s => s.GetRequiredService<RaiseMatter>().Run(v.Road))).Refusal).Zh);
        var id = await v.Raise(v.Road with { Procedure = "community-matters", Kind = "service-fund", Title = "电梯加装", Source = Sources.Members });
        await v.Met(v.Branch, MeetingKinds.Committee, new(2026, 9, 22), (5, 5), (5, 0), id);
        await v.Met(v.Committee, MeetingKinds.Representatives, new(2026, 10, 10), (60, 40), (21, 19), id);
        var state = await v.State(id);
        Assert.Equal(("open-decision", 5), (state.Now!.Step.Id, state.Steps.Count));
        Assert.Contains("居民委员会组织法", state.Done("decide")!.QuorumBy!.Words.Zh);
    }
}
