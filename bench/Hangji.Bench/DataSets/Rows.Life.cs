using System.Globalization;
using Hangji.Modules.Meetings;
using Hangji.Modules.Members;
using Hangji.Modules.Organizations.Contract;

namespace Hangji.Bench.DataSets;

/// <summary>What the bodies did: led bodies of the villages with their posts, meetings, talks and yearly acts.</summary>
internal sealed partial class Rows
{
    /// <summary>Representatives of a village, and how many of the villagers' committee sit with the Party's in a joint meeting.</summary>
    public const int Representatives = 45, OfCommittee = 3;

    // ---- led bodies ----

    public IEnumerable<OrgNode> Led() => Village.Of(part).SelectMany(v => v.Led.Select((_, i) => Node(v, i)));

    public long LedId(Village village, int led) => Id(Kind.Led, (long)village.Party.Ordinal * 8 + led);

    public OrgNode Node(Village village, int led)
    {
        var (party, kind, unit) = (Node(village.Party), village.Led[led], UnitOf(village.Party));
        var (name, shortName, code) = kind switch
        {
            OrgKinds.VillagersCommittee => ("民委员会", "委会", "CWH"), OrgKinds.SupervisionCommittee => ("务监督委员会", "监委会", "JDH"), OrgKinds.RepresentativesMeeting => ("民代表会议", "民代表会议", "DBH"),
            OrgKinds.CollectiveOrganization => ("股份经济合作联合社", "股份经济合作社", "JTJ"), _ => ("居民委员会", "居委会", "JWH"),
        };
        var path = village.PathOf(led);
        return new()
        {
            Id = LedId(village, led), ParentId = party.Id, Path = path.Value, Depth = path.Depth, Code = $"{party.Code}-{code}", Name = unit + name, ShortName = unit + shortName, Kind = kind, Field = party.Field, Relation = UnitRelations.Own,
            DivisionCode = party.DivisionCode, SetUpOn = party.SetUpOn, Since = party.SetUpOn, ElectedOn = kind == OrgKinds.CollectiveOrganization ? null : party.ElectedOn, TermYears = kind == OrgKinds.CollectiveOrganization ? null : 5, Initials = InitialsOf(unit + shortName),
        };
    }

    public List<Member> Leaders(Body body) => [.. part.MembersOf(body).Take(Committee.Length)];

    /// <summary>The secretary leads the villagers' committee and the collective too; whoever minds discipline leads those who supervise.</summary>
    public IEnumerable<Appointment> LedPosts()
    {
        foreach (var village in Village.Of(part))
        {
            var people = Leaders(village.Leading!);
            for (var led = 0; led < village.Led.Count; led++)
            {
                (Member, string)[] posts = village.Led[led] switch
                {
                    OrgKinds.VillagersCommittee or OrgKinds.ResidentsCommittee => [(people[0], "chair"), .. people.Skip(1).Take(2).Select(p => (p, "committee-member"))],
                    OrgKinds.SupervisionCommittee => [(people[^1], "chair")],
                    OrgKinds.CollectiveOrganization => [(people[0], "board-chair")],
                    _ => [],
                };
                for (var i = 0; i < posts.Length; i++)
                    yield return new() { Id = Id(Kind.LedPost, ((long)village.Party.Ordinal * 8 + led) * 8 + i), OrgId = LedId(village, led), OrgPath = village.PathOf(led).Value, PersonId = Id(Kind.Person, NumberOf(posts[i].Item1)), Post = posts[i].Item2, FromOn = new(2023, 6, 1), Manner = "elected" };
            }
        }
    }

    // ---- meetings ----

    /// <summary>The organization life of all bodies: what the rules ask for, held as a rule, missed or entered late now and then.</summary>
    public IEnumerable<Meeting> Meetings()
    {
        var below = Village.Of(part).Where(v => v.Branches.Count > 0).ToDictionary(v => v.Party.Ordinal, v => v.Members);
        foreach (var body in part.Bodies())
            foreach (var held in Life.Of(body, until, years)) yield return Row(body, held, below.GetValueOrDefault(body.Ordinal));
        foreach (var village in Village.Of(part))
            for (var led = 0; led < village.Led.Count; led++)
                foreach (var held in Life.Of(village, led, until, years)) yield return Row(village, led, held);
    }

    public Meeting Row(Body body, Held held, int below = 0) =>
        Row(Id(Kind.Meeting, (long)body.Ordinal << 16 | (uint)held.Number), Id(Kind.Body, body.Ordinal), body.Path.Value, held, held.Kind switch
        {
            MeetingKinds.Committee or MeetingKinds.PartyCommittee or MeetingKinds.DemocraticLife => Officers(body),
            MeetingKinds.Joint => Officers(body) + OfCommittee,
            // All members of a committee or general branch stand in the branches below it.
            _ => body.Members > 0 ? body.Members : Math.Max(below, 20),
        });

    public Meeting Row(Village village, int led, Held held) =>
        Row(Id(Kind.Village, Table(village, 0) | (long)led << 16 | (uint)held.Number), LedId(village, led), village.PathOf(led).Value, held, held.Kind == MeetingKinds.Representatives ? Representatives : OfCommittee);

