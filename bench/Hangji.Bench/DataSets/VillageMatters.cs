using System.Globalization;
using Hangji.Modules.Deliberation;
using Hangji.Modules.Deliberation.Carrying;
using Hangji.Modules.Deliberation.Contract;
using Hangji.Modules.Deliberation.Supervision;
using Hangji.Modules.Meetings;
using Hangji.Modules.Meetings.Contract;
using Hangji.Modules.Meetings.Voting;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Modules.Regulations.Contract.Procedures;
using Hangji.Modules.Regulations.Procedures;
using Hangji.Platform.Text;

namespace Hangji.Bench.DataSets;

/// <summary>
/// 议事 of a village: two matters a year by the four discussions and two publications, decided in the meetings that the village held anyway. Where each stands is
/// what the procedure's own engine makes of its records, so a matter whose members' meeting was missed waits for it, and one in twelve is voted down first.
/// </summary>
internal sealed class VillageMatters
{
    private const int MostRounds = 2, PerYear = 2;

    private static readonly (string Kind, string Title, string Plan, long Yuan, string Works)[] Topics =
    [
        ("public-works", "村内主干道路硬化", "长 1.2 千米，宽 4.5 米，沿老路走，不占耕地。", 268_000, "道路施工"), ("public-works", "灌溉水渠清淤和衬砌", "清淤 2.6 千米，衬砌 800 米，赶在春灌以前完工。", 143_500, "水渠施工"),
        ("public-works", "老年活动室修缮", "换屋面、做无障碍坡道、添取暖设备。", 86_400, "修缮施工"), ("public-works", "村道路灯安装", "装太阳能路灯 46 盏，先装学校和卫生室一段。", 92_000, "路灯采购安装"),
        ("public-works", "饮水管网改造", "换主管 3.1 千米，入户表 312 只，收费办法另议。", 318_700, "管网施工"), ("public-works", "垃圾收集点改建", "六处旱地改成带棚收集点，分类投放。", 38_600, "改建施工"),
        ("collective-income", "集体收入今年怎样使用", "四成用于公共服务，三成留作积累，三成按份额分配。", 205_000, ""), ("work-subsidy", "误工补贴人员和标准调整", "组长和护林员按天补贴，标准比上年每天多 10 元。", 24_000, ""),
    ];

    private readonly Rows rows;
    private readonly Village village;
    private readonly Sheaf sheaf;
    private readonly VillagePublications publications;
    private readonly DateOnly until;
    private readonly int years;
    private readonly OrgNode node;
    private readonly List<Meeting> party, represented;
    /// <summary>Items so far of each meeting.</summary>
    private readonly Dictionary<long, int> items = [];
    /// <summary>Joint meetings so far of each year.</summary>
    private readonly Dictionary<int, int> joints = [];
    private long made;

    public VillageMatters(Rows rows, Village village, Sheaf sheaf, VillagePublications publications, DateOnly until, int years)
    {
        (this.rows, this.village, this.sheaf, this.publications, this.until, this.years, node) = (rows, village, sheaf, publications, until, years, rows.Node(village.Party));
        var assembly = village.Find(OrgKinds.RepresentativesMeeting);
        party = [.. Life.Of(village.Party, until, years).Select(h => rows.Row(village.Party, h, village.Members))];
        represented = [.. Life.Of(village, assembly, until, years).Select(h => rows.Row(village, assembly, h))];
    }

    public void Draw()
    {
        for (var year = until.Year - years + 1; year <= until.Year; year++)
            for (var n = 0; n < PerYear; n++)
            {
                var hash = Even.Hash((ulong)village.Party.Ordinal * 16 + (ulong)n, (ulong)year);
                var raised = new DateOnly(year, n * 5 + 1 + (int)(hash & 1), 3 + (int)((hash >> 8) % 20));
                if (raised <= until) new Course(this, raised, n + 1, hash).Run();
            }
    }

    private long Next(int table) => rows.Of(village, table, made++);

    /// <summary>One matter on its way; every date is after the one before it, and nothing is dated past the last day of the data set.</summary>
    private sealed class Course
    {
        private readonly VillageMatters of;
        private readonly int number;
        private readonly ulong hash;
        private readonly Matter matter;
        private readonly Pinned pinned;
        private readonly ProcedureInstance instance;
        private readonly List<ProcedureEvent> events = [];
        private readonly Dictionary<long, ItemOutcome> votes = [];
        private readonly List<MatterPosting> postings = [];
        private readonly List<MatterPaper> papers = [];
        private readonly List<MatterContract> contracts = [];
        private readonly List<MatterPayment> payments = [];
        private readonly (string Kind, string Title, string Plan, long Yuan, string Works) topic;

