using Hangji.Modules.Deliberation;
using Hangji.Modules.Deliberation.Carrying;
using Hangji.Modules.Deliberation.Contract;
using Hangji.Modules.Meetings;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Deliberation;

/// <summary>Each body takes its own steps from its own seat; the others are told whose step it is.</summary>
public sealed class Whose_act_it_is
{
    static string Said(Refusal? refusal, string language = "zh") => refusal is null ? "" : new Words { Language = language }[refusal];
    static Posted Sheet(DateOnly on) => new(on, null, "村务公开栏", "道路硬化决议", null, "无异议", null);

    [Theory, OnEveryDatabase]
    public async Task The_villagers_committee_opens_carries_out_and_answers_and_leaves_the_rest(string on)
    {
        await using var v = await Village.Open(on);
        var id = await v.Raise();
        Task<Refusal?> Post(OrgNode seat, DateOnly day) => v.At(seat, s => s.GetRequiredService<PostMatter>().Run(id, Sheet(day)));
        // The Party's own step is not the committee's.
        Assert.Equal("“村党组织提议”由村党组织办，村民委员会的席位不能代办", Said(await Post(v.Committee, new(2026, 9, 22))));
        Assert.Equal("\"The village Party body proposes\" is the act of the village Party body; a seat of the villagers' committee cannot do it in their place", Said(await Post(v.Committee, new(2026, 9, 22)), "en"));
        await v.Decided(id);
        Assert.Equal("“决议公开”由村民委员会办，村务监督委员会的席位不能代办", Said(await Post(v.Supervision, new(2026, 10, 31))));
        Assert.Equal("“决议公开”由村民委员会办，村民代表会议的席位不能代办", Said(await Post(v.Representatives, new(2026, 10, 31))));
        Assert.Null(await Post(v.Committee, new(2026, 10, 31)));
        // Supervision takes an objection down but does not answer it; the committee answers.
        Assert.Null(await v.At(v.Supervision, s => s.GetRequiredService<RaiseObjection>().Run(id, new(false, null, "吴明", "能不能绕一下", new(2026, 11, 2)))));
        var objection = await v.At(v.Branch, s => s.GetRequiredService<AppDb>().MatterObjections.AsNoTracking().SingleAsync());
        Task<Refusal?> Answer(OrgNode seat) => v.At(seat, s => s.GetRequiredService<AnswerObjection>().Run(objection.Id, new(2026, 11, 4), "多 80 米", false));
        Assert.Equal("异议由作出决定的一方答复，村务监督委员会的席位不能代办", Said(await Answer(v.Supervision)));
        Assert.Null(await Answer(v.Committee));
        Assert.Null(await v.At(v.Committee, s => s.GetRequiredService<SignContract>().Run(id, new("works", "道路施工", "通达公司", false, new(2026, 11, 5), null, null, 486_300_00, false, null))));
        // The limit counts what other seats recorded, too.
        Assert.Equal("合同合计 486,300.01，超过决议金额 486,300.00", Said(await v.At(v.Committee, s => s.GetRequiredService<SignContract>().Run(id, new("works", "增加", "通达公司", false, new(2026, 11, 5), null, null, 1, false, "x")))));
        Assert.Equal("合同和付款由组织实施的一方记，村务监督委员会的席位不能代办", Said(await v.At(v.Supervision, s => s.GetRequiredService<PayForMatter>().Run(id, new(null, "付", "", new(2026, 11, 6), 1, false, null)))));
        Assert.Null(await v.At(v.Committee, s => s.GetRequiredService<FilePaper>().Run(id, new(MatterPaper.Acceptance, null, "验收单", "", new(2026, 11, 7), null, null))));
        Assert.Equal("open-result", (await v.State(id)).Now!.Step.Id);
        Assert.Equal("修改方案、退回、变更和撤回由村（社区）党组织的席位办，村民委员会的席位不能代办",
            Said(await v.At(v.Committee, s => s.GetRequiredService<LeadMatter>().Run(id, Hangji.Modules.Regulations.Contract.Procedures.EventKind.Change, null, new(2026, 11, 8), "改"))));
    }

    [Theory, OnEveryDatabase]
    public async Task A_meeting_recorded_from_the_committees_own_seat_turns_the_step(string on)
    {
        await using var v = await Village.Open(on);
        var id = await v.Raise();
        await v.ThreeSteps(id);
        Assert.Null(await v.File(id, MatterPaper.Authorization, new(2025, 12, 28), new(2028, 12, 27)));
        Assert.Null(await v.At(v.Committee, s => s.GetRequiredService<FilePaper>().Run(id, new(MatterPaper.Notice, "representatives", "书面通知", "", new(2026, 10, 24), null, null))));
        var entered = await v.At(v.Committee, s => s.GetRequiredService<RecordMeeting>().Run(new()
        {
            OrgId = v.Committee.Id, Kind = MeetingKinds.Representatives, Theme = "道路硬化", HeldOn = new(2026, 10, 30), Chair = "陈启山", Room = new(47, 40), Reason = "名单另附",
            Items = [new("道路硬化方案") { Way = MeetingItem.Hands, Yes = 33, No = 7, AboutId = id }],
        }));
        Assert.Null(entered.Refusal);
        Assert.Equal("open-decision", (await v.State(id)).Now!.Step.Id);
    }

