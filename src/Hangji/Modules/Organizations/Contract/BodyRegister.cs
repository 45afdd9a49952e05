using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Hangji.Platform.Tree;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Organizations.Contract;

/// <summary>名单上的组织: a body that a list describes, to be set up together with others. Its superior exists already or stands on the same list.</summary>
public sealed record BodyDraft
{
    /// <summary>Id that the body will have, so that others on the list can name it as their superior.</summary>
    public required long Id { get; init; }
    public required long ParentId { get; init; }
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required string ShortName { get; init; }
    public required string Kind { get; init; }
    public required string Field { get; init; }
    public string Relation { get; init; } = UnitRelations.Own;
    public string? DivisionCode { get; init; }
    public string? Units { get; init; }
    public string? CreditCode { get; init; }
    public string? Address { get; init; }
    public string? Phone { get; init; }
    /// <summary>Null where the list does not say: then it is shown as not registered.</summary>
    public DateOnly? SetUpOn { get; init; }
    public string? DocumentNo { get; init; }
    public string? Approver { get; init; }
    public DateOnly? ElectedOn { get; init; }
    public int? TermYears { get; init; }
}

/// <summary>
/// 批量设立: sets up many bodies from a list in the caller's transaction, and takes them back while nothing has come to depend on them. One at a time,
/// with its document, goes through the act of set-up.
/// </summary>
internal sealed class BodyRegister(AppDb db, BulkInsert bulk, IEnumerable<IFollowOrganizations> followers, TimeProvider clock)
{
    private const int Some = 500;

    /// <summary>The rules alone. No document is asked for: a list of bodies that exist tells what is so.</summary>
    public static Refusal? Check(BodyDraft body, string kindAbove, DateOnly today) =>
        OrgAttributes.Code(body.Code) ?? OrgAttributes.Name(body.Name) ?? OrgAttributes.ShortName(body.ShortName) ?? OrgAttributes.FieldOfWork(body.Field) ?? OrgAttributes.Relation(body.Relation) ??
        Standing(body.Kind, kindAbove) ?? OrgAttributes.Contacts(body.DivisionCode, body.Phone, body.CreditCode, body.Address, body.Units) ?? OrgAttributes.Term(body.ElectedOn, body.TermYears, today) ??
        (body.SetUpOn is { } day ? ActRules.Day(day, today) : null);

    private static Refusal? Standing(string kind, string kindAbove) =>
        OrgKinds.Find(kind) is not { } known ? new("请选择组织类别", "Kind") :
        OrgKinds.Find(kindAbove) is { } upper && !OrgKinds.MayStandUnder(known, upper) ? new("{0}不能设在{1}之下", "Kind", "支部工作条例第四条、第五条", new Word(known.Name), new Word(upper.Name)) : null;

