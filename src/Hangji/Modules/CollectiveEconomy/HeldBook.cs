using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Hangji.Modules.CollectiveEconomy;

/// <summary>一本账 held for one act: its row is locked until the act is committed or given up, so that nobody closes a month while another books into it, and no number is given twice.</summary>
internal sealed class HeldBook(Book book, IReadOnlySet<int> closed, IDbContextTransaction? own) : IAsyncDisposable
{
    public Book Book => book;
    /// <summary>Months that are closed, read under the lock.</summary>
    public IReadOnlySet<int> Closed => closed;

    public Task Commit(CancellationToken stop) => own?.CommitAsync(stop) ?? Task.CompletedTask;
    public ValueTask DisposeAsync() => own?.DisposeAsync() ?? ValueTask.CompletedTask;
}

internal static class HoldingBooks
{
    extension(AppDb db)
    {
        /// <summary>Locks the book within the caller's transaction, or within one of its own. A book outside the seat's range is as good as absent.</summary>
        public async Task<HeldBook> HoldBook(long bookId, CancellationToken stop)
        {
            var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(stop) : null;
            if (await db.Books.Where(b => b.Id == bookId).ExecuteUpdateAsync(set => set.SetProperty(b => b.Version, b => b.Version + 1), stop) != 1)
            {
                if (own is not null) await own.DisposeAsync();
                throw new OutOfScopeException($"book {bookId}");
            }
            var book = await db.Books.AsNoTracking().SingleAsync(b => b.Id == bookId, stop);
            var closed = await db.BookMonths.AsNoTracking().Where(m => m.BookId == bookId && m.ClosedOn != null).Select(m => m.Month).ToListAsync(stop);
            return new(book, closed.ToHashSet(), own);
        }
    }
}
