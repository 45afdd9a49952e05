namespace Hangji.Modules.Deliberation.Contract;

/// <summary>待审核的公开稿: one draft that waits for the supervision committee's opinion.</summary>
/// <param name="Href">Where it is read and the opinion written.</param>
/// <param name="DueOn">By when the opinion is expected.</param>
internal sealed record DraftToReview(string Title, string Href, DateOnly DueOn);

/// <summary>The room of publication implements this, so that its drafts stand on the supervision committee's desk with the rest of its work.</summary>
internal interface IDraftsToReview
{
    /// <param name="placeId">The Party body of the place; the acting seat has a part in it or sees it.</param>
    Task<IReadOnlyList<DraftToReview>> Of(long placeId, CancellationToken stop);
}
