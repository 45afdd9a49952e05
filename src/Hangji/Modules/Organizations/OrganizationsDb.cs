using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Organizations;

/// <summary>Tables of the tree.</summary>
internal sealed class OrganizationsDb : IRoomTables
{
    public void Map(ModelBuilderOf tables)
    {
        var node = tables.Tree<OrgNode>("org_nodes", n => string.Compare(n.Path, tables.Db.ScopeFrom) >= 0 && string.Compare(n.Path, tables.Db.ScopeTo) < 0);
        node.HasKey(n => n.Id);
        node.Property(n => n.Id).ValueGeneratedNever();
        node.Property(n => n.Version).IsConcurrencyToken();
        node.HasIndex(n => n.Path).IsUnique();
        node.HasIndex(n => new { n.Path, n.DissolvedOn });
        node.HasIndex(n => new { n.ParentId, n.Code });
        // Two bodies that exist at once never share a code; a dissolved one leaves its code free. Race-safe, on both databases.
        node.HasIndex(n => n.Code).IsUnique().HasFilter("dissolved_on is null");
        node.HasIndex(n => n.DivisionCode);

        var span = tables.Owned<OrgSpan>("org_spans");
        span.HasIndex(s => new { s.OrgId, s.FromOn });
        span.HasIndex(s => s.ParentId);
        span.HasIndex(s => s.OrgPath);

        var act = tables.Owned<OrgAct>("org_acts");
        act.HasIndex(a => new { a.OrgId, a.On });
        act.HasIndex(a => a.OrgPath);

        var link = tables.Owned<OrgLink>("org_links");
        link.HasIndex(l => l.OrgId);
        link.HasIndex(l => l.SuperiorId);
        link.HasIndex(l => l.OrgPath);

        var appointment = tables.Owned<Appointment>("appointments");
        appointment.HasIndex(a => new { a.OrgId, a.FromOn });
        appointment.HasIndex(a => a.PersonId);
        appointment.HasIndex(a => a.OrgPath);
        appointment.HasIndex(a => a.BatchId);
    }
}

/// <summary>Tables that only this room reads and writes.</summary>
internal static class OrganizationsSets
{
    extension(AppDb db)
    {
        public DbSet<OrgSpan> OrgSpans => db.Set<OrgSpan>();
        public DbSet<OrgAct> OrgActs => db.Set<OrgAct>();
        public DbSet<OrgLink> OrgLinks => db.Set<OrgLink>();
    }
}
