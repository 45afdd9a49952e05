using Hangji.Platform;

namespace Hangji.Modules.Organizations.Divisions;

/// <summary>区划的一级: which file it comes from, how many digits its codes have, which column names the level above.</summary>
internal sealed record DivisionTable(string File, int Digits, string? ParentColumn, int ParentDigits)
{
    public static IReadOnlyList<DivisionTable> All { get; } =
    [
        new("provinces.csv", 2, null, 0), new("cities.csv", 4, "provinceCode", 2), new("areas.csv", 6, "cityCode", 4), new("townships.csv", 9, "areaCode", 6),
    ];
}

/// <summary>One place of the national tables.</summary>
internal sealed record DivisionRow(DivisionTable Table, int Row, string Code, string Name, string? Parent);

/// <summary>What is wrong in which row (0: the file as a whole) and field of which file.</summary>
internal sealed record DivisionProblem(string File, int Row, string? Field, Refusal Refusal);
