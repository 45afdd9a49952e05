using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Organizations;

/// <summary>撤销: a body ceases to exist from a day on (支部工作条例 art. 7). Not while bodies stand below it or members belong to it.</summary>
internal sealed class DissolveOrganization(AppDb db, ActEntries acts, IEnumerable<IFollowOrganizations> followers)
{
    public sealed class Form : ActForm;

    public async Task<Refusal?> Run(long id, Form form, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var node = await acts.Body(id, stop);
        var below = await db.Orgs.CountAsync(o => o.ParentId == id && o.DissolvedOn == null, stop);
        if (Check(form, node, below, await acts.LastAct(node, stop), acts.Today) is { } refusal) return refusal;
        foreach (var follower in followers)
            if (await follower.Remaining(id, form.On!.Value, stop) is { } remaining) return remaining;
        acts.Enter(node, OrgActs.Dissolve, form);
        await Dissolving.End(db, node, form.On!.Value, stop);
        if (await acts.Save(stop) is { } late) return late;
        await transaction.CommitAsync(stop);
        return null;
    }

    public static Refusal? Check(Form form, OrgNode node, int livingBelow, DateOnly lastAct, DateOnly today) =>
        ActRules.Check(form, node, lastAct, today) ??
        (livingBelow > 0 ? new("它之下还有 {0} 个组织，请先撤销或移到别处", null, null, livingBelow) :
         form.On == node.SetUpOn && node.SetUpOn == today ? new("今天成立的组织不能今天撤销", nameof(form.On)) : null);
}
