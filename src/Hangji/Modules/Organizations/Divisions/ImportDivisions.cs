using System.Text.Json;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Text;
using Hangji.Platform.Tree;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Organizations.Divisions;

/// <summary>What an import found and did; <see cref="Problems"/> leaves everything as it was.</summary>
internal sealed record DivisionsImported(int Read, int Added, int AlreadyThere, IReadOnlyDictionary<string, int> AddedByLevel, IReadOnlyList<DivisionProblem> Problems);

/// <summary>
/// 导入区划: builds the tree of Party bodies from the national division tables in one transaction, a body per place. Run again it adds what is missing
/// and changes nothing that is there, however it was renamed or moved meanwhile.
/// </summary>
internal sealed class ImportDivisions(AppDb db, BulkInsert bulk)
{
    private sealed class Place
    {
        public required long Id { get; init; }
        public required OrgPath Path { get; init; }
        public required bool Exists { get; init; }
        public bool IsNew { get; init; }
        public long NextChild { get; set; }
        public long Taken { get; set; }
    }

    public async Task<DivisionsImported> Run(string folder, DateOnly setUpOn, Action<string, int, int>? progress, CancellationToken stop)
    {
        var (rows, problems) = DivisionFiles.Read(folder, stop);
        if (problems.Count > 0) return new(rows.Count, 0, 0, new Dictionary<string, int>(), problems);
        progress?.Invoke("read", rows.Count, rows.Count);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await TreeLock.Alone(db, stop);
        var known = await Known(stop);
        var provinces = rows.Where(r => r.Parent is null).ToDictionary(r => r.Code, r => r.Name, StringComparer.Ordinal);
        var roots = known.Count == 0 ? 0 : await ChildNumbers.NextRoot(db, stop);
        var added = new List<OrgNode>();
        // Shorter codes first, so that a place is always there before what lies in it; then in the order of the codes, which becomes the order of the tree.
        foreach (var row in rows.OrderBy(r => r.Code.Length).ThenBy(r => r.Code, StringComparer.Ordinal))
        {
            if (known.ContainsKey(row.Code)) continue;
            var above = row.Parent is { } parent ? known[parent] : null;
            if (above is { Exists: false }) return new(rows.Count, 0, 0, new Dictionary<string, int>(), [new(row.Table.File, row.Row, row.Table.ParentColumn, new("上级 {0} 的组织已撤销，不能在它之下新建", Args: row.Parent!))]);
            var path = above is null ? OrgPath.Root(roots++) : above.Path.Child(above.NextChild + above.Taken++);
            var node = Body(row, above?.Id, path, provinces[row.Code[..2]], setUpOn);
            known[row.Code] = new() { Id = node.Id, Path = path, Exists = true, IsNew = true };
            added.Add(node);
        }
        if (added.Count > 0) await Write(added, known, progress, stop);
        await transaction.CommitAsync(stop);
        return new(rows.Count, added.Count, rows.Count - added.Count, added.GroupBy(n => Level(n.DivisionCode!.Length)).ToDictionary(g => g.Key, g => g.Count()), []);
    }

    public static string Level(int digits) => digits switch { 2 => "provinces", 4 => "cities", 6 => "areas", _ => "townships" };

    /// <summary>Bodies that stand for a place already, by the place's code: those of the kind a place has, living before dissolved.</summary>
    private async Task<Dictionary<string, Place>> Known(CancellationToken stop)
    {
        var found = await db.Orgs.AsNoTracking().Where(o => o.DivisionCode != null && (o.Kind == OrgKinds.Committee || o.Kind == OrgKinds.WorkCommittee))
            .OrderBy(o => o.DissolvedOn != null).ThenBy(o => o.Depth).ThenBy(o => o.Path).Select(o => new { o.Id, o.Path, o.DivisionCode, o.DissolvedOn, o.NextChild }).ToListAsync(stop);
        var known = new Dictionary<string, Place>(found.Count, StringComparer.Ordinal);
        foreach (var o in found) known.TryAdd(o.DivisionCode!, new() { Id = o.Id, Path = new(o.Path), Exists = o.DissolvedOn is null, NextChild = o.NextChild });
        return known;
    }

    private static OrgNode Body(DivisionRow row, long? parentId, OrgPath path, string province, DateOnly setUpOn)
    {
        var (name, shortName, kind) = DivisionNames.Of(row, province);
        return new()
        {
            Id = Ids.Next(), Path = path.Value, Depth = path.Depth, ParentId = parentId, Code = row.Code, Name = name, ShortName = shortName, Kind = kind, Field = "locality",
            Relation = UnitRelations.Own, DivisionCode = row.Code, SetUpOn = setUpOn, Since = setUpOn, Initials = Pinyin.Initials(shortName),
        };
    }

    private async Task Write(List<OrgNode> added, Dictionary<string, Place> known, Action<string, int, int>? progress, CancellationToken stop)
    {
        var children = added.Where(n => n.ParentId is not null).GroupBy(n => n.ParentId!.Value).ToDictionary(g => g.Key, g => (long)g.Count());
        foreach (var node in added) node.NextChild = children.GetValueOrDefault(node.Id);
        await bulk.Rows(Told(added, progress), stop);
        foreach (var place in known.Values.Where(p => p is { IsNew: false, Taken: > 0 })) await ChildNumbers.Take(db, place.Id, (int)place.Taken, stop);
        // One fact for each root that got bodies: whoever answers for a province reads there what came in.
        foreach (var branch in added.GroupBy(n => n.Code[..2]))
        {
            var root = known[branch.Key].Id;
            db.Facts.Add(Fact.Of("organization.divisions-imported", root, root, data: JsonSerializer.Serialize(new { added = branch.Count() })));
        }
        await db.SaveChangesAsync(stop);
    }

    private static IEnumerable<OrgNode> Told(List<OrgNode> nodes, Action<string, int, int>? progress)
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            if ((i & 8191) == 8191) progress?.Invoke("write", i + 1, nodes.Count);
            yield return nodes[i];
        }
        progress?.Invoke("write", nodes.Count, nodes.Count);
    }
}
