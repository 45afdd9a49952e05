namespace Hangji.Demo;

/// <summary>A body of the demo county before it is set up: what the act of set-up says, and what it will hold.</summary>
/// <param name="Key">Name within the plan; also how a parent is named.</param>
/// <param name="Members">Members of a branch; 0 for bodies that keep no roll.</param>
/// <param name="Groups">党小组 of a branch.</param>
/// <param name="Habit">How regularly it keeps its organization life: 0 exemplary … 3 careless.</param>
internal sealed record PlannedBody(string Key, string? Parent, string Code, string Name, string ShortName, string Kind, string Field, string Relation, string? Division, DateOnly SetUpOn,
    int Members = 0, int Groups = 0, int Habit = 1, string? Units = null, DateOnly? ElectedOn = null, int? TermYears = null)
{
    public bool IsBranch => Kind is "branch" or "joint-branch" or "temporary-branch";
}

/// <summary>
/// 安澜县, which does not exist: 1 county, 12 townships and street offices, about 180 villages and communities, organs, schools, hospitals, firms and
/// associations. The same every time.
/// </summary>
internal static class CountyPlan
{
    public const string CountyKey = "county", KnownTown = "town-100", KnownVillage = "village-竹溪";
    private static readonly DateOnly Founded = new(1984, 7, 1);

    public static IReadOnlyList<PlannedBody> Bodies()
    {
        var dice = new Dice(20261120);
        var bodies = new List<PlannedBody>
        {
            new(CountyKey, null, PlaceNames.CountyCode, "中共安澜县委员会", "安澜县委", "committee", "organ", "own", PlaceNames.CountyCode, Founded, ElectedOn: new(2026, 6, 18), TermYears: 5),
            new("organs", CountyKey, "449901-JG", "中共安澜县直属机关工作委员会", "县直机关工委", "work-committee", "organ", "own", PlaceNames.CountyCode, new(1992, 3, 12)),
            new("education", CountyKey, "449901-JY", "中共安澜县教育工作委员会", "县教育工委", "work-committee", "organ", "own", PlaceNames.CountyCode, new(1992, 9, 1)),
            new("enterprises", CountyKey, "449901-QY", "中共安澜县委经济和信息化工作委员会", "县经信工委", "work-committee", "organ", "own", PlaceNames.CountyCode, new(1993, 5, 20)),
        };
        Units(bodies, dice);
        var villages = PlaceNames.Villages().GetEnumerator();
        var communities = 0;
        foreach (var (town, code, street) in PlaceNames.Townships) Town(bodies, dice, town, code, street, villages, ref communities);
        return bodies;
    }

    private static void Units(List<PlannedBody> bodies, Dice dice)
    {
        Unit("organs", PlaceNames.Organs, "organ", "机关");
        Unit("education", PlaceNames.Schools, "school", "");
        Unit("organs", PlaceNames.Hospitals, "public-institution", "");
        Unit("enterprises", PlaceNames.StateFirms, "state-enterprise", "");
        Unit("enterprises", PlaceNames.Societies, "social-organization", "");
        for (var i = 0; i < PlaceNames.Firms.Length; i++)
        {
            // Two firms with few members each share a joint branch; the third has its own.
            var (name, joint) = (PlaceNames.Firms[i], i % 3 == 0 && i + 1 < PlaceNames.Firms.Length);
            if (i % 3 == 1) continue;
            var shown = joint ? $"{name}与{PlaceNames.Firms[i + 1]}联合党支部" : $"{name}党支部";
            bodies.Add(new($"firm-{i}", "enterprises", $"449901-FG{i:00}", $"中共{(joint ? shown.Replace("联合党支部", "联合支部委员会") : name + "支部委员会")}", shown, joint ? "joint-branch" : "branch",
                "private-enterprise", joint ? "joint" : "own", PlaceNames.CountyCode, new(2019, 4, 16), joint ? dice.Between(5, 9) : dice.Between(9, 20), Habit: 2,
                Units: joint ? $"{name}\n{PlaceNames.Firms[i + 1]}" : name, ElectedOn: new(2023, 12, 20), TermYears: 3));
        }
        bodies.Add(new("mobile", CountyKey, "449901-LS1", "中共安澜县流动党员（滨海）临时支部委员会", "流动党员（滨海）临时党支部", "temporary-branch", "other", "own", PlaceNames.CountyCode, new(2025, 3, 10), 7));

        void Unit(string parent, string[] names, string field, string tail)
        {
            foreach (var name in names)
            {
                var n = bodies.Count;
                bodies.Add(new($"unit-{n}", parent, $"449901-D{n:000}", $"中共{name}{tail}支部委员会", $"{name}党支部", "branch", field, "own", PlaceNames.CountyCode, new(dice.Between(1995, 2015), dice.Between(1, 12), 1),
                    dice.Between(8, 34), Habit: dice.Weighted((0, 3), (1, 5), (2, 2)), Units: name, ElectedOn: new(dice.Between(2024, 2025), dice.Between(1, 12), 10), TermYears: 3));
            }
        }
    }

