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
        new Stock("members", "党员", 20, Changes, Members) { Rows = org => $"/members?org={org}", Verb = Verbs.ReadMembers },
        new Stock("members.probation-over", "预备期满未讨论", 50, Changes, ProbationOver) { IsException = true, Rows = org => $"/members?org={org}&kind=probationary&sort=joined", Verb = Verbs.ReadMembers },
    ];

    private static bool Changes(string kind) => kind is "member.admitted" or "member.left" or "member.converted" or "member.corrected" or "organization.merge" or "organization.split" or "organization.move" or "organization.dissolve" || kind.StartsWith("members.import", StringComparison.Ordinal);

    private static IQueryable<Membership> Of(IServiceProvider services, IReadOnlyCollection<long> bodies) =>
        services.GetRequiredService<AppDb>().Memberships.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(m => bodies.Contains(m.OrgId));

    private static async Task<IReadOnlyDictionary<long, StockValue>> Members(IServiceProvider services, IReadOnlyCollection<long> bodies, DateOnly today, CancellationToken stop)
    {
        var open = Of(services, bodies).Where(m => m.ToOn == null || m.ToOn > today);
        var counts = await open.GroupBy(m => m.OrgId).Select(g => new { g.Key, Now = g.Count(m => m.FromOn <= today), Comes = g.Where(m => m.FromOn > today).Min(m => (DateOnly?)m.FromOn), Goes = g.Min(m => m.ToOn) }).ToListAsync(stop);
        return counts.ToDictionary(c => c.Key, c => new StockValue(c.Now, Earlier(c.Comes, c.Goes)));
    }

    private static async Task<IReadOnlyDictionary<long, StockValue>> ProbationOver(IServiceProvider services, IReadOnlyCollection<long> bodies, DateOnly today, CancellationToken stop)
    {
        var open = await Of(services, bodies).Where(m => m.FromOn <= today && (m.ToOn == null || m.ToOn > today) && (m.FullSince == null || m.FullSince > today)).Select(m => new { m.OrgId, m.JoinedOn }).ToListAsync(stop);
        return open.GroupBy(m => m.OrgId).ToDictionary(g => g.Key, g => new StockValue(g.Count(m => m.JoinedOn.AddYears(1) < today),
            g.Select(m => m.JoinedOn.AddYears(1).AddDays(1)).Where(d => d > today).Select(d => (DateOnly?)d).Min()));
    }

    private static DateOnly? Earlier(DateOnly? one, DateOnly? other) => one is null ? other : other is null || one < other ? one : other;
}
