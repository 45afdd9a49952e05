using Hangji.Modules.Deliberation.Carrying;
using Hangji.Modules.Regulations.Contract.Procedures;
using Hangji.Platform;
using Hangji.Platform.Text;

namespace Hangji.Modules.Deliberation.Pages;

/// <summary>办事表单: what one of the small forms of a matter says, typed; each act takes the fields it needs.</summary>
internal sealed class ActForm
{
    public string? Kind { get; set; }
    public string? Way { get; set; }
    public string? Title { get; set; }
    public string? Text { get; set; }
    public string? Who { get; set; }
    public string? Party { get; set; }
    public bool IsPerson { get; set; }
    public string? Object { get; set; }
    public string? Purpose { get; set; }
    public string? Voucher { get; set; }
    public string? Place { get; set; }
    public string? Hash { get; set; }
    public string? Opinion { get; set; }
    public string? On { get; set; }
    public string? Until { get; set; }
    public string? From { get; set; }
    public string? To { get; set; }
    public string? Amount { get; set; }
    public string? Funding { get; set; }
    public string? Body { get; set; }
    public string? Reason { get; set; }
    public string? Target { get; set; }
    public string? Item { get; set; }
    public string? Contract { get; set; }
    public string? Version { get; set; }
    public bool Already { get; set; }
    public bool Upheld { get; set; }
}

/// <summary>办一件: reads the form of one act and carries it to its slice.</summary>
internal sealed class MatterActs(AmendMatter amend, CountVote vote, PostMatter post, FilePaper paper, RaiseObjection raise, AnswerObjection answer, LeadMatter lead, SignContract sign, PayForMatter pay, TimeProvider clock)
{
    public static readonly IReadOnlyDictionary<string, string> Titles = new Dictionary<string, string>
    {
        ["amend"] = "修改方案", ["vote"] = "计入已记的会议", ["post"] = "记公布", ["notice"] = "记会议通知", ["paper"] = "归入材料", ["objection"] = "登记异议", ["contest"] = "登记撤销申请",
        ["answer"] = "答复", ["lead"] = "退回、变更或撤回", ["contract"] = "记合同", ["payment"] = "记付款",
    };

    /// <summary>What sort of act a form is, for whose act it is.</summary>
    public static MatterAct Sort(string act) => act switch
    {
        "amend" or "lead" => MatterAct.Lead, "contract" or "payment" => MatterAct.Spend, "objection" or "contest" => MatterAct.Object, "answer" => MatterAct.Answer, _ => MatterAct.Step,
    };

    public async Task<Refusal?> Run(long matter, string act, ActForm f, long? objection, CancellationToken stop)
    {
        var reason = string.IsNullOrWhiteSpace(f.Reason) ? null : f.Reason.Trim();
        if (act == "amend") return await amend.Run(matter, int.TryParse(f.Version, out var version) ? version : -1, f.Body, f.Amount, f.Funding, reason, clock.Today(), stop);
        if (act == "vote") return long.TryParse(f.Item, out var item) ? await vote.Run(matter, item, reason, stop) : new("请选择会议的议题", "item");
        if (Day(f.On) is not { } on) return new("请填写日期", "on");
        if ((Wrong(f.Until, "until") ?? Wrong(f.From, "from") ?? Wrong(f.To, "to")) is { } undated) return undated;
        if (Money.Read(f.Amount, "amount", out var fen) is { } amount) return amount;
        return act switch
        {
            "post" => await post.Run(matter, new(on, Day(f.Until), Plain.Line(f.Place), Plain.Line(f.Title), Plain.Line(f.Hash) is { Length: > 0 } hash ? hash.ToLowerInvariant() : null, Plain.Line(f.Opinion), reason), stop),
            "notice" => await paper.Run(matter, new(MatterPaper.Notice, f.Way is { Length: > 0 } way ? way : null, Plain.Line(f.Title), (f.Text ?? "").Trim(), on, null, reason), stop),
            "paper" => await paper.Run(matter, new(f.Kind ?? "", null, Plain.Line(f.Title), (f.Text ?? "").Trim(), on, Day(f.Until), reason), stop),
            "objection" or "contest" => await raise.Run(matter, new(act == "contest", null, Plain.Line(f.Who), (f.Text ?? "").Trim(), on), stop),
            "answer" => await answer.Run(objection ?? 0, on, (f.Text ?? "").Trim(), f.Upheld, stop),
            "lead" => Enum.TryParse<EventKind>(f.Kind, out var kind) ? await lead.Run(matter, kind, f.Target, on, reason, stop) : new("请选择怎样办", "kind"),
            "contract" => await sign.Run(matter, new(f.Kind ?? "", Plain.Line(f.Object), Plain.Line(f.Party), f.IsPerson, on, Day(f.From), Day(f.To), fen, f.Already, reason), stop),
            "payment" => await pay.Run(matter, new(long.TryParse(f.Contract, out var contract) ? contract : null, Plain.Line(f.Purpose), Plain.Line(f.Voucher), on, fen, f.Already, reason), stop),
            _ => new("请选择怎样办", "act"),
        };
    }

    static DateOnly? Day(string? typed) => LooseDate.Parse(typed ?? "", out var day) is null ? day.Exact : null;
    static Refusal? Wrong(string? typed, string field) => string.IsNullOrWhiteSpace(typed) || Day(typed) is not null ? null : new("日期看不懂：{0}", field, null, typed);
}
