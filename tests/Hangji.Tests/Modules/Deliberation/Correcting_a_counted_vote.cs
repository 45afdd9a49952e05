using Hangji.Modules.Deliberation;
using Hangji.Modules.Deliberation.Carrying;
using Hangji.Modules.Meetings;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Deliberation;

/// <summary>What becomes of a matter when the minutes that it stood on are corrected.</summary>
public sealed class Correcting_a_counted_vote
{
    static string Said(Refusal? refusal, string language = "zh") => refusal is null ? "" : new Words { Language = language }[refusal];

    static async Task Correct(Village v, Meeting met, params ItemRecording[] items)
    {
        var org = met.OrgId == v.Branch.Id ? v.Branch : v.Representatives;
        var now = await v.At(v.Branch, s => s.GetRequiredService<AppDb>().Meetings.AsNoTracking().SingleAsync(m => m.RootId == met.RootId && m.SupersededBy == null));
        var corrected = await v.At(v.Branch, s => s.GetRequiredService<CorrectMeeting>().Run(now.Id, now.Version, new Recording
        {
            OrgId = org.Id, Kind = met.Kind, Theme = met.Theme, HeldOn = met.HeldOn!.Value, Chair = "陈启山", Room = new(met.Due, met.Present), Reason = "名单另附", Items = items,
        }, "记错了"));
        Assert.True(corrected.Refusal is null, corrected.Refusal?.Message);
    }

    static Task<Meeting> Last(Village v, string kind) => v.At(v.Branch, s => s.GetRequiredService<AppDb>().Meetings.AsNoTracking().SingleAsync(m => m.Kind == kind && m.SupersededBy == null));

    [Theory, OnEveryDatabase]
    public async Task An_item_that_is_dropped_takes_its_step_away(string on)
    {
        await using var v = await Village.Open(on);
        var id = await v.Raise();
        var met = await v.Met(v.Branch, MeetingKinds.Committee, new(2026, 9, 22), (5, 5), (5, 0), id);
        Assert.Equal("consult", (await v.State(id)).Now!.Step.Id);
        await Correct(v, met, new ItemRecording("村里卫生") { Way = MeetingItem.Heard });
        Assert.Equal("propose", (await v.State(id)).Now!.Step.Id);
        Assert.Equal("记错了", Assert.Single((await v.State(id)).Corrections).Reason);
        Assert.Contains("matter.vote-dropped", await v.At(v.Branch, s => s.GetRequiredService<AppDb>().Facts.Select(f => f.Kind).ToListAsync()));
        // Corrected back: the item is there again and counts anew.
        await Correct(v, met, new ItemRecording("道路硬化方案") { Way = MeetingItem.Hands, Yes = 5, AboutId = id });
        Assert.Equal("consult", (await v.State(id)).Now!.Step.Id);
    }

    [Theory, OnEveryDatabase]
    public async Task An_item_about_something_else_now_and_one_that_was_linked_by_hand_fall_away_too(string on)
    {
        await using var v = await Village.Open(on);
        var (id, other) = (await v.Raise(), await v.Raise());
        var met = await v.Met(v.Branch, MeetingKinds.Committee, new(2026, 9, 22), (5, 5), (5, 0), id);
        await Correct(v, met, new ItemRecording("另一条路") { Way = MeetingItem.Hands, Yes = 5, AboutId = other });
        Assert.Equal(("propose", "consult"), ((await v.State(id)).Now!.Step.Id, (await v.State(other)).Now!.Step.Id));
        // Linked from the matter's page: the item itself says nothing.
        var plain = await v.Met(v.Branch, MeetingKinds.PartyCommittee, new(2026, 9, 23), (5, 5), (5, 0), about: null);
        var item = await v.At(v.Branch, s => s.GetRequiredService<AppDb>().MeetingItems.Where(i => i.MeetingId == plain.Id).Select(i => i.Id).SingleAsync());
        Assert.Null(await v.At(v.Branch, s => s.GetRequiredService<CountVote>().Run(id, item, null)));
        Assert.Equal("consult", (await v.State(id)).Now!.Step.Id);
        await Correct(v, plain, new ItemRecording("道路硬化方案") { Way = MeetingItem.Hands, Yes = 2, No = 3 });
        Assert.Equal(("propose", 2), ((await v.State(id)).Now!.Step.Id, (await v.State(id)).Round));
    }

    [Theory, OnEveryDatabase]
    public async Task Later_steps_and_money_that_stood_on_it_are_exceptions_and_the_matter_is_led_back(string on)
    {
        await using var v = await Village.Open(on);
        var id = await v.Decided();
        Assert.Null(await v.Post(id, new(2026, 10, 31)));
        Assert.Null(await v.At(v.Branch, s => s.GetRequiredService<PayForMatter>().Run(id, new(null, "预付款", "", new(2026, 11, 5), 100_00, false, null))));
        Assert.Empty(await v.At(v.Township, s => s.GetRequiredService<MatterReader>().Exceptions(100, default)));
        // 31 of 47 were there, not 40: two thirds are 32.
        var met = await Last(v, MeetingKinds.Representatives);
        var now = await v.At(v.Branch, s => s.GetRequiredService<AppDb>().Meetings.AsNoTracking().SingleAsync(m => m.RootId == met.RootId && m.SupersededBy == null));
        Assert.Null((await v.At(v.Branch, s => s.GetRequiredService<CorrectMeeting>().Run(now.Id, now.Version, new Recording
        {
            OrgId = v.Representatives.Id, Kind = met.Kind, Theme = met.Theme, HeldOn = met.HeldOn!.Value, Chair = "陈启山", Room = new(47, 31), Reason = "名单另附",
            Items = [new("道路硬化方案") { Way = MeetingItem.Hands, Yes = 24, No = 7, AboutId = id }],
        }, "签到表核对后实到 31 人"))).Refusal);
        var state = await v.State(id);
        Assert.Equal("decide", state.Now!.Step.Id);
        Assert.Equal(2, state.Aside.Count);
        Assert.Equal("到会 31 人，至少要 32 人", Said(state.Aside[0].Why.What));
        var seen = await v.At(v.Township, s => s.GetRequiredService<MatterReader>().Exceptions(100, default));
        Assert.Equal(3, seen.Count);
        Assert.Equal("会议记录更正后，2026年10月30日 的记录不再计入：到会 31 人，至少要 32 人", Said(seen[0].Found.What));
        Assert.Equal("After the minutes were corrected, the record of 30 October 2026 no longer counts: 31 present, at least 32 needed", Said(seen[0].Found.What, "en"));
        Assert.Equal("还没有有效的决议", Said(seen[2].Found.What));
        var matter = await v.At(v.Branch, s => s.GetRequiredService<AppDb>().Matters.AsNoTracking().SingleAsync());
        Assert.Equal(("decide", null, new DateOnly(2026, 11, 20)), (matter.Step, matter.DecidedOn, matter.UnsettledOn!.Value));
    }
}
