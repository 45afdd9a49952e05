using Hangji.Modules.Duties;
using Hangji.Modules.Meetings;
using Hangji.Modules.Members;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Measures;
using Hangji.Platform.Text;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Duties;

/// <summary>The count from columns says of every body and day what its calendar says of it alone, whatever came, went, was held late or was excused.</summary>
public sealed class Overdue_in_thousands
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    private static async Task<List<OrgNode>> Ugly(House house)
    {
        var town = await house.Body("青石镇党委", kind: OrgKinds.Committee);
        var bodies = new List<OrgNode> { town };
        var dice = new Random(7);
        for (var i = 0; i < 14; i++)
        {
            var body = await house.Body($"第{i}党支部", town, i % 5 == 4 ? "general-branch" : "branch", setUpOn: new DateOnly(2019, 5, 16).AddDays(i % 4 == 3 ? 2400 + i * 20 : 0));
            await house.Roster(body, i * 4, i);
            bodies.Add(body);
        }
        bodies.Add(await house.Body("甲村民代表会议", bodies[1], OrgKinds.RepresentativesMeeting));
        bodies.Add(await house.Body("甲村务监督委员会", bodies[1], OrgKinds.SupervisionCommittee));
        var groups = new[] { await house.Body("一组", bodies[2], OrgKinds.Group), await house.Body("二组", bodies[2], OrgKinds.Group, setUpOn: new(2026, 6, 20)), await house.Body("三组", bodies[5], OrgKinds.Group) };
        await house.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            foreach (var (body, i) in bodies.Select((b, i) => (b, i)))
            {
                if (i % 3 == 1) await db.Orgs.Where(o => o.Id == body.Id).ExecuteUpdateAsync(o => o.SetProperty(x => x.ElectedOn, new DateOnly(2018 + i % 6, 3 + i % 9, 14)).SetProperty(x => x.TermYears, 3));
                if (i % 6 == 5) await db.Orgs.Where(o => o.Id == body.Id).ExecuteUpdateAsync(o => o.SetProperty(x => x.DissolvedOn, new DateOnly(2026, 2 + i % 7, 11)));
                for (var n = 0; n < i % 5; n++)
                    db.Add(new Appointment { Id = Ids.Next(), OrgId = body.Id, OrgPath = body.Path, PersonId = Ids.Next(), Post = n == 0 ? "secretary" : "organization-member", FromOn = new DateOnly(2024, 3, 1).AddDays(n * 300), ToOn = n == 2 ? new DateOnly(2026, 5, 5) : null });
                foreach (var kind in new[] { "theme-day", "committee-meeting", "general-meeting", "party-class", "organization-life-meeting" })
                    for (var month = new DateOnly(2025, 1, 9); month < Today; month = month.AddMonths(1))
                        if (dice.Next(3) > 0) db.Add(Held(body, kind, month.AddDays(dice.Next(18)), dice.Next(4) == 0 ? 45 : 0, dice.Next(9) == 0 ? month.AddMonths(-1) : null));
                if (body.Kind == "branch")
                    foreach (var (rule, start) in new[] { ("general-meeting-quarterly", new DateOnly(2026, 4, 1)), ("theme-day-monthly", new(2026, 3, 1)) })
                        db.Add(new DutyReason { Id = Ids.Next(), OrgId = body.Id, OrgPath = body.Path, RuleId = rule, PeriodStart = start, Text = "防汛", RecordedAt = new(2026, 8, 10, 3, 0, 0, DateTimeKind.Utc) });
            }
            foreach (var group in groups)
                for (var month = new DateOnly(2025, 2, 3); month < Today; month = month.AddMonths(1))
                    if (dice.Next(3) > 0) db.Add(Held(group, "group-meeting", month.AddDays(dice.Next(20)), dice.Next(20), null));
            db.Facts.Add(Fact.Of("organization.corrected", town.Id, null, Today));
            foreach (var _ in db.ChangeTracker.Entries().Skip(1).Where(e => e.Entity is not Fact).ToList()) db.Facts.Add(Fact.Of("meeting.held", town.Id, null, Today));
            await db.SaveChangesAsync();
        });
        return bodies;

        static Meeting Held(OrgNode body, string kind, DateOnly on, int late, DateOnly? missed)
        {
            var id = Ids.Next();
            var at = new DateTime(on.AddDays(late).DayNumber * TimeSpan.TicksPerDay, DateTimeKind.Utc).AddHours(2);
            return new() { Id = id, RootId = id, OrgId = body.Id, OrgPath = body.Path, Kind = kind, Theme = "学习", State = Meeting.Held, Day = on, HeldOn = on, MakesUpFor = missed, FirstRecordedAt = at, RecordedAt = at };
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Says_the_same_as_the_calendar_of_each_body_on_each_day(string on)
    {
        await using var house = await House.Open(on);
        await Ugly(house);
        var compared = 0;
        await house.Work(async s =>
        {
            var (db, desk) = (s.GetRequiredService<AppDb>(), s.GetRequiredService<DutyDesk>());
            var nodes = await db.Orgs.AsNoTracking().Where(o => o.Kind != OrgKinds.Group).OrderBy(o => o.Id).ToListAsync();
            var past = StockAsk.MonthEnds(Today, 12);
            Assert.Equal((new DateOnly(2025, 11, 30), new DateOnly(2026, 10, 31)), (past[0], past[^1]));
            var columns = await desk.Overdue(nodes, new([.. nodes.Select(n => n.Id)], Today, past), default);
            for (var d = 0; d <= past.Count; d++)
            {
                var day = d < past.Count ? past[d] : Today;
                foreach (var body in await desk.Of(nodes, new(day.Year, 1, 1), new(day.Year, 12, 31), day, default))
                {
                    var overdue = body.Duties.Where(x => x.State == DutyState.Overdue && !(body.ReasonFor(x) is { } reason && Words.Here(reason.RecordedAt) <= day)).ToList();
                    var counted = columns[body.Body.Id] is var value && d < past.Count ? value.Past![d] : value.Value;
                    Assert.True(overdue.Count == counted, $"{body.Body.ShortName} on {day}: calendar {overdue.Count}, columns {counted}; {string.Join(", ", overdue.Select(x => x.Key))}");
                    compared += overdue.Count;
                    if (day != Today) continue;
                    // Nothing becomes overdue before the day on which it is looked at again.
                    var next = body.Duties.Where(x => x.State is DutyState.Due or DutyState.NotYet && x.DueDate >= day && x.Period is not null).Select(x => x.DueDate.AddDays(1)).Append(new(2027, 1, 1)).Min();
                    Assert.True(value.WakeOn <= next || body.Duties.All(x => x.DueDate.AddDays(1) != next), $"{body.Body.ShortName}: {value.WakeOn} after {next}");
                }
            }
        });
        Assert.True(compared > 300, $"{compared} overdue duties compared");
    }

    [Theory, OnEveryDatabase]
    public async Task A_body_read_for_the_first_time_has_its_past_year_and_counted_again_it_is_the_same(string on)
    {
        await using var house = await House.Open(on);
        var bodies = await Ugly(house);
        var fold = house.Services.GetRequiredService<MeasureFold>();
        Task<List<MeasureSum>> Sums() => house.Work(async s => (await s.GetRequiredService<AppDb>().Set<MeasureSum>().AsNoTracking().ToListAsync()).Where(m => (m.Own, m.Total) != default).OrderBy(m => m.OrgId).ThenBy(m => m.Measure, StringComparer.Ordinal).ThenBy(m => m.Month).ToList());
        static IEnumerable<string> Said(List<MeasureSum> sums) => sums.Select(m => $"{m.OrgId} {m.Measure} {m.Month} {m.Own} {m.Total}");
        while (await fold.Once() > 0) { }
        var sums = await Sums();
        long At(string measure, int month) => sums.Where(m => m.OrgId == bodies[0].Id && m.Measure == measure && m.Month <= month).Sum(m => m.Total);
        foreach (var day in StockAsk.MonthEnds(Today, 12).Append(Today))
        {
            var (overdue, members, bodiesThen) = await house.Work(async s =>
            {
                var (db, desk) = (s.GetRequiredService<AppDb>(), s.GetRequiredService<DutyDesk>());
                var nodes = await db.Orgs.AsNoTracking().Where(o => o.Kind != OrgKinds.Group).ToListAsync();
                var told = await desk.Of(nodes, new(day.Year, 1, 1), new(day.Year, 12, 31), day, default);
                return (told.Sum(b => b.Duties.Count(x => x.State == DutyState.Overdue && !(b.ReasonFor(x) is { } reason && Words.Here(reason.RecordedAt) <= day))),
                    await db.Memberships.CountAsync(m => m.FromOn <= day && (m.ToOn == null || m.ToOn > day)), nodes.Count(o => o.Exists(day) && !OrgKinds.IsLed(o.Kind)));
            });
            Assert.Equal(((long)overdue, (long)members, (long)bodiesThen), (At("duties.overdue", MeasureSum.MonthOf(day)), At("members", MeasureSum.MonthOf(day)), At("bodies", MeasureSum.MonthOf(day))));
        }
        Assert.Equal(0, At("duties.overdue", 202510));
        await fold.Replay();
        Assert.Equal(Said(sums), Said(await Sums()));
        // Read once more, a body that is known keeps its months; only what changed is booked, today.
        await house.Work(async s => { var db = s.GetRequiredService<AppDb>(); db.Facts.Add(Fact.Of("meeting.held", bodies[1].Id, null, Today)); await db.SaveChangesAsync(); });
        while (await fold.Once() > 0) { }
        Assert.Equal(Said(sums).Where(l => !l.Contains("meetings.held", StringComparison.Ordinal) && !l.Contains("records", StringComparison.Ordinal)), Said(await Sums()).Where(l => !l.Contains("meetings.held", StringComparison.Ordinal) && !l.Contains("records", StringComparison.Ordinal)));
    }
}
