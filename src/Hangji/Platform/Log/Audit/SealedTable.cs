using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Platform.Log.Audit;

/// <summary>受封存的表: a table that is only ever added to, whose rows the internal log seals.</summary>
internal interface ISealedTable
{
    string Name { get; }

    /// <summary>Id and hash of the rows after an id, in the order of ids.</summary>
    Task<List<(long Id, byte[] Hash)>> After(AppDb db, long id, int most, CancellationToken stop);
}

/// <summary>Reads a row's values by the model: named, sorted, nothing where a column is empty, so that a column added later changes no older hash.</summary>
internal sealed class SealedTable<T>(string name) : ISealedTable where T : class, IAppendOnly
{
    /// <summary>Bytes kept of each row's SHA-256.</summary>
    public const int HashSize = 16;

    private List<(string Column, Func<object, object?> Get)>? columns;

    public string Name => name;

    public async Task<List<(long Id, byte[] Hash)>> After(AppDb db, long id, int most, CancellationToken stop)
    {
        var read = columns ??= Columns(db);
        var rows = await db.Set<T>().AsNoTracking().Where(row => EF.Property<long>(row, "Id") > id).OrderBy(row => EF.Property<long>(row, "Id")).Take(most).ToListAsync(stop);
        var own = read.Find(c => c.Column == "id").Get;
        return [.. rows.Select(row => ((long)own(row)!, Hash(row, read)))];
    }

    // org_path is left out: a body that moves takes its records along (docs/decisions/0003), which changes where they are found, not what they say.
    private static List<(string, Func<object, object?>)> Columns(AppDb db) =>
        [.. db.Model.FindEntityType(typeof(T))!.GetProperties().Where(p => p.Name != nameof(IOwned.OrgPath)).Select(p => (Column: p.GetColumnName(), Get: (Func<object, object?>)p.PropertyInfo!.GetValue)).OrderBy(c => c.Column, StringComparer.Ordinal)];

    private static byte[] Hash(T row, List<(string Column, Func<object, object?> Get)> columns)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            foreach (var (column, get) in columns)
                if (get(row) is { } value) json.WriteString(column, Text(value));
            json.WriteEndObject();
        }
        return SHA256.HashData(text.GetBuffer().AsSpan(0, (int)text.Length))[..HashSize];
    }

    private static string Text(object value) => value switch
    {
        // PostgreSQL keeps microseconds, SQLite a tenth of that: what both keep is sealed.
        DateTime instant => new DateTime(instant.Ticks / 10 * 10, DateTimeKind.Utc).ToString("O", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
