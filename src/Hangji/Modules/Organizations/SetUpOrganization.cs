using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Hangji.Platform.Tree;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Organizations;

/// <summary>设立: brings a body into the tree, under its superior or as the root of an installation (支部工作条例 art. 6).</summary>
internal sealed class SetUpOrganization(AppDb db, ActEntries acts)
{
    public sealed class Form : ActForm
    {
        public long? ParentId { get; set; }
        public string? Code { get; set; }
        public string? Name { get; set; }
        public string? ShortName { get; set; }
        public string? Kind { get; set; }
        public string? Field { get; set; }
        public string? Relation { get; set; } = UnitRelations.Own;
        public string? DivisionCode { get; set; }
        public string? Units { get; set; }
        public string? CreditCode { get; set; }
        public string? Address { get; set; }
        public string? Phone { get; set; }
        public DateOnly? ElectedOn { get; set; }
        public int? TermYears { get; set; }
        /// <summary>The new body; set by <see cref="Run"/>.</summary>
        internal long Id { get; set; }
    }

    public async Task<Refusal?> Run(Form form, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await TreeLock.Share(db, stop);
        var above = form.ParentId is { } parent ? await acts.Body(parent, stop) : null;
        if (Check(form, above, acts.Today) is { } refusal) return refusal;
        if (await Conflict(form, above, stop) is { } conflict) return conflict;
        if (await acts.Doubt(new(OrgActs.SetUp, null, above?.Id, form.Kind!, form.On!.Value), form.Note, stop) is { } doubt) return doubt;
        var number = above is null ? await ChildNumbers.NextRoot(db, stop) : await ChildNumbers.Take(db, above.Id, stop: stop);
        if (number is null) return new("上级组织已撤销", nameof(form.ParentId));
        Add(form, above?.Place.Child(number.Value) ?? OrgPath.Root(number.Value));
        if (await acts.Save(stop) is { } late) return late;
        await transaction.CommitAsync(stop);
        return null;
    }

    /// <summary>The rules alone: the first obstacle, or null.</summary>
    public static Refusal? Check(Form form, OrgNode? above, DateOnly today) =>
        OrgAttributes.Name(form.Name) ?? OrgAttributes.ShortName(form.ShortName) ?? OrgAttributes.Code(form.Code) ?? OrgAttributes.Kind(form.Kind, above) ??
        OrgAttributes.FieldOfWork(form.Field) ?? OrgAttributes.Relation(form.Relation) ??
        OrgAttributes.Contacts(form.DivisionCode, form.Phone, form.CreditCode, form.Address, form.Units) ?? OrgAttributes.Term(form.ElectedOn, form.TermYears, today) ??
        Joint(form) ?? ActRules.Day(form.On, today) ?? Above(form, above) ?? ActRules.Papers(form, needed: above is not null && !OrgKinds.IsLed(form.Kind!) && form.Kind != OrgKinds.Group);

    private static Refusal? Above(Form form, OrgNode? above) =>
        above is null ? null :
        above.DissolvedOn is { } gone ? new("上级组织已于 {0} 撤销", nameof(form.ParentId), null, gone) :
        form.On < above.SetUpOn ? new("日期早于上级组织的成立日期 {0}", nameof(form.On), null, above.SetUpOn) : null;

    // Whoever stands jointly for several units must say for which: the duty calendar and the roll depend on it.
    private static Refusal? Joint(Form form) =>
        form.Kind == OrgKinds.JointBranch && string.IsNullOrWhiteSpace(form.Units) ? new("联合党支部须写明涵盖的单位，每行一个", nameof(form.Units), "支部工作条例第五条") : null;

    private async Task<Refusal?> Conflict(Form form, OrgNode? above, CancellationToken stop)
    {
        if (await acts.IsTaken(OrgAttributes.CodeOf(form.Code), null, stop)) return ActEntries.CodeTaken;
        var (name, parent) = (Plain.Line(form.Name), above?.Id);
        return await db.Orgs.AnyAsync(o => o.ParentId == parent && o.DissolvedOn == null && o.Name == name, stop) ? new("同一上级之下已有同名的组织", nameof(form.Name)) : null;
    }

    private void Add(Form form, OrgPath path)
    {
        var node = new OrgNode
        {
            Id = Ids.Next(), Path = path.Value, Depth = path.Depth, ParentId = form.ParentId, Code = OrgAttributes.CodeOf(form.Code), Name = Plain.Line(form.Name),
            ShortName = Plain.Line(form.ShortName), Kind = form.Kind!, Field = form.Field!, Relation = form.Relation!, DivisionCode = OrgAttributes.DivisionOf(form.DivisionCode),
            Units = ActEntries.Blank(form.Units), CreditCode = ActEntries.Blank(form.CreditCode) is { } credit ? Plain.Fold(credit) : null, Address = ActEntries.Blank(form.Address),
            Phone = ActEntries.Blank(form.Phone), SetUpOn = form.On!.Value, Since = form.On.Value, ElectedOn = form.ElectedOn, TermYears = form.TermYears,
            Initials = Pinyin.Initials(form.ShortName),
        };
        db.Orgs.Add(node);
        acts.Enter(node, OrgActs.SetUp, form, form.ParentId);
        form.Id = node.Id;
    }
}
