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
        new Stock("duties.overdue", "逾期职责", 25, kind => Array.Exists(Rooms, room => kind.StartsWith(room, StringComparison.Ordinal)), Overdue) { HasPast = true, IsException = true, Rows = org => $"/duties?org={org}", Verb = Verbs.ReadDuties },
    ];

    private static async Task<IReadOnlyDictionary<long, StockValue>> Overdue(IServiceProvider services, StockAsk ask, CancellationToken stop)
    {
        // A group's duties are told with its branch.
        var (db, ids, since) = (services.GetRequiredService<AppDb>(), ask.Bodies, ask.Since);
        var nodes = await db.Orgs.AsNoTracking().Where(o => ids.Contains(o.Id) && o.Kind != OrgKinds.Group && (o.DissolvedOn == null || o.DissolvedOn > since))
            // What the rules ask of a body, without its names.
            .Select(o => new OrgNode
            {
                Id = o.Id, Path = o.Path, ParentId = o.ParentId, Code = "", Name = "", ShortName = "", Initials = "", Kind = o.Kind, Field = o.Field, Relation = o.Relation, DivisionCode = o.DivisionCode, Units = o.Units,
                SetUpOn = o.SetUpOn, DissolvedOn = o.DissolvedOn, ElectedOn = o.ElectedOn, TermYears = o.TermYears,
            }).ToListAsync(stop);
        return await services.GetRequiredService<DutyDesk>().Overdue(nodes, ask, stop);
    }
}
