using Hangji.Bench;

namespace Hangji.Tests.Scale;

/// <summary>A figure that got worse than the noise of a shared machine is named; one that cannot be compared is not.</summary>
public sealed class Figures_compared
{
    private static LastRun Last()
    {
        var last = new LastRun();
        foreach (var line in new[]
        {
            "| figure | measured | goal | bare limit, same run | ratio | met | command |", "|---|---|---|---|---|---|---|",
            "| list, p95 (median 3 ms) | 20 ms | ≤ 50 ms | 10 ms | 2.00 | yes | `./do bench` |", "| rate | 1,000 /s | ≥ 500 /s |  |  | yes | `./do bench` |", "text that is no table",
        }) last.Take(line);
        return last;
    }

    [Theory]
    [InlineData(50, 20, false)]   // slower machine: the ratio to the bare limit got worse by a quarter only
    [InlineData(50, 10, true)]
    [InlineData(20, 5, true)]
    [InlineData(5, 10, false)]
    public void By_their_ratio_to_the_bare_limit_where_they_have_one(double value, double bare, bool worse) =>
        Assert.Equal(worse, Last().Regression(new("list, p95", "", value, "ms", 50, false, bare)) is not null);

    [Theory]
    [InlineData(700, false)]
    [InlineData(500, true)]
    [InlineData(2000, false)]
    public void By_themselves_where_they_have_none(double value, bool worse) => Assert.Equal(worse, Last().Regression(new("rate", "", value, "/s", 500, true)) is not null);

    [Fact]
    public void What_was_never_measured_is_no_regression() => Assert.Null(Last().Regression(new("new", "", 1, "ms", 1, false)));
}
