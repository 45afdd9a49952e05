using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Hangji.Platform.Data;

/// <summary>
/// What every save passes: owned rows get their path and must lie in the seat's range; a change of records brings at least one fact,
/// which is stamped with who, from which seat, when, and what changed; a form is taken once.
/// </summary>
internal sealed class SaveGuard(AppDb db, IActing acting, TimeProvider clock)
{
    public async Task Check(CancellationToken stop)
    {
        db.ChangeTracker.DetectChanges();
        var changed = db.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList();
        if (changed.Count == 0) return;
        await FillPaths(changed, stop);
        foreach (var entry in changed)
        {
            if (entry.Entity is IOwned owned) Demand(owned.OrgPath, entry);
            if (entry.Entity is Tree.ITreeNode node && !acting.Range.Covers(node.Path)) throw new OutOfScopeException($"{entry.Metadata.DisplayName()} at {node.Path}");
            if (entry is { Entity: IVersioned versioned, State: EntityState.Modified }) versioned.Version++;
            if (entry is { Entity: IAppendOnly, State: not EntityState.Added }) throw new InvalidOperationException($"{entry.Metadata.DisplayName()} is append-only.");
        }
        var records = changed.Where(e => e.Entity is not (Fact or IUnrecorded)).ToList();
        var facts = changed.Where(e => e.Entity is Fact).Select(e => (Fact)e.Entity).ToList();
        if (records.Count > 0 && facts.Count == 0)
            throw new InvalidOperationException($"A change of {records[0].Metadata.DisplayName()} was saved without a fact: add one to db.Facts.");
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var fact in facts) fact.Stamp(acting, now);
        if (facts.Count > 0) facts[0].Changes ??= FactChanges.Of(records);
        if (acting.FormKey is { } key && records.Count > 0 && acting.TakeFormKey())
            db.Add(new FormReceipt { FormKey = key, AccountId = acting.AccountId, TakenAt = now });
    }

    private async Task FillPaths(List<EntityEntry> changed, CancellationToken stop)
    {
        var fresh = changed.Where(e => e.State == EntityState.Added && e.Entity is IOwned { OrgPath: null or "" }).Select(e => (IOwned)e.Entity).ToList();
        if (fresh.Count == 0) return;
        var paths = db.ChangeTracker.Entries<Tree.ITreeNode>().ToDictionary(e => e.Entity.Id, e => e.Entity.Path);
        foreach (var orgId in fresh.Select(o => o.OrgId).Distinct().Where(id => !paths.ContainsKey(id)).ToList())
        {
            var path = await db.Database.SqlQuery<string>($"select path as \"Value\" from org_nodes where id = {orgId}").SingleOrDefaultAsync(stop);
            paths[orgId] = path ?? throw new OutOfScopeException($"organization {orgId} does not exist");
        }
        foreach (var owned in fresh) owned.OrgPath = paths[owned.OrgId];
    }

    private void Demand(string path, EntityEntry entry)
    {
        if (!acting.MayTouch(path)) throw new OutOfScopeException($"{entry.Metadata.DisplayName()} at {path}");
        if (entry.State == EntityState.Modified && entry.Property(nameof(IOwned.OrgPath)).OriginalValue is string before && !acting.MayTouch(before))
            throw new OutOfScopeException($"{entry.Metadata.DisplayName()} at {before}");
    }
}
