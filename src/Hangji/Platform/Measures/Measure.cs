using Hangji.Platform.Data;
using Hangji.Platform.Facts;

namespace Hangji.Platform.Measures;

/// <summary>
/// 指标: a number that adds up — of a body, of everything below it, over months. A room declares its measures; they are folded for every superior from the
/// append-only facts, so that a page of any level reads a few rows (docs/decisions/0024).
/// </summary>
/// <param name="Key">Stable slug, such as terms.ending.</param>
/// <param name="Name">Chinese name, key of its translation.</param>
/// <param name="Order">Place among the columns of an overview.</param>
internal abstract record Measure(string Key, string Name, int Order)
{
    /// <summary>True for what somebody has to deal with; the overview lists these as columns.</summary>
    public bool IsException { get; init; }

    /// <summary>Address of the rows behind the figure of a body, or null where there is no such page.</summary>
    public Func<long, string>? Rows { get; init; }

    /// <summary>Verb without which the figure does not open.</summary>
    public string? Verb { get; init; }
}

/// <summary>流量: a fact counts in the month for which it was held; what it takes back counts as less. Only the fact itself is read, so it can be counted again from the first.</summary>
/// <param name="Amount">What a fact adds; 0 for facts that are none of its business.</param>
internal sealed record Flow(string Key, string Name, int Order, Func<Fact, long> Amount) : Measure(Key, Name, Order);

/// <summary>
/// 存量: what is so of a body now. Read anew for a body when a fact touches it, or on the day on which it changes by itself; the difference goes to all superiors,
/// in the month in which it was noticed. What is so at the end of a month is the sum of the differences up to it.
/// </summary>
/// <param name="Touches">Whether a fact of this kind may change it.</param>
/// <param name="Read">What is so of thousands of bodies at once; a body left out has 0.</param>
internal sealed record Stock(string Key, string Name, int Order, Func<string, bool> Touches, Func<IServiceProvider, StockAsk, CancellationToken, Task<IReadOnlyDictionary<long, StockValue>>> Read)
    : Measure(Key, Name, Order)
{
    /// <summary>True where the records tell what was so at the end of past months; a body that is read for the first time then gets its past year too.</summary>
    public bool HasPast { get; init; }
}

/// <summary>存量之问: which bodies, on which day, and on which days before.</summary>
/// <param name="Past">Ends of earlier months, first to last; empty for most readings.</param>
internal sealed record StockAsk(IReadOnlyCollection<long> Bodies, DateOnly Today, IReadOnlyList<DateOnly> Past)
{
    /// <summary>The first day that is asked for.</summary>
    public DateOnly Since => Past.Count > 0 ? Past[0] : Today;

    /// <summary>The past of one body, or null where it is not asked for.</summary>
    public long[]? At(Func<DateOnly, long> day) => Past.Count == 0 ? null : [.. Past.Select(day)];

    /// <summary>The last days of the months before a day.</summary>
    public static IReadOnlyList<DateOnly> MonthEnds(DateOnly today, int months) => [.. Enumerable.Range(0, months).Select(back => new DateOnly(today.Year, today.Month, 1).AddMonths(back - months + 1).AddDays(-1))];
}

/// <param name="Value">Whole number.</param>
/// <param name="WakeOn">The day on which it may change without any fact, such as the one after a deadline.</param>
/// <param name="Past">On the past days, where they were asked for.</param>
internal readonly record struct StockValue(long Value, DateOnly? WakeOn = null, long[]? Past = null);

/// <summary>Measures of a room, registered with it.</summary>
internal interface IMeasures
{
    IEnumerable<Measure> All { get; }
}

/// <summary>记录: how many dated facts a month has. A month without any is a month that nobody has entered, and reports say so.</summary>
internal sealed class RecordMeasure : IMeasures
{
    public const string Key = "records";
    public IEnumerable<Measure> All { get; } = [new Flow(Key, "记录", 90, fact => fact.HeldOn is null ? 0 : 1)];
}

/// <summary>汇总: one measure of one body in one month: what is its own, and with everything below.</summary>
public sealed class MeasureSum : IUnrecorded
{
    public required long OrgId { get; init; }
    public required string Measure { get; init; }
    /// <summary>Year times 100 plus month.</summary>
    public required int Month { get; init; }
    public long Own { get; init; }
    public long Total { get; init; }

    public static int MonthOf(DateOnly day) => day.Year * 100 + day.Month;
}

/// <summary>到期重算: on this day the stock of the body is read anew although nothing was recorded.</summary>
public sealed class MeasureWake : IUnrecorded
{
    public required long OrgId { get; init; }
    public required string Measure { get; init; }
    public required DateOnly WakeOn { get; init; }
}

/// <summary>How far a folding has come, by the number of the last fact.</summary>
public sealed class FoldCursor : IUnrecorded
{
    public required string Name { get; init; }
    public required long Seq { get; set; }
}

internal sealed class MeasuresDb : IRoomTables
{
    public void Map(ModelBuilderOf tables)
    {
        var queue = tables.Table<QueuedFact>("fact_queue");
        queue.HasKey(q => q.FactId);
        queue.Property(q => q.FactId).ValueGeneratedNever();

        var order = tables.Table<OrderedFact>("fact_order");
        order.HasKey(o => o.Seq);
        order.Property(o => o.Seq).ValueGeneratedNever();
        order.HasIndex(o => o.FactId).IsUnique();

        var sum = tables.Table<MeasureSum>("measure_sums");
        sum.HasKey(s => new { s.OrgId, s.Measure, s.Month });

        var wake = tables.Table<MeasureWake>("measure_wakes");
        wake.HasKey(w => new { w.OrgId, w.Measure });
        wake.HasIndex(w => w.WakeOn);

        tables.Table<FoldCursor>("fold_cursors").HasKey(c => c.Name);
    }
}

internal static class MeasureServices
{
    public static IServiceCollection AddMeasures(this IServiceCollection services) => services
        .AddSingleton<IRoomTables, MeasuresDb>()
        .AddSingleton<IMeasures, RecordMeasure>()
        .AddSingleton<MeasureFold>()
        .AddHostedService<Folding>();
}
