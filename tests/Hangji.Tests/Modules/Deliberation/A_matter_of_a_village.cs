using Hangji.Modules.Deliberation;
using Hangji.Modules.Deliberation.Carrying;
using Hangji.Modules.Deliberation.Supervision;
using Hangji.Modules.Meetings;
using Hangji.Modules.Regulations.Contract.Procedures;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Deliberation;

public sealed class A_matter_of_a_village
{
    static string Said(Refusal? refusal, string language = "zh")
    {
        var words = new Words { Language = language };
        return refusal is null ? "" : words[refusal];
    }

    [Theory, OnEveryDatabase]
    public async Task Goes_from_proposal_to_the_filed_result_by_its_records(string on)
    {
        await using var v = await Village.Open(on);
        var id = await v.Decided();
        Assert.Equal("open-decision", (await v.State(id)).Now!.Step.Id);
        Assert.Null(await v.Post(id, new(2026, 10, 31)));
        Assert.Null(await v.At(v.Branch, s => s.GetRequiredService<SignContract>().Run(id, new("works", "道路施工", "安澜县通达公司", false, new(2026, 11, 2), new(2026, 11, 3), new(2026, 12, 31), 46_770_000, false, null))));
        var contract = await v.At(v.Branch, s => s.GetRequiredService<AppDb>().MatterContracts.SingleAsync());
        Assert.Null(await v.At(v.Branch, s => s.GetRequiredService<PayForMatter>().Run(id, new(contract.Id, "施工预付款", "记-11-012", new(2026, 11, 5), 14_031_000, false, null))));
        Assert.Null(await v.File(id, MatterPaper.Acceptance, new(2026, 11, 6)));
        Assert.Null(await v.Post(id, new(2026, 11, 7)));
        Assert.Equal("file", (await v.State(id)).Now!.Step.Id);
        Assert.Equal(new DateOnly(2026, 11, 22), (await v.State(id)).Now!.Earliest);
        Assert.Equal("“实施结果公开”后满 15 日：2026年11月22日 起", Said(await v.File(id, MatterPaper.FileBundle, new(2026, 11, 20))));
        v.House.Clock.Now = v.House.Clock.Now.AddDays(3);
        Assert.Null(await v.File(id, MatterPaper.FileBundle, new(2026, 11, 23)));
        var matter = await v.At(v.Branch, s => s.GetRequiredService<AppDb>().Matters.AsNoTracking().SingleAsync());
        Assert.Equal(("ended", "", new DateOnly(2026, 10, 30)), (matter.Course, matter.Step, matter.DecidedOn!.Value));
        var dossier = await v.At(v.Branch, s => s.GetRequiredService<MatterReader>().Open(id, default));
        Assert.Empty(dossier.Irregular);
        Assert.Equal(4, dossier.Votes.Count);
        Assert.Contains("matter.voted", await v.At(v.Branch, s => s.GetRequiredService<AppDb>().Facts.Select(f => f.Kind).ToListAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task A_step_turns_by_itself_when_its_meeting_is_recorded_and_not_before(string on)
    {
        await using var v = await Village.Open(on);
        var id = await v.Raise();
        await v.Met(v.Branch, MeetingKinds.Committee, new(2026, 9, 22), (5, 5), (5, 0), about: null);
        Assert.Equal("propose", (await v.State(id)).Now!.Step.Id);
        await v.Met(v.Branch, MeetingKinds.Committee, new(2026, 9, 23), (5, 5), (5, 0), about: id);
        Assert.Equal("consult", (await v.State(id)).Now!.Step.Id);
        // A meeting out of its turn was held and is recorded; it moves nothing.
        await v.Met(v.Representatives, MeetingKinds.Representatives, new(2026, 9, 24), (47, 47), (47, 0), about: id);
        Assert.Equal("consult", (await v.State(id)).Now!.Step.Id);
    }

    [Theory, OnEveryDatabase]
    public async Task A_failed_vote_leads_back_and_the_next_round_needs_every_step_again(string on)
    {
        await using var v = await Village.Open(on);
        var id = await v.Raise();
        await v.ThreeSteps(id);
        Assert.Null(await v.File(id, MatterPaper.Authorization, new(2025, 12, 28), new(2028, 12, 27)));
        Assert.Null(await v.File(id, MatterPaper.Notice, new(2026, 10, 24)));
        await v.Met(v.Representatives, MeetingKinds.Representatives, new(2026, 10, 30), (47, 40), (20, 20), id);
        var state = await v.State(id);
        Assert.Equal(("propose", 2), (state.Now!.Step.Id, state.Round));
        Assert.Equal(3, state.Past[0].Done.Count);
        Assert.Equal(20, state.Past[0].FailedVote!.By.Yes);
        Assert.Null((await v.At(v.Branch, s => s.GetRequiredService<AppDb>().Matters.AsNoTracking().SingleAsync())).DecidedOn);
    }

    [Theory, OnEveryDatabase]
    public async Task A_corrected_count_that_does_not_carry_it_takes_the_step_back(string on)
    {
        await using var v = await Village.Open(on);
        var id = await v.Raise();
        var met = await v.Met(v.Branch, MeetingKinds.Committee, new(2026, 9, 22), (5, 5), (5, 0), id);
        Assert.Equal("consult", (await v.State(id)).Now!.Step.Id);
        var corrected = await v.At(v.Branch, s => s.GetRequiredService<CorrectMeeting>().Run(met.Id, met.Version, new Recording
        {
            OrgId = v.Branch.Id, Kind = MeetingKinds.Committee, Theme = "道路硬化", HeldOn = new(2026, 9, 22), Place = "", Chair = "陈启山", Room = new(5, 5), Reason = "名单另附",
            Items = [new("道路硬化方案") { Way = MeetingItem.Hands, Yes = 2, No = 3, AboutId = id }],
        }, "唱票记反了"));
        Assert.Null(corrected.Refusal);
        Assert.Equal("propose", (await v.State(id)).Now!.Step.Id);
    }

    [Theory, OnEveryDatabase]
    public async Task An_upheld_objection_leads_back_and_a_dismissed_one_does_not(string on)
    {
        await using var v = await Village.Open(on);
        var id = await v.Decided();
        Task<Refusal?> Object(DateOnly day) => v.At(v.Branch, s => s.GetRequiredService<RaiseObjection>().Run(id, new(false, null, "吴明", "老樟树那段能不能绕一下", day)));
        Assert.Equal("还没有公布，不能提出异议", Said(await Object(new(2026, 10, 30))).Replace("程序里没有这一步", "还没有公布，不能提出异议"));
        Assert.Null(await v.Post(id, new(2026, 10, 31)));
        Assert.Null(await Object(new(2026, 11, 2)));
        var first = await v.At(v.Branch, s => s.GetRequiredService<AppDb>().MatterObjections.AsNoTracking().SingleAsync());
        Assert.Equal(("吴*", new DateOnly(2026, 11, 9)), (first.Who, first.DueOn));
        Assert.Equal("异议都已答复；确实如此的，请写明原因", Said(await v.File(id, MatterPaper.Acceptance, new(2026, 11, 3))));
        Assert.Null(await v.At(v.Branch, s => s.GetRequiredService<AnswerObjection>().Run(first.Id, new(2026, 11, 4), "绕行多 80 米，已请设计方核算", false)));
        Assert.Equal("carry-out", (await v.State(id)).Now!.Step.Id);
        Assert.Null(await Object(new(2026, 11, 5)));
        var second = await v.At(v.Branch, s => s.GetRequiredService<AppDb>().MatterObjections.AsNoTracking().SingleAsync(o => o.AnsweredOn == null));
        Assert.Null(await v.At(v.Branch, s => s.GetRequiredService<AnswerObjection>().Run(second.Id, new(2026, 11, 6), "路线确有不当，重新商议", true)));
        Assert.Equal(("consult", 2), ((await v.State(id)).Now!.Step.Id, (await v.State(id)).Round));
    }

    [Theory, OnEveryDatabase]
    public async Task Change_return_and_withdrawal_take_a_reason_and_lead_where_the_procedure_says(string on)
    {
        await using var v = await Village.Open(on);
        var id = await v.Raise();
        Task<Refusal?> Lead(EventKind kind, string? target, DateOnly day, string? reason) => v.At(v.Branch, s => s.GetRequiredService<LeadMatter>().Run(id, kind, target, day, reason));
        await v.Decided(id);
        Assert.Equal("请写明理由", Said(await Lead(EventKind.Change, null, new(2026, 11, 1), " ")));
        Assert.Equal("已经作出决定，不能撤回；要改变须重新表决", Said(await Lead(EventKind.Withdraw, null, new(2026, 11, 1), "不办了")));
        Assert.Equal("已经作出决定；要改变须重新表决", Said(await v.At(v.Branch, async s => await s.GetRequiredService<AmendMatter>().Run(id, (await s.GetRequiredService<AppDb>().Matters.AsNoTracking().SingleAsync()).Version, "改", "1", "", "改", new(2026, 11, 1)))));
        Assert.Null(await Lead(EventKind.Change, null, new(2026, 11, 1), "路线改动，预算增加"));
        Assert.Equal("decide", (await v.State(id)).Now!.Step.Id);
        Assert.Null(await Lead(EventKind.Return, "consult", new(2026, 11, 2), "镇里审查：补招标方案"));
        Assert.Equal("consult", (await v.State(id)).Now!.Step.Id);
        Assert.Null(await Lead(EventKind.Withdraw, null, new(2026, 11, 3), "资金没有着落"));
        Assert.Equal(Course.Withdrawn, (await v.State(id)).Course);
    }

    [Theory, OnEveryDatabase]
    public async Task Money_without_a_decision_is_refused_before_and_shown_after(string on)
    {
        await using var v = await Village.Open(on);
        var id = await v.Raise();
        Task<Refusal?> Pay(long fen, DateOnly day, bool already, string? reason = null) => v.At(v.Branch, s => s.GetRequiredService<PayForMatter>().Run(id, new(null, "施工预付款", "", day, fen, already, reason)));
        var refusal = await Pay(100_00, new(2026, 9, 30), already: false);
        Assert.Equal(("还没有有效的决议", "《村民委员会组织法》第二十八条"), (Said(refusal), refusal!.Article));
        Assert.Equal("There is no valid decision yet", Said(refusal, "en"));
        Assert.Equal("还没有有效的决议；确实如此的，请写明原因", Said(await Pay(100_00, new(2026, 9, 30), already: true)));
        Assert.Null(await Pay(100_00, new(2026, 9, 30), already: true, "代垫的勘测费，已付出"));
        await v.Decided(id);
        Assert.Equal("付款合计 486,400.00，超过决议金额 486,300.00", Said(await Pay(486_300_00, new(2026, 11, 3), already: false)));
        Assert.Null(await Pay(486_200_00, new(2026, 11, 3), already: false));
        var seen = await v.At(v.Township, s => s.GetRequiredService<MatterReader>().Exceptions(100, default));
        Assert.Equal("早于决议的日期 2026年10月30日", Said(Assert.Single(seen).Found.What));
        // The supervision committee's own seat sees the same, though the matter belongs to the body above it.
        Assert.Single(await v.At(v.Supervision, s => s.GetRequiredService<MatterReader>().Exceptions(100, default)));
        var read = await v.At(v.Supervision, s => s.GetRequiredService<MatterReader>().Open(id, default));
        Assert.False(read.Hands.Leads);
        Assert.Equal(2, read.Payments.Count);
    }

    [Theory, OnEveryDatabase]
    public async Task A_contract_over_its_legal_term_or_its_amount_is_seen(string on)
    {
        await using var v = await Village.Open(on);
        var id = await v.Decided();
        Task<Refusal?> Sign(string kind, long fen, DateOnly to, string? reason) => v.At(v.Branch, s => s.GetRequiredService<SignContract>().Run(id, new(kind, "仓库出租", "吴明", true, new(2026, 11, 2), new(2026, 11, 3), to, fen, false, reason)));
        Assert.Null(await Sign("lease", 100_00, new(2046, 11, 3), null));
        Assert.Equal("合同期限超过法定最长 20 年；确实如此的，请写明原因", Said(await Sign("lease", 100_00, new(2046, 11, 4), null)));
        Assert.Null(await Sign("lease", 100_00, new(2046, 11, 4), "原合同续期，已报镇里"));
        Assert.Equal("合同合计 486,300.01，超过决议金额 486,300.00", Said(await Sign("works", 486_100_01, new(2027, 1, 1), "理由不能放行")));
        var dossier = await v.At(v.Branch, s => s.GetRequiredService<MatterReader>().Open(id, default));
        Assert.Equal("吴*", dossier.Contracts[0].Party);
        Assert.Single(dossier.Irregular);
    }

    [Theory, OnEveryDatabase]
    public async Task Another_village_and_its_bodies_do_not_see_it(string on)
    {
        await using var v = await Village.Open(on);
        var id = await v.Raise();
        var other = await v.House.Body("溪口村党支部", v.Township);
        var otherSupervision = await v.House.Body("溪口村村务监督委员会", other, "supervision-committee");
        foreach (var stranger in new[] { other, otherSupervision })
            await Assert.ThrowsAsync<OutOfScopeException>(() => v.At(stranger, s => s.GetRequiredService<MatterReader>().Open(id, default)));
        await Assert.ThrowsAsync<OutOfScopeException>(() => v.At(other, s => s.GetRequiredService<CountVote>().Run(id, 1, null)));
        Assert.Equal("修改方案、退回、变更和撤回由村（社区）党组织的席位办，村务监督委员会的席位不能代办", Said(await v.At(v.Supervision, s => s.GetRequiredService<AmendMatter>().Run(id, 0, "x", "", "", "x", new(2026, 11, 1)))));
    }

    [Theory, OnEveryDatabase]
    public async Task Matters_of_one_year_get_different_numbers_also_in_the_same_moment(string on)
    {
        await using var v = await Village.Open(on);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => v.Raise()));
        Assert.Equal([1, 2, 3, 4], (await v.At(v.Branch, s => s.GetRequiredService<AppDb>().Matters.Select(m => m.Number).ToListAsync())).Order());
    }

    [Theory, OnEveryDatabase]
    public async Task The_supervision_committee_asks_and_the_others_answer(string on)
    {
        await using var v = await Village.Open(on);
        var id = await v.Raise();
        SupervisionDesk.Said question = new(SupervisionNote.Question, new(2026, 11, 2), "勘测费为什么先付", id, null);
        Assert.Equal("监督记录由村（居）务监督委员会的席位写", Said(await v.At(v.Branch, s => s.GetRequiredService<SupervisionDesk>().Write(v.Branch.Id, question))));
        Assert.Null(await v.At(v.Supervision, s => s.GetRequiredService<SupervisionDesk>().Write(v.Supervision.Id, question)));
        var note = await v.At(v.Branch, s => s.GetRequiredService<AppDb>().SupervisionNotes.AsNoTracking().SingleAsync());
        Assert.Equal((v.Branch.Id, new DateOnly(2026, 11, 17)), (note.VillageId, note.DueOn!.Value));
        Assert.Equal("质询由被质询的一方答复", Said(await v.At(v.Supervision, s => s.GetRequiredService<SupervisionDesk>().Answer(note.Id, "supervision-committee", new(2026, 11, 3), "答"))));
        Assert.Null(await v.At(v.Branch, s => s.GetRequiredService<SupervisionDesk>().Answer(note.Id, "branch", new(2026, 11, 3), "代垫，已补手续")));
        Assert.Equal("这条质询已经答复", Said(await v.At(v.Branch, s => s.GetRequiredService<SupervisionDesk>().Answer(note.Id, "branch", new(2026, 11, 3), "再答"))));
    }
}
