using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Disclosure;

/// <summary>Tables of what is published, and of what people say to it.</summary>
internal sealed class DisclosureDb : IRoomTables
{
    public void Map(ModelBuilderOf tables)
    {
        var item = tables.Owned<Disclosure>("disclosures");
        item.Property(d => d.Version).IsConcurrencyToken();
        // Drafts name people, and what was published must be deletable: neither is copied into the append-only facts.
        item.Property(d => d.Text).HasAnnotation(FactChanges.Secret, true);
        item.HasIndex(d => new { d.OrgPath, d.Course });
        item.HasIndex(d => new { d.OrgId, d.Catalog, d.Period });
        item.HasIndex(d => d.Doc).IsUnique();
        item.HasIndex(d => d.SourceId);
        item.HasIndex(d => d.BodyId);

        var copy = tables.Owned<PublishedCopy>("published_copies");
        copy.Property(c => c.Words).HasAnnotation(FactChanges.Secret, true);
        copy.Property(c => c.Summary).HasAnnotation(FactChanges.Secret, true);
        copy.HasIndex(c => new { c.Doc, c.Rev }).IsUnique();
        copy.HasIndex(c => new { c.OrgId, c.PublishedAt });
        copy.HasIndex(c => new { c.OrgPath, c.From });
        copy.HasIndex(c => c.PublishedAt);
        copy.HasIndex(c => new { c.BodyId, c.From });

        var board = tables.Owned<BoardPosting>("board_postings");
        board.HasIndex(b => b.CopyId);
        board.HasIndex(b => b.OrgPath);
        board.Property(b => b.Version).IsConcurrencyToken();

        var file = tables.Owned<DisclosureFile>("disclosure_files");
        file.HasIndex(f => f.DisclosureId);
        file.HasIndex(f => f.OrgPath);

        var voice = tables.Owned<PublicVoice>("public_voices");
        voice.HasIndex(v => v.Code).IsUnique();
        voice.HasIndex(v => new { v.OrgPath, v.AnsweredOn });
        voice.HasIndex(v => v.CopyId);
        voice.HasIndex(v => v.OrgId);
        voice.Property(v => v.Version).IsConcurrencyToken();
        voice.Property(v => v.Code).HasAnnotation(FactChanges.Secret, true);
        voice.Property(v => v.Text).HasAnnotation(FactChanges.Secret, true);
    }
}

/// <summary>The room's tables on the one database.</summary>
internal static class DisclosureSets
{
    extension(AppDb db)
    {
        public DbSet<Disclosure> Disclosures => db.Set<Disclosure>();
        public DbSet<PublishedCopy> PublishedCopies => db.Set<PublishedCopy>();
        public DbSet<BoardPosting> BoardPostings => db.Set<BoardPosting>();
        public DbSet<DisclosureFile> DisclosureFiles => db.Set<DisclosureFile>();
        public DbSet<PublicVoice> PublicVoices => db.Set<PublicVoice>();
    }
}
