using System.Net;
using AngleSharp.Html.Dom;
using Hangji.Modules.Deliberation;
using Hangji.Modules.Meetings;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Meetings;

/// <summary>From the call to the result sheet of a ballot, on the pages: convened for a matter, moved, counted blind by two, recorded, and the step turns.</summary>
public sealed class Papers_of_a_vote
{
    static string Text(AngleSharp.Dom.INode page) => string.Join(' ', page.TextContent.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
    static IHtmlFormElement Form(IHtmlDocument page, string button) => page.QuerySelectorAll("main form").OfType<IHtmlFormElement>().First(f => f.Method == "post" && Text(f).Contains(button, StringComparison.Ordinal));

    [Fact]
    public async Task A_ballot_goes_from_the_call_to_the_result_sheet()
    {
        await using var running = await RunningHouse.Open();
        var v = await Village.Of(running.House);
        var id = await v.Raise();
        await v.ThreeSteps(id);
        Assert.Null(await v.File(id, MatterPaper.Authorization, new(2025, 12, 28), new(2028, 12, 27)));
        Assert.Null(await v.File(id, MatterPaper.Notice, new(2026, 11, 16), way: "representatives"));
        using var first = await running.Holder(v.Branch, "secretary");
        using var second = await running.Holder(v.Branch, "clerk");

        var call = (await first.Page($"/matters/{id}")).QuerySelectorAll("a[href*='/meetings/convene']").Select(a => a.GetAttribute("href")!).First(h => h.Contains("representatives", StringComparison.Ordinal));
        var (answer, _) = await first.Send(Form(await first.Page(call), "召集"), ("date", "2026-11-20"), ("place", "村部"));
        var meeting = answer.Led()!;
        Assert.Contains("竹溪村至云岭茶场道路硬化", Text((await first.Page(meeting)).Body!));
        (answer, var refused) = await first.Send(Form(await first.Page(meeting), "改期原因"), ("date", "2026-11-19"), ("whynot", "下雨"));
        Assert.Contains("改到的日期已经过去", Text(refused.Body!));
        (answer, _) = await first.Send(Form(await first.Page(meeting), "改期原因"), ("date", "2026-11-20"), ("place", "小学礼堂"), ("whynot", "村部停电"));
        Assert.Equal(meeting, answer.Led());
        Assert.Contains("小学礼堂", Text((await first.Page(meeting)).Body!));

        // The ballot carries nothing by which one could be told from another; names stand by strokes.
        var ballot = await first.Page(meeting + "/print/ballot");
        Assert.Equal(4, ballot.QuerySelectorAll(".hj-ballot").Length);
        Assert.Empty(ballot.QuerySelectorAll("article svg"));
        Assert.DoesNotContain("HY-", Text(ballot.QuerySelector("article")!));
        Assert.Equal(["丁一", "王德厚", "吴䶮", "陈启山"], (await first.Page(meeting + "/print/ballot?names=陈启山、吴䶮、丁一、王德厚")).QuerySelectorAll("article table")[0].QuerySelectorAll("tbody tr td:first-child").Select(c => c.TextContent));
        Assert.Contains("每个清点人各填一张", Text((await first.Page(meeting + "/print/tally")).Body!));

        (string, string)[] right = [("entitled", "47"), ("present", "40"), ("issued", "40"), ("returned", "40"), ("yes", "33"), ("no", "５"), ("abstain", "1"), ("invalid", "1")];
        (answer, refused) = await first.Send(Form(await first.Page(meeting + "/tally/1"), "录入"), [.. right[..4], ("yes", "34"), .. right[5..]]);
        Assert.Contains("合计 41 张，与收回 40 张不符", Text(refused.Body!));
        (answer, _) = await first.Send(Form(refused, "录入"), right);
        Assert.Equal(meeting + "/tally/1", answer.Led());
        foreach (var visitor in new[] { first, second })
        {
            var blind = await visitor.Page(meeting + "/tally/1");
            Assert.DoesNotContain(blind.QuerySelectorAll("main input").OfType<IHtmlInputElement>().Where(i => i.Type != "hidden"), i => i.Value.Length > 0);
            Assert.DoesNotContain("33", Text(blind.QuerySelector("main")!));
        }
        (_, _) = await second.Send(Form(await second.Page(meeting + "/tally/1"), "录入"), right);
        Assert.Contains("两人清点一致", Text((await second.Page(meeting + "/tally/1")).Body!));

        var record = await first.Page(meeting + "/record");
        Assert.Equal("33", record.QuerySelector("[name='yes-1']")!.GetAttribute("value"));
        (answer, var said) = await first.Send(Form(record, "记下"), ("act", "save"), ("chair", "陈启山"), ("reason", "名单另附"));
        Assert.True(answer.Led() is not null, Text(said.Body!));
        Assert.Equal("open-decision", (await v.State(id)).Now!.Step.Id);
        var result = Text((await first.Page(meeting + "/print/result?lang=en")).Body!);
        Assert.Contains("Organic Law of Villagers' Committees, Art. 30", result);
        var forms = await first.Page($"/matters/{id}/forms?lang=zh");
        Assert.Equal(6, forms.QuerySelectorAll("article").Length);
        Assert.Contains("应到 47 人，实到 40 人，占 85.1%；至少 32 人", Text(forms.Body!));
        Assert.Contains("小学礼堂", Text(forms.Body!));
        Assert.Equal(HttpStatusCode.OK, (await first.Get($"/matters/{id}/forms.docx")).Answer.StatusCode);
        using var stranger = await running.Holder(await running.House.Body("溪口村党支部", v.Township), "secretary");
        foreach (var address in new[] { meeting + "/tally/1", $"/matters/{id}/forms", $"/matters/{id}/forms.docx" }) Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get(address)).Answer.StatusCode);
    }

    [Theory, OnEveryDatabase]
    public async Task A_meeting_is_moved_with_a_reason_and_not_once_it_was_held_or_by_two_at_once(string on)
    {
        await using var v = await Village.Open(on);
        var met = (await v.At(v.Branch, s => s.GetRequiredService<ConveneMeeting>().Run(new(v.Branch.Id, MeetingKinds.Committee, "议题", new(2026, 11, 24), null, "村部")))).Meeting!;
        Task<Refusal?> Move(DateOnly day, string why, int? version = null) => v.At(v.Branch, s => s.GetRequiredService<RescheduleMeeting>().Run(met.Id, version ?? met.Version, new(day, new(9, 0), "村部", why)));
        string Said(Refusal? r) => r is null ? "" : new Words { Language = "zh" }[r];
        Assert.Equal("请写明改期的原因", Said(await Move(new(2026, 11, 26), "")));
        Assert.Equal("改到的日期已经过去；已经开过的会请直接记下", Said(await Move(new(2026, 11, 19), "x")));
        Assert.Null(await Move(new(2026, 11, 26), "书记去镇里开会"));
        Assert.Equal("会议刚刚被别人改过，请打开看看再决定", Said(await Move(new(2026, 11, 27), "x")));
        Assert.Equal("时间和地点都没有变", Said(await Move(new(2026, 11, 26), "x", met.Version + 1)));
        var kept = await v.At(v.Branch, s => s.GetRequiredService<AppDb>().Meetings.AsNoTracking().SingleAsync());
        Assert.Equal((new DateOnly(2026, 11, 26), new DateOnly(2026, 11, 26), new TimeOnly(9, 0)), (kept.Day, kept.PlannedOn!.Value, kept.PlannedAt!.Value));
        Assert.Null(await v.At(v.Branch, s => s.GetRequiredService<CancelMeeting>().Run(met.Id, kept.Version, "不开了")));
        Assert.Equal("会议已经取消，请另行召集", Said(await Move(new(2026, 11, 28), "x", kept.Version + 1)));
    }

    [Theory, OnEveryDatabase]
    public async Task Who_stands_in_a_record_of_any_body_is_told_to_whoever_undoes_an_import(string on)
    {
        await using var v = await Village.Open(on);
        var met = await v.Met(v.Branch, MeetingKinds.Committee, new(2026, 9, 22), (5, 5), (5, 0), null);
        await v.House.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            db.Add(new Attendance { Id = Ids.Next(), OrgId = v.Branch.Id, MeetingId = met.Id, PersonId = 71, Name = "甲", Status = Attendance.Absent });
            db.Add(new Talk { Id = Ids.Next(), OrgId = v.Branch.Id, Kind = Talk.MemberMember, HeldOn = new(2026, 9, 1), RecordedAt = DateTime.UnixEpoch, FromPersonId = 72, FromName = "乙", WithPersonId = 73, WithName = "丙" });
            db.Facts.Add(Hangji.Platform.Facts.Fact.Of("talk.recorded", v.Branch.Id, 1, new(2026, 9, 1)));
            await db.SaveChangesAsync();
        });
        var other = await v.House.Body("溪口村党支部", v.Township);
        var used = await v.At(other, s => s.GetServices<Hangji.Modules.Members.Contract.IUsesPersons>().Single(u => u is PersonsInMeetings).UsedAmong([70, 71, 72, 73, 74]));
        Assert.Equal([71L, 72, 73], used.Order());
    }
}
