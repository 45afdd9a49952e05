using Hangji.Modules.Members;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Demo;

/// <summary>Fills the posts: committees of branches, village bodies, towns and the county, each by an act of appointment.</summary>
internal sealed class DemoOfficers(IServiceScopeFactory scopes)
{
    private static readonly string[] CommitteePosts = ["secretary", "deputy-secretary", "organization-member", "publicity-member", "discipline-member"];

    private sealed record Candidate(long PersonId, string Name, DateOnly Full, DateOnly? Born);

    /// <summary>Persons by body key and post, for accounts and for who chairs.</summary>
    public Dictionary<(string Body, string Post), (long PersonId, string Name)> Held { get; } = [];

    public async Task<Refusal?> Run(IReadOnlyList<PlannedBody> bodies, IReadOnlyDictionary<string, long> ids, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().AsProgram("示例数据");
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var appoint = scope.ServiceProvider.GetRequiredService<AppointOfficer>();
        var people = (await db.Set<Membership>().AsNoTracking().Where(m => m.ToOn == null && m.FullSince != null)
            .Select(m => new { m.OrgId, m.PersonId, m.Name, m.FullSince, m.BornOn }).ToListAsync(stop)).ToLookup(m => m.OrgId, m => new Candidate(m.PersonId, m.Name, m.FullSince!.Value, m.BornOn));
        foreach (var body in bodies)
        {
            foreach (var (person, post) in Choose(body, bodies, ids, people))
            {
                // Who was elected again this year has held the post since the term before.
                var from = body.ElectedOn is { } elected ? elected.Year > 2023 ? elected.AddYears(-(body.TermYears ?? 0)) : elected : new DateOnly(2023, 1, 1);
                if (from < body.SetUpOn) from = body.SetUpOn;
                if (person.Full > from) from = person.Full;
                var manner = body.IsBranch || body.Kind is OrgKinds.VillagersCommittee or OrgKinds.ResidentsCommittee ? "elected" : "appointed";
                if (await appoint.Run(ids[body.Key], new(person.PersonId, post, from, manner, null), stop) is { } refusal) return refusal with { Field = $"{body.ShortName} {post} {person.Name}" };
                Held.TryAdd((body.Key, post), (person.PersonId, person.Name));
            }
            db.ChangeTracker.Clear();
        }
        return null;
    }

    private IEnumerable<(Candidate, string)> Choose(PlannedBody body, IReadOnlyList<PlannedBody> bodies, IReadOnlyDictionary<string, long> ids, ILookup<long, Candidate> people)
    {
        if (body.IsBranch)
        {
            var able = Able(people[ids[body.Key]], body.Key == CountyPlan.KnownVillage);
            // Under seven full members there is a secretary and no committee (ZB art. 20).
            var posts = able.Count < 7 ? 1 : body.Members > 30 ? 5 : body.Key == CountyPlan.KnownVillage ? 4 : 3;
            string[] filled = posts switch { 1 => ["secretary"], 3 => ["secretary", "organization-member", "discipline-member"], 4 => ["secretary", "organization-member", "publicity-member", "discipline-member"], _ => CommitteePosts };
            return able.Zip(filled);
        }
        if (body.Kind == OrgKinds.GeneralBranch) return Able(people[ids[body.Key + "-1"]], false).Skip(5).Take(1).Concat(Able(people[ids[body.Key + "-2"]], false).Skip(5).Take(2)).Zip(["secretary", "organization-member", "discipline-member"]);
        if (body.Key.StartsWith("town-", StringComparison.Ordinal) && !body.Key.EndsWith("-organ", StringComparison.Ordinal))
            return Able(people[ids[body.Key + "-organ"]], false).Skip(5).Zip(CommitteePosts);
        if (body.Key == CountyPlan.CountyKey) return Able(people[ids[bodies.First(b => b.ShortName == "县委组织部党支部").Key]], false).Skip(3).Take(1).Select(p => (p, "organizer"));
        var above = body.Parent;
        return body.Kind switch
        {
            OrgKinds.VillagersCommittee or OrgKinds.ResidentsCommittee => From(above!, ("secretary", "chair"), ("organization-member", "committee-member"), ("publicity-member", "committee-member")),
            OrgKinds.SupervisionCommittee => From(above!, ("discipline-member", "chair")),
            OrgKinds.CollectiveOrganization => From(above!, ("secretary", "board-chair")),
            _ => [],
        };
    }

    private IEnumerable<(Candidate, string)> From(string branch, params (string Held, string Takes)[] posts) =>
        posts.Where(p => Held.ContainsKey((branch, p.Held))).Select(p => (Held[(branch, p.Held)], p.Takes)).Select(p => (new Candidate(p.Item1.PersonId, p.Item1.Name, default, null), p.Takes));

    /// <summary>Who may be elected: full members of working age, in a fixed order; in the village of the guide the two whom it names come first.</summary>
    private static List<Candidate> Able(IEnumerable<Candidate> members, bool known) =>
        [.. members.Where(m => m.Full < new DateOnly(2024, 1, 1)).OrderBy(m => known && m.Name == "陈启山" ? 0 : known && m.Name == "何敏" ? 1 : 2)
            .ThenBy(m => m.Born is { } born && born.Year is > 1962 and < 1996 ? 0 : 1).ThenBy(m => m.Born).ThenBy(m => m.PersonId)];
}
