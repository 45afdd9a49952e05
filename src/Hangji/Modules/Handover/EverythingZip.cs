using System.IO.Compression;
using System.Reflection;
using System.Text;
using Hangji.Platform.Data;
using Hangji.Platform.Files;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Hangji.Modules.Handover;

/// <summary>全部数据: every table that the acting seat's range filters, as csv in one zip. Nothing is listed by hand, so no room can be forgotten.</summary>
internal sealed class EverythingZip(AppDb db, Words words)
{
    static readonly MethodInfo Typed = typeof(EverythingZip).GetMethod(nameof(Table), BindingFlags.Instance | BindingFlags.NonPublic)!;

    /// <summary>Writes the zip and says how many rows went into each table.</summary>
    public async Task<IReadOnlyList<(string Table, long Rows)>> Write(Stream to, CancellationToken stop)
    {
        var written = new List<(string, long)>();
        await using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
        foreach (var table in Tables(db.Model))
            written.Add((table.GetTableName()!, await (Task<long>)Typed.MakeGenericMethod(table.ClrType).Invoke(this, [zip, table, stop])!));
        await using var note = await zip.CreateEntry("README.txt").OpenAsync(stop);
        await note.WriteAsync(Encoding.UTF8.GetBytes(ReadMe(written)), stop);
        return written;
    }

    /// <summary>Tables with a scope: what has none belongs to the program (sessions, drafts, keys) and stays.</summary>
    internal static IEnumerable<IEntityType> Tables(IModel model) =>
        model.GetEntityTypes().Where(type => type.GetDeclaredQueryFilters().Count > 0 && type.GetTableName() is not null).OrderBy(type => type.GetTableName(), StringComparer.Ordinal);

    /// <summary>Columns that may leave: bytes are sealed fields and blind indexes, useless and forbidden outside.</summary>
    internal static IReadOnlyList<IProperty> Columns(IEntityType type) => [.. type.GetProperties().Where(property => property.ClrType != typeof(byte[]) && property.PropertyInfo is not null)];

    async Task<long> Table<T>(ZipArchive zip, IEntityType type, CancellationToken stop) where T : class
    {
        var columns = Columns(type);
        await using var entry = await zip.CreateEntry(type.GetTableName() + ".csv", CompressionLevel.Fastest).OpenAsync(stop);
        // Everything as text: a spreadsheet would round an id of eighteen digits.
        using var csv = new CsvWriter(entry, [.. columns.Select(column => new SheetColumn(column.GetColumnName()))]);
        var rows = 0L;
        var values = new object?[columns.Count];
        var key = type.FindPrimaryKey()!.Properties[0].Name;
        await foreach (var row in db.Set<T>().AsNoTracking().OrderBy(item => EF.Property<object>(item, key)).AsAsyncEnumerable().WithCancellation(stop))
        {
            for (var i = 0; i < values.Length; i++) values[i] = Text(columns[i].PropertyInfo!.GetValue(row));
            csv.Row(values);
            rows++;
        }
        return rows;
    }

    static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        DateOnly date => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture),
        bool yes => yes ? "true" : "false",
        IFormattable other => other.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    string ReadMe(IReadOnlyList<(string Table, long Rows)> written)
    {
        var text = new StringBuilder();
        text.AppendLine(words["夯基：当前席位范围内的全部数据"]).AppendLine();
        text.AppendLine(words["每个 csv 文件是一张表（UTF-8），第一行是列名；列名以 _id 结尾的指向另一张表的 id。日期是 ISO 格式，时刻是世界时。"]);
        text.AppendLine(words["身份号码、电话、住址等加密字段不在其中，请在本人页面上写明理由逐个查看。"]).AppendLine();
        foreach (var (table, rows) in written) text.AppendLine($"{table}.csv\t{rows}");
        return text.ToString();
    }
}
