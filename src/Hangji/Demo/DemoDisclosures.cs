using System.Globalization;
using Hangji.Modules.Access.Contract;
using Hangji.Modules.CollectiveEconomy.Contract;
using Hangji.Modules.Disclosure;
using Hangji.Modules.Disclosure.Voices;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform;
using Hangji.Platform.Crypto;
using Hangji.Platform.Data;
using Hangji.Platform.Log;
using Hangji.Platform.Log.Keeping;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Demo;

/// <summary>
/// What 竹溪村 has published in the last year, by three people each time: the quarters of village affairs and of the accounts, the months since July, aid with names masked, a correction, a question with its answer.
/// The accounts of last month are there and not published: that is what the village owes.
/// </summary>
internal sealed class DemoDisclosures(IServiceScopeFactory scopes, IReadOnlyDictionary<string, long> ids, TimeProvider clock)
{
    const string Drafter = "何敏（竹溪村党支部 文书）", Reviewer = "何海强（竹溪村务监督委员会 主任）", Releaser = "陈启山（竹溪村党支部 书记）", Board = "竹溪村村务公开栏";

    static readonly (string Lamps, string Done, string Asked)[] Quarters =
    [
        ("8", "村口至老樟树道路完成验收，结算 29.14 万元；下竹组水渠清淤 1.2 千米。", "停车位怎么划：两次商议，划 36 个，老人接送优先。"), ("12", "春耕用水轮灌，修复水渠 3 处；公益林补偿 2.4 万元按户发放。", "垃圾清运费收不收：意见不一，下季度再商议。"),
        ("10", "老小学改老年食堂：代表会议 39 人到会，36 人同意，预算不超过 18.6 万元。", "食堂外村老人能不能吃：可以，按成本价。"), ("12", "老年食堂开工；溪边 11 亩荒地出租，每年租金 8,800 元。", "明年垃圾清运费：正在听意见。"),
    ];

    readonly DemoDesk desk = new(scopes, clock);
    long Place => ids[CountyPlan.KnownVillage];

    public async Task<Refusal?> Run(CancellationToken stop)
    {
        var today = clock.Today();
        var quarter = Period.Containing(Every.Quarter, new DateOnly(today.Year, today.Month, 1).AddDays(-1));
        if (quarter.End.AddDays(13) >= today) quarter = Period.Containing(Every.Quarter, quarter.Start.AddDays(-1));
        var first = Period.Containing(Every.Quarter, quarter.Start.AddMonths(-9));
        var n = 0;
        long corrected = 0;
        for (var q = first; q.Start <= quarter.Start; q = q.Next, n++)
        {
            var (lamps, done, asked) = Quarters[n];
            var (id, refusal) = await Publish("village-affairs-quarter", q, $"{q.Name.Zh}村务", $"三个月里修好路灯 {lamps} 盏，办成的事、商议的事都在下面。",
                [new() { Heading = "办成的事", Text = $"路灯修好 {lamps} 盏。\n{done}" }, new() { Heading = "商议的事", Text = asked }, new() { Heading = "协助政府做的事", Text = "城乡居民医保缴费登记、防汛值守、森林防火巡山。" }], q.End.AddDays(11), stop);
            refusal ??= await Accounts("village-accounts-quarter", q, q.End.AddDays(13), stop);
            if (refusal is not null) return refusal;
            if (n == 2) corrected = id;
        }
        // From the running half-year on by month; the last month's stay unpublished.
        var last = Period.Containing(Every.Month, new DateOnly(today.Year, today.Month, 1).AddDays(-1));
        for (var m = Period.Containing(Every.Month, quarter.Start); m.Start < last.Start; m = m.Next)
            if (await Accounts("village-accounts-month", m, m.End.AddDays(12), stop) is { } unpublished) return unpublished;
        return await Aid(quarter.Start.AddDays(40), stop) ?? await Correction(corrected, quarter.Start.AddDays(20), stop) ?? await Question(corrected, quarter.Start.AddDays(25), stop);
    }

    async Task<Refusal?> Accounts(string catalog, Period period, DateOnly on, CancellationToken stop)
    {
        if (on > clock.Today() || await As(Drafter, on, async (s, _) => (await s.GetRequiredService<IBookReading>().Of(Place, PeriodCode.Of(period), stop))?.ClosedOn) is null) return null;
        return (await Publish(catalog, period, null, null, null, on, stop)).Refusal;
    }

    async Task<Refusal?> Aid(DateOnly on, CancellationToken stop)
    {
        var dice = new Dice(14);
        var form = new DraftItem.Form
        {
            Org = Place, Catalog = "village-relief", On = Day(on.AddDays(-6)), Title = "今年的困难户慰问", Summary = "14 户，每户 600 元，代表会议评议确定。", NamesPeople = true,
            Parts = [new() { Heading = "名单", Text = "按本人申请、村民小组评议、代表会议确定的次序列出。", Table = "户主\t组别\t金额（元）\n" + string.Join('\n', Enumerable.Range(0, 14).Select(i => $"{PeopleNames.Name(dice, i % 2 == 0)}\t{i % 3 + 1}组\t600.00")) + "\n合计\t\t8400.00" }],
        };
        return (await Publish(form, on, null, stop)).Refusal;
    }

