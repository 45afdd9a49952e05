using Hangji.Modules.Deliberation;
using Hangji.Modules.Deliberation.Contract;
using Hangji.Modules.Deliberation.Supervision;
using Hangji.Modules.Meetings;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform;
using Hangji.Platform.Text;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Deliberation;

public sealed class The_supervision_committees_desk
{
    static string Said(Refusal? refusal) => refusal is null ? "" : new Words { Language = "zh" }[refusal];
    static string Text(AngleSharp.Dom.INode page) => string.Join(' ', page.TextContent.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
    static Task<Refusal?> Write(Village v, SupervisionDesk.Said said) => v.At(v.Supervision, s => s.GetRequiredService<SupervisionDesk>().Write(v.Supervision.Id, said));

    [Theory, OnEveryDatabase]
    public async Task A_report_and_a_review_are_duties_done_by_being_recorded(string on)
    {
        await using var v = await Village.Open(on);
        Assert.Null(await Write(v, new(SupervisionNote.Report, new(2026, 6, 28), "上半年审核公开稿 9 件", null, null)));
        Assert.Equal("请写被评议的人和职务", Said(await Write(v, new(SupervisionNote.Appraisal, new(2026, 11, 2), "代表测评", null, true))));
        foreach (var who in new[] { "陈启山 主任", "林秋月 委员" }) Assert.Null(await Write(v, new(SupervisionNote.Appraisal, new(2026, 11, 2), "代表测评", null, true, who)));
        // Asked from the committee's own seat: the records lie with the body beside it.
        var held = await v.At(v.Committee, async s =>
        {
            var source = s.GetServices<IDutyEvidence>().Single(e => e.Kinds.Contains("committee-review"));
            return await source.Held([v.Committee.Id, v.Supervision.Id, v.Branch.Id], new(2026, 1, 1), new(2026, 12, 31), default);
        });
        Assert.Equal([("committee-review", v.Committee.Id, new DateOnly(2026, 11, 2)), ("supervision-report", v.Supervision.Id, new DateOnly(2026, 6, 28))], held.Select(e => (e.Kind, e.OrgId, e.HeldOn)).Order());
    }

    [Theory, OnEveryDatabase]
    public async Task A_joint_interpellation_needs_five_representatives_or_a_tenth_of_the_voters_and_is_answered_in_fifteen_days(string on)
    {
        await using var v = await Village.Open(on);
        SupervisionDesk.Said Ask(int? signed, int? of) => new(SupervisionNote.Interpellation, new(2026, 11, 2), "勘测费怎样定的", null, null, "", signed, of);
        Assert.Equal("请填写联名的人数", Said(await Write(v, Ask(null, null))));
        Assert.Equal("联名代表 4 人，不足 5 人；可以改为“质询”", Said(await Write(v, Ask(4, null))));
        Assert.Equal("联名 99 人，不足选民的十分之一（至少 100 人）；可以改为“质询”", Said(await Write(v, Ask(99, 1000))));
        Assert.Null(await Write(v, Ask(5, null)));
        Assert.Null(await Write(v, Ask(100, 1000)));
        var notes = await v.At(v.Committee, async s => await (await s.GetRequiredService<SupervisionDesk>().Notes(default)).AsNoTracking().ToListAsync());
        Assert.All(notes, n => Assert.Equal(new DateOnly(2026, 11, 17), n.DueOn));
        // The committee that is asked answers from its own seat; a neighbour does not even see the question.
        Assert.Null(await v.At(v.Committee, s => s.GetRequiredService<SupervisionDesk>().Answer(notes[0].Id, OrgKinds.VillagersCommittee, new(2026, 11, 5), "三家比价")));
        var other = await v.House.Body("溪口村村民委员会", await v.House.Body("溪口村党支部", v.Township), OrgKinds.VillagersCommittee);
        await Assert.ThrowsAsync<Hangji.Platform.Scope.OutOfScopeException>(() => v.At(other, s => s.GetRequiredService<SupervisionDesk>().Answer(notes[1].Id, OrgKinds.VillagersCommittee, new(2026, 11, 5), "x")));
    }

    [Fact]
    public void Two_reviews_in_a_row_as_unfit_are_seen_and_a_better_one_between_them_is_not_forgotten()
    {
        SupervisionNote Note(long id, int year, string who, bool fit) => new() { Id = id, OrgId = 1, VillageId = 2, Kind = SupervisionNote.Appraisal, HeldOn = new(year, 12, 1), Text = "", About = who, Agreed = fit, RecordedAt = default };
        Assert.Equal(("甲", new DateOnly(2026, 12, 1)), Assert.Single(SupervisionDesk.TwiceUnfit([Note(1, 2025, "甲", false), Note(2, 2026, "甲", false), Note(3, 2025, "乙", false), Note(4, 2026, "乙", true), Note(5, 2026, "丙", false)])));
        Assert.Empty(SupervisionDesk.TwiceUnfit([Note(1, 2024, "甲", false), Note(2, 2025, "甲", true), Note(3, 2026, "甲", false)]));
    }

    [Fact]
    public async Task The_page_shows_what_it_may_sit_in_on_and_the_drafts_of_the_room_of_publication()
    {
        await using var running = await RunningHouse.Open("sqlite", b => b.Services.AddScoped<IDraftsToReview, Drafts>());
        var v = await Village.Of(running.House);
        await v.At(v.Branch, s => s.GetRequiredService<ConveneMeeting>().Run(new(v.Representatives.Id, MeetingKinds.Representatives, "道路硬化", new(2026, 11, 25), new(19, 0), "村部")));
        await v.At(v.Branch, s => s.GetRequiredService<ConveneMeeting>().Run(new(v.Branch.Id, MeetingKinds.Committee, "干部人选", new(2026, 11, 24), null, "")));
        using var visitor = await running.Holder(v.Supervision, "chair");
        var page = Text((await visitor.Page("/supervision")).Body!);
        Assert.Contains("2026年11月25日", page);
        Assert.DoesNotContain("干部人选", page);
        Assert.Contains("十月收支", page);
        using var neighbour = await running.Holder(await running.House.Body("溪口村村务监督委员会", await running.House.Body("溪口村党支部", v.Township), OrgKinds.SupervisionCommittee), "chair");
        Assert.DoesNotContain("道路硬化", Text((await neighbour.Page("/supervision")).Body!));
    }

    sealed class Drafts : IDraftsToReview
    {
        public Task<IReadOnlyList<DraftToReview>> Of(long placeId, CancellationToken stop) => Task.FromResult<IReadOnlyList<DraftToReview>>([new("十月收支", "/disclosure/1", new(2026, 11, 23))]);
    }
}
