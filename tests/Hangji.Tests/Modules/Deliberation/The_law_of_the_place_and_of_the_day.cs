using Hangji.Modules.Deliberation;
using Hangji.Modules.Meetings;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Modules.Regulations.Contract.Procedures;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Text;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hangji.Tests.Modules.Deliberation;

/// <summary>Which text a vote is judged by: that of the day of the act, with the local pack that is enabled for the place.</summary>
public sealed class The_law_of_the_place_and_of_the_day
{
    const string Overlay = "overlay:\n  code: here\n  name: {zh: 本地, en: Here}\n  division: \"52\"\n  from: 2024-01-01\n  source: a test\nchanges:\n  - rule: vr-pass\n    set: {vote: {what: majority, count: yes_votes, of: present_voters, base: present, threshold: at-least 9/10}}\n";

    static string Packs()
    {
        var dir = Directory.CreateTempSubdirectory("hangji-packs-").FullName;
        foreach (var file in Directory.EnumerateFiles(Rulebook.ShippedDirectory, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(dir, Path.GetRelativePath(Rulebook.ShippedDirectory, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
        Directory.CreateDirectory(Path.Combine(dir, "overlays", "here"));
        File.WriteAllText(Path.Combine(dir, "overlays", "here", "2024-01-01.yaml"), Overlay);
        return dir;
    }

    [Theory, OnEveryDatabase]
    public async Task A_local_pack_reaches_the_votes_of_its_division_and_of_no_other(string on)
    {
        var dir = Packs();
        try
        {
            foreach (var (division, outcome, step) in new[] { ("520000000000", "not-passed", "propose"), ("370000000000", "passed", "open-decision") })
            {
                await using var v = await Village.Of(await House.Open(on, s =>
                {
                    new PaperRoll().Install(s);
                    s.Replace(ServiceDescriptor.Singleton(new RulebookShelf(Rulebook.Shipped, dir, ["here"])));
                }));
                await v.House.Work(async s =>
                {
                    var db = s.GetRequiredService<AppDb>();
                    (await db.Orgs.SingleAsync(o => o.Id == v.Township.Id)).DivisionCode = division;
                    db.Facts.Add(Fact.Of("organization.changed", v.Township.Id, v.Township.Id, new(2026, 1, 1)));
                    await db.SaveChangesAsync();
                });
                var id = await v.Decided();
                Assert.Equal(outcome, await v.At(v.Branch, s => s.GetRequiredService<AppDb>().MeetingItems.Where(i => i.Yes == 33).Select(i => i.Outcome).SingleAsync()));
                Assert.Equal(step, (await v.State(id)).Now!.Step.Id);
            }
        }
        finally
        {
            Directory.Delete(dir, true);
        }
    }

    [Theory]
    [InlineData("shanghai", 10, "上海")]
    [InlineData("shandong", 5, "山东")]
    [InlineData("zhejiang", 3, "浙江")]
    [InlineData("beijing", 3, "多数省")]
    [InlineData(null, 3, "多数省")]
    public void Notice_of_the_representatives_meeting_is_that_of_the_province_whose_pack_is_on(string? pack, int days, string cited)
    {
        var shelf = new RulebookShelf(Rulebook.Shipped, Rulebook.ShippedDirectory, []);
        var book = pack is null ? shelf.National : shelf.With(pack);
        foreach (var version in ProcedureBook.Shipped.Versions("four-and-two"))
        {
            var way = version.Steps.Single(s => s.Id == "decide").Ways.Single(w => w.Id == "representatives");
            var (asked, by) = way.Notice!.On(book, new(2026, 6, 1));
            Assert.Equal(days, asked);
            Assert.Contains(cited, by.Words.Zh);
            // Practice of a province asks a reason and refuses nothing.
            Assert.False(by.Binds);
        }
    }

    [Fact]
    public void Every_local_rule_that_a_notice_names_is_in_a_pack_with_days()
    {
        var shelf = new RulebookShelf(Rulebook.Shipped, Rulebook.ShippedDirectory, []);
        var packs = shelf.Offered.Select(p => shelf.With(p.Code)).ToList();
        var named = ProcedureBook.Shipped.Codes.SelectMany(ProcedureBook.Shipped.Versions).SelectMany(p => p.Steps).SelectMany(s => s.Ways).SelectMany(w => w.Notice?.Local ?? []).Distinct().ToList();
        Assert.NotEmpty(named);
        Assert.All(named, id => Assert.True(packs.SelectMany(p => p.Versions(id)).First().Numbers["days"] > 0));
    }

    [Theory, OnEveryDatabase]
    public async Task A_meeting_called_five_days_before_is_in_time_by_the_nation_and_too_early_by_shanghai(string on)
    {
        foreach (var (division, open) in new[] { ("310000000000", false), ("370000000000", true) })
        {
            await using var v = await Village.Of(await House.Open(on, s =>
            {
                new PaperRoll().Install(s);
                s.Replace(ServiceDescriptor.Singleton(new RulebookShelf(Rulebook.Shipped, Rulebook.ShippedDirectory, ["shanghai"])));
            }));
            await v.House.Work(async s =>
            {
                var db = s.GetRequiredService<AppDb>();
                (await db.Orgs.SingleAsync(o => o.Id == v.Township.Id)).DivisionCode = division;
                db.Facts.Add(Fact.Of("organization.changed", v.Township.Id, v.Township.Id, new(2026, 1, 1)));
                await db.SaveChangesAsync();
            });
            var id = await v.Raise();
            await v.ThreeSteps(id);
            var three = (await v.State(id)).Steps.Last(s => s.Completion is not null).Completion!.By.On;
            Assert.Null(await v.File(id, MatterPaper.Notice, three, way: "representatives"));
            var told = (await v.State(id)).Now!.Ways.Single(w => w.Way.Id == "representatives").Asked.Single(o => o.What.Message.StartsWith("会前通知", StringComparison.Ordinal));
            Assert.Equal(three.AddDays(open ? 3 : 10), told.Until);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task A_vote_of_the_last_day_of_2025_is_judged_by_the_old_text_and_one_of_the_first_of_2026_by_the_new(string on)
    {
        await using var v = await Village.Open(on);
        foreach (var (held, version, zh, en, floor) in new[]
        {
            (new DateOnly(2025, 12, 31), "2018-12-29", "《中华人民共和国村民委员会组织法（2018年）》第二十六条", "Organic Law of Villagers' Committees (2018), Art. 26", 0),
            (new DateOnly(2026, 1, 1), "2026-01-01", "《中华人民共和国村民委员会组织法》第三十条", "Organic Law of Villagers' Committees, Art. 30", 15),
        })
        {
            var day = held.AddDays(-60);
            // A matter begun under the old procedure keeps it; its vote is judged by the rules of the vote's own day.
            var id = await v.Raise(v.Road with { On = (held.Year == 2026 ? held : day).ToString("yyyy-MM-dd") });
            await v.Met(v.Branch, MeetingKinds.Committee, held, (5, 5), (5, 0), id);
            await v.Met(v.Branch, MeetingKinds.Joint, held, (8, 7), (7, 0), id);
            Assert.Null(await v.File(id, MatterPaper.Notice, held.AddDays(-3)));
            await v.Met(v.Branch, MeetingKinds.General, held, (23, 17), (15, 1), id);
            Assert.Null(await v.File(id, MatterPaper.Authorization, held.AddDays(-20), held.AddYears(1)));
            Assert.Null(await v.File(id, MatterPaper.Notice, held.AddDays(-3), way: "representatives"));
            await v.Met(v.Representatives, MeetingKinds.Representatives, held, (47, 40), (33, 7), id);
            var state = await v.State(id);
            var done = state.Done("decide")!;
            Assert.Equal((version, zh, en), (state.Procedure.Version, done.QuorumBy!.Words.Zh, done.QuorumBy.Words.En));
            Assert.Equal(floor, state.Now!.Step.PostedDays);
            // The minutes keep the article as it was then, and say it in the reader's language.
            var article = await v.At(v.Branch, s => s.GetRequiredService<AppDb>().MeetingItems.Where(i => i.Yes == 33).OrderByDescending(i => i.Id).Select(i => i.QuorumArticle).FirstAsync());
            Assert.Equal(zh, article);
            Assert.Equal(en, await v.At(v.Branch, s => { var words = s.GetRequiredService<Words>(); words.Language = "en"; return Task.FromResult(words[article!]); }));
        }
    }

    [Fact]
    public async Task Every_article_of_every_rule_and_procedure_is_said_in_english_and_an_unknown_one_stays_as_it_is()
    {
        await using var house = await House.Open("sqlite");
        await house.Work(s =>
        {
            var words = s.GetRequiredService<Words>();
            words.Language = "en";
            foreach (var rule in Rulebook.Shipped.All) Assert.DoesNotContain("《", words[rule.Article.Cited.Zh]);
            foreach (var basis in Hangji.Modules.Regulations.Contract.Procedures.ProcedureBook.Shipped.Bases) Assert.DoesNotContain("《", words[basis.Zh]);
            Assert.Equal("Organic Law of Villagers' Committees, Art. 19", words["《村民委员会组织法》第十九条"]);
            Assert.Equal("Organic Law of Villagers' Committees, Art. 40", words["《中华人民共和国村民委员会组织法》第四十条"]);
            Assert.Equal("《无名条例》第一百二十条", words["《无名条例》第一百二十条"]);
            return Task.CompletedTask;
        });
    }
}
