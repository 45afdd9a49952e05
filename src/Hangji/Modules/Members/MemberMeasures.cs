using Hangji.Modules.Access.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Measures;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Members;

/// <summary>党员的指标: how many members a branch has, and whose probation is over without the vote on it (党章 art. 7: one year; the branch decides in time).</summary>
internal sealed class MemberMeasures : IMeasures
{
    public IEnumerable<Measure> All { get; } =
    [
        new Stock("members", "党员数", 20, Changes, Members) { HasPast = true, Rows = org => $"/members?org={org}", Verb = Verbs.ReadMembers },
        new Stock("members.probation-over", "预备期满未讨论", 50, Changes, ProbationOver) { HasPast = true, IsException = true, Rows = org => $"/members?org={org}&kind=probationary&sort=joined", Verb = Verbs.ReadMembers },
    ];

    private static bool Changes(string kind) => kind is "member.admitted" or "member.left" or "member.converted" or "member.corrected" or "organization.merge" or "organization.split" or "organization.move" or "organization.dissolve" || kind.StartsWith("members.import", StringComparison.Ordinal);

    private static IQueryable<Membership> Of(IServiceProvider services, StockAsk ask)
    {
        var bodies = ask.Bodies;
        return services.GetRequiredService<AppDb>().Memberships.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(m => bodies.Contains(m.OrgId));
    }

    private static async Task<IReadOnlyDictionary<long, StockValue>> Members(IServiceProvider services, StockAsk ask, CancellationToken stop)
    {
        var (today, since) = (ask.Today, ask.Since);
        var counts = await Of(services, ask).Where(m => m.ToOn == null || m.ToOn > today).GroupBy(m => m.OrgId)
            .Select(g => new { g.Key, Now = g.Count(m => m.FromOn <= today), Comes = g.Where(m => m.FromOn > today).Min(m => (DateOnly?)m.FromOn), Goes = g.Min(m => m.ToOn) }).ToDictionaryAsync(c => c.Key, stop);
        // The past is today's number without what came, and with what went, since: few rows beside the roster.
        var changed = ask.Past.Count == 0 ? [] : await Of(services, ask).Where(m => m.FromOn > since && m.FromOn <= today || m.ToOn > since && m.ToOn <= today).Select(m => new { m.OrgId, m.FromOn, m.ToOn }).ToListAsync(stop);
        var moved = changed.ToLookup(m => m.OrgId);
        return counts.Keys.Union(changed.Select(m => m.OrgId)).ToDictionary(id => id, id =>
        {
            var (now, comes, goes) = counts.TryGetValue(id, out var c) ? (c.Now, c.Comes, c.Goes) : (0, null, null);
            return new StockValue(now, Earlier(comes, goes), ask.At(day => now
                + moved[id].Count(m => m.FromOn <= day && (m.ToOn is null || m.ToOn > day)) - moved[id].Count(m => m.ToOn is null || m.ToOn > today)));
        });
    }

    private static async Task<IReadOnlyDictionary<long, StockValue>> ProbationOver(IServiceProvider services, StockAsk ask, CancellationToken stop)
    {
        var (today, since) = (ask.Today, ask.Since);
        var open = await Of(services, ask).Where(m => m.FromOn <= today && (m.ToOn == null || m.ToOn > since) && (m.FullSince == null || m.FullSince > since)).Select(m => new { m.OrgId, m.JoinedOn, m.FromOn, m.ToOn, m.FullSince }).ToListAsync(stop);
        return open.GroupBy(m => m.OrgId).ToDictionary(g => g.Key, g =>
        {
            long Over(DateOnly day) => g.Count(m => m.FromOn <= day && (m.ToOn is null || m.ToOn > day) && (m.FullSince is null || m.FullSince > day) && m.JoinedOn.AddYears(1) < day);
            return new StockValue(Over(today), g.Select(m => m.JoinedOn.AddYears(1).AddDays(1)).Where(d => d > today).Select(d => (DateOnly?)d).Min(), ask.At(Over));
        });
    }

    private static DateOnly? Earlier(DateOnly? one, DateOnly? other) => one is null ? other : other is null || one < other ? one : other;
}
