using Hangji.Platform.Data;

namespace Hangji.Modules.Organizations.Contract;

/// <summary>任职: who holds which post in which body, from when to when. The person is known by id only; the room of members owns the name.</summary>
public sealed class Appointment : IOwned
{
    public required long Id { get; init; }
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    public required long PersonId { get; init; }
    /// <summary>Code of list post: secretary, deputy-secretary, organization-member …</summary>
    public required string Post { get; init; }
    public required DateOnly FromOn { get; init; }
    /// <summary>First day on which it was no longer held.</summary>
    public DateOnly? ToOn { get; set; }
    /// <summary>产生方式: elected, appointed, co-opted …</summary>
    public string? Manner { get; set; }
    public string? DocumentNo { get; set; }
    /// <summary>Import batch it came with, if any.</summary>
    public long? BatchId { get; init; }

    public bool Holds(DateOnly on) => FromOn <= on && (ToOn is null || on < ToOn);
}