        public Course(VillageMatters of, DateOnly raised, int number, ulong hash)
        {
            (this.of, this.number, this.hash, topic) = (of, number, hash, Topics[(int)(hash >> 20 & 7)]);
            var book = ProcedureBook.Shipped;
            var procedure = book.Find("four-and-two", raised)!;
            pinned = book.Pin(procedure.Code, procedure.Version, procedure.Matter(topic.Kind)!.Traits);
            var (id, at) = (of.Next(1), At(raised));
            instance = new() { Id = of.Next(2), OrgId = of.node.Id, OrgPath = of.node.Path, Code = procedure.Code, Pinned = procedure.Version, Traits = string.Join(' ', pinned.Traits.Order(StringComparer.Ordinal)), SubjectId = id, BegunOn = raised, Step = "", Course = "", RecordedAt = at };
            matter = new()
            {
                Id = id, OrgId = of.node.Id, OrgPath = of.node.Path, Year = raised.Year, Number = number, Procedure = procedure.Code, InstanceId = instance.Id, Kind = topic.Kind, Title = topic.Title, Initials = Pinyin.Initials(topic.Title), Body = topic.Plan,
                Source = (hash >> 24 & 1) == 0 ? Sources.Villagers : Sources.Cadres, AmountFen = topic.Yuan * (90 + (long)(hash >> 28 & 31)), Funding = "村集体收入和财政补助", RaisedOn = raised, RecordedAt = at,
            };
        }

        private DateOnly Until => of.until;
        private static DateTime At(DateOnly day) => day.ToDateTime(new(9, 0), DateTimeKind.Utc);
        private int Days(int from, int to, int salt) => from + (int)(Even.Hash(hash, (ulong)salt) % (ulong)(to - from + 1));

        public void Run()
        {
            var decided = matter.RaisedOn;
            for (var round = 1; round <= MostRounds; round++)
            {
                if (Decide(decided, fails: round == 1 && hash % 12 == 0) is not { } day) break;
                decided = day;
                if (State().Done("decide") is not null) { CarryOut(decided); break; }
            }
            Stand();
            of.sheaf.Add(matter);
            of.sheaf.Add(instance);
            for (var i = 0; i < events.Count; i++) of.sheaf.Add(ProcedureEntry.Of(instance, i + 1, events[i], At(events[i].On), null, "文书", of.Next(3)));
            foreach (var row in postings) of.sheaf.Add(row);
            foreach (var row in papers) of.sheaf.Add(row);
            foreach (var row in contracts) of.sheaf.Add(row);
            foreach (var row in payments) of.sheaf.Add(row);
        }

        /// <summary>The four discussions; the day of the vote, or null where a meeting has not been held yet.</summary>
        private DateOnly? Decide(DateOnly from, bool fails)
        {
            var small = of.party.TrueForAll(m => m.Kind is not (MeetingKinds.Committee or MeetingKinds.PartyCommittee));
            if (of.party.Find(m => m.HeldOn > from && (small ? m.Kind == MeetingKinds.General : m.Kind is MeetingKinds.Committee or MeetingKinds.PartyCommittee)) is not { } propose) return null;
            Vote("propose", propose, 0);
            var joint = propose.HeldOn!.Value.AddDays(Days(3, 9, 1));
            if (joint > Until) return null;
            var held = of.rows.Row(of.village.Party, new(0x8000 | of.joints.Values.Sum(), MeetingKinds.Joint, "", joint, of.joints[joint.Year] = of.joints.GetValueOrDefault(joint.Year) + 1, 1, matter.Title));
            Vote("consult", of.sheaf.Add(held), 1);
            if (of.party.Find(m => m.HeldOn > joint.AddDays(4) && m.Kind == MeetingKinds.General) is not { } general) return null;
            Paper(MatterPaper.Notice, "deliberate", null, "方案送达全体党员", general.HeldOn!.Value.AddDays(-4), null);
            Vote("deliberate", general, 2);
            if (of.represented.Find(m => m.HeldOn > general.HeldOn.Value.AddDays(6)) is not { } represented) return null;
            if (papers.TrueForAll(p => p.Kind != MatterPaper.Authorization)) Paper(MatterPaper.Authorization, "decide", null, "村民会议授权代表会议决定五十万元以下的公益事业", matter.RaisedOn, matter.RaisedOn.AddYears(3));
            Paper(MatterPaper.Notice, "decide", "representatives", $"书面通知 {Rows.Representatives} 名代表并张贴", represented.HeldOn!.Value.AddDays(-5), null);
            Vote("decide", represented, fails ? -1 : 3);
            return represented.HeldOn;
        }

