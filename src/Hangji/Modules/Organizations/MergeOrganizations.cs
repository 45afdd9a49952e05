using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Hangji.Platform.Tree;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Organizations;

/// <summary>合并: bodies are taken up by one of them or by another that exists; their members, groups and led bodies go to it and they cease to exist.</summary>
/// <remarks>To merge into a body that is new, set it up first (it has its own document) and merge into it.</remarks>
internal sealed class MergeOrganizations(AppDb db, ActEntries acts, IEnumerable<IFollowOrganizations> followers)
{
    public sealed class Form : ActForm
    {
        /// <summary>Who is taken up.</summary>
        public List<long> Bodies { get; set; } = [];
    }

    /// <summary>Merges the bodies of the form into <paramref name="survivorId"/>.</summary>
    public async Task<Refusal?> Run(long survivorId, Form form, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await TreeLock.Alone(db, stop);
        var survivor = await acts.Body(survivorId, stop);
        var bodies = new List<OrgNode>();
        foreach (var id in form.Bodies.Distinct()) bodies.Add(await acts.Body(id, stop));
        if (await Obstacle(form, survivor, bodies, stop) is { } refusal) return refusal;
        if (await acts.Doubt(new(OrgActs.Merge, survivorId, survivor.ParentId, survivor.Kind, form.On!.Value), form.Note, stop) is { } doubt) return doubt;
        foreach (var body in bodies)
            if (await TakeUp(survivor, body, form, stop) is { } late) return late;
        acts.Enter(survivor, OrgActs.Merge, form, bodies[0].Id, changesBody: false);
        if (await acts.Save(stop) is { } fault) return fault;
        await acts.Settle(transaction, stop);
        return null;
    }

    private async Task<Refusal?> Obstacle(Form form, OrgNode survivor, List<OrgNode> bodies, CancellationToken stop)
    {
        if (bodies.Count == 0) return new("请选择要并入的组织", nameof(form.Bodies));
        if (Check(form, survivor, survivor, await acts.LastAct(survivor, stop), acts.Today) is { } first) return first;
        foreach (var body in bodies)
            if (Check(form, survivor, body, await acts.LastAct(body, stop), acts.Today) is { } refusal) return refusal;
        return null;
    }

    private async Task<Refusal?> TakeUp(OrgNode survivor, OrgNode body, Form form, CancellationToken stop)
    {
        var below = await db.Orgs.Where(o => o.ParentId == body.Id && o.DissolvedOn == null).OrderBy(o => o.Path).ToListAsync(stop);
        foreach (var child in below)
        {
            // What already has an act after this day keeps its order of events: it cannot have been moved before.
            if (await acts.LastAct(child, stop) > form.On) return new("{0}在这一天之后还有变动，合并日期不能早于它", nameof(form.On), null, child.ShortName);
            acts.Enter(child, OrgActs.Move, form, survivor.Id);
            if (await acts.Place(child, survivor, stop) is { } gone) return gone;
        }
        acts.Enter(body, OrgActs.Merge, form, survivor.Id);
        await Dissolving.End(db, body, form.On!.Value, stop);
        if (await acts.Save(stop) is { } late) return late;
        foreach (var follower in followers)
        {
            foreach (var child in below) await follower.Moved(child.Id, body.Id, survivor.Id, form.On.Value, stop);
            await follower.Merge(body.Id, survivor.Id, form.On.Value, stop);
        }
        return null;
    }

    /// <summary>The rules alone, for the survivor and for each body that it takes up.</summary>
    public static Refusal? Check(Form form, OrgNode survivor, OrgNode body, DateOnly lastAct, DateOnly today) =>
        ActRules.Check(new Form { On = form.On, DocumentNo = form.DocumentNo, Approver = form.Approver, Note = form.Note, Version = ReferenceEquals(survivor, body) ? form.Version : null }, body, lastAct, today) ??
        (ReferenceEquals(survivor, body) ? form.Bodies.Contains(survivor.Id) ? new("不能并入它自己", nameof(form.Bodies)) : null :
         body.Place.Covers(survivor.Place) ? new("{0}是它的上级，不能并入下级", nameof(form.Bodies), null, body.ShortName) :
         OrgKinds.Of(body.Kind).Tier != OrgKinds.Of(survivor.Kind).Tier ? new("{0}与{1}不是同一层的组织，不能合并", nameof(form.Bodies), null, body.ShortName, survivor.ShortName) : null);
}
