using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Organizations.Contract;

/// <summary>What other rooms may read of the tree: bodies as they stand now, and who holds which post. They change only through this room's slices.</summary>
internal static class OrganizationSets
{
    extension(AppDb db)
    {
        public DbSet<OrgNode> Orgs => db.Set<OrgNode>();
        public DbSet<Appointment> Appointments => db.Set<Appointment>();

        public async Task<OrgNode> TakeOrg(long id, CancellationToken stop) =>
            await db.Set<OrgNode>().SingleOrDefaultAsync(o => o.Id == id, stop) ?? throw new OutOfScopeException($"organization {id}");
    }
}
