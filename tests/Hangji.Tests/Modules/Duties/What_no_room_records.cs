using Hangji.Modules.Disclosure;
using Hangji.Modules.Duties;
using Hangji.Modules.Meetings;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Tests.Situations;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Duties;

public sealed class What_no_room_records
{
    static readonly DateOnly NewYear = new(2026, 1, 1), YearEnd = new(2026, 12, 31), Day = new(2026, 11, 18);

    static Task<IReadOnlyList<Duty>> Duties(House house, OrgNode body) => house.Work(Trees.SeatOf(body), async s =>
    {
        var desk = s.GetRequiredService<DutyDesk>();
        return (await desk.Of([body], NewYear, YearEnd, desk.Today, default))[0].Duties;
    });

    [Theory, OnEveryDatabase]
    public async Task Is_never_overdue_and_says_so(string on)
    {
        // The room that publishes is taken out: then nothing can be known of it.
        await using var house = await House.Open(on, services => services.Remove(services.Single(s => s.ServiceType == typeof(IDutyEvidence) && s.ImplementationType == typeof(ReleaseEvidence))));
        var committee = await house.Body("竹溪村村民委员会", kind: "villagers-committee");
        var published = (await Duties(house, committee)).Where(d => d.Rule.Id == "vd-general").ToList();
        Assert.Equal(4, published.Count);
        Assert.All(published.Where(d => d.Start <= Day), d => Assert.Equal(DutyState.Unknown, d.State));
        Assert.Contains("村（居）务公开", published[0].Why.Outcome.Zh);
        Assert.Contains("不列为逾期", published[0].Why.Outcome.Zh);
    }

    [Theory, OnEveryDatabase]
    public async Task A_townships_yearly_acts_are_met_by_their_records(string on)
    {
        var roll = new PaperRoll();
        await using var house = await House.Open(on, roll.Install);
        var township = await house.Body("青石镇党委", kind: "committee");
        roll.Branch(township.Id, 9);
        foreach (var (rule, kind) in new[] { ("edu-annual-rotation", SecretaryAct.MemberTraining), ("edu-report", SecretaryAct.EducationReport) })
        {
            Assert.Equal(DutyState.Due, (await Duties(house, township)).Single(d => d.Rule.Id == rule).State);
            Assert.Null(await house.Work(Trees.SeatOf(township), s => s.GetRequiredService<RecordSecretaryDuty>().Run(new(township.Id, kind, 1, Day, "镇党校", null))));
            var met = (await Duties(house, township)).Single(d => d.Rule.Id == rule);
            Assert.Equal(DutyState.Satisfied, met.State);
            Assert.Single(met.Records);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Every_duty_that_is_shown_as_open_has_a_page_that_does_it(string on)
    {
        await using var house = await House.Open(on);
        var county = await house.Body("安澜县委", kind: "committee");
        foreach (var kind in new[] { "committee", "branch", "villagers-committee", "residents-committee", "representatives-meeting", "collective-organization" })
        {
            var body = await house.Body(kind, county, kind);
            var words = await house.Work(s => Task.FromResult(s.GetRequiredService<Hangji.Platform.Text.Words>()));
            Assert.All((await Duties(house, body)).Where(d => d.State is DutyState.Due or DutyState.Overdue), d => Assert.NotNull(DutyView.Act(words, d)));
        }
    }
}
