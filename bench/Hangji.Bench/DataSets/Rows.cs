using System.Globalization;
using Hangji.Demo;
using Hangji.Modules.Members;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Organizations.Divisions;
using Hangji.Platform.Text;

namespace Hangji.Bench.DataSets;

/// <summary>The records of a part as the rooms keep them, drawn one after the other; sealed fields are sealed with the keys of the store.</summary>
/// <param name="until">The last day on which anything was held.</param>
/// <param name="years">For how many years back meetings were held.</param>
internal sealed partial class Rows(DataSet.Part part, PersonSecrets secrets, DateOnly until, int years)
{
    private readonly int root = part.Index;

    /// <summary>Ids below those that the program makes today, and never the same for two records of any part.</summary>
    public long Id(Kind kind, long number) => ((long)kind << 56) | ((long)(root + 1) << 48) | (number + 1);

    internal enum Kind { Body, Person, Membership, Post, Meeting, Spell, Led, LedPost, Talk, Village }

    /// <summary>A roster says it in words.</summary>
    private static readonly string[] JobNames = [.. Walks.Jobs.Select(code => Platform.Codes.CodeBook.Embedded.List(Platform.Codes.CodeBook.JobType).Entries.Single(e => e.Code == code).Name)];

    /// <summary>Number of a member within the part: his walk of life, whether he left, his number there.</summary>
    public static long NumberOf(in Member m) => (long)m.Walk << 40 | (m.Left == 0 ? 0L : 1L) << 39 | (uint)m.Number;

    // ---- bodies ----

    public IEnumerable<OrgNode> Bodies() => part.Bodies().Select(Node);

    public OrgNode Node(Body b)
    {
        var (name, shortName) = NameOf(b);
        var (place, village) = (b.Walk == Walk.Locality, b.Walk <= Walk.Community && b.Within < 0);
        var hash = Even.Hash((ulong)b.Ordinal, (ulong)root);
        var set = place ? OrgNode.LongAgo : new DateOnly(1990 + (int)(hash % 28), 1 + (int)(hash >> 8 & 7), 1);
        return new()
        {
            Id = Id(Kind.Body, b.Ordinal), Path = b.Path.Value, Depth = b.Path.Depth, ParentId = b.Above < 0 ? null : Id(Kind.Body, b.Above), Code = place ? b.Place.Code : string.Create(CultureInfo.InvariantCulture, $"{b.Place.Code}-{b.Ordinal:x}"),
            Name = name, ShortName = shortName, Kind = b.Kind, Field = Walks.Keys[(int)b.Walk], Relation = b.Within >= 0 ? UnitRelations.SameAsSuperior : UnitRelations.Own, DivisionCode = place ? b.Place.Code : village ? DivisionOf(b) : null,
            SetUpOn = set, Since = set, ElectedOn = place ? new(2021, 6, 1) : b.Walk <= Walk.Community ? new(2025, 11, 1 + (int)(hash % 28)) : new(2023 + (int)(hash % 3), 1 + (int)(hash >> 40 & 7), 1), TermYears = place || b.Walk <= Walk.Community ? 5 : 3,
            Initials = InitialsOf(shortName), NextChild = b.Children + (village ? Village.Places : 0),
        };
    }

    /// <summary>Twelve digits, as the public pages of villages (2..) and communities (0..) are addressed.</summary>
    private static string DivisionOf(Body village) => string.Create(CultureInfo.InvariantCulture, $"{village.Place.Code}{(village.Walk == Walk.Village ? 200 : 0) + village.Serial + 1:000}");

    private static readonly string[] Villages = [.. PlaceNames.Villages()];
    private static readonly string[][] Units =
    [
        [], [], ["办公室", "财政", "民政", "水利", "统计", "审计", "交通运输", "农业农村", "自然资源", "卫生健康", "应急管理", "市场监管"], ["人民医院", "文化馆", "图书馆", "农技推广中心", "疾控中心", "融媒体中心", "水文站"],
        ["第一中学", "实验小学", "中心小学", "职业学校", "幼儿园", "特殊教育学校"], ["师范学院", "职业技术学院", "工程学院", "医学院"], ["水务公司", "粮食收储公司", "公交公司", "供电所", "交通投资公司"],
        ["竹木制品公司", "茶业公司", "物流园", "建材厂", "食品公司", "电商产业园", "机械厂"], ["志愿者协会", "商会", "行业协会", "民办幼儿园", "律师事务所"],
    ];

