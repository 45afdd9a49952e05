using System.Diagnostics;
using System.Numerics;
using Hangji.Bench.DataSets;
using Hangji.Modules.Statistics;
using Hangji.Modules.Statistics.Definitions;
using Hangji.Platform.Columns;

namespace Hangji.Bench;

/// <summary>The statistics path at the nation's size: snapshot built from the stream, any six dimensions, whole forms, a refresh; and the communiqué's tables counted back from it.</summary>
internal static class StatisticsBench
{
    private const string Command = "./do bench statistics";
    private static readonly DateOnly YearEnd = new(2025, 12, 31);

    public static async Task Run(Report report)
    {
        using var nation = new NationSnapshot();
        var watch = Stopwatch.StartNew();
        var members = nation.OfMembers();
        report.Add(new($"snapshot of {members.Rows:N0} memberships built from the stream", Command, watch.Elapsed.TotalSeconds, "s", 300, AtLeast: false, Note: $"{nation.Bytes("members") / (double)members.Rows:0.0} bytes a row"));
        await SixDimensions(report, members);
        await Forms(report, members);
        await Refresh(report, members);
        members.Base.Dispose();
    }

    private static async Task SixDimensions(Report report, Snapshot members)
    {
        var (worst, worstNames) = (0d, "");
        foreach (var names in new[] { "sex ethnic age education job joined", "field sex age job standing education", "age joined job education field sex" })
        {
            var axes = names.Split(' ').Select(key => Axis.Of(NationSnapshot.Members.Dimensions.Single(d => d.Key == key), YearEnd)).ToList();
            var took = await Timing.Median(() => Task.FromResult(members.Count("", "~", Window.On(YearEnd), axes)), times: 5, warm: 1);
            if (took > worst) (worst, worstNames) = (took, names);
        }
        // The bare limit: reading the same columns once on the same cores, adding up whole vectors.
        var columns = worstNames.Split(' ').Select(key => NationSnapshot.Members.Dimensions.Single(d => d.Key == key).Column).Append("from_on").Append("to_on").Distinct().ToList();
        var bare = await Timing.Median(() => Task.FromResult(Read(members.Base, columns)), times: 5, warm: 1);
        report.Add(new($"six dimensions over {members.Rows:N0} rows, the slowest of three tables", Command, worst, "ms", 1000, AtLeast: false, Bare: bare, Note: worstNames));
        var (first, end) = members.Base.Range("10/", "10/~");
        var province = worstNames.Split(' ').Select(key => Axis.Of(NationSnapshot.Members.Dimensions.Single(d => d.Key == key), YearEnd)).ToList();
        var one = await Timing.Median(() => Task.FromResult(Tally.Count(members.Base, first, end, Window.On(YearEnd), province)), times: 5, warm: 1);
        report.Add(new($"the same of one province ({end - first:N0} rows)", Command, one, "ms", 300, AtLeast: false));
    }

    private static unsafe long Read(Segment segment, IReadOnlyList<string> columns)
    {
        var sum = 0L;
        const int chunk = 1 << 22;
        var pieces = columns.SelectMany(c => Enumerable.Range(0, (int)(segment.Rows * (ColumnSet.IsDay(c) ? 2 : 1) / chunk)).Select(i => (Column: c, At: (long)i * chunk))).ToList();
        Parallel.ForEach(pieces, piece =>
        {
            var (at, all) = ((nint)segment.Bytes(piece.Column) + (nint)piece.At, Vector<ulong>.Zero);
            for (var i = 0; i < chunk; i += Vector<byte>.Count) all += *(Vector<ulong>*)(at + i);
            Interlocked.Add(ref sum, (long)Vector.Sum(all));
        });
        return sum;
    }

    private static async Task Forms(Report report, Snapshot members)
    {
        var book = Book();
        foreach (var no in new[] { "1", "2", "3", "4", "16" })
        {
            var table = book.Find(2025, no)!;
            var took = await Timing.Median(() => Task.FromResult(Counting.Count(table, members, 2025, YearEnd, "", "~")), times: 3, warm: 1);
            report.Add(new($"form {no} of the whole nation ({table.Rows.Count * table.Columns.Count} cells)", Command, took, "ms", 3000, AtLeast: false));
        }
    }

