using Hangji.Modules.Access.Contract;
using Hangji.Modules.Relief;
using Hangji.Tests.Situations;

namespace Hangji.Tests.Modules.Relief;

public class Counting_what_a_page_asks
{
    static AskedForm One(params (string Name, string Source)[] pages) => Assert.Single(AskedForm.Read(pages.ToDictionary(p => p.Name, p => p.Source)));

    [Fact]
    public void Fields_choices_and_lists_count_and_hidden_ones_and_buttons_do_not()
    {
        var form = One(("XPage", """
            @page "/x/{Id:long}"
            @attribute [Authorize(Policy = Verbs.RecordMeetings)]
            <PageHead Title="记会议" />
            <form method="post"><FormKey /><input type="hidden" name="a"><Field Name="b" Label="甲" Optional="true" /><Segmented Name="c" />
            <select name="d"></select><textarea name="e"></textarea><input name="f"><input type="checkbox" name="g"><button>送</button></form>
            """));
        Assert.Equal(("记会议", "/x/{Id:long}", 6, 1, 2, Verbs.RecordMeetings), (form.Title, form.Address, form.Asked, form.Optional, form.Minutes, form.Verb));
        Assert.Contains("secretary", form.Roles.Select(r => r.Key));
        Assert.DoesNotContain("member", form.Roles.Select(r => r.Key));
    }

    [Fact]
    public void A_form_in_a_component_of_its_own_counts_for_the_page_that_uses_it() =>
        Assert.Equal(2, One(("XPage", "@page \"/x\"\n<form method=\"post\"><Inner Value=\"1\" /><Inner/></form>"), ("Inner", "<Field Name=\"a\" /><Field Name=\"b\" />")).Asked);

    [Fact]
    public void Searching_and_reading_ask_nothing() =>
        Assert.Empty(AskedForm.Read(new Dictionary<string, string> { ["A"] = "@page \"/a\"\n<FilterBar Action=\"/a\" />", ["B"] = "@page \"/b\"\n<form method=\"post\"><FormKey /><button>x</button></form>", ["C"] = "<form method=\"post\"><Field Name=\"a\" /></form>" }));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 1)]
    [InlineData(5, 2)]
    public void Four_things_take_a_minute(int asked, int minutes) => Assert.Equal(minutes, new AskedForm("x", "/x", asked, 0, null).Minutes);
}

public class The_burden_ledger
{
    [Fact]
    public async Task Is_open_to_everybody_and_lists_every_form_of_the_program()
    {
        await using var running = await RunningHouse.Open();
        using var visitor = running.Visitor();
        var page = await visitor.Page("/relief");
        Assert.Contains(AskedForm.Shipped, f => f.Address == "/feedback" && f.Asked == 3);
        var tables = page.QuerySelectorAll("table.hj-table");
        Assert.Equal(Roles.All.Count, tables[0].QuerySelectorAll("tbody tr").Length);
        Assert.Equal(AskedForm.Shipped.Count, tables[1].QuerySelectorAll("tbody tr").Length);
        Assert.Contains("投诉与建议", tables[1].TextContent);
    }

    [Fact]
    public void Every_verb_of_a_form_is_known() => Assert.All(AskedForm.Shipped.Where(f => f.Verb is not null), f => Assert.NotEmpty(f.Roles));
}
