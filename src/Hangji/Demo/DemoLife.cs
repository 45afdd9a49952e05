using Hangji.Modules.Meetings;
using Hangji.Modules.Members.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Demo;

/// <summary>
/// Two years of organization life: every meeting is checked and measured by the same rules as one that is typed in, and written set-based. Gaps and late
/// entries come from how careful a body is.
/// </summary>
internal sealed class DemoLife(IServiceScopeFactory scopes, TimeProvider clock)
{
    private static readonly double[] Missed = [0.003, 0.025, 0.10, 0.28], EnteredLate = [0.01, 0.04, 0.12, 0.22];

    public async Task<Refusal?> Run(IReadOnlyList<PlannedBody> bodies, IReadOnlyDictionary<string, long> ids, Action<string> say, CancellationToken stop)
    {
        var dice = new Dice(2026);
        var done = 0;
        foreach (var body in bodies.Where(b => b.IsBranch || b.Kind is OrgKinds.RepresentativesMeeting or OrgKinds.SupervisionCommittee or OrgKinds.VillagersCommittee or OrgKinds.ResidentsCommittee))
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Acting>().AsProgram("示例数据");
            if (await OfBody(scope.ServiceProvider, dice, body, ids, stop) is { } refusal) return refusal with { Field = body.ShortName };
            if (++done % 100 == 0) say($"会议 {done}");
        }
        return null;
    }

    private async Task<Refusal?> OfBody(IServiceProvider services, Dice dice, PlannedBody body, IReadOnlyDictionary<string, long> ids, CancellationToken stop)
    {
        var db = services.GetRequiredService<AppDb>();
        var org = await db.Set<OrgNode>().AsNoTracking().SingleAsync(o => o.Id == ids[body.Key], stop);
        var groups = await db.Set<OrgNode>().AsNoTracking().Where(o => o.ParentId == org.Id && o.Kind == OrgKinds.Group).ToDictionaryAsync(o => o.Id, stop);
        var writer = new DemoMinutes(db, services.GetRequiredService<BulkSave>(), new RollBook(services.GetRequiredService<IMemberRoll>(), org, groups, services.GetRequiredService<Rulebook>(), clock.Today()), clock);
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var (today, habit) = (clock.Today(), body.Habit);
        for (var month = new DateOnly(today.Year - 1, 1, 1); month <= today; month = month.AddMonths(1))
            foreach (var planned in Planned(dice, body, ids, month))
            {
                if (planned.On > today || planned.On < body.SetUpOn || dice.Chance(Missed[habit])) continue;
                // The village of the guide has this month still before it.
                if (body.Key == CountyPlan.KnownVillage && planned.On >= new DateOnly(today.Year, today.Month, 1) && planned.Kind is MeetingKinds.ThemeDay or MeetingKinds.Committee or MeetingKinds.Group) continue;
                if (body.Key == CountyPlan.KnownVillage && planned is { Kind: MeetingKinds.Group, Group: 2, On.Month: 8 } && planned.On.Year == today.Year) continue;
                var late = dice.Chance(EnteredLate[habit]) ? dice.Between(20, 55) : dice.Between(0, 4);
                var entered = new DateTime(planned.On.AddDays(late), new TimeOnly(12, dice.Below(60)), DateTimeKind.Utc);
                if (entered > clock.GetUtcNow().UtcDateTime) entered = clock.GetUtcNow().UtcDateTime;
                if (await writer.Enter(dice, planned, entered, stop) is { } refusal) return refusal;
            }
        await writer.Save(stop);
        await transaction.CommitAsync(stop);
        db.ChangeTracker.AutoDetectChangesEnabled = true;
        return body.IsBranch ? await Yearly(services, db, dice, body, org, stop) : null;
    }

    /// <summary>What comes once a year: the secretary's report and training, talks between members.</summary>
    private async Task<Refusal?> Yearly(IServiceProvider services, AppDb db, Dice dice, PlannedBody body, OrgNode org, CancellationToken stop)
    {
        var (today, at, caller, missed) = (clock.Today(), new DemoClock(clock), services.GetRequiredService<RollCaller>(), Missed[body.Habit] * 2);
        for (var year = today.Year - 1; year <= today.Year; year++)
        {
            var days = (Report: new DateOnly(year, 1, dice.Between(8, 24)), Training: new DateOnly(year, 5, dice.Between(6, 27)), Talks: new DateOnly(year, year == today.Year ? 10 : 11, dice.Between(5, 25)));
            var committee = await services.GetRequiredService<IMemberRoll>().Committee(org.Id, days.Report, stop);
            if (committee.Count == 0 || days.Report < body.SetUpOn) continue;
            foreach (var (kind, on, held) in new[] { (SecretaryAct.Report, days.Report, "上级党委"), (SecretaryAct.Training, days.Training, "安澜县委组织部") })
            {
                if (on > today || dice.Chance(missed)) continue;
                at.At = new DateTimeOffset(on, new TimeOnly(10, 0), TimeSpan.Zero);
                if (await new RecordSecretaryDuty(db, caller, at).Run(new(org.Id, kind, committee[0].PersonId, on, held, null), stop) is { } refusal) return refusal;
            }
            if (days.Talks > today || dice.Chance(missed + (year == today.Year ? 0.4 : 0))) continue;
            at.At = new DateTimeOffset(days.Talks, new TimeOnly(10, 0), TimeSpan.Zero);
            var others = (await services.GetRequiredService<IMemberRoll>().Of(org.Id, days.Talks, stop)).Where(m => committee.All(c => c.PersonId != m.PersonId)).Select(m => m.PersonId).ToList();
            var talks = committee.Skip(1).Select(c => new TalkRecording(committee[0].PersonId, c.PersonId, days.Talks))
                .Concat(others.Select(o => new TalkRecording(committee[dice.Below(committee.Count)].PersonId, o, days.Talks)))
                .Concat(others.Chunk(2).Where(pair => pair.Length == 2).Select(pair => new TalkRecording(pair[0], pair[1], days.Talks))).ToList();
            if (talks.Count > 0 && await new RecordTalks(db, caller, at).Run(org.Id, talks, stop) is { } why) return why;
            db.ChangeTracker.Clear();
        }
        return null;
    }

    private static IEnumerable<PlannedMeeting> Planned(Dice dice, PlannedBody body, IReadOnlyDictionary<string, long> ids, DateOnly month)
    {
        DateOnly On(int day) => new(month.Year, month.Month, Math.Clamp(day, 1, DateTime.DaysInMonth(month.Year, month.Month)));
        if (body.Kind == OrgKinds.RepresentativesMeeting) return month.Month % 3 == 0 ? [new(MeetingKinds.Representatives, On(dice.Between(12, 26)))] : [];
        if (body.Kind == OrgKinds.SupervisionCommittee) return month.Month % 3 == 1 ? [new(MeetingKinds.Supervision, On(dice.Between(8, 15)))] : [];
        if (body.Kind is OrgKinds.VillagersCommittee or OrgKinds.ResidentsCommittee) return [new(MeetingKinds.VillagersCommittee, On(dice.Between(3, 9)))];
        var day = 5 + body.Code[^1] % 12;
        var planned = new List<PlannedMeeting> { new(MeetingKinds.ThemeDay, On(day)) };
        if (body.Members >= 8) planned.Add(new(MeetingKinds.Committee, On(day - 2)));
        for (var group = 0; group < body.Groups; group++) planned.Add(new(MeetingKinds.Group, On(day + 4 + group)) { Group = group, GroupId = ids[$"{body.Key}/{group}"] });
        if (month.Month % 3 == 0 && month.Month != 12) planned.Add(new(MeetingKinds.General, On(day + 3)));
        if (month.Month == 11 && body.Habit < 2) planned.Add(new(MeetingKinds.General, On(day + 3)));
        if (month.Month % 3 == 2) planned.Add(new(MeetingKinds.Class, On(day + 2)));
        if (month.Month == 12) planned.Add(new(MeetingKinds.General, On(day + 6)) { Also = [MeetingKinds.OrganizationLife, MeetingKinds.Review] });
        return planned;
    }
}

