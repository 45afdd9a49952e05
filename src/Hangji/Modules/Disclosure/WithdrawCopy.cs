using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Log;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Disclosure;

/// <summary>撤回的理由: what the law allows; anything else is corrected, not withdrawn.</summary>
internal static class Grounds
{
    public const string PersonalData = "personal-data", Secrecy = "secrecy", Order = "order", Mistaken = "mistaken";

    public static readonly IReadOnlyList<(string Code, string Name, string? Article)> All =
    [
        (PersonalData, "含有不该公开的个人信息", "《个人信息保护法》第四十七条"), (Secrecy, "含有依法不得公开的内容", "《保守国家秘密法》第三十条"),
        (Order, "人民法院或者有权机关要求撤回", null), (Mistaken, "不属于本地、本组织的事项，误发", null),
    ];

    /// <summary>On these grounds the text itself is destroyed, with its salt: what stays in the log opens nothing any more.</summary>
    public static bool Erases(string ground) => ground is PersonalData or Secrecy;

    public static string Name(string code) => All.FirstOrDefault(g => g.Code == code).Name ?? code;
}

/// <summary>更正和撤回: what was released is never rewritten. A correction is a new version that says what was wrong; a withdrawal leaves the place of the text and its reason to be seen.</summary>
internal sealed class WithdrawCopy(AppDb db, DisclosureDesk desk, PublicLog log, Receipts receipts)
{
    public const int MostReason = 500;

    /// <summary>开始更正: the item becomes a draft again and goes the whole way; the released version stays public until the new one takes its place.</summary>
    public async Task<Refusal?> Correct(long id, int version, string? wrong, CancellationToken stop = default)
    {
        var (item, hand) = await desk.Open<Disclosure>(id, stop);
        var said = Plain.Line(wrong);
        if (CheckCorrect(item, hand, await desk.Bodies(hand.Place, stop), version, said) is { } refusal) return refusal;
        (item.Course, item.Corrects, item.Opinion, item.Reply, item.ConfirmedOn, item.Confirmation, item.SubmittedOn, item.ReviewedOn, item.ReviewDueOn) = (Disclosure.Draft, said, "", "", null, "", null, null, null);
        item.Wrote(hand.Who);
        return await desk.Save("disclosure.correction-begun", item.OrgId, item.Id, said, stop);
    }

    /// <summary>撤回 one version, or the item with all its versions.</summary>
    public async Task<Refusal?> Withdraw(long copyId, bool all, string? ground, string? reason, CancellationToken stop = default)
    {
        var (copy, hand) = await desk.Open<PublishedCopy>(copyId, stop);
        var said = Plain.Line(reason);
        if (CheckWithdraw(copy, hand, all, ground, said) is { } refusal) return refusal;
        var found = await db.PublishedCopies.IgnoreQueryFilters([AppDb.ScopeFilter]).Where(c => c.DisclosureId == copy.DisclosureId && c.OrgId == copy.OrgId && (all || c.Id == copy.Id) && c.WithdrawnOn == null).ToListAsync(stop);
        foreach (var one in found)
        {
            if (await receipts.IndexOf(one.LogEntryId, stop) is not { } prev)
            {
                db.ChangeTracker.Clear();
                return new("上一版刚刚写进日志，还没有排定位置，请过几秒再办", "version");
            }
            (one.WithdrawnOn, one.WithdrawReason) = (desk.Today, $"{Grounds.Name(ground!)}：{said}");
            one.WithdrawEntryId = log.Append(db, LogLeaf.Withdrawn(ReleaseItem.LeafOrg(hand.Place), LeafDoc.Of(one.DisclosureId), one.Rev, prev, new(desk.Now, TimeSpan.Zero)));
            if (Grounds.Erases(ground!)) Erase(one);
        }
        if (Grounds.Erases(ground!) && (all || !copy.Superseded))
            foreach (var file in await db.DisclosureFiles.IgnoreQueryFilters([AppDb.ScopeFilter]).Where(f => f.DisclosureId == copy.DisclosureId && f.OrgId == copy.OrgId).ToListAsync(stop)) (file.Bytes, file.Dropped) = ([], true);
        if (found.Any(c => !c.Superseded))
        {
            var item = await db.Disclosures.IgnoreQueryFilters([AppDb.ScopeFilter]).SingleAsync(d => d.Id == copy.DisclosureId, stop);
            (item.Course, item.WithdrawnOn) = (Disclosure.Withdrawn, desk.Today);
        }
        return await desk.Save("disclosure.withdrawn", copy.OrgId, copy.DisclosureId, said, stop);
    }

    /// <summary>Bytes and salt are destroyed; number, section and reason stay.</summary>
    void Erase(PublishedCopy copy)
    {
        (copy.Bytes, copy.Salt, copy.Words, copy.Summary) = ([], null, "", "");
        copy.Title = desk.Catalog.Find(copy.Catalog)?.Title.Zh ?? copy.Catalog;
    }

    public static Refusal? CheckCorrect(Disclosure item, Hand hand, IReadOnlyList<OrgNode> bodies, int version, string wrong) =>
        item.Version != version ? new(DisclosureDesk.Race, "version") :
        item.Course != Disclosure.Released ? new("公开以后才有更正；没有公开的直接改", "version") :
        DraftItem.MayWrite(hand, bodies.FirstOrDefault(b => b.Id == item.BodyId)) is { } not ? not :
        wrong.Length == 0 ? new("更正要写明上一版错在哪里、为什么", "corrects") :
        wrong.Length > DraftItem.MostCorrects ? new("更正说明最多 {0} 字", "corrects", null, DraftItem.MostCorrects) :
        PublicScan.Line(wrong, "corrects");

    public static Refusal? CheckWithdraw(PublishedCopy copy, Hand hand, bool all, string? ground, string reason) =>
        copy.WithdrawnOn is not null ? new("已经撤回", "version") :
        hand.IsSupervision ? new("监督委员会提出意见，由公布的一方撤回", "version", "《村民委员会组织法》第三十七条") :
        Grounds.All.All(g => g.Code != ground) ? new("请选择依法撤回的理由；写错了请更正", "ground") :
        copy.Superseded && !all && !Grounds.Erases(ground!) ? new("旧的版本留作历史，只有含个人信息或者不得公开的内容才撤回", "ground") :
        reason.Length == 0 ? new("请写明为什么撤回；这句话会公开", "reason") :
        reason.Length > MostReason ? new("理由最多 {0} 字", "reason", null, MostReason) :
        PublicScan.Line(reason, "reason");
}
