using Hangji.Modules.CollectiveEconomy.Contract;
using Hangji.Modules.Disclosure;
using Hangji.Modules.Disclosure.Sources;
using Hangji.Tests.Situations;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Disclosure;

public sealed class Drafts_from_accounts
{
    [Theory, OnEveryDatabase]
    public async Task Total_item_entry_voucher_lead_into_each_other_and_add_up(string on)
    {
        await using var v = await Village.Open(on);
        var book = await v.OpenBooks("2026-04");
        await v.Booked(book, Books.Spent(new(2026, 5, 8), "垃圾清运", "900"));
        await v.Booked(book, Books.Earned(new(2026, 7, 2), "厂房租金", "50,000"));
        await v.Booked(book, Books.Spent(new(2026, 7, 8), "老年食堂改建", "12,000.50") with { Party = "陈启山" });
        await v.Booked(book, Books.Said(new(2026, 8, 8), "一张票两项", ("514", "老年食堂改建", "100", ""), ("513", "办公", "50", ""), ("101", "", "", "150")));
        foreach (var month in new[] { 202604, 202605, 202606, 202607, 202608, 202609 }) Assert.Null(await v.Close(book, month));
        var period = (await v.At(v.Branch, s => s.GetRequiredService<IBookReading>().Of(v.Branch.Id, "2026-Q3")))!;
        var draft = FromAccounts.Compose(period, "竹溪村", "2026年第三季度", "《村民委员会组织法》第三十五条");
        Assert.Equal("2026年第三季度收入 50,000.00 元，支出 12,150.50 元，期末结余 36,949.50 元。", draft.Summary);
        var sections = draft.Text.Sections.ToDictionary(s => s.Id);
        Assert.Equal(["5000000", "1215050", "3694950"], sections["totals"].Table!.Rows.Select(r => r.Cells[1]));
        Assert.Equal("支出比上一季度多 11,250.50 元，主要是老年食堂改建增加 12,100.50 元；收入比上一季度多 50,000.00 元，主要是厂房租金增加 50,000.00 元。", sections["change"].Text);
        foreach (var section in sections.Values)
        {
            if (section.Of is { } above) Assert.Contains(sections[above].Table!.Rows, r => r.Opens == section.Id);
            foreach (var row in section.Table?.Rows ?? []) if (row.Opens is { } opens) Assert.True(sections.ContainsKey(opens), opens);
            if (section.Table is { } t && t.Rows.Any(r => r.Total))
                foreach (var c in Enumerable.Range(0, t.Columns.Count).Where(c => t.Columns[c].As == CopyColumn.Money))
                    Assert.Equal(t.Rows.Where(r => !r.Total).Sum(r => r.Cells[c] is "" ? 0 : long.Parse(r.Cells[c], null)), long.Parse(t.Rows.Single(r => r.Total).Cells[c], null));
        }
        Assert.Equal("1215050", sections["expense"].Table!.Rows.Single(r => r.Total).Cells[1]);
        Assert.True(draft.NamesPeople);
        var written = draft.Text.Write();
        Assert.Contains("陈**", written);
        Assert.DoesNotContain("陈启山", written);
    }

    [Theory, OnEveryDatabase]
    public async Task An_open_month_is_not_published(string on)
    {
        await using var v = await Village.Open(on);
        var book = await v.OpenBooks();
        await v.Booked(book, Books.Spent(new(2026, 7, 8), "水渠", "100"));
        Assert.Null(await v.Close(book, 202607));
        var (draft, refusal) = await v.At(v.Branch, async s => await Source(s).Draft(await Asked(s, v, "2026-07", new(2026, 7, 1), new(2026, 7, 31)), default));
        Assert.Equal((true, null), (draft is not null, refusal));
        (draft, refusal) = await v.At(v.Branch, async s => await Source(s).Draft(await Asked(s, v, "2026-08", new(2026, 8, 1), new(2026, 8, 31)), default));
        Assert.Equal((true, "这一期还有月份没有结账，请先结账"), (draft is null, refusal!.Message));
        // A village whose books are elsewhere types its accounts: no draft and no refusal.
        (draft, refusal) = await v.At(v.Branch, async s => await Source(s).Draft(await Asked(s, v, "2026-05", new(2026, 5, 1), new(2026, 5, 31)), default));
        Assert.Equal((null, null), (draft, refusal));
    }

    static IDraftSource Source(IServiceProvider s) => s.GetServices<IDraftSource>().Single(x => x.Kind == "accounts");

    static async Task<DraftAsked> Asked(IServiceProvider s, Village v, string period, DateOnly from, DateOnly to) =>
        new((await s.GetRequiredService<Places>().Find(v.Branch.Id))!, s.GetRequiredService<DisclosureDesk>().Catalog.Find("village-accounts-month")!, from, to, period, null);
}
