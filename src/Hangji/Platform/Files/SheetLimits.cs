namespace Hangji.Platform.Files;

/// <summary>表格上限: what a spreadsheet from outside may cost us. Tests use small ones; the defaults are what the product promises.</summary>
/// <remarks>Sizes are bytes. The unpacked figures are counted while reading, because the sizes a zip declares may lie.</remarks>
internal sealed record SheetLimits
{
    /// <summary>Size of the file as sent: 100 MB.</summary>
    public long MaxBytes { get; init; } = 100L << 20;

    /// <summary>Sum of all parts once unpacked.</summary>
    public long MaxUnpackedBytes { get; init; } = 1L << 30;

    /// <summary>Unpacked over packed, looked at for parts above <see cref="RatioFreeBytes"/>. Deflate itself can reach 1,032; real sheets stay under 40.</summary>
    public int MaxRatio { get; init; } = 150;

    /// <summary>Parts smaller than this may be packed as tightly as they like.</summary>
    public long RatioFreeBytes { get; init; } = 4L << 20;

    /// <summary>Parts in the package.</summary>
    public int MaxEntries { get; init; } = 2_000;

    public int MaxSheets { get; init; } = 200;

    /// <summary>Rows with content in one sheet.</summary>
    public int MaxRows { get; init; } = 500_000;

    /// <summary>Rightmost column with content.</summary>
    public int MaxColumns { get; init; } = 512;

    /// <summary>Characters in one cell; also what stops a lost quotation mark from swallowing a whole CSV file.</summary>
    public int MaxCellChars { get; init; } = 32_767;

    /// <summary>Characters in the shared string table, which must stay in memory while the rows stream past.</summary>
    public int MaxSharedChars { get; init; } = 64 << 20;

    public static SheetLimits Default { get; } = new();
}
