using Hangji.Modules.CollectiveEconomy;
using Hangji.Modules.CollectiveEconomy.Importing;
using Hangji.Modules.Deliberation.Contract;
using Hangji.Modules.Importing;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Files;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Demo;

/// <summary>
/// The books of 竹溪村's collective for a year and a month, sent as the sheets that an accounting office would send, signed and closed month by month. The last month is
/// imported and not closed: its publication is what the village owes.
/// </summary>
internal sealed class DemoBooks(IServiceScopeFactory scopes, TimeProvider clock)
{
    private sealed record Flow(string Account, string Item, string Party, long Fen, int Times, string Summary);

    /// <summary>What comes and goes in an ordinary quarter, in fen over all its vouchers.</summary>
    private static readonly Flow[] Ordinary =
    [
        new("501", "厂房和门面租金", "安澜县竹编有限公司", 96_450_00, 3, "收厂房和门面租金"), new("501", "茶园发包", "云岭茶业专业合作社", 72_000_00, 2, "收茶园承包费"),
        new("503", "财政补助", "青石镇财政所", 120_000_00, 1, "收村级组织运转补助"), new("503", "生态公益林补偿", "青石镇财政所", 24_000_00, 1, "收公益林补偿资金"),
        new("514", "道路、水渠维修", "青石镇顺达工程队", 127_080_00, 6, "付道路水渠维修费"), new("513", "村干部和网格员补贴", "", 54_000_00, 3, "发村干部和网格员补贴"),
        new("514", "垃圾清运", "安澜县洁美环卫有限公司", 28_350_00, 4, "付垃圾清运费"), new("513", "办公、水电、报刊", "", 18_272_50, 17, "付办公、水电、报刊费"),
    ];

    /// <summary>The quarter in which the old people's canteen was begun: less for roads, a first payment for works and kitchen.</summary>
    private static readonly Flow[] Canteen =
    [
        .. Ordinary.Select(f => f.Item == "道路、水渠维修" ? f with { Fen = 71_880_00 } : f),
        new("514", "老年食堂改建", "安澜县恒固建筑有限公司", 72_900_00, 2, "付老年食堂土建和水电进度款"), new("514", "老年食堂改建", "安澜县厨具设备商行", 23_500_00, 1, "付老年食堂厨房设备首款"),
    ];

    /// <summary>Cash and bank when the quarter of the canteen ended.</summary>
    private const long BalanceThen = 1_047_316_82, CashAtFirst = 2_316_82;

    public async Task<Refusal?> Run(IReadOnlyDictionary<string, long> ids, CancellationToken stop)
    {
        var last = AccountPeriod.Next(AccountPeriod.Month(clock.Today()), -1);
        var quarter = AccountPeriod.QuarterOf(last).Before;
        var first = AccountPeriod.Next(quarter.From, -9);
        var org = ids[$"{CountyPlan.KnownVillage}-collective"];
        var (bookId, refused) = await As(first, s => s.GetRequiredService<OpenBook>().Run(org, null, AccountPeriod.MonthKey(first), stop));
        if (refused is not null) return refused;
        // What was paid for decided matters is booked too, as works in progress, and linked to its decision.
        var paid = await As(last, s => s.GetRequiredService<IMatterReading>().Payments(ids[CountyPlan.KnownVillage], AccountPeriod.First(first), AccountPeriod.Last(last), stop));
        var (grown, vouchers) = (0L, new Dictionary<int, List<object?[]>>());
        for (var month = first; month <= last; month = AccountPeriod.Next(month))
        {
            vouchers[month] = Vouchers(month, AccountPeriod.QuarterOf(month) == quarter ? Canteen : Ordinary, [.. paid.Where(p => AccountPeriod.Month(p.Payment.PaidOn) == month)], out var net);
            if (month <= quarter.To) grown += net;
        }
        if (await Take(org, BalancesImport.Kind, first, book => Balances(book, BalanceThen - grown - CashAtFirst), stop) is { } unopened) return unopened;
        for (var month = first; month <= last; month = AccountPeriod.Next(month))
        {
            if (await Take(org, VouchersImport.Kind, month, book => Sheet(book, vouchers[month]), stop) is { } untaken) return untaken;
            foreach (var (_, _, payment) in paid.Where(p => AccountPeriod.Month(p.Payment.PaidOn) == month))
            {
                var booked = await As(month, s => s.GetRequiredService<AppDb>().Vouchers.Where(v => v.BookId == bookId && v.On == payment.PaidOn && v.AmountFen == payment.AmountFen && v.PaymentId == null).Select(v => v.Id).FirstAsync(stop));
                if (await As(month, s => s.GetRequiredService<LinkPayment>().Run(booked, payment.Id, null, stop)) is { } unlinked) return unlinked;
            }
            if (month == last) break;
            var end = AccountPeriod.Last(month);
            var (_, unsigned) = await As(month, s => s.GetRequiredService<SignVouchers>().Run(bookId!.Value, month, null, new(end.AddDays(-3), end.AddDays(-1), end), null, stop));
            if (unsigned is not null) return unsigned;
            if (await As(month, s => s.GetRequiredService<CloseMonth>().Run(bookId!.Value, month, null, stop)) is { } open) return open;
        }
        return null;
    }

