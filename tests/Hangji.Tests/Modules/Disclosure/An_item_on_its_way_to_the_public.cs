using System.Security.Cryptography;
using System.Text;
using Hangji.Modules.Disclosure;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Log;
using Hangji.Platform.Log.Keeping;
using Hangji.Platform.Scope;
using Hangji.Tests.Platform.Log;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Disclosure;

public sealed class An_item_on_its_way_to_the_public
{
    [Theory, OnEveryDatabase]
    public async Task Is_drafted_reviewed_released_by_another_masked_and_in_the_log(string on)
    {
        await using var b = await Board.Open(on);
        var id = await b.Released();
        var copy = await b.Copy(id);
        var text = CopyText.Read(copy.Bytes)!;
        Assert.Equal(("困难户慰问", 1, "other", "竹溪村村民委员会"), (text.Title, text.Rev, text.Kind, text.Publisher));
        Assert.StartsWith("竹溪村村务监督委员会 2026-11-20 审核", text.Reviewer);
        Assert.Equal((new DateOnly(2026, 11, 20), new DateOnly(2026, 12, 10)), (copy.From, copy.Until));
        var table = text.Sections.Single(s => s.Table is not null).Table!;
        Assert.Equal(["户主:text", "组别:text", "住址:text", "金额（元）:money"], table.Columns.Select(c => $"{c.Name}:{c.As}"));
        Assert.Equal(["张*明", "3组", "3组", "60000"], table.Rows[0].Cells);
        Assert.Equal(["李*", "1组", "1组", "60000"], table.Rows[1].Cells);
        Assert.DoesNotContain("张小明", Encoding.UTF8.GetString(copy.Bytes));
        Assert.DoesNotContain("张小明", copy.Words);
        // The leaf commits to salt and bytes, and says nothing else.
        Assert.Equal(32, copy.Salt!.Length);
        Assert.Equal(copy.Sha256, Convert.ToHexStringLower(SHA256.HashData([.. copy.Salt, .. copy.Bytes])));
        var leaf = Assert.Single(await b.House.Entries());
        Assert.Contains($"\"sha256\":\"{copy.Sha256}\"", leaf);
        Assert.Contains($"\"doc\":\"{LeafDoc.Of(id)}\"", leaf);
        Assert.Contains("\"salted\":true", leaf);
        Assert.DoesNotContain(leaf, c => c > 0x7F);
        Assert.True(copy.ShowsItsText());
        Assert.Equal("村委会公开栏", (await b.House.Work(s => s.GetRequiredService<AppDb>().BoardPostings.AsNoTracking().SingleAsync())).Board);
        // Neither the unmasked draft nor the published text is copied into the facts.
        Assert.All(await b.House.Work(s => s.GetRequiredService<AppDb>().Facts.Select(f => f.Changes ?? "").ToListAsync()), c => Assert.DoesNotContain("张小明", c));
    }

    [Theory, OnEveryDatabase]
    public async Task Nobody_releases_or_reviews_what_he_wrote_even_a_comma_of_it(string on)
    {
        await using var b = await Board.Open(on);
        var id = await b.Drafted();
        // The chair changes the draft too, and has thereby written it.
        var version = await b.Version(id);
        Assert.Null(await b.Chairs(s => s.GetRequiredService<DraftItem>().Rewrite(id, b.Relief with { Version = version })));
        Assert.Null(await b.Submit(id));
        version = await b.Version(id);
        Assert.Equal("起草的人不能自己审核", Board.Said(await b.As(b.Village.Supervision, Board.Clerk, s => s.GetRequiredService<ReviewItem>().Review(id, version, true, ""))));
        Assert.Null(await b.Review(id));
        Assert.Equal("起草的人不能自己发布，请另一人发布", Board.Said(await b.Release(id)));
        version = await b.Version(id);
        Assert.Equal("Who drafted it cannot release it; another person must", Board.Said(await b.Clerks(s => s.GetRequiredService<ReleaseItem>().Run(id, new(version, new(2026, 12, 10), "栏", null))), "en"));
        Assert.Equal("审核的人不能自己发布", Board.Said(await b.As(b.Village.Committee, Board.Supervisor, s => s.GetRequiredService<ReleaseItem>().Run(id, new(version, new(2026, 12, 10), "栏", null)))));
        Assert.Null(await b.As(b.Village.Branch, Board.Secretary, s => s.GetRequiredService<ReleaseItem>().Run(id, new(version, new(2026, 12, 10), "栏", null)), "secretary"));
    }

