using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Duties;

/// <summary>Duties themselves are computed and never stored; only the reasons that people give are kept.</summary>
internal sealed class DutiesDb : IRoomTables
{
    public void Map(ModelBuilderOf tables)
    {
        var reason = tables.Owned<DutyReason>("duty_reasons");
        reason.HasIndex(r => new { r.OrgId, r.RuleId, r.PeriodStart });
        reason.HasIndex(r => r.OrgPath);
    }
}
