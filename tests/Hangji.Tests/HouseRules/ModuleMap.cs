using System.Text;

namespace Hangji.Tests.HouseRules;

/// <summary>
/// House rule: which room may name which, toward the ground only. The map is checked against what the compiled program really names, and drawn into
/// docs/map.md (set HANGJI_WRITE_MAP=1 and run this test to draw it anew).
/// </summary>
public sealed class The_map_of_rooms
{
    /// <summary>A room may name the Contract of these rooms, Platform, and Shell. A new edge is a decision: it must not make a circle.</summary>
    private static readonly Dictionary<string, string[]> MayName = new()
    {
        ["Organizations"] = [],
        ["Access"] = ["Organizations"],
        ["Regulations"] = ["Organizations"],
        ["Importing"] = ["Organizations", "Access"],
        ["Members"] = ["Organizations", "Access", "Regulations", "Importing"],
        ["Duties"] = ["Organizations", "Access", "Regulations", "Members"],
        ["Handover"] = ["Organizations", "Access"],
        ["Relief"] = ["Access"],
        ["Meetings"] = ["Organizations", "Access", "Regulations", "Members", "Duties"],
        ["Deliberation"] = ["Organizations", "Access", "Regulations", "Duties", "Meetings"],
        ["CollectiveEconomy"] = ["Organizations", "Access", "Importing", "Deliberation"],
        ["Disclosure"] = ["Organizations", "Access", "Regulations", "Duties", "Deliberation", "CollectiveEconomy"],
        ["Statistics"] = ["Organizations", "Access"],
    };

    /// <summary>The composition of the program: the only places outside the rooms that name them.</summary>
    private static readonly string[] Composition = ["Hangji.Shell.Web", "Program"];

    /// <summary>The demo county is built through the slices of all rooms.</summary>
    private const string Demo = "Hangji.Demo";

    private const string Modules = "Hangji.Modules.";

    private static readonly List<(Type Type, HashSet<Type> Names)> Program = [.. typeof(Hangji.Shell.Command).Assembly.GetTypes()
        .Where(type => type.Namespace is null or "Hangji" || type.Namespace.StartsWith("Hangji.", StringComparison.Ordinal)).Select(type => (type, References.Of(type)))];

    [Fact]
    public void Every_room_is_on_the_map() =>
        Assert.Empty(Program.Select(p => Room(p.Type)).OfType<string>().Distinct().Except(MayName.Keys));

    [Fact]
    public void The_map_has_no_circle()
    {
        var done = new HashSet<string>();
        void Walk(string room, string[] way)
        {
            Assert.False(way.Contains(room), string.Join(" -> ", [.. way, room]));
            if (!done.Contains(room)) foreach (var named in MayName[room]) Walk(named, [.. way, room]);
            done.Add(room);
        }
        foreach (var room in MayName.Keys) Walk(room, []);
    }

    [Fact]
    public void A_room_names_only_rooms_that_it_may() =>
        Nothing(Edges().Where(e => !MayName.GetValueOrDefault(e.Room, []).Contains(e.Other)).Select(e => $"{e.From} names {e.To}"), "edges that are not on the map");

    [Fact]
    public void A_room_names_only_the_contract_of_another() =>
        Nothing(Edges().Where(e => e.To.Namespace != $"{Modules}{e.Other}.Contract" && !e.To.Namespace!.StartsWith($"{Modules}{e.Other}.Contract.", StringComparison.Ordinal)).Select(e => $"{e.From} names {e.To}"), "names behind another room's door");

    [Fact]
    public void The_platform_names_neither_rooms_nor_shell() =>
        Nothing(Program.Where(p => In(p.Type, "Hangji.Platform")).SelectMany(p => p.Names.Where(n => In(n, "Hangji.Modules") || In(n, "Hangji.Shell")).Select(n => $"{p.Type} names {n}")), "names above the platform");

    [Fact]
    public void The_shell_names_rooms_only_where_the_program_is_put_together() =>
        Nothing(Program.Where(p => Room(p.Type) is null && !In(p.Type, Demo) && !Composition.Any(c => p.Type.FullName!.Split('+')[0] == c)).SelectMany(p => p.Names.Where(n => Room(n) is not null).Select(n => $"{p.Type} names {n}")),
            "names of rooms outside Web.cs and Program.cs");

    [Fact]
    public void The_drawing_is_the_map()
    {
        var file = Path.Combine(Sources.Root, "docs", "map.md");
        if (Environment.GetEnvironmentVariable("HANGJI_WRITE_MAP") is { Length: > 0 }) File.WriteAllText(file, Drawn());
        Assert.Equal(Drawn(), File.ReadAllText(file).ReplaceLineEndings("\n"));
    }

    private static string Drawn()
    {
        var map = new StringBuilder("# Map of the rooms\n\nWritten by the test `The_map_of_rooms` (HANGJI_WRITE_MAP=1); edges live in tests/Hangji.Tests/HouseRules/ModuleMap.cs.\n\n");
        map.Append("An arrow means: may name the `Contract` of. Every room may name `Platform` and `Shell`; those two name no room.\n\n```mermaid\nflowchart BT\n");
        foreach (var (room, others) in MayName)
            foreach (var other in others) map.Append($"  {room} --> {other}\n");
        map.Append("```\n\n| room | may name | named by |\n|---|---|---|\n");
        foreach (var (room, others) in MayName)
            map.Append($"| [{room}](../src/Hangji/Modules/{room}/README.md) | {List(others)} | {List([.. MayName.Where(m => m.Value.Contains(room)).Select(m => m.Key)])} |\n");
        return map.ToString();
    }

    private static string List(string[] rooms) => rooms.Length == 0 ? "-" : string.Join(", ", rooms);

    private static IEnumerable<(string Room, string Other, Type From, Type To)> Edges() =>
        from one in Program
        let room = Room(one.Type)
        where room is not null
        from named in one.Names
        let other = Room(named)
        where other is not null && other != room
        select (room, other, one.Type, named);

    private static string? Room(Type type) => type.Namespace?.StartsWith(Modules, StringComparison.Ordinal) == true ? type.Namespace[Modules.Length..].Split('.')[0] : null;

    private static bool In(Type type, string space) => type.Namespace == space || type.Namespace?.StartsWith(space + ".", StringComparison.Ordinal) == true;

    private static void Nothing(IEnumerable<string> found, string what)
    {
        var list = found.Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(list.Count == 0, $"{list.Count} {what}:\n" + string.Join('\n', list));
    }
}
