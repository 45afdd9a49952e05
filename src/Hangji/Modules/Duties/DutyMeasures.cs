using Hangji.Modules.Access.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Measures;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Duties;

/// <summary>职责的指标: duties of this year that are overdue and have no reason given, each told in the body that has it.</summary>
internal sealed class DutyMeasures : IMeasures
{
    private static readonly string[] Rooms = ["meeting.", "talk.", "secretary.", "duty.", "member.", "members.import", "appointment", "organization", "matter.", "supervision."];

    public IEnumerable<Measure> All { get; } =
    [
        new Stock("duties.overdue", "逾期职责", 25, kind => Array.Exists(Rooms, room => kind.StartsWith(room, StringComparison.Ordinal)), Overdue) { IsException = true, Rows = org => $"/duties?org={org}", Verb = Verbs.ReadDuties },
    ];

    private static async Task<IReadOnlyDictionary<long, StockValue>> Overdue(IServiceProvider services, IReadOnlyCollection<long> bodies, DateOnly today, CancellationToken stop)
    {
        var (db, desk) = (services.GetRequiredService<AppDb>(), services.GetRequiredService<DutyDesk>());
        // A group's duties are told with its branch.
        var nodes = await db.Orgs.AsNoTracking().Where(o => bodies.Contains(o.Id) && o.Kind != OrgKinds.Group && (o.DissolvedOn == null || o.DissolvedOn > today)).ToListAsync(stop);
        var duties = await desk.Of(nodes, new(today.Year, 1, 1), new(today.Year, 12, 31), today, stop);
        return duties.ToDictionary(d => d.Body.Id, d => new StockValue(d.Duties.Count(one => one.State == DutyState.Overdue && d.ReasonFor(one) is null), Next(d, today)));
    }

    /// <summary>The day after the next deadline; at the latest the first of the coming year, when another year's duties begin.</summary>
    private static DateOnly Next(BodyDuties body, DateOnly today) =>
        body.Duties.Where(d => d.State is DutyState.Due or DutyState.NotYet && d.DueDate >= today).Select(d => d.DueDate.AddDays(1)).Append(new(today.Year + 1, 1, 1)).Min();
}
