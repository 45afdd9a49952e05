using System.Security.Cryptography;
using System.Text.Json;
using Hangji.Modules.Statistics.Definitions;
using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Statistics;

/// <summary>
/// 已上报的表: the figures of one form as they were when a body filed it, kept as the bytes that were filed. Records may change afterwards; this row does not, and
/// the page shows which cells are different now.
/// </summary>
internal sealed class FiledReport : IOwned, IAppendOnly
{
    public const int MostReason = 200;

    public required long Id { get; init; }
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    public required int Year { get; init; }
    /// <summary>Number of the form.</summary>
    public required string Form { get; init; }
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

    public static FiledReport Of(CountedTable counted, long orgId, string by, DateTime now, FiledReport? before, string? reason)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(new FiledFigures([.. counted.Table.Rows.Select(r => r.Id)], [.. counted.Table.Columns.Select(c => c.Id)], counted.Cells));
        return new()
        {
            Id = Ids.Next(), OrgId = orgId, Year = counted.Year, Form = counted.Table.No, Definition = counted.Table.Version, AsOf = counted.AsOf, Figures = bytes,
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

internal sealed class StatisticsDb : IRoomTables
{
    public void Map(ModelBuilderOf tables)
    {
        var report = tables.Owned<FiledReport>("filed_reports");
        report.HasIndex(r => new { r.OrgId, r.Year, r.Form });
        report.HasIndex(r => r.OrgPath);
    }
}
