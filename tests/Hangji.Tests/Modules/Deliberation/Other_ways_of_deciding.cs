using Hangji.Modules.Deliberation;
using Hangji.Modules.Meetings;
using Hangji.Modules.Regulations.Contract.Procedures;
using Hangji.Platform;
using Hangji.Platform.Text;
using Hangji.Tests.Situations;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Deliberation;

public sealed class Other_ways_of_deciding
{
    static (string Zh, string En) Said(Refusal? refusal) => refusal is null ? ("", "") : (new Words { Language = "zh" }[refusal], new Words { Language = "en" }[refusal]);

    [Theory, OnEveryDatabase]
    public async Task Where_one_person_holds_both_posts_one_joint_meeting_is_both_first_steps_and_else_it_is_none(string on)
    {
        await using var v = await Village.Open(on);
        var (both, apart) = (await v.Raise(v.Road with { BothPosts = true }), await v.Raise());
        foreach (var id in new[] { both, apart }) await v.Met(v.Branch, MeetingKinds.Joint, new(2026, 9, 25), (8, 7), (7, 0), id);
        Assert.Equal(("deliberate", "propose"), ((await v.State(both)).Now!.Step.Id, (await v.State(apart)).Now!.Step.Id));
        Assert.Equal((await v.State(both)).Done("propose")!.By.RecordId, (await v.State(both)).Done("consult")!.By.RecordId);
    }

    [Theory, OnEveryDatabase]
    public async Task A_granted_annulment_leads_to_a_new_proposal_and_a_dismissed_one_does_not(string on)
    {
        await using var v = await Village.Open(on);
        var id = await v.Raise();
        Task<Refusal?> Contest(DateOnly day) => v.At(v.Branch, s => s.GetRequiredService<RaiseObjection>().Run(id, new(true, null, "吴明", "决定侵害我的合法权益，申请撤销", day)));
        Task<Refusal?> Rule(DateOnly day, string why, bool granted) => v.At(v.Branch, async s =>
        {
            var asked = (await s.GetRequiredService<MatterReader>().Open(id, default)).Objections.Single(o => o.AnsweredOn is null);
            return await s.GetRequiredService<AnswerObjection>().Run(asked.Id, day, why, granted);
        });
        Assert.Equal(("还没有作出决定", "Nothing has been decided yet"), Said(await Contest(new(2026, 9, 22))));
        await v.ThreeSteps(id);
        Assert.Equal("还没有作出决定", Said(await Contest(new(2026, 10, 21))).Zh);
        Assert.Null(await v.File(id, MatterPaper.Authorization, new(2025, 12, 28), new(2028, 12, 27)));
        Assert.Null(await v.File(id, MatterPaper.Notice, new(2026, 10, 24), way: "representatives"));
        await v.Met(v.Representatives, MeetingKinds.Representatives, new(2026, 10, 30), (47, 40), (33, 7), id);
        Assert.Null(await Contest(new(2026, 11, 1)));
        Assert.Equal("已经有一件撤销申请在办", Said(await Contest(new(2026, 11, 1))).Zh);
        Assert.Equal("请写答复", Said(await Rule(new(2026, 11, 2), "", false)).Zh);
        Assert.Equal("裁定早于申请的日期 2026年11月1日", Said(await Rule(new(2026, 10, 31), "驳回", false)).Zh);
        Assert.Null(await Rule(new(2026, 11, 2), "程序合法，驳回", false));
        Assert.Equal("open-decision", (await v.State(id)).Now!.Step.Id);
        Assert.Null(await Contest(new(2026, 11, 3)));
        Assert.Null(await Rule(new(2026, 11, 4), "代表资格有误，撤销决定", true));
        Assert.Equal(("propose", 2), ((await v.State(id)).Now!.Step.Id, (await v.State(id)).Round));
        // The old votes are not votes of the new round.
        Assert.Equal("早于前一步的日期 2026年11月4日", Said(await Item(v, id)).Zh);
    }

    static async Task<Refusal?> Item(Village v, long id)
    {
        var met = await v.Met(v.Branch, MeetingKinds.Committee, new(2026, 11, 3), (5, 5), (5, 0), null);
        return await v.At(v.Branch, async s =>
        {
            var db = s.GetRequiredService<Hangji.Platform.Data.AppDb>();
            return await s.GetRequiredService<CountVote>().Run(id, db.MeetingItems.Where(i => i.MeetingId == met.Id).Select(i => i.Id).Single(), null);
        });
    }

    [Theory, OnEveryDatabase]
    public async Task A_firm_studies_before_its_board_decides_and_any_body_before_the_lawful_one(string on)
    {
        await using var house = await House.Open(on, new PaperRoll().Install);
        var v = await Village.Of(house, "state-enterprise");
        foreach (var procedure in new[] { "pre-study", "study-then-decide" })
        {
            var kind = ProcedureBook.Shipped.Find(procedure, new(2026, 9, 21))!.Matters[0].Id;
            Assert.Equal("请选择事项的种类", Said((await v.At(v.Branch, s => s.GetRequiredService<RaiseMatter>().Run(v.Road with { Procedure = procedure, Kind = "public-works", Source = Sources.Cadres }))).Refusal).Zh);
            var id = await v.Raise(v.Road with { Procedure = procedure, Kind = kind, Title = "年度投资计划", Source = Sources.Cadres });
            Assert.StartsWith("先办“", Said(await v.At(v.Branch, async s =>
            {
                var book = s.GetRequiredService<MatterBook>();
                var (matter, file, _) = await book.Open(id, MatterAct.Step, default);
                return book.Enter(matter, file, new() { Kind = EventKind.Document, RecordId = 9, On = new(2026, 9, 22), Step = "decide", Code = MatterPaper.Decision });
            })).Zh);
            await v.Met(v.Branch, MeetingKinds.Committee, new(2026, 9, 23), (5, 5), (5, 0), id);
            Assert.Equal("decide", (await v.State(id)).Now!.Step.Id);
            Assert.Null(await v.File(id, MatterPaper.Decision, new(2026, 9, 28)));
            Assert.Equal(Course.Ended, (await v.State(id)).Course);
        }
    }
}
