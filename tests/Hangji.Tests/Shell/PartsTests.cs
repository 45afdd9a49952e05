using AngleSharp.Dom;
using Hangji.Platform;
using Hangji.Shell;
using Hangji.Shell.Parts;
using Microsoft.AspNetCore.Components;
using static Hangji.Tests.Shell.Drawn;

namespace Hangji.Tests.Shell;

public class Marks_in_rows
{
    [Theory]
    [InlineData(Standing.Over, "is-over", "alert-triangle")]
    [InlineData(Standing.Due, "is-due", "clock")]
    [InlineData(Standing.Done, "is-done", "circle-check")]
    [InlineData(Standing.Late, "is-late", "history")]
    [InlineData(Standing.Exempt, "is-exempt", "circle-minus")]
    [InlineData(Standing.Off, "is-off", "circle-dashed")]
    public void A_state_is_told_by_class_icon_and_word(Standing standing, string style, string icon)
    {
        var mark = Read(Marks.State(standing, "逾期 5 天").Value);
        Assert.Equal($"hj-st {style}", mark.ClassName);
        Assert.EndsWith("#i-" + icon, mark.QuerySelector("svg.hj-i[aria-hidden=true] use")!.GetAttribute("href"));
        Assert.Equal("逾期 5 天", mark.TextContent);
    }

    [Fact]
    public void Every_state_has_a_mark() => Assert.All(Enum.GetValues<Standing>(), s => Assert.Contains("is-", Marks.State(s, "x").Value));

    [Fact]
    public void What_people_typed_is_text_and_not_markup()
    {
        Assert.Contains("&lt;b&gt;", Marks.State(Standing.Due, "<b>").Value);
        Assert.DoesNotContain("<script", Marks.Cite("<script>", "/why/\"onclick=").Value);
        Assert.Equal("/why/\"onclick=", Read(Marks.Cite("条", "/why/\"onclick=").Value).GetAttribute("href"));
        Assert.DoesNotContain("\"<", Marks.Count(3, "/a", "\"<b>").Value);
    }

    [Fact]
    public void Zero_leads_nowhere_and_a_count_opens_its_rows()
    {
        Assert.Equal("hj-zero", Read(Marks.Count(0, "/members").Value).ClassName);
        var link = Read(Marks.Count(1234, "/members", "青石镇").Value);
        Assert.Equal(("A", "/members", "1,234", "青石镇 1,234"), (link.TagName, link.GetAttribute("href"), link.TextContent, link.GetAttribute("aria-label")));
    }

    [Fact]
    public void An_icon_that_is_not_in_the_list_is_refused() => Assert.Throws<ArgumentException>(() => Icon.Of("no-such-icon"));

    [Fact]
    public async Task A_date_is_words_for_people_and_numbers_for_machines()
    {
        Assert.Equal("<time datetime=\"2026-07-01\">2026年7月1日</time>", await Text<DateText>(new { Value = new DateOnly(2026, 7, 1) }));
        Assert.Equal("<time datetime=\"2026-07-01\">1 July 2026</time>", await Text<DateText>(new { Value = new DateOnly(2026, 7, 1) }, "en"));
    }

    [Fact]
    public async Task Money_is_whole_fen() => Assert.Equal("1,234.50 元", (await Element<MoneyText>(new { Fen = 123450L })).TextContent);
}

public class Parts_of_a_page
{
    [Fact]
    public async Task Chinese_leaves_as_Chinese_and_not_as_entities()
    {
        var text = await Text<EmptyState>(new { Title = "没有要您填的表" });
        Assert.Contains("没有要您填的表", text);
        Assert.DoesNotContain("&#x", text);
    }

    [Fact]
    public async Task A_page_head_has_crumbs_one_heading_and_its_facts()
    {
        var head = await Element<PageHead>(new { Title = "记会议", Meta = "草稿", Crumbs = new[] { new Crumb("会议", "/meetings"), new Crumb("记会议") } });
        Assert.Equal("记会议", Assert.Single(head.QuerySelectorAll("h1")).TextContent);
        Assert.Equal("/meetings", head.QuerySelector("nav.hj-crumb li a")!.GetAttribute("href"));
        Assert.Equal("page", head.QuerySelector("nav.hj-crumb li:last-child span")!.GetAttribute("aria-current"));
        Assert.Equal("草稿", head.QuerySelector(".hj-head .hj-meta")!.TextContent);
    }

