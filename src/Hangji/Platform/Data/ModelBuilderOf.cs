using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hangji.Platform.Data;

/// <summary>What a room needs to declare its tables: plain tables, and tables owned by an organization and therefore scoped.</summary>
public sealed class ModelBuilderOf(AppDb db, ModelBuilder model)
{
    /// <summary>True on PostgreSQL, false on SQLite; only for what the two spell differently.</summary>
    public bool Postgres => db.Database.IsNpgsql();

    /// <summary>A table without scope of its own.</summary>
    public EntityTypeBuilder<T> Table<T>(string name) where T : class
    {
        var table = model.Entity<T>();
        table.ToTable(name);
        return table;
    }

    /// <summary>A table whose rows belong to organizations: filtered and guarded by the acting seat's range, indexed by path.</summary>
    public EntityTypeBuilder<T> Owned<T>(string name) where T : class, IOwned
    {
        var table = Table<T>(name);
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.HasQueryFilter(AppDb.ScopeFilter, row => string.Compare(row.OrgPath, db.ScopeFrom) >= 0 && string.Compare(row.OrgPath, db.ScopeTo) < 0);
        return table;
    }

    /// <summary>The tree itself: the node's own path is what the scope is compared with.</summary>
    public EntityTypeBuilder<T> Tree<T>(string name, System.Linq.Expressions.Expression<Func<T, bool>> inScope) where T : class
    {
        var table = Table<T>(name);
        table.HasQueryFilter(AppDb.ScopeFilter, inScope);
        return table;
    }

    /// <summary>The context whose scope the filters read; only for <see cref="Tree{T}"/>.</summary>
    public AppDb Db => db;
}
