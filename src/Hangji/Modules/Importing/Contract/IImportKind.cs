using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Files;

namespace Hangji.Modules.Importing.Contract;

/// <summary>导入种类: what a kind of record must answer so that the desk can check, take and undo its spreadsheets.</summary>
internal interface IImportKind
{
    /// <summary>Stable slug kept with the batch, such as members.</summary>
    string Key { get; }

    /// <summary>What it is called (key of its translation).</summary>
    string Title { get; }

    /// <summary>Whether it is offered on the general page; a kind that is not has a page of its own, from which its files are sent.</summary>
    bool Offered => true;

    IReadOnlyList<FieldSpec> Fields { get; }

    /// <summary>Keys of columns whose cells are masked wherever they are shown or kept.</summary>
    IReadOnlySet<string> Sensitive { get; }

    /// <summary>Where what was taken can be looked at, and what that link says; null for nowhere.</summary>
    (string Href, string Text)? Shown(ImportBatch batch) => null;

    /// <summary>What a fault while taking means when it is a clash with something recorded since the check; null for any other fault.</summary>
    Refusal? Clash(Exception fault) => null;

    /// <summary>Reads the file and hands every row on, staged; a refusal means that the file as a whole cannot be used.</summary>
    /// <param name="root">The body for whose subtree the file is.</param>
    Task<Refusal?> Stage(ImportBatch batch, OrgNode root, SheetReader reader, SheetInfo sheet, ColumnMap map, StagedRows staged, CancellationToken stop);

    /// <summary>Writes the rows that are to be taken, inside the caller's transaction.</summary>
    /// <returns>How many were written, or what stands in the way of the whole batch.</returns>
    Task<(int Taken, Refusal? Why)> Take(ImportBatch batch, IProgress<(int, int)> progress, CancellationToken stop);

    /// <summary>Rows of a taken batch that were changed since and therefore stay, with the reason.</summary>
    Task<IReadOnlyList<KeptRow>> ChangedSince(ImportBatch batch, CancellationToken stop);

    /// <summary>Takes the batch back, except <paramref name="kept"/>, inside the caller's transaction.</summary>
    Task<int> Undo(ImportBatch batch, IReadOnlyList<KeptRow> kept, CancellationToken stop);
}

/// <summary>A row that cannot be undone any more.</summary>
internal sealed record KeptRow(int Row, string Title, long SubjectId, Refusal Why);

/// <summary>核对结果: collects staged rows and counts them; full chunks go to the database at once.</summary>
internal sealed class StagedRows(ImportBatch batch, Func<IReadOnlyList<ImportRow>, IReadOnlyList<ImportChunk>, Task> write, IProgress<(int, int)> progress, int expected)
{
    const int Chunk = 5000;
    List<ImportRow> waiting = new(Chunk);
    List<ImportChunk> chunks = [];
    int done;

    public async Task Add(IReadOnlyList<ImportRow> rows)
    {
        foreach (var row in rows)
        {
            switch (row.Verdict)
            {
                case ImportRow.New or ImportRow.Back: batch.Fresh++; break;
                case ImportRow.Change: batch.Changed++; break;
                case ImportRow.Same: batch.Same++; break;
                default: batch.Bad++; break;
            }
            if (row.Warned) batch.Warned++;
        }
        waiting.AddRange(rows);
        progress.Report((done += rows.Count, Math.Max(done, expected)));
        if (waiting.Count >= Chunk) await Flush();
    }

    /// <summary>Content of many rows, to be kept with them.</summary>
    public void Add(ImportChunk chunk) => chunks.Add(chunk);

    public async Task Flush()
    {
        if (waiting.Count == 0) return;
        await write(waiting, chunks);
        (waiting, chunks) = (new(Chunk), []);
    }

    public void Skipped(int rows) => batch.Skipped = rows;
}
