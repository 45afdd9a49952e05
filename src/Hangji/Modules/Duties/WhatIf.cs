using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Duties;

/// <summary>How many bodies owe a rule, and how many duties a year that makes, on either side.</summary>
internal sealed record WhatIfRule(string RuleId, Rule? Before, Rule? After, int BodiesBefore, int BodiesAfter, int DutiesBefore, int DutiesAfter, IReadOnlyList<PartChange> Parts);

/// <summary>A body whose number of duties a year changes.</summary>
internal sealed record WhatIfBody(long OrgId, string Code, string Name, int Before, int After);

internal sealed record WhatIfAnswer(DateOnly Before, DateOnly After, int Bodies, IReadOnlyList<WhatIfRule> Rules, IReadOnlyList<WhatIfBody> Touched)
{
    public int DutiesBefore => Rules.Sum(r => r.DutiesBefore);
    public int DutiesAfter => Rules.Sum(r => r.DutiesAfter);
    public IEnumerable<WhatIfRule> Different => Rules.Where(r => r.DutiesBefore != r.DutiesAfter || r.Parts.Count > 0 || r.Before is null || r.After is null);
}

/// <summary>
/// 假如换版: the bodies as they are today under the rules of two days, or with local packs laid over: which rules each would owe, and how often a year.
/// Counts what rules ask, not who did it; nothing is written.
/// </summary>
internal sealed class WhatIf(AppDb db, DutyDesk desk, RulebookShelf shelf)
{
    private const int Chunk = 2000;

    /// <param name="top">The body whose whole tree is asked about; null for everything the seat may see.</param>
    /// <param name="overlays">Local packs laid over on the second day only.</param>
    public async Task<WhatIfAnswer> Ask(OrgNode? top, DateOnly before, DateOnly after, IReadOnlyList<string> overlays, CancellationToken stop)
    {
        var later = overlays.Count == 0 ? shelf.National : shelf.With([.. overlays]);
        var (old, now) = (Owed(shelf.National, before), Owed(later, after));
        var (countOld, countNow) = (new int[old.Count], new int[now.Count]);
        var touched = new List<WhatIfBody>();
        var (bodies, last) = (0, "");
        while (true)
        {
            var chunk = await db.Orgs.AsNoTracking().Where(o => string.Compare(o.Path, last) > 0 && (top == null || string.Compare(o.Path, top.Path) >= 0 && string.Compare(o.Path, top.Place.End) < 0)
                && o.Kind != OrgKinds.Group && o.DissolvedOn == null).OrderBy(o => o.Path).Take(Chunk).ToListAsync(stop);
            if (chunk.Count == 0) break;
            last = chunk[^1].Path;
            bodies += chunk.Count;
            foreach (var (body, facts) in await desk.Known(chunk, stop))
            {
                var (a, b) = (Count(old, countOld, facts, before), Count(now, countNow, facts, after));
                if (a != b) touched.Add(new(body.Id, body.Code, body.ShortName, a, b));
            }
        }
        var rules = from id in old.Select(r => r.Id).Union(now.Select(r => r.Id))
                    let i = old.FindIndex(r => r.Id == id)
                    let j = now.FindIndex(r => r.Id == id)
                    let was = i < 0 ? null : old[i]
                    let becomes = j < 0 ? null : now[j]
                    let owedBefore = i < 0 ? 0 : countOld[i]
                    let owedAfter = j < 0 ? 0 : countNow[j]
                    where owedBefore + owedAfter > 0
                    select new WhatIfRule(id, was, becomes, owedBefore, owedAfter, owedBefore * Times(was), owedAfter * Times(becomes), was is null || becomes is null ? [] : RuleChanges.Parts(was, becomes));
        return new(before, after, bodies, [.. rules.OrderByDescending(r => Math.Abs(r.DutiesAfter - r.DutiesBefore)).ThenBy(r => r.RuleId, StringComparer.Ordinal)],
            [.. touched.OrderByDescending(t => Math.Abs(t.After - t.Before)).ThenBy(t => t.Code, StringComparer.Ordinal)]);
    }

    /// <summary>The rules that make duties of a body itself: those that return by periods, and structure and term.</summary>
    private static List<Rule> Owed(Rulebook book, DateOnly on) => [.. book.InForce(on).Where(r => r.Subject == Subject.Body && (r.Every is not null || r.Standing))];

    private static int Count(List<Rule> rules, int[] counts, KnownFacts facts, DateOnly on)
    {
        var duties = 0;
        for (var i = 0; i < rules.Count; i++)
        {
            if (!rules[i].OwedBy(facts, on)) continue;
            counts[i]++;
            duties += Times(rules[i]);
        }
        return duties;
    }

    private static int Times(Rule? rule) => rule?.Every switch { null => rule is null ? 0 : 1, Every.Month => 12, Every.Quarter => 4, Every.HalfYear => 2, _ => 1 };
}
