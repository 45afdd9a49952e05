using Hangji.Bench.DataSets;
using Hangji.Modules.Members;
using Hangji.Modules.Organizations;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Columns;

namespace Hangji.Bench;

/// <summary>The made-up nation as snapshots of members and bodies, written straight from the stream, without a database. HANGJI_BENCH_MEMBERS makes it smaller.</summary>
internal sealed class NationSnapshot : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hangji-nation-columns-");

    public static readonly MemberColumns Members = new();
    public static readonly OrgColumns Bodies = new();

    public static long Wanted => long.TryParse(Environment.GetEnvironmentVariable("HANGJI_BENCH_MEMBERS"), out var n) ? n : 100_000_000;

    public DataSet Data { get; } = new(1, scale: Math.Min(1, Wanted / (Communique.Of(2025).Members * Communique.Unit)));

    /// <summary>Members at the end of 2025 and those who were lost in the five years before, from their first day to their last.</summary>
    public Snapshot OfMembers()
    {
        var (zero, died) = (new DateOnly(1900, 1, 1).DayNumber - 1, (ushort)(1 + Members.Dimensions.Single(d => d.Key == "exit").Values.ToList().FindIndex(v => v.Key == "died") - 1));
        var fields = Walks.Keys.Select(OrgDimensions.FieldCode).ToArray();
        ushort Day(int day) => (ushort)(day == 0 ? DayCode.Unknown : day - zero);
        var cells = new ushort[Members.Set.Columns.Count];
        using (var writer = SegmentWriter.Into(Members.Set, Path.Combine(folder.FullName, "members")))
            foreach (var part in Data.Parts)
                foreach (var body in part.Bodies())
                    foreach (var m in part.MembersOf(body, gone: true))
                    {
                        (cells[0], cells[1], cells[2], cells[3], cells[4]) = ((ushort)(m.Woman ? 2 : 1), (ushort)(m.Minority ? 2 : 1), Education(m.Education), (ushort)((int)m.Occupation + 1), fields[(int)m.Walk]);
                        (cells[5], cells[6], cells[7], cells[8], cells[9]) = (1, m.Left == 0 ? (ushort)0 : died, Day(m.Born), Day(m.Joined), Day(m.Full));
                        writer.Add(body.Path.Value, (long)part.Index << 48 | (long)m.Walk << 40 | (m.Left == 0 ? 0L : 1L << 39) | (uint)m.Number, Day(m.Joined), m.Left == 0 ? DayCode.Open : Day(m.Left), cells);
                    }
        return Open(Members, "members");
    }

    public Snapshot OfBodies()
    {
        var kinds = OrgKinds.All.Select(k => k.Key).ToList();
        var cells = new ushort[Bodies.Set.Columns.Count];
        using (var writer = SegmentWriter.Into(Bodies.Set, Path.Combine(folder.FullName, "bodies")))
            foreach (var part in Data.Parts)
                foreach (var body in part.Bodies())
                {
                    (cells[0], cells[1], cells[2]) = ((ushort)(kinds.IndexOf(body.Kind) + 1), OrgColumns.Tier(body.Kind, Walks.Keys[(int)body.Walk], body.Place.Code), OrgDimensions.FieldCode(Walks.Keys[(int)body.Walk]));
                    writer.Add(body.Path.Value, (long)part.Index << 32 | (uint)body.Ordinal, DayCode.Of(OrgNode.LongAgo), DayCode.Open, cells);
                }
        return Open(Bodies, "bodies");
    }

    public long Bytes(string set) => new DirectoryInfo(Path.Combine(folder.FullName, set)).EnumerateFiles().Sum(f => f.Length);

    private Snapshot Open(IColumnSource source, string name)
    {
        var empty = Segment.InMemory(source.Set, []);
        return new(Segment.Open(source.Set, Path.Combine(folder.FullName, name)), empty, empty, new HashSet<long>(), 0);
    }

    private static ushort Education(byte code) => PersonDimensions.EducationCode($"{code}", null);

    public void Dispose() => folder.Delete(recursive: true);
}
