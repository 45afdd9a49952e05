using Hangji.Modules.Importing.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Importing;

/// <summary>导入结果: what would be or was taken, row by row, as the command line and the API tell it. The names are stable (docs/cli.md).</summary>
internal sealed record ImportReport(string? Batch, string Kind, string File, bool Committed, int Total, int Accepted, int Refused, int Skipped, int Warned, IReadOnlyList<ImportReport.Line> Rows)
{
    /// <param name="Verdict">accepted, refused or skipped.</param>
    /// <param name="Person">Id of the person or body that the row added or changed.</param>
    public sealed record Line(int Row, string Verdict, string? Change, string? Name, string? Person, IReadOnlyList<Found> Errors, IReadOnlyList<Found> Warnings);

    /// <param name="Value">As it stands in the cell; masked where the column is sensitive.</param>
    public sealed record Found(string? Field, string? Column, string Value, string Message, string Rule, string? Article);

    public static async Task<ImportReport> Of(AppDb db, ImportBatch batch, Words words, CancellationToken stop)
    {
        var lines = new List<Line>();
        await foreach (var row in db.ImportRows.AsNoTracking().Where(r => r.BatchId == batch.Id).OrderBy(r => r.Row).Select(r => new { r.Row, r.Verdict, r.Take, r.Title, r.SubjectId, r.Notes }).AsAsyncEnumerable().WithCancellation(stop))
        {
            var notes = RowNote.FromJson(row.Notes);
            var verdict = row.Verdict == ImportRow.Bad ? "refused" : row.Take ? "accepted" : "skipped";
            lines.Add(new(row.Row, verdict, row.Verdict == ImportRow.Bad ? null : row.Verdict, row.Title.Length == 0 ? null : row.Title, row.SubjectId?.ToString(),
                [.. notes.Where(n => !n.Warning).Select(Said)], [.. notes.Where(n => n.Warning).Select(Said)]));
        }
        var committed = batch.State == ImportBatch.Taken;
        return new(committed ? batch.Id.ToString() : null, batch.Kind, batch.FileName, committed, lines.Count, lines.Count(l => l.Verdict == "accepted"), lines.Count(l => l.Verdict == "refused"), lines.Count(l => l.Verdict == "skipped"), lines.Count(l => l.Warnings.Count > 0), lines);

        Found Said(RowNote note) => new(note.Field, note.Column, note.V, words[note.Why], note.Rule, note.Article);
    }
}