    [Theory, OnEveryDatabase]
    public async Task Every_step_out_of_turn_is_refused_in_words(string on)
    {
        await using var b = await Board.Open(on);
        Assert.Equal("监督委员会审核公开的内容，不起草", Board.Said((await b.Supervises(s => s.GetRequiredService<DraftItem>().Begin(b.Relief))).Refusal));
        Assert.Equal("公开的内容由本村（社区、单位）自己起草", Board.Said((await b.As(b.Village.Township, Board.Official, s => s.GetRequiredService<DraftItem>().Begin(b.Relief), "superior-officer")).Refusal));
        Assert.Equal("请选择公开什么", Board.Said((await b.Clerks(s => s.GetRequiredService<DraftItem>().Begin(b.Relief with { Catalog = "nothing" }))).Refusal));
        Assert.Equal("请选择是哪一期", Board.Said((await b.Clerks(s => s.GetRequiredService<DraftItem>().Begin(b.Quarter with { Period = "2026-Q5" }))).Refusal));
        Assert.Equal("这一期还没有开始", Board.Said((await b.Clerks(s => s.GetRequiredService<DraftItem>().Begin(b.Quarter with { Period = "2027-Q1" }))).Refusal));
        Assert.Equal("本地没有公布“居务公开”的组织", Board.Said((await b.Clerks(s => s.GetRequiredService<DraftItem>().Begin(b.Relief with { Catalog = "community-affairs" }))).Refusal));
        var id = await b.Drafted();
        Assert.Equal("先送审，审核以后才能发布", Board.Said(await b.Release(id)));
        Assert.Equal("这一件没有送审", Board.Said(await b.Review(id)));
        var version = await b.Version(id);
        Assert.Null(await b.Clerks(s => s.GetRequiredService<DraftItem>().Rewrite(id, b.Relief with { Version = version, Summary = "" })));
        Assert.Equal("请用一句话说明是什么事", Board.Said(await b.Submit(id)));
        version = await b.Version(id);
        Assert.Null(await b.Clerks(s => s.GetRequiredService<DraftItem>().Rewrite(id, b.Relief with { Version = version })));
        Assert.Null(await b.Submit(id));
        Assert.Equal(new DateOnly(2026, 11, 25), (await b.Read(id)).ReviewDueOn);
        Assert.Equal("还在审核，2026年11月25日 前提出意见", Board.Said(await b.Release(id)));
        Assert.Equal("正在审核，审核意见出来之前不能改", Board.Said(await b.Clerks(s => s.GetRequiredService<DraftItem>().Rewrite(id, b.Relief))));
        version = await b.Version(id);
        Assert.Equal("公开前由村（居）务监督委员会审核", Board.Said(await b.Chairs(s => s.GetRequiredService<ReviewItem>().Review(id, version, true, ""))));
        Assert.Equal("上级不代替本村（社区、单位）审核", Board.Said(await b.As(b.Village.Township, Board.Official, s => s.GetRequiredService<ReviewItem>().Review(id, version, true, ""))));
        Assert.Equal("退回要写明哪里要改、为什么", Board.Said(await b.Review(id, false)));
        Assert.Null(await b.Review(id, false, "第二户的金额不对"));
        Assert.Equal("审核意见还没有处理：请修改后再送审，或者由联席会议确定", Board.Said(await b.Release(id)));
        Assert.Equal("请先答复审核意见", Board.Said(await b.Submit(id)));
        version = await b.Version(id);
        Assert.Null(await b.Clerks(s => s.GetRequiredService<DraftItem>().Rewrite(id, b.Relief with { Version = version, Reply = "已核对，金额无误" })));
        Assert.Null(await b.Submit(id));
        Assert.Null(await b.Review(id));
        Assert.Equal("张贴不少于 15 日：至少到 2026年12月5日", Board.Said(await b.Release(id, until: new(2026, 12, 4))));
        Assert.Equal("请写张贴在哪个公开栏", Board.Said(await b.Release(id, board: " ")));
        Assert.Equal("监督委员会审核，不发布", Board.Said(await b.Supervises(async s => await s.GetRequiredService<ReleaseItem>().Run(id, new(await b.Version(id), new(2026, 12, 10), "栏", null)))));
        Assert.Equal("由本村（社区、单位）发布，上级不代为发布", Board.Said(await b.As(b.Village.Township, Board.Official, async s => await s.GetRequiredService<ReleaseItem>().Run(id, new(await b.Version(id), new(2026, 12, 10), "栏", null)))));
        Assert.Null(await b.Release(id, until: new(2026, 12, 5)));
        Assert.Equal("已经发布了", Board.Said(await b.Release(id)));
        Assert.Equal("已经公开；有错请“更正”，会成为新的一版", Board.Said(await b.Clerks(s => s.GetRequiredService<DraftItem>().Rewrite(id, b.Relief))));
    }

