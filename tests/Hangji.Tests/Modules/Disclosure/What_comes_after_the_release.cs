using Hangji.Modules.Deliberation;
using Hangji.Modules.Disclosure;
using Hangji.Modules.Disclosure.Voices;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Log;
using Hangji.Platform.Log.Keeping;
using Hangji.Platform.Scope;
using Hangji.Tests.Platform.Log;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Item = Hangji.Modules.Disclosure.Disclosure;

namespace Hangji.Tests.Modules.Disclosure;

public sealed class What_comes_after_the_release
{
    [Theory, OnEveryDatabase]
    public async Task A_correction_is_a_new_version_that_says_what_was_wrong_and_goes_the_whole_way_again(string on)
    {
        await using var b = await Board.Open(on);
        var id = await b.Released();
        Assert.Equal("更正要写明上一版错在哪里、为什么", Board.Said(await b.Clerks(async s => await s.GetRequiredService<WithdrawCopy>().Correct(id, await b.Version(id), " "))));
        Assert.Null(await b.Clerks(async s => await s.GetRequiredService<WithdrawCopy>().Correct(id, await b.Version(id), "李四户的金额写错了")));
        var version = await b.Version(id);
        Assert.Null(await b.Clerks(s => s.GetRequiredService<DraftItem>().Rewrite(id, b.Relief with { Version = version, Corrects = "李四户的金额写错了", Summary = "给 2 户发慰问金，共 1,100 元。" })));
        Assert.Equal("先送审，审核以后才能发布", Board.Said(await b.Release(id)));
        Assert.Null(await b.Submit(id));
        Assert.Null(await b.Review(id));
        Assert.Null(await b.Release(id));
        await b.House.Round();
        var (first, second) = (await b.Copy(id), await b.Copy(id, 2));
        Assert.True(first.Superseded);
        Assert.False(second.Superseded);
        Assert.Equal("李四户的金额写错了", CopyText.Read(second.Bytes)!.Corrects);
        var leaves = await b.House.Entries();
        Assert.Contains("\"t\":\"correct\"", leaves[1]);
        Assert.Contains("\"prev\":0", leaves[1]);
        // The first version is as it was.
        Assert.Equal(first.Sha256, first.Hash());
    }

    [Theory, OnEveryDatabase]
    public async Task Withdrawn_for_personal_data_text_and_salt_are_destroyed_and_the_tombstone_stays(string on)
    {
        await using var b = await Board.Open(on);
        var id = await b.Released();
        var copy = await b.Copy(id);
        async Task<string> Try(string? ground, string? reason) => Board.Said(await b.Chairs(s => s.GetRequiredService<WithdrawCopy>().Withdraw(copy.Id, false, ground, reason)));
        Assert.Equal("请选择依法撤回的理由；写错了请更正", await Try("because", "x"));
        Assert.Equal("请写明为什么撤回；这句话会公开", await Try(Grounds.PersonalData, ""));
        Assert.Equal("监督委员会提出意见，由公布的一方撤回", Board.Said(await b.Supervises(s => s.GetRequiredService<WithdrawCopy>().Withdraw(copy.Id, false, Grounds.PersonalData, "x"))));
        Assert.Equal("", await Try(Grounds.PersonalData, "照片里有孩子的病情"));
        await b.House.Round();
        var after = await b.Copy(id);
        Assert.Empty(after.Bytes);
        Assert.Null(after.Salt);
        Assert.Equal(("", "", "救助、补贴和捐赠"), (after.Words, after.Summary, after.Title));
        Assert.Equal("含有不该公开的个人信息：照片里有孩子的病情", after.WithdrawReason);
        Assert.Contains("\"t\":\"withdraw\"", (await b.House.Entries())[1]);
        Assert.Equal("withdrawn", (await b.Read(id)).Course);
        Assert.Equal("已经撤回", await Try(Grounds.PersonalData, "x"));
        // The inspection does not take a lawful withdrawal for an edit.
        Assert.Empty(await Inspect(b));
    }

