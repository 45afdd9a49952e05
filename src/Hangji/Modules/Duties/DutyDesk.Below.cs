using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;

namespace Hangji.Modules.Duties;

/// <summary>One body in the view of its superior: per rule the duty that tells most.</summary>
internal sealed record BelowLine(BodyDuties Body, IReadOnlyDictionary<string, Duty> Telling, int Overdue)
{
    /// <summary>Name or code contains it, or the pinyin initials do.</summary>
    public bool Matches(string? query) => string.IsNullOrWhiteSpace(query)
        || Body.Body.ShortName.Contains(query.Trim(), StringComparison.OrdinalIgnoreCase) || Body.Body.Name.Contains(query.Trim(), StringComparison.OrdinalIgnoreCase)
        || Body.Body.Code.StartsWith(query.Trim(), StringComparison.OrdinalIgnoreCase) || Body.Body.Initials.Contains(query.Trim(), StringComparison.OrdinalIgnoreCase);
}

/// <summary>What a superior sees: bodies with something overdue first, then in code order; facts and exceptions, no totals per body to compare (N9).</summary>
internal sealed partial class DutyDesk
{
    /// <summary>Rules that a township watches, in the order of its columns; others open from the body's own calendar.</summary>
    private static readonly string[] Watched =
    [
        "general-meeting-quarterly", "committee-monthly", "group-monthly", "theme-day-monthly", "orglife-meeting-yearly", "review-yearly",
        "term-general-branch", "term-village-community", "branch-committee-required",
    ];

    public async Task<IReadOnlyList<BelowLine>> BelowLines(OrgNode top, CancellationToken stop)
    {
        var year = new DateOnly(Today.Year, 1, 1);
        var bodies = (await Bodies(top, year, Today, stop)).Where(b => b.Id != top.Id && b.Exists(Today)).ToList();
        var duties = await Of(bodies, year, new(Today.Year, 12, 31), Today, stop);
        return [.. duties.Where(d => d.Duties.Any(Concerns)).Select(Line).OrderBy(l => l.Overdue == 0).ThenBy(l => l.Body.Body.Code, StringComparer.Ordinal)];
    }

    public async Task<BelowToday> Below(OrgNode top, CancellationToken stop)
    {
        var lines = await BelowLines(top, stop);
        var late = lines.Where(l => l.Overdue > 0).ToList();
        return new(lines.Count, late.Count, [.. late.Take(8).Select(l => (l.Body.Body.ShortName, l.Body.Body.Id, l.Overdue))]);
    }

    /// <summary>The rules that stand as columns: those watched that concern any body.</summary>
    public static IReadOnlyList<Rule> Columns(IReadOnlyList<BelowLine> lines) =>
        [.. Watched.Select(id => lines.Select(l => l.Telling.GetValueOrDefault(id)).FirstOrDefault(d => d is not null)?.Rule).OfType<Rule>()];

    private static bool Concerns(Duty duty) => duty.State is not (DutyState.NotApplicable or DutyState.Unknown or DutyState.NotInForce);

    private static BelowLine Line(BodyDuties body)
    {
        bool Settled(Duty duty) => body.ReasonFor(duty) is not null;
        var telling = body.Duties.GroupBy(d => d.Rule.Id).Select(g => (g.Key, Duty: DutyGrid.Telling(g, Settled))).Where(x => x.Duty is not null).ToDictionary(x => x.Key, x => x.Duty!);
        return new(body, telling, body.Duties.Count(d => d.State == DutyState.Overdue && !Settled(d)));
    }
}
