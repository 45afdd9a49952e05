using Hangji.Modules.Access.Contract;
using Hangji.Modules.Meetings.Pages;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Hangji.Shell.Search;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Meetings;

/// <summary>查找会议: by the code on its papers, or by words of its theme.</summary>
internal sealed class MeetingSearch(AppDb db, OrgTree tree, Words words) : ISearchSource
{
    public string Title => "会议";
    public int Order => 40;
    public string Policy => Verbs.ReadMeetings;

    public async Task<IReadOnlyList<SearchHit>> Find(string asked, int most, CancellationToken stop)
    {
        var found = await (await MeetingList.Query(db, tree, new(asked), stop)).Take(most).ToListAsync(stop);
        var names = await tree.Names([.. found.Select(m => m.OrgId).Distinct()], stop);
        return [.. found.Select(m => new SearchHit(m.Theme, $"/meetings/{m.RootId}", $"{names[m.OrgId].ShortName} · {words.Date(m.Day)} · {m.Code}"))];
    }

    public string AllAt(string asked) => "/meetings?q=" + Uri.EscapeDataString(asked);
}
