using Hangji.Platform.Data;

namespace Hangji.Modules.Deliberation.Carrying;

/// <summary>合同: signed to carry out a matter; the other party is kept as it is shown, masked where it is a person.</summary>
internal sealed class MatterContract : IOwned
{
    public required long Id { get; init; }
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    public required long MatterId { get; init; }
    public required string Kind { get; init; }
    public required string Object { get; init; }
    public required string Party { get; init; }
    public required DateOnly SignedOn { get; init; }
    public DateOnly? FromOn { get; init; }
    public DateOnly? ToOn { get; init; }
    public required long AmountFen { get; init; }
    /// <summary>The vote it rests on: the record that completed the deciding step. Null when there was none.</summary>
    public long? DecisionId { get; init; }
    /// <summary>Why it was recorded although something stood in the way.</summary>
    public string? Reason { get; init; }
    public required DateTime RecordedAt { get; init; }
}

/// <summary>付款.</summary>
internal sealed class MatterPayment : IOwned
{
    public required long Id { get; init; }
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    public required long MatterId { get; init; }
    public long? ContractId { get; init; }
    public required DateOnly PaidOn { get; init; }
    public required string Purpose { get; init; }
    public required long AmountFen { get; init; }
    public string Voucher { get; init; } = "";
    public long? DecisionId { get; init; }
    public string? Reason { get; init; }
    public required DateTime RecordedAt { get; init; }
}
