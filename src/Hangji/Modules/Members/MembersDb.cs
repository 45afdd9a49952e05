using Hangji.Platform.Data;
using Hangji.Platform.Tree;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Members;

/// <summary>Tables of persons, memberships, stages and spells. Indexes are few on purpose: each costs an import (docs/decisions/0007).</summary>
internal sealed class MembersDb : IRoomTables
{
    public void Map(ModelBuilderOf tables)
    {
        var person = tables.Owned<Person>("persons");
        person.Property(p => p.Version).IsConcurrencyToken();
        // One person, one record: two imports at once cannot register the same number twice.
        person.HasIndex(p => p.IdIndex).IsUnique();
        person.HasIndex(p => p.OrgPath);

        var membership = tables.Owned<Membership>("memberships");
        membership.Property(m => m.Version).IsConcurrencyToken();
        // A branch or a small subtree by name.
        membership.HasIndex(m => new { m.OrgPath, m.SortKey, m.Id });
        // A wide one: for each level the order of the list, and behind it every column that the list filters by, so that a walk reads the index alone (docs/decisions/0025).
        Zones.Map(membership, tables.Postgres);
        string[] filtered = [nameof(Membership.BornOn), nameof(Membership.Sex), nameof(Membership.Ethnic), nameof(Membership.Education)];
        for (var level = 1; level <= Zones.Levels; level++)
        {
            var zone = Zones.Column(level);
            membership.HasIndex([zone, nameof(Membership.SortKey), nameof(Membership.Id), nameof(Membership.OrgPath), nameof(Membership.FromOn), nameof(Membership.ToOn), nameof(Membership.FullSince), nameof(Membership.JoinedOn), .. filtered])
                .HasDatabaseName($"ix_memberships_zone{level}_name");
            membership.HasIndex([zone, nameof(Membership.JoinedOn), nameof(Membership.Id), nameof(Membership.OrgPath), nameof(Membership.FromOn), nameof(Membership.ToOn), nameof(Membership.FullSince), .. filtered])
                .HasDatabaseName($"ix_memberships_zone{level}_joined");
        }
        membership.HasIndex(m => m.BatchId).HasFilter("batch_id is not null");
        membership.HasIndex(m => m.PersonId);
        membership.HasIndex(m => m.GroupId).HasFilter("group_id is not null");

        var stage = tables.Owned<Stage>("stages");
        stage.HasIndex(s => s.PersonId);
        stage.HasIndex(s => s.OrgPath);

        var spell = tables.Owned<Spell>("member_spells");
        spell.HasIndex(s => s.PersonId);
        spell.HasIndex(s => new { s.OrgPath, s.Kind });
        spell.HasIndex(s => new { s.Kind, s.OrgPath });
        spell.HasIndex(s => s.BatchId);
    }
}

internal static class MembersSets
{
    extension(AppDb db)
    {
        public DbSet<Person> Persons => db.Set<Person>();
        public DbSet<Membership> Memberships => db.Set<Membership>();
        public DbSet<Stage> Stages => db.Set<Stage>();
        public DbSet<Spell> Spells => db.Set<Spell>();
    }
}
