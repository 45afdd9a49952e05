using System.Text;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Hangji.Platform.Data;

/// <summary>
/// The one database of the house, on SQLite or PostgreSQL. Reads of owned rows are filtered to the acting seat's range of the tree;
/// <see cref="SaveChangesAsync(bool,CancellationToken)"/> refuses rows outside it, demands a fact for every change and takes a repeated form only once.
/// </summary>
public sealed class AppDb(DbContextOptions<AppDb> options, IEnumerable<IRoomTables> rooms, IActing acting, TimeProvider clock) : DbContext(options)
{
    /// <summary>Name of the query filter; ignore it only in Platform and in named readers that explain why (ancestors, sign-in).</summary>
    public const string ScopeFilter = "Scope";

    internal string ScopeFrom => acting.Range.From;
    internal string ScopeTo => acting.Range.To;
    /// <summary>The acting seat's range, for readers that say it in another way than the filter does.</summary>
    internal ScopeRange Range => acting.Range;
    /// <summary>How long one query of this unit of work may take; null for work that nobody waits for. The request of a page sets it.</summary>
    public TimeSpan? Budget { get; set; }
    internal bool Postgres => Database.IsNpgsql();

    public DbSet<Fact> Facts => Set<Fact>();

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        // Ordinal comparison on both databases: SQLite's BINARY is, PostgreSQL's "C" must be asked for.
        if (Postgres) conventions.Properties<string>().UseCollation("C");
    }

    protected override void OnModelCreating(ModelBuilder model)
    {
        var tables = new ModelBuilderOf(this, model);
        PlatformTables.Map(tables);
        InDatabase.Map(model);
        foreach (var room in rooms) room.Map(tables);
        foreach (var entity in model.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties()) property.SetColumnName(Snake(property.Name));
            foreach (var key in entity.GetKeys()) key.SetName($"pk_{entity.GetTableName()}");
            // A list's index has a dozen columns and a short name of its own.
            foreach (var index in entity.GetIndexes().Where(i => i.FindAnnotation(RelationalAnnotationNames.Name) is null)) index.SetDatabaseName($"ix_{entity.GetTableName()}_{string.Join('_', index.Properties.Select(p => Snake(p.Name)))}");
            foreach (var foreign in entity.GetForeignKeys()) foreign.SetConstraintName($"fk_{entity.GetTableName()}_{string.Join('_', foreign.Properties.Select(p => Snake(p.Name)))}");
        }
    }

    /// <summary>Saves within the seat's scope; throws <see cref="OutOfScopeException"/> for foreign rows and <see cref="RepeatedPostException"/> for a form that was taken already.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken stop = default)
    {
        await new SaveGuard(this, acting, clock).Check(stop);
        try
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, stop);
        }
        catch (DbUpdateException fault) when (acting.FormKey is not null && FormReceipt.IsTheRepeat(fault))
        {
            throw new RepeatedPostException(acting.FormKey!, fault);
        }
    }

    /// <summary>Not offered: every write goes through the asynchronous path, where the guard stands.</summary>
    public override int SaveChanges(bool acceptAllChangesOnSuccess) => throw new NotSupportedException("Use SaveChangesAsync: the scope guard stands there.");

    /// <summary>snake_case of a property name: OrgPath becomes org_path.</summary>
    internal static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && (!char.IsUpper(name[i - 1]) || i + 1 < name.Length && char.IsLower(name[i + 1]))) text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }
        return text.ToString();
    }
}
