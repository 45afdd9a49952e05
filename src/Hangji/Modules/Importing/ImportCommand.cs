using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Hangji.Modules.Importing.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Files;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Hangji.Shell;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Importing;

/// <summary>hangji import members | organizations | appointments FILE, and import undo BATCH: the same desk as the page, for the person at the machine.</summary>
internal static class ImportCommand
{
    const string Usage = """
        hangji import members       FILE --org CODE   [--commit] [--sheet NAME] [--map FILE] [--json] [--lang zh|en]
        hangji import organizations FILE --under CODE [--commit] [--sheet NAME] [--map FILE] [--json] [--lang zh|en]
        hangji import appointments  FILE --org CODE   [--commit] [--sheet NAME] [--map FILE] [--json] [--lang zh|en]
        hangji import vouchers      FILE --org CODE   [--about 2026-10] [--commit] [--sheet NAME] [--map FILE] [--json] [--lang zh|en]
        hangji import balances      FILE --org CODE   --about 2026-10   [--commit] [--sheet NAME] [--map FILE] [--json] [--lang zh|en]
        hangji import undo          BATCH [--except-changed] [--json] [--lang zh|en]
        """;

    internal static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), PropertyNamingPolicy = JsonNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true,
    };

    /// <returns>0 every row accepted, 1 some refused (or rows stayed after an undo), 2 the file or the call refused.</returns>
    public static async Task<int> Run(Command command, IServiceProvider services)
    {
        var plain = command.Plain("commit", "json", "except-changed", "trace");
        if (plain is not [var what, var subject]) return await Say(command, Usage);
        await using var scope = services.CreateAsyncScope();
        var words = new Words { Language = command.Option("lang") ?? Words.Chinese };
        if (what == "undo") return await Undo(command, scope.ServiceProvider, words, subject);
        if (scope.ServiceProvider.GetServices<IImportKind>().All(k => k.Key != what)) return await Say(command, Usage);
        if ((command.Option("org") ?? command.Option("under")) is not { } code) return await Say(command, Usage);
        if (!File.Exists(subject)) return await Refuse(command, words, new("没有文件 {0}", Args: subject));
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        if (await CommandBody.Find(scope.ServiceProvider, db, code) is not { } root) return await Refuse(command, words, new("没有代码为 {0} 的组织", Args: code));
        return await Import(command, scope.ServiceProvider, words, what, root, subject);
    }

    static async Task<int> Import(Command command, IServiceProvider services, Words words, string kind, OrgNode root, string path)
    {
        var (db, receive, silent) = (services.GetRequiredService<AppDb>(), services.GetRequiredService<ReceiveFile>(), new Progress<(int, int)>());
        await using (var file = File.OpenRead(path))
            if (await receive.Run(kind, root.Id, Path.GetFileName(path), file, default, order: false, command.Option("about") ?? "") is { } unreadable) return await Refuse(command, words, unreadable);
        var batch = receive.Batch!;
        var drop = true;
        try
        {
            if (command.Option("sheet") is { } sheet && await receive.Choose(batch.Id, sheet, default, order: false) is { } noSheet) return await Refuse(command, words, noSheet);
            if (command.Option("map") is { } map && await Settle(receive, batch, map) is { } badMap) return await Refuse(command, words, badMap);
            if (RowNote.Kept(batch.Problem) is { } problem) return await Refuse(command, words, problem);
            if (await services.GetRequiredService<CheckBatch>().Run(batch.Id, silent, default) is { } refusal) return await Refuse(command, words, refusal);
            if (command.Flag("commit") && batch.Fresh + batch.Changed > 0)
            {
                if (await services.GetRequiredService<TakeBatch>().Run(batch.Id, silent, default) is { } standing) return await Refuse(command, words, standing);
                drop = false;
            }
            var report = await ImportReport.Of(db, batch, words, default);
            if (command.Flag("json")) await command.Out.WriteLineAsync(JsonSerializer.Serialize(report, Json));
            else await Print(command, words, report);
            return report.Refused > 0 ? Command.Findings : Command.Done;
        }
        finally
        {
            // Only looked at: nothing of it is kept.
            if (drop) await services.GetRequiredService<UndoBatch>().Drop(batch.Id, default);
        }
    }

    /// <summary>The file is a JSON object: header text to field key, "" to leave the column out.</summary>
    static async Task<Refusal?> Settle(ReceiveFile receive, ImportBatch batch, string path)
    {
        try
        {
            var wanted = JsonSerializer.Deserialize<Dictionary<string, string?>>(await File.ReadAllTextAsync(path)) ?? [];
            var map = ColumnMap.FromJson(batch.Map ?? "");
            var unknown = wanted.Keys.FirstOrDefault(header => map?.Columns.Any(c => c.Header == header) != true);
            if (unknown is not null) return new("表里没有“{0}”这一列", Args: unknown);
            return await receive.Settle(batch.Id, map!.Columns.Where(c => wanted.ContainsKey(c.Header)).ToDictionary(c => c.Index, c => wanted[c.Header] ?? ""), default, order: false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            return new("列对应文件 {0} 读不了：{1}", Args: [path, fault.Message]);
        }
    }

    static async Task<int> Undo(Command command, IServiceProvider services, Words words, string id)
    {
        var acting = services.GetRequiredService<Acting>();
        acting.AsProgram("命令行");
        var db = services.GetRequiredService<AppDb>();
        if (!long.TryParse(id, out var batchId) || await db.ImportBatches.AsNoTracking().SingleOrDefaultAsync(b => b.Id == batchId) is not { } batch) return await Refuse(command, words, new("没有编号为 {0} 的批次", Args: id));
        acting.As(new ScopeRange(batch.OrgPath, batch.OrgPath + "~"), null, null, "命令行");
        var undo = services.GetRequiredService<UndoBatch>();
        var refusal = await undo.Run(batchId, command.Flag("except-changed"), default);
        if (refusal is not null && undo.Kept.Count == 0) return await Refuse(command, words, refusal);
        var kept = undo.Kept.Select(k => new { k.Row, Name = k.Title, Person = k.SubjectId.ToString(), Message = words[k.Why] }).ToList();
        if (command.Flag("json")) await command.Out.WriteLineAsync(JsonSerializer.Serialize(new { Batch = id, Undone = undo.Undone, Done = refusal is null, Error = refusal is null ? null : words[refusal], Kept = kept }, Json));
        else
        {
            await command.Out.WriteLineAsync(refusal is null ? words["撤回 {0} 行", undo.Undone] : words[refusal]);
            foreach (var row in kept) await command.Out.WriteLineAsync($"{row.Row}\t{row.Name}\t{row.Message}");
        }
        return kept.Count > 0 ? Command.Findings : Command.Done;
    }

    static async Task Print(Command command, Words words, ImportReport report)
    {
        foreach (var row in report.Rows)
            foreach (var found in row.Errors.Concat(row.Warnings))
                await command.Out.WriteLineAsync($"{row.Row}{found.Column}\t{row.Verdict}\t{row.Name}\t{found.Message}{(found.Article is null ? "" : $"（{found.Article}）")}");
        await command.Out.WriteLineAsync(report.Committed ? words["共 {0} 行：写入 {1}，不能写入 {2}，跳过 {3}。批次 {4}", report.Total, report.Accepted, report.Refused, report.Skipped, report.Batch]
            : words["共 {0} 行：可以写入 {1}，不能写入 {2}，跳过 {3}。没有写入；加 --commit 写入", report.Total, report.Accepted, report.Refused, report.Skipped]);
    }

    static async Task<int> Refuse(Command command, Words words, Refusal refusal)
    {
        if (command.Flag("json")) await command.Out.WriteLineAsync(JsonSerializer.Serialize(new { Error = words[refusal], refusal.Field, refusal.Article }, Json));
        await command.Error.WriteLineAsync(words[refusal]);
        return Command.Refused;
    }

    static async Task<int> Say(Command command, string text)
    {
        await command.Error.WriteLineAsync(text);
        return Command.Refused;
    }
}