    private (string, string) NameOf(Body b)
    {
        if (b.Walk == Walk.Locality)
        {
            var row = new DivisionRow(DivisionTable.All.First(t => t.Digits == b.Place.Code.Length), 0, b.Place.Code, b.Place.Name, null);
            var (name, shortName, _) = DivisionNames.Of(row, part.Province.Name);
            return (name, shortName);
        }
        var unit = UnitOf(b);
        var kind = b.Kind switch { OrgKinds.Committee => "党委", OrgKinds.WorkCommittee => "党工委", OrgKinds.GeneralBranch => "党总支", _ => "党支部" };
        var own = b.Within >= 0 ? string.Create(CultureInfo.InvariantCulture, $"{unit}第{b.Serial + 1}{kind}") : unit + kind;
        return ($"中共{b.Place.Name}{own}", own);
    }

    /// <summary>竹溪村, 财政2: the village or unit that a body is of.</summary>
    private static string UnitOf(Body b)
    {
        var about = b.Within >= 0 ? b.Within : b.Serial;
        var unit = b.Walk == Walk.Village ? Villages[(int)(Even.Hash((ulong)about, ulong.Parse(b.Place.Code, CultureInfo.InvariantCulture)) % (ulong)Villages.Length)] + "村"
            : b.Walk == Walk.Community ? PlaceNames.Communities[about % PlaceNames.Communities.Length] + "社区" : Units[(int)b.Walk][about % Units[(int)b.Walk].Length];
        if (b.Walk > Walk.Community && about >= Units[(int)b.Walk].Length) unit += string.Create(CultureInfo.InvariantCulture, $"{about / Units[(int)b.Walk].Length + 1}");
        return unit;
    }

    // ---- people ----

    public IEnumerable<Person> Persons()
    {
        var given = new ushort[120_000 * 2];
        foreach (var body in part.Bodies())
            foreach (var member in part.MembersOf(body, gone: true))
            {
                var (name, person) = (NameOf(member), NumberOf(member));
                // Numbers of one birthday and sex follow each other, through fifty areas that no prefecture has.
                var slot = given[(member.Born - 690_000) * 2 + (member.Woman ? 1 : 0)]++;
                var record = new Person
                {
                    Id = Id(Kind.Person, person), OrgId = Id(Kind.Body, body.Ordinal), OrgPath = body.Path.Value, Name = name.Text, SortKey = name.Key, Initials = name.Initials, Sex = member.Woman ? "2" : "1",
                    Ethnic = member.Ethnic, BornOn = member.BornOn, BornTo = DatePrecision.Day, Education = EducationOf(member), JobType = JobNames[(int)member.Occupation],
                };
                secrets.SetId(record, PeopleNames.IdentityNumber(string.Create(CultureInfo.InvariantCulture, $"{part.Province.Code}99{slot / 500:00}"), member.BornOn, slot % 500, member.Woman));
                secrets.SetPhone(record, PhoneOf(member));
                yield return record;
            }
    }

    public IEnumerable<Membership> Memberships()
    {
        var given = new ushort[120_000 * 2];
        foreach (var body in part.Bodies())
            foreach (var member in part.MembersOf(body, gone: true))
            {
                var (name, number) = (NameOf(member), NumberOf(member));
                var slot = given[(member.Born - 690_000) * 2 + (member.Woman ? 1 : 0)]++;
                var identity = PeopleNames.IdentityNumber(string.Create(CultureInfo.InvariantCulture, $"{part.Province.Code}99{slot / 500:00}"), member.BornOn, slot % 500, member.Woman);
                yield return new()
                {
                    Id = Id(Kind.Membership, number), OrgId = Id(Kind.Body, body.Ordinal), OrgPath = body.Path.Value, PersonId = Id(Kind.Person, number), FromOn = member.JoinedOn, ToOn = member.LeftOn, Entry = "joined",
                    Exit = member.Left == 0 ? null : member.Number % 33 == 0 ? "removed" : "died", JoinedOn = member.JoinedOn, JoinedTo = DatePrecision.Day, FullSince = member.FullSince, FullTo = member.Full == 0 ? DatePrecision.None : DatePrecision.Day,
                    Name = name.Text, SortKey = name.Key, Initials = name.Initials, Sex = member.Woman ? "2" : "1", Ethnic = member.Ethnic, BornOn = member.BornOn, Education = EducationOf(member),
                    IdMasked = Platform.Codes.IdentityNumber.Mask(identity), PhoneMasked = Masking.Phone(PhoneOf(member), Reader.Staff),
                };
            }
    }

