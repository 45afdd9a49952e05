using System.Text.RegularExpressions;
using Hangji.Platform.Text;

namespace Hangji.Platform.Files;

/// <summary>日期单元格: a date may stand in a sheet as a real date, as a bare day number, as a number that looks like a date, or as text.</summary>
internal static partial class DateCell
{
    public static Refusal? Read(in SheetCell cell, out LooseDate date)
    {
        date = cell.Date;
        if (cell.Kind == CellKind.Date) return null;
        var text = CellText.Clean(cell.Text);
        if (cell.Kind == CellKind.Number)
        {
            // A cell typed 1998.10 keeps only 1998.1: unless the format shows two decimals, January and October look the same.
            if (LostZero().IsMatch(text))
            {
                if (cell.ShownDecimals == 2) text += "0";
                else return new Refusal("“{0}”是数值，分不清是 1 月还是 10 月，请改成日期或文本", Args: [text]);
            }
            // Day numbers of five digits (1927 to 2173); four digits are a year, six and eight are written dates.
            if (cell.Number is >= 10_000 and < 100_000) return LooseDate.FromSerial(cell.Number, cell.From1904, out date);
        }
        // A day number that lost its format and was then stored as text.
        if (DayNumber().IsMatch(text)) return LooseDate.FromSerial(int.Parse(text), cell.From1904, out date);
        return LooseDate.Parse(text, out date);
    }

    [GeneratedRegex(@"^(?:1[89]|2[01])\d\d\.1$")]
    private static partial Regex LostZero();

    [GeneratedRegex(@"^[1-7]\d{4}$")]
    private static partial Regex DayNumber();
}