/// <summary>A meeting that is to be held.</summary>
internal sealed record PlannedMeeting(string Kind, DateOnly On)
{
    public int? Group { get; init; }
    public long? GroupId { get; init; }
    public IReadOnlyList<string> Also { get; init; } = [];
}

/// <summary>Rolls of one body, read once a month instead of once a meeting.</summary>
internal sealed class RollBook(IMemberRoll members, OrgNode org, IReadOnlyDictionary<long, OrgNode> groups, Rulebook book, DateOnly today)
{
    private readonly Dictionary<(int, bool), IReadOnlyList<RollEntry>> known = [];

    public async Task<RollCall> Of(PlannedMeeting meeting, CancellationToken stop)
    {
        var kind = MeetingKinds.All[meeting.Kind];
        var committee = await Read(meeting.On, true, stop);
        var roll = kind.Roll switch
        {
            RollOf.Room => [],
            RollOf.Committee => committee,
            _ when meeting.GroupId is { } group => [.. (await Read(meeting.On, false, stop)).Where(e => e.GroupId == group)],
            _ => await Read(meeting.On, false, stop),
        };
        return new(meeting.GroupId is { } id ? groups[id] : org, kind, meeting.On, roll, committee, book, today);
    }

    public string PathOf(long orgId) => groups.TryGetValue(orgId, out var group) ? group.Path : org.Path;

    private async Task<IReadOnlyList<RollEntry>> Read(DateOnly on, bool committee, CancellationToken stop)
    {
        var key = (on.Year * 12 + on.Month, committee);
        if (known.TryGetValue(key, out var roll)) return roll;
        return known[key] = committee ? await members.Committee(org.Id, on, stop) : await members.Of(org.Id, on, stop);
    }
}
