namespace Hangji.Platform.Files;

/// <summary>列的类型 on the way out: decides how a value is shown, not what it is.</summary>
internal enum ColumnKind { Text, Number, Date, DateTime, Money }

/// <summary>输出列. <paramref name="Width"/> counts half-width characters; 0 = by title and kind.</summary>
internal sealed record SheetColumn(string Title, ColumnKind Kind = ColumnKind.Text, int Width = 0)
{
    /// <summary>Width in half-width characters, never under the title's own.</summary>
    public int ShownWidth
    {
        get
        {
            var title = Title.EnumerateRunes().Sum(rune => rune.Value < 0x2E80 ? 1 : 2) + 3;
            return Width > 0 ? Width : Math.Clamp(Math.Max(title, Kind switch { ColumnKind.Date => 12, ColumnKind.DateTime => 18, ColumnKind.Money => 14, _ => 10 }), 6, 60);
        }
    }
}
