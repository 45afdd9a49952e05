using Hangji.Platform;

namespace Hangji.Modules.Deliberation.Contract;

/// <summary>公布了什么: one posting of the step that is due.</summary>
/// <param name="Until">Taken down on; null while it hangs.</param>
/// <param name="Place">Where, in words: the board, the public site.</param>
/// <param name="Hash">SHA-256 in lower-case hex of what was published, where it is kept.</param>
/// <param name="Opinion">监督委员会的意见 on the draft, in words; empty where none was given.</param>
/// <param name="Reason">Why a demand that does not bind was not met.</param>
internal sealed record Posted(DateOnly On, DateOnly? Until, string Place, string Title, string? Hash, string Opinion, string? Reason);

/// <summary>记公布: what the room of publication calls inside the act that releases a matter's decision or result.</summary>
internal interface IPostings
{
    /// <summary>Records the posting and completes the publication step that is due, with the same checks as the paper form: whose step it is, the order, the days on the board.</summary>
    /// <returns>Null when it counts; it is then part of the caller's next save, with its own fact. Otherwise the refusal with its article, and nothing was added.</returns>
    /// <exception cref="Platform.Scope.OutOfScopeException">The acting seat has no part in the matter.</exception>
    Task<Refusal?> Record(long matterId, Posted said, CancellationToken stop = default);
}
