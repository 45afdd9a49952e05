using Hangji.Modules.Regulations.Contract;

namespace Hangji.Modules.Regulations.Language;

/// <summary>函数: what a condition may call. Months end on the same day number or, where there is none, on the month's
/// last day (Civil Code Art. 202).</summary>
internal static class Functions
{
    internal sealed record Signature(FactType Returns, FactType[] Takes, Func<long, long, long, long> Body);

    static readonly FactType I = FactType.Int, D = FactType.Date;

    public static readonly IReadOnlyDictionary<string, Signature> All = new Dictionary<string, Signature>
    {
        ["min"] = new(I, [I, I], (a, b, _) => Math.Min(a, b)),
        ["max"] = new(I, [I, I], (a, b, _) => Math.Max(a, b)),
        ["earlier"] = new(D, [D, D], (a, b, _) => Math.Min(a, b)),
        ["later"] = new(D, [D, D], (a, b, _) => Math.Max(a, b)),
        ["floor_div"] = new(I, [I, I], (a, b, _) => b == 0 ? KnownFacts.Unknown : (long)Math.Floor((decimal)a / b)),
        ["ceil_div"] = new(I, [I, I], (a, b, _) => b == 0 ? KnownFacts.Unknown : (long)Math.Ceiling((decimal)a / b)),
        ["add_days"] = new(D, [D, I], (d, n, _) => d >= KnownFacts.NotYet ? d : Clamp(d + n)),
        ["add_months"] = new(D, [D, I], (d, n, _) => AddMonths(d, n)),
        ["add_years"] = new(D, [D, I], (d, n, _) => AddMonths(d, n * 12)),
        ["days_between"] = new(I, [D, D], (a, b, _) => b - a),
        ["months_between"] = new(I, [D, D], (a, b, _) => MonthsBetween(a, b)),
        ["years_between"] = new(I, [D, D], (a, b, _) => Math.DivRem(MonthsBetween(a, b), 12).Quotient),
        ["add_working_days"] = new(D, [D, I], (d, n, _) => d >= KnownFacts.NotYet ? d : WorkingDays.Shipped.Add(Date(d), (int)Math.Min(n, 1000)).Day.DayNumber),
        ["through_working_days"] = new(D, [D, I], (d, n, _) => d >= KnownFacts.NotYet ? d : WorkingDays.Shipped.Through(Date(d), (int)Math.Clamp(n, 1, 1000)).Day.DayNumber),
        ["working_days_assumed"] = new(FactType.Bool, [D, D], (a, b, _) => b < a || b - a > 2000 || b >= KnownFacts.NotYet ? 1 : WorkingDays.Shipped.Count(Date(a), Date(b)).Assumed ? 1 : 0),
        ["year"] = new(I, [D], (d, _, _) => Date(d).Year),
        ["month"] = new(I, [D], (d, _, _) => Date(d).Month),
    };

    /// <summary>Full months from one day to another: 2026-01-10 to 2026-07-10 is six, to 2026-07-09 five.</summary>
    public static long MonthsBetween(long from, long to)
    {
        if (to < from) return -MonthsBetween(to, from);
        DateOnly a = Date(from), b = Date(to);
        var months = (b.Year - a.Year) * 12 + b.Month - a.Month;
        return a.AddMonths(months) > b ? months - 1 : months;
    }

    static long AddMonths(long day, long months)
    {
        if (day >= KnownFacts.NotYet) return day;
        var d = Date(day);
        var total = d.Year * 12L + d.Month - 1 + months;
        return total is < 12 or >= 119_988 ? KnownFacts.NotYet : d.AddMonths((int)months).DayNumber;
    }

    static DateOnly Date(long day) => DateOnly.FromDayNumber((int)Clamp(day));
    static long Clamp(long day) => Math.Clamp(day, 0, KnownFacts.NotYet);
}
