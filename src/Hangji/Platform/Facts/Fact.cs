using Hangji.Platform.Data;
using Hangji.Platform.Scope;

namespace Hangji.Platform.Facts;

/// <summary>
/// One act as it was recorded: who, from which seat, when, about what, before and after. Append-only; nothing updates or deletes one.
/// Rooms above learn from it what happened below (its <see cref="Kind"/> is their contract).
/// </summary>
public sealed class Fact : IOwned, IAppendOnly
{
    public long Id { get; private init; } = Ids.Next();
    public long OrgId { get; private init; }
    public string OrgPath { get; set; } = "";
    /// <summary>Room and verb in past tense, such as meeting.held or organization.renamed.</summary>
    public string Kind { get; private init; } = "";
    /// <summary>The record it is about.</summary>
    public long? SubjectId { get; private init; }
    /// <summary>The legal date of the act, which may be earlier than the day it was recorded.</summary>
    public DateOnly? HeldOn { get; private init; }
    public DateTime RecordedAt { get; private set; }
    public long? AccountId { get; private set; }
    public long? SeatId { get; private set; }
    public string Actor { get; private set; } = "";
    public string? OnBehalfOf { get; private set; }
    /// <summary>Why, where the act asks for a reason (correction, disclosure of a masked field, deviation from a "normally" rule).</summary>
    public string? Reason { get; private init; }
    /// <summary>What a room adds for its readers, as JSON; never personal data in clear.</summary>
    public string? Data { get; private init; }
    /// <summary>Before and after of the touched rows as JSON, made by the save itself; encrypted fields appear as changed only.</summary>
    public string? Changes { get; internal set; }

    public static Fact Of(string kind, long orgId, long? subjectId = null, DateOnly? heldOn = null, string? reason = null, string? data = null) =>
        new() { Kind = kind, OrgId = orgId, SubjectId = subjectId, HeldOn = heldOn, Reason = reason, Data = data };

    internal void Stamp(IActing acting, DateTime now) =>
        (RecordedAt, AccountId, SeatId, Actor, OnBehalfOf) = (now, acting.AccountId, acting.SeatId, acting.Name, acting.OnBehalfOf);
}
