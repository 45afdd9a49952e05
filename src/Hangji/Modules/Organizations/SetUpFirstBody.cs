using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Organizations;

/// <summary>第一个组织: the root of an installation, by the same act as every other body.</summary>
internal sealed class SetUpFirstBody(AppDb db, SetUpOrganization setUp) : IFirstBody
{
    public async Task<(OrgNode? Body, Refusal? Refusal)> SetUp(FirstBody body, CancellationToken stop)
    {
        var form = new SetUpOrganization.Form { Name = body.Name, ShortName = body.ShortName, Kind = body.Kind, Field = body.Field, Code = body.Code, On = body.SetUpOn, Relation = UnitRelations.Own, Note = "首次设置" };
        if (await setUp.Run(form, stop) is { } refusal) return (null, refusal);
        return (await db.Orgs.AsNoTracking().SingleAsync(o => o.ParentId == null && o.Code == body.Code, stop), null);
    }
}
