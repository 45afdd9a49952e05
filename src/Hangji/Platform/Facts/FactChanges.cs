using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Hangji.Platform.Facts;

/// <summary>Before and after of the rows that one save touched, as JSON: [{table, id, set: {column: [before, after]}}].</summary>
internal static class FactChanges
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static string? Of(IReadOnlyCollection<EntityEntry> records)
    {
        if (records.Count == 0) return null;
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartArray();
            foreach (var entry in records) Write(json, entry);
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, EntityEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("table", entry.Metadata.GetTableName());
        if (entry.Metadata.FindPrimaryKey()?.Properties is [var key]) json.WriteString("id", Text(entry.Property(key.Name).CurrentValue));
        json.WriteString("act", entry.State switch { EntityState.Added => "add", EntityState.Deleted => "delete", _ => "change" });
        json.WriteStartObject("set");
        foreach (var property in entry.Properties.Where(p => p.Metadata.Name is not (nameof(IOwned.OrgPath) or nameof(IVersioned.Version)) && !p.Metadata.IsPrimaryKey() && p.Metadata.GetComputedColumnSql() is null))
        {
            var (before, after) = (entry.State == EntityState.Added ? null : property.OriginalValue, entry.State == EntityState.Deleted ? null : property.CurrentValue);
            if (Equals(before, after)) continue;
            json.WriteStartArray(AppDb.Snake(property.Metadata.Name));
            WriteValue(json, property.Metadata, before);
            WriteValue(json, property.Metadata, after);
            json.WriteEndArray();
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, Microsoft.EntityFrameworkCore.Metadata.IProperty property, object? value)
    {
        if (value is null) json.WriteNullValue();
        else if (value is byte[] || property.FindAnnotation(Secret) is not null) json.WriteStringValue("●");
        else if (value is bool flag) json.WriteBooleanValue(flag);
        else json.WriteStringValue(Text(value));
    }

    /// <summary>Annotation of a column whose value must not be copied into facts (password hashes, tokens).</summary>
    public const string Secret = "Hangji:Secret";

    private static string? Text(object? value) => value switch
    {
        null => null,
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("O", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
