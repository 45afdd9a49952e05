using System.Net;
using AngleSharp.Html.Dom;
using Hangji.Modules.Disclosure;
using Hangji.Platform.Crypto;
using Hangji.Platform.Data;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Disclosure.Site;

/// <summary>No account, no name: a form that is the same for all, a receipt code, an answer.</summary>
public sealed class Somebody_asks_on_the_site
{
    private static Task<List<PublicVoice>> Voices(PublicVillage village) => village.House.Work(s => s.GetRequiredService<AppDb>().PublicVoices.AsNoTracking().OrderBy(v => v.Id).ToListAsync());

    private static async Task<(HttpResponseMessage Answer, IHtmlDocument Page)> Ask(PublicVillage village, Visitor visitor, string from, params (string, string)[] typed)
    {
        var form = (IHtmlFormElement)(await visitor.Page(from)).QuerySelector("form[action$='/ask']")!;
        return await visitor.Send(form, typed);
    }

    [Theory, OnEveryDatabase]
    public async Task It_is_taken_down_once_with_its_day_and_the_code_opens_it(string on)
    {
        await using var village = await PublicVillage.Open(on);
        using var visitor = village.Running.Visitor();
        var (answer, _) = await Ask(village, visitor, village.Home, ("Form.Text", "路灯什么时候修？"), ("Form.Phone", "13800138000"));
        var (again, _) = await Ask(village, visitor, village.Home, ("Form.Text", "路灯什么时候修？"), ("Form.Phone", "13800138000"));
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal(answer.Headers.Location, again.Headers.Location);
        var voice = Assert.Single(await Voices(village));
        Assert.Equal((PublicVoice.Question, "路灯什么时候修？", village.Branch.Id, false), (voice.Kind, voice.Text, voice.OrgId, voice.Shown));
        Assert.Equal("13800138000", village.House.Services.GetRequiredService<FieldCipher>().Open(Hangji.Modules.Disclosure.Voices.RaiseVoice.Contact, voice.ContactCipher!, voice.Id));
        var (seen, page) = await visitor.Get(answer.Headers.Location!.ToString());
        Assert.Equal("no-store", seen.Headers.CacheControl!.ToString());
        Assert.Contains("路灯什么时候修？", page.QuerySelector("main")!.TextContent);
        Assert.Contains("2026年12月7日", page.QuerySelector("main")!.TextContent);
        Assert.DoesNotContain("13800138000", page.Source.Text);
        // Read out over the telephone: capitals, hyphens and o for 0 make no difference; another village's address does.
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get($"{village.Home}/asked/{voice.Code.ToLowerInvariant().Insert(4, "-")}")).Answer.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get($"/v/{village.Beside.Code}/asked/{voice.Code}")).Answer.StatusCode);
        // Until it is answered nobody else reads it.
        Assert.DoesNotContain("路灯什么时候修", await visitor.Http.GetStringAsync(village.Home));
    }

    [Fact]
    public async Task An_objection_belongs_to_its_item_and_its_number_is_told()
    {
        await using var village = await PublicVillage.Open();
        using var visitor = village.Running.Visitor();
        var (answer, _) = await Ask(village, visitor, village.At("plan"), ("Form.Kind", PublicVoice.Objection), ("Form.Text", "会车道太少。"));
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        var voice = Assert.Single(await Voices(village));
        Assert.Equal((PublicVoice.Objection, village["plan"].Doc, village["plan"].Id), (voice.Kind, voice.Doc, voice.CopyId!.Value));
        Assert.Contains("已收到 1 条意见", await visitor.Http.GetStringAsync(village.Home));
    }

    [Theory]
    [InlineData("", "", "请写下您想问的")]
    [InlineData("张三的身份证是 11010119900307109X", "", "请不要写身份证号")]
    [InlineData("电话１３８　００１３　８０００", "", "请不要写身份证号、手机号")]
    [InlineData("路灯", "12", "电话号码不对")]
    public async Task What_cannot_be_taken_is_given_back_with_what_was_typed(string text, string phone, string why)
    {
        await using var village = await PublicVillage.Open();
        using var visitor = village.Running.Visitor();
        var (answer, page) = await Ask(village, visitor, village.At("canteen"), ("Form.Text", text), ("Form.Phone", phone), ("Form.Kind", "objection"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(why, page.QuerySelector("[role=alert]")!.TextContent);
        Assert.Equal(text, ((IHtmlTextAreaElement)page.QuerySelector("textarea")!).Value);
        Assert.NotNull(page.QuerySelector("input[name='Form.Kind'][value=objection][checked]"));
        Assert.Empty(await Voices(village));
    }

    [Fact]
    public async Task Programs_other_sites_and_floods_are_refused()
    {
        await using var village = await PublicVillage.Open();
        using var visitor = village.Running.Visitor();
        var (answer, page) = await Ask(village, visitor, village.Home, ("Form.Text", "买我的东西"), ("Form.Page", "http://spam.example"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        foreach (var (header, value) in new[] { ("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example") })
        {
            using var foreign = new HttpRequestMessage(HttpMethod.Post, village.Home + "/ask") { Content = new FormUrlEncodedContent([new("_handler", "ask"), new("Form.Text", "别的网站让我说的")]), Headers = { { header, value } } };
            Assert.Contains("请从本站的页面送出", await (await visitor.Http.SendAsync(foreign)).Content.ReadAsStringAsync());
        }
        Assert.Empty(await Voices(village));
        for (var n = 0; n < 6; n++) Assert.Equal(HttpStatusCode.Found, (await Ask(village, visitor, village.Home, ("Form.Text", $"第 {n} 问"))).Answer.StatusCode);
        Assert.Contains("送得太快了", (await Ask(village, visitor, village.Home, ("Form.Text", "第 7 问"))).Page.QuerySelector("[role=alert]")!.TextContent);
        village.House.Clock.Now += TimeSpan.FromMinutes(11);
        Assert.Equal(HttpStatusCode.Found, (await Ask(village, visitor, village.Home, ("Form.Text", "第 7 问"))).Answer.StatusCode);
        Assert.Equal(7, (await Voices(village)).Count);
    }

    [Theory, OnEveryDatabase]
    public async Task Not_answered_in_time_it_is_taken_to_the_level_above(string on)
    {
        await using var village = await PublicVillage.Open(on);
        using var visitor = village.Running.Visitor();
        var (answer, _) = await Ask(village, visitor, village.At("canteen"), ("Form.Text", "钱够不够？"));
        var address = answer.Headers.Location!.ToString();
        Assert.Null((await visitor.Page(address)).QuerySelector("#up"));
        village.House.Clock.Now += TimeSpan.FromDays(20);
        var page = await visitor.Page(address);
        Assert.Contains("已经过期", page.QuerySelector("main")!.TextContent);
        var (sent, _) = await visitor.Send((IHtmlFormElement)page.QuerySelector("#up form")!, ("Why", "一直没有人答复。"));
        Assert.Equal(HttpStatusCode.Found, sent.StatusCode);
        var voice = Assert.Single(await Voices(village));
        Assert.Equal((new DateOnly(2026, 12, 10), "一直没有人答复。"), (voice.EscalatedOn, voice.EscalatedWhy));
        Assert.Contains("提请上级核查", (await visitor.Page(address)).QuerySelector("main")!.TextContent);
    }
}
