namespace Hangji.Modules.Members.Contract;

/// <summary>名册上的一人: one person of a body on a given day, with what a vote needs to know.</summary>
/// <param name="PersonId">The person.</param>
/// <param name="Name">Full name.</param>
/// <param name="SortKey">Ordinal key of the pinyin order.</param>
/// <param name="Probationary">预备党员: attends, has no vote (党章 art. 7).</param>
/// <param name="MayVote">Counts in 应到会 as entitled to vote.</param>
/// <param name="WhyNoVote">Rule id of the reason, such as due-probationer, due-liucha, due-custody; null when entitled.</param>
/// <param name="Infirm">Old, infirm, seriously ill or disabled: attendance is not demanded (JY art. 23), the vote stays.</param>
/// <param name="GroupId">党小组, if placed in one.</param>
/// <param name="Post">Post held in the body that day, code of list post.</param>
public sealed record RollEntry(long PersonId, string Name, string SortKey, bool Probationary, bool MayVote, string? WhyNoVote, bool Infirm, long? GroupId, string? Post);

/// <summary>名册: who belonged to a body on the day of an act — computed from dated records, never from today's list.</summary>
public interface IMemberRoll
{
    /// <summary>Members of a Party branch, group or (by appointments) of a led body such as the representatives' meeting, in pinyin order.</summary>
    Task<IReadOnlyList<RollEntry>> Of(long orgId, DateOnly on, CancellationToken stop = default);

    /// <summary>Members of the body's committee (支委会, 党委, 村委会 …) by their appointments, secretary first.</summary>
    Task<IReadOnlyList<RollEntry>> Committee(long orgId, DateOnly on, CancellationToken stop = default);

    /// <summary>Names of persons by id; unknown ids are left out. Reads beyond the seat's scope, because a name on a record stays readable after a transfer.</summary>
    Task<IReadOnlyDictionary<long, string>> Names(IReadOnlyCollection<long> personIds, CancellationToken stop = default);
}
