using Hangji.Platform;

namespace Hangji.Modules.Organizations.Contract;

/// <summary>
/// A room whose records follow the bodies they belong to: it says what still stands in a body that is to be dissolved, and re-places its records when
/// bodies are merged or moved. Called inside the act's transaction: the tree has its new places already, records that are added are saved with the act.
/// </summary>
public interface IFollowOrganizations
{
    /// <summary>What still belongs to the body on that day and must be placed elsewhere first, such as "还有 12 名党员"; null when nothing does.</summary>
    Task<Refusal?> Remaining(long orgId, DateOnly on, CancellationToken stop);

    /// <summary>Everything of <paramref name="from"/> that goes on living belongs to <paramref name="into"/> from that day; what is history stays where it was.</summary>
    Task Merge(long from, long into, DateOnly on, CancellationToken stop);

    /// <summary>A body came under another superior from that day (a group with its members under another branch). Paths are rewritten by the tree itself.</summary>
    Task Moved(long orgId, long? fromParent, long? toParent, DateOnly on, CancellationToken stop) => Task.CompletedTask;
}
