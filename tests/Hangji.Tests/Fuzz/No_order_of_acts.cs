using FsCheck;
using FsCheck.Fluent;
using Hangji.Modules.Deliberation;
using Hangji.Modules.Deliberation.Contract;
using Hangji.Modules.Meetings;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract.Procedures;
using Hangji.Platform.Data;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Fuzz;

/// <summary>
/// The slices with their database: whoever does what, in whatever order, twice or at once, whatever the clock shows, a matter never stands past a step whose quorum, majority or wait
/// was not met. Judged by arithmetic of this file, not by the engine. Few runs in the tests, one for every 500 of HANGJI_FUZZ in ./do fuzz.
/// </summary>
public sealed class No_order_of_acts
{
    static readonly DateOnly First = new(2026, 6, 1);
    sealed record Act(int Kind, int Seat, int Day, int Present, int Yes, int Entitled, bool Twice);

    static readonly Gen<Act> Acts =
        from kind in Gen.Frequency((3, Gen.Constant(0)), (3, Gen.Constant(1)), (3, Gen.Constant(2)), (3, Gen.Constant(3)), (2, Gen.Constant(4)), (2, Gen.Constant(5)), (2, Gen.Constant(6)), (2, Gen.Constant(7)), (1, Gen.Choose(8, 12)))
        from seat in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(1, 3)))
        from day in Gen.Choose(0, 90)
        from entitled in Gen.Choose(3, 12)
        from present in Gen.Choose(0, 12)
        from yes in Gen.Choose(0, 12)
        from twice in Gen.Elements(false, false, true)
        select new Act(kind, seat, day, Math.Min(present, entitled), Math.Min(yes, Math.Min(present, entitled)), entitled, twice);

    [Theory, OnEveryDatabase]
    public async Task Brings_a_matter_past_a_step_that_was_not_met(string on)
    {
        var times = int.TryParse(Environment.GetEnvironmentVariable("HANGJI_FUZZ"), out var many) ? Math.Max(4, many / 500) : 4;
        await using var v = await Village.Open(on);
        var moved = 0;
        for (var run = 0; run < times; run++)
        {
            v.House.Clock.Now = new DateTimeOffset(First.AddDays(100), new(9, 0), TimeSpan.FromHours(8));
            var id = await v.Raise(v.Road with { On = "2026-06-01" });
            // Sorted days half the time, so that runs also get far; random ones the other half.
            var acts = Acts.Sample(40, 40).ToList();
            if (run % 2 == 0) acts = [.. acts.OrderBy(a => a.Day)];
            foreach (var act in acts)
            {
                if (act.Kind == 12) v.House.Clock.Now = new DateTimeOffset(First.AddDays(act.Day), new(9, 0), TimeSpan.FromHours(8));
                await Task.WhenAll(Enumerable.Range(0, act.Twice ? 2 : 1).Select(_ => Do(v, id, act)));
                var state = await v.State(id);
                moved = Math.Max(moved, state.Steps.Count(s => s.Standing == StepStanding.Done));
                Stands(state, v.House.Clock.Now);
            }
        }
        Assert.True(moved > 0, "no random run took a single step: the test says nothing");
    }

    static async Task Do(Village v, long id, Act act)
    {
        var (seat, day) = ((OrgNode[])[v.Branch, v.Committee, v.Supervision, v.Representatives], First.AddDays(act.Day));
        async Task Met(OrgNode body, string kind)
        {
            var said = new Recording
            {
                OrgId = body.Id, Kind = kind, Theme = "道路", HeldOn = day, Chair = "陈启山", Room = new(act.Entitled, act.Present), Reason = "随机",
                Items = [new("道路方案") { Way = MeetingItem.Hands, Yes = act.Yes, No = act.Present - act.Yes, AboutId = id }],
            };
            await v.At(v.Branch, s => s.GetRequiredService<RecordMeeting>().Run(said));
        }
        var who = seat[act.Seat];
        switch (act.Kind)
        {
            case 0: await Met(v.Branch, MeetingKinds.Committee); break;
            case 1: await Met(v.Branch, MeetingKinds.Joint); break;
            case 2: await Met(v.Branch, MeetingKinds.General); break;
            case 3: await Met(v.Representatives, MeetingKinds.Representatives); break;
            case 4: await v.At(who, s => s.GetRequiredService<FilePaper>().Run(id, new(MatterPaper.Authorization, null, "授权", "", day, day.AddDays(40), "随机"))); break;
            case 5: await v.At(who, s => s.GetRequiredService<FilePaper>().Run(id, new(MatterPaper.Notice, null, "通知", "", day, null, "随机"))); break;
            case 6: await v.At(who, s => s.GetRequiredService<PostMatter>().Run(id, new(day, null, "公开栏", "决议", null, "", "随机"))); break;
            case 7: await v.At(who, s => s.GetRequiredService<FilePaper>().Run(id, new(act.Yes % 2 == 0 ? MatterPaper.Acceptance : MatterPaper.FileBundle, null, "材料", "", day, null, "随机"))); break;
            case 8: await v.At(who, s => s.GetRequiredService<RaiseObjection>().Run(id, new(act.Yes % 2 == 0, null, "吴明", "异议", day))); break;
            case 9: await v.At(who, s => s.GetRequiredService<LeadMatter>().Run(id, EventKind.Return, "consult", day, "随机退回")); break;
            case 10: await v.At(who, s => s.GetRequiredService<LeadMatter>().Run(id, EventKind.Change, null, day, "随机变更")); break;
            case 11:
                var met = await v.At(v.Branch, s => s.GetRequiredService<AppDb>().Meetings.AsNoTracking().Where(m => m.SupersededBy == null && m.State == Meeting.Held).OrderByDescending(m => m.Id).FirstOrDefaultAsync());
                if (met is null) break;
                // A correction may turn any count into any other.
                await v.At(v.Branch, s => s.GetRequiredService<CorrectMeeting>().Run(met.Id, met.Version, new()
                {
                    OrgId = met.OrgId, Kind = met.Kind, Theme = met.Theme, HeldOn = met.HeldOn!.Value, Chair = "陈启山", Room = new(act.Entitled, act.Present), Reason = "随机",
                    Items = act.Yes % 3 == 0 ? [] : [new("道路方案") { Way = MeetingItem.Hands, Yes = act.Yes, No = act.Present - act.Yes, AboutId = id }],
                }, "随机更正"));
                break;
        }
    }

    /// <summary>The law of the village in arithmetic: order, days, quorum, majority, waits.</summary>
    static void Stands(ProcedureState state, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.DateTime);
        DateOnly? last = null;
        var open = false;
        foreach (var step in state.Steps)
        {
            if (step.Completion is not { } done) { open = true; continue; }
            Assert.False(open, $"{step.Step.Id} is done before an earlier step");
            var e = done.By;
            Assert.True(e.On <= today, $"{step.Step.Id} on {e.On} lies in the future of {today}");
            Assert.True(last is null || e.On >= last, $"{step.Step.Id} on {e.On} lies before {last}");
            last = e.On;
            switch (step.Step.Id)
            {
                case "propose": Assert.True(e.Code is "committee-meeting" or "general-meeting" && e.Present * 2 >= e.Entitled && e.Yes > 0, $"{e}"); break;
                case "deliberate": Assert.True(e.Code == "general-meeting" && e.Yes * 2 > e.Entitled, $"{e}"); break;
                case "decide":
                    Assert.True(e.Code == "representatives-meeting" && e.Present * 3 >= e.Entitled * 2 && e.Yes * 2 > e.Present, $"{e}");
                    Assert.True(state.Papers.Any(p => p.Code == "authorization" && p.On <= e.On && p.Until >= e.On), "decided without a valid authorization");
                    break;
                case "file": Assert.True(e.On >= state.Done("open-result")!.By.On.AddDays(15), $"filed on {e.On}"); break;
            }
        }
    }
}
