using Hangji.Modules.Importing.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Files;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Importing;

/// <summary>问题表: the rows that cannot be taken, with what is wrong in words, to be handed to whoever keeps the list. Values are masked as on the page.</summary>
internal static class ProblemsDownload
{
    public static async Task<IResult> Xlsx(long id, AppDb db, Words t, CancellationToken stop)
    {
        var batch = await db.TakeImport(id, stop);
        return await SheetDownload.Xlsx($"problems-{id}.xlsx", async book =>
        {
            book.Sheet(t["有问题的行"], [new SheetColumn(t["行"], ColumnKind.Number), new SheetColumn(t["列"]), new SheetColumn(t["姓名或名称"], Width: 20), new SheetColumn(t["表里写的"], Width: 24), new SheetColumn(t["问题"], Width: 60), new SheetColumn(t["依据"], Width: 24)]);
            await foreach (var row in db.ImportRows.AsNoTracking().Where(r => r.BatchId == batch.Id && r.Verdict == ImportRow.Bad).OrderBy(r => r.Row).AsAsyncEnumerable().WithCancellation(stop))
                foreach (var note in RowNote.FromJson(row.Notes).Where(n => !n.Warning)) book.Row(note.Row, note.Column, row.Title, note.V, t[note.Why], note.Article);
        });
    }
}