    [Theory, OnEveryDatabase]
    public async Task A_neighbouring_village_touches_nothing(string on)
    {
        await using var v = await Village.Open(on);
        var id = await v.Decided();
        var other = await v.House.Body("溪口村党支部", v.Township);
        var committee = await v.House.Body("溪口村村民委员会", other, OrgKinds.VillagersCommittee);
        foreach (var stranger in new[] { other, committee })
        {
            await Assert.ThrowsAsync<OutOfScopeException>(() => v.At(stranger, s => s.GetRequiredService<PostMatter>().Run(id, Sheet(new(2026, 10, 31)))));
            await Assert.ThrowsAsync<OutOfScopeException>(() => v.At(stranger, s => s.GetRequiredService<IPostings>().Record(id, Sheet(new(2026, 10, 31)))));
            await Assert.ThrowsAsync<OutOfScopeException>(() => v.At(stranger, s => s.GetRequiredService<IMatterReading>().Read(id)));
            Assert.Empty(await v.At(stranger, s => s.GetRequiredService<IMatterReading>().ToPublish(v.Branch.Id)));
            // A meeting that names the matter by a guessed id is recorded and moves nothing.
            await v.At(stranger, s => s.GetRequiredService<RecordMeeting>().Run(new()
            {
                OrgId = stranger.Id, Kind = MeetingKinds.Joint, Theme = "x", HeldOn = new(2026, 11, 1), Room = new(5, 5), Items = [new("x") { Way = MeetingItem.Hands, Yes = 5, AboutId = id }],
            }));
        }
        Assert.Equal("open-decision", (await v.State(id)).Now!.Step.Id);
    }

    [Theory, OnEveryDatabase]
    public async Task The_room_of_publication_records_a_posting_in_its_own_save_and_reads_the_matter(string on)
    {
        await using var v = await Village.Open(on);
        var id = await v.Decided();
        Assert.Equal("open-decision", Assert.Single(await v.At(v.Committee, s => s.GetRequiredService<IMatterReading>().ToPublish(v.Branch.Id))).Step.Id);
        // Recorded and thrown away: nothing was saved.
        Assert.Null(await v.At(v.Committee, s => s.GetRequiredService<IPostings>().Record(id, Sheet(new(2026, 10, 31)))));
        Assert.Equal("open-decision", (await v.State(id)).Now!.Step.Id);
        Assert.Null(await v.At(v.Committee, async s =>
        {
            var no = await s.GetRequiredService<IPostings>().Record(id, Sheet(new(2026, 10, 31)));
            await s.GetRequiredService<AppDb>().SaveChangesAsync();
            return no;
        }));
        Assert.Equal("carry-out", (await v.State(id)).Now!.Step.Id);
        Assert.Equal("“组织实施”不是这样办完的", Said(await v.At(v.Committee, s => s.GetRequiredService<IPostings>().Record(id, Sheet(new(2026, 11, 1))))));
        var read = await v.At(v.Supervision, s => s.GetRequiredService<IMatterReading>().Read(id));
        Assert.Equal((4, 33, 32, "carry-out"), (read.Votes.Count, read.Votes[^1].For, read.Votes[^1].QuorumNeeded!.Value, read.DueStep!.Id));
        Assert.Equal("Organic Law of Villagers' Committees, Art. 30", read.Votes[^1].Rule!.En.Replace("the People's Republic of China", "").Replace("Organic Law of the Villagers' Committees", "Organic Law of Villagers' Committees"));
    }

    [Theory, OnEveryDatabase]
    public async Task A_township_that_sees_two_villages_cannot_count_the_vote_of_one_for_the_other(string on)
    {
        await using var v = await Village.Open(on);
        var id = await v.Raise();
        var other = await v.House.Body("溪口村党支部", v.Township);
        var met = (await v.At(v.Township, s => s.GetRequiredService<RecordMeeting>().Run(new()
        {
            OrgId = other.Id, Kind = MeetingKinds.Committee, Theme = "x", HeldOn = new(2026, 9, 22), Chair = "陈启山", Room = new(5, 5), Reason = "x", Items = [new("x") { Way = MeetingItem.Hands, Yes = 5, AboutId = id }],
        }))).Meeting!;
        Assert.Equal("propose", (await v.State(id)).Now!.Step.Id);
        var item = await v.At(v.Township, s => s.GetRequiredService<AppDb>().MeetingItems.Where(i => i.MeetingId == met.Id).Select(i => i.Id).SingleAsync());
        Assert.Equal("这不是本村（社区、单位）的会议，不能计入这件事", Said(await v.At(v.Township, s => s.GetRequiredService<CountVote>().Run(id, item, null))));
        // The township may record the village's own meeting for it, and that counts.
        await v.At(v.Township, s => s.GetRequiredService<RecordMeeting>().Run(new()
        {
            OrgId = v.Branch.Id, Kind = MeetingKinds.Committee, Theme = "x", HeldOn = new(2026, 9, 22), Chair = "陈启山", Room = new(5, 5), Reason = "x", Items = [new("x") { Way = MeetingItem.Hands, Yes = 5, AboutId = id }],
        }));
        Assert.Equal("consult", (await v.State(id)).Now!.Step.Id);
    }
}
