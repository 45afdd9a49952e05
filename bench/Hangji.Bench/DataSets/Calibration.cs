namespace Hangji.Bench.DataSets;

/// <summary>One kind of member: a cell of the joint table.</summary>
internal readonly record struct Cell(Occupation Occupation, byte Age, byte Joined, bool College, bool Woman, bool Minority);

/// <summary>
/// 校准: the joint table of occupation × age × time of joining × schooling × sex × nationality whose every published margin is met, found by iterative
/// proportional fitting from a rough guess of what goes with what. Members are then drawn from it evenly, not by chance, so that a margin is met at any size.
/// </summary>
internal sealed class Calibration
{
    private const int Ages = 8;

    /// <summary>First day of each band of joining; the last years stand alone, because their intake was published.</summary>
    public IReadOnlyList<DateOnly> JoinedFrom { get; }
    public IReadOnlyList<Cell> Cells { get; }
    /// <summary>Share of each cell; they add up to 1.</summary>
    public double[] Weights { get; }
    public Communique Of { get; }
    private readonly Draw[] members, gone;

    public Calibration(Communique of)
    {
        Of = of;
        JoinedFrom = [new(1921, 7, 1), new(1949, 10, 1), new(1979, 1, 1), new(2012, 11, 1), .. Enumerable.Range(2021, of.Year - 2020).Select(y => new DateOnly(y, 1, 1))];
        // The rarest margin outermost: its cells are then one stretch of the line, and evenly drawn to a handful.
        Cells = [.. from joined in Enumerable.Range(0, JoinedFrom.Count) from occupation in Enum.GetValues<Occupation>() from age in Enumerable.Range(0, Ages)
                    from college in (bool[])[true, false] from woman in (bool[])[true, false] from minority in (bool[])[true, false]
                    select new Cell(occupation, (byte)age, (byte)joined, college, woman, minority)];
        Weights = Fit(of);
        members = [.. Enumerable.Range(0, Walks.Count).Select(w => new Draw(Cells.Select((c, i) => Weights[i] * Walks.OfOccupation[(int)c.Occupation][w])))];
        // Who leaves is mostly old, and nobody leaves in the years that follow on his joining.
        gone = [.. Enumerable.Range(0, Walks.Count).Select(w => new Draw(Cells.Select((c, i) => c.Joined > 3 ? 0 : Weights[i] * Walks.OfOccupation[(int)c.Occupation][w] * (c.Age == 7 ? 1 : c.Age == 6 ? 0.12 : 0.03))))];
    }

    /// <summary>Last day of a band of joining.</summary>
    public DateOnly JoinedTo(int band) => band + 1 < JoinedFrom.Count ? JoinedFrom[band + 1].AddDays(-1) : new(Of.Year, 12, 31);

    /// <summary>Members of the nation whose membership is in a walk of life.</summary>
    public double MembersIn(Walk walk) => Of.Members * Communique.Unit * members[(int)walk].Total;

    public Cell Member(Walk walk, double at) => Cells[members[(int)walk].At(at)];
    public Cell Gone(Walk walk, double at) => Cells[gone[(int)walk].At(at)];

    private double[] Fit(Communique c)
    {
        var weights = Cells.Select(Guess).ToArray();
        var targets = new List<(Func<Cell, int> Group, double[] Shares)>
        {
            (cell => (int)cell.Occupation, Shares(c.Occupation)), (cell => cell.Age, Shares(c.Age)), (cell => cell.College ? 0 : 1, Two(c.College, c.Members)),
            (cell => cell.Woman ? 0 : 1, Two(c.Women, c.Members)), (cell => cell.Minority ? 0 : 1, Two(c.Minority, c.Members)),
        };
        var recent = Communique.All.Where(y => y.Year <= c.Year).ToList();
        var joined = Shares(c.Joined);
        double[] years = [.. recent.Select(y => y.Recruited.Total / c.Members)];
        targets.Add((cell => cell.Joined, [joined[0], joined[1], joined[2], joined[3] - years.Sum(), .. years]));
        foreach (var year in recent)
        {
            var (band, share) = (4 + year.Year - 2021, year.Recruited.Total / c.Members);
            void Within(Func<Cell, bool> which, double of)
            {
                var part = share * of / year.Recruited.Total;
                targets.Add((cell => cell.Joined != band ? 2 : which(cell) ? 0 : 1, [part, share - part, 1 - share]));
            }
            Within(cell => cell.Woman, year.Recruited.Women);
            Within(cell => cell.Minority, year.Recruited.Minority);
            Within(cell => cell.College, year.Recruited.College);
            if (year.Year == c.Year) Within(cell => cell.Age <= 1, year.Recruited.UpTo35);
        }
        var groups = targets.Select(t => Cells.Select(t.Group).ToArray()).ToList();
        for (var round = 0; round < 300; round++)
        {
            for (var t = 0; t < targets.Count; t++)
            {
                var (group, shares) = (groups[t], targets[t].Shares);
                var sums = new double[shares.Length];
                for (var i = 0; i < weights.Length; i++) sums[group[i]] += weights[i];
                for (var i = 0; i < weights.Length; i++) weights[i] *= shares[group[i]] / sums[group[i]];
            }
        }
        return Shares(weights);
    }

