using System.Runtime.CompilerServices;
using Hangji.Platform.Data;
using Hangji.Shell;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using System.Data.Common;

namespace Hangji.Modules.Disclosure.Site;

/// <summary>公开变动: whatever saves a copy, a voice or a draft's course makes this process forget the public answers about that place, once the save is certain.</summary>
internal sealed class PublicChanges(PublicShelf shelf) : SaveChangesInterceptor, IDbTransactionInterceptor
{
    private readonly ConditionalWeakTable<DbContext, HashSet<long>> touched = [];

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        foreach (var entry in eventData.Context!.ChangeTracker.Entries<IOwned>())
            if (entry.State is not (EntityState.Unchanged or EntityState.Detached) && entry.Entity is PublishedCopy or PublicVoice or Disclosure) touched.GetOrCreateValue(eventData.Context).Add(entry.Entity.OrgId);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context!.Database.CurrentTransaction is null) Forget(eventData.Context);
        return ValueTask.FromResult(result);
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is { } context) Forget(context);
        return Task.CompletedTask;
    }

    private void Forget(DbContext context)
    {
        if (!touched.TryGetValue(context, out var places)) return;
        touched.Remove(context);
        foreach (var place in places) shelf.Forget(place);
    }
}