    [Theory, OnEveryDatabase]
    public async Task An_edit_of_text_title_or_row_behind_the_programs_back_is_named(string on)
    {
        await using var b = await Board.Open(on);
        var id = await b.Released();
        Assert.Empty(await Inspect(b));
        var bytes = (await b.Copy(id)).Bytes;
        foreach (var edit in new Func<AppDb, Task<int>>[]
        {
            db => db.PublishedCopies.ExecuteUpdateAsync(s => s.SetProperty(c => c.Bytes, new byte[] { 1, 2, 3 })),
            db => db.PublishedCopies.ExecuteUpdateAsync(s => s.SetProperty(c => c.Bytes, bytes).SetProperty(c => c.Title, "没有这回事")),
            db => db.PublishedCopies.ExecuteUpdateAsync(s => s.SetProperty(c => c.Title, "困难户慰问").SetProperty(c => c.Until, new DateOnly(2026, 11, 21))),
            db => db.PublishedCopies.ExecuteDeleteAsync(),
        })
        {
            await b.House.Work(async s => { await edit(s.GetRequiredService<AppDb>()); return 0; });
            Assert.Contains(await Inspect(b), f => f.Kind == "document" && f.Where == LeafDoc.Of(id).ToString());
        }
    }

    [Theory, OnEveryDatabase]
    public async Task The_board_keeps_it_fifteen_days_but_not_a_sheet_that_was_corrected(string on)
    {
        await using var b = await Board.Open(on);
        var id = await b.Released();
        var posting = await b.House.Work(s => s.GetRequiredService<AppDb>().BoardPostings.AsNoTracking().SingleAsync());
        b.House.Clock.Now = b.House.Clock.Now.AddDays(14);
        Task<Hangji.Platform.Refusal?> Down(DateOnly day) => b.Clerks(s => s.GetRequiredService<PostOnBoard>().TakeDown(posting.Id, posting.Version, day));
        Assert.Equal("张贴不少于 15 日：至少到 2026年12月5日", Board.Said(await Down(new(2026, 12, 4))));
        b.House.Clock.Now = b.House.Clock.Now.AddDays(1);
        Assert.Null(await Down(new(2026, 12, 5)));
        Assert.NotNull(await Down(new(2026, 12, 5)));
    }

    [Theory, OnEveryDatabase]
    public async Task A_question_of_the_public_is_answered_by_its_day_escalated_and_decided_above(string on)
    {
        await using var b = await Board.Open(on);
        var id = await b.Released();
        var doc = (await b.Read(id)).Doc;
        var place = await b.House.Work(s => s.GetRequiredService<Places>().Find(b.Place.Id));
        Task<(PublicVoice? Voice, Hangji.Platform.Refusal? Refusal)> Ask(RaiseVoice.Said said) => b.House.Work(_ => { }, s => s.GetRequiredService<RaiseVoice>().FromPublic(place!, said));
        Assert.Equal("请不要写身份证号、手机号、银行卡号；电话可以写在下面，不公开", Board.Said((await Ask(new(PublicVoice.Question, "打我电话13800138000", Doc: doc))).Refusal));
        Assert.Equal("没有找到这一件公开的内容", Board.Said((await Ask(new(PublicVoice.Objection, "不对", Doc: "0000000000000"))).Refusal));
        var (voice, no) = await Ask(new(PublicVoice.Question, "为什么只有两户？", "吴大明", "13800138000", doc));
        Assert.Null(no);
        Assert.Equal(("吴*明", new DateOnly(2026, 12, 7)), (voice!.Who, voice.DueOn));
        Assert.DoesNotContain("13800138000", await b.House.Work(async s => string.Join('|', await s.GetRequiredService<AppDb>().Facts.Select(f => f.Changes ?? "").ToListAsync())));
        async Task<string> Answer(Func<Func<IServiceProvider, Task<Hangji.Platform.Refusal?>>, Task<Hangji.Platform.Refusal?>> by, string text) => Board.Said(await by(async s => await s.GetRequiredService<AnswerVoice>().Answer(voice.Id, 0, text, false)));
        Assert.Equal("由公布的一方答复，监督委员会监督", await Answer(b.Supervises, "x"));
        Assert.Equal("由本村（社区、单位）答复；提请上级之后上级才答复", await Answer(a => b.As(b.Village.Township, Board.Official, a), "x"));
        Assert.Equal("含有手机号码（13*******00），公开前请删去", await Answer(b.Clerks, "请打 13800138000"));
        Task<Hangji.Platform.Refusal?> Escalate(string why) => b.House.Work(_ => { }, s => s.GetRequiredService<AnswerVoice>().Escalate(VoiceCode.Shown(voice.Code).ToLowerInvariant(), why));
        Assert.Equal("2026年12月7日 前答复；到期没有答复，或者答复了不满意，可以提请上级核查", Board.Said(await Escalate("没人理")));
        Assert.Equal("", await Answer(b.Clerks, "名单由代表会议评议，另有 3 户已有低保。"));
        Assert.Equal("已经答复了", await Answer(b.Chairs, "再说一次"));
        Assert.Null(await b.House.Work(s => s.GetRequiredService<AppDb>().PublicVoices.Select(v => v.ContactCipher).SingleAsync()));
        Assert.Null(await Escalate("评议没有公示"));
        Assert.Equal("已经提请上级核查", Board.Said(await Escalate("再提")));
        Assert.Equal("由乡镇、县级核查答复，本村（社区、单位）不能自己核查自己", Board.Said(await b.Chairs(async s => await s.GetRequiredService<AnswerVoice>().Decide(voice.Id, 2, "没问题"))));
        Assert.Null(await b.As(b.Village.Township, Board.Official, s => s.GetRequiredService<AnswerVoice>().Decide(voice.Id, 2, "已责成补充公示评议结果"), "superior-officer"));
        await Assert.ThrowsAsync<OutOfScopeException>(() => b.As(b.Beside.Township, Board.Official, s => s.GetRequiredService<AnswerVoice>().Decide(voice.Id, 3, "x"), "superior-officer"));
    }

