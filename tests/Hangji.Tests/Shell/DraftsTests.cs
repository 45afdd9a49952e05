using System.Net;
using AngleSharp.Html.Dom;
using Hangji.Modules.Access;
using Hangji.Modules.Access.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Shell;
using Hangji.Tests.Situations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace Hangji.Tests.Shell;

public sealed class A_draft
{
    private static FormCollection Typed(params (string, string)[] fields) => new(fields.GroupBy(f => f.Item1).ToDictionary(g => g.Key, g => new StringValues([.. g.Select(f => f.Item2)])));

    [Theory, OnEveryDatabase]
    public async Task Is_kept_for_its_writer_alone_without_tokens_and_passwords(string on)
    {
        await using var house = await House.Open(on);
        var (chen, li) = (await house.Account("chenqishan"), await house.Account("liguihua"));
        Task<T> By<T>(Account who, Func<Drafts, Task<T>> act) => house.As(who, s => act(s.GetRequiredService<Drafts>()));
        Assert.True(await By(chen, d => d.Save(7, "meeting/new", Typed(("Title", "第一稿"), ("Present", "1"), ("Present", "2"), ("__RequestVerificationToken", "t"), ("_once", "k"), ("Password", "p")), default)));
        Assert.True(await By(chen, d => d.Save(7, "meeting/new", Typed(("Title", "第二稿 𬍛😀<b>"), ("Present", "3"), ("Present", "4")), default)));
        var draft = await By(chen, d => d.Load(7, "meeting/new", default));
        Assert.Equal("第二稿 𬍛😀<b>", draft!["Title"]);
        Assert.Equal(["3", "4"], draft.All("Present"));
        Assert.Equal(house.Clock.Now.UtcDateTime, draft.SavedAt);
        Assert.Null(await By(li, d => d.Load(7, "meeting/new", default)));
        Assert.Null(await By(chen, d => d.Load(8, "meeting/new", default)));
        Assert.Equal(["Title", "Present", "Present"], draft.Fields.Select(f => f.Key));
        await By(chen, async d => { await d.Discard(7, "meeting/new", default); return 0; });
        Assert.Null(await By(chen, d => d.Load(7, "meeting/new", default)));
    }

    [Theory, OnEveryDatabase]
    public async Task Too_much_or_nothing_is_not_kept(string on)
    {
        await using var house = await House.Open(on);
        var chen = await house.Account("chenqishan");
        Task<bool> Save(string form, FormCollection typed) => house.As(chen, s => s.GetRequiredService<Drafts>().Save(7, form, typed, default));
        Assert.False(await Save("f", Typed()));
        Assert.False(await Save("f", Typed(("Text", new string('长', 400_001)))));
        Assert.False(await Save(new string('f', 101), Typed(("Text", "x"))));
        Assert.True(await Save("f", Typed(("Text", new string('长', 399_000)))));
        Assert.False(await house.Work(a => { }, s => s.GetRequiredService<Drafts>().Save(7, "f", Typed(("Text", "x")), default)));
    }

    [Theory, OnEveryDatabase]
    public async Task Two_tabs_at_once_leave_one_draft(string on)
    {
        await using var house = await House.Open(on);
        var chen = await house.Account("chenqishan");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => house.As(chen, s => s.GetRequiredService<Drafts>().Save(7, "f", Typed(("Text", $"{i}")), default)))));
        Assert.Equal(1, await house.Work(s => s.GetRequiredService<AppDb>().Set<Draft>().CountAsync()));
    }

    [Fact]
    public async Task Is_posted_with_the_forms_own_token_or_not_taken()
    {
        await using var house = await RunningHouse.Open();
        using var visitor = await house.Holder(await house.Body("竹溪村党支部"), "secretary");
        var form = Visitor.Filled((IHtmlFormElement)(await visitor.Page("/account/password")).QuerySelector("form [name='Form.Again']")!.Closest("form")!).ToList();
        Assert.Equal(HttpStatusCode.NoContent, (await visitor.Post(Drafts.Address(7, "note"), [.. form, new("Text", "写了一半")])).Answer.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.Post(Drafts.Address(7, "note"), [new("Text", "伪造")])).Answer.StatusCode);
        using var stranger = house.Visitor();
        Assert.NotEqual(HttpStatusCode.NoContent, (await stranger.Post(Drafts.Address(7, "note"), [.. form, new("Text", "生人")])).Answer.StatusCode);
        var kept = await house.House.Work(s => s.GetRequiredService<AppDb>().Set<Draft>().SingleAsync());
        Assert.Contains("写了一半", kept.Content);
        Assert.DoesNotContain("RequestVerification", kept.Content);
    }
}

