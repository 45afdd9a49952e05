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
    /// <summary>The kind of administrator it was put forward for, until a second administrator confirms it.</summary>
    public string? ProposedKind { get; set; }
    public long? ProposedBy { get; set; }
    public DateTime CreatedAt { get; init; }
    public DateTime? DisabledAt { get; set; }
    /// <summary>A password that somebody else set must be changed at the next sign-in.</summary>
    public bool MustChangePassword { get; set; }
    /// <summary>动态口令: the shared key, protected with the program's own keys; present from set-up, asked for when <see cref="IdentityUser{T}.TwoFactorEnabled"/>.</summary>
    public string? CodeKey { get; set; }
    /// <summary>The time step of the last code taken: a code is good once.</summary>
    public long? LastCodeStep { get; set; }
    /// <summary>恢复码: SHA-256 of the codes not yet used, one a line.</summary>
    public string? RecoveryCodes { get; set; }
}

/// <summary>登录会话: a device signed in. Kept for security alone; nothing counts visits or reading time (N3).</summary>
public sealed class SignIn : IUnrecorded
{
    public required long Id { get; init; }
    public required long AccountId { get; init; }
    /// <summary>The seat chosen on this device, if any.</summary>
    public long? SeatId { get; set; }
    /// <summary>Such as "Windows · Edge": enough for its owner to know it again.</summary>
    public required string Device { get; init; }
    public DateTime StartedAt { get; init; }
    /// <summary>The latest instant at which it can still be used, however busy it is.</summary>
    public DateTime ExpiresAt { get; set; }
    public DateTime? EndedAt { get; set; }
}

/// <summary>登录尝试: failures under one name since the last success or the last quarter of an hour. Names that do not exist have one too, so that nobody learns which do.</summary>
public sealed class SignInAttempt : IUnrecorded
{
    public required string Name { get; init; }
    public int Failures { get; set; }
    public DateTime LastAt { get; set; }
}
