using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Text;
using Hangji.Shell.Search;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Organizations;

/// <summary>What the search box on top of every page finds of the tree: living bodies of the seat's range, in the order of the tree.</summary>
internal sealed class OrgSearchSource(OrgTree tree, Words words, TimeProvider clock) : ISearchSource
{
    public string Title => "组织";
    public int Order => 20;
    public string Policy => OrganizationVerbs.Read;
    public string AllAt(string asked) => "/orgs?q=" + Uri.EscapeDataString(asked);

    public async Task<IReadOnlyList<SearchHit>> Find(string asked, int most, CancellationToken stop) =>
        [.. (await OrgSearch.Page(OrgSearch.Matching(tree.On(clock.Today(), OrgSearch.Typed(asked)), asked), null, most).Take(most).Select(o => new { o.Id, o.Name, o.Kind, o.Code }).ToListAsync(stop))
            .Select(o => new SearchHit(o.Name, $"/orgs/{o.Id}", $"{words[OrgKinds.Name(o.Kind)]} · {o.Code}"))];
}
