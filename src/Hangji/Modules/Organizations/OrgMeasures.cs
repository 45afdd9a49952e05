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
        new Stock("bodies", "组织数", 10, Changes, Count) { HasPast = true, Rows = org => $"/orgs?below={org}&view=list", Verb = OrganizationVerbs.Read },
        new Stock("terms.ending", "六个月内届满", 30, Changes, Terms) { IsException = true, Verb = OrganizationVerbs.Read },
        new Stock("secretary.vacant", "书记空缺", 40, kind => Changes(kind) || kind.StartsWith("appointment", StringComparison.Ordinal), Vacancies) { HasPast = true, IsException = true, Verb = OrganizationVerbs.Read },
    ];

    private static bool Changes(string kind) => kind.StartsWith("organization", StringComparison.Ordinal);

    private static async Task<IReadOnlyDictionary<long, StockValue>> Count(IServiceProvider services, StockAsk ask, CancellationToken stop) =>
        (await Parties(services, ask, stop)).ToDictionary(o => o.Id, o => new StockValue(o.Exists(ask.Today) ? 1 : 0, o.SetUpOn > ask.Today ? o.SetUpOn : o.DissolvedOn, ask.At(day => o.Exists(day) ? 1 : 0)));

    /// <summary>Terms that end within six months, or have ended without an election (任期条例: the reminder is six months ahead). Earlier elections are not kept with the body, so there is no past.</summary>
    private static async Task<IReadOnlyDictionary<long, StockValue>> Terms(IServiceProvider services, StockAsk ask, CancellationToken stop) =>
        (await Parties(services, ask, stop)).Where(o => o.Exists(ask.Today) && o.TermEndsOn is not null).ToDictionary(o => o.Id, o => o.TermEndsOn!.Value.AddMonths(-6) is var notice && notice <= ask.Today ? new StockValue(1) : new StockValue(0, notice));

    private static async Task<IReadOnlyDictionary<long, StockValue>> Vacancies(IServiceProvider services, StockAsk ask, CancellationToken stop)
    {
        var (db, bodies, since) = (services.GetRequiredService<AppDb>(), ask.Bodies, ask.Since);
        var held = (await db.Appointments.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(a => bodies.Contains(a.OrgId) && Secretaries.Contains(a.Post) && (a.ToOn == null || a.ToOn > since))
            .Select(a => new { a.OrgId, a.FromOn, a.ToOn }).ToListAsync(stop)).ToLookup(a => a.OrgId);
        return (await Parties(services, ask, stop)).Where(o => OrgKinds.Find(o.Kind) is { IsGroup: false } and not { Key: OrgKinds.LeadingGroup or OrgKinds.MobileBranch or OrgKinds.TemporaryBranch }).ToDictionary(o => o.Id, o =>
        {
            var terms = held[o.Id];
            bool Vacant(DateOnly day) => o.Exists(day) && !terms.Any(a => a.FromOn <= day && (a.ToOn is null || a.ToOn > day));
            // It changes by itself when somebody begins or ends.
            return new StockValue(Vacant(ask.Today) ? 1 : 0, terms.SelectMany(a => new[] { a.FromOn, a.ToOn }).Append(o.DissolvedOn).Where(day => day > ask.Today).Min(), ask.At(day => Vacant(day) ? 1 : 0));
        });
    }

    private sealed record Party(long Id, string Kind, DateOnly SetUpOn, DateOnly? DissolvedOn, DateOnly? ElectedOn, int? TermYears)
    {
        public bool Exists(DateOnly on) => SetUpOn <= on && (DissolvedOn is null || on < DissolvedOn);
        public DateOnly? TermEndsOn => ElectedOn is { } day && TermYears is { } years ? day.AddYears(years) : null;
    }

    private static async Task<List<Party>> Parties(IServiceProvider services, StockAsk ask, CancellationToken stop)
    {
        var bodies = ask.Bodies;
        return [.. (await services.GetRequiredService<AppDb>().Orgs.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(o => bodies.Contains(o.Id)).Select(o => new Party(o.Id, o.Kind, o.SetUpOn, o.DissolvedOn, o.ElectedOn, o.TermYears)).ToListAsync(stop))
            .Where(o => !OrgKinds.IsLed(o.Kind) && !OrgKinds.Of(o.Kind).IsGroup)];
    }
}
