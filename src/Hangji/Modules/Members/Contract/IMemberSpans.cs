using Hangji.Platform.Scope;

namespace Hangji.Modules.Members.Contract;

/// <summary>组织关系的一段: how long one person belonged to one body, with what duties ask of it. No names, no personal data.</summary>
/// <param name="PersonId">The person.</param>
/// <param name="OrgId">The branch (or other body) that kept the membership.</param>
/// <param name="GroupId">党小组, if placed in one.</param>
/// <param name="FromOn">First day.</param>
/// <param name="ToOn">First day on which it was no longer so; null while it lasts.</param>
/// <param name="FullOn">转正日期: from this day a full member; null while on probation.</param>
/// <param name="InfirmFrom">Since when attendance is not demanded (JY art. 23); null if it is.</param>
/// <param name="InfirmTo">First day on which it was demanded again.</param>
/// <param name="People">How many people the row stands for, where a reader of very many put those together who cannot be told apart by their days.</param>
public readonly record struct MemberSpan(long PersonId, long OrgId, long? GroupId, DateOnly FromOn, DateOnly? ToOn, DateOnly? FullOn, DateOnly? InfirmFrom, DateOnly? InfirmTo, int People = 1)
{
    public bool Has(DateOnly day) => FromOn <= day && (ToOn is null || day < ToOn);
    public bool Full(DateOnly day) => FullOn is { } full && full <= day;
    public bool Infirm(DateOnly day) => InfirmFrom is { } from && from <= day && (InfirmTo is null || day < InfirmTo);
}

/// <summary>名册沿革: memberships of many bodies over time, for counting; one query whatever the number of bodies.</summary>
public interface IMemberSpans
{
    /// <summary>Every span of these bodies that ends after <paramref name="since"/>, within the acting seat's scope.</summary>
    Task<IReadOnlyList<MemberSpan>> Of(IReadOnlyCollection<long> orgIds, DateOnly since, CancellationToken stop = default);

    /// <summary>The same of all bodies in a stretch of the tree, for asking about <paramref name="since"/> and later days only: people whose days since then are the same are one row.</summary>
    Task<IReadOnlyList<MemberSpan>> Of(ScopeRange range, DateOnly since, CancellationToken stop = default);
}