    async Task<Refusal?> Correction(long id, DateOnly on, CancellationToken stop)
    {
        // A correction names the place of what it corrects: the log takes in what waits.
        await using (var scope = scopes.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<Sequencer>().Round(LogName.Public, stop);
        var wrong = "路灯修好的是 11 盏，写成了 10 盏：桥头一盏是季末最后一天修的，漏了。";
        if (await As(Drafter, on, async (s, desk) => await new WithdrawCopy(s.GetRequiredService<AppDb>(), desk, s.GetRequiredService<PublicLog>(), s.GetRequiredService<Receipts>()).Correct(id, await DemoDesk.Version(s, id, stop), wrong, stop)) is { } no) return no;
        var item = await As(Drafter, on, (s, _) => s.GetRequiredService<AppDb>().Disclosures.AsNoTracking().SingleAsync(d => d.Id == id, stop));
        var parts = DraftText.Read(item.Text).Sections.Select(p => new DraftItem.Part { Heading = p.Heading, Text = p.Text?.Replace("路灯修好 10 盏", "路灯修好 11 盏") }).ToList();
        return (await Publish(new() { Org = Place, Title = item.Title, Summary = item.Summary.Replace("10 盏", "11 盏"), Corrects = wrong, Parts = parts }, on, id, stop)).Refusal;
    }

    async Task<Refusal?> Question(long id, DateOnly on, CancellationToken stop)
    {
        var doc = DocCode.Of(id);
        var (voice, no) = await As("公众", on, async (s, desk) => await new RaiseVoice(s.GetRequiredService<AppDb>(), desk, s.GetRequiredService<FieldCipher>(), [], s.GetRequiredService<Acting>()).TakeDown(Place, new(PublicVoice.Question, "外村户口、住在我们村的老人能不能去食堂吃饭？", null, null, doc), on, stop));
        return no ?? await As(Drafter, on.AddDays(3), (s, desk) => new AnswerVoice(s.GetRequiredService<AppDb>(), desk, [], s.GetRequiredService<Acting>()).Answer(voice!.Id, voice.Version, "可以，每餐 8 元，成本价；本村 60 岁以上每餐 5 元。", false, stop));
    }

    Task<(long Id, Refusal? Refusal)> Publish(string catalog, Period period, string? title, string? summary, List<DraftItem.Part>? parts, DateOnly on, CancellationToken stop) =>
        Publish(new() { Org = Place, Catalog = catalog, Period = PeriodCode.Of(period), Title = title, Summary = summary, Parts = parts }, on, null, stop);

    /// <summary>Drafted three days before, reviewed the day before, released on the day. What the form leaves open stays as it was computed.</summary>
    async Task<(long Id, Refusal? Refusal)> Publish(DraftItem.Form form, DateOnly on, long? known, CancellationToken stop)
    {
        var (id, refusal) = known is { } begun ? (begun, null) : await As(Drafter, on.AddDays(-3), (s, desk) => Draft(s, desk).Begin(form, stop));
        refusal ??= await As(Drafter, on.AddDays(-3), async (s, desk) =>
        {
            var item = await s.GetRequiredService<AppDb>().Disclosures.AsNoTracking().SingleAsync(d => d.Id == id, stop);
            return await Draft(s, desk).Rewrite(item.Id, form with { Version = item.Version, Title = form.Title ?? item.Title, Summary = form.Summary ?? item.Summary, NamesPeople = form.NamesPeople || item.NamesPeople }, stop)
                ?? await new ReviewItem(desk).Submit(item.Id, await DemoDesk.Version(s, item.Id, stop), stop);
        });
        refusal ??= await As(Reviewer, on.AddDays(-1), async (s, desk) => await new ReviewItem(desk).Review(id!.Value, await DemoDesk.Version(s, id.Value, stop), true, "", stop));
        refusal ??= await As(Releaser, on, async (s, desk) => await new ReleaseItem(s.GetRequiredService<AppDb>(), desk, s.GetRequiredService<PublicLog>(), s.GetRequiredService<Receipts>(), [])
            .Run(id!.Value, new(await DemoDesk.Version(s, id.Value, stop), on.AddDays(15), Board, null), stop));
        return (id ?? 0, refusal);
    }

    static DraftItem Draft(IServiceProvider s, DisclosureDesk desk) => new(s.GetRequiredService<AppDb>(), desk, s.GetServices<IDraftSource>());
    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    Task<T> As<T>(string who, DateOnly on, Func<IServiceProvider, DisclosureDesk, Task<T>> act) => desk.As(who, on, new(2, 30), act);
}
