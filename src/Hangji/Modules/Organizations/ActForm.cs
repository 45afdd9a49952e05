using System.Text.RegularExpressions;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Text;

namespace Hangji.Modules.Organizations;

/// <summary>变动的依据: what every act on a body states — its day, the document, who approved it — and the version of the body that its writer saw. Public as the parameter of a component.</summary>
public class ActForm
{
    public DateOnly? On { get; set; }
    public string? DocumentNo { get; set; }
    public string? Approver { get; set; }
    /// <summary>Reason or remark; demanded where the rules of structure have doubts.</summary>
    public string? Note { get; set; }
    public int? Version { get; set; }

    public const int MostDocument = 60, MostApprover = 80, MostNote = 500;
}

/// <summary>What holds for every act, whatever it does.</summary>
internal static partial class ActRules
{
    [GeneratedRegex(@"〔\d{4}〕\d+号$")] private static partial Regex UsualNumber();

    /// <summary>The first obstacle in the form itself, against the body as it stands and the day of its last act.</summary>
    public static Refusal? Check(ActForm form, OrgNode node, DateOnly lastAct, DateOnly today, bool needsDocument = true) =>
        Stale(form, node) ?? Day(form.On, today) ??
        (form.On < node.SetUpOn ? new("日期早于这个组织的成立日期 {0}", nameof(form.On), null, node.SetUpOn) :
         form.On < lastAct ? new("日期早于这个组织上一次变动（{0}），先后会颠倒", nameof(form.On), null, lastAct) :
         node.DissolvedOn is { } gone ? new("这个组织已于 {0} 撤销", null, null, gone) :
         Papers(form, needsDocument));

    public static Refusal? Stale(ActForm form, OrgNode node) =>
        form.Version is { } seen && seen != node.Version ? new("您打开这一页之后，别人已改动了这个组织；您填的内容还在，请核对现状后再提交") : null;

    public static Refusal? Day(DateOnly? on, DateOnly today) =>
        on is null ? new("请填写日期", nameof(ActForm.On)) :
        on > today ? new("日期不能晚于今天", nameof(ActForm.On)) :
        on < OrgNode.LongAgo ? new("日期早于 {0}", nameof(ActForm.On), null, OrgNode.LongAgo) : null;

    public static Refusal? Papers(ActForm form, bool needed) =>
        needed && string.IsNullOrWhiteSpace(form.DocumentNo) ? new("请填写批准文件的文号", nameof(form.DocumentNo), "支部工作条例第六条、第七条") :
        needed && string.IsNullOrWhiteSpace(form.Approver) ? new("请填写批准机关", nameof(form.Approver), "支部工作条例第六条、第七条") :
        TooLong(form.DocumentNo, ActForm.MostDocument, nameof(form.DocumentNo)) ?? TooLong(form.Approver, ActForm.MostApprover, nameof(form.Approver)) ??
        TooLong(form.Note, ActForm.MostNote, nameof(form.Note));

    public static Refusal? TooLong(string? text, int most, string field) =>
        Plain.Length(text ?? "") is var length && length > most ? new("最多 {0} 个字，现有 {1} 个", field, null, most, length) : null;

    /// <summary>Doubts that no reason answers yet: the first of them, with the way forward.</summary>
    public static Refusal? Unanswered(IReadOnlyList<Refusal> doubts, string? note) =>
        doubts is [var first, ..] && string.IsNullOrWhiteSpace(note) ? new("{0}。确需办理的，请在“说明”里写明理由", nameof(ActForm.Note), first.Article, first) : null;

    /// <summary>A document number in another shape than GB/T 9704 has it is taken, and mentioned: older papers differ.</summary>
    public static Refusal? Doubtful(string? documentNo) =>
        string.IsNullOrWhiteSpace(documentNo) || UsualNumber().IsMatch(Plain.Line(documentNo)) ? null
            : new("文号通常写作“青党发〔2026〕12号”这样的形式，请核对“{0}”", nameof(ActForm.DocumentNo), "GB/T 9704", Plain.Line(documentNo));
}
