using System.Text.Json;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Duties;

/// <summary>hangji rules whatif: what the rules of a day, or local packs, would ask of the whole tree as it is today.</summary>
internal static class WhatIfCommand
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static async Task<int> Run(Shell.Command command, IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().AsProgram("命令行");
        var (db, shelf) = (scope.ServiceProvider.GetRequiredService<AppDb>(), scope.ServiceProvider.GetRequiredService<RulebookShelf>());
        if (!Day(command.Option("on"), null, out var after) || !Day(command.Option("before"), after.AddDays(-1), out var before))
        {
            await command.Error.WriteLineAsync("hangji rules whatif --on YYYY-MM-DD [--before YYYY-MM-DD] [--org CODE] [--overlay CODE]... [--data DIR] [--json]");
            return Shell.Command.Refused;
        }
        var code = command.Option("org");
        var top = code is null ? null : await db.Orgs.AsNoTracking().FirstOrDefaultAsync(o => o.Code == code && o.DissolvedOn == null);
        if (code is not null && top is null)
        {
            await command.Error.WriteLineAsync($"没有代码为 {code} 的组织 / no organization has the code {code}");
            return Shell.Command.Refused;
        }
        var overlays = command.Arguments.Zip(command.Arguments.Skip(1)).Where(p => p.First == "--overlay").Select(p => p.Second).ToList();
        if (overlays.Except(shelf.Offered.Select(o => o.Code)).FirstOrDefault() is { } unknown)
        {
            await command.Error.WriteLineAsync($"no local pack is called '{unknown}'; there are: {string.Join(", ", shelf.Offered.Select(o => o.Code))}");
            return Shell.Command.Refused;
        }
        var answer = await scope.ServiceProvider.GetRequiredService<WhatIf>().Ask(top, before, after, overlays, default);
        if (command.Flag("json")) await command.Out.WriteLineAsync(JsonSerializer.Serialize(Told(answer), Json));
        else await Print(command.Out, answer);
        return Shell.Command.Done;
    }

    private static bool Day(string? text, DateOnly? otherwise, out DateOnly day)
    {
        day = otherwise ?? default;
        return text is null ? otherwise is not null : DateOnly.TryParseExact(text, "yyyy-MM-dd", out day) && KnownFacts.Reckonable(day);
    }

    private static object Told(WhatIfAnswer a) => new
    {
        a.Before, a.After, a.Bodies, a.DutiesBefore, a.DutiesAfter,
        Rules = a.Different.Select(r => new
        {
            Rule = r.RuleId, VersionBefore = r.Before?.Version, VersionAfter = r.After?.Version, r.BodiesBefore, r.BodiesAfter, r.DutiesBefore, r.DutiesAfter,
            Parts = r.Parts.Select(p => new { p.Part, p.Before, p.After }),
        }),
        Organizations = a.Touched.Select(t => new { t.Code, t.Name, t.Before, t.After }),
    };

    private static async Task Print(TextWriter output, WhatIfAnswer a)
    {
        await output.WriteLineAsync($"{a.Before:yyyy-MM-dd} -> {a.After:yyyy-MM-dd}\t{a.Bodies} bodies\t{a.DutiesBefore} -> {a.DutiesAfter} duties a year");
        foreach (var r in a.Different)
            await output.WriteLineAsync($"{(r.Before is null ? "+" : r.After is null ? "-" : "~")} {r.RuleId}\t{r.BodiesBefore} -> {r.BodiesAfter} bodies\t{r.DutiesBefore} -> {r.DutiesAfter} duties a year\t{string.Join(", ", r.Parts.Select(p => p.Part))}");
        await output.WriteLineAsync($"{a.Touched.Count} bodies with another number of duties");
    }
}
