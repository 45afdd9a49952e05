using Hangji.Modules.Access.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Meetings;

/// <summary>会议页签: what this room adds to the page of a body: its tab, and how often it met this year.</summary>
internal sealed class OrganizationPanel(AppDb db, ActingSeat seat) : IOrganizationPanel
{
    private const int TabOrder = 30;

    public int Order => 40;

    public async Task<OrgPanel> Of(OrgOnPage page, CancellationToken stop)
    {
        if (!seat.May(Verbs.ReadMeetings)) return OrgPanel.Nothing;
        var (id, first, last) = (page.Org.Id, new DateOnly(page.On.Year, 1, 1), page.On);
        var count = await db.Meetings.CountAsync(m => m.OrgId == id && m.State == Meeting.Held && m.SupersededBy == null && m.Day >= first && m.Day <= last, stop);
        return new([new("meetings", "会议", page.At($"/orgs/{id}/meetings"), TabOrder, count)], [new("今年会议", count.ToString(System.Globalization.CultureInfo.InvariantCulture), "次", $"/meetings?org={id}&year={page.On.Year}")], []);
    }
}
