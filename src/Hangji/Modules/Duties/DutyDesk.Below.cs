using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Hangji.Modules.Duties;

/// <summary>One body in the view of its superior: per rule the duty that tells most.</summary>
internal sealed record BelowLine(BodyDuties Body, IReadOnlyDictionary<string, Duty> Telling, int Overdue)
{
    public Duty? In(WatchedColumn column) => column.Rules.Select(id => Telling.GetValueOrDefault(id)).FirstOrDefault(d => d is not null);

    /// <summary>Name or code contains it, or the pinyin initials do.</summary>
    public bool Matches(string? query) => string.IsNullOrWhiteSpace(query)
        || Body.Body.ShortName.Contains(query.Trim(), StringComparison.OrdinalIgnoreCase) || Body.Body.Name.Contains(query.Trim(), StringComparison.OrdinalIgnoreCase)
        || Body.Body.Code.StartsWith(query.Trim(), StringComparison.OrdinalIgnoreCase) || Body.Body.Initials.Contains(query.Trim(), StringComparison.OrdinalIgnoreCase);
}

/// <summary>A column of the superior's view: its name, and the rules that may stand in it (a village's term and a branch's are one column).</summary>
internal sealed record WatchedColumn(string Name, params string[] Rules);

/// <summary>What a superior sees: bodies with something overdue first, then in code order; facts and exceptions, no totals per body to compare (N9).</summary>
internal sealed partial class DutyDesk
{
    /// <summary>What a township watches; everything else opens from the body's own calendar.</summary>
    public static readonly IReadOnlyList<WatchedColumn> Watched =
    [
        new("党员大会", "general-meeting-quarterly"), new("支委会", "committee-monthly"), new("党小组会", "group-monthly"), new("主题党日", "theme-day-monthly"),
        new("组织生活会", "orglife-meeting-yearly"), new("民主评议", "review-yearly"), new("谈心谈话", "talks-yearly"), new("代表会议", "vr-quarterly"),
        new("设委员会", "branch-committee-required"), new("届次", "term-village-community", "term-general-branch", "term-base-committee"),
    ];

    /// <summary>Lines of all bodies below. A body that a Party body leads is told in that body's line. Kept until anything is recorded anywhere.</summary>
    public Task<IReadOnlyList<BelowLine>> BelowLines(OrgNode top, CancellationToken stop) => Kept(nameof(BelowLines), top, () => ReadBelow(top, stop), stop);

    /// <summary>今日 of a seat: its own bodies if they are few, else its own body alone; kept like the view below. The flag says that there are more than it may list.</summary>
    public Task<(TodayList List, bool More)> OwnToday(OrgNode mine, int most, CancellationToken stop) => Kept(nameof(OwnToday), mine, async () =>
    {
        var from = new DateOnly(Today.Year, Today.Month, 1).AddMonths(-Math.Max(Today.Month - 1, 3));
        var bodies = await Bodies(mine, from, Today, stop);
        var more = bodies.Count > most;
        return (TodayList.Of(await Of(more ? [mine] : bodies, from, new(Today.Year, 12, 31), Today, stop), Today), more);
    }, stop);

    /// <summary>One kept answer a body and question, good while nothing was recorded anywhere.</summary>
    private async Task<T> Kept<T>(string question, OrgNode of, Func<Task<T>> read, CancellationToken stop)
    {
        var version = (Today, of.Path, await db.FactMark(stop));
        if (kept.TryGetValue((question, of.Id), out (object Version, T Answer) known) && known.Version.Equals(version)) return known.Answer;
        var answer = await read();
        kept.Set((question, of.Id), ((object)version, answer), new MemoryCacheEntryOptions { SlidingExpiration = TimeSpan.FromMinutes(5) });
        return answer;
    }

    private async Task<IReadOnlyList<BelowLine>> ReadBelow(OrgNode top, CancellationToken stop)
    {
        var year = new DateOnly(Today.Year, 1, 1);
        var bodies = (await Bodies(top, year, Today, stop)).Where(b => b.Id != top.Id && b.Exists(Today)).ToList();
        var duties = await Of(bodies, year, new(Today.Year, 12, 31), Today, stop);
        var led = duties.Where(d => OrgKinds.IsLed(d.Body.Kind)).ToLookup(d => d.Body.ParentId);
        return [.. duties.Where(d => !OrgKinds.IsLed(d.Body.Kind)).Select(d => Line(d, led[d.Body.Id])).Where(l => l.Telling.Count > 0)
            .OrderBy(l => l.Overdue == 0).ThenBy(l => l.Body.Body.Code, StringComparer.Ordinal)];
    }

    public async Task<BelowToday> Below(OrgNode top, Words t, CancellationToken stop)
    {
        var lines = await BelowLines(top, stop);
        var late = lines.Where(l => l.Overdue > 0).ToList();
        return new(lines.Count, late.Count, [.. late.Take(12).Select(l => (l.Body.Body.ShortName, l.Body.Body.Id, string.Join(t["、"], l.Telling.Values
            .Where(d => d.State == DutyState.Overdue && l.Body.ReasonFor(d) is null).OrderBy(d => d.Start).Select(d => t["{0}（{1}）", DutyView.What(t, d.Rule), DutyView.ShortPeriod(t, d)]))))]);
    }

    /// <summary>The columns that concern any body.</summary>
    public static IReadOnlyList<WatchedColumn> Columns(IReadOnlyList<BelowLine> lines) => [.. Watched.Where(c => lines.Any(l => l.In(c) is not null))];

    private static bool Concerns(Duty duty) => duty.State is not (DutyState.NotApplicable or DutyState.Unknown or DutyState.NotInForce);

    private static BelowLine Line(BodyDuties body, IEnumerable<BodyDuties> led)
    {
        var all = led.Prepend(body).ToList();
        var telling = (from one in all
                       from rule in one.Duties.Where(Concerns).GroupBy(d => d.Rule.Id)
                       let duty = DutyGrid.Telling(rule, d => one.ReasonFor(d) is not null)
                       where duty is not null
                       group duty by rule.Key).ToDictionary(g => g.Key, g => g.First());
        return new(body, telling, all.Sum(one => one.Duties.Count(d => d.State == DutyState.Overdue && one.ReasonFor(d) is null)));
    }
}
