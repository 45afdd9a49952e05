using Hangji.Platform.Data;
using Hangji.Platform.Facts;
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
        // Of what the framework would keep, only what is needed is kept: no mail address, no telephone, no counter on the account itself.
        account.Ignore(a => a.Email).Ignore(a => a.NormalizedEmail).Ignore(a => a.EmailConfirmed).Ignore(a => a.PhoneNumber).Ignore(a => a.PhoneNumberConfirmed);
        account.Ignore(a => a.LockoutEnd).Ignore(a => a.LockoutEnabled).Ignore(a => a.AccessFailedCount);
        foreach (var secret in new[] { nameof(Account.PasswordHash), nameof(Account.SecurityStamp), nameof(Account.CodeKey), nameof(Account.RecoveryCodes) })
            account.Property(secret).HasAnnotation(FactChanges.Secret, true);
        account.HasIndex(a => a.NormalizedUserName).IsUnique();
        account.HasIndex(a => a.PersonId);

        var seat = tables.Owned<Seat>("seats");
        seat.HasIndex(s => s.AccountId);
        seat.HasIndex(s => s.OrgId);
        seat.HasIndex(s => s.OrgPath);
        seat.HasIndex(s => s.AppointmentId);

        var signIn = tables.Table<SignIn>("sign_ins");
        signIn.HasKey(s => s.Id);
        signIn.Property(s => s.Id).ValueGeneratedNever();
        signIn.HasIndex(s => s.AccountId);

        tables.Table<SignInAttempt>("sign_in_attempts").HasKey(a => a.Name);
        tables.Table<SignIns.AccessSetting>("access_settings").HasKey(s => s.Name);

        var audit = tables.Table<AuditEntry>("audit_entries");
        audit.HasKey(a => a.Id);
        audit.Property(a => a.Id).ValueGeneratedNever();
        audit.HasIndex(a => new { a.Kind, a.Id });
        audit.HasIndex(a => new { a.AccountId, a.Id });
        audit.HasIndex(a => a.Subject);
    }
}

internal static class AccessSets
{
    extension(AppDb db)
    {
        public DbSet<Account> Accounts => db.Set<Account>();
        public DbSet<Seat> Seats => db.Set<Seat>();
        public DbSet<SignIn> SignIns => db.Set<SignIn>();
        public DbSet<SignInAttempt> SignInAttempts => db.Set<SignInAttempt>();
        public DbSet<SignIns.AccessSetting> AccessSettings => db.Set<SignIns.AccessSetting>();
        public DbSet<AuditEntry> AuditEntries => db.Set<AuditEntry>();
    }
}
