using Hangji.Platform.Columns;
using Hangji.Platform.Text;

namespace Hangji.Modules.Statistics.Definitions;

/// <summary>中英文名称, as a definition file gives both.</summary>
internal sealed record Said(string Zh, string En) : IEither;

/// <summary>统计时点: which rows of the set a line counts: standing on the report's day or at the start of its year, begun or ended in the year.</summary>
internal enum When { Standing, Start, Began, Ended }

/// <summary>A dimension and the places in it that count.</summary>
internal sealed record Condition(Dimension Dimension, IReadOnlySet<int> Places);

/// <summary>栏: one line of a form, row or column: what it is called, and what it narrows.</summary>
/// <param name="Id">Stable within its form: an id of its own, or "dimension:value".</param>
/// <param name="Group">The head over several of them; null where it stands alone.</param>
/// <param name="Sum">The number that its cells add up; null where they count rows.</param>
internal sealed record Line(string Id, Said Name, Said? Group, When? When, IReadOnlyList<Condition> Where, Quantity? Sum = null);

/// <summary>
/// 统计表: a form of the annual statistics, in force from a day until the next version of it. Every cell counts the rows of one set, or adds up a number of
/// theirs, narrowed by the form, its row and its column.
/// </summary>
/// <param name="Needs">The records that no room keeps yet; such a form has no lines and says so.</param>
internal sealed record StatTable(string No, string Version, Said Title, Said Source, DateOnly From, IColumnSource? Set, When When, IReadOnlyList<Condition> Where, Said? Note, Said? Needs,
    IReadOnlyList<Line> Columns, IReadOnlyList<Line> Rows)
{
    public bool IsComputed => Needs is null;

    /// <summary>Counts what happened in the year, so that months without records matter.</summary>
    public bool IsOverTime => When is When.Began or When.Ended || Rows.Concat(Columns).Any(l => l.When is When.Began or When.Ended);

    public Line? Row(string id) => Rows.FirstOrDefault(r => r.Id == id);
    public Line? Column(string id) => Columns.FirstOrDefault(c => c.Id == id);

    /// <summary>What one cell counts or adds up: row before column before form; a dimension that two of them narrow keeps what both allow.</summary>
    public (When When, IReadOnlyList<Condition> Where, Quantity? Sum) Cell(Line row, Line column) =>
        (row.When ?? column.When ?? When,
            [.. Where.Concat(row.Where).Concat(column.Where).GroupBy(c => c.Dimension).Select(g => new Condition(g.Key, g.Select(c => c.Places).Aggregate((a, b) => a.Intersect(b).ToHashSet())))], row.Sum ?? column.Sum);
}

/// <summary>表间校验: sums of cells that must agree. A term is "table/row/column", taken away with a minus before it.</summary>
internal sealed record CrossCheck(string Id, Said Name, IReadOnlyList<Term> Left, bool AtMost, IReadOnlyList<Term> Right);

internal sealed record Term(bool Minus, string Table, string Row, string Column);
