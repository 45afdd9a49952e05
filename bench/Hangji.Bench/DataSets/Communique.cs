namespace Hangji.Bench.DataSets;

/// <summary>
/// 党内统计公报: what was published for the end of one year, in units of 10,000 members or bodies; the measure that the made-up nation is calibrated to.
/// 2021-2024 as published, 2025 from a secondary source. Shares of kinds in 2025, and of fields in the even years, are those of the nearest year that has them.
/// </summary>
/// <param name="Age">≤30, 31-35, 36-40, 41-45, 46-50, 51-55, 56-60, ≥61 completed years.</param>
/// <param name="Joined">Before Oct 1949, to Dec 1978, to Oct 2012, since Nov 2012.</param>
/// <param name="Occupation">In the order of <see cref="DataSets.Occupation"/>.</param>
/// <param name="Fields">Organs, public institutions, enterprises, social organizations; the remainder is rural and urban places.</param>
internal sealed record Communique(int Year, double Members, double Women, double Minority, double College, double[] Age, double[] Joined, double[] Occupation,
    Intake Recruited, double Lost, double Bodies, double Committees, double GeneralBranches, double[] Fields)
{
    public const double Unit = 10_000;

    /// <summary>Villages and urban communities with a body, in units of 10,000.</summary>
    public const double Villages = 48.4, Communities = 12.4;

    public double Branches => Bodies - Committees - GeneralBranches;

    public static IReadOnlyList<Communique> All { get; } =
    [
        new(2021, 9671.2, 2843.1, 728.5, 5146.1, [1262.4, 1153.5, 978.0, 877.5, 936.4, 877.6, 864.8, 2721.0], [11.9, 1417.5, 6082.5, 2159.4], [659.4, 2592.3, 1548.7, 1094.8, 780.5, 305.2, 748.2, 1942.1],
            new(438.3, 204.2, 40.0, 211.5, 354.0), 94.9, 493.6, 27.8, 31.6, [74.5, 94.9, 153.2, 17.1]),
        new(2022, 9804.1, 2930.2, 744.5, 5365.4, [1243.5, 1150.0, 1035.6, 896.6, 929.1, 897.5, 915.9, 2735.9], [9.6, 1360.9, 6053.2, 2380.5], [664.9, 2603.2, 1589.8, 1126.5, 778.4, 290.1, 764.5, 1986.7],
            new(244.9, 111.5, 25.6, 125.9, 198.8), 112.0, 506.5, 28.9, 32.0, [74.5, 94.9, 153.2, 17.1]),
        new(2023, 9918.5, 3018.5, 759.2, 5578.6, [1241.2, 1119.6, 1086.4, 945.9, 907.1, 940.5, 890.7, 2787.2], [6.8, 1286.3, 6014.2, 2611.2], [664.3, 2607.5, 1619.0, 1145.3, 764.5, 277.1, 776.4, 2064.4],
            new(240.8, 110.5, 25.2, 128.0, 198.3), 126.4, 517.6, 29.8, 32.5, [77.1, 99.7, 160.0, 18.3]),
        new(2024, 10027.1, 3099.5, 773.4, 5778.6, [1227.2, 1076.4, 1147.5, 968.7, 904.1, 941.2, 864.6, 2897.3], [5.4, 1230.9, 5980.0, 2810.8], [663.9, 2614.4, 1639.4, 1156.3, 759.2, 262.2, 784.9, 2146.9],
            new(213.1, 97.9, 22.3, 115.9, 178.4), 104.5, 525.0, 30.6, 33.0, [77.1, 99.7, 160.0, 18.3]),
        new(2025, 10128.6, 3191.4, 787.8, 5976.5, [1209.4, 1011.5, 1219.1, 992.7, 904.7, 946.0, 853.8, 2991.4], [4.3, 1167.4, 5938.1, 3018.7], [671.8, 2606.8, 1669.2, 1186.2, 742.9, 253.7, 789.8, 2208.2],
            new(208.6, 97.1, 21.3, 114.3, 175.3), 107.1, 543.1, 31.65, 34.14, [80.9, 101.7, 169.2, 20.1]),
    ];

    public static Communique Of(int year) => All.FirstOrDefault(c => c.Year == year) ?? throw new ArgumentOutOfRangeException(nameof(year), year, "There are figures for 2021 to 2025.");
}

/// <summary>发展党员: those who joined in a year, by what was published of them.</summary>
internal sealed record Intake(double Total, double Women, double Minority, double College, double UpTo35);

/// <summary>职业, in the order of the communiqué.</summary>
internal enum Occupation : byte { Worker, Farmer, Professional, Manager, Official, Student, Other, Retired }

/// <summary>领域 of a body; keys in <see cref="Walks"/>.</summary>
internal enum Walk : byte { Village, Community, Organ, Institution, School, University, State, Private, Social, Locality }

internal static class Walks
{
    /// <summary>The keys of OrgFields, in the order of <see cref="Walk"/>.</summary>
    public static readonly string[] Keys = ["village", "community", "organ", "public-institution", "school", "university", "state-enterprise", "private-enterprise", "social-organization", "locality"];

    /// <summary>Keys of list job-type, in the order of <see cref="Occupation"/>.</summary>
    public static readonly string[] Jobs = ["worker", "farmer", "professional", "manager", "official", "student", "other", "retired"];

    public const int Count = 9;

    /// <summary>Bodies of a walk in units of 10,000, below the places: how the published four fields are divided is this set's own choice.</summary>
    public static double Bodies(Communique c, Walk walk) => walk switch
    {
        Walk.Organ => c.Fields[0],
        Walk.Institution => c.Fields[1] * 0.44, Walk.School => c.Fields[1] * 0.45, Walk.University => c.Fields[1] * 0.11,
        Walk.State => c.Fields[2] * 0.3, Walk.Private => c.Fields[2] * 0.7,
        Walk.Social => c.Fields[3],
        _ => 0,
    };

    /// <summary>Where people of an occupation have their membership, in the order of <see cref="Walk"/>; each row adds up to 1.</summary>
    public static readonly double[][] OfOccupation =
    [
        [0.03, 0.04, 0, 0, 0, 0, 0.42, 0.48, 0.03],
        [0.97, 0, 0, 0, 0, 0, 0, 0.03, 0],
        [0, 0, 0, 0.30, 0.30, 0.08, 0.14, 0.15, 0.03],
        [0.03, 0, 0, 0.15, 0.13, 0.05, 0.30, 0.30, 0.04],
        [0.02, 0.05, 0.93, 0, 0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0.15, 0.85, 0, 0, 0],
        [0.25, 0.40, 0, 0, 0, 0, 0.08, 0.15, 0.12],
        [0.20, 0.34, 0.12, 0.06, 0.08, 0.02, 0.18, 0, 0],
    ];
}
