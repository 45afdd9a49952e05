using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Hangji.Platform.Tree;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Situations;

/// <summary>Bodies for a test, put straight into the tree; what an act of set-up does is tested with that act.</summary>
internal static class Trees
{
    /// <summary>A body of <paramref name="kind"/> under <paramref name="parent"/>, or a root.</summary>
    public static Task<OrgNode> Body(this House house, string name, OrgNode? parent = null, string kind = "branch", string field = "village", DateOnly? setUpOn = null) =>
        house.Work(services => Plant(services, name, parent, kind, field, setUpOn));

    /// <summary>The same within a unit of work.</summary>
    public static async Task<OrgNode> Plant(IServiceProvider services, string name, OrgNode? parent = null, string kind = "branch", string field = "village", DateOnly? setUpOn = null)
    {
        var db = services.GetRequiredService<AppDb>();
        var above = parent is null ? null : await db.Orgs.FindAsync(parent.Id);
        var number = above is null ? Ids.Next() % 100_000 : above.NextChild++;
        var path = above?.Place.Child(number) ?? OrgPath.Root(number);
        var since = setUpOn ?? new DateOnly(2020, 1, 1);
        var node = new OrgNode
        {
            Id = Ids.Next(), Path = path.Value, Depth = path.Depth, ParentId = above?.Id, Code = $"T{Ids.Next()}", Name = name, ShortName = name,
            Kind = kind, Field = field, Relation = "own", SetUpOn = since, Since = since, Initials = "",
        };
        db.Add(node);
        db.Facts.Add(Fact.Of("organization.set-up", node.Id, node.Id, since));
        await db.SaveChangesAsync();
        return node;
    }

    /// <summary>Acts from a seat of <paramref name="org"/>: sees and touches what is at or below it.</summary>
    public static Action<Acting> SeatOf(OrgNode org) => acting => acting.As(ScopeRange.Below(org.Place), 1, 1, $"测试（{org.ShortName}）");
}
