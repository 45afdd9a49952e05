using Hangji.Platform.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Access;

/// <summary>Tables of sign-in, seats and audit.</summary>
internal sealed class AccessDb : IRoomTables
{
    public void Map(ModelBuilderOf tables)
    {
        var account = tables.Table<Account>("accounts");
        account.HasKey(a => a.Id);
        account.Property(a => a.Id).ValueGeneratedNever();
        account.Property(a => a.ConcurrencyStamp).IsConcurrencyToken();
        account.HasIndex(a => a.NormalizedUserName).IsUnique();
        account.HasIndex(a => a.PersonId);

        tables.Table<IdentityUserClaim<long>>("account_claims").HasKey(c => c.Id);
        tables.Table<IdentityUserLogin<long>>("account_logins").HasKey(l => new { l.LoginProvider, l.ProviderKey });
        tables.Table<IdentityUserToken<long>>("account_tokens").HasKey(t => new { t.UserId, t.LoginProvider, t.Name });

        var seat = tables.Table<Seat>("seats");
        seat.HasKey(s => s.Id);
        seat.Property(s => s.Id).ValueGeneratedNever();
        seat.HasIndex(s => s.AccountId);
        seat.HasIndex(s => s.OrgId);
        seat.HasIndex(s => s.AppointmentId);

        var signIn = tables.Table<SignIn>("sign_ins");
        signIn.HasKey(s => s.Id);
        signIn.Property(s => s.Id).ValueGeneratedNever();
        signIn.HasIndex(s => s.AccountId);

        var audit = tables.Table<AuditEntry>("audit_entries");
        audit.HasKey(a => a.Id);
        audit.Property(a => a.Id).ValueGeneratedNever();
        audit.HasIndex(a => a.At);
    }
}

internal static class AccessSets
{
    extension(AppDb db)
    {
        public DbSet<Account> Accounts => db.Set<Account>();
        public DbSet<Seat> Seats => db.Set<Seat>();
        public DbSet<SignIn> SignIns => db.Set<SignIn>();
        public DbSet<AuditEntry> Audit => db.Set<AuditEntry>();
    }
}
