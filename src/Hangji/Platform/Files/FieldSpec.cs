namespace Hangji.Platform.Files;

/// <summary>Why a cell was not taken: the sentence for people and a short stable id of the rule for machines.</summary>
internal sealed record CellFault(Refusal Why, string Rule);

/// <summary>Turns one cell into a value, or says why not. The cell is never blank, never a formula and never a fault code.</summary>
internal delegate CellFault? CellParser<T>(in SheetCell cell, out T value);

/// <summary>字段: a column that a room can take from a spreadsheet. Rooms declare theirs through <see cref="Field"/>.</summary>
internal abstract record FieldSpec(string Key, string Title, string English)
{
    /// <summary>Other words for the title seen in real files; compared after <see cref="HeaderText.Plain"/>.</summary>
    public IReadOnlyList<string> Synonyms { get; init; } = [];

    /// <summary>The column must be there and every row must fill it.</summary>
    public bool Required { get; init; }

    /// <summary>Characters (text elements) in the cell; 0 = only the limit of the file.</summary>
    public int MaxLength { get; init; }

    /// <summary>Recognizes the field by its cells when no header says so (an 18-digit number, say). Offered as a guess, never taken silently.</summary>
    public Func<string, bool>? LooksLike { get; init; }

    public abstract CellFault? Parse(in SheetCell cell, out object? value);
}

/// <summary>A field with a typed value; read back with <c>row.Get(field)</c>.</summary>
internal sealed record Field<T>(string Key, string Title, string English, CellParser<T> Parser) : FieldSpec(Key, Title, English)
{
    public override CellFault? Parse(in SheetCell cell, out object? value)
    {
        var fault = Parser(in cell, out var typed);
        value = typed;
        return fault;
    }
}
