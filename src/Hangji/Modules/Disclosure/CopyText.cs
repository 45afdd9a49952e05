using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Hangji.Modules.Disclosure;

/// <summary>公开正文: what is inside the bytes of a <see cref="PublishedCopy"/>. Keys are written in this order, without nulls and without spaces; the bytes, not this record, are what was published.</summary>
/// <param name="V">Version of this layout.</param>
/// <param name="Place">Public code of the place (<see cref="Places.Code"/>).</param>
/// <param name="Kind">Section of the village's page (<see cref="PublishedCopy"/>).</param>
/// <param name="Corrects">What was wrong in the former version, and why.</param>
/// <param name="Basis">Articles, as they are cited.</param>
/// <param name="Files">Attachments with their hashes.</param>
internal sealed record CopyText(int V, string Doc, int Rev, string Place, string PlaceName, string Publisher, string Reviewer, string Catalog, string Kind, string Period, string Title, string Summary,
    DateOnly From, DateOnly Until, IReadOnlyList<CopySection> Sections, string? Corrects = null, IReadOnlyList<string>? Basis = null, IReadOnlyList<CopyFile>? Files = null)
{
    public const int Layout = 1;

    static readonly JsonSerializerOptions Plain = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    };

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Plain);

    /// <summary>Null where the bytes are not such a text: emptied, or changed behind the program's back.</summary>
    public static CopyText? Read(ReadOnlySpan<byte> bytes) => Read<CopyText>(bytes);

    internal static string Write<T>(T value) => JsonSerializer.Serialize(value, Plain);

    internal static T? Read<T>(ReadOnlySpan<byte> bytes) where T : class
    {
        try
        {
            return bytes.IsEmpty ? null : JsonSerializer.Deserialize<T>(bytes, Plain);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <param name="Of">Parent section: this one is shown on a page of its own, opened from a row of the parent — total, entries, voucher.</param>
internal sealed record CopySection(string Id, string Heading, string? Text = null, CopyTable? Table = null, string? Of = null, CopyVote? Vote = null);

internal sealed record CopyTable(IReadOnlyList<CopyColumn> Columns, IReadOnlyList<CopyRow> Rows);

/// <param name="As">text, money (whole fen as text), number or date (2026-07-01). A draft may also say what of a person a column holds (<see cref="Masks"/>); what is published never does.</param>
internal sealed record CopyColumn(string Name, string As)
{
    public const string Text = "text", Money = "money", Number = "number", Date = "date";
}

/// <param name="Opens">Id of the section that tells more about this row.</param>
internal sealed record CopyRow(IReadOnlyList<string> Cells, string? Opens = null, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Total = false);

/// <summary>表决: who decided, with what count, by which rule.</summary>
internal sealed record CopyVote(string Body, DateOnly On, int Entitled, int Present, int For, int Against, int Abstain, bool Passed, string Rule);

internal sealed record CopyFile(string Name, string Type, long Length, string Sha256);

/// <summary>公开草稿: the sections as they are written, and the names that are to be hidden wherever they stand.</summary>
internal sealed record DraftText(IReadOnlyList<CopySection> Sections, IReadOnlyList<string>? Hide = null, IReadOnlyList<string>? Basis = null)
{
    public static readonly DraftText Empty = new([]);

    public string Write() => CopyText.Write(this);

    public static DraftText Read(string json) => CopyText.Read<DraftText>(System.Text.Encoding.UTF8.GetBytes(json)) ?? Empty;
}
