using System.Text.Json;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Hangji.Platform.Tree;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Duties;

/// <summary>hangji duties: what one body, or every body below one, must do in a year and how it stands.</summary>
internal static class DutiesCommand
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All), PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <returns>0 nothing overdue, 1 something is, 2 refused.</returns>
    public static async Task<int> Run(Shell.Command command, IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().AsProgram("命令行");
        var (db, desk) = (scope.ServiceProvider.GetRequiredService<AppDb>(), scope.ServiceProvider.GetRequiredService<DutyDesk>());
        var (code, sum) = (command.Option("org"), command.Flag("sum"));
        var today = desk.Today;
        if (code is null && !sum || command.Option("as-of") is { } given && !DateOnly.TryParse(given, out today) || !int.TryParse(command.Option("year") ?? $"{today.Year}", out var year) || year is < 1949 or > 2200)
        {
            await command.Error.WriteLineAsync("hangji duties --org CODE [--below] | --sum [--org CODE]  [--year YYYY] [--as-of YYYY-MM-DD] [--json]");
            return Shell.Command.Refused;
        }
        var (from, to) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        if (code is null) return await Sum(command, scope.ServiceProvider.GetRequiredService<DutySweep>(), null, from, to, today);
        if (await db.Orgs.AsNoTracking().FirstOrDefaultAsync(o => o.Code == code && o.DissolvedOn == null) is not { } body)
        {
            await command.Error.WriteLineAsync($"没有代码为 {code} 的组织 / no organization has the code {code}");
            return Shell.Command.Refused;
        }
        if (sum) return await Sum(command, scope.ServiceProvider.GetRequiredService<DutySweep>(), body.Place, from, to, today);
        var bodies = command.Flag("below") ? await desk.Bodies(body, from, to, default) : [body];
        var duties = await desk.Of(bodies, from, to, today, default);
        if (command.Flag("json")) await command.Out.WriteLineAsync(JsonSerializer.Serialize(duties.SelectMany(Rows), Json));
        else
            foreach (var row in duties.SelectMany(Rows))
                await command.Out.WriteLineAsync($"{row.Org}\t{row.Rule}\t{row.Group}\t{row.Start}\t{row.DueDate}\t{row.State}");
        return duties.Any(b => b.Duties.Any(d => d.State == DutyState.Overdue && b.ReasonFor(d) is null)) ? Shell.Command.Findings : Shell.Command.Done;
    }

    /// <summary>How many duties stand how, rule by rule, over a branch of the tree or all of it; no body is told apart (N9).</summary>
    private static async Task<int> Sum(Shell.Command command, DutySweep sweep, OrgPath? top, DateOnly from, DateOnly to, DateOnly today)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var swept = await sweep.Read(top, from, to, today, default);
        var read = watch.Elapsed;
        var rules = swept.Judge().OrderBy(r => r.Key, StringComparer.Ordinal).ToList();
        if (command.Flag("json"))
            await command.Out.WriteLineAsync(JsonSerializer.Serialize(new { asOf = today.ToString("yyyy-MM-dd"), swept.Bodies, swept.Records, Rules = rules.Select(r => new { Rule = r.Key, States = States(r.Value).ToDictionary(s => s.State.Kebab(), s => s.Count) }) }, Json));
        else
            foreach (var (rule, counts) in rules) await command.Out.WriteLineAsync($"{rule}\t{string.Join('\t', States(counts).Select(s => $"{s.State.Kebab()} {s.Count}"))}");
        await command.Error.WriteLineAsync($"{swept.Bodies:N0} bodies, {swept.Records:N0} records, {swept.FromFiles} of {swept.Parts.Count} stretches from files: read in {read.TotalSeconds:0.0} s, judged in {(watch.Elapsed - read).TotalSeconds:0.0} s");
        return rules.Any(r => r.Value[(int)DutyState.Overdue] > 0) ? Shell.Command.Findings : Shell.Command.Done;
    }

    private static IEnumerable<(DutyState State, long Count)> States(long[] counts) => counts.Select((count, state) => ((DutyState)state, count)).Where(s => s.count > 0);

    private static IEnumerable<Row> Rows(BodyDuties body) =>
        from duty in body.Duties
        where duty.State is not DutyState.NotApplicable
        select new Row(body.Body.Code, body.Body.ShortName, duty.Rule.Id, duty.Rule.Title.Zh, duty.Rule.Article.Cited.Zh, duty.Rule.Version, duty.Rule.Strength.Kebab(), duty.SubjectName,
            duty.Start.ToString("yyyy-MM-dd"), duty.End.ToString("yyyy-MM-dd"), duty.DueDate.ToString("yyyy-MM-dd"), duty.State.Kebab(), duty.Records, body.ReasonFor(duty)?.Text);

    private sealed record Row(string Org, string Name, string Rule, string Title, string Article, string Version, string Strength, string? Group,
        string Start, string End, string DueDate, string State, IReadOnlyList<long> Records, string? Reason);
}
