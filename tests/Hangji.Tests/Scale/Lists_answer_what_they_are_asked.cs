using Hangji.Bench;
using Hangji.Modules.Members;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Hangji.Platform.Tree;
using Hangji.Shell;
using Hangji.Tests.Situations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Scale;

/// <summary>The list of members of a made-up county, by index and cut short, against the same list picked from all rows by hand; and how long a page of it takes, with wide bounds.</summary>
public sealed class Lists_answer_what_they_are_asked
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    [Theory, OnEveryDatabase]
    public async Task The_same_as_going_through_everybody_by_hand(string on)
    {
        await using var house = await House.Open(on);
        var seat = await County.Load(house);
        var (all, marks, below, town) = await house.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            var branches = await db.Orgs.Where(o => o.Kind == "branch").OrderBy(o => o.Path).Select(o => new { o.Id, o.Path }).ToListAsync();
            // What a county of a year does not hold: somebody who left, and somebody whose mark is kept beyond the seat.
            var gone = await db.Memberships.OrderBy(m => m.SortKey).ThenBy(m => m.Id).Take(3).Select(m => m.Id).ToListAsync();
            await db.Memberships.Where(m => gone.Contains(m.Id)).ExecuteUpdateAsync(set => set.SetProperty(m => m.ToOn, Today));
            // And a township where more have a mark than are sorted.
            var town = await db.Orgs.Where(o => o.Depth == 4).OrderBy(o => o.Path).Select(o => o.Path).FirstAsync();
            await db.Database.ExecuteSqlAsync($"insert into member_spells (id, org_id, org_path, person_id, kind, reason, from_on) select id, org_id, org_path, person_id, 'abroad', 'work', joined_on from memberships where org_path >= {town} and org_path < {town + "~"} order by id limit 450");
            return (await db.Memberships.AsNoTracking().ToListAsync(), (await db.Spells.AsNoTracking().ToListAsync()).ToLookup(m => m.PersonId), branches[branches.Count / 2], town);
        });
        Assert.InRange(all.Count, 20_000, 40_000);
        foreach (var (range, narrower) in new[] { (ScopeRange.Below(OrgPath.Root(0)), (long?)null), (ScopeRange.Below(seat), null), (ScopeRange.Below(seat), below.Id), (ScopeRange.Below(new(town)), null), (ScopeRange.Below(new(below.Path)), null) })
            foreach (var (name, address) in ListBench.Asked.Concat([("on probation a year ago", "kind=probationary&asof=2025-11-20"), ("abroad", "status=abroad"), ("abroad, women by date", "status=abroad&sex=2&sort=joined")]))
            {
                var choice = MemberSelection.From(new QueryCollection(QueryHelpers.ParseQuery(address)), Today) with { Org = narrower };
                // The page of a body says the day itself, after the address was read.
                if (name == "on probation a year ago") choice = MemberSelection.From(new QueryCollection(QueryHelpers.ParseQuery("kind=probationary")), Today) with { Org = narrower, On = choice.On };
                var expected = ByHand(all.Where(m => range.Covers(m.OrgPath) && (narrower is null || m.OrgId == narrower)), marks, choice);
                var marked = marks.Count(m => m.Any(s => s.Kind == choice.Status && s.Runs(Today) && range.Covers(s.OrgPath)));
                await house.Work(a => a.As(range, null, null, "测试"), s => Pages(s, choice, expected, marked, name, wide: narrower is null && new OrgPath(range.From).Depth <= Zones.WideLevels));
            }
    }

    /// <summary>The first pages one after the other, until three or all were read.</summary>
    private static async Task Pages(IServiceProvider services, MemberSelection choice, List<Membership> expected, int marked, string name, bool wide)
    {
        var (db, secrets) = (services.GetRequiredService<AppDb>(), services.GetRequiredService<PersonSecrets>());
        // A text that many fit is cut off; a mark from a county upwards, below it is walked like any filter.
        var isSearch = choice.Query is not null || choice.Status is not null && (wide || marked <= choice.Most);
        var cut = isSearch && (expected.Count > choice.Most || choice.Status is not null && marked > choice.Most);
        var shown = 0;
        for (var page = 0; page < 3; page++)
        {
            var finding = await choice.Of(db, secrets, default);
            var got = await choice.Page(db, finding, default);
            Assert.True(cut == finding.Cut, $"{name}: cut {finding.Cut}, {expected.Count} fit");
            var wanted = expected.Skip(page * MemberSelection.PageSize).Take(MemberSelection.PageSize).Select(m => m.Id).ToList();
            // Of too many the first that were found are shown, which need not be the first of all; they must fit.
            if (cut) Assert.All(got.Rows, row => Assert.Contains(expected, m => m.Id == row.Id));
            else Assert.Equal(wanted, got.Rows.Select(row => row.Id));
            if (page == 0)
            {
                var most = isSearch ? choice.Most : choice.IsFiltered ? MemberSelection.MostCountedFiltered : MemberSelection.MostCounted;
                // Of the first that are marked some may not fit: then fewer are shown than are sorted.
                if (cut && choice.Status is not null) Assert.True(got.More && got.Count <= most);
                else Assert.Equal((Math.Min(expected.Count, most), expected.Count > most), (got.Count, got.More));
                shown = cut ? got.Count!.Value : expected.Count;
            }
            else Assert.Null(got.Count);
            Assert.Equal(shown > (page + 1) * MemberSelection.PageSize, got.Next is not null);
            if (got.Next is null) return;
            choice = choice with { After = got.Next };
        }
    }

    private static List<Membership> ByHand(IEnumerable<Membership> rows, ILookup<long, Spell> marks, MemberSelection choice)
    {
        var (least, most) = choice.Age is { } age ? (int.Parse(age.Split('-')[0]), int.TryParse(age.Split('-')[1], out var up) ? up : 200) : (0, 200);
        int Age(DateOnly born) => Today.Year - born.Year - ((Today.Month, Today.Day).CompareTo((born.Month, born.Day)) < 0 ? 1 : 0);
        var fit = rows.Where(m => m.Runs(choice.On)
            && (choice.Kind is null || m.Probationary(choice.On) == (choice.Kind == "probationary"))
            && (choice.Sex is null || m.Sex == choice.Sex)
            && (choice.Ethnic is null || (choice.Ethnic == "minority" ? m.Ethnic is not (null or "01") : m.Ethnic == choice.Ethnic))
            && (choice.Education is null || m.Education?.StartsWith(choice.Education, StringComparison.Ordinal) == true)
            && (choice.Age is null || m.BornOn is { } born && Age(born) >= least && Age(born) <= most)
            && (choice.JoinedFrom is null || m.JoinedOn.Year >= choice.JoinedFrom) && (choice.JoinedTo is null || m.JoinedOn.Year <= choice.JoinedTo)
            && (choice.Status is null || marks[m.PersonId].Any(s => s.Kind == choice.Status && s.Runs(Today)))
            && (choice.Query is not { } asked || (asked.All(char.IsAsciiLetter) ? m.Initials : m.Name).Contains(asked, StringComparison.Ordinal)));
        return choice.Sort == "joined" ? [.. fit.OrderBy(m => m.JoinedOn).ThenBy(m => m.Id)] : [.. fit.OrderBy(m => m.SortKey, StringComparer.Ordinal).ThenBy(m => m.Id)];
    }

    /// <summary>The short form of <c>./do bench lists</c>. The bound is forty times what a quiet machine takes: it fails for a walk through the register, never for a busy machine.</summary>
    [Theory, OnEveryDatabase]
    public async Task Within_wide_bounds_of_time(string on)
    {
        await using var house = await House.Open(on);
        var seat = await County.Load(house);
        var slow = new List<string>();
        foreach (var (name, address) in ListBench.Asked)
        {
            var choice = MemberSelection.From(new QueryCollection(QueryHelpers.ParseQuery(address)), Today);
            var took = await ListBench.Load(() => house.Work(a => a.As(ScopeRange.Below(seat), null, null, "测试"), async s =>
            {
                var db = s.GetRequiredService<AppDb>();
                var page = await choice.Page(db, await choice.Of(db, s.GetRequiredService<PersonSecrets>(), default), default);
                return MemberRow.Of(s.GetRequiredService<Words>(), page.Rows, Today, oneBranch: false).Count;
            }), seconds: 0.3, readers: 2);
            if (took.P50 > 250) slow.Add($"{name}: {took.P50:0} ms");
        }
        Assert.True(slow.Count == 0, string.Join("\n", slow));
    }

    [Theory]
    [InlineData("%E2%80%8B"), InlineData("%20%E3%80%80")]
    public void A_text_of_nothing_visible_asks_for_nobody_in_particular(string typed) =>
        Assert.Null(MemberSelection.From(new QueryCollection(QueryHelpers.ParseQuery($"q={typed}")), Today).Query);

    [Theory]
    [InlineData("王"), InlineData("尉迟"), InlineData("欧阳"), InlineData("单"), InlineData("𬍛"), InlineData("阿不都·"), InlineData("王建"), InlineData("重")]
    public void A_name_sorts_among_those_that_begin_as_it_does(string begins)
    {
        foreach (var rest in new[] { "建军", "一", "𬍛", "·热合曼", "王", "长乐未央", "", "龢" })
            Assert.StartsWith(Pinyin.SortKey(begins), Pinyin.SortKey(begins + rest), StringComparison.Ordinal);
    }
}
