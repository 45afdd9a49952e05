using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Organizations;

/// <summary>信息变更: kind, field, unit relation, code, division code, units, address, telephone change from a day on.</summary>
internal sealed class ChangeOrganization(AppDb db, ActEntries acts)
{
    public sealed class Form : ActForm
    {
        public string? Code { get; set; }
        public string? Kind { get; set; }
        public string? Field { get; set; }
        public string? Relation { get; set; }
        public string? DivisionCode { get; set; }
        public string? Units { get; set; }
        public string? CreditCode { get; set; }
        public string? Address { get; set; }
        public string? Phone { get; set; }

        /// <summary>A form filled with what the body is now.</summary>
        public static Form Of(OrgNode node) => new()
        {
            Code = node.Code, Kind = node.Kind, Field = node.Field, Relation = node.Relation, DivisionCode = node.DivisionCode, Units = node.Units, CreditCode = node.CreditCode,
            Address = node.Address, Phone = node.Phone, Version = node.Version,
        };
    }

    public async Task<Refusal?> Run(long id, Form form, CancellationToken stop)
    {
        var node = await acts.Body(id, stop);
        var above = node.ParentId is { } parent ? await db.Orgs.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().SingleAsync(o => o.Id == parent, stop) : null;
        var below = await db.Orgs.Where(o => o.ParentId == id && o.DissolvedOn == null).Select(o => o.Kind).Distinct().ToListAsync(stop);
        if (Check(form, node, above, below, await acts.LastAct(node, stop), acts.Today) is { } refusal) return refusal;
        var code = OrgAttributes.CodeOf(form.Code);
        if (code != node.Code && await acts.IsTaken(code, id, stop)) return ActEntries.CodeTaken;
        if (form.Kind != node.Kind && await acts.Doubt(new(OrgActs.Change, id, node.ParentId, form.Kind!, form.On!.Value), form.Note, stop) is { } doubt) return doubt;
        acts.Enter(node, OrgActs.Change, form);
        (node.Code, node.Kind, node.Field, node.Relation) = (code, form.Kind!, form.Field!, form.Relation!);
        (node.DivisionCode, node.Units, node.CreditCode) = (OrgAttributes.DivisionOf(form.DivisionCode), ActEntries.Blank(form.Units), ActEntries.Blank(form.CreditCode) is { } credit ? Plain.Fold(credit) : null);
        (node.Address, node.Phone) = (ActEntries.Blank(form.Address), ActEntries.Blank(form.Phone));
        return await acts.Save(stop);
    }

    /// <summary>The rules alone. A new telephone number needs no document; a new kind, code, field, relation or place does.</summary>
    public static Refusal? Check(Form form, OrgNode node, OrgNode? above, IReadOnlyCollection<string> kindsBelow, DateOnly lastAct, DateOnly today) =>
        OrgAttributes.Code(form.Code) ?? OrgAttributes.Kind(form.Kind, above) ?? OrgAttributes.FieldOfWork(form.Field) ?? OrgAttributes.Relation(form.Relation) ??
        OrgAttributes.Contacts(form.DivisionCode, form.Phone, form.CreditCode, form.Address, form.Units) ?? Below(form, kindsBelow) ?? Unchanged(form, node) ??
        ActRules.Check(form, node, lastAct, today, needsDocument: IsOfSubstance(form, node));

    private static bool IsOfSubstance(Form form, OrgNode node) =>
        OrgAttributes.CodeOf(form.Code) != node.Code || form.Kind != node.Kind || form.Field != node.Field || form.Relation != node.Relation || OrgAttributes.DivisionOf(form.DivisionCode) != node.DivisionCode;

    private static Refusal? Below(Form form, IReadOnlyCollection<string> kindsBelow)
    {
        var kind = OrgKinds.Of(form.Kind!);
        return kindsBelow.Select(OrgKinds.Find).FirstOrDefault(k => k is not null && !OrgKinds.MayStandUnder(k, kind)) is { } stuck
            ? new("它之下还有{0}，不能改为{1}", nameof(form.Kind), null, new Word(stuck.Name), new Word(kind.Name)) : null;
    }

    private static Refusal? Unchanged(Form form, OrgNode node) =>
        !IsOfSubstance(form, node) && ActEntries.Blank(form.Units) == node.Units && Same(form.CreditCode, node.CreditCode) && ActEntries.Blank(form.Address) == node.Address
        && ActEntries.Blank(form.Phone) == node.Phone ? new("没有改动任何一项") : null;

    private static bool Same(string? typed, string? kept) => (ActEntries.Blank(typed) is { } text ? Plain.Fold(text) : null) == kept;
}
