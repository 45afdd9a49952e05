using FsCheck;
using FsCheck.Fluent;
using Hangji.Modules.Regulations.Contract;

namespace Hangji.Tests.Modules.Regulations;

public class Counting_working_days
{
    static readonly WorkingDays days = WorkingDays.Shipped;
    static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");

    [Theory]
    [InlineData("2026-10-01", false)]   // National Day
    [InlineData("2026-06-01", true)]    // an ordinary Monday
    [InlineData("2026-05-30", false)]   // an ordinary Saturday
    [InlineData("2024-02-04", true)]    // a Sunday worked before the Spring Festival
    public void Follows_the_yearly_arrangement(string day, bool works) => Assert.Equal(works, days.IsWorkingDay(Day(day)));

    [Fact] public void A_notice_of_five_working_days_from_Monday_runs_through_Friday()
    {
        Assert.Equal(new(Day("2026-06-05"), false), days.Through(Day("2026-06-01"), 5));
        Assert.Equal(new(Day("2026-06-05"), false), days.Through(Day("2026-05-30"), 5));
    }

    [Fact] public void A_notice_over_a_holiday_skips_it_and_counts_the_weekend_worked_instead()
    {
        var (last, assumed) = days.Through(Day("2024-02-08"), 5);
        Assert.False(assumed);
        Assert.Equal(5, days.Count(Day("2024-02-08"), last).Days);
        Assert.True(last > Day("2024-02-17"), "the Spring Festival week has no working day");
    }

    [Fact] public void Outside_the_known_years_it_says_that_it_assumed()
    {
        Assert.False(days.Knows(Day("2027-01-04")));
        Assert.True(days.Add(Day("2026-12-31"), 1).Assumed);
        Assert.False(days.Add(Day("2026-12-30"), 1).Assumed);
        Assert.True(days.Count(Day("2017-12-29"), Day("2018-01-02")).Assumed);
    }

    [Fact] public void The_civil_count_leaves_the_first_day_out_and_moves_an_end_on_a_day_of_rest()
    {
        Assert.Equal(Day("2026-06-11"), days.CivilDeadline(Day("2026-06-01"), days: 10).Day);
        Assert.Equal(Day("2026-06-08"), days.CivilDeadline(Day("2026-06-01"), days: 5).Day);        // Saturday 6 moves to Monday 8
        Assert.Equal(Day("2026-10-08"), days.CivilDeadline(Day("2026-09-01"), months: 1).Day);      // 1 October moves past the holiday
        Assert.Equal(Day("2025-02-28"), days.CivilDeadline(Day("2025-01-31"), months: 1).Day);      // no 31 February
    }

    [Fact] public void Adding_and_counting_agree_for_any_day() => Prop.ForAll(
        Gen.Choose(Day("2018-01-01").DayNumber, Day("2026-09-01").DayNumber).ToArbitrary(), Gen.Choose(1, 40).ToArbitrary(), (start, n) =>
        {
            var from = DateOnly.FromDayNumber(start);
            var (day, assumed) = days.Add(from, n);
            return !assumed && days.IsWorkingDay(day) && days.Count(from.AddDays(1), day).Days == n;
        }).QuickCheckThrowOnFailure();
}
