using System.Security.Cryptography;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Log;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Disclosure;

/// <summary>发布: a second person makes it public — masked, scanned, with its leaf in the log, in one save. From then on it changes only by a new version.</summary>
internal sealed class ReleaseItem(AppDb db, DisclosureDesk desk, PublicLog log, Receipts receipts, IEnumerable<ICompleteSteps> steps)
{
    public const int MostBoard = 100;
    const int SaltBytes = 32;

    /// <param name="Until">Last day on the board.</param>
    /// <param name="Reason">Why a demand that only warns was not met.</param>
    public sealed record Said(int Version, DateOnly? Until, string? Board, string? Reason);

    public async Task<Refusal?> Run(long id, Said said, CancellationToken stop = default)
    {
        var (item, hand) = await desk.Open<Disclosure>(id, stop);
        var entry = desk.Catalog.Find(item.Catalog);
        var bodies = await desk.Bodies(hand.Place, stop);
        var board = desk.Catalog.Term(CatalogTerm.Board, desk.Today, await desk.Packs(hand.Place, stop));
        if (Check(item, entry, hand, bodies, said, board, desk.Rules, desk.Today) is { } refusal) return refusal;
        var files = await db.DisclosureFiles.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(f => f.DisclosureId == item.Id && !f.Dropped).OrderBy(f => f.Id).Select(f => new CopyFile(f.Name, f.Type, f.Bytes.Length, f.Sha256)).ToListAsync(stop);
        var copy = Compose(item, entry!, hand.Place, bodies, files, desk.Today, said.Until ?? desk.Today, desk.Rules);
        if (PublicScan.Copy(copy, OfficialNumbers(bodies)) is { } found) return found;
        var place = Plain.Line(said.Board);
        item.Course = Disclosure.Released;
        (item.ReleasedBy, item.ReleasedName, item.ReleasedOn, item.Rev) = (hand.Who.Key, hand.Who.Name, desk.Today, item.Rev + 1);
        if (item.Circle == Disclosure.ToSociety)
        {
            if (await Publish(item, entry!, hand.Place, copy, place, stop) is { } no) return Undone(no);
            if (item.SourceStep is { } step && item.SourceId is { } matter && item.Rev == 1)
                foreach (var completes in steps)
                    if (await completes.Record(matter, step, item, copy, place, said.Reason, stop) is { } blocked) return Undone(blocked);
        }
        item.Writers = "";
        return await desk.Save("disclosure.released", item.OrgId, item.Id, Plain.Line(said.Reason) is { Length: > 0 } why ? why : null, stop);
    }

    /// <summary>Nothing of an act that was refused half way may ride along with a later save.</summary>
    Refusal Undone(Refusal refusal)
    {
        db.ChangeTracker.Clear();
        return refusal;
    }

    async Task<Refusal?> Publish(Disclosure item, CatalogEntry entry, Place place, CopyText text, string board, CancellationToken stop)
    {
        var former = await db.PublishedCopies.IgnoreQueryFilters([AppDb.ScopeFilter]).Where(c => c.DisclosureId == item.Id && c.OrgId == item.OrgId).OrderByDescending(c => c.Rev).FirstOrDefaultAsync(stop);
        if ((former?.Rev ?? 0) != item.Rev - 1) return new(DisclosureDesk.Race, "version");
        long? prev = former is null ? null : await receipts.IndexOf(former.LogEntryId, stop);
        if (former is not null && prev is null) return new("上一版刚刚写进日志，还没有排定位置，请过几秒再办", "version");
        var bytes = text.ToBytes();
        var salt = item.NamesPeople ? RandomNumberGenerator.GetBytes(SaltBytes) : null;
        var sha256 = PublishedCopy.Hash(bytes, salt);
        var (org, doc, at, hash) = (LeafOrg(place), LeafDoc.Of(item.Id), new DateTimeOffset(desk.Now, TimeSpan.Zero), Convert.FromHexString(sha256));
        var leaf = prev is { } index ? LogLeaf.Corrected(org, doc, text.Rev, hash, salt is not null, index, at, text.From, text.Until)
            : LogLeaf.Published(org, doc, text.Rev, hash, salt is not null, at, text.From, text.Until);
        var copy = new PublishedCopy
        {
            Id = Ids.Next(), OrgId = item.OrgId, DisclosureId = item.Id, BodyId = item.BodyId, Doc = item.Doc, Rev = text.Rev, Catalog = item.Catalog, Kind = entry.Section, Period = item.Period, Title = text.Title, Summary = text.Summary,
            Bytes = bytes, Sha256 = sha256, Salt = salt, From = text.From, Until = text.Until, PublishedAt = desk.Now, LogEntryId = log.Append(db, leaf), Words = Words(text),
        };
        if (former is not null) former.Superseded = true;
        db.Add(copy);
        if (board.Length > 0) db.Add(new BoardPosting { Id = Ids.Next(), OrgId = item.OrgId, CopyId = copy.Id, Board = board, PostedOn = text.From, RecordedAt = desk.Now });
        return null;
    }

