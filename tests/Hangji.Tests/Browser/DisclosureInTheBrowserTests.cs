using Hangji.Modules.Disclosure;
using Hangji.Tests.Modules.Disclosure;
using Hangji.Tests.Platform.Log;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Tests.Browser;

[Collection(InTheBrowser.Name)]
public class Publication_in_a_browser(Chromium chromium)
{
    [Theory]
    [InlineData(360)]
    [InlineData(1440)]
    public async Task From_what_is_due_to_the_released_version_every_page_passes_axe_and_fits(int width)
    {
        await using var running = await RunningHouse.Open();
        var b = await Board.Of(running.House);
        var released = await b.Released(log: false);
        var draft = await b.Drafted(b.Quarter);
        var (voice, _) = await b.Asked(released, "为什么只有两户？名单是谁评的，评的时候有没有公示过？");
        var account = await running.Account("secretary");
        await running.Seat(account, b.Place);
        await using var window = await chromium.Open(running.Address, width);
        await window.Enter(account);
        foreach (var (address, name) in new[] { ("/disclosure", "list"), ("/disclosure/new", "new"), ("/disclosure/new?catalog=village-relief", "new-one"), ($"/disclosure/{draft}", "draft"), ($"/disclosure/{draft}/edit", "edit"), ($"/disclosure/{released}", "released"),
            ($"/disclosure/withdraw/{(await b.Copy(released)).Id}", "withdraw"), ("/disclosure/voices", "voices"), ($"/disclosure/voices/{voice!.Id}", "voice"), ($"/orgs/{b.Place.Id}/disclosure", "tab") })
            foreach (var language in new[] { "zh", "en" })
            {
                await window.Page.GotoAsync($"/lang?to={language}&back={Uri.EscapeDataString(address)}");
                await window.PassesAxe();
                await window.FitsItsWidth();
                await window.Picture($"disclosure-{name}-{language}");
            }
    }

    [Fact]
    public async Task Clerk_supervisor_and_secretary_publish_through_the_forms_alone()
    {
        await using var running = await RunningHouse.Open();
        var b = await Board.Of(running.House);
        var (clerk, supervisor, secretary) = (await running.Holder(b.Village.Committee, "clerk"), await running.Holder(b.Village.Supervision, "chair"), await running.Holder(b.Place, "secretary"));
        var page = await clerk.Page("/disclosure/new?catalog=village-relief");
        var (answer, _) = await clerk.Send(page.Forms.Single(f => f.QuerySelector("[name='Form.Catalog']") is not null));
        var edit = answer.Led()!;
        page = await clerk.Page(edit);
        (answer, page) = await clerk.Send(page.Forms.Single(f => f.QuerySelector("[name='Form.Title']") is not null), ("Form.Title", "困难户慰问"), ("Form.Summary", "给 2 户各发 600 元。"), ("Form.Parts[0].Table", "户主\t金额（元）\n张小明\t600\n李四\t600"));
        var item = answer.Led()!;
        page = await clerk.Page(item);
        Assert.Contains("张*明", page.Body!.TextContent);
        Assert.DoesNotContain("张小明", page.Body.TextContent);
        (answer, _) = await clerk.Send(page.Forms.Single(f => f.TextContent.Contains("送审")));
        Assert.Equal(item, answer.Led());
        page = await supervisor.Page(item);
        (answer, _) = await supervisor.Send(page.Forms.Single(f => f.QuerySelector("[name=Opinion]") is not null), ("agreed", "yes"));
        Assert.Equal(item, answer.Led());
        page = await secretary.Page(item);
        var release = page.Forms.Single(f => f.QuerySelector("[name=Board]") is not null);
        (answer, _) = await secretary.Send(release, ("Board", "村口公开栏"));
        Assert.Equal(item, answer.Led());
        // The same form again is the same act.
        Assert.Equal(System.Net.HttpStatusCode.Found, (await secretary.Send(release, ("Board", "村口公开栏"))).Answer.StatusCode);
        page = await secretary.Page(item);
        Assert.Contains("第 1 版", page.Body!.TextContent);
        Assert.Equal(1, await b.House.Work(s => Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Hangji.Platform.Data.AppDb>(s).PublishedCopies.CountAsync()));
    }
}
