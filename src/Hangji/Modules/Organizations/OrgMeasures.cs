using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Measures;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Organizations;

/// <summary>组织的指标: how many bodies there are, whose term ends or has ended, where there is no secretary.</summary>
internal sealed class OrgMeasures : IMeasures
{
    private static readonly string[] Secretaries = ["secretary"];

    public IEnumerable<Measure> All { get; } =
    [
        new Stock("bodies", "组织", 10, Changes, Count) { Rows = org => $"/orgs?below={org}&view=list", Verb = OrganizationVerbs.Read },
        new Stock("terms.ending", "六个月内届满", 30, Changes, Terms) { IsException = true, Verb = OrganizationVerbs.Read },
        new Stock("secretary.vacant", "书记空缺", 40, kind => Changes(kind) || kind.StartsWith("appointment", StringComparison.Ordinal), Vacancies) { IsException = true, Verb = OrganizationVerbs.Read },
    ];

    private static bool Changes(string kind) => kind.StartsWith("organization", StringComparison.Ordinal);

    private static async Task<IReadOnlyDictionary<long, StockValue>> Count(IServiceProvider services, IReadOnlyCollection<long> bodies, DateOnly today, CancellationToken stop) =>
        (await Parties(services, bodies, stop)).ToDictionary(o => o.Id, o => new StockValue(o.Exists(today) ? 1 : 0, o.SetUpOn > today ? o.SetUpOn : o.DissolvedOn));

    /// <summary>Terms that end within six months, or have ended without an election (任期条例: the reminder is six months ahead).</summary>
    private static async Task<IReadOnlyDictionary<long, StockValue>> Terms(IServiceProvider services, IReadOnlyCollection<long> bodies, DateOnly today, CancellationToken stop) =>
        (await Parties(services, bodies, stop)).Where(o => o.Exists(today) && o.TermEndsOn is not null).ToDictionary(o => o.Id, o => o.TermEndsOn!.Value.AddMonths(-6) is var notice && notice <= today ? new StockValue(1) : new StockValue(0, notice));

    private static async Task<IReadOnlyDictionary<long, StockValue>> Vacancies(IServiceProvider services, IReadOnlyCollection<long> bodies, DateOnly today, CancellationToken stop)
    {
        var db = services.GetRequiredService<AppDb>();
        var held = (await db.Appointments.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(a => bodies.Contains(a.OrgId) && Secretaries.Contains(a.Post) && (a.ToOn == null || a.ToOn > today)).ToListAsync(stop)).ToLookup(a => a.OrgId);
        return (await Parties(services, bodies, stop)).Where(o => o.Exists(today) && OrgKinds.Find(o.Kind) is { IsGroup: false } and not { Key: OrgKinds.LeadingGroup or OrgKinds.MobileBranch or OrgKinds.TemporaryBranch }).ToDictionary(o => o.Id, o =>
        {
            var vacant = !held[o.Id].Any(a => a.FromOn <= today);
            // It changes by itself when the next one begins, or when the last one ends.
            var next = vacant ? held[o.Id].Select(a => (DateOnly?)a.FromOn).Min() : held[o.Id].Any(a => a.ToOn is null) ? null : held[o.Id].Max(a => a.ToOn);
            return new StockValue(vacant ? 1 : 0, next);
        });
    }

    private static async Task<List<OrgNode>> Parties(IServiceProvider services, IReadOnlyCollection<long> bodies, CancellationToken stop) =>
        [.. (await services.GetRequiredService<AppDb>().Orgs.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(o => bodies.Contains(o.Id)).ToListAsync(stop)).Where(o => !OrgKinds.IsLed(o.Kind) && !OrgKinds.Of(o.Kind).IsGroup)];
}