    /// <summary>What the public would read if it were released today; the preview shows the same.</summary>
    public static CopyText Compose(Disclosure item, CatalogEntry entry, Place place, IReadOnlyList<OrgNode> bodies, IReadOnlyList<CopyFile> files, DateOnly from, DateOnly until, Rulebook rules)
    {
        var draft = DraftText.Read(item.Text);
        var (sections, _) = Masks.Apply(draft);
        var publisher = bodies.FirstOrDefault(b => b.Id == item.BodyId)?.Name ?? place.Name;
        if (item.Course == Disclosure.Returned && item.Opinion.Length > 0)
            sections = [.. sections, new("opinion", "审核意见和答复", $"审核意见：{item.Opinion}\n答复：{item.Reply}\n联席会议 {item.ConfirmedOn:yyyy-MM-dd} 确定：{item.Confirmation}")];
        string[] basis = [.. (draft.Basis ?? []).Concat(rules.Find(entry.RuleId, from) is { } rule ? [rule.Article.Cited.Zh] : []).Distinct()];
        return new(CopyText.Layout, item.Doc, item.Rev + 1, place.Code, place.ShortName, publisher, Reviewer(item, entry, bodies), item.Catalog, entry.Section, item.Period, Masks.Line(item.Title, draft), Masks.Line(item.Summary, draft), from, until,
            [.. sections.Where(s => s.Text is not null || s.Table is not null || s.Vote is not null)], item.Rev == 0 ? null : item.Corrects is { } wrong ? Masks.Line(wrong, draft) : null, basis.Length == 0 ? null : basis, files.Count == 0 ? null : files);
    }

    /// <summary>Which body looked at it, when and with what result: bodies, not persons.</summary>
    static string Reviewer(Disclosure item, CatalogEntry entry, IReadOnlyList<OrgNode> bodies)
    {
        var body = entry.Review == ReviewBy.Supervision ? bodies.FirstOrDefault(b => b.Kind == OrgKinds.SupervisionCommittee)?.Name : null;
        body ??= bodies.FirstOrDefault(b => !OrgKinds.IsLed(b.Kind))?.Name ?? "";
        return item.Course switch
        {
            Disclosure.Draft => $"{body}（待审核）",
            Disclosure.Returned => $"{body} {item.ReviewedOn:yyyy-MM-dd} 提出意见，联席会议确定后公开",
            Disclosure.InReview => $"{body} 到 {item.ReviewDueOn:yyyy-MM-dd} 没有提出意见",
            _ => item.Opinion.Length > 0 ? $"{body} {item.ReviewedOn:yyyy-MM-dd} 审核：{item.Opinion}" : $"{body} {item.ReviewedOn:yyyy-MM-dd} 审核，没有不同意见",
        };
    }

