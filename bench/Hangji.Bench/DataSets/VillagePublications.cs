using System.Globalization;
using System.Security.Cryptography;
using Hangji.Modules.Deliberation.Contract;
using Hangji.Modules.Deliberation.Supervision;
using Hangji.Modules.Disclosure;
using Hangji.Modules.Disclosure.Sources;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform.Log;

namespace Hangji.Bench.DataSets;

/// <summary>
/// 公开 of a village or community: quarterly affairs, and what its matters make public. Copies are composed as the release composes them, and each leaves its leaf in the
/// outbox of the public log: whoever opens the store next has its log take them in, and every copy can then be verified.
/// </summary>
internal sealed class VillagePublications
{
    public const string Board = "村务公开栏";
    /// <summary>At least fifteen days on the board (村民委员会组织法 2025 art. 35).</summary>
    public const int BoardDays = 20;

    private static readonly string[] Asked = ["路灯什么时候装，已经列入下一年的计划。", "停车位划线请代表会议再议。", "村口公交站名写错了，已请公交公司改。", "水费按户公布，下季度起张贴。"];

    private readonly Rows rows;
    private readonly Village village;
    private readonly Sheaf sheaf;
    private readonly Place place;
    private readonly List<OrgNode> bodies;
    private long made;

    public VillagePublications(Rows rows, Village village, Sheaf sheaf)
    {
        (this.rows, this.village, this.sheaf) = (rows, village, sheaf);
        bodies = [rows.Node(village.Party), .. village.Led.Select((_, i) => rows.Node(village, i))];
        place = Places.FromNode(bodies[0]);
    }

    /// <summary>The quarters of some years; three in a hundred are missing, five in a hundred come weeks late.</summary>
    public void Quarters(DateOnly until, int years)
    {
        var entry = PublicCatalog.Shipped.Find(village.IsRural ? "village-affairs-quarter" : "community-affairs")!;
        for (var quarter = Period.Containing(Every.Quarter, new DateOnly(until.Year - years + 1, 1, 1)); ; quarter = quarter.Next)
        {
            var hash = Even.Hash((ulong)village.Party.Ordinal, (ulong)quarter.Start.DayNumber);
            var on = quarter.End.AddDays(3 + (int)(hash % 10) + ((hash >> 40 & 127) < 6 ? 25 : 0));
            if (on > until) return;
            if ((hash >> 32 & 127) < 4) continue;
            var lamps = hash >> 16 & 15;
            string[] told = [$"代表会议定的事都在办；修好路灯 {lamps} 盏。", "医保代缴 86 户，防汛值守、森林防火巡山。", Asked[(int)(hash >> 24 & 3)]];
            var text = new DraftText([.. entry.Items.Select((item, i) => new CopySection($"s{i + 1}", item.Zh, told[i % told.Length]))]);
            Release(entry, entry.Every is null ? "" : PeriodCode.Of(quarter), entry.Every is null ? (quarter.End, quarter.End) : (quarter.Start, quarter.End), on, $"{quarter.Name.Zh}{(village.IsRural ? "村务" : "居务")}", $"三个月里修好路灯 {lamps} 盏，办成的事、商议的事都在下面。", text, null, null);
        }
    }

    public void OfMatter(MatterView matter, string catalog, DateOnly on, long? fen)
    {
        var entry = PublicCatalog.Shipped.Find(catalog)!;
        var result = catalog.EndsWith("-result", StringComparison.Ordinal);
        if (FromMatter.Compose(matter, place.Id, plan: false, result, out var draft) is { } refusal) throw new InvalidOperationException($"{matter.Title} {on:yyyy-MM-dd}: {refusal.Message}");
        var cost = fen is { } amount ? string.Create(CultureInfo.InvariantCulture, $"，{amount / 100:N0} 元") : "";
        Release(entry, "", (on, on), on, draft!.Title, result ? $"{matter.Title}办好了，验收合格{cost}。" : $"代表会议决定：{matter.Title}{cost}。", draft.Text, matter.Id, draft.Step);
    }

