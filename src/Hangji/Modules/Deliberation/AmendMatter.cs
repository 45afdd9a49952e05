using Hangji.Platform;
using Hangji.Platform.Text;

namespace Hangji.Modules.Deliberation;

/// <summary>修改方案: before the decision only. What was decided is changed by a new vote (<see cref="LeadMatter"/>).</summary>
internal sealed class AmendMatter(MatterBook book)
{
    public async Task<Refusal?> Run(long matterId, int version, string? body, string? amount, string? funding, string? reason, DateOnly today, CancellationToken stop = default)
    {
        var (matter, _, not) = await book.Open(matterId, MatterAct.Lead, stop);
        if (not is not null) return not;
        if (Money.Read(amount, "amount", out var fen) is { } wrong) return wrong;
        var (text, source) = ((body ?? "").Trim(), Plain.Line(funding));
        if (Check(matter, version, text, source, reason) is { } refusal) return refusal;
        (matter.Body, matter.AmountFen, matter.Funding) = (text, fen, source);
        return await book.Save(matter, "matter.amended", today, reason!.Trim(), stop);
    }

    public static Refusal? Check(Matter matter, int version, string body, string funding, string? reason) =>
        matter.Version != version ? new("这件事刚刚有人办了一步，您写的内容还在下面；请核对后再办", "version") :
        matter.DecidedOn is not null ? new("已经作出决定；要改变须重新表决", "body") :
        !matter.Runs ? new("程序已经结束，不再变动", "body") :
        body.Length == 0 ? new("请写明做什么、为什么、怎么做", "body") :
        body.Length > RaiseMatter.MostBody ? new("方案最多 {0} 字；更长的请作为材料", "body", null, RaiseMatter.MostBody) :
        funding.Length > RaiseMatter.MostFunding ? new("资金来源最多 {0} 字", "funding", null, RaiseMatter.MostFunding) :
        string.IsNullOrWhiteSpace(reason) ? new("请写明理由", "reason") : null;
}
