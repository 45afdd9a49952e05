using Hangji.Platform.Facts;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Platform.Data;

/// <summary>Tables that belong to no room: facts, form receipts, drafts, data-protection keys.</summary>
internal static class PlatformTables
{
    public static void Map(ModelBuilderOf tables)
    {
        var fact = tables.Owned<Fact>("facts");
        fact.HasIndex(f => new { f.OrgPath, f.RecordedAt });
        fact.HasIndex(f => new { f.SubjectId, f.RecordedAt });
        fact.HasIndex(f => new { f.Kind, f.RecordedAt });

        var receipt = tables.Table<FormReceipt>("form_receipts");
        receipt.HasKey(r => r.FormKey);
        receipt.HasIndex(r => r.TakenAt);

        var draft = tables.Table<Draft>("drafts");
        draft.HasKey(d => d.Id);
        draft.Property(d => d.Id).ValueGeneratedNever();
        draft.HasIndex(d => new { d.AccountId, d.Form, d.OrgId }).IsUnique();

        var key = tables.Table<ProtectionKey>("protection_keys");
        key.HasKey(k => k.Name);
    }
}
