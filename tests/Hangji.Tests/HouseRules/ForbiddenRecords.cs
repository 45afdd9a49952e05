using System.Text.RegularExpressions;
using Hangji.Platform.Data;
using Hangji.Shell;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.HouseRules;

/// <summary>What Hangji must never become (product-rules N1, N2, N3, N9, N14): looked for in every table, column and route.</summary>
public sealed partial class The_records_hold_no_scores_traces_or_categories
{
    [Fact]
    public void No_table_or_column_counts_points_or_follows_people()
    {
        using var services = new ServiceCollection().AddLogging().AddHangji(new Store(Path.GetTempPath(), null)).BuildServiceProvider();
        using var scope = services.CreateScope();
        var names = scope.ServiceProvider.GetRequiredService<AppDb>().Model.GetEntityTypes()
            .SelectMany(e => e.GetProperties().Select(p => $"{e.GetTableName()}.{p.GetColumnName()}")).Distinct().ToList();
        Assert.True(names.Count > 50, "the model was not read");
        var found = names.Where(n => Forbidden().IsMatch(n)).ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [Fact]
    public void No_page_asks_for_a_place_or_measures_a_reader()
    {
        var found = Sources.Files(".cs", ".razor", ".js").Where(f => f.Path.EndsWith(".razor") || f.Path.EndsWith(".js"))
            .Where(f => Tracing().IsMatch(f.Text)).Select(f => f.Path).ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [Theory]
    [InlineData("members.points", true)]
    [InlineData("members.health_score", true)]
    [InlineData("seats.check_in_at", true)]
    [InlineData("meetings.latitude", true)]
    [InlineData("accounts.last_login_count", true)]
    [InlineData("persons.risk_level", true)]
    [InlineData("org_nodes.appointed_on", false)]
    [InlineData("meetings.present", false)]
    public void The_look_out_itself_sees(string column, bool forbidden) => Assert.Equal(forbidden, Forbidden().IsMatch(column));

    [GeneratedRegex(@"(^|[._])(points?|scores?|rank(ing)?|badges?|streaks?|leaderboard|check_?in|gps|latitude|longitude|geo|track|portrait|risk|online_(time|minutes)|reading_time|login_count|click|visit_count|household_label|resident_category|grade_of_paperwork)([._]|$)|login_count|_score$")]
    private static partial Regex Forbidden();

    [GeneratedRegex(@"geolocation|sendBeacon|navigator\.userAgent|capture=""|document\.hidden|visibilitychange", RegexOptions.IgnoreCase)]
    private static partial Regex Tracing();
}