public sealed class A_form_filled_from_an_older_version
{
    [Theory, OnEveryDatabase]
    public async Task Is_told_who_changed_the_record_and_when(string on)
    {
        await using var house = await House.Open(on);
        var org = await house.Body("竹溪村党支部");
        await house.Work(Trees.SeatOf(org), async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            (await db.Orgs.SingleAsync()).Phone = "0579-1234567";
            db.Facts.Add(Fact.Of("organization.changed", org.Id, org.Id));
            return await db.SaveChangesAsync();
        });
        await house.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            var now = await db.Orgs.SingleAsync();
            Assert.Null(await Stale.Check(db, now.Version, now, org.Id, default));
            var refusal = await Stale.Check(db, now.Version - 1, now, org.Id, default);
            Assert.Equal(["测试（竹溪村党支部）", house.Clock.Now.UtcDateTime], refusal!.Args);
            Assert.NotNull(await Stale.Check(db, now.Version + 1, now, org.Id, default));
        });
    }
}

public sealed class Two_edits_at_the_same_moment
{
    [Theory, OnEveryDatabase]
    public async Task The_later_one_is_told_and_gets_its_words_back(string on)
    {
        await using var house = await RunningHouse.Open(on, before: app => app.MapPost("/test/rename", async (AppDb db, HttpContext http) =>
        {
            var org = await db.Orgs.SingleAsync();
            // Somebody else saves between this one's reading and saving.
            await db.Orgs.ExecuteUpdateAsync(s => s.SetProperty(o => o.Version, o => o.Version + 1));
            org.Phone = "0579-1234567";
            db.Facts.Add(Fact.Of("organization.changed", org.Id, org.Id));
            await db.SaveChangesAsync();
        }).RequireAuthorization(Verbs.ReadOrganizations));
        using var visitor = await house.Holder(await house.Body("竹溪村党支部"), "secretary");
        var (answer, page) = await visitor.Post("/test/rename", [new("Phone", "0579-1234567"), new("Note", "写了很久的说明")]);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("写了很久的说明", ((IHtmlInputElement)page.QuerySelector("input[name=Note]")!).Value);
        Assert.Null((await house.House.Work(s => s.GetRequiredService<AppDb>().Orgs.SingleAsync())).Phone);
    }
}

public sealed class Tidying_up
{
    [Theory, OnEveryDatabase]
    public async Task Receipts_go_after_a_week_drafts_after_ninety_days_and_the_audit_record_stays(string on)
    {
        await using var house = await House.Open(on);
        var chen = await house.Account("chenqishan");
        await house.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            db.Add(new FormReceipt { FormKey = "old", TakenAt = house.Clock.Now.UtcDateTime });
            db.Add(new Draft { Id = Ids.Next(), AccountId = chen.Id, OrgId = 1, Form = "f", Content = "[]", SavedAt = house.Clock.Now.UtcDateTime });
            await db.SaveChangesAsync();
        });
        async Task<(int Receipts, int Drafts, int Audit)> After(double days)
        {
            house.Clock.Now = house.Clock.Now.AddDays(days);
            await house.Work(s => Housekeeping.Tidy(s.GetRequiredService<IServiceScopeFactory>(), house.Clock, default));
            return await house.Work(async s =>
            {
                var db = s.GetRequiredService<AppDb>();
                return (await db.Set<FormReceipt>().CountAsync(), await db.Set<Draft>().CountAsync(), await db.AuditEntries.CountAsync());
            });
        }
        var first = await After(7);
        Assert.Equal((1, 1), (first.Receipts, first.Drafts));
        var second = await After(0.01);
        Assert.Equal((0, 1), (second.Receipts, second.Drafts));
        var last = await After(90);
        Assert.Equal((0, 0, first.Audit), (last.Receipts, last.Drafts, last.Audit));
    }
}