    [Fact]
    public async Task Tabs_mark_the_current_one()
    {
        var tabs = await Element<Tabs>(new { Items = new[] { new Tab("概况", "/o/1", true), new Tab("党员", "/o/1/members", Count: 1234) } });
        Assert.Equal(["概况", "党员 1,234"], tabs.QuerySelectorAll("a").Select(a => a.TextContent));
        Assert.Equal("/o/1", Assert.Single(tabs.QuerySelectorAll("[aria-current=page]")).GetAttribute("href"));
    }

    [Fact]
    public async Task Figures_open_their_rows()
    {
        var figures = await Element<Figures>(new { Items = new[] { new Figure("党员", "25", "人", "/members"), new Figure("党小组", "3") } });
        Assert.Equal("hj-figs", figures.ClassName);
        Assert.Equal(["25 人", "3"], figures.QuerySelectorAll("dd").Select(d => d.TextContent));
        Assert.Equal("/members", Assert.Single(figures.QuerySelectorAll("a")).GetAttribute("href"));
    }

    [Fact]
    public async Task A_citation_opens_why_for_this_body() =>
        Assert.Equal("/why/committee-monthly?org=7", (await Element<Cite>(new { Article = "第十二条", Rule = "committee-monthly", Org = 7L })).GetAttribute("href"));

    [Fact]
    public async Task A_refusal_says_what_and_by_which_article_and_is_announced()
    {
        var note = await Element<Note>(new { Why = new Refusal("最多 {0} 个字，现在有 {1} 个", "Text", "支部工作条例 第十一条", 5, 6) });
        Assert.Equal(("hj-note is-stop u-b5", "alert"), (note.ClassName, note.GetAttribute("role")));
        Assert.Equal("最多 5 个字，现在有 6 个", note.QuerySelector("h2")!.TextContent);
        Assert.Equal("支部工作条例 第十一条", note.QuerySelector(".hj-cite")!.TextContent);
    }

    [Fact]
    public async Task A_refusal_speaks_English_too() =>
        Assert.Equal("At most 5 characters; there are 6", (await Element<Note>(new { Why = new Refusal("最多 {0} 个字，现在有 {1} 个", Args: [5, 6]) }, "en")).QuerySelector("h2")!.TextContent);

    [Fact]
    public async Task A_table_names_itself_and_its_columns_and_stacks_on_phones()
    {
        var table = await Element<DataTable>(new { Caption = "党员", Heads = new Head[] { "姓名", Head.Number("人数") } }, content: Markup("<tr><th scope=row>䶮</th><td class=num>1</td></tr>"));
        Assert.Equal("hj-table hj-stack", table.ClassName!.Trim());
        Assert.Equal("党员", table.QuerySelector("caption.hj-sr")!.TextContent);
        Assert.Equal(["col", "col"], table.QuerySelectorAll("thead th").Select(th => th.GetAttribute("scope")));
        Assert.Equal("num", table.QuerySelector("thead th:last-child")!.ClassName);
        Assert.Equal("䶮", table.QuerySelector("tbody th")!.TextContent);
    }

    [Fact]
    public async Task A_wide_table_scrolls_in_a_named_box_that_the_keyboard_reaches()
    {
        var box = await Element<DataTable>(new { Caption = "各乡镇例外", Wide = true, Heads = new Head[] { "组织" } });
        Assert.Equal(("hj-scroll", "region", "0", "各乡镇例外，可左右滚动"), (box.ClassName, box.GetAttribute("role"), box.GetAttribute("tabindex"), box.GetAttribute("aria-label")));
        Assert.NotNull(box.QuerySelector("table.hj-sticky.hj-wide"));
    }

    [Fact]
    public async Task A_pager_without_more_says_nothing() => Assert.Equal("", (await Text<Pager>()).Trim());

