using Hangji.Platform.Data;
using Microsoft.AspNetCore.Identity;

namespace Hangji.Modules.Access;

/// <summary>账号: a way to sign in. It is not a person and holds no rights: what it may do comes from the seat it acts from.</summary>
public sealed class Account : IdentityUser<long>, IUnrecorded
{
    public required string DisplayName { get; set; }
    /// <summary>The person in the register, where there is one.</summary>
    public long? PersonId { get; set; }
    /// <summary>三员: system, security or audit; such an account has no seat and sees no business data.</summary>
    public string? AdminKind { get; set; }
    public DateTime CreatedAt { get; init; }
    public DateTime? DisabledAt { get; set; }
    /// <summary>A password that somebody else set must be changed at the next sign-in.</summary>
    public bool MustChangePassword { get; set; }
}

/// <summary>席位: from which body and in which role an account may act, from when to when; one is chosen at a time.</summary>
public sealed class Seat : IUnrecorded
{
    public required long Id { get; init; }
    public required long AccountId { get; init; }
    public required long OrgId { get; init; }
    /// <summary>Key of <see cref="Roles"/>.</summary>
    public required string Role { get; init; }
    /// <summary>The appointment behind it: the seat ends with it.</summary>
    public long? AppointmentId { get; init; }
    /// <summary>代为办理: on whose behalf, when the seat was lent.</summary>
    public string? OnBehalfOf { get; init; }
    public required DateOnly FromOn { get; init; }
    public DateOnly? ToOn { get; set; }
    public DateTime GrantedAt { get; init; }
    public long? GrantedBy { get; init; }

    public bool Holds(DateOnly on) => FromOn <= on && (ToOn is null || on < ToOn);
}

/// <summary>登录会话: a device signed in. Kept for security alone; nothing counts visits or reading time (N3).</summary>
public sealed class SignIn : IUnrecorded
{
    public required long Id { get; init; }
    public required long AccountId { get; init; }
    public long? SeatId { get; set; }
    public required string Device { get; init; }
    public DateTime StartedAt { get; init; }
    public DateTime ExpiresAt { get; set; }
    public DateTime? EndedAt { get; set; }
}

/// <summary>安全审计: sign-ins, refusals, grants, openings of masked fields — read by the audit administrator alone; append-only.</summary>
public sealed class AuditEntry : IUnrecorded
{
    public required long Id { get; init; }
    public required DateTime At { get; init; }
    /// <summary>Such as sign-in.failed, seat.granted, scope.refused, field.opened.</summary>
    public required string Kind { get; init; }
    public long? AccountId { get; init; }
    public string? Actor { get; init; }
    public long? SeatId { get; init; }
    /// <summary>What it was about, without personal data.</summary>
    public string? Subject { get; init; }
    public string? Reason { get; init; }
    public string? Address { get; init; }
}
