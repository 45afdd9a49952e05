using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract.Procedures;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Deliberation;

/// <summary>办什么: the acts on a matter, as far as it matters who does them.</summary>
internal enum MatterAct
{
    /// <summary>计入会议、公布、通知、归入材料: they complete or prepare the step that is due, and are its actor's.</summary>
    Step,
    /// <summary>合同和付款: the body that carries out.</summary>
    Spend,
    /// <summary>登记异议、撤销申请: whoever was told.</summary>
    Object,
    /// <summary>答复: those who decided, never the committee that supervises them.</summary>
    Answer,
    /// <summary>修改方案、退回、变更、撤回: the Party body that leads the matter.</summary>
    Lead,
}

/// <summary>经办: in whose name this unit of work acts on a matter. The Party body of the place and those above it may take every step; a body that it leads takes those that are its own.</summary>
/// <param name="Kind">Kind of the acting body when it is one that the Party body leads; null for the Party body, those above it and the program.</param>
internal sealed record Hands(string? Kind)
{
    public static readonly Hands Leading = new((string?)null);
    public bool Leads => Kind is null;

    /// <summary>Whether this body may do the act where the matter stands: null, or whose act it is, with the article of the step.</summary>
    public Refusal? Refuses(MatterAct act, ProcedureState state)
    {
        if (Leads || May(act, state.Now?.Step)) return null;
        var kind = new Platform.Text.Word(OrgKinds.Name(Kind!));
        return act switch
        {
            MatterAct.Step when state.Now is { } now => new("“{0}”由{1}办，{2}的席位不能代办", "act", now.By.Words.Zh, now.Step.Title, now.Step.ActorName, kind),
            MatterAct.Step => new("程序已经结束，不再变动", "act"),
            MatterAct.Spend => new("合同和付款由组织实施的一方记，{0}的席位不能代办", "act", null, kind),
            MatterAct.Answer => new("异议由作出决定的一方答复，{0}的席位不能代办", "act", null, kind),
            MatterAct.Object => new("异议由村（居）民委员会或监督委员会登记，{0}的席位不能代办", "act", null, kind),
            _ => new("修改方案、退回、变更和撤回由村（社区）党组织的席位办，{0}的席位不能代办", "act", null, kind),
        };
    }

    bool May(MatterAct act, Step? step) => act switch
    {
        MatterAct.Step => step is not null && Acts(step),
        MatterAct.Spend => IsCommittee || Kind == OrgKinds.CollectiveOrganization,
        MatterAct.Answer => IsCommittee,
        MatterAct.Object => IsCommittee || Kind == OrgKinds.SupervisionCommittee,
        _ => false,
    };

    bool IsCommittee => Kind is OrgKinds.VillagersCommittee or OrgKinds.ResidentsCommittee;

    /// <summary>A step belongs to its actor; a joint one to both committees; the assembly's to the committee that convenes it, to the representatives, and to the collective where its own assembly decides.</summary>
    bool Acts(Step step) =>
        step.Actor == Kind || IsCommittee && step.Actor is "both-committees" or OrgKinds.VillagersCommittee or OrgKinds.ResidentsCommittee && IsCommittee
        || Kind == OrgKinds.RepresentativesMeeting && step.Ways.Any(w => w.Meetings.Contains("representatives-meeting"))
        || Kind == OrgKinds.CollectiveOrganization && (step.Ways.Any(w => w.Meetings.Contains("collective-assembly")) || step.Actor == OrgKinds.VillagersCommittee && step.By != StepBy.Meeting)
        || Kind == OrgKinds.SupervisionCommittee && step.Actor is "supervision" or OrgKinds.SupervisionCommittee;
}

/// <summary>本村: which place a seat has a part in. A led body (villagers' committee, supervision committee) acts in the matters of the Party body directly above it and of nobody else.</summary>
internal sealed class OwnVillage(AppDb db, IActing acting)
{
    private (OrgNode? Body, OrgNode? Village)? known;

    /// <summary>The led body that acts, with the Party body above it; nulls for any other seat.</summary>
    public async Task<(OrgNode? Body, OrgNode? Village)> Of(CancellationToken stop)
    {
        if (known is { } read) return read;
        var from = acting.Range.From;
        var body = from.Length is 0 || acting.Range == ScopeRange.None ? null : await db.Orgs.AsNoTracking().SingleOrDefaultAsync(o => o.Path == from, stop);
        var above = body is { ParentId: { } parent } && OrgKinds.IsLed(body.Kind) ? await db.Orgs.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().SingleAsync(o => o.Id == parent, stop) : null;
        known = above is null ? (null, null) : (body, above);
        return known.Value;
    }

    public async Task<Hands> Hands(CancellationToken stop) => new((await Of(stop)).Body?.Kind);
}
