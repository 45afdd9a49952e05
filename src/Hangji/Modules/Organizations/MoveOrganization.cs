using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Hangji.Platform.Tree;

namespace Hangji.Modules.Organizations;

/// <summary>隶属变更: a body comes under another superior with everything below it, from a day on. Both superiors lie in the acting seat's range.</summary>
internal sealed class MoveOrganization(AppDb db, ActEntries acts, IEnumerable<IFollowOrganizations> followers)
{
    public sealed class Form : ActForm
    {
        public long? ParentId { get; set; }
    }

    public async Task<Refusal?> Run(long id, Form form, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await TreeLock.Alone(db, stop);
        var node = await acts.Body(id, stop);
        if (form.ParentId is not { } target) return new("请选择新的上级组织", nameof(form.ParentId));
        var above = await acts.Body(target, stop);
        // The superior that loses the body must be in range too: nobody takes a branch away from a stranger.
        if (node.ParentId is { } before) await acts.Body(before, stop);
        if (Check(form, node, above, await acts.LastAct(node, stop), acts.Today) is { } refusal) return refusal;
        if (await acts.Doubt(new(OrgActs.Move, id, above.Id, node.Kind, form.On!.Value), form.Note, stop) is { } doubt) return doubt;
        var from = node.ParentId;
        acts.Enter(node, OrgActs.Move, form, above.Id);
        if (await acts.Place(node, above, stop) is { } gone) return gone;
        foreach (var follower in followers) await follower.Moved(id, from, above.Id, form.On!.Value, stop);
        if (await acts.Save(stop) is { } late) return late;
        await acts.Settle(transaction, stop);
        return null;
    }

    /// <summary>The rules alone: not under itself, not where it stands already, not under a body that is gone or was not there yet.</summary>
    public static Refusal? Check(Form form, OrgNode node, OrgNode above, DateOnly lastAct, DateOnly today) =>
        node.Place.Covers(above.Place) ? new("不能移到它自己或它的下级之下", nameof(form.ParentId)) :
        node.ParentId == above.Id ? new("它已在这个上级之下", nameof(form.ParentId)) :
        OrgKinds.Find(node.Kind) is { } kind && OrgKinds.Find(above.Kind) is { } upper && !OrgKinds.MayStandUnder(kind, upper) ? new("{0}不能设在{1}之下", nameof(form.ParentId), "支部工作条例第四条、第五条", new Word(kind.Name), new Word(upper.Name)) :
        above.DissolvedOn is { } gone ? new("上级组织已于 {0} 撤销", nameof(form.ParentId), null, gone) :
        form.On < above.SetUpOn ? new("日期早于上级组织的成立日期 {0}", nameof(form.On), null, above.SetUpOn) :
        ActRules.Check(form, node, lastAct, today);
}