        private void CarryOut(DateOnly decided)
        {
            var shown = decided.AddDays(Days(3, 7, 2));
            if (!Publish("open-decision", shown, "village-matter-decision")) return;
            var (signed, accepted) = (shown.AddDays(23), shown.AddDays(Days(60, 130, 3)));
            if (topic.Works.Length > 0 && signed <= Until)
            {
                var decision = State().Done("decide")!.By.RecordId;
                var contract = new MatterContract { Id = of.Next(6), OrgId = matter.OrgId, OrgPath = matter.OrgPath, MatterId = matter.Id, Kind = "works", Object = topic.Works, Party = "青山路桥有限公司", SignedOn = signed, FromOn = signed.AddDays(2), ToOn = accepted, AmountFen = matter.AmountFen!.Value, DecisionId = decision, RecordedAt = At(signed) };
                contracts.Add(contract);
                foreach (var (on, what, percent) in new[] { (signed.AddDays(5), "预付款 30%", 30), (accepted.AddDays(8), "结算款", 70) })
                    if (on <= Until)
                        payments.Add(new() { Id = of.Next(7), OrgId = matter.OrgId, OrgPath = matter.OrgPath, MatterId = matter.Id, ContractId = contract.Id, PaidOn = on, Purpose = what, AmountFen = matter.AmountFen.Value / 100 * percent, Voucher = string.Create(CultureInfo.InvariantCulture, $"记-{on.Month}-{Days(1, 60, on.DayNumber)}"), DecisionId = decision, RecordedAt = At(on) });
            }
            if (accepted > Until) return;
            Paper(MatterPaper.Acceptance, "carry-out", null, "验收单（村委会、监督委员会、村民代表）", accepted, null);
            var result = accepted.AddDays(12);
            if (Publish("open-result", result, "village-matter-result") && result.AddDays(25) is var filed && filed <= Until) Paper(MatterPaper.FileBundle, "file", null, "归档目录", filed, null);
        }

        /// <summary>An item of a meeting; -1 has it voted down.</summary>
        private void Vote(string step, Meeting meeting, int salt)
        {
            var on = meeting.HeldOn!.Value;
            var present = meeting.VotersPresent;
            var yes = salt < 0 ? present / 2 - 2 : present - (present > 5 ? Days(0, present / 8, 10 + salt) : 0);
            var rules = MeetingKinds.All[meeting.Kind].RulesOn(Rulebook.Shipped, on, Subjects.Ordinary);
            var decision = Decision.Of(rules, new(meeting.Voters, present, 0, yes, present - yes, 0));
            var place = of.items[meeting.Id] = of.items.GetValueOrDefault(meeting.Id) + 1;
            var item = of.sheaf.Add(new MeetingItem
            {
                Id = of.Next(8), OrgId = meeting.OrgId, OrgPath = meeting.OrgPath, MeetingId = meeting.Id, Number = place, Text = matter.Title, Way = MeetingItem.Hands, Entitled = meeting.Voters, Present = present, Yes = yes, No = present - yes,
                QuorumRule = rules.QuorumUsed?.Id, QuorumVersion = rules.QuorumUsed?.Version, QuorumArticle = rules.QuorumUsed?.Article, QuorumNeeded = decision.QuorumNeeded, MajorityRule = rules.MajorityUsed?.Id, MajorityVersion = rules.MajorityUsed?.Version,
                MajorityArticle = rules.MajorityUsed?.Article, VotesNeeded = decision.VotesNeeded, VotesOf = decision.VotesOf, Outcome = decision.Outcome, Resolution = salt < 0 ? null : $"同意{matter.Title}方案", AboutId = matter.Id,
            });
            var outcome = ItemOutcomes.Of(meeting, item, null);
            votes[item.Id] = outcome;
            events.Add(CountVote.Event(outcome, step, null));
        }

        private void Paper(string kind, string step, string? way, string title, DateOnly on, DateOnly? validTo)
        {
            var paper = new MatterPaper { Id = of.Next(5), OrgId = matter.OrgId, OrgPath = matter.OrgPath, MatterId = matter.Id, Step = step, Way = way, Kind = kind, Title = title, DatedOn = on, ValidTo = validTo, RecordedAt = At(on) };
            papers.Add(paper);
            events.Add(new() { Kind = kind == MatterPaper.Notice ? EventKind.Notice : EventKind.Document, RecordId = paper.Id, On = on, Until = validTo, Step = kind == MatterPaper.Authorization ? "" : step, Way = way, Code = kind });
        }

        /// <summary>A publication with its copy for the public and its leaf for the log; false after the last day.</summary>
        private bool Publish(string step, DateOnly on, string catalog)
        {
            if (on > Until) return false;
            var state = State(on);
            Stand(state);
            var view = MatterViews.Of(new Modules.Deliberation.Dossier(matter, new(matter.OrgId, of.node.Code, of.node.Name, of.node.ShortName, false), state, votes, postings, papers, [], contracts, [.. payments.Where(p => p.PaidOn <= on)], [], [], Hands.Leading, Rulebook.Shipped));
            of.publications.OfMatter(view, catalog, on, topic.Yuan > 0 ? matter.AmountFen : null);
            var posting = new MatterPosting { Id = of.Next(4), OrgId = matter.OrgId, OrgPath = matter.OrgPath, MatterId = matter.Id, Step = step, PostedOn = on, TakenDownOn = on.AddDays(VillagePublications.BoardDays), Place = $"{VillagePublications.Board}、公开网站", Title = matter.Title, RecordedAt = At(on) };
            postings.Add(posting);
            events.Add(new() { Kind = EventKind.Publication, RecordId = posting.Id, On = on, Until = posting.TakenDownOn, Step = step });
            return true;
        }

        private ProcedureState State(DateOnly? on = null) => ProcedureEngine.Decide(pinned, events, on ?? Until);

        private void Stand(ProcedureState? state = null)
        {
            state ??= State();
            MatterBook.Stand(matter, state);
            instance.Stand(state, events.Count);
        }
    }
}
