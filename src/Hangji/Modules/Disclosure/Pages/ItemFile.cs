using Hangji.Modules.Access.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Log;
using Hangji.Platform.Text;
using Hangji.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Disclosure.Pages;

/// <summary>一件公开的全卷: what its page draws.</summary>
/// <param name="Preview">What the public would read if it were released today.</param>
/// <param name="Places">Place in the log of each version, by copy; missing while it waits.</param>
/// <param name="CannotRelease">What stands in the way of releasing it from this seat; null where nothing does.</param>
internal sealed record ItemFile(Disclosure Item, Hand Hand, CatalogEntry Entry, IReadOnlyList<OrgNode> Bodies, CopyText Preview, IReadOnlyList<Hidden> Hidden, IReadOnlyList<PublishedCopy> Copies, IReadOnlyDictionary<long, long> Places,
    IReadOnlyList<BoardPosting> Boards, IReadOnlyList<PublicVoice> Voices, IReadOnlyList<DisclosureFile> Files, CatalogTerm? Board, Refusal? CannotWrite, Refusal? CannotReview, Refusal? CannotRelease, Refusal? Personal)
{
    public string Address => $"/v/{Hand.Place.Code}/{Item.Doc}";
    /// <summary>The newest version once it is public, the preview before.</summary>
    public CopyText Shown => Item.Course == Disclosure.Released && Copies is [{ Readable: true } newest, ..] && CopyText.Read(newest.Bytes) is { } text ? text : Preview;
    public DateOnly Least(DateOnly today) => today.AddDays(Board?.Days ?? 0);
}

/// <summary>Reads an item for its page.</summary>
internal sealed class ItemFiles(AppDb db, DisclosureDesk desk, Receipts receipts, ActingSeat seat)
{
    public async Task<ItemFile> Open(long id, CancellationToken stop)
    {
        var (item, hand) = await desk.Open<Disclosure>(id, stop);
        db.ChangeTracker.Clear();
        var entry = desk.Catalog.Find(item.Catalog) ?? throw new InvalidOperationException($"the catalog has no entry {item.Catalog}");
        var bodies = await desk.Bodies(hand.Place, stop);
        var board = desk.Catalog.Term(CatalogTerm.Board, desk.Today, await desk.Packs(hand.Place, stop));
        var files = await Of(db.DisclosureFiles).Where(f => f.DisclosureId == id && !f.Dropped).OrderBy(f => f.Id).ToListAsync(stop);
        var preview = ReleaseItem.Compose(item, entry, hand.Place, bodies, [.. files.Select(f => new CopyFile(f.Name, f.Type, f.Bytes.Length, f.Sha256))], desk.Today, desk.Today.AddDays(board?.Days ?? 0), desk.Rules);
        var copies = await Of(db.PublishedCopies).Where(c => c.DisclosureId == id).OrderByDescending(c => c.Rev).ToListAsync(stop);
        var ids = copies.Select(c => c.Id).ToList();
        var boards = await Of(db.BoardPostings).Where(b => ids.Contains(b.CopyId)).OrderBy(b => b.PostedOn).ThenBy(b => b.Id).ToListAsync(stop);
        var voices = await Of(db.PublicVoices).Where(v => v.Doc == item.Doc).OrderByDescending(v => v.SaidOn).ThenByDescending(v => v.Id).ToListAsync(stop);
        var places = new Dictionary<long, long>();
        foreach (var copy in copies)
            if (await receipts.IndexOf(copy.LogEntryId, stop) is { } index) places[copy.Id] = index;
        return new(item, hand, entry, bodies, preview, Masks.Apply(DraftText.Read(item.Text)).Hidden, copies, places, boards, voices, files, board,
            seat.May(Verbs.DraftDisclosures) ? DraftItem.Check(item, hand, bodies) : new("这个席位没有这项权限"),
            seat.May(Verbs.ReviewDisclosures) ? ReviewItem.CheckReview(item, entry, hand, ReviewItem.HasSupervision(bodies), item.Version, true, "") : new("这个席位没有这项权限"),
            seat.May(Verbs.ReleaseDisclosures) ? ReleaseItem.Check(item, entry, hand, bodies, new(item.Version, desk.Today.AddDays(366), "-", null), board, desk.Rules, desk.Today) : new("这个席位没有这项权限"),
            PublicScan.Copy(preview, ReleaseItem.OfficialNumbers(bodies)));

        IQueryable<T> Of<T>(DbSet<T> set) where T : class, IOwned => set.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(r => r.OrgId == item.OrgId);
    }
}

/// <summary>Words and marks that the pages of this room share.</summary>
internal static class ItemMarks
{
    public static string Course(string course) => course switch
    {
        Disclosure.Draft => "起草", Disclosure.InReview => "审核中", Disclosure.Returned => "有审核意见", Disclosure.Reviewed => "待发布", Disclosure.Released => "已公开", _ => "已撤回",
    };

    public static string Circle(string circle) => circle switch { Disclosure.ToBranch => "本组织党员", Disclosure.ToParty => "党内", _ => "社会" };

    /// <summary>Days late of a period that is missing, or when it is due.</summary>
    public static MarkupString State(Words t, Wanted w) => w.ReleasedOn is { } on ? Marks.State(w.DaysLate > 0 ? Standing.Late : Standing.Done, w.DaysLate > 0 ? t["{0} 公开，晚 {1} 天", on, w.DaysLate] : t["{0} 公开", on])
        : w.DaysLate > 0 ? Marks.State(Standing.Over, t["晚了 {0} 天", w.DaysLate]) : Marks.State(Standing.Due, t["{0} 前公开", w.DueOn]);

    public static MarkupString State(Words t, PublicVoice v, DateOnly today) =>
        v.DecidedOn is { } decided ? Marks.State(Standing.Done, t["{0} 上级已答复", decided]) :
        v.EscalatedDueOn is { } due ? Marks.State(due < today ? Standing.Over : Standing.Due, t["提请上级，{0} 前答复", due]) :
        v.AnsweredOn is { } answered ? Marks.State(answered > v.DueOn ? Standing.Late : Standing.Done, v.Upheld ? t["{0} 采纳", answered] : t["{0} 已答复", answered]) :
        Marks.State(v.DueOn < today ? Standing.Over : Standing.Due, t["{0} 前答复", v.DueOn]);

    public static string Kind(string kind) => kind == PublicVoice.Objection ? "异议" : "提问";

    /// <summary>A cell as people read it.</summary>
    public static string Cell(Words t, CopyColumn column, string cell) =>
        column.As == CopyColumn.Money && long.TryParse(cell, out var fen) ? (fen / 100m).ToString("N2", System.Globalization.CultureInfo.InvariantCulture) :
        column.As == CopyColumn.Date && DateOnly.TryParseExact(cell, "yyyy-MM-dd", out var day) ? t.Date(day) : cell;
}
