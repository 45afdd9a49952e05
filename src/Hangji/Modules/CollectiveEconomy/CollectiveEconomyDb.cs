using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.CollectiveEconomy;

/// <summary>Tables of the books.</summary>
internal sealed class CollectiveEconomyDb : IRoomTables
{
    public void Map(ModelBuilderOf tables)
    {
        var book = tables.Owned<Book>("books");
        book.HasIndex(b => b.OrgPath);
        book.HasIndex(b => b.OrgId).IsUnique();
        book.HasIndex(b => b.PlaceId);
        book.Property(b => b.Version).IsConcurrencyToken();

        var opening = tables.Owned<OpeningBalance>("book_openings");
        opening.HasIndex(o => new { o.BookId, o.Account }).IsUnique();
        opening.HasIndex(o => o.OrgPath);

        var voucher = tables.Owned<Voucher>("vouchers");
        voucher.HasIndex(v => new { v.BookId, v.Month, v.Number }).IsUnique();
        voucher.HasIndex(v => v.OrgPath);
        voucher.HasIndex(v => v.MatterId);
        voucher.HasIndex(v => v.BatchId);
        voucher.Property(v => v.Version).IsConcurrencyToken();

        var line = tables.Owned<VoucherLine>("voucher_lines");
        line.HasIndex(l => new { l.BookId, l.Month, l.Account });
        line.HasIndex(l => l.VoucherId);
        line.HasIndex(l => l.OrgPath);

        var month = tables.Owned<BookMonth>("book_months");
        month.HasIndex(m => new { m.BookId, m.Month }).IsUnique();
        month.HasIndex(m => m.OrgPath);
        month.Property(m => m.Version).IsConcurrencyToken();
    }
}

/// <summary>The room's tables on the one database.</summary>
internal static class CollectiveEconomySets
{
    extension(AppDb db)
    {
        public DbSet<Book> Books => db.Set<Book>();
        public DbSet<OpeningBalance> BookOpenings => db.Set<OpeningBalance>();
        public DbSet<Voucher> Vouchers => db.Set<Voucher>();
        public DbSet<VoucherLine> VoucherLines => db.Set<VoucherLine>();
        public DbSet<BookMonth> BookMonths => db.Set<BookMonth>();
    }
}