    private static void Town(List<PlannedBody> bodies, Dice dice, string town, string code, bool street, IEnumerator<string> villages, ref int communities)
    {
        var (key, division) = ($"town-{code}", PlaceNames.CountyCode + code);
        bodies.Add(street
            ? new(key, CountyKey, division, $"中共安澜县委{town}工作委员会", $"{town}党工委", "work-committee", "community", "own", division, Founded)
            : new(key, CountyKey, division, $"中共{town}委员会", $"{town}党委", "committee", "village", "own", division, Founded, ElectedOn: new(2026, 4, 22), TermYears: 5));
        bodies.Add(new($"{key}-organ", key, $"{division}-JG", $"中共{town}机关支部委员会", $"{town}机关党支部", "branch", "organ", "own", division, new(2001, 6, 1), dice.Between(18, 42), 2,
            dice.Weighted((0, 4), (1, 4), (2, 1)), ElectedOn: new(2024, 9, 12), TermYears: 3));
        var count = street ? 7 : 16;
        for (var i = 0; i < count; i++)
        {
            var known = code == "100" && i < PlaceNames.Known.Length;
            if (!known && !street) villages.MoveNext();
            var place = street ? PlaceNames.Communities[communities++] : known ? PlaceNames.Known[i] : villages.Current;
            Place(bodies, dice, key, division, street, place, i + 1);
        }
    }

    private static void Place(List<PlannedBody> bodies, Dice dice, string town, string division, bool community, string place, int number)
    {
        var kind = community ? "社区" : "村";
        var name = place.EndsWith('村') ? place : place + kind;
        var (key, code) = ($"{(community ? "community" : "village")}-{place}", $"{division}{(community ? 0 : 200) + number:000}");
        var field = community ? "community" : "village";
        var setUp = new DateOnly(dice.Between(1985, 2006), dice.Between(1, 12), dice.Between(1, 28));
        var elected = new DateOnly(2021, dice.Between(1, 3), dice.Between(5, 26));
        // Some terms of 2021 are over and not yet renewed: the township sees it.
        if (dice.Chance(0.85)) elected = elected.AddYears(5);
        var habit = place == "竹溪" ? 1 : dice.Weighted((0, 3), (1, 5), (2, 2), (3, 1));
        var big = place is "石桥头" || dice.Chance(0.06);
        if (big)
        {
            bodies.Add(new(key, town, code, $"中共{name}总支部委员会", $"{name}党总支", "general-branch", field, "own", code, setUp, ElectedOn: elected, TermYears: 5));
            for (var n = 1; n <= 2; n++)
                bodies.Add(new($"{key}-{n}", key, $"{code}-{n}", $"中共{name}第{"一二"[n - 1]}支部委员会", $"{name}第{"一二"[n - 1]}党支部", "branch", field, "own", code, new(2018, 5, 8), dice.Between(22, 36), 2, habit, ElectedOn: elected, TermYears: 5));
        }
        else
        {
            var members = place == "竹溪" ? 25 : place == "上竹" ? 6 : dice.Weighted((dice.Between(15, 24), 3), (dice.Between(25, 38), 6), (dice.Between(43, 52), 1));
            bodies.Add(new(key, town, code, $"中共{name}支部委员会", $"{name}党支部", "branch", field, "own", code, setUp, members, place == "竹溪" ? 3 : members > 24 ? members / 14 : 0, habit, ElectedOn: elected, TermYears: 5));
        }
        if (community)
        {
            bodies.Add(new($"{key}-committee", key, $"{code}-JWH", $"{name}居民委员会", $"{name}居委会", "residents-committee", field, "own", code, setUp, ElectedOn: elected, TermYears: 5));
            return;
        }
        bodies.Add(new($"{key}-committee", key, $"{code}-CWH", $"{name}民委员会", $"{name}委会", "villagers-committee", field, "own", code, setUp, ElectedOn: elected, TermYears: 5));
        bodies.Add(new($"{key}-supervision", key, $"{code}-JDH", $"{name}村务监督委员会", $"{name}监委会", "supervision-committee", field, "own", code, new(2010, 12, 1), ElectedOn: elected, TermYears: 5));
        bodies.Add(new($"{key}-representatives", key, $"{code}-DBH", $"{name}民代表会议", $"{name}民代表会议", "representatives-meeting", field, "own", code, setUp, ElectedOn: elected, TermYears: 5));
        bodies.Add(new($"{key}-collective", key, $"{code}-JTJ", $"{name}股份经济合作联合社", $"{name}股份经济合作社", "collective-organization", field, "own", code, new(2019, 11, 20)));
    }
}
