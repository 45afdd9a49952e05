using Hangji.Platform.Data;
using Hangji.Platform.Tree;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

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
        string[] filtered = [nameof(Membership.OrgPath), nameof(Membership.FromOn), nameof(Membership.ToOn), nameof(Membership.FullSince), nameof(Membership.JoinedOn), nameof(Membership.BornOn), nameof(Membership.Sex), nameof(Membership.Ethnic), nameof(Membership.Education)];
        IndexBuilder Walk(int level, string name, params string[] order)
        {
            string[] first = [Zones.Column(level), .. order];
            // Two of them hold the same columns of other rows: the name tells them apart.
            return membership.HasIndex([.. first, .. filtered.Except(first)], name + level).HasDatabaseName($"ix_memberships_zone{level}_{name}");
        }
        for (var level = 1; level <= Zones.Levels; level++)
        {
            Walk(level, "name", nameof(Membership.SortKey), nameof(Membership.Id));
            // What a few years of a wide zone hold may have to be sorted by name, from the index alone.
            Walk(level, "joined", level <= Zones.WidestLevels ? [nameof(Membership.JoinedOn), nameof(Membership.Id), nameof(Membership.SortKey)] : [nameof(Membership.JoinedOn), nameof(Membership.Id)]);
        }
        // The few of one nationality and the few on probation are met without passing everybody else.
        for (var level = 1; level <= Zones.WideLevels; level++)
        {
            Walk(level, "ethnic", nameof(Membership.Ethnic), nameof(Membership.SortKey), nameof(Membership.Id)).HasFilter("ethnic <> '01'");
            Walk(level, "probation", nameof(Membership.SortKey), nameof(Membership.Id)).HasFilter("full_since is null");
        }
        // Two letters that many initials begin with.
        for (var level = 1; level <= Zones.WidestLevels; level++) membership.HasIndex([Zones.Column(level), nameof(Membership.Initials)]).HasDatabaseName($"ix_memberships_zone{level}_initials");
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