    [Theory, OnEveryDatabase]
    public async Task Another_villages_seats_find_nothing(string on)
    {
        await using var b = await Board.Open(on);
        var id = await b.Released();
        foreach (var org in new[] { b.Beside.Committee, b.Beside.Supervision, b.Beside.Branch, b.Beside.Township })
        {
            await Assert.ThrowsAsync<OutOfScopeException>(() => b.As(org, Board.Chair, s => s.GetRequiredService<DraftItem>().Rewrite(id, b.Relief)));
            await Assert.ThrowsAsync<OutOfScopeException>(() => b.As(org, Board.Chair, s => s.GetRequiredService<WithdrawCopy>().Correct(id, 0, "x")));
            await Assert.ThrowsAsync<OutOfScopeException>(() => b.As(org, Board.Chair, s => s.GetRequiredService<DraftItem>().Begin(b.Relief)));
            Assert.Empty(await b.As(org, Board.Chair, async s => await (await s.GetRequiredService<DisclosureDesk>().Seen<Hangji.Modules.Disclosure.Disclosure>(default)).ToListAsync()));
        }
        // A led body reaches the place above it and nothing beside it there.
        Assert.Single(await b.Supervises(async s => await (await s.GetRequiredService<DisclosureDesk>().Seen<Hangji.Modules.Disclosure.Disclosure>(default)).ToListAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task Two_who_release_at_once_make_one_copy_and_one_leaf(string on)
    {
        await using var b = await Board.Open(on);
        var id = await b.Drafted();
        Assert.Null(await b.Submit(id));
        Assert.Null(await b.Review(id));
        var version = await b.Version(id);
        var tried = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => b.As(b.Village.Branch, 100 + i, s => s.GetRequiredService<ReleaseItem>().Run(id, new(version, new(2026, 12, 10), "栏", null)), "secretary")));
        Assert.Single(tried, r => r is null);
        Assert.All(tried.OfType<Hangji.Platform.Refusal>(), r => Assert.Contains(Board.Said(r), new[] { DisclosureDesk.Race, "已经发布了" }));
        Assert.Equal((1, 1), await b.House.Work(async s => (await s.GetRequiredService<AppDb>().PublishedCopies.CountAsync(), await s.GetRequiredService<AppDb>().LogOutbox.CountAsync())));
    }

    [Theory, OnEveryDatabase]
    public async Task A_review_that_does_not_come_in_its_days_holds_nothing_up_and_that_is_said(string on)
    {
        await using var b = await Board.Open(on);
        var id = await b.Drafted();
        Assert.Null(await b.Submit(id));
        b.House.Clock.Now = b.House.Clock.Now.AddDays(5);
        Assert.Equal("还在审核，2026年11月25日 前提出意见", Board.Said(await b.Release(id)));
        b.House.Clock.Now = b.House.Clock.Now.AddDays(1);
        Assert.Null(await b.Release(id, until: new(2026, 12, 20)));
        Assert.Equal("竹溪村村务监督委员会 到 2026-11-25 没有提出意见", CopyText.Read((await b.Copy(id)).Bytes)!.Reviewer);
    }

    [Theory, OnEveryDatabase]
    public async Task What_the_committees_disagree_on_is_decided_together_and_both_are_published(string on)
    {
        await using var b = await Board.Open(on);
        var id = await b.Drafted();
        Assert.Null(await b.Submit(id));
        Assert.Null(await b.Review(id, false, "应写明评议的票数"));
        var version = await b.Version(id);
        Assert.Null(await b.Clerks(s => s.GetRequiredService<DraftItem>().Rewrite(id, b.Relief with { Version = version, Reply = "评议没有投票" })));
        version = await b.Version(id);
        Assert.Equal("日期 2026年11月21日 还没有到", Board.Said(await b.Chairs(s => s.GetRequiredService<ReviewItem>().Confirm(id, version, new(2026, 11, 21), "照此公开"))));
        Assert.Null(await b.Chairs(s => s.GetRequiredService<ReviewItem>().Confirm(id, version, new(2026, 11, 20), "照此公开，下次写明票数")));
        Assert.Null(await b.Release(id));
        var said = CopyText.Read((await b.Copy(id)).Bytes)!.Sections.Single(s => s.Id == "opinion").Text!;
        Assert.Contains("应写明评议的票数", said);
        Assert.Contains("评议没有投票", said);
    }

    [Theory, OnEveryDatabase]
    public async Task Personal_numbers_and_secrecy_marks_do_not_get_through_in_any_part(string on)
    {
        await using var b = await Board.Open(on);
        foreach (var (form, refusal) in new (DraftItem.Form, string)[]
        {
            (b.Relief with { Title = "慰问 138 0013 8000" }, "含有手机号码（13*******00），公开前请删去"),
            (b.Relief with { Summary = "联系１３８００１３８０００" }, "含有手机号码（13*******00），公开前请删去"),
            (b.Relief with { Parts = [new() { Heading = "说明", Text = "户主 1101\u200B0119900307109X" }] }, "含有公民身份号码（11**************9X），公开前请删去"),
            (b.Relief with { Parts = [new() { Heading = "说明", Table = "项目\t备注\n路灯\t卡号6222 0212 3456 7890 12" }] }, "含有银行卡号（62**************12），公开前请删去"),
            (b.Relief with { Parts = [new() { Heading = "机密★1年", Text = "内容" }] }, "含有密级标志（机密），不能在本系统保存和公开"),
            (b.Relief with { Parts = [new() { Heading = "附", Text = "内 部 资 料\n第一条" }] }, "含有密级标志（内部资料），不能在本系统保存和公开"),
        })
        {
            var id = await b.Drafted(form);
            Assert.Null(await b.Submit(id));
            Assert.Null(await b.Review(id));
            Assert.Equal(refusal, Board.Said(await b.Release(id)));
            Assert.Equal(0, await b.House.Work(s => s.GetRequiredService<AppDb>().PublishedCopies.CountAsync()));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Party_affairs_for_the_branch_are_approved_by_the_secretary_and_never_reach_the_site(string on)
    {
        await using var b = await Board.Open(on);
        var form = new DraftItem.Form { Org = b.Place.Id, Catalog = "party-life", On = "2026-11-18", Title = "支部换届结果", Summary = "选出委员五人。", Parts = [new() { Heading = "结果", Text = "见名单。" }] };
        var (id, no) = await b.As(b.Place, Board.Clerk, s => s.GetRequiredService<DraftItem>().Begin(form));
        Assert.Null(no);
        Assert.Null(await b.As(b.Place, Board.Clerk, s => s.GetRequiredService<DraftItem>().Rewrite(id!.Value, form)));
        var version = await b.Version(id!.Value);
        Assert.Null(await b.As(b.Place, Board.Clerk, s => s.GetRequiredService<ReviewItem>().Submit(id.Value, version)));
        Assert.Equal("由本级党组织的另一人审核", Board.Said(await b.Review(id.Value)));
        version = await b.Version(id.Value);
        Assert.Null(await b.As(b.Place, Board.Chair, s => s.GetRequiredService<ReviewItem>().Review(id.Value, version, true, ""), "committee-member"));
        version = await b.Version(id.Value);
        Assert.Equal("党务公开由书记审批", Board.Said(await b.As(b.Place, Board.Chair, s => s.GetRequiredService<ReleaseItem>().Run(id.Value, new(version, null, null, null)), "committee-member")));
        Assert.Null(await b.As(b.Place, Board.Secretary, s => s.GetRequiredService<ReleaseItem>().Run(id.Value, new(version, null, null, null)), "secretary"));
        Assert.Equal((0, 0), await b.House.Work(async s => (await s.GetRequiredService<AppDb>().PublishedCopies.CountAsync(), await s.GetRequiredService<AppDb>().LogOutbox.CountAsync())));
        Assert.Equal("released", (await b.Read(id.Value)).Course);
    }
}
