using System.Globalization;
using Hangji.Modules.Regulations.Contract;

namespace Hangji.Modules.Disclosure;

/// <summary>公开的期间: 2026-10, 2026-Q3, 2026-H1, 2026 — as addresses and copies write it.</summary>
internal static class PeriodCode
{
    public static string Of(Period period) => period.Every switch
    {
        Every.Month => period.Start.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        Every.Quarter => string.Create(CultureInfo.InvariantCulture, $"{period.Start.Year}-Q{(period.Start.Month + 2) / 3}"),
        Every.HalfYear => string.Create(CultureInfo.InvariantCulture, $"{period.Start.Year}-H{(period.Start.Month + 5) / 6}"),
        _ => period.Start.Year.ToString("0000", CultureInfo.InvariantCulture),
    };

    /// <summary>Null where it is no period of this length.</summary>
    public static Period? Read(Every every, string? code)
    {
        if (code is not { Length: >= 4 } || !int.TryParse(code.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 1949 or > 2199) return null;
        var part = code.Length == 4 ? 1 : code[^1] - '0' + (code.Length == 7 && char.IsAsciiDigit(code[^2]) ? (code[^2] - '0') * 10 : 0);
        var month = every switch { Every.Month => part, Every.Quarter => part * 3 - 2, Every.HalfYear => part * 6 - 5, _ => 1 };
        if (month is < 1 or > 12) return null;
        var period = Period.Containing(every, new(year, month, 1));
        return Of(period) == code ? period : null;
    }

    /// <summary>The name of a period code in words; empty for an event.</summary>
    public static Bilingual Name(string code) =>
        new[] { Every.Month, Every.Quarter, Every.HalfYear, Every.Year }.Select(e => Read(e, code)).FirstOrDefault(p => p is not null)?.Name ?? Bilingual.Empty;
}
