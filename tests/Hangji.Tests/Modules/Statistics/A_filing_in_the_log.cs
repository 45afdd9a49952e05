using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Statistics;
using Hangji.Modules.Statistics.Definitions;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Log;
using Hangji.Platform.Log.Keeping;
using Hangji.Platform.Log.Verifying;
using Hangji.Tests.Platform.Log;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Statistics;

/// <summary>What was filed is committed to in the public log, whole row by whole row.</summary>
public sealed class A_filing_in_the_log
{
    private static Task<T> From<T>(House house, OrgNode county, Hangji.Modules.Access.Account account, Func<IServiceProvider, Task<T>> act) => house.From(account, county, "superior-officer", act);

    private static async Task<(OrgNode, Hangji.Modules.Access.Account)> County(House house)
    {
        var county = await house.Body("安澜县委", kind: OrgKinds.Committee);
        await house.Roster(await house.Body("竹溪村党支部", county), 12, 5);
        return (county, await house.Account("county"));
    }

    private static async Task<Refusal?> File(IServiceProvider s, long before = 0, string? reason = null) => await s.GetRequiredService<FileReport>().Run(
        (await s.GetRequiredService<StatDesk>().Frame(null, 2025, null, default))!, s.GetRequiredService<TableBook>().Find(2025, "2")!, new() { Before = before, Reason = reason }, default);

    private static Task<FiledReport> Last(House house) => house.Work(s => s.GetRequiredService<AppDb>().Set<FiledReport>().AsNoTracking().OrderByDescending(r => r.Rev).FirstAsync());

    private static Task<IReadOnlyList<Finding>> Inspect(House house) => house.Work(s => s.GetRequiredService<Inspection>().Run(LogName.Public, default));

    [Theory, OnEveryDatabase]
    public async Task Agrees_and_an_edit_of_any_column_is_named_by_inspection_and_page(string on)
    {
        await using var house = await House.Open(on);
        var (county, account) = await County(house);
        Assert.Null(await From(house, county, account, s => File(s)));
        async Task<Agreement> Proof() => (await From(house, county, account, async s => await s.GetRequiredService<StatDesk>().Proof(await Last(house), default)))!.Is;
        Assert.Equal(Agreement.Waiting, await Proof());
        await house.Round();
        Assert.Equal(Agreement.Agrees, await Proof());
        Assert.Empty(await Inspect(house));
        var filed = await Last(house);
        var leaf = await house.Work(async s => System.Text.Encoding.ASCII.GetString((await s.GetRequiredService<AppDb>().LogEntries.AsNoTracking().SingleAsync(e => e.EntryId == filed.LogEntryId)).Entry));
        Assert.Contains("\"t\":\"filed\"", leaf);
        // The leaf tells nobody what was filed: it is salted, and names neither form nor person.
        Assert.DoesNotContain(filed.Sha256, leaf);
        Assert.DoesNotContain("form", leaf);
        var figures = filed.Figures.ToArray();
        figures[^5] ^= 1;
        foreach (var (edit, back) in new (Func<IQueryable<FiledReport>, Task<int>>, Func<IQueryable<FiledReport>, Task<int>>)[]
        {
            (f => f.ExecuteUpdateAsync(x => x.SetProperty(r => r.Figures, figures)), f => f.ExecuteUpdateAsync(x => x.SetProperty(r => r.Figures, filed.Figures))),
            (f => f.ExecuteUpdateAsync(x => x.SetProperty(r => r.FiledBy, "别人")), f => f.ExecuteUpdateAsync(x => x.SetProperty(r => r.FiledBy, filed.FiledBy))),
            (f => f.ExecuteUpdateAsync(x => x.SetProperty(r => r.AsOf, new DateOnly(2024, 12, 31))), f => f.ExecuteUpdateAsync(x => x.SetProperty(r => r.AsOf, filed.AsOf))),
            (f => f.ExecuteUpdateAsync(x => x.SetProperty(r => r.Form, "3")), f => f.ExecuteUpdateAsync(x => x.SetProperty(r => r.Form, "2"))),
            (f => f.ExecuteDeleteAsync(), _ => Task.FromResult(0)),
        })
        {
            await house.Work(async s => await edit(s.GetRequiredService<AppDb>().Set<FiledReport>().IgnoreQueryFilters()));
            var finding = Assert.Single(await Inspect(house), f => f.Where == LeafDoc.Of(filed.Id).ToString());
            Assert.Contains("统计表", finding.What.Message);
            if (await house.Work(s => s.GetRequiredService<AppDb>().Set<FiledReport>().AnyAsync())) Assert.Equal(Agreement.TextDiffers, await Proof());
            await house.Work(async s => await back(s.GetRequiredService<AppDb>().Set<FiledReport>().IgnoreQueryFilters()));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Of_two_at_once_one_is_kept_and_the_other_told(string on)
    {
        await using var house = await House.Open(on);
        var (county, account) = await County(house);
        var told = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => From(house, county, account, s => File(s)))));
        Assert.Single(told, t => t is null);
        Assert.All(told.OfType<Refusal>(), t => Assert.Contains("已经有人上报过", t.Message));
        var first = await Last(house);
        told = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => From(house, county, account, s => File(s, first.Id, "补登了一名党员")))));
        Assert.Single(told, t => t is null);
        Assert.Equal((2, (long?)first.Id), ((await Last(house)).Rev, (await Last(house)).Replaces));
        await house.Round();
        // Nothing of a refused filing went into the log.
        Assert.Equal(2, await house.Work(s => s.GetRequiredService<AppDb>().LogEntries.CountAsync(e => e.Log == LogName.Public)));
        Assert.Empty(await Inspect(house));
    }
}
