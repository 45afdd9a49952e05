using System.Net;
using AngleSharp.Html.Dom;
using Hangji.Tests.Situations;

namespace Hangji.Tests.Modules.CollectiveEconomy;

public sealed class Pages_of_books
{
    static string Text(AngleSharp.Dom.INode page) => string.Join(' ', page.TextContent.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
    static IHtmlFormElement Form(IHtmlDocument page) => page.QuerySelectorAll("main form").OfType<IHtmlFormElement>().Single(f => f.Method == "post");

    [Theory, OnEveryDatabase]
    public async Task A_secretary_opens_books_records_signs_closes_and_prints(string on)
    {
        await using var running = await RunningHouse.Open(on);
        var v = await Village.Of(running.House);
        using var visitor = await running.Holder(v.Branch, "secretary");
        Assert.Contains("还没有账", Text((await visitor.Page("/books")).Body!));
        var (answer, _) = await visitor.Send(Form(await visitor.Page("/books/open")), ("month", "2026-10"));
        var book = answer.Led()!;
        Assert.Matches(@"^/books/\d+$", book);
        var (refusedAnswer, refused) = await visitor.Send(Form(await visitor.Page(book + "/new")), ("Form.On", "2026-10-08"), ("Form.Summary", "老年食堂改建"), ("Form.Party", "陈启山"), ("Form.Lines[0].Account", "514"), ("Form.Lines[0].Debit", "72,900"), ("Form.Lines[1].Account", "102"), ("Form.Lines[1].Credit", "72900.01"));
        Assert.Equal(HttpStatusCode.OK, refusedAnswer.StatusCode);
        Assert.Contains("借方合计 72,900.00，贷方合计 72,900.01，相差 0.01", Text(refused.Body!));
        Assert.Equal("72,900", refused.QuerySelector("input[name='Form.Lines[0].Debit']")!.GetAttribute("value"));
        (answer, _) = await visitor.Send(Form(refused), ("Form.Lines[1].Credit", "72,900"));
        var voucher = await visitor.Page(answer.Led()!);
        Assert.Contains("陈**", Text(voucher.Body!));
        Assert.DoesNotContain("陈启山", Text(voucher.Body!));
        var month = await visitor.Page(book + "/2026-10");
        Assert.Contains("72,900.00 元", Text(month.Body!));
        Assert.Contains("1 张凭证没有写齐审签日期", Text(month.Body!));
        Assert.Contains("没有结账", Text((await visitor.Page(book)).Body!));
        (answer, _) = await visitor.Send(Form(await visitor.Page(book + "/2026-10/sign")), ("Form.Handled", "2026-10-09"), ("Form.Reviewed", "2026-10-10"), ("Form.Signed", "2026-10-11"));
        Assert.Equal(book + "/2026-10", answer.Led());
        (answer, _) = await visitor.Send(Form(await visitor.Page(book + "/2026-10/close")));
        Assert.Equal(book + "/2026-10", answer.Led());
        Assert.Contains("2026年11月20日 结账", Text((await visitor.Page(book + "/2026-10")).Body!));
        Assert.Contains("72,900.00", Text((await visitor.Page(book + "/2026-Q4/print")).Body!));
        var english = await visitor.Page(book + "/2026-10?lang=en");
        Assert.Contains("Income and expenses", Text(english.Body!));
        using var sheet = await visitor.Http.GetAsync(book + "/2026-10/export");
        Assert.Equal(HttpStatusCode.OK, sheet.StatusCode);
        Assert.Contains("经费", Text((await visitor.Page($"/orgs/{v.Branch.Id}")).Body!));
        foreach (var nowhere in new[] { "/2026-13", "/2026-09", "/abc", "/2026-Q9" }) Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get(book + nowhere)).Answer.StatusCode);
        using var supervisor = await running.Holder(v.Supervision, "chair");
        Assert.Contains("竹溪村股份经济合作联合社", Text((await supervisor.Page("/books")).Body!));
        Assert.DoesNotContain("补写日期", Text((await supervisor.Page(answer.Led()!)).Body!));
        Assert.Equal(HttpStatusCode.NotFound, (await supervisor.Get(book + "/new")).Answer.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await supervisor.Get(book + "/2026-10/sign")).Answer.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await supervisor.Get(book + "/import")).Answer.StatusCode);
        var other = await running.Body("上竹村党支部", v.Township);
        using var stranger = await running.Holder(other, "secretary");
        foreach (var path in new[] { book, book + "/2026-10", voucher.Location.PathName, book + "/2026-10/print", book + "/2026-10/export", $"/books/of/{v.Collective.Id}" }) Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get(path)).Answer.StatusCode);
    }

    [Fact]
    public async Task A_posted_form_twice_is_one_voucher()
    {
        await using var running = await RunningHouse.Open();
        var v = await Village.Of(running.House);
        using var visitor = await running.Holder(v.Branch, "secretary");
        var (answer, _) = await visitor.Send(Form(await visitor.Page("/books/open")), ("month", "2026-10"));
        var book = answer.Led()!;
        var form = Form(await visitor.Page(book + "/new"));
        (string, string)[] typed = [("Form.On", "2026-10-08"), ("Form.Summary", "水费"), ("Form.Lines[0].Account", "513"), ("Form.Lines[0].Debit", "9"), ("Form.Lines[1].Account", "101"), ("Form.Lines[1].Credit", "9")];
        var (first, _) = await visitor.Send(form, typed);
        var (second, _) = await visitor.Send(form, typed);
        Assert.Equal(first.Led(), second.Led());
        Assert.Contains("1 张", Text((await visitor.Page(book + "/2026-10")).Body!));
    }
}