    private static Meeting Row(long id, long org, string path, Held held, int due)
    {
        var (entered, present) = (held.On.AddDays(held.Late).ToDateTime(new(10, 0), DateTimeKind.Utc), due - due / 8);
        return new()
        {
            Id = id, RootId = id, OrgId = org, OrgPath = path, Kind = held.Kind, Also = held.Also, State = Meeting.Held, Series = string.Create(CultureInfo.InvariantCulture, $"{held.Kind}/{held.On.Year}"), Number = held.InYear,
            Theme = held.Theme, Day = held.On, HeldOn = held.On, StartsAt = new(15, 0), Place = "党群服务中心", Chair = "书记", Recorder = "组织委员", Due = due, Present = present,
            Voters = due, VotersPresent = present, Summary = held.Theme, RecordedAt = entered, FirstRecordedAt = entered,
        };
    }

    /// <summary>Numbers of what hangs on a village, one stretch for each table (0 to 31).</summary>
    private static long Table(Village village, int table) => (long)village.Party.Ordinal << 25 | (long)table << 20;

    /// <summary>Id of the nth record of one table of a village.</summary>
    public long Of(Village village, int table, long number) => Id(Kind.Village, Table(village, table) | number);

    // ---- talks and yearly acts ----

    /// <summary>谈心谈话 once a year in every branch: the secretary with each of the committee, the committee with the members, members in pairs. Three branches in a hundred miss a year.</summary>
    public IEnumerable<Talk> Talks()
    {
        foreach (var body in part.Bodies().Where(b => b.Members >= 3))
        {
            var (people, number) = (part.MembersOf(body).ToList(), 0);
            var officers = Math.Min(people.Count, Officers(body));
            for (var year = until.Year - years + 1; year <= until.Year; year++)
            {
                var hash = Even.Hash((ulong)body.Ordinal, (ulong)year);
                var (on, talks) = (new DateOnly(year, 9, 1).AddDays((int)(hash % 55)), new List<(string Kind, int From, int With)>());
                if ((hash >> 32 & 127) < 4 || on > until) { number += people.Count * 2; continue; }
                talks.AddRange(Enumerable.Range(1, officers - 1).Select(i => (Talk.CommitteeCommittee, 0, i)));
                talks.AddRange(Enumerable.Range(officers, people.Count - officers).Select(i => (Talk.CommitteeMember, i % officers, i)));
                for (var i = officers; i + 1 < people.Count; i += 2) talks.Add((Talk.MemberMember, i, i + 1));
                foreach (var (kind, from, with) in talks)
                    yield return new()
                    {
                        Id = Id(Kind.Talk, (long)body.Ordinal << 20 | (uint)number++), OrgId = Id(Kind.Body, body.Ordinal), OrgPath = body.Path.Value, Kind = kind, HeldOn = on, RecordedAt = on.AddDays(1).ToDateTime(new(10, 0), DateTimeKind.Utc),
                        FromPersonId = Id(Kind.Person, NumberOf(people[from])), FromName = NameOf(people[from]).Text, WithPersonId = Id(Kind.Person, NumberOf(people[with])), WithName = NameOf(people[with]).Text,
                    };
                number += people.Count * 2 - talks.Count;
            }
        }
    }

    private static readonly (string Kind, int Month, string Held)[] Yearly =
        [(SecretaryAct.Report, 1, "上级党委"), (SecretaryAct.Training, 5, "县委组织部"), (SecretaryAct.MemberTraining, 7, "党员教育中心"), (SecretaryAct.EducationReport, 8, "书面报上级党委"), (SecretaryAct.DuesPassedDown, 4, "按比例下拨")];

    /// <summary>述职、轮训 of each body's secretary; committees do more once a year.</summary>
    public IEnumerable<SecretaryAct> Acts()
    {
        var (waiting, serial) = (new List<Body>(), 0L);
        foreach (var body in part.Bodies())
        {
            if (body.Kind != OrgKinds.Branch) { waiting.Add(body); continue; }
            if (body.Members < 3) continue;
            var secretary = Leaders(body)[0];
            foreach (var of in waiting.Append(body))
                for (var year = until.Year - years + 1; year <= until.Year; year++)
                    foreach (var (kind, month, held) in Yearly.Where(y => SecretaryAct.DoneBy(of.Kind).Contains(y.Kind)))
                    {
                        var hash = Even.Hash((ulong)of.Ordinal * 64 + (ulong)month, (ulong)year);
                        var on = new DateOnly(year, month, 3 + (int)(hash % 24));
                        if ((hash >> 32 & 127) < 4 || on > until) continue;
                        yield return new()
                        {
                            Id = Id(Kind.Talk, 1L << 47 | serial++), OrgId = Id(Kind.Body, of.Ordinal), OrgPath = of.Path.Value, Kind = kind, HeldOn = on, RecordedAt = on.AddDays(2).ToDateTime(new(10, 0), DateTimeKind.Utc),
                            PersonId = Id(Kind.Person, NumberOf(secretary)), PersonName = NameOf(secretary).Text, Held = held,
                        };
                    }
            waiting.Clear();
        }
    }
}
