using Hangji.Modules.Deliberation.Carrying;
using Hangji.Modules.Deliberation.Supervision;
using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Deliberation;

/// <summary>Tables of matters and of what hangs on them. Where a matter stands is in the tables of procedures.</summary>
internal sealed class DeliberationDb : IRoomTables
{
    public void Map(ModelBuilderOf tables)
    {
        var matter = tables.Owned<Matter>("matters");
        matter.Property(m => m.Version).IsConcurrencyToken();
        matter.HasIndex(m => new { m.OrgId, m.Year, m.Number }).IsUnique();
        matter.HasIndex(m => new { m.OrgPath, m.RaisedOn });
        matter.HasIndex(m => new { m.OrgPath, m.Course, m.Step });

        Hang<MatterPosting>(tables, "matter_postings").HasIndex(p => p.MatterId);
        Hang<MatterPaper>(tables, "matter_papers").HasIndex(p => p.MatterId);
        Hang<MatterContract>(tables, "matter_contracts").HasIndex(c => c.MatterId);
        Hang<MatterPayment>(tables, "matter_payments").HasIndex(p => p.MatterId);
        var objection = Hang<MatterObjection>(tables, "matter_objections");
        objection.HasIndex(o => o.MatterId);
        objection.Property(o => o.Version).IsConcurrencyToken();
        var note = Hang<SupervisionNote>(tables, "supervision_notes");
        note.HasIndex(n => new { n.VillageId, n.HeldOn });
        note.Property(n => n.Version).IsConcurrencyToken();
    }

    static Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<T> Hang<T>(ModelBuilderOf tables, string name) where T : class, IOwned
    {
        var table = tables.Owned<T>(name);
        table.HasIndex(r => r.OrgPath);
        return table;
    }
}

/// <summary>The room's tables on the one database.</summary>
internal static class DeliberationSets
{
    extension(AppDb db)
    {
        public DbSet<Matter> Matters => db.Set<Matter>();
        public DbSet<MatterPosting> MatterPostings => db.Set<MatterPosting>();
        public DbSet<MatterPaper> MatterPapers => db.Set<MatterPaper>();
        public DbSet<MatterObjection> MatterObjections => db.Set<MatterObjection>();
        public DbSet<MatterContract> MatterContracts => db.Set<MatterContract>();
        public DbSet<MatterPayment> MatterPayments => db.Set<MatterPayment>();
        public DbSet<SupervisionNote> SupervisionNotes => db.Set<SupervisionNote>();
    }
}
