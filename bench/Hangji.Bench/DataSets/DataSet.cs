namespace Hangji.Bench.DataSets;

/// <summary>
/// 造数: a nation of 5.4 million bodies and 100 million members that nobody is, the same for the same seed, drawn as a stream. Its totals agree with the
/// communiqué of its year-end; its places are real where a folder of division tables is given, its villages, units and people never are.
/// </summary>
/// <remarks>A part is a province. Each is drawn by itself, from its own first number on, so that two cores draw two provinces and a broken load goes on with the
/// next one. Bodies come in the order of the tree (path order), members in the order of their bodies.</remarks>
internal sealed class DataSet
{
    private static readonly double[] Left = [.. Communique.All.Select(c => c.Lost)];
    private readonly BodyPlan plan;

    public ulong Seed { get; }
    public Communique Of { get; }
    public Calibration Calibration { get; }
    public IReadOnlyList<Part> Parts { get; }

    /// <param name="only">Leading digits of the places wanted: 2 for a province, 6 for a county; null for the nation.</param>
    /// <param name="scale">Members for each one that the nation has; bodies are not scaled.</param>
    public DataSet(ulong seed, Divisions? divisions = null, int year = 2025, string? only = null, double scale = 1)
    {
        (Seed, Of, divisions) = (seed, Communique.Of(year), divisions ?? Divisions.Made());
        Calibration = new(Of);
        plan = new(Of, Calibration, divisions, scale);
        Parts = [.. divisions.Provinces.Select((province, i) => new Part(this, i, province, only)).Where(p => only is null || only.StartsWith(p.Province.Code, StringComparison.Ordinal))];
        if (Parts.Count == 0) throw new ArgumentException($"There is no place whose code begins with {only}.", nameof(only));
    }

    /// <summary>About <paramref name="n"/> members (to a branch's rounding) of the whole nation in the order of the tree, in the published shares whatever n is.</summary>
    public static IEnumerable<Member> Members(ulong seed, long n, int year = 2025) =>
        new DataSet(seed, year: year, scale: n / (Communique.Of(year).Members * Communique.Unit)).Parts.SelectMany(p => p.Members());

    /// <summary>A province, or the county of it that was asked for.</summary>
    internal sealed class Part(DataSet set, int index, Division province, string? only)
    {
        public int Index => index;
        public Division Province => province;

        public IEnumerable<Body> Bodies() => set.plan.Bodies(index, province, only, Even.Hash(set.Seed, (ulong)index));

        public IEnumerable<Member> Members(bool gone = false) => Bodies().SelectMany(b => MembersOf(b, gone));

        /// <summary>The members of one body, those at the end of the year first.</summary>
        public IEnumerable<Member> MembersOf(Body body, bool gone = false)
        {
            for (var i = 0; i < body.Members; i++) yield return Member(body, body.FirstMember + i, gone: false);
            for (var i = 0; gone && i < body.Gone; i++) yield return Member(body, body.FirstGone + i, gone: true);
        }

        /// <summary>Days after the year-end in which those go on to become full members whose year is over, but for one in forty whom his branch has not discussed.</summary>
        private const int SinceYearEnd = 304;

        private Member Member(Body body, long number, bool gone)
        {
            var (calibration, year) = (set.Calibration, set.Of.Year);
            var key = Even.Hash(set.Seed, (ulong)index << 8 | (uint)body.Walk << 1 | (gone ? 1u : 0));
            var cell = gone ? calibration.Gone(body.Walk, Even.At(key, number)) : calibration.Member(body.Walk, Even.At(key, number));
            var dice = Even.Hash(key, (ulong)number);
            var (low, high) = (unchecked((uint)dice), (uint)(dice >> 32));
            // Born: within the years of the band at the year-end, and 18 when the band of joining ended.
            var lastBirth = Math.Min(BornTo(cell.Age, year), calibration.JoinedTo(cell.Joined).AddYears(-18).DayNumber);
            var firstBirth = Math.Min(BornFrom(cell.Age, year), lastBirth - 200);
            var born = cell.Age == 7 ? lastBirth - Old(low, lastBirth - firstBirth) : firstBirth + Even.Below(low, lastBirth - firstBirth + 1);
            var firstJoin = Math.Max(calibration.JoinedFrom[cell.Joined].DayNumber, DateOnly.FromDayNumber(born).AddYears(18).DayNumber);
            var lastJoin = Math.Max(firstJoin, calibration.JoinedTo(cell.Joined).DayNumber);
            var joined = firstJoin + Even.Below(high, lastJoin - firstJoin + 1);
            var (end, full) = (new DateOnly(year, 12, 31).DayNumber, DateOnly.FromDayNumber(joined).AddYears(1).DayNumber);
            return new((int)number, body.Ordinal, born, joined, full <= end || full <= end + SinceYearEnd && number % 40 != 3 ? full : 0, gone ? LeftOn(number, key, year) : 0, body.Walk, cell.Occupation, Education(cell, dice >> 16), cell.Woman, cell.Minority);
        }

        /// <summary>The years before lost as many as was published; the day is any.</summary>
        private static int LeftOn(long number, ulong key, int year)
        {
            var at = Even.At(key ^ 0x5555, number) * Left.AsSpan(0, year - 2020).ToArray().Sum();
            var y = 0;
            while (y < year - 2021 && at >= Left[y]) at -= Left[y++];
            return new DateOnly(2021 + y, 1, 1).DayNumber + 1 + Even.Below((uint)Even.Hash(key, (ulong)number + 7), 363);
        }

        private static int BornFrom(int age, int year) => age == 7 ? new DateOnly(year - 102, 1, 1).DayNumber : new DateOnly(year - Oldest[age] - 1, 12, 31).DayNumber + 1;
        private static int BornTo(int age, int year) => age == 0 ? new DateOnly(year - 18, 12, 31).DayNumber : new DateOnly(year - Oldest[age - 1] - 1, 12, 31).DayNumber;
        private static readonly int[] Oldest = [30, 35, 40, 45, 50, 55, 60, 102];

        /// <summary>Of the old, fewer the older: the smaller of two throws.</summary>
        private static int Old(uint bits, int days) => Math.Min(Even.Below(bits, days), Even.Below((uint)Even.Hash(bits), days));

        private static byte Education(Cell cell, ulong bits)
        {
            var hundred = (int)(bits % 100);
            if (cell.College) return cell.Age switch { <= 2 => hundred < 13 ? (byte)14 : hundred < 14 ? (byte)11 : hundred < 68 ? (byte)21 : (byte)31, <= 4 => hundred < 7 ? (byte)14 : hundred < 55 ? (byte)21 : (byte)31, _ => hundred < 3 ? (byte)14 : hundred < 38 ? (byte)21 : (byte)31 };
            return cell.Age <= 4 ? (hundred < 30 ? (byte)41 : hundred < 72 ? (byte)61 : hundred < 97 ? (byte)71 : (byte)81) : hundred < 16 ? (byte)41 : hundred < 42 ? (byte)61 : hundred < 80 ? (byte)71 : (byte)81;
        }
    }
}
