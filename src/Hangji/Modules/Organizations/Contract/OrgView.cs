using Hangji.Platform.Tree;

namespace Hangji.Modules.Organizations.Contract;

/// <summary>某日的组织: a body as it was on one day. <see cref="Path"/> is where it stands today, because that decides who may see it; <see cref="ParentId"/> is its superior of that day.</summary>
public sealed class OrgView
{
    public required long Id { get; init; }
    public required string Path { get; init; }
    public long? ParentId { get; init; }
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required string ShortName { get; init; }
    public required string Kind { get; init; }
    public required string Field { get; init; }
    public required string Relation { get; init; }
    public string? DivisionCode { get; init; }
    public string? Units { get; init; }
    public string? CreditCode { get; init; }
    public string? Address { get; init; }
    public string? Phone { get; init; }
    public required DateOnly SetUpOn { get; init; }
    public DateOnly? DissolvedOn { get; init; }
    public DateOnly? ElectedOn { get; init; }
    public int? TermYears { get; init; }
    public required string Initials { get; init; }

    public OrgPath Place => new(Path);
    public bool SetUpIsKnown => SetUpOn != OrgNode.LongAgo;
    public DateOnly? TermEndsOn => ElectedOn is { } day && TermYears is { } years ? day.AddYears(years) : null;
    public bool IsLed => OrgKinds.IsLed(Kind);
}

/// <summary>A body by name alone, for breadcrumbs and links.</summary>
public sealed record OrgName(long Id, string Name, string ShortName, string Kind, bool InScope);
