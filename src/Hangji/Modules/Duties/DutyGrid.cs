using Hangji.Modules.Regulations.Contract;

namespace Hangji.Modules.Duties;

/// <summary>职责月历的一行: one rule of a body over a year; its cells follow each other and fill twelve months.</summary>
internal sealed record GridRow(Rule Rule, IReadOnlyList<GridCell> Cells);

/// <summary>One period: the duties in it (several where groups have one each) and how many months it spans.</summary>
internal sealed record GridCell(IReadOnlyList<Duty> Duties, int Months, DateOnly Start)
{
    /// <summary>The one that is told first: what is overdue, then due, then late, then done.</summary>
    public Duty First => Duties.MinBy(d => Urgency(d.State))!;
    public int Open => Duties.Count(d => d.State is DutyState.Overdue);

    public static int Urgency(DutyState state) => state switch
    {
        DutyState.Overdue => 0, DutyState.Due => 1, DutyState.Unknown => 2, DutyState.Late => 3, DutyState.Satisfied => 4, DutyState.Exempt => 5, DutyState.NotYet => 6, DutyState.NotInForce => 7, _ => 8,
    };
}

/// <summary>Lays the duties of one body out as a calendar: rules down, months across.</summary>
internal static class DutyGrid
{
    private static readonly Dictionary<Every, int> Order = new() { [Every.Quarter] = 0, [Every.Month] = 1, [Every.HalfYear] = 2, [Every.Year] = 3 };

    /// <summary>Rows of the periodic rules that concern the body in that year at all.</summary>
    public static IReadOnlyList<GridRow> Of(BodyDuties body, int year) =>
        [.. body.Duties.Where(d => d.Period is not null && d.Start.Year == year)
            .GroupBy(d => d.Rule.Id)
            .Where(rule => rule.Any(d => d.State is not (DutyState.NotApplicable or DutyState.Unknown)))
            .Select(rule => new GridRow(rule.Last().Rule, [.. rule.GroupBy(d => d.Start).OrderBy(g => g.Key).Select(period => new GridCell([.. period], Period.Months(period.First().Period!.Value.Every), period.Key))]))
            .OrderBy(row => Order[row.Cells[0].First.Period!.Value.Every]).ThenBy(row => row.Rule.Article.Code, StringComparer.Ordinal).ThenBy(row => row.Rule.Article.Number)];

    /// <summary>One duty of each rule that cannot be judged: a fact is missing, or no room records what it asks for. They stand apart, because nobody can be late with them.</summary>
    public static IReadOnlyList<Duty> Untold(BodyDuties body) =>
        [.. body.Duties.Where(d => d.State == DutyState.Unknown).GroupBy(d => d.Rule.Id).Select(g => g.Last()).OrderBy(d => d.Rule.Article.Code, StringComparer.Ordinal).ThenBy(d => d.Rule.Article.Number)];

    /// <summary>Standing duties: structure and term.</summary>
    public static IReadOnlyList<Duty> Standing(BodyDuties body) =>
        [.. body.Duties.Where(d => d.Period is null).OrderBy(d => GridCell.Urgency(d.State)).ThenBy(d => d.Rule.Article.Number)];

    /// <summary>Of many duties of one rule and body, the one that a township looks at first; what is satisfied counts only as long as nothing is open.</summary>
    public static Duty? Telling(IEnumerable<Duty> duties, Func<Duty, bool> settled) =>
        duties.Where(d => d.State is not (DutyState.NotApplicable or DutyState.Unknown or DutyState.NotYet or DutyState.NotInForce))
            .OrderBy(d => settled(d) ? 5 : GridCell.Urgency(d.State)).ThenByDescending(d => d.Start).FirstOrDefault();
}
