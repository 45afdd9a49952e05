using Hangji.Platform;

namespace Hangji.Modules.Deliberation.Contract;

/// <summary>公开渠道的异议: what the room of publication calls when somebody objects to a published step of a matter, and when it is answered. Part of the caller's next save.</summary>
internal interface IObjections
{
    /// <summary>The matter may not go on before it is answered. Where its course has no open publication the objection is kept by the caller alone.</summary>
    /// <param name="id">The caller's record: the objection here has the same id.</param>
    /// <param name="who">As it is shown: masked, or empty.</param>
    Task Raised(long matterId, long id, string who, string text, DateOnly on, DateOnly dueOn, CancellationToken stop = default);

    /// <summary>Upheld, it leads the matter back to the step that the procedure names.</summary>
    Task<Refusal?> Answered(long matterId, long id, DateOnly on, string answer, bool upheld, CancellationToken stop = default);
}

/// <summary>公开渠道的意见: told by this room when an objection is answered on the page of its matter. Part of this room's next save.</summary>
internal interface IPublicVoices
{
    /// <param name="id">Of the objection, which has the id of the voice that it came from; others are left alone.</param>
    /// <returns>What keeps the answer from being shown in public.</returns>
    Task<Refusal?> Answered(long id, DateOnly on, string answer, bool upheld, CancellationToken stop = default);
}
