using Hangji.Modules.Access.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Hangji.Shell.Parts;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Members;

/// <summary>组织页上的党员: the tab with the number of members, and the figure that opens them.</summary>
internal sealed class MembersPanel(AppDb db, ActingSeat seat, Words words) : IOrganizationPanel
{
    public int Order => 20;

    public async Task<OrgPanel> Of(OrgOnPage page, CancellationToken stop)
    {
        if (!seat.May(Verbs.ReadMembers) || page.Org.IsLed) return OrgPanel.Nothing;
        var (on, id, from, to) = (page.On, page.Org.Id, page.Org.Path, page.Org.Place.End);
        var running = db.Memberships.AsNoTracking().Where(m => m.FromOn <= on && (m.ToOn == null || m.ToOn > on));
        running = OrgKinds.Of(page.Org.Kind).IsGroup ? running.Where(m => m.GroupId == id) : running.Where(m => string.Compare(m.OrgPath, from) >= 0 && string.Compare(m.OrgPath, to) < 0);
        var count = await running.CountAsync(stop);
        var probationary = count == 0 ? 0 : await running.CountAsync(m => m.FullSince == null || m.FullSince > on, stop);
        var href = page.At($"/orgs/{id}/members");
        List<Figure> figures = [new("党员", words.Number(count), "人", href)];
        if (probationary > 0) figures.Add(new("预备党员", words.Number(probationary), "人", page.At($"/members?org={id}&kind=probationary")));
        return new([new OrgTab("members", "党员", href, 20, count)], figures, []);
    }
}
