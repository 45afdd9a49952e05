using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Regulations.Procedures;

/// <summary>Tables of running procedures: heads, and the records that move them.</summary>
internal sealed class ProceduresDb : IRoomTables
{
    public void Map(ModelBuilderOf tables)
    {
        var instance = tables.Owned<ProcedureInstance>("procedure_instances");
        instance.Property(i => i.Version).IsConcurrencyToken();
        instance.HasIndex(i => i.SubjectId);
        instance.HasIndex(i => new { i.OrgPath, i.Course, i.Step });

        var entry = tables.Owned<ProcedureEntry>("procedure_events");
        // The same record is the same event once, whoever posts it again; and two people never append in the same place.
        entry.HasIndex(e => new { e.InstanceId, e.Kind, e.RecordId }).IsUnique();
        entry.HasIndex(e => new { e.InstanceId, e.Number }).IsUnique();
        entry.HasIndex(e => e.OrgPath);
    }
}

/// <summary>The tables on the one database.</summary>
internal static class ProcedureSets
{
    extension(AppDb db)
    {
        public DbSet<ProcedureInstance> ProcedureInstances => db.Set<ProcedureInstance>();
        public DbSet<ProcedureEntry> ProcedureEvents => db.Set<ProcedureEntry>();
    }
}
