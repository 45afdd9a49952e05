using Hangji.Platform.Data;

namespace Hangji.Modules.Access;

/// <summary>席位: from which body and in which role an account may act, from when to when; one is chosen at a time. Granting and ending one is a fact of that body.</summary>
public sealed class Seat : IOwned
{
    public required long Id { get; init; }
    public required long AccountId { get; init; }
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    /// <summary>Key of <see cref="Contract.Roles.All"/>.</summary>
    public required string Role { get; init; }
    /// <summary>The appointment behind it: the seat ends with it.</summary>
    public long? AppointmentId { get; init; }
    /// <summary>代为办理: on whose behalf, when the seat was lent.</summary>
    public string? OnBehalfOf { get; init; }
    public required DateOnly FromOn { get; init; }
    /// <summary>First day on which it is no longer held.</summary>
    public DateOnly? ToOn { get; set; }
    public DateTime GrantedAt { get; init; }
    public long? GrantedBy { get; init; }

    public bool Holds(DateOnly on) => FromOn <= on && (ToOn is null || on < ToOn);
}
