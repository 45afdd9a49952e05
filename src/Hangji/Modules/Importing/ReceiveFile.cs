using Hangji.Modules.Importing.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Files;
using Hangji.Platform.Jobs;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Importing;

/// <summary>收下文件: takes an uploaded spreadsheet, finds its header, matches its columns — from memory, by their words, by their content — and has it checked.</summary>
internal sealed class ReceiveFile(AppDb db, IActing acting, IEnumerable<IImportKind> kinds, ImportFiles files, JobRunner jobs, TimeProvider clock) : IReceiveFiles
{
    /// <summary>The batch that was opened.</summary>
    public ImportBatch? Batch { get; private set; }

    async Task<(long? Batch, Refusal? Refusal)> IReceiveFiles.Take(string kind, long orgId, string fileName, Stream file, string about, CancellationToken stop) =>
        await Run(kind, orgId, fileName, file, stop, about: about) is { } refusal ? (null, refusal) : (Batch!.Id, null);

    /// <param name="order">Order the check at once where all required columns are matched; the command line does it itself.</param>
    public async Task<Refusal?> Run(string kind, long orgId, string fileName, Stream file, CancellationToken stop, bool order = true, string about = "")
    {
        if (kinds.All(k => k.Key != kind)) return new("不认识的导入种类“{0}”", "kind", null, kind);
        var org = await db.TakeOrg(orgId, stop);
        var now = clock.GetUtcNow().UtcDateTime;
        var id = Ids.Next();
        var (bytes, tooMuch) = await files.Keep(id, file, stop);
        if (tooMuch is not null) return tooMuch;
        var batch = new ImportBatch { Id = id, OrgId = org.Id, Kind = kind, About = about, FileName = Name(fileName), Bytes = bytes, State = ImportBatch.Received, Actor = acting.Name, AccountId = acting.AccountId, ReceivedAt = now };
        if (await Look(batch, null, stop) is { } unreadable && batch.Map is null && batch.Sheet != Undecided)
        {
            files.Remove(id);
            return unreadable;
        }
        db.Add(batch);
        Batch = batch;
        var ready = Ready(batch);
        if (order && ready) db.Add(Job.Of(CheckBatch.JobKind, id, acting, now));
        await db.SaveChangesAsync(stop);
        if (order && ready) jobs.Ring();
        return null;
    }

    /// <summary>The user says which sheet is meant.</summary>
    public async Task<Refusal?> Choose(long batchId, string sheet, CancellationToken stop, bool order = true)
    {
        var batch = await db.TakeImport(batchId, stop);
        if (batch.State is not (ImportBatch.Received or ImportBatch.Checked)) return new("这一批已经办结");
        if (await Look(batch, sheet, stop) is { } refusal && batch.Map is null) return refusal;
        batch.Problem = null;
        return await Order(batch, order, stop);
    }

    /// <summary>The user settles the columns: field keys by column number, empty for "leave out".</summary>
    public async Task<Refusal?> Settle(long batchId, IReadOnlyDictionary<int, string> fields, CancellationToken stop, bool order = true)
    {
        var batch = await db.TakeImport(batchId, stop);
        if (batch.State is not (ImportBatch.Received or ImportBatch.Checked)) return new("这一批已经办结");
        if (ColumnMap.FromJson(batch.Map ?? "") is not { } map) return new("请先选一张表");
        var known = Kind(batch).Fields.Select(f => f.Key).ToHashSet();
        foreach (var twice in fields.Where(f => f.Value.Length > 0).GroupBy(f => f.Value).Where(g => g.Count() > 1))
            return new("“{0}”对应了两列，请只留一列", null, null, Kind(batch).Fields.First(f => f.Key == twice.Key).Title);
        foreach (var column in map.Columns.ToList())
            if (fields.TryGetValue(column.Index, out var field) && (column.Field ?? "") != field) map = map with { Columns = [.. map.Columns.Select(c => c.Index == column.Index ? c with { Field = known.Contains(field) ? field : null, How = ColumnMatch.Chosen, Rivals = [] } : c)] };
        batch.Map = map.ToJson();
        batch.Problem = null;
        if (map.Missing(Kind(batch).Fields) is { Count: > 0 } missing) return new("缺少必需的列：{0}", null, null, string.Join("、", missing.Select(f => f.Title)));
        return await Order(batch, order, stop);
    }

    async Task<Refusal?> Order(ImportBatch batch, bool order, CancellationToken stop)
    {
        batch.State = ImportBatch.Received;
        var ready = order && Ready(batch);
        if (ready) db.Add(Job.Of(CheckBatch.JobKind, batch.Id, acting, clock.GetUtcNow().UtcDateTime));
        await db.SaveChangesAsync(stop);
        if (ready) jobs.Ring();
        return null;
    }

    /// <summary>Several sheets have content and nobody has said which is meant.</summary>
    public const string Undecided = "?";

    IImportKind Kind(ImportBatch batch) => kinds.Single(k => k.Key == batch.Kind);

    bool Ready(ImportBatch batch) => ColumnMap.FromJson(batch.Map ?? "") is { } map && map.Missing(Kind(batch).Fields).Count == 0;

    async Task<Refusal?> Look(ImportBatch batch, string? sheetName, CancellationToken stop)
    {
        (batch.Map, batch.Problem) = (null, null);
        using var file = files.Open(batch.Id);
        if (file is null) return new("上传的文件已经不在，请重新上传");
        if (SheetReader.Open(file, batch.FileName, null, out var reader) is { } unreadable) return unreadable;
        using (reader)
        {
            if (reader.Choose(sheetName, out var sheet) is { } which)
            {
                if (reader.Sheets.Count > 1) batch.Sheet = Undecided;
                batch.Problem = RowNote.Keep(which);
                return which;
            }
            batch.Sheet = sheet.Name;
            var remembered = await db.RememberedMaps.AsNoTracking().Where(m => m.Kind == batch.Kind).OrderByDescending(m => m.UsedAt).Take(500).ToDictionaryAsync(m => m.Fingerprint, m => m.Map, stop);
            var kind = Kind(batch);
            var probe = new SheetImport<object> { Fields = kind.Fields, Build = _ => null };
            if (probe.Match(reader, sheet, fingerprint => remembered.TryGetValue(fingerprint, out var json) ? ColumnMap.FromJson(json) : null, out var map) is { } headless) return headless;
            // What the map shows of a sensitive column, or of any column that looks like one, must not lie in the database in clear.
            map = map with { Columns = [.. map.Columns.Select(c => c with { Sample = RowNote.Hidden(c.Sample, c.Field is not null && kind.Sensitive.Contains(c.Field)) })] };
            batch.Map = map.ToJson();
            return null;
        }
    }

    static string Name(string fileName)
    {
        var name = CellText.Clean(Path.GetFileName(fileName.Replace('\\', '/')));
        return name.Length == 0 ? "?" : name.Length <= 160 ? name : name[..160];
    }
}
