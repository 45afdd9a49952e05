using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform;
using Hangji.Platform.Text;

namespace Hangji.Modules.Disclosure;

/// <summary>送审、审核、联席会议确定: from the draft to what may be released.</summary>
internal sealed class ReviewItem(DisclosureDesk desk)
{
    public const int MostOpinion = 1000, MostConfirmation = 200;

    /// <summary>送审: to the supervision committee, or to another person of the Party body, with the day by which it answers.</summary>
    public async Task<Refusal?> Submit(long id, int version, CancellationToken stop = default)
    {
        var (item, hand) = await desk.Open<Disclosure>(id, stop);
        var bodies = await desk.Bodies(hand.Place, stop);
        if (DraftItem.Check(item, hand, bodies) is { } not) return not;
        if (CheckSubmit(item, version) is { } refusal) return refusal;
        var due = await desk.Due(CatalogTerm.Review, hand.Place, desk.Today, stop);
        (item.Course, item.SubmittedOn, item.ReviewDueOn, item.ReviewedOn, item.ReviewedBy, item.ReviewedName) = (Disclosure.InReview, desk.Today, due?.Due, null, "", "");
        return await desk.Save("disclosure.submitted", item.OrgId, item.Id, null, stop);
    }

    /// <summary>审核: agreed, or sent back with what is to be changed or answered.</summary>
    public async Task<Refusal?> Review(long id, int version, bool agreed, string? opinion, CancellationToken stop = default)
    {
        var (item, hand) = await desk.Open<Disclosure>(id, stop);
        var bodies = await desk.Bodies(hand.Place, stop);
        var said = (opinion ?? "").Trim();
        if (CheckReview(item, desk.Catalog.Find(item.Catalog), hand, HasSupervision(bodies), version, agreed, said) is { } refusal) return refusal;
        (item.Course, item.ReviewedOn, item.ReviewedBy, item.ReviewedName, item.Opinion) = (agreed ? Disclosure.Reviewed : Disclosure.Returned, desk.Today, hand.Who.Key, hand.Who.Name, said);
        return await desk.Save(agreed ? "disclosure.reviewed" : "disclosure.returned", item.OrgId, item.Id, null, stop);
    }

    /// <summary>联席会议确定: where opinion and answer stand against each other, the joint meeting of both committees says what is published; optional otherwise.</summary>
    public async Task<Refusal?> Confirm(long id, int version, DateOnly? on, string? words, CancellationToken stop = default)
    {
        var (item, hand) = await desk.Open<Disclosure>(id, stop);
        var text = Plain.Line(words);
        if (CheckConfirm(item, hand, version, on, text, desk.Today) is { } refusal) return refusal;
        (item.ConfirmedOn, item.Confirmation) = (on, text);
        return await desk.Save("disclosure.confirmed", item.OrgId, item.Id, null, stop);
    }

    public static bool HasSupervision(IReadOnlyList<OrgNode> bodies) => bodies.Any(b => b.Kind == OrgKinds.SupervisionCommittee);

    public static Refusal? CheckSubmit(Disclosure item, int version) =>
        item.Version != version ? new(DisclosureDesk.Race, "version") :
        item.Course == Disclosure.Reviewed ? new("已经审核过了", "version") :
        item.Summary.Length == 0 ? new("请用一句话说明是什么事", "summary") :
        DraftText.Read(item.Text).Sections.All(s => s.Text is null && s.Table is null && s.Vote is null) ? new("正文还是空的", "sections") :
        item.Rev > 0 && string.IsNullOrWhiteSpace(item.Corrects) ? new("更正要写明上一版错在哪里、为什么", "corrects") :
        item.Course == Disclosure.Returned && item.Reply.Length == 0 ? new("请先答复审核意见", "reply") : null;

    public static Refusal? CheckReview(Disclosure item, CatalogEntry? entry, Hand hand, bool hasSupervision, int version, bool agreed, string opinion) =>
        item.Version != version ? new(DisclosureDesk.Race, "version") :
        item.Course != Disclosure.InReview ? new("这一件没有送审", "version") :
        hand.IsAbove ? new("上级不代替本村（社区、单位）审核", "version") :
        entry?.Review == ReviewBy.Supervision && hasSupervision && !hand.IsSupervision && !hand.IsProgram ? new("公开前由村（居）务监督委员会审核", "version", "《村民委员会组织法》第三十七条") :
        !(entry?.Review == ReviewBy.Supervision && hasSupervision) && !hand.Leads ? new("由本级党组织的另一人审核", "version", "《中国共产党党务公开条例（试行）》第十五条") :
        item.WrittenBy(hand.Who.Key) ? new("起草的人不能自己审核", "version") :
        opinion.Length > MostOpinion ? new("意见最多 {0} 字", "opinion", null, MostOpinion) :
        !agreed && opinion.Length == 0 ? new("退回要写明哪里要改、为什么", "opinion") :
        PublicScan.Line(opinion, "opinion");

    static Refusal? CheckConfirm(Disclosure item, Hand hand, int version, DateOnly? on, string words, DateOnly today) =>
        item.Version != version ? new(DisclosureDesk.Race, "version") :
        item.Course is not (Disclosure.Reviewed or Disclosure.Returned) ? new("审核之后才由联席会议确定", "version") :
        hand.IsSupervision || hand.IsAbove ? new("由本村党组织和村委会的联席会议确定", "version") :
        on is not { } day ? new("请填写联席会议的日期", "on") :
        day > today ? new("日期 {0} 还没有到", "on", null, day) :
        day < item.SubmittedOn ? new("联席会议早于送审的日期", "on") :
        words.Length == 0 ? new("请写联席会议确定了什么", "words") :
        words.Length > MostConfirmation ? new("最多 {0} 字", "words", null, MostConfirmation) :
        PublicScan.Line(words, "words");
}
