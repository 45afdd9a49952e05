using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Organizations;

/// <summary>撤销的后果: what ends with a body on the day it ceases to exist — its posts and its links to other hierarchies.</summary>
internal static class Dissolving
{
    public static async Task End(AppDb db, OrgNode node, DateOnly on, CancellationToken stop)
    {
        node.DissolvedOn = on;
        foreach (var post in await db.Appointments.Where(a => a.OrgId == node.Id && (a.ToOn == null || a.ToOn > on)).ToListAsync(stop)) post.ToOn = post.FromOn > on ? post.FromOn : on;
        foreach (var link in await db.OrgLinks.Where(l => l.OrgId == node.Id && (l.ToOn == null || l.ToOn > on)).ToListAsync(stop)) link.ToOn = link.FromOn > on ? link.FromOn : on;
        db.Facts.Add(Fact.Of("organization.ceased", node.Id, node.Id, on));
    }
}