    /// <summary>Every twenty-fifth villager of working age is away; the very old are excused.</summary>
    public IEnumerable<Spell> Spells() =>
        from body in part.Bodies()
        from member in part.MembersOf(body)
        let mobile = body.Walk is Walk.Village or Walk.Private && member.Number % 25 == 7 && member.Born > new DateOnly(1965, 1, 1).DayNumber
        let infirm = member.Born < new DateOnly(1944, 1, 1).DayNumber && member.Number % 3 == 0
        where mobile || infirm
        select new Spell
        {
            Id = Id(Kind.Spell, NumberOf(member)), OrgId = Id(Kind.Body, body.Ordinal), OrgPath = body.Path.Value, PersonId = Id(Kind.Person, NumberOf(member)), Kind = mobile ? Spell.Mobile : Spell.Infirm, Reason = mobile ? "work" : "old",
            FromOn = new(2024, 1 + member.Number % 12, 1), ReviewOn = mobile ? null : new DateOnly(2027, 1, 1), Place = mobile ? "上海市" : null,
        };

    private static string EducationOf(in Member m) => m.Education.ToString(CultureInfo.InvariantCulture);
    private static string PhoneOf(in Member m) => string.Create(CultureInfo.InvariantCulture, $"1390000{m.Number % 10_000:0000}");

    private readonly Dictionary<(ulong, bool), (string, string, string)> names = [];

    /// <summary>Some half a million different names; the keys of each are made once.</summary>
    public (string Text, string Key, string Initials) NameOf(in Member m)
    {
        var pick = Even.Hash((ulong)NumberOf(m), (ulong)root) % 400_000;
        if (names.TryGetValue((pick, m.Woman), out var known)) return known;
        var text = PeopleNames.Name(new Dice(pick * 2 + (m.Woman ? 1UL : 0)), m.Woman);
        return names[(pick, m.Woman)] = (text, Pinyin.SortKey(text), Pinyin.NameInitials(text));
    }

    private readonly Dictionary<string, string> initials = [];
    private string InitialsOf(string name) => initials.Count < 200_000 && initials.TryGetValue(name, out var known) ? known : initials[name] = Pinyin.Initials(name);

    // ---- posts ----

    private static readonly string[] Committee = ["secretary", "deputy-secretary", "organization-member", "publicity-member", "discipline-member"];

    /// <summary>How many lead a body: in a branch below seven members a secretary alone (支部工作条例).</summary>
    public static int Officers(Body b) => b.Kind != OrgKinds.Branch || b.Members >= 20 ? 5 : b.Members >= 7 ? 3 : 1;

    /// <summary>A branch is led by its own first members; a committee or general branch by members of the first branch below it.</summary>
    public IEnumerable<Appointment> Posts()
    {
        var waiting = new List<Body>();
        foreach (var body in part.Bodies())
        {
            if (body.Kind != OrgKinds.Branch) { waiting.Add(body); continue; }
            if (body.Members < 3) continue;
            var people = part.MembersOf(body).Take(Committee.Length).ToList();
            foreach (var led in waiting.Append(body))
            {
                var count = Math.Min(people.Count, Officers(led));
                for (var i = 0; i < count; i++)
                    yield return new() { Id = Id(Kind.Post, (long)led.Ordinal * 8 + i), OrgId = Id(Kind.Body, led.Ordinal), OrgPath = led.Path.Value, PersonId = Id(Kind.Person, NumberOf(people[i])), Post = Committee[i], FromOn = new(2023, 6, 1), Manner = "elected" };
            }
            waiting.Clear();
        }
    }
}
