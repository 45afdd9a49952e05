using Hangji.Modules.Access.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Hangji.Shell.Search;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Members;

/// <summary>What the search box on top of every page finds of the roster: members of today, by a part of the name or by pinyin initials. ID numbers are not searched here.</summary>
internal sealed class MemberSearchSource(AppDb db, PersonSecrets secrets, TimeProvider clock) : ISearchSource
{
    public string Title => "党员";
    public int Order => 30;
    public string Policy => Verbs.ReadMembers;
    public string AllAt(string asked) => "/members?q=" + Uri.EscapeDataString(asked);

    public async Task<IReadOnlyList<SearchHit>> Find(string asked, int most, CancellationToken stop)
    {
        if (asked.Any(char.IsAsciiDigit)) return [];
        var choice = new MemberSelection { Query = asked, On = clock.Today() };
        var found = await choice.Of(db, secrets, stop);
        var rows = await (from member in found.Rows
                          join org in db.Orgs on member.OrgId equals org.Id
                          orderby member.SortKey, member.Id
                          select new { member.PersonId, member.Name, org.ShortName }).Take(most).ToListAsync(stop);
        return [.. rows.Select(row => new SearchHit(row.Name, $"/members/{row.PersonId}", row.ShortName))];
    }
}
