using Hangji.Platform;

namespace Hangji.Modules.Organizations.Contract;

/// <summary>What is about to be done to which body, for those who know the rules of structure.</summary>
/// <param name="Act">Key of <see cref="OrgActs"/>.</param>
/// <param name="OrgId">The body, or null while it is being set up.</param>
/// <param name="Kind">What it is or becomes.</param>
public sealed record PlannedAct(string Act, long? OrgId, long? ParentId, string Kind, DateOnly On);

/// <summary>
/// 建制提示: doubts that the rules of structure raise against an act (a branch with fewer than three full members, 支部工作条例 art. 4). They do not
/// forbid: the act goes through once its note gives a reason. The rulebook registers one of these; without any there are no doubts.
/// </summary>
public interface IAdviseOnActs
{
    Task<IReadOnlyList<Refusal>> Doubts(PlannedAct act, CancellationToken stop);
}