    private static double[] Shares(double[] counts) => [.. counts.Select(x => x / counts.Sum())];
    private static double[] Two(double part, double whole) => [part / whole, 1 - part / whole];

    private static readonly double[][] AgesOf =
    [
        [14, 15, 16, 14, 13, 13, 10, 5], [6, 8, 9, 9, 10, 13, 13, 32], [16, 18, 19, 15, 12, 11, 8, 1], [10, 15, 19, 16, 14, 14, 11, 1],
        [13, 15, 17, 14, 14, 15, 12, 0.3], [100, 1, 0, 0, 0, 0, 0, 0], [25, 18, 14, 10, 9, 8, 8, 8], [0, 0, 0, 0, 0.2, 4, 9, 87],
    ];

    private static readonly double[] CollegeOf = [0.45, 0.12, 0.95, 0.85, 0.97, 0.97, 0.6, 0.4];
    private static readonly double[] WomenOf = [0.25, 0.2, 0.5, 0.35, 0.3, 0.5, 0.35, 0.28];

    private static double Guess(Cell c)
    {
        var age = AgesOf[(int)c.Occupation][c.Age];
        // Nobody joins before the age of 18: a zero stays a zero whatever is fitted.
        double joined = c.Joined switch
        {
            0 => c.Age == 7 ? 0.002 : 0,
            1 => c.Age == 7 ? 0.39 : 0,
            2 => c.Age switch { 0 => 0, 1 => 0.25, 7 => 0.58, _ => 0.4 + 0.08 * c.Age },
            3 => c.Age == 0 ? 0.4 : 0.5 / c.Age,
            _ => (c.Age == 0 ? 1.0 : 0.5 / (c.Age * c.Age)) * (c.Occupation == Occupation.Retired ? 0.05 : 0.2),
        };
        var odds = CollegeOf[(int)c.Occupation] / (1 - CollegeOf[(int)c.Occupation]) * (c.Age <= 1 ? 3 : c.Age <= 4 ? 1.2 : 0.5);
        var college = odds / (1 + odds);
        var woman = Math.Clamp(WomenOf[(int)c.Occupation] + (c.Age <= 1 ? 0.1 : c.Age >= 6 ? -0.08 : 0), 0.1, 0.6);
        return age * joined * (c.College ? college : 1 - college) * (c.Woman ? woman : 1 - woman) * (c.Minority ? 0.08 : 0.92);
    }

    /// <summary>Draws a cell by a number from 0 to 1: a guide table of 4,096 starts, then a short walk.</summary>
    private sealed class Draw
    {
        private const int Guides = 4096;
        private readonly double[] ends;
        private readonly int[] guide = new int[Guides + 1];

        public double Total { get; }

        public Draw(IEnumerable<double> weights)
        {
            var parts = weights.ToArray();
            Total = parts.Sum();
            ends = new double[parts.Length];
            var sum = 0d;
            for (var i = 0; i < parts.Length; i++) ends[i] = sum += parts[i] / Total;
            // The last cell that has any weight takes what rounding leaves over.
            for (var i = parts.Length - 1; i >= 0; i--) { ends[i] = 1; if (parts[i] > 0) break; }
            for (int g = 0, at = 0; g <= Guides; g++)
            {
                while (at < ends.Length - 1 && ends[at] <= (double)g / Guides) at++;
                guide[g] = at;
            }
        }

        public int At(double number)
        {
            var at = guide[(int)(number * Guides)];
            while (ends[at] <= number) at++;
            return at;
        }
    }
}