    /// <summary>A thousand members changed: what it takes until the figures know.</summary>
    private static async Task Refresh(Report report, Snapshot members)
    {
        var keys = Enumerable.Range(0, 1000).Select(i => members.Base.Keys(members.Base.Rows / 1000 * i, 1)[0]).ToHashSet();
        var rows = members.Base.Take(keys);
        var took = await Timing.Median(() => Task.FromResult(members.With(keys, rows, 1)), times: 3, warm: 1);
        report.Add(new("refresh after 1,000 members changed", Command, took, "ms", 2000, AtLeast: false));
    }

    public static Task Communiques(Report report)
    {
        using var nation = new NationSnapshot();
        var (members, bodies, c, book) = (nation.OfMembers(), nation.OfBodies(), Communique.Of(2025), Book());
        long[][] Count(string no, Snapshot of) => Counting.Count(book.Find(2025, no)!, of, 2025, YearEnd, "", "~");
        CountedTable Form(string no, Snapshot of) => new(book.Find(2025, no)!, 2025, YearEnd, Count(no, of));
        var (basic, joined, education, fresh, change, kinds) = (Form("2", members), Form("3", members), Form("4", members), Form("16", members), Form("1", members), Form("24", bodies));
        var scale = basic.Find("all", "total")!.Value / (c.Members * Communique.Unit);
        long All(CountedTable table, params string[] columns) => columns.Sum(id => table.Find("all", id)!.Value);
        var pairs = new List<(string Name, double Published, long Counted)>
        {
            ("women", c.Women, All(basic, "female")), ("minorities", c.Minority, All(basic, "minority")),
            ("college or above", c.College, All(education, "education:postgraduate", "education:bachelor", "education:college")),
            ("joined before Oct 1949", c.Joined[0], All(joined, "joined:to1937", "joined:to1945", "joined:to1949")), ("joined to Dec 1978", c.Joined[1], All(joined, "joined:to1966", "joined:to1976", "joined:to1978")),
            ("joined to Oct 2012", c.Joined[2], All(joined, "joined:to2002", "joined:to2012")), ("joined since", c.Joined[3], All(joined, "joined:since2012")),
            ("admitted in the year", c.Recruited.Total, All(fresh, "total")), ("women among them", c.Recruited.Women, All(fresh, "female")), ("35 or younger among them", c.Recruited.UpTo35, All(fresh, "young")), ("college among them", c.Recruited.College, All(fresh, "college")),
            ("lost in the year", c.Lost, change.Find("ended", "total")!.Value),
        };
        string[] ages = ["le30", "31-35", "36-40", "41-45", "46-50", "51-55", "56-60"];
        pairs.AddRange(ages.Select((age, i) => ($"age {age}", c.Age[i], All(basic, "age:" + age))));
        pairs.Add(("61 or older", c.Age[7], All(basic, "age:61-65", "age:66-70", "age:ge71")));
        pairs.AddRange(Walks.Jobs.Select((job, i) => ($"occupation {job}", c.Occupation[i], basic.Find("job:" + job, "total")!.Value)));
        var worst = pairs.Select(p => (p.Name, Error: Math.Abs(p.Counted / scale / (p.Published * Communique.Unit) - 1) * 100)).OrderByDescending(p => p.Error).ToList();
        foreach (var one in worst.Take(4)) Console.Error.WriteLine($"    {one.Name}: {one.Error:0.00} %");
        report.Add(new($"communiqué of 2025: largest error of {pairs.Count} published figures", "./do bench communique", worst[0].Error, "%", 1, AtLeast: false, Note: worst[0].Name));
        (string Name, double Published, long Counted)[] bodyPairs = [("bodies", c.Bodies, All(kinds, "total")), ("committees", c.Committees, All(kinds, "tier:committee")), ("general branches", c.GeneralBranches, All(kinds, "tier:general-branch")), ("branches", c.Branches, All(kinds, "tier:branch"))];
        var body = bodyPairs.Select(p => (p.Name, Error: Math.Abs(p.Counted / (p.Published * Communique.Unit) - 1) * 100)).MaxBy(p => p.Error);
        report.Add(new("the same, bodies by kind", "./do bench communique", body.Error, "%", 1, AtLeast: false, Note: body.Name));
        members.Base.Dispose();
        bodies.Base.Dispose();
        return Task.CompletedTask;
    }

    private static TableBook Book() => new(TableBook.ShippedFolder, [NationSnapshot.Members, NationSnapshot.Bodies, new Modules.Members.StageColumns(), new Modules.Members.SpellColumns(), new Modules.Meetings.MeetingColumns(), new Modules.Deliberation.MatterColumns()]);
}
