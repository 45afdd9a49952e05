using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Hangji.Shell;

namespace Hangji.Modules.Organizations.Divisions;

/// <summary>hangji import divisions DIR: builds the tree from the national division tables.</summary>
internal static class ImportDivisionsCommand
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    /// <returns>0 done (also when everything was there already), 2 refused with file, row and field.</returns>
    public static async Task<int> Run(Command command, IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().AsProgram("命令行");
        var words = scope.ServiceProvider.GetRequiredService<Words>();
        words.Language = command.Option("lang") ?? Words.Chinese;
        var given = command.Option("set-up-on");
        var setUpOn = OrgNode.LongAgo;
        if (command.Plain("json") is not ["divisions", var folder] || given is not null && !DateOnly.TryParseExact(given, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out setUpOn))
        {
            await command.Error.WriteLineAsync("hangji import divisions DIR [--set-up-on YYYY-MM-DD] [--data DIR] [--postgres CONNECTION] [--json] [--lang zh|en]");
            return Command.Refused;
        }
        if (!Directory.Exists(folder))
        {
            await command.Error.WriteLineAsync(words["没有这个文件夹：{0}", folder]);
            return Command.Refused;
        }
        var watch = Stopwatch.StartNew();
        var done = await scope.ServiceProvider.GetRequiredService<ImportDivisions>().Run(folder, setUpOn,
            (step, count, total) => command.Error.WriteLine(step == "read" ? words["已读 {0} 个区划", total] : words["已写 {0} / {1}", count, total]), default);
        return await Report(command, words, done, watch.Elapsed);
    }

    private static async Task<int> Report(Command command, Words words, DivisionsImported done, TimeSpan took)
    {
        foreach (var problem in done.Problems)
            await command.Error.WriteLineAsync(string.Join(' ', [problem.File, .. problem.Row > 0 ? [words["第 {0} 行", problem.Row]] : Array.Empty<string>(), .. problem.Field is { } field ? [field] : Array.Empty<string>(), words[problem.Refusal]]));
        if (done.Problems.Count >= DivisionFiles.MostProblems) await command.Error.WriteLineAsync(words["问题太多，只列出前 {0} 个", DivisionFiles.MostProblems]);
        if (command.Flag("json"))
            await command.Out.WriteLineAsync(JsonSerializer.Serialize(new
            {
                done.Read, done.Added, done.AlreadyThere, done.AddedByLevel, Seconds = Math.Round(took.TotalSeconds, 2),
                Problems = done.Problems.Select(p => new { p.File, p.Row, p.Field, Message = words[p.Refusal] }),
            }, Json));
        else if (done.Problems.Count == 0)
            await command.Out.WriteLineAsync(words["读到 {0} 个区划，新建 {1} 个组织，已有 {2} 个", done.Read, done.Added, done.AlreadyThere]);
        return done.Problems.Count == 0 ? Command.Done : Command.Refused;
    }
}
