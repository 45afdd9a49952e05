using System.Net;
using AngleSharp.Html.Dom;
using Hangji.Modules.Meetings;
using Hangji.Platform.Data;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Meetings;

/// <summary>Whatever a browser, a script or a tired clerk sends, the answer is a page that says so: never a fault, never a record that cannot be read.</summary>
public sealed class Ugly_input_to_the_forms_of_meetings
{
    static readonly string[] Ugly =
        ["", "   ", new string('长', 30_000), "<script>alert(1)</script>", "😀👩‍👩‍👧‍👦", "𬍛䶮\u202E", "a\0b", "\uD800", "-1", "99999999999999999999", "NaN", "2026-13-45", "0001-01-01", "9999-12-31", "25:61", "';drop table meetings;--", "%00", "{0}{1}"];

    [Theory, InlineData("sqlite"), InlineData("postgres")]
    public async Task Is_answered_in_words_field_by_field(string on)
    {
        await using var branch = await SignedInBranch.Open(on: on);
        var met = (await branch.House.Work(Trees.SeatOf(branch.Org), s => s.GetRequiredService<RecordMeeting>().Run(new() { OrgId = branch.Org.Id, Kind = MeetingKinds.General, Theme = "会", HeldOn = new(2026, 11, 18), Items = [new("道路") { Responsible = "党员2" }] }))).Meeting!;
        var random = new Random(11);
        var tried = 0;
        foreach (var (path, having, act) in new[] { ("/meetings/new", "input[name=shown]", "save"), ($"/meetings/{met.RootId}/correct", "input[name=shown]", "save"), ("/meetings/convene", "[name=agenda]", ""), ("/talks", "input[name=with]", ""), ("/talks", "input[name=held]", ""), ("/tasks", "input[name=done]", "") })
        {
            var form = SignedInBranch.Form(await branch.Visitor.Page(path), having);
            var names = form.Elements.Select(e => e.GetAttribute("name")).OfType<string>().Where(n => !n.StartsWith('_') && n is not ("act" or "files")).Distinct().ToList();
            foreach (var name in names.Concat(["exclusions", "exwho-1", "items"]).OrderBy(_ => random.Next()).Take(24))
                foreach (var value in Ugly.OrderBy(_ => random.Next()).Take(3))
                {
                    var (answer, _) = await branch.Visitor.Send(form, (name, value), ("act", act), ("why", "x"), ("theme", name == "theme" ? value : "会"), ("_once", Guid.NewGuid().ToString("N")));
                    tried++;
                    Assert.True((int)answer.StatusCode is 200 or 302 or 303 or 400 or 404, $"{path} {name}={value[..Math.Min(20, value.Length)]}: {(int)answer.StatusCode}");
                }
        }
        Assert.True(tried > 100, $"{tried}");
        var page = await branch.Visitor.Page("/meetings");
        Assert.Null(page.QuerySelector("main script"));
    }

    [Fact]
    public async Task Text_beyond_the_basic_plane_and_markup_come_back_as_they_were_typed()
    {
        await using var branch = await SignedInBranch.Open();
        const string theme = "<b>𬍛䶮</b> & 😀 “引号”";
        var (answer, _) = await branch.Visitor.Send(SignedInBranch.Form(await branch.Visitor.Page("/meetings/new"), "input[name=shown]"), ("act", "save"), ("theme", theme), ("summary", "第一行\n<i>第二行</i>"));
        var page = await branch.Visitor.Page(answer.Headers.Location!.ToString());
        Assert.Contains(theme, page.QuerySelector("main")!.TextContent);
        Assert.Null(page.QuerySelector("main i"));
        Assert.Equal(theme, await branch.Read(db => db.Meetings.Select(m => m.Theme).SingleAsync()));
    }

    [Theory]
    [InlineData("/meetings/0"), InlineData("/meetings/99999999999999999999"), InlineData("/meetings/-5"), InlineData("/meetings/files/1"), InlineData("/meetings/1/print/notice"), InlineData("/meetings?year=abc&org=x&after=%00"), InlineData("/meetings?q=%00%F0%9F"), InlineData("/talks?org=x&after=y"), InlineData("/tasks?after=-1&org=zz"), InlineData("/meetings/new?kind=nonsense&org=zz")]
    public async Task Addresses_that_lead_nowhere_are_no_faults(string path)
    {
        await using var branch = await SignedInBranch.Open();
        Assert.InRange((int)(await branch.Visitor.Get(path)).Answer.StatusCode, 200, 404);
    }

    [Fact]
    public async Task A_post_without_its_token_is_given_back_and_writes_nothing()
    {
        await using var branch = await SignedInBranch.Open();
        var (answer, page) = await branch.Visitor.Post("/meetings/new", [KeyValuePair.Create("act", "save"), KeyValuePair.Create("theme", "没有钥匙的表单"), KeyValuePair.Create("_handler", "meeting")]);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("没有钥匙的表单", page.Body!.TextContent);
        Assert.Empty(await branch.Read(db => db.Meetings.ToListAsync()));
    }
}
