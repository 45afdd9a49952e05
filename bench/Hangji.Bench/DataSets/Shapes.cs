using System.Globalization;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Tree;

namespace Hangji.Bench.DataSets;

/// <summary>Shapes that no country has and every tree code must bear: one node with 100,000 children, and a chain of 40 levels with a few branches at each.</summary>
internal static class Shapes
{
    public const long Root = 1;
    public const int Children = 100_000, Levels = 40;

    public static IEnumerable<OrgNode> Nodes(string shape) => shape == "wide" ? Wide() : Deep();

    private static IEnumerable<OrgNode> Wide()
    {
        yield return Node(1, null, OrgPath.Root(0), OrgKinds.Committee, Children);
        for (var i = 0; i < Children; i++) yield return Node(2 + i, 1, OrgPath.Root(0).Child(i), OrgKinds.Branch, 0);
    }

    private static IEnumerable<OrgNode> Deep()
    {
        var (path, id) = (OrgPath.Root(0), 1L);
        for (var level = 1; level <= Levels; level++)
        {
            yield return Node(id, level == 1 ? null : id - 4, path, OrgKinds.Committee, level < Levels ? 4 : 3);
            for (var b = 0; b < 3; b++) yield return Node(id + 1 + b, id, path.Child(b), OrgKinds.Branch, 0);
            (path, id) = (path.Child(3), id + 4);
        }
    }

    private static OrgNode Node(long id, long? above, OrgPath path, string kind, int children)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"第{id}{(kind == OrgKinds.Branch ? "党支部" : "党委")}");
        return new() { Id = id, ParentId = above, Path = path.Value, Depth = path.Depth, Code = string.Create(CultureInfo.InvariantCulture, $"S{id:000000}"), Name = "中共" + name, ShortName = name, Kind = kind, Field = "other", Relation = UnitRelations.Own, SetUpOn = OrgNode.LongAgo, Since = OrgNode.LongAgo, Initials = "dz", NextChild = children };
    }
}
