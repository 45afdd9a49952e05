using System.Text.Json;
using Hangji.Modules.Members.Importing;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Files;
using Hangji.Platform.Text;
using Hangji.Shell;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Members;

/// <summary>hangji export members: the roster of a body and everything below it, as it stood on a day, in the columns that the import reads.</summary>
internal static class ExportCommand
{
    const string Usage = "hangji export members --org CODE --format xlsx|csv|json --out FILE [--as-of DATE] [--masked]";

    public static async Task<int> Run(Command command, IServiceProvider services)
    {
        var plain = command.Plain("masked", "json", "trace");
        await using var scope = services.CreateAsyncScope();
        var s = scope.ServiceProvider;
        var on = s.GetRequiredService<TimeProvider>().Today();
        if (plain is not ["members"] || command.Option("org") is not { } code || command.Option("out") is not { } path || (command.Option("format") ?? Path.GetExtension(path).TrimStart('.')) is not ("xlsx" or "csv" or "json") and var _
            || command.Option("as-of") is { } given && !DateOnly.TryParseExact(given, "yyyy-MM-dd", out on))
        {
            await command.Error.WriteLineAsync(Usage);
            return Command.Refused;
        }
        var db = s.GetRequiredService<AppDb>();
        if (await CommandBody.Find(s, db, code) is not { } root)
        {
            await command.Error.WriteLineAsync(new Words()["没有代码为 {0} 的组织", code]);
            return Command.Refused;
        }
        var rows = s.GetRequiredService<MemberExport>().Rows(db.Memberships.Where(m => m.FromOn <= on && (m.ToOn == null || m.ToOn > on)).OrderBy(m => m.OrgPath).ThenBy(m => m.SortKey).ThenBy(m => m.Id), on, !command.Flag("masked"), default);
        var written = await Write(command.Option("format") ?? Path.GetExtension(path).TrimStart('.'), path, rows);
        // What leaves the house is on record, also when the person at the machine takes it.
        db.Facts.Add(Fact.Of("members.exported", root.Id, root.Id, on, data: $$"""{"rows":{{written}}}"""));
        await db.SaveChangesAsync();
        await command.Out.WriteLineAsync(new Words()["导出 {0} 人：{1}", written, path]);
        return Command.Done;
    }

    static async Task<int> Write(string format, string path, IAsyncEnumerable<object?[]> rows)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        var count = 0;
        if (format == "xlsx")
        {
            using var book = new XlsxWriter(file);
            book.Sheet("党员名册", MemberExport.Columns);
            await foreach (var row in rows) { book.Row(row); count++; }
        }
        else if (format == "csv")
        {
            using var table = new CsvWriter(file, MemberExport.Columns);
            await foreach (var row in rows) { table.Row(row); count++; }
        }
        else
        {
            await using var json = new Utf8JsonWriter(file, new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All), Indented = true });
            json.WriteStartArray();
            await foreach (var row in rows) { Object(json, row); count++; }
            json.WriteEndArray();
        }
        return count;
    }

    /// <summary>One object a person; names are the field keys of the import.</summary>
    static void Object(Utf8JsonWriter json, object?[] row)
    {
        json.WriteStartObject();
        for (var i = 0; i < row.Length; i++)
        {
            var name = MemberFields.All.First(f => f.Title == MemberExport.Columns[i].Title).Key;
            if (row[i] is bool yes) json.WriteBoolean(name, yes);
            else if (row[i]?.ToString() is { Length: > 0 } && row[i] is var value) json.WriteString(name, value is DateOnly day ? day.ToString("yyyy-MM-dd") : value!.ToString());
        }
        json.WriteEndObject();
    }
}
