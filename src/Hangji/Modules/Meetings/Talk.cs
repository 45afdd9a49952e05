using Hangji.Platform.Data;

namespace Hangji.Modules.Meetings;

/// <summary>谈心谈话: that two people talked, who and when. What was said is theirs; there is no place for it here.</summary>
internal sealed class Talk : IOwned
{
    public const string CommitteeCommittee = "talk-committee-committee", CommitteeMember = "talk-committee-member", MemberMember = "talk-member-member";
    public static readonly IReadOnlyList<string> Kinds = [CommitteeCommittee, CommitteeMember, MemberMember];

    public required long Id { get; init; }
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    public required string Kind { get; init; }
    public required DateOnly HeldOn { get; init; }
    public required DateTime RecordedAt { get; init; }
    public required long FromPersonId { get; init; }
    public required string FromName { get; init; }
    public required long WithPersonId { get; init; }
    public required string WithName { get; init; }
    /// <summary>A record entered by mistake is withdrawn with a reason and no longer counts.</summary>
    public DateTime? WithdrawnAt { get; set; }
    public string? WithdrawnReason { get; set; }
}

/// <summary>书记履职: that the secretary reported on duty (述职) or attended rotation training (集中轮训): who, when, before whom or where.</summary>
internal sealed class SecretaryAct : IOwned
{
    public const string Report = "secretary-report", Training = "secretary-training";
    public static readonly IReadOnlyList<string> Kinds = [Report, Training];

    public required long Id { get; init; }
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    public required string Kind { get; init; }
    public required DateOnly HeldOn { get; init; }
    public required DateTime RecordedAt { get; init; }
    public required long PersonId { get; init; }
    public required string PersonName { get; init; }
    /// <summary>Before whom the report was made, or who held the training.</summary>
    public required string Held { get; init; }
    /// <summary>考核结果 in the words of whoever assessed; free text, never a number that adds up.</summary>
    public string? Assessment { get; init; }
    public DateTime? WithdrawnAt { get; set; }
    public string? WithdrawnReason { get; set; }
}
