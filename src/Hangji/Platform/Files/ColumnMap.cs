using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hangji.Platform.Files;

/// <summary>How a column came to its field.</summary>
internal enum ColumnMatch { None, Synonym, Remembered, Content, Chosen, Ambiguous }

/// <summary>列的对应: one column of the file. <paramref name="Index"/> 1 = A; <paramref name="Sample"/> is the first value below the header;
/// <paramref name="Rivals"/> names the fields between which the user must choose.</summary>
internal sealed record MatchedColumn(int Index, string Header, string Sample, string? Field, ColumnMatch How, IReadOnlyList<string> Rivals)
{
    [JsonIgnore] public string Letter => SheetCell.Letters(Index);
}

/// <summary>列对应表: where the header stands and which column feeds which field. Kept by <see cref="Fingerprint"/>, it settles the next file with the same header.</summary>
/// <param name="Fingerprint">Of the plain header texts in their order; the same for the same form, whatever the file is called.</param>
/// <param name="HeaderRow">First row of the header, as the user counts.</param>
/// <param name="HeaderRows">1 or 2.</param>
internal sealed record ColumnMap(string Fingerprint, string Sheet, int HeaderRow, int HeaderRows, IReadOnlyList<MatchedColumn> Columns)
{
    [JsonIgnore] public IEnumerable<MatchedColumn> Unmatched => Columns.Where(column => column.Field is null);

    public MatchedColumn? Of(string field) => Columns.FirstOrDefault(column => column.Field == field);

    /// <summary>Required fields that no column feeds.</summary>
    public IReadOnlyList<FieldSpec> Missing(IEnumerable<FieldSpec> fields) => [.. fields.Where(field => field.Required && Of(field.Key) is null)];

    /// <summary>The user's choice for one column; null leaves the column out. A field taken from another column is freed there.</summary>
    public ColumnMap With(int column, string? field) => this with
    {
        Columns = [.. Columns.Select(one =>
            one.Index == column ? one with { Field = field, How = ColumnMatch.Chosen, Rivals = [] } :
            field is not null && one.Field == field ? one with { Field = null, How = ColumnMatch.None } : one)],
    };

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Null for a text that is no column map (an old or damaged one): the columns are then matched afresh.</summary>
    public static ColumnMap? FromJson(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<ColumnMap>(text, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
}
