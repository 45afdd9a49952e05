using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Hangji.Platform.Tree;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Organizations;

/// <summary>拆分: a part of a body becomes a body of its own beside it; the chosen groups and other bodies below go over with their members.</summary>
/// <remarks>Once for each new body. Members outside a group are transferred one by one in the room of members, because which of them go is decided person by person.</remarks>
internal sealed class SplitOrganization(AppDb db, ActEntries acts, IEnumerable<IFollowOrganizations> followers)
{
    public sealed class Form : ActForm
    {
        public string? Code { get; set; }
        public string? Name { get; set; }
        public string? ShortName { get; set; }
        /// <summary>Bodies directly below that go over.</summary>
        public List<long> Bodies { get; set; } = [];
        internal long Id { get; set; }
    }

    public async Task<Refusal?> Run(long id, Form form, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await TreeLock.Alone(db, stop);
        var node = await acts.Body(id, stop);
        if (node.ParentId is not { } parent) return new("最上一级组织不能拆分");
        var above = await acts.Body(parent, stop);
        if (Check(form, node, await acts.LastAct(node, stop), acts.Today) is { } refusal) return refusal;
        var wanted = form.Bodies.Distinct().ToList();
        var below = await db.Orgs.Where(o => wanted.Contains(o.Id) && o.ParentId == id && o.DissolvedOn == null).OrderBy(o => o.Path).ToListAsync(stop);
        if (below.Count != wanted.Count) return new("所选的下级组织已不在它之下", nameof(form.Bodies));
        if (await acts.IsTaken(OrgAttributes.CodeOf(form.Code), null, stop)) return ActEntries.CodeTaken;
        if (await acts.Doubt(new(OrgActs.Split, id, parent, node.Kind, form.On!.Value), form.Note, stop) is { } doubt) return doubt;
        if (await ChildNumbers.Take(db, above.Id, stop: stop) is not { } number) return new("上级组织已撤销");
        var part = Part(form, node, above.Place.Child(number));
        acts.Enter(node, OrgActs.Split, form, part.Id, changesBody: false);
        if (await acts.Save(stop) is { } taken) return taken;
        foreach (var child in below)
        {
            if (await acts.LastAct(child, stop) > form.On) return new("{0}在这一天之后还有变动，拆分日期不能早于它", nameof(form.On), null, child.ShortName);
            acts.Enter(child, OrgActs.Move, form, part.Id);
            if (await acts.Place(child, part, stop) is { } gone) return gone;
        }
        foreach (var follower in followers)
            foreach (var child in below) await follower.Moved(child.Id, id, part.Id, form.On.Value, stop);
        if (await acts.Save(stop) is { } late) return late;
        await acts.Settle(transaction, stop);
        form.Id = part.Id;
        return null;
    }

    private OrgNode Part(Form form, OrgNode node, OrgPath path)
    {
        var part = new OrgNode
        {
            Id = Ids.Next(), Path = path.Value, Depth = path.Depth, ParentId = node.ParentId, Code = OrgAttributes.CodeOf(form.Code), Name = Plain.Line(form.Name), ShortName = Plain.Line(form.ShortName),
            Kind = node.Kind, Field = node.Field, Relation = node.Relation, DivisionCode = node.DivisionCode, SetUpOn = form.On!.Value, Since = form.On.Value, Initials = Pinyin.Initials(form.ShortName),
        };
        db.Orgs.Add(part);
        acts.Enter(part, OrgActs.SetUp, form, node.Id);
        return part;
    }

    public static Refusal? Check(Form form, OrgNode node, DateOnly lastAct, DateOnly today) =>
        OrgAttributes.Name(form.Name) ?? OrgAttributes.ShortName(form.ShortName) ?? OrgAttributes.Code(form.Code) ??
        (Plain.Line(form.Name) == node.Name ? new Refusal("新组织不能与原组织同名", nameof(form.Name)) : null) ?? ActRules.Check(form, node, lastAct, today);
}
