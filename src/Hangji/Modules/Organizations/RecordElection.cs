using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;

namespace Hangji.Modules.Organizations;

/// <summary>换届: the day on which the leading body was elected and for how many years; the day its term ends follows from both.</summary>
internal sealed class RecordElection(ActEntries acts)
{
    public sealed class Form : ActForm
    {
        public int? TermYears { get; set; }
    }

    public async Task<Refusal?> Run(long id, Form form, CancellationToken stop)
    {
        var node = await acts.Body(id, stop);
        if (Check(form, node, await acts.LastAct(node, stop), acts.Today) is { } refusal) return refusal;
        acts.Enter(node, OrgActs.Elect, form);
        (node.ElectedOn, node.TermYears) = (form.On, form.TermYears);
        return await acts.Save(stop);
    }

    public static Refusal? Check(Form form, OrgNode node, DateOnly lastAct, DateOnly today) =>
        form.TermYears is null ? new("请填写任期年数", nameof(form.TermYears)) :
        OrgAttributes.Term(null, form.TermYears, today) ??
        (node.Kind == OrgKinds.TemporaryBranch ? new Refusal("临时党支部的负责人由批准其成立的组织指定，不办理换届", null, "支部工作条例第八条") :
         form.On is { } day && node.ElectedOn == day ? new("这一天的选举已经登记", nameof(form.On)) : null) ??
        ActRules.Check(form, node, lastAct, today, needsDocument: false);
}
