using Hangji.Platform.Data;
using Hangji.Platform.Tree;

namespace Hangji.Platform.Columns;

/// <summary>列式数据集: rows of one kind reduced to what is counted — codes of one byte, days of two — beside the place in the tree and the key of the record.</summary>
/// <param name="Key">Stable slug, name of its folder.</param>
/// <param name="Name">Chinese name of what a row is, such as 党员.</param>
/// <param name="Columns">Names of the columns in their order; a name that ends in "_on" holds a day, any other a code.</param>
internal sealed record ColumnSet(string Key, string Name, IReadOnlyList<string> Columns)
{
    public static bool IsDay(string column) => column.EndsWith("_on", StringComparison.Ordinal);

    public int Find(string column)
    {
        for (var i = 0; i < Columns.Count; i++) if (Columns[i] == column) return i;
        throw new ArgumentException($"{Key} has no column {column}", nameof(column));
    }
}

/// <summary>One row on its way into a set: where it belongs, whose it is, from when to when it holds, and its cells in the order of the columns.</summary>
/// <param name="Path">Tree path of the body, ordinal.</param>
/// <param name="Key">Id of the record that a figure opens to (the person, the body).</param>
/// <param name="From">First day it holds, as <see cref="DayCode"/>.</param>
/// <param name="To">First day it no longer holds; <see cref="DayCode.Open"/> while it does.</param>
internal readonly record struct ColumnRow(string Path, long Key, ushort From, ushort To, ushort[] Cells);

/// <summary>A day in two bytes: 1 is 1 January 1900, 0 is not known; up to the year 2079.</summary>
internal static class DayCode
{
    private static readonly int Zero = new DateOnly(1900, 1, 1).DayNumber - 1;
    public const ushort Unknown = 0, Open = ushort.MaxValue;

    public static ushort Of(DateOnly? day) => day is { } known ? (ushort)Math.Clamp(known.DayNumber - Zero, 1, Open - 1) : Unknown;
    public static ushort End(DateOnly? day) => day is { } known ? Of(known) : Open;
    public static DateOnly Day(ushort code) => DateOnly.FromDayNumber(code + Zero);
}

/// <summary>A value of a dimension: a stable key and its name; without English of its own the Chinese name is the key of its translation.</summary>
internal sealed record DimensionValue(string Key, string Name, string? English = null)
{
    public string In(Text.Words t) => English is null ? t[Name] : t.Either(Name, English);
}

/// <summary>维度: by what rows of a set may be told apart. Value 0 is always "未登记": not recorded.</summary>
/// <param name="Key">Slug that table definitions and addresses use.</param>
/// <param name="Name">Chinese name.</param>
/// <param name="Column">Column of the set it reads.</param>
/// <param name="Values">Its values; a cell of the column, or what <paramref name="Band"/> makes of a day, is a place in this list.</param>
/// <param name="Band">For a column of days: the place in <paramref name="Values"/> of a day (null: not known) as seen on another, such as the age band of a birthday on 31 December.</param>
internal sealed record Dimension(string Key, string Name, string Column, IReadOnlyList<DimensionValue> Values, Func<DateOnly?, DateOnly, int>? Band = null)
{
    public static readonly DimensionValue NotRecorded = new("none", "未登记");

    public int Find(string key)
    {
        for (var i = 0; i < Values.Count; i++) if (Values[i].Key == key) return i;
        return -1;
    }

    /// <summary>A dimension of codes: the values in the order of their codes, after "not recorded".</summary>
    public static Dimension Coded(string key, string name, string column, IEnumerable<DimensionValue> values) => new(key, name, column, [NotRecorded, .. values]);
}

/// <summary>
/// 数量: a whole number that every row carries, such as the people present at a meeting, kept as digits of base 256 in columns "key_0", "key_1" … of its set.
/// Counting the rows by a digit adds the numbers up exactly, so that a sum needs nothing that a count does not have.
/// </summary>
/// <param name="Digits">1 to 7: numbers up to 256 to that power less one.</param>
internal sealed record Quantity(string Key, int Digits)
{
    public const int Base = 256;

    public IEnumerable<string> Columns => Enumerable.Range(0, Digits).Select(i => $"{Key}_{i}");

    /// <summary>The digits of a number, lowest first; a negative one counts as none, one too large as the largest there is.</summary>
    public IEnumerable<ushort> Split(long number)
    {
        var whole = Math.Clamp(number, 0, (1L << 8 * Digits) - 1);
        return Enumerable.Range(0, Digits).Select(i => (ushort)(whole >> 8 * i & Base - 1));
    }
}

/// <summary>What a fact may have changed of a set.</summary>
internal enum Touched
{
    Nothing,
    /// <summary>The rows whose key is the fact's subject.</summary>
    Subject,
    /// <summary>The rows whose key is the fact's organization.</summary>
    Body,
    /// <summary>All rows at and below the fact's organization (an import, a branch that moved).</summary>
    Below,
}

/// <summary>
/// 数据集的来源: a room's records as a columnar set. A room registers one for each kind of its records that is counted; Statistics reads them all and
/// names no room. Stateless.
/// </summary>
internal interface IColumnSource
{
    ColumnSet Set { get; }
    IReadOnlyList<Dimension> Dimensions { get; }
    /// <summary>Numbers of its rows that a form may add up instead of counting rows.</summary>
    IReadOnlyList<Quantity> Quantities => [];
    /// <summary>Verb without which nobody opens the rows behind a figure.</summary>
    string RowsVerb { get; }

    Touched Touches(string factKind);

    /// <summary>All rows, whatever day, in ordinal order of their paths. The scope filter does not apply: the caller counts ranges of paths.</summary>
    IAsyncEnumerable<ColumnRow> All(AppDb db);

    /// <summary>The rows of these keys (at most 1,000), in any order.</summary>
    IAsyncEnumerable<ColumnRow> Of(AppDb db, IReadOnlyCollection<long> keys);

    /// <summary>Keys of all rows in a branch of the tree.</summary>
    Task<List<long>> KeysBelow(AppDb db, OrgPath top, CancellationToken stop);

    /// <summary>What a list shows of these records, within the acting seat's scope.</summary>
    Task<IReadOnlyList<CountedRow>> Rows(AppDb db, IReadOnlyCollection<long> keys, Text.Words t, CancellationToken stop);
}

/// <summary>计入的一行: one record behind a figure, as a list shows it.</summary>
internal sealed record CountedRow(long Key, string Title, string Href, string Body, string Note);
