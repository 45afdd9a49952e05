using System.Net;
using Hangji.Modules.Organizations.Contract;
using Hangji.Tests.Situations;

namespace Hangji.Tests.Modules.Statistics;

/// <summary>What a reader gets by the address: his own range and nothing beside it, and a "no" that says what to ask instead.</summary>
public sealed class Pages_of_statistics
{
    private static async Task<(RunningHouse Running, OrgNode County, OrgNode Town, OrgNode Beside)> Open(string on)
    {
        var running = await RunningHouse.Open(on);
        var county = await running.Body("安澜县委", kind: OrgKinds.Committee);
        var (town, beside) = (await running.Body("青石镇党委", county, OrgKinds.Committee), await running.Body("白云镇党委", county, OrgKinds.Committee));
        await running.House.Roster(await running.Body("竹溪村党支部", town), 20, 1);
        await running.House.Roster(await running.Body("大樟村党支部", beside), 30, 2);
        return (running, county, town, beside);
    }

    [Theory, OnEveryDatabase]
    public async Task Show_nobody_a_row_or_a_figure_of_another_peoples_subtree(string on)
    {
        var (running, county, town, beside) = await Open(on);
        await using var _ = running;
        using var visitor = await running.Holder(town, "superior-officer");
        string[] addresses = ["/statistics?year=2026", "/statistics/2026/2?", "/statistics/2026/2/export?", "/statistics/rows?set=members&year=2026", "/statistics/rows?set=bodies&year=2026&when=began", "/statistics/pivot?by=sex", "/overview?", "/overview/export?"];
        foreach (var address in addresses)
        {
            Assert.Equal(HttpStatusCode.OK, (await visitor.Get($"{address}&org={town.Id}")).Answer.StatusCode);
            foreach (var stranger in new[] { county.Id, beside.Id, 1 }) Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get($"{address}&org={stranger}")).Answer.StatusCode);
        }
        var own = (await visitor.Page("/statistics/rows?set=members&year=2026")).Body!.TextContent;
        Assert.Contains("测1", own);
        Assert.DoesNotContain("测2", own);
        // Addresses that somebody made up are not found; none is a fault.
        string[] made = ["set=residents", "set=members&where=sex:blue", "set=members&where=income:low", "set=members&where=sex", "set=members&when=7", "set=members&after=-1", "set=members&after=99999999", "set=members&year=1999", "set=members&year=2027"];
        foreach (var query in made) Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get("/statistics/rows?" + query)).Answer.StatusCode);
    }

    [Fact]
    public async Task Refuse_a_question_beyond_the_budget_and_say_how_to_narrow_it_in_both_languages()
    {
        var (running, _, town, _) = await Open("sqlite");
        await using var __ = running;
        using var visitor = await running.Holder(town, "superior-officer");
        const string TooMuch = "/statistics/pivot?set=members&by=field&by=age&by=job&by=joined&by=education&by=exit&only=entry:joined";
        var said = (await visitor.Page(TooMuch)).QuerySelector(".hj-note.is-stop")!.TextContent;
        Assert.Contains("请少选一个维度，先去掉分得最细的“所属领域”", said);
        var english = (await visitor.Page(TooMuch + "&lang=en")).QuerySelector(".hj-note.is-stop")!.TextContent;
        Assert.Contains("Field", english);
        Assert.DoesNotContain(english, c => c is >= '一' and <= '鿿');
        // One dimension less, and it is counted.
        Assert.Empty((await visitor.Page(TooMuch.Replace("&by=field", ""))).QuerySelectorAll(".hj-note.is-stop"));
        Assert.Contains("同一个维度选了两次", (await visitor.Page("/statistics/pivot?by=sex&by=sex")).QuerySelector(".hj-note.is-stop")!.TextContent);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get("/statistics/pivot?by=income")).Answer.StatusCode);
    }
}