    /// <summary>Which of these codes bodies that exist have, in the seat's range or not.</summary>
    public async Task<HashSet<string>> Taken(IReadOnlyCollection<string> codes, CancellationToken stop)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var some in codes.Chunk(Some)) taken.UnionWith(await db.Orgs.IgnoreQueryFilters([AppDb.ScopeFilter]).Where(o => some.Contains(o.Code) && o.DissolvedOn == null).Select(o => o.Code).ToListAsync(stop));
        return taken;
    }

    /// <summary>Writes the bodies with their places and acts; says no when a superior is gone or a code was taken meanwhile.</summary>
    public async Task<Refusal?> SetUp(IReadOnlyList<BodyDraft> bodies, CancellationToken stop)
    {
        await TreeLock.Share(db, stop);
        if (await Taken([.. bodies.Select(b => b.Code)], stop) is { Count: > 0 } codes) return new("组织代码 {0} 已有组织在用", "Code", null, codes.Order(StringComparer.Ordinal).First());
        var listed = bodies.Select(b => b.Id).ToHashSet();
        var (places, next) = (new Dictionary<long, OrgPath>(), new Dictionary<long, long>());
        foreach (var below in bodies.Where(b => !listed.Contains(b.ParentId)).GroupBy(b => b.ParentId))
        {
            if (await db.Orgs.Where(o => o.Id == below.Key && o.DissolvedOn == null).Select(o => o.Path).SingleOrDefaultAsync(stop) is not { } path || await ChildNumbers.Take(db, below.Key, below.Count(), stop) is not { } first)
                return new("上级组织已撤销", "ParentId");
            (places[below.Key], next[below.Key]) = (new(path), first);
        }
        var children = bodies.ToLookup(b => b.ParentId);
        var nodes = new List<OrgNode>(bodies.Count);
        // Level by level, so that each place is known before those below it.
        for (var level = places.Keys.ToList(); level.Count > 0;)
        {
            var placed = level.SelectMany(id => children[id]).ToList();
            foreach (var body in placed)
            {
                var path = places[body.ParentId].Child(next[body.ParentId]++);
                (places[body.Id], next[body.Id]) = (path, 0);
                nodes.Add(Node(body, path, children[body.Id].Count()));
            }
            level = [.. placed.Select(b => b.Id)];
        }
        if (nodes.Count != bodies.Count) return new("名单里有组织互为上级", "ParentId");
        await bulk.Rows(nodes, stop);
        await bulk.Rows(Acts(bodies, places), stop);
        return null;
    }

    private OrgNode Node(BodyDraft body, OrgPath path, int below)
    {
        var since = body.SetUpOn ?? OrgNode.LongAgo;
        return new()
        {
            Id = body.Id, Path = path.Value, Depth = path.Depth, ParentId = body.ParentId, Code = OrgAttributes.CodeOf(body.Code), Name = Plain.Line(body.Name), ShortName = Plain.Line(body.ShortName), Kind = body.Kind, Field = body.Field,
            Relation = body.Relation, DivisionCode = OrgAttributes.DivisionOf(body.DivisionCode), Units = body.Units, CreditCode = body.CreditCode is { } credit ? Plain.Fold(credit) : null, Address = body.Address, Phone = body.Phone,
            SetUpOn = since, Since = since, ElectedOn = body.ElectedOn, TermYears = body.TermYears, Initials = Pinyin.Initials(body.ShortName), NextChild = below,
        };
    }

    private IEnumerable<OrgAct> Acts(IReadOnlyList<BodyDraft> bodies, Dictionary<long, OrgPath> places) =>
        from body in bodies
        where body.SetUpOn is not null
        select new OrgAct
        {
            Id = Ids.Next(), OrgId = body.Id, OrgPath = places[body.Id].Value, Act = OrgActs.SetUp, On = body.SetUpOn!.Value, DocumentNo = Plain.Line(body.DocumentNo), Approver = Plain.Line(body.Approver),
            OtherOrgId = body.ParentId, RecordedAt = clock.GetUtcNow().UtcDateTime,
        };

    /// <summary>Which of the bodies cannot be taken back any more, and why: changed since, bodies or posts or members have come to them.</summary>
    public async Task<Dictionary<long, Refusal>> Rooted(IReadOnlyCollection<long> ids, CancellationToken stop)
    {
        var (rooted, today, mine) = (new Dictionary<long, Refusal>(), clock.Today(), ids.ToHashSet());
        foreach (var some in ids.Chunk(Some))
        {
            foreach (var id in await db.Orgs.Where(o => some.Contains(o.Id) && o.Version > 0).Select(o => o.Id).ToListAsync(stop)) rooted.TryAdd(id, new("导入以后这个组织有了变动"));
            foreach (var below in await db.Orgs.Where(o => o.ParentId != null && some.Contains(o.ParentId.Value)).Select(o => new { o.Id, o.ParentId }).ToListAsync(stop))
                if (!mine.Contains(below.Id)) rooted.TryAdd(below.ParentId!.Value, new("导入以后在它之下设立了别的组织"));
            foreach (var id in await db.Appointments.Where(a => some.Contains(a.OrgId)).Select(a => a.OrgId).Distinct().ToListAsync(stop)) rooted.TryAdd(id, new("导入以后登记了任职"));
        }
        foreach (var id in ids.Where(id => !rooted.ContainsKey(id)))
            foreach (var follower in followers)
                if (await follower.Remaining(id, today, stop) is { } remaining) rooted.TryAdd(id, remaining);
        // What stays keeps its superiors.
        var parents = new Dictionary<long, long?>();
        foreach (var some in ids.Chunk(Some)) foreach (var o in await db.Orgs.Where(o => some.Contains(o.Id)).Select(o => new { o.Id, o.ParentId }).ToListAsync(stop)) parents[o.Id] = o.ParentId;
        foreach (var id in rooted.Keys.ToList())
            for (var up = parents.GetValueOrDefault(id); up is { } above && mine.Contains(above) && rooted.TryAdd(above, new("它的下级组织不能撤回")); up = parents.GetValueOrDefault(above)) { }
        return rooted;
    }

    /// <summary>Takes bodies back that nothing depends on, as if they had never been set up.</summary>
    public async Task<int> Remove(IReadOnlyCollection<long> ids, CancellationToken stop)
    {
        var removed = 0;
        foreach (var some in ids.Chunk(Some))
        {
            await db.OrgActs.Where(a => some.Contains(a.OrgId)).ExecuteDeleteAsync(stop);
            removed += await db.Orgs.Where(o => some.Contains(o.Id)).ExecuteDeleteAsync(stop);
        }
        return removed;
    }
}