    [Fact]
    public async Task The_page_of_a_day_keeps_the_rest_of_its_address()
    {
        var form = await Element<AsOfPicker>(new { Value = new DateOnly(2026, 11, 20), Keep = new[] { KeyValuePair.Create("tab", "members") } });
        Assert.Equal("2026-11-20", form.QuerySelector("input[type=date][name=asof]")!.GetAttribute("value"));
        Assert.Equal("members", form.QuerySelector("input[type=hidden][name=tab]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Work_in_progress_asks_again_with_script_and_stops_when_done()
    {
        var running = await Element<Progress>(new { Title = "核对", Href = "/import/1", At = 312L, Total = 10000L });
        Assert.Equal(("/import/1", "every 1s"), (running.GetAttribute("hx-get"), running.GetAttribute("hx-trigger")));
        var done = await Element<Progress>(new { Title = "核对", Href = "/import/1", At = 1L, Total = 1L, Done = true });
        Assert.False(done.HasAttribute("hx-get"));
        Assert.Equal("/import/1", done.QuerySelector("a.btn-primary")!.GetAttribute("href"));
    }

    [Fact]
    public async Task A_file_is_never_fetched_by_script() => Assert.Equal("false", (await Element<Download>(new { Href = "/x.xlsx", Text = "导出" })).GetAttribute("hx-boost"));
}

public class Fields_of_a_form
{
    [Fact]
    public async Task A_label_a_hint_and_an_error_belong_to_their_control()
    {
        var field = await Element<Field>(new { Name = "Form.Present", Label = "人数", Hint = "按名册", Error = "到会人数不足", Value = "31", Type = "number" });
        var input = field.QuerySelector("input")!;
        Assert.Equal(field.QuerySelector("label")!.GetAttribute("for"), input.Id);
        Assert.Equal(("true", "31", "numeric"), (input.GetAttribute("aria-invalid"), input.GetAttribute("value"), input.GetAttribute("inputmode")));
        Assert.Equal(["按名册", "到会人数不足"], input.GetAttribute("aria-describedby")!.Split(' ').Select(id => field.QuerySelector("#" + id)!.TextContent));
    }

    [Fact]
    public async Task A_field_without_fault_says_nothing_of_one()
    {
        var input = (await Element<Field>(new { Name = "a", Label = "甲" })).QuerySelector("input")!;
        Assert.False(input.HasAttribute("aria-invalid") || input.HasAttribute("aria-describedby") || input.HasAttribute("required"));
    }

    [Fact]
    public async Task What_was_typed_is_kept_letter_by_letter()
    {
        const string typed = "\n<b>𬍛\"&\r\n二";
        var field = await Element<Field>(new { Name = "t", Label = "内容", Type = "textarea", Value = typed });
        Assert.Equal(typed.ReplaceLineEndings("\n"), ((AngleSharp.Html.Dom.IHtmlTextAreaElement)field.QuerySelector("textarea")!).Value.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_password_is_never_sent_back() => Assert.False((await Element<Field>(new { Name = "p", Label = "密码", Type = "password", Value = "secret" })).QuerySelector("input")!.HasAttribute("value"));

    [Fact]
    public async Task A_select_keeps_its_choice()
    {
        var select = (await Element<Field>(new { Name = "k", Label = "种类", Type = "select", Blank = "请选", Value = "b", Choices = new[] { new Choice("a", "甲"), new Choice("b", "乙") } })).QuerySelector("select")!;
        Assert.Equal(["请选", "甲", "乙"], select.QuerySelectorAll("option").Select(o => o.TextContent));
        Assert.Equal("b", Assert.Single(select.QuerySelectorAll("option[selected]")).GetAttribute("value"));
    }

    [Theory]
    [InlineData("Present", true)]
    [InlineData("present", true)]
    [InlineData("HeldOn", false)]
    public async Task A_refusal_that_names_the_field_is_said_beside_it(string name, bool said)
    {
        RenderFragment field = builder =>
        {
            builder.OpenComponent<Field>(0);
            builder.AddAttribute(1, "Name", "Form.Present");
            builder.AddAttribute(2, "Label", "人数");
            builder.CloseComponent();
        };
        var form = await Element<Refused>(new { Why = new Refusal("到会人数不足", name) }, content: field);
        Assert.Equal("到会人数不足", form.QuerySelector("#refusal h2")!.TextContent);
        Assert.Equal(said, form.QuerySelector("input[aria-invalid=true]") is not null);
    }

    [Fact]
    public async Task Segments_are_real_radios_in_a_named_group()
    {
        var group = (await Element<Segmented>(new { Name = "k", Label = "种类", Value = "b", Choices = new[] { new Choice("a", "甲"), new Choice("b", "乙") } })).QuerySelector("[role=radiogroup]")!;
        Assert.Equal("种类", group.Owner!.GetElementById(group.GetAttribute("aria-labelledby")!)!.TextContent);
        Assert.Equal("b", Assert.Single(group.QuerySelectorAll("input[type=radio][checked]")).GetAttribute("value"));
    }

    [Fact]
    public async Task Every_form_key_is_new_and_comes_with_a_token()
    {
        async Task<string> Key() => (await Element<FormKey>()).QuerySelector($"input[name={FormKey.Field}]")!.GetAttribute("value")!;
        var (first, second) = (await Key(), await Key());
        Assert.Matches("^[0-9a-f]{32}$", first);
        Assert.NotEqual(first, second);
        Assert.Contains("__RequestVerificationToken", await Text<FormKey>());
    }
}