    /// <summary>One unit of work of the office, on the fifth after a month's end.</summary>
    private async Task<T> As<T>(int month, Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().AsProgram("示例数据");
        return await act(new OnDay(scope.ServiceProvider, clock, AccountPeriod.Last(month).AddDays(5)));
    }

    private async Task<Refusal?> Take(long org, string kind, int month, Action<XlsxWriter> write, CancellationToken stop)
    {
        using var file = new MemoryStream();
        using (var book = new XlsxWriter(file)) write(book);
        file.Position = 0;
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().AsProgram("示例数据");
        var receive = scope.ServiceProvider.GetRequiredService<ReceiveFile>();
        var name = $"竹溪村{AccountPeriod.MonthKey(month)}{(kind == VouchersImport.Kind ? "凭证清单" : "科目余额表")}.xlsx";
        if (await receive.Run(kind, org, name, file, stop, order: false, about: AccountPeriod.MonthKey(month)) is { } unreadable) return unreadable;
        if (await scope.ServiceProvider.GetRequiredService<CheckBatch>().Run(receive.Batch!.Id, new Progress<(int, int)>(), stop) is { } wrong) return wrong;
        return await scope.ServiceProvider.GetRequiredService<TakeBatch>().Run(receive.Batch.Id, new Progress<(int, int)>(), stop);
    }

    private static void Balances(XlsxWriter book, long bank)
    {
        (string Code, long Fen)[] held = [("101", CashAtFirst), ("102", bank), ("112", 36_000_00), ("151", 3_860_000_00), ("152", -642_300_00), ("211", -118_400_00), ("301", -1_500_000_00)];
        book.Sheet("科目余额表", [new SheetColumn("科目编码"), new SheetColumn("科目名称", Width: 18), new SheetColumn("期初余额借方", ColumnKind.Money), new SheetColumn("期初余额贷方", ColumnKind.Money)]);
        foreach (var (code, fen) in held.Append(("311", -held.Sum(h => h.Fen)))) book.Row(code, Chart.Of(code).Name, fen > 0 ? fen / 100m : null, fen < 0 ? -fen / 100m : null);
    }

    private static void Sheet(XlsxWriter book, List<object?[]> rows)
    {
        book.Sheet("凭证", [new SheetColumn("日期", ColumnKind.Date), new SheetColumn("凭证字号"), new SheetColumn("摘要", Width: 30), new SheetColumn("科目编码"), new SheetColumn("科目名称", Width: 30), new SheetColumn("借方金额", ColumnKind.Money), new SheetColumn("贷方金额", ColumnKind.Money), new SheetColumn("对方单位", Width: 24), new SheetColumn("附件张数", ColumnKind.Number)]);
        foreach (var row in rows) book.Row(row);
    }

    /// <summary>The month's share of its quarter's flows: the times of a flow are spread over the three months, and its amount over the times, to the last fen.</summary>
    private static List<object?[]> Vouchers(int month, Flow[] flows, IReadOnlyList<(long MatterId, string Title, MatterPaymentView Payment)> works, out long net)
    {
        var (third, said) = ((month % 100 - 1) % 3, new List<(int Day, Flow Flow, long Fen)>());
        foreach (var flow in flows)
            for (var n = 0; n < flow.Times; n++)
                if (n * 3 / flow.Times == third) said.Add((3 + (flow.Item.Length * 5 + n * 7) % 24, flow, flow.Fen / flow.Times + (n == 0 ? flow.Fen % flow.Times : 0)));
        foreach (var (_, title, payment) in works) said.Add((payment.PaidOn.Day, new("153", title, "", payment.AmountFen, 1, payment.Purpose), payment.AmountFen));
        var (rows, number) = (new List<object?[]>(), 0);
        net = 0;
        foreach (var (day, flow, fen) in said.OrderBy(s => s.Day).ThenBy(s => s.Flow.Item, StringComparer.Ordinal))
        {
            var income = flow.Account is ['5', '0', ..];
            var (yuan, on, account) = (fen / 100m, AccountPeriod.First(month).AddDays(day - 1), $"{Chart.Of(flow.Account).Name}-{flow.Item}");
            net += income ? fen : -fen;
            number++;
            (object?[] its, object?[] bank) = ([on, $"记-{number}", flow.Summary, flow.Account, account, income ? null : yuan, income ? yuan : null, flow.Party, 2], [on, $"记-{number}", flow.Summary, "102", "银行存款", income ? yuan : null, income ? null : yuan, flow.Party, 2]);
            rows.AddRange(income ? [bank, its] : [its, bank]);
        }
        return rows;
    }

    /// <summary>The services of a scope on another day: what is recorded bears the day on which it was done.</summary>
    private sealed class OnDay(IServiceProvider services, TimeProvider real, DateOnly day) : IServiceProvider
    {
        private readonly DemoClock clock = new(real) { At = new(day < real.Today() ? day : real.Today(), new TimeOnly(2, 0), TimeSpan.Zero) };

        public object? GetService(Type type) =>
            type == typeof(CloseMonth) || type == typeof(SignVouchers) || type == typeof(OpenBook) ? ActivatorUtilities.CreateInstance(services, type, (TimeProvider)clock) : services.GetService(type);
    }
}
