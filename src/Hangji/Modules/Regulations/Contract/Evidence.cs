using Hangji.Platform.Scope;

namespace Hangji.Modules.Regulations.Contract;

/// <summary>佐证: a record that counts toward duties because of what it is: a meeting held, a talk, hours of training.</summary>
/// <param name="Kind">A kind of regulations/evidence-kinds.yaml.</param>
/// <param name="HeldOn">When it took place.</param>
/// <param name="RecordedOn">When it was entered; late entry is accepted and shown as late.</param>
/// <param name="GroupId">The party group that held it, when a group did.</param>
/// <param name="PersonId">The person it concerns, for duties of single members.</param>
/// <param name="MakesUpFor">补开: a day of the earlier period it was held for; else the day it was held decides.</param>
/// <param name="Amount">How much it counts: 1 for a meeting, the hours for training.</param>
internal sealed record Evidence(string Kind, long OrgId, DateOnly HeldOn, DateOnly RecordedOn, long RecordId,
    long? GroupId = null, long? PersonId = null, DateOnly? MakesUpFor = null, decimal Amount = 1);

/// <summary>佐证来源: rooms whose records satisfy duties implement this and register it; nobody ticks a duty off.</summary>
internal interface IDutyEvidence
{
    /// <summary>The kinds of record it can supply. A duty that asks for kinds which no room records is not judged, and says so.</summary>
    IReadOnlyCollection<string> Kinds { get; }

    /// <summary>Records of these bodies held (or made up for) between two days, both included.</summary>
    Task<IReadOnlyList<Evidence>> Held(IReadOnlyCollection<long> orgIds, DateOnly from, DateOnly to, CancellationToken stop);

    /// <summary>The same of all bodies in a stretch of the tree, for judging very many at once.</summary>
    Task<IReadOnlyList<Evidence>> Held(ScopeRange range, DateOnly from, DateOnly to, CancellationToken stop);
}
