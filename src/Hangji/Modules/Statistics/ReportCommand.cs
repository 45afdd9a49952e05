using System.Text.Json;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Statistics.Definitions;
using Hangji.Platform.Data;
using Hangji.Platform.Measures;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Hangji.Shell;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Statistics;

/// <summary>hangji report: a form of the annual statistics for one body and everything below it, or all roll-ups counted again.</summary>
internal static class ReportCommand
{
    private const string Usage = "hangji report TABLE --year YYYY --org CODE [--xlsx FILE] [--json] | hangji report --recount";
    private static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All), PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static async Task<int> Run(Command command, IServiceProvider services)
    {
        var fold = services.GetRequiredService<MeasureFold>();
        if (command.Flag("recount"))
        {
            await fold.Replay();
            await command.Out.WriteLineAsync("汇总已从第一条事实重新算过 / all roll-ups were counted again");
            return Command.Done;
        }
        while (await fold.Once() > 0) { }
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().AsProgram("命令行");
        var (db, desk) = (scope.ServiceProvider.GetRequiredService<AppDb>(), scope.ServiceProvider.GetRequiredService<StatDesk>());
        if (command.Plain("json", "recount") is not [var no] || command.Option("org") is not { } code || !int.TryParse(command.Option("year") ?? $"{desk.Today.Year}", out var year)) return await Refuse(command, Usage);
        if (await db.Orgs.AsNoTracking().FirstOrDefaultAsync(o => o.Code == code && o.DissolvedOn == null) is not { } body) return await Refuse(command, $"没有代码为 {code} 的组织 / no organization has the code {code}");
        if (await desk.Frame(body.Id, year, null, default) is not { } frame || desk.Book.Find(year, no) is not { } table) return await Refuse(command, $"{year} 年没有表 {no} / there is no form {no} of {year}");
        if (!table.IsComputed) return await Refuse(command, $"表 {no} 要用的记录本系统还没有：{table.Needs!.Zh} / form {no} waits for {table.Needs.En}");
        CountedTable? counted;
        while ((counted = await desk.Count(table, frame, default)) is null) { }
        var gaps = await desk.Gaps(table, frame, default);
        if (FormSheet.Gaps(gaps, year, new Words()) is { } missing) await command.Error.WriteLineAsync(missing);
        if (command.Option("xlsx") is { } path)
        {
            await using var file = File.Create(path);
            FormSheet.Write(counted, body.ShortName, new Words(), file, gaps);
        }
        else if (command.Flag("json"))
            await command.Out.WriteLineAsync(JsonSerializer.Serialize(new { form = no, year, asOf = counted.AsOf, org = code, columns = table.Columns.Select(c => c.Id), rows = table.Rows.Select((r, i) => new { id = r.Id, name = r.Name.Zh, cells = counted.Cells[i] }), gaps = gaps.Named.Select(g => new { name = g.Name, months = g.Months }), moreGaps = gaps.More }, Json));
        else
            for (var r = 0; r < table.Rows.Count; r++) await command.Out.WriteLineAsync($"{table.Rows[r].Id}\t{string.Join('\t', counted.Cells[r])}");
        return Command.Done;
    }

    private static async Task<int> Refuse(Command command, string why)
    {
        await command.Error.WriteLineAsync(why);
        return Command.Refused;
    }
}
