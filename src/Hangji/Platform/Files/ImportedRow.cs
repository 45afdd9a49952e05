namespace Hangji.Platform.Files;

/// <summary>行内问题: one thing wrong with one row. <paramref name="Row"/> and <paramref name="Column"/> (a letter) are what the user sees beside the sheet.</summary>
/// <param name="Field">Key of the field, or null when the row as a whole is meant.</param>
/// <param name="Value">What stands in the cell, shortened for display.</param>
/// <param name="Rule">Short stable id, as in <c>cell.formula</c>.</param>
/// <param name="Warning">True: the row can be taken all the same.</param>
internal sealed record RowProblem(int Row, string? Column, string? Field, string Value, Refusal Why, string Rule, bool Warning = false);

/// <summary>One row of an import: the record when there is no error, and everything there is to say about it.</summary>
internal sealed record ImportedRow<T>(int Row, T? Record, IReadOnlyList<RowProblem> Problems, RowValues Values)
{
    public bool Ok => !Problems.Any(problem => !problem.Warning);
    public IEnumerable<RowProblem> Errors => Problems.Where(problem => !problem.Warning);
    public IEnumerable<RowProblem> Warnings => Problems.Where(problem => problem.Warning);
}

/// <summary>The figures of one reading. <paramref name="SkippedRows"/> are blank rows, repeated headers and footers; <paramref name="Notes"/> says which and why.</summary>
internal sealed record ImportSummary(int Rows, int Good, int Bad, int SkippedRows, IReadOnlyList<RowProblem> Notes);

/// <summary>The typed cells of one row, on which a room builds its record and to which it adds its own findings.</summary>
internal sealed class RowValues(int row, bool hidden)
{
    readonly Dictionary<string, object?> values = new(StringComparer.Ordinal);
    readonly Dictionary<string, SheetCell> cells = new(StringComparer.Ordinal);
    readonly List<RowProblem> problems = [];

    public int Row { get; } = row;
    public bool Hidden { get; } = hidden;
    public IReadOnlyList<RowProblem> Problems => problems;
    public bool HasErrors => problems.Exists(problem => !problem.Warning);

    /// <summary>A usable value is there (filled in and free of fault).</summary>
    public bool Has(FieldSpec field) => values.ContainsKey(field.Key);

    /// <summary>What stands in the file, cleaned of stray spaces only; empty when nothing does.</summary>
    public string Raw(FieldSpec field) => cells.TryGetValue(field.Key, out var cell) ? CellText.Clean(cell.Text) : "";

    /// <summary>The room's own finding, placed on the field's cell. An error keeps the row out.</summary>
    public void Error(FieldSpec? field, Refusal why, string rule) => Add(field, why, rule, warning: false);

    /// <summary>The room's own finding that does not keep the row out.</summary>
    public void Warn(FieldSpec? field, Refusal why, string rule) => Add(field, why, rule, warning: true);

    internal object? Find(FieldSpec field) => values.GetValueOrDefault(field.Key);
    internal void Keep(FieldSpec field, in SheetCell cell) => cells[field.Key] = cell;
    internal void Set(FieldSpec field, object? value) => values[field.Key] = value;
    internal void Note(RowProblem problem) => problems.Add(problem);

    void Add(FieldSpec? field, Refusal why, string rule, bool warning)
    {
        var found = field is not null && cells.TryGetValue(field.Key, out var cell) ? cell : default;
        problems.Add(new RowProblem(Row, found.Column > 0 ? found.Letter : null, field?.Key, CellText.Shown(found.Text), why, rule, warning));
    }
}

internal static class RowValuesOfReferences
{
    /// <summary>The value, or null when the cell is blank or wrong.</summary>
    public static T? Get<T>(this RowValues row, Field<T> field) where T : class => row.Find(field) as T;
}

internal static class RowValuesOfValues
{
    /// <summary>The value, or null when the cell is blank or wrong.</summary>
    public static T? Get<T>(this RowValues row, Field<T> field) where T : struct => row.Find(field) is T value ? value : null;
}
