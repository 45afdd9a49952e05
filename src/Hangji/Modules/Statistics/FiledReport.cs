using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Hangji.Modules.Statistics.Definitions;
using Hangji.Platform.Data;
using Hangji.Platform.Log;
using Hangji.Platform.Log.Keeping;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Statistics;

/// <summary>
/// 已上报的表: the figures of one form as they were when a body filed it, kept as the bytes that were filed. Records may change afterwards; this row does not, and
/// the page shows which cells are different now. A leaf of the public log commits to the whole row, so that an edit of it is named.
/// </summary>
internal sealed class FiledReport : IOwned, IAppendOnly
{
    public const int MostReason = 200;
    private const int SaltBytes = 32;

    public required long Id { get; init; }
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    public required int Year { get; init; }
    /// <summary>Number of the form.</summary>
    public required string Form { get; init; }
    /// <summary>Which filing of this form by this body for this year, from 1; two at once cannot be the same.</summary>
    public required int Rev { get; init; }
    /// <summary>Version of its definition.</summary>
    public required string Definition { get; init; }
    /// <summary>The day its figures are of.</summary>
    public required DateOnly AsOf { get; init; }
    /// <summary>UTF-8 JSON of <see cref="FiledFigures"/>.</summary>
    public required byte[] Figures { get; init; }
    /// <summary>SHA-256 of <see cref="Figures"/>, hexadecimal.</summary>
    public required string Sha256 { get; init; }
    public required DateTime FiledAt { get; init; }
    public required string FiledBy { get; init; }
    /// <summary>The filing that this one replaces, and why.</summary>
    public long? Replaces { get; init; }
    public string? Reason { get; init; }
    /// <summary>32 random bytes, so that the leaf tells nobody what was filed; null for what was filed before leaves were written.</summary>
    public byte[]? Salt { get; init; }
    /// <summary>Outbox id of its leaf in the public log.</summary>
    public long? LogEntryId { get; set; }

    /// <summary>What the leaf commits to: salt, then everything that the row says, its figures by their hash as they are kept now.</summary>
    public string Statement() => Convert.ToHexStringLower(SHA256.HashData([.. Salt ?? [], .. JsonSerializer.SerializeToUtf8Bytes(new
    {
        org = OrgId, year = Year, form = Form, rev = Rev, definition = Definition, asOf = AsOf, figures = Convert.ToHexStringLower(SHA256.HashData(Figures)), sha256 = Sha256,
        filedAt = FiledAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), filedBy = FiledBy, replaces = Replaces, reason = Reason,
    })]));

    public static FiledReport Of(CountedTable counted, long orgId, string by, DateTime now, FiledReport? before, string? reason)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(new FiledFigures([.. counted.Table.Rows.Select(r => r.Id)], [.. counted.Table.Columns.Select(c => c.Id)], counted.Cells));
        return new()
        {
            Id = Ids.Next(), OrgId = orgId, Rev = (before?.Rev ?? 0) + 1, Salt = RandomNumberGenerator.GetBytes(SaltBytes), Year = counted.Year, Form = counted.Table.No, Definition = counted.Table.Version, AsOf = counted.AsOf, Figures = bytes,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)), FiledAt = now, FiledBy = by, Replaces = before?.Id, Reason = reason,
        };
    }

    public FiledFigures Read() => JsonSerializer.Deserialize<FiledFigures>(Figures)!;

    /// <summary>Cells whose figure is another one now. Lines that the definition has dropped since are left out.</summary>
    public IReadOnlyList<Drift> DriftTo(CountedTable now)
    {
        var filed = Read();
        return
        [
            .. from r in Enumerable.Range(0, filed.Rows.Length)
               from c in Enumerable.Range(0, filed.Columns.Length)
               let today = now.Find(filed.Rows[r], filed.Columns[c])
               where today is not null && today != filed.Cells[r][c]
               select new Drift(now.Table.Row(filed.Rows[r])!, now.Table.Column(filed.Columns[c])!, filed.Cells[r][c], today.Value),
        ];
    }
}

/// <summary>What was filed: lines by their ids, figures row by row.</summary>
internal sealed record FiledFigures(string[] Rows, string[] Columns, long[][] Cells)
{
    public long? Find(string row, string column) => Array.IndexOf(Rows, row) is >= 0 and var r && Array.IndexOf(Columns, column) is >= 0 and var c ? Cells[r][c] : null;
}

/// <summary>变动: a cell as filed and as it is now.</summary>
internal sealed record Drift(Line Row, Line Column, long Filed, long Now);

/// <summary>上报与日志: what each filing hashes to as it is kept now, so that one edited or deleted behind the log's back is named by the inspection.</summary>
internal sealed class LoggedFilings(AppDb db) : ILoggedCopies
{
    public async Task<string?> Sha256Of(string kind, Guid doc, int rev, CancellationToken stop) =>
        kind != LogLeaf.Filed || LeafDoc.Read(doc) is not { } id ? null
        : await db.Set<FiledReport>().IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, stop) is { } report ? report.Statement() : ILoggedCopies.Gone;
}

internal sealed class StatisticsDb : IRoomTables
{
    public void Map(ModelBuilderOf tables)
    {
        var report = tables.Owned<FiledReport>("filed_reports");
        report.HasIndex(r => new { r.OrgId, r.Year, r.Form, r.Rev }).IsUnique();
        report.HasIndex(r => r.OrgPath);
    }
}
