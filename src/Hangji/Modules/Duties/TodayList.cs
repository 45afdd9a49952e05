using Hangji.Modules.Regulations.Contract;

namespace Hangji.Modules.Duties;

/// <summary>One line of Today: what, which body, by when.</summary>
internal sealed record TodayLine(BodyDuties Body, Duty Duty)
{
    /// <summary>Further bodies or groups with the same duty, told in the same line.</summary>
    public IReadOnlyList<Duty> Same { get; init; } = [];
}

/// <summary>今日: what is open, by urgency. What is settled, explained or far away is not there.</summary>
internal sealed record TodayList(IReadOnlyList<TodayLine> Overdue, IReadOnlyList<TodayLine> ThisWeek, IReadOnlyList<TodayLine> ThisMonth, IReadOnlyList<TodayLine> Later)
{
    public int Open => Overdue.Count + ThisWeek.Count + ThisMonth.Count;

    /// <summary>Sorts open duties; the same rule and period of several groups of one body is one line.</summary>
    public static TodayList Of(IEnumerable<BodyDuties> bodies, DateOnly today)
    {
        var sunday = today.AddDays((7 - (int)today.DayOfWeek) % 7);
        var monthEnd = new DateOnly(today.Year, today.Month, 1).AddMonths(1).AddDays(-1);
        var lines = (from body in bodies
                     from duties in body.Duties.Where(d => d.State is DutyState.Due or DutyState.Overdue && body.ReasonFor(d) is null)
                         .GroupBy(d => (d.Rule.Id, d.Start, d.State))
                     let first = duties.First()
                     orderby first.DueDate, body.Body.Path, first.Rule.Article.Number
                     select new TodayLine(body, first) { Same = [.. duties.Skip(1)] }).ToList();
        return new(
            [.. lines.Where(l => l.Duty.State == DutyState.Overdue)],
            [.. lines.Where(l => l.Duty.State == DutyState.Due && l.Duty.Period is not null && l.Duty.DueDate <= sunday)],
            [.. lines.Where(l => l.Duty.State == DutyState.Due && l.Duty.Period is not null && l.Duty.DueDate > sunday && l.Duty.DueDate <= monthEnd)],
            [.. lines.Where(l => l.Duty.State == DutyState.Due && (l.Duty.Period is null || l.Duty.DueDate > monthEnd))]);
    }
}
