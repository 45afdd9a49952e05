using Hangji.Modules.Regulations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Disclosure;

/// <summary>上墙和取下: the record of the physical board, which the law requires beside every digital publication.</summary>
internal sealed class PostOnBoard(AppDb db, DisclosureDesk desk)
{
    /// <summary>Another board: a hamlet's, or the same one after the sheet was lost.</summary>
    public async Task<Refusal?> Post(long copyId, DateOnly? on, string? board, CancellationToken stop = default)
    {
        var (copy, hand) = await desk.Open<PublishedCopy>(copyId, stop);
        var place = Plain.Line(board);
        if (CheckPost(copy, hand, on, place, desk.Today) is { } refusal) return refusal;
        db.Add(new BoardPosting { Id = Ids.Next(), OrgId = copy.OrgId, CopyId = copy.Id, Board = place, PostedOn = on!.Value, RecordedAt = desk.Now });
        return await desk.Save("disclosure.posted", copy.OrgId, copy.DisclosureId, null, stop);
    }

    public async Task<Refusal?> TakeDown(long postingId, int version, DateOnly? on, CancellationToken stop = default)
    {
        var (posting, hand) = await desk.Open<BoardPosting>(postingId, stop);
        var copy = await db.PublishedCopies.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().SingleAsync(c => c.Id == posting.CopyId, stop);
        var term = desk.Catalog.Term(CatalogTerm.Board, posting.PostedOn, await desk.Packs(hand.Place, stop));
        if (CheckTakeDown(posting, copy, hand, version, on, term, desk.Rules, desk.Today) is { } refusal) return refusal;
        posting.TakenDownOn = on;
        return await desk.Save("disclosure.taken-down", posting.OrgId, copy.DisclosureId, null, stop);
    }

    public static Refusal? CheckPost(PublishedCopy copy, Hand hand, DateOnly? on, string board, DateOnly today) =>
        hand.IsAbove || hand.IsSupervision ? new("张贴由公布的一方记", "board") :
        copy.WithdrawnOn is not null ? new("已经撤回", "board") :
        board.Length == 0 ? new("请写张贴在哪个公开栏", "board") :
        board.Length > ReleaseItem.MostBoard ? new("最多 {0} 字", "board", null, ReleaseItem.MostBoard) :
        on is not { } day ? new("请填写张贴的日期", "on") :
        day < copy.From || day > today ? new("张贴的日期在公开之后、今天之前", "on") :
        PublicScan.Line(board, "board");

    public static Refusal? CheckTakeDown(BoardPosting posting, PublishedCopy copy, Hand hand, int version, DateOnly? on, CatalogTerm? term, Rulebook rules, DateOnly today) =>
        posting.Version != version ? new(DisclosureDesk.Race, "version") :
        hand.IsAbove || hand.IsSupervision ? new("张贴由公布的一方记", "on") :
        posting.TakenDownOn is not null ? new("已经取下", "on") :
        on is not { } day ? new("请填写取下的日期", "on") :
        day > today || day < posting.PostedOn ? new("取下的日期在张贴之后、今天之前", "on") :
        // A corrected or withdrawn sheet comes down at once: it is wrong to let it hang.
        copy.WithdrawnOn is null && !copy.Superseded && term is not null && term.Blocks(rules, posting.PostedOn) && day < posting.PostedOn.AddDays(term.Days)
            ? new("张贴不少于 {0} 日：至少到 {1}", "on", term.Words(rules, posting.PostedOn).Zh, term.Days, posting.PostedOn.AddDays(term.Days)) : null;
}
