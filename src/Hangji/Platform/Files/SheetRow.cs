using Hangji.Platform.Text;

namespace Hangji.Platform.Files;

/// <summary>单元格类型: what the file itself says a cell holds, before any field is asked.</summary>
internal enum CellKind : byte { Blank, Text, Number, Date, YesNo, Fault }

/// <summary>合并单元格: a value written once in a merged block is repeated into its other cells, and marked so.</summary>
internal enum MergedCopy : byte { No, Down, Across }

/// <summary>单元格: one cell as it stands in the file. Values of formulas are not read: <see cref="Text"/> then holds the formula.</summary>
internal readonly record struct SheetCell
{
    /// <summary>1 = A.</summary>
    public int Column { get; init; }
    public CellKind Kind { get; init; }
    public bool IsFormula { get; init; }


    /// <summary>Down: the block began higher in this same column. Across: it began in a column further left.</summary>
    public MergedCopy Merged { get; init; }

    /// <summary>Raw text; for a number up to 15 significant digits, for a date its ISO form, for a fault the code (#REF!).</summary>
    public string Text { get => field ?? ""; init; }

    /// <summary>The number, for <see cref="CellKind.Number"/>.</summary>
    public double Number { get; init; }

    /// <summary>The day, for <see cref="CellKind.Date"/>; only as fine as the cell's format shows it.</summary>
    public LooseDate Date { get; init; }

    /// <summary>Decimals that a fixed format shows (1998.10 as 0.00), or null for a free format.</summary>
    public int? ShownDecimals { get; init; }

    /// <summary>The workbook counts days from 1904 (old Macintosh files).</summary>
    public bool From1904 { get; init; }

    public bool IsBlank => Kind == CellKind.Blank || (!IsFormula && Kind == CellKind.Text && string.IsNullOrWhiteSpace(Text));

    /// <summary>A, B, ... Z, AA.</summary>
    public string Letter => Letters(Column);

    public static string Letters(int column)
    {
        var text = "";
        for (; column > 0; column = (column - 1) / 26) text = (char)('A' + (column - 1) % 26) + text;
        return text;
    }
}

/// <summary>行: the cells of one row that hold something, left to right. The row number is the one the user sees beside the sheet.</summary>
internal sealed class SheetRow(int number, bool hidden, IReadOnlyList<SheetCell> cells)
{
    public int Number { get; } = number;
    public bool Hidden { get; } = hidden;
    public IReadOnlyList<SheetCell> Cells { get; } = cells;

    /// <summary>The cell in a column (1 = A); blank when there is none.</summary>
    public SheetCell this[int column]
    {
        get
        {
            for (var i = Math.Min(column, Cells.Count) - 1; i >= 0; i--)
                if (Cells[i].Column <= column)
                    return Cells[i].Column == column ? Cells[i] : new SheetCell { Column = column };
            return new SheetCell { Column = column };
        }
    }

    /// <summary>Nothing was written in this row itself; what a merged block repeats into it does not count.</summary>
    public bool IsBlank
    {
        get
        {
            foreach (var cell in Cells)
                if (!cell.IsBlank && cell.Merged == MergedCopy.No) return false;
            return true;
        }
    }
}

/// <summary>工作表: one sheet of the file; <paramref name="Index"/> counts from 0.</summary>
internal sealed record SheetInfo(int Index, string Name, bool Hidden);
