using Hangji.Platform.Data;

namespace Hangji.Modules.Access;

/// <summary>安全审计: sign-ins, refusals, grants, openings of masked fields — read by the audit administrator alone; append-only, in the program and in the database.</summary>
public sealed class AuditEntry : IUnrecorded, IAppendOnly
{
    public required long Id { get; init; }
    public required DateTime At { get; init; }
    /// <summary>One of <see cref="Contract.AuditKinds"/>.</summary>
    public required string Kind { get; init; }
    public long? AccountId { get; init; }
    public string? Actor { get; init; }
    public long? SeatId { get; init; }
    /// <summary>What it was about, without personal data.</summary>
    public string? Subject { get; init; }
    public string? Reason { get; init; }
    public string? Address { get; init; }
}