    private void Release(CatalogEntry entry, string period, (DateOnly From, DateOnly To) of, DateOnly on, string title, string summary, DraftText text, long? source, string? step)
    {
        var (id, at) = (rows.Of(village, 16, made), on.ToDateTime(new(2, 30), DateTimeKind.Utc));
        var item = sheaf.Add(new Disclosure
        {
            Id = id, OrgId = place.Id, OrgPath = place.Path, BodyId = DraftItem.Body(entry, bodies)!.Id, Doc = DocCode.Of(id), Catalog = entry.Code, Period = period, FromDay = of.From, ToDay = of.To, Circle = Disclosure.ToSociety,
            SourceKind = source is null ? Disclosure.Free : Disclosure.FromMatter, SourceId = source, SourceStep = step, Title = title, Summary = summary, Text = text.Write(), NamesPeople = source is not null, Course = Disclosure.Reviewed,
            DraftedName = "文书", Writers = "造数", SubmittedOn = on.AddDays(-3), ReviewDueOn = on.AddDays(4), ReviewedBy = "造数监督", ReviewedName = "监督委员会主任", ReviewedOn = on.AddDays(-1), ReleasedBy = "造数书记", ReleasedName = "书记", ReleasedOn = on, RecordedAt = at.AddDays(-3),
        });
        var copy = ReleaseItem.Compose(item, entry, place, bodies, [], on, on.AddDays(BoardDays), Rulebook.Shipped);
        (item.Course, item.Rev, item.Writers) = (Disclosure.Released, 1, "");
        // Whoever is named here does not exist: the salt may follow from the id, so that the same seed gives the same bytes.
        var (bytes, salt) = (copy.ToBytes(), item.NamesPeople ? SHA256.HashData(BitConverter.GetBytes(id)) : null);
        var sha256 = PublishedCopy.Hash(bytes, salt);
        var leaf = LogLeaf.Published(ReleaseItem.LeafOrg(place), LeafDoc.Of(id), copy.Rev, Convert.FromHexString(sha256), salt is not null, at, copy.From, copy.Until).Bytes();
        var pending = sheaf.Add(new PendingEntry { Id = rows.Of(village, 18, made), Log = LogName.Public, Entry = leaf, At = at });
        var published = sheaf.Add(new PublishedCopy
        {
            Id = rows.Of(village, 17, made), OrgId = place.Id, OrgPath = place.Path, DisclosureId = id, BodyId = item.BodyId, Doc = item.Doc, Rev = copy.Rev, Catalog = entry.Code, Kind = entry.Section, Period = period, Title = copy.Title, Summary = copy.Summary,
            Bytes = bytes, Sha256 = sha256, Salt = salt, From = copy.From, Until = copy.Until, PublishedAt = at, LogEntryId = pending.Id, Words = ReleaseItem.Words(copy),
        });
        sheaf.Add(new BoardPosting { Id = rows.Of(village, 19, made), OrgId = place.Id, OrgPath = place.Path, CopyId = published.Id, Board = Board, PostedOn = on, TakenDownOn = on.AddDays(BoardDays + 1), RecordedAt = at });
        made++;
    }

    /// <summary>监督委员会: a report each half-year, and a yearly review of the villagers' committee.</summary>
    public void Supervision(DateOnly until, int years)
    {
        var led = village.Find(OrgKinds.SupervisionCommittee);
        if (led < 0) return;
        for (var (year, n) = (until.Year - years + 1, 0); year <= until.Year; year++)
            foreach (var (kind, month, text) in new[] { (SupervisionNote.Report, 1, "下半年审核公开稿，列席会议，质询一件已答复。"), (SupervisionNote.Report, 7, "上半年审核公开稿，列席会议，没有质询。"), (SupervisionNote.Appraisal, 12, "代表会议上评议，票数在会议记录里。") })
            {
                var on = new DateOnly(year, month, 6 + (int)(Even.Hash((ulong)village.Party.Ordinal, (ulong)(year * 16 + month)) % 20));
                if (on > until) continue;
                sheaf.Add(new SupervisionNote { Id = rows.Of(village, 20, n++), OrgId = bodies[led + 1].Id, OrgPath = bodies[led + 1].Path, VillageId = place.Id, Kind = kind, HeldOn = on, Text = text, Agreed = kind == SupervisionNote.Appraisal ? true : null, About = kind == SupervisionNote.Appraisal ? "主任" : null, RecordedAt = on.ToDateTime(new(9, 0), DateTimeKind.Utc) });
            }
    }
}
