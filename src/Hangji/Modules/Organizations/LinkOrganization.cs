using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Organizations;

/// <summary>条线隶属: places a body under a second superior beside the tree, from a day on; an earlier link of the same line ends that day.</summary>
internal sealed class LinkOrganization(AppDb db, ActEntries acts)
{
    public sealed class Form : ActForm
    {
        public string? Hierarchy { get; set; }
        /// <summary>组织代码 of the superior, which may stand outside the seat's range; empty ends the link.</summary>
        public string? SuperiorCode { get; set; }
    }

    public const int MostHierarchy = 30;

    public async Task<Refusal?> Run(long id, Form form, CancellationToken stop)
    {
        var node = await acts.Body(id, stop);
        var (code, line) = (OrgAttributes.CodeOf(form.SuperiorCode), Plain.Line(form.Hierarchy));
        // The other superior of a line often stands in another branch of the tree: it is found by its code, and only its name is ever shown.
        var superior = code.Length == 0 ? null : await db.Orgs.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().SingleOrDefaultAsync(o => o.Code == code && o.DissolvedOn == null, stop);
        if (code.Length > 0 && superior is null) return new("没有代码为 {0} 的组织", nameof(form.SuperiorCode), null, code);
        var open = await db.OrgLinks.SingleOrDefaultAsync(l => l.OrgId == id && l.Hierarchy == line && l.ToOn == null, stop);
        if (Check(form, node, superior, open, acts.Today) is { } refusal) return refusal;
        if (superior is not null && await Circles(node.Id, superior.Id, line, stop)) return new("这样会在条线“{0}”里绕成一圈", nameof(form.SuperiorCode), null, line);
        acts.Enter(node, OrgActs.Link, form, superior?.Id ?? open?.SuperiorId, changesBody: false);
        if (open is not null) open.ToOn = form.On;
        if (superior is not null) db.OrgLinks.Add(new() { Id = Ids.Next(), OrgId = id, SuperiorId = superior.Id, Hierarchy = line, FromOn = form.On!.Value });
        return await acts.Save(stop);
    }

    /// <summary>The rules alone. A link may be entered late, but not before the one it replaces.</summary>
    public static Refusal? Check(Form form, OrgNode node, OrgNode? superior, OrgLink? open, DateOnly today) =>
        Plain.Line(form.Hierarchy).Length == 0 ? new("请填写条线的名称，如“教育系统”", nameof(form.Hierarchy)) :
        ActRules.TooLong(form.Hierarchy, MostHierarchy, nameof(form.Hierarchy)) ??
        (superior is null && open is null ? new("请填写条线上级的组织代码", nameof(form.SuperiorCode)) :
         superior?.Id == node.Id ? new("不能以自己为上级", nameof(form.SuperiorCode)) :
         superior is not null && superior.Id == open?.SuperiorId ? new("它在这条线上已属于这个上级", nameof(form.SuperiorCode)) :
         form.On <= open?.FromOn ? new("日期应晚于现有条线隶属的起始日期 {0}", nameof(form.On), null, open!.FromOn) :
         ActRules.Check(form, node, node.SetUpOn, today));

    // Lines are short (branch, bureau, city bureau …): walking up one step a query costs less than a recursive statement.
    private async Task<bool> Circles(long id, long superior, string line, CancellationToken stop)
    {
        long? at = superior;
        for (var steps = 0; at is { } here && steps < 50; steps++)
        {
            if (here == id) return true;
            at = await db.OrgLinks.IgnoreQueryFilters([AppDb.ScopeFilter]).Where(l => l.OrgId == here && l.Hierarchy == line && l.ToOn == null).Select(l => (long?)l.SuperiorId).SingleOrDefaultAsync(stop);
        }
        return false;
    }
}
