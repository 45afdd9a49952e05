namespace Hangji.Modules.Regulations.Contract;

/// <summary>周期: how often a duty returns.</summary>
internal enum Every { Month, Quarter, HalfYear, Year }

/// <summary>期间: one month, quarter, half-year or year of the calendar. Both ends belong to it.</summary>
internal readonly record struct Period(Every Every, DateOnly Start, DateOnly End)
{
    public static Period Containing(Every every, DateOnly day)
    {
        var months = Months(every);
        var start = new DateOnly(day.Year, (day.Month - 1) / months * months + 1, 1);
        return new(every, start, start.AddMonths(months).AddDays(-1));
    }

    public static int Months(Every every) => every switch { Every.Month => 1, Every.Quarter => 3, Every.HalfYear => 6, _ => 12 };
    public Period Next => Containing(Every, End.AddDays(1));
    public int Days => End.DayNumber - Start.DayNumber + 1;

    /// <summary>期中日: the first day of the second half. The facts and the rule version of this day decide the period
    /// (docs/decisions/0004): who exists on it owes the period's duty, who comes later owes the next one's.</summary>
    public DateOnly Middle => Start.AddDays(Days / 2);

    public bool Has(DateOnly day) => day >= Start && day <= End;
    public static IEnumerable<Period> Between(Every every, DateOnly from, DateOnly to)
    {
        for (var p = Containing(every, from); p.Start <= to; p = p.Next) yield return p;
    }

    /// <summary>Written out by hand: the one a record makes would print <see cref="Next"/>, and its next, without end.</summary>
    public override string ToString() => $"{Start:yyyy-MM-dd}/{End:yyyy-MM-dd}";

    public Bilingual Name => Every switch
    {
        Every.Month => new($"{Start.Year}年{Start.Month}月", Start.ToString("MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture)),
        Every.Quarter => new($"{Start.Year}年第{"一二三四"[(Start.Month - 1) / 3]}季度", $"Q{(Start.Month + 2) / 3} {Start.Year}"),
        Every.HalfYear => new($"{Start.Year}年{(Start.Month == 1 ? "上" : "下")}半年", $"{(Start.Month == 1 ? "first" : "second")} half of {Start.Year}"),
        _ => new($"{Start.Year}年", $"{Start.Year}"),
    };
}
