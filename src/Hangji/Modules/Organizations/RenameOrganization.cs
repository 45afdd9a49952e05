using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Organizations;

/// <summary>更名: a body gets another name from a day on; what it was called before stays readable as of that time.</summary>
internal sealed class RenameOrganization(AppDb db, ActEntries acts)
{
    public sealed class Form : ActForm
    {
        public string? Name { get; set; }
        public string? ShortName { get; set; }
    }

    public async Task<Refusal?> Run(long id, Form form, CancellationToken stop)
    {
        var node = await acts.Body(id, stop);
        if (Check(form, node, await acts.LastAct(node, stop), acts.Today) is { } refusal) return refusal;
        var name = Plain.Line(form.Name);
        if (await db.Orgs.AnyAsync(o => o.ParentId == node.ParentId && o.Id != id && o.DissolvedOn == null && o.Name == name, stop)) return new("同一上级之下已有同名的组织", nameof(form.Name));
        acts.Enter(node, OrgActs.Rename, form);
        (node.Name, node.ShortName, node.Initials) = (name, Plain.Line(form.ShortName), Pinyin.Initials(form.ShortName));
        return await acts.Save(stop);
    }

    public static Refusal? Check(Form form, OrgNode node, DateOnly lastAct, DateOnly today) =>
        OrgAttributes.Name(form.Name) ?? OrgAttributes.ShortName(form.ShortName) ??
        (Plain.Line(form.Name) == node.Name && Plain.Line(form.ShortName) == node.ShortName ? new Refusal("名称与现在的相同", nameof(form.Name)) : null) ??
        ActRules.Check(form, node, lastAct, today);
}
