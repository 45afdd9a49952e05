using System.Buffers;
using System.Globalization;
using System.Text;
using Hangji.Platform.Text;

namespace Hangji.Platform.Files;

/// <summary>csv 输出: UTF-8 with mark, RFC 4180. Text that a spreadsheet would run as a formula gets an apostrophe in front, which our own reader takes off again.</summary>
/// <remarks>Same values as <see cref="XlsxWriter"/>; dates in ISO form, money in yuan with two decimals.</remarks>
internal sealed class CsvWriter : IDisposable
{
    static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n\t");

    readonly StreamWriter to;
    readonly IReadOnlyList<SheetColumn> columns;

    public CsvWriter(Stream target, IReadOnlyList<SheetColumn> of)
    {
        to = new StreamWriter(target, new UTF8Encoding(true), 1 << 16, leaveOpen: true) { NewLine = "\r\n" };
        columns = of;
        Row([.. of.Select(object? (column) => column.Title)]);
    }

    /// <summary>How a bool is written.</summary>
    public (string Yes, string No) Words { get; init; } = ("是", "否");

    public void Row(params ReadOnlySpan<object?> values)
    {
        if (values.Length > columns.Count) throw new ArgumentException($"{values.Length} values for {columns.Count} columns");
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0) to.Write(',');
            Cell(Written(columns[i].Kind, values[i]));
        }
        to.WriteLine();
    }

    public void Dispose() => to.Dispose();

    string Written(ColumnKind kind, object? value) => value switch
    {
        null => "",
        string text => Harmless(text),
        bool yes => yes ? Words.Yes : Words.No,
        long or int when kind == ColumnKind.Money => (Convert.ToInt64(value, CultureInfo.InvariantCulture) / 100m).ToString("0.00", CultureInfo.InvariantCulture),
        DateOnly day => LooseDate.Of(day).ToString(),
        LooseDate loose => loose.ToString(),
        DateTime at => at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        IFormattable number and (int or long or short or byte or uint or ulong or decimal or double or float) => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Harmless(value.ToString() ?? ""),
    };

    /// <summary>= + - @, tab and line ends at the start, also full-width (some spreadsheets run those too).</summary>
    public static bool IsDangerous(ReadOnlySpan<char> text)
    {
        text = text.TrimStart('\'');
        return text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠';
    }

    static string Harmless(string text) => IsDangerous(text) ? "'" + text : text;

    void Cell(string text)
    {
        if (!text.AsSpan().ContainsAny(Quoted) && !text.StartsWith(' ') && !text.EndsWith(' '))
        {
            to.Write(text);
            return;
        }
        to.Write('"');
        to.Write(text.Replace("\"", "\"\""));
        to.Write('"');
    }
}