    [Theory, OnEveryDatabase]
    public async Task The_release_of_a_matter_completes_its_step_and_an_upheld_objection_takes_it_back(string on)
    {
        await using var b = await Board.Open(on);
        var matter = await b.Village.Decided();
        var (id, no) = await b.Clerks(s => s.GetRequiredService<DraftItem>().Begin(new() { Org = b.Place.Id, Catalog = "village-matter-decision", On = "2026-10-30", Source = matter }));
        Assert.Null(no);
        var item = await b.Read(id!.Value);
        var draft = DraftText.Read(item.Text);
        Assert.Equal("open-decision", item.SourceStep);
        Assert.Equal((47, 40, 33, 7, true), draft.Sections.Select(s => s.Vote).OfType<CopyVote>().Select(v => (v.Entitled, v.Present, v.For, v.Against, v.Passed)).Last());
        Assert.Equal("48630000", draft.Sections.Single(s => s.Id == "money").Table!.Rows[0].Cells[1]);
        Assert.Null(await b.Clerks(s => s.GetRequiredService<DraftItem>().Rewrite(id.Value, new() { Org = b.Place.Id, Title = item.Title, Summary = "路要铺水泥，花 48.63 万元。" })));
        Assert.Null(await b.Submit(id.Value));
        Assert.Null(await b.Review(id.Value));
        Assert.Equal("open-decision", (await b.Village.State(matter)).Now!.Step.Id);
        Assert.Null(await b.Release(id.Value, reason: "名单核对用了时间"));
        Assert.Equal("carry-out", (await b.Village.State(matter)).Now!.Step.Id);
        await b.House.Round();
        var place = await b.House.Work(s => s.GetRequiredService<Places>().Find(b.Place.Id));
        var (voice, refusal) = await b.House.Work(_ => { }, s => s.GetRequiredService<RaiseVoice>().FromPublic(place!, new(PublicVoice.Objection, "老樟树那段路线不对", Doc: item.Doc)));
        Assert.Null(refusal);
        Assert.Equal("异议都已答复；确实如此的，请写明原因", Board.Said(await b.Village.File(matter, MatterPaper.Acceptance, new(2026, 11, 20))));
        Assert.Null(await b.Chairs(s => s.GetRequiredService<AnswerVoice>().Answer(voice!.Id, 0, "路线确有不当，重新商议", true)));
        var state = await b.Village.State(matter);
        Assert.Equal(("consult", 2), (state.Now!.Step.Id, state.Round));
    }

