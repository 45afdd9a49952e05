using Hangji.Platform.Data;

namespace Hangji.Modules.Duties;

/// <summary>情况说明: why a body did not do what a "normally" rule asks in one period. It takes the duty off the list and stays readable beside it.</summary>
public sealed class DutyReason : IOwned
{
    public const int MostText = 300;

    public required long Id { get; init; }
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    public required string RuleId { get; init; }
    /// <summary>党小组, when the duty is a group's.</summary>
    public long? GroupId { get; init; }
    public required DateOnly PeriodStart { get; init; }
    public required string Text { get; init; }
    public DateTime RecordedAt { get; init; }
}
