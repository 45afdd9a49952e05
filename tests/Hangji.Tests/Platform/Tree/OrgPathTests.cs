using Hangji.Platform.Tree;

namespace Hangji.Tests.Platform.Tree;

public sealed class A_path_in_the_tree
{
    [Fact]
    public void Children_sort_in_the_order_of_their_numbers()
    {
        var parent = OrgPath.Root(3);
        var numbers = new long[] { 0, 1, 9, 10, 35, 36, 37, 1295, 1296, 46_655, 46_656, 100_000, 5_000_000 };
        var paths = numbers.Select(n => parent.Child(n).Value).ToList();
        Assert.Equal(paths, paths.Order(StringComparer.Ordinal));
        Assert.Equal(paths.Count, paths.Distinct().Count());
    }

    [Fact]
    public void The_range_of_a_node_holds_its_subtree_and_not_its_neighbour()
    {
        var node = OrgPath.Root(1).Child(35);
        bool Inside(OrgPath p) => string.CompareOrdinal(p.Value, node.Value) >= 0 && string.CompareOrdinal(p.Value, node.End) < 0;
        Assert.True(Inside(node));
        Assert.True(Inside(node.Child(0).Child(99)));
        Assert.False(Inside(OrgPath.Root(1).Child(36)));
        Assert.False(Inside(OrgPath.Root(1)));
    }

    [Fact]
    public void Superiors_are_named_from_the_top()
    {
        var path = OrgPath.Root(0).Child(1).Child(2);
        Assert.Equal(["10/", "10/11/"], path.Superiors());
        Assert.Equal("10/11/", path.Parent?.Value);
        Assert.Null(OrgPath.Root(0).Parent);
        Assert.Equal(3, path.Depth);
    }
}
