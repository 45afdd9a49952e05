using Hangji.Modules.Deliberation.Contract;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Disclosure.Sources;

/// <summary>待审核稿: drafts that were submitted stand on the supervision committee's desk with the day by which an opinion is expected.</summary>
internal sealed class DraftsOnTheDesk(DisclosureDesk desk) : IDraftsToReview
{
    private const int Most = 50;

    public async Task<IReadOnlyList<DraftToReview>> Of(long placeId, CancellationToken stop)
    {
        var waiting = await (await desk.Seen<Disclosure>(stop)).AsNoTracking().Where(d => d.OrgId == placeId && d.Course == Disclosure.InReview).OrderBy(d => d.ReviewDueOn).ThenBy(d => d.Id).Take(Most)
            .Select(d => new { d.Id, d.Title, d.ReviewDueOn, d.SubmittedOn }).ToListAsync(stop);
        return [.. waiting.Select(d => new DraftToReview(d.Title, $"/disclosure/{d.Id}", d.ReviewDueOn ?? d.SubmittedOn ?? desk.Today))];
    }
}