    public static string LeafOrg(Place place) => place.Code is { Length: 12 } code && code.All(char.IsAsciiDigit) ? code : place.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static string Words(CopyText text) => string.Join('\n', new[] { text.Title, text.Summary }.Concat(text.Sections.SelectMany(s =>
        new[] { s.Heading, s.Text ?? "" }.Concat(s.Table?.Rows.Select(r => string.Join(' ', r.Cells)) ?? []))));

    /// <summary>Telephone and credit codes of the bodies themselves are no personal data.</summary>
    public static IReadOnlySet<string> OfficialNumbers(IReadOnlyList<OrgNode> bodies) =>
        bodies.SelectMany(b => new[] { b.Phone, b.CreditCode, b.Code }).OfType<string>().Select(n => string.Concat(Plain.Fold(n).Where(char.IsAsciiLetterOrDigit))).ToHashSet();

    public static Refusal? Check(Disclosure item, CatalogEntry? entry, Hand hand, IReadOnlyList<OrgNode> bodies, Said said, CatalogTerm? board, Rulebook rules, DateOnly today)
    {
        var society = item.Circle == Disclosure.ToSociety;
        var least = today.AddDays(board?.Days ?? 0);
        return entry is null ? new("公开目录里没有这一项了", "catalog") :
            item.Version != said.Version ? new(DisclosureDesk.Race, "version") :
            item.Course is Disclosure.Released ? new("已经发布了", "version") :
            item.Course is Disclosure.Withdrawn ? new("已经撤回", "version") :
            item.Course is Disclosure.Draft ? new("先送审，审核以后才能发布", "version", entry.Review == ReviewBy.Party ? "《中国共产党党务公开条例（试行）》第十五条" : "《村民委员会组织法》第三十七条") :
            item.Course is Disclosure.InReview && !(item.ReviewDueOn < today) ? new("还在审核，{0} 前提出意见", "version", null, item.ReviewDueOn) :
            item.Course is Disclosure.Returned && item.ConfirmedOn is null ? new("审核意见还没有处理：请修改后再送审，或者由联席会议确定", "version") :
            item.Course is Disclosure.Returned && item.Reply.Length == 0 ? new("请先答复审核意见", "reply") :
            hand.IsAbove ? new("由本村（社区、单位）发布，上级不代为发布", "version") :
            hand.IsSupervision ? new("监督委员会审核，不发布", "version", "《村民委员会组织法》第三十七条") :
            !hand.Leads && hand.Body!.Id != item.BodyId ? new("由公布的组织或者党组织的席位发布", "version") :
            item.WrittenBy(hand.Who.Key) ? new("起草的人不能自己发布，请另一人发布", "version") :
            entry.Review == ReviewBy.Supervision && item.ReviewedBy == hand.Who.Key ? new("审核的人不能自己发布", "version") :
            entry.Review == ReviewBy.Party && !hand.IsProgram && hand.Who.Role is not ("secretary" or "superior-officer") ? new("党务公开由书记审批", "version", "《中国共产党党务公开条例（试行）》第十五条") :
            !society ? null :
            Plain.Line(said.Board).Length == 0 ? new("请写张贴在哪个公开栏", "board", rules.Find("vd-board-and-digital", today)?.Article.Cited.Zh) :
            Plain.Line(said.Board).Length > MostBoard ? new("最多 {0} 字", "board", null, MostBoard) :
            PublicScan.Line(said.Board, "board") is { } found ? found :
            said.Until is not { } until ? new("请填写张贴到哪一天", "until") :
            until < today ? new("张贴的日期早于今天", "until") :
            until < least && (board!.Blocks(rules, today) || string.IsNullOrWhiteSpace(said.Reason)) ? new("张贴不少于 {0} 日：至少到 {1}", "until", board.Words(rules, today).Zh, board.Days, least) :
            null;
    }
}

/// <summary>公开就是办了一步: a room below whose step is completed by this release. It adds to the same save, or says what stands in the way.</summary>
internal interface ICompleteSteps
{
    Task<Refusal?> Record(long sourceId, string step, Disclosure item, CopyText text, string board, string? reason, CancellationToken stop);
}
