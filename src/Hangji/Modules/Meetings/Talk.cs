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

/// <summary>书记和组织的年度履职: 述职, 集中轮训 of the secretary, and what a body does once a year without a meeting of its own: who answered for it, when, before whom or how.</summary>
internal sealed class SecretaryAct : IOwned
{
    public const string Report = "secretary-report", Training = "secretary-training", MemberTraining = "rotation-training", EducationReport = "education-report",
        DuesPassedDown = "dues-passed-down";

    /// <summary>The kinds, with the words of the page and what is asked about them.</summary>
    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        [Report] = "述职", [Training] = "集中轮训", [MemberTraining] = "组织党员集中轮训", [EducationReport] = "报告党员教育管理工作", [DuesPassedDown] = "下拨党费",
    };
    public static readonly IReadOnlyList<string> Kinds = [.. Names.Keys];

    /// <summary>What a body of this sort records here: committees also answer for their yearly acts.</summary>
    public static IReadOnlyList<string> DoneBy(string orgKind) => orgKind switch
    {
        Organizations.Contract.OrgKinds.Committee or Organizations.Contract.OrgKinds.WorkCommittee or Organizations.Contract.OrgKinds.LeadingGroup => [Report, Training, MemberTraining, EducationReport, DuesPassedDown],
        _ => [Report, Training],
    };

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
