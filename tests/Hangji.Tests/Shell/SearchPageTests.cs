using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Hangji.Shell.Search;
using Hangji.Tests.Situations;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Shell;

public class Searching_from_the_top_bar
{
    static async Task<(RunningHouse, Visitor)> Open()
    {
        var running = await RunningHouse.Open(adjust: b => b.Services.AddScoped<ISearchSource, Mine>().AddScoped<ISearchSource, Closed>());
        return (running, await running.Visitor(await running.House.Administrator("system")));
    }

    [Fact]
    public async Task Asks_the_sources_that_this_seat_may_read_and_no_other()
    {
        var (running, visitor) = await Open();
        await using var _ = running;
        var page = await visitor.Page("/search?q=" + Uri.EscapeDataString(" 陈\u0007 "));
        Assert.Equal("甲 陈", page.QuerySelector(".hj-sec a.hj-title")!.TextContent);
        Assert.Equal("陈", page.QuerySelector("main input[name=q]")!.GetAttribute("value"));
        Assert.DoesNotContain("secret", page.Source.Text);
        Assert.Equal(10, page.QuerySelectorAll(".hj-sec li").Length);
        Assert.Equal("/all?q=陈", page.QuerySelector(".hj-sec p.u-t2 a")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("/search", "写一个词再查")]
    [InlineData("/search?q=%20%20", "写一个词再查")]
    [InlineData("/search?q=nobody", "没有找到“nobody”")]
    public async Task Says_what_to_do_when_there_is_nothing(string path, string said)
    {
        var (running, visitor) = await Open();
        await using var _ = running;
        Assert.Equal(said, (await visitor.Page(path)).QuerySelector(".hj-empty strong")!.TextContent);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("{0} {1}")]
    [InlineData("%' or 1=1 --")]
    public async Task Takes_any_text_as_text(string asked)
    {
        var (running, visitor) = await Open();
        await using var _ = running;
        var page = await visitor.Page("/search?q=" + Uri.EscapeDataString(asked));
        Assert.Equal(asked, page.QuerySelector("main input[name=q]")!.GetAttribute("value"));
        Assert.Empty(page.QuerySelectorAll("main script"));
    }

    [Fact]
    public async Task Cuts_a_novel_down_to_what_a_name_may_be()
    {
        var (running, visitor) = await Open();
        await using var _ = running;
        var page = await visitor.Page("/search?q=" + Uri.EscapeDataString("甲" + string.Concat(Enumerable.Repeat("𬍛", 600))));
        Assert.Equal("甲" + string.Concat(Enumerable.Repeat("𬍛", 29)), page.QuerySelector("main input[name=q]")!.GetAttribute("value"));
    }

    [Theory, OnEveryDatabase]
    public async Task Finds_bodies_and_members_of_the_range_and_nobody_elses(string on)
    {
        await using var running = await RunningHouse.Open(on);
        var town = await running.House.Body("中共青石镇委员会", kind: "committee");
        var (mine, other) = (await running.House.Body("竹溪村党支部", town), await running.House.Body("竹溪二村党支部", town));
        await running.House.Member(mine, "欧阳慧兰");
        await running.House.Member(other, "欧阳国强");
        var account = await running.House.Account("chenqishan");
        await running.House.Seat(account, mine);
        using var visitor = await running.Visitor(account);
        Assert.Equal(["欧阳慧兰"], Hits(await visitor.Page("/search?q=欧阳")));
        Assert.Equal(["欧阳慧兰"], Hits(await visitor.Page("/search?q=oyhl")));
        Assert.Equal(["竹溪村党支部"], Hits(await visitor.Page("/search?q=竹溪")));
        Assert.Equal(["竹溪村党支部"], Hits(await visitor.Page("/search?q=" + mine.Code)));
        Assert.Empty(Hits(await visitor.Page("/search?q=国强")));
    }

    static string[] Hits(IHtmlDocument page) => [.. page.QuerySelectorAll(".hj-sec a.hj-title").Select(a => a.TextContent)];

    sealed class Mine : ISearchSource
    {
        public string Title => "答复";
        public int Order => 1;
        public string Policy => "admin.system";
        public Task<IReadOnlyList<SearchHit>> Find(string asked, int most, CancellationToken stop) =>
            Task.FromResult<IReadOnlyList<SearchHit>>(asked == "nobody" ? [] : [.. Enumerable.Range(0, most).Select(i => new SearchHit($"甲 {asked}", $"/x/{i}", "某处"))]);
        public string AllAt(string asked) => "/all?q=" + asked;
    }

    sealed class Closed : ISearchSource
    {
        public string Title => "帮助";
        public int Order => 2;
        public string Policy => "members.read";
        public Task<IReadOnlyList<SearchHit>> Find(string asked, int most, CancellationToken stop) => Task.FromResult<IReadOnlyList<SearchHit>>([new("secret", "/y")]);
        public string AllAt(string asked) => "/";
    }
}