    [Theory, OnEveryDatabase]
    public async Task An_objection_of_the_public_that_is_answered_on_the_matters_page_is_answered_on_the_public_one(string on)
    {
        await using var b = await Board.Open(on);
        var matter = await b.Village.Decided();
        var (id, _) = await b.Clerks(s => s.GetRequiredService<DraftItem>().Begin(new() { Org = b.Place.Id, Catalog = "village-matter-decision", On = "2026-10-30", Source = matter }));
        var item = await b.Read(id!.Value);
        Assert.Null(await b.Clerks(s => s.GetRequiredService<DraftItem>().Rewrite(id.Value, new() { Org = b.Place.Id, Title = item.Title, Summary = "路要铺水泥，花 48.63 万元。" })));
        Assert.Null(await b.Submit(id.Value));
        Assert.Null(await b.Review(id.Value));
        Assert.Null(await b.Release(id.Value, reason: "名单核对用了时间"));
        var place = await b.House.Work(s => s.GetRequiredService<Places>().Find(b.Place.Id));
        var (voice, _) = await b.House.Work(_ => { }, s => s.GetRequiredService<RaiseVoice>().FromPublic(place!, new(PublicVoice.Objection, "老樟树那段路线不对", Phone: "13800000000", Doc: item.Doc)));
        Task<Hangji.Platform.Refusal?> Answer(string words) => b.Village.At(b.Village.Branch, s => s.GetRequiredService<AnswerObjection>().Run(voice!.Id, new(2026, 11, 20), words, false));
        async Task<PublicVoice> Now() => await b.House.Work(s => s.GetRequiredService<AppDb>().PublicVoices.AsNoTracking().SingleAsync());
        // What cannot be shown is not taken here either.
        Assert.NotNull(await Answer("请找张三，身份证 11010119900307109X"));
        Assert.Null((await Now()).AnsweredOn);
        Assert.Single((await b.Village.State(matter)).OpenObjections);
        Assert.Null(await Answer("路线按测绘的方案，不动樟树。"));
        var now = await Now();
        Assert.Equal((new DateOnly(2026, 11, 20), "路线按测绘的方案，不动樟树。", false, true, true), (now.AnsweredOn!.Value, now.Answer, now.Upheld, now.Shown, now.ContactCipher is null));
        Assert.NotEqual("", now.AnsweredName);
        Assert.Empty((await b.Village.State(matter)).OpenObjections);
        Assert.Equal("已经答复了", Board.Said(await b.Chairs(s => s.GetRequiredService<AnswerVoice>().Answer(voice!.Id, now.Version, "再说一次", true))));
    }

    [Theory, OnEveryDatabase]
    public async Task A_released_quarter_is_no_longer_missing_and_satisfies_the_committees_duty(string on)
    {
        await using var b = await Board.Open(on);
        await b.House.Work(async s =>
        {
            // The place has been kept here for a year: its first fact is that old.
            await s.GetRequiredService<AppDb>().Facts.ExecuteUpdateAsync(f => f.SetProperty(x => x.RecordedAt, new DateTime(2025, 11, 1, 0, 0, 0, DateTimeKind.Utc)));
            return 0;
        });
        Task<IReadOnlyList<Wanted>> Missing(DateOnly day) => b.House.Work(s => s.GetRequiredService<MissingList>().Of(b.Place.Id, day));
        var missing = await Missing(new(2026, 11, 20));
        Assert.Contains(missing, w => w is { Catalog: "village-affairs-quarter", PeriodCode: "2026-Q3", DaysLate: 36 });
        // On the day it is due it is not late.
        Assert.DoesNotContain(await Missing(new(2026, 10, 15)), w => w is { Catalog: "village-affairs-quarter", PeriodCode: "2026-Q3" });
        Assert.Contains(await Missing(new(2026, 10, 16)), w => w is { Catalog: "village-affairs-quarter", PeriodCode: "2026-Q3", DaysLate: 1 });
        Assert.DoesNotContain(missing, w => w.Catalog == "village-accounts-month");
        await b.Released(b.Quarter);
        Assert.DoesNotContain(await Missing(new(2026, 11, 20)), w => w is { Catalog: "village-affairs-quarter", PeriodCode: "2026-Q3" });
        var evidence = await b.As(b.Village.Committee, Board.Clerk, s => s.GetRequiredService<IEnumerable<IDutyEvidence>>().OfType<ReleaseEvidence>().Single().Held([b.Village.Committee.Id], new(2026, 10, 1), new(2026, 12, 31), default));
        Assert.Equal(("village-affairs-published", new DateOnly(2026, 11, 20)), Assert.Single(evidence) is var e ? (e.Kind, e.HeldOn) : default);
        Assert.Equal("这一期已经有了，请在原件上改", Board.Said((await b.Clerks(s => s.GetRequiredService<DraftItem>().Begin(b.Quarter))).Refusal));
    }

    static async Task<IReadOnlyList<Hangji.Platform.Log.Verifying.Finding>> Inspect(Board b) => await b.House.Work(s => s.GetRequiredService<Inspection>().Run(LogName.Public, default));
}
