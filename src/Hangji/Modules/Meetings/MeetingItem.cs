using Hangji.Platform.Data;

namespace Hangji.Modules.Meetings;

/// <summary>议题: one item of a meeting, how it was decided, the count and what followed from it by the rule of that day.</summary>
internal sealed class MeetingItem : IOwned
{
    /// <summary>How an item was decided: heard without a vote, by show of hands, by ballot.</summary>
    public const string Heard = "heard", Hands = "hands", Ballot = "ballot";

    public required long Id { get; init; }
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    public required long MeetingId { get; init; }
    /// <summary>From 1.</summary>
    public required int Number { get; init; }
    public required string Text { get; set; }
    public string Way { get; init; } = Heard;
    /// <summary>What the vote was about: ordinary, recruiting or election (Voting.Subjects); it chooses the rule.</summary>
    public string Subject { get; init; } = Voting.Subjects.Ordinary;
    /// <summary>Entitled to vote on this item, and present at this vote; the recused are no longer among the present.</summary>
    public int Entitled { get; init; }
    public int Present { get; init; }
    /// <summary>回避: who did not take part in this vote, as names.</summary>
    public string Recused { get; init; } = "";
    public int Yes { get; init; }
    public int No { get; init; }
    public int Abstain { get; init; }
    public int Invalid { get; init; }
    /// <summary>书面意见: handed in before the meeting by absent members; only where the rule counts them.</summary>
    public int WrittenYes { get; init; }
    public int WrittenNo { get; init; }
    public int WrittenAbstain { get; init; }
    public string? QuorumRule { get; init; }
    public string? QuorumVersion { get; init; }
    public string? QuorumArticle { get; init; }
    public int? QuorumNeeded { get; init; }
    public string? MajorityRule { get; init; }
    public string? MajorityVersion { get; init; }
    public string? MajorityArticle { get; init; }
    /// <summary>Yes votes that the rule asked for, and the number of people that share was taken of.</summary>
    public int? VotesNeeded { get; init; }
    public int? VotesOf { get; init; }
    /// <summary>Computed when it was recorded, never typed: a code of <see cref="Voting.Outcome"/>; null for an item that has not come up yet.</summary>
    public string? Outcome { get; init; }
    /// <summary>决议.</summary>
    public string? Resolution { get; init; }
    public string? Responsible { get; init; }
    public DateOnly? DueOn { get; init; }
    /// <summary>The record of a room above that the item is about, such as a matter; that room says what it is (Contract/IMeetingOutcomes).</summary>
    public long? AboutId { get; init; }

    public bool WasVoted => Way != Heard && Outcome is not null;
}

/// <summary>会后落实: what somebody has to do because of a resolution. Hangs on the meeting through all its editions.</summary>
public sealed class MeetingTask : IOwned, IVersioned
{
    public const string Open = "open", Done = "done", Withdrawn = "withdrawn";

    public required long Id { get; init; }
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    /// <summary>The first edition of the meeting that decided it.</summary>
    public required long RootId { get; init; }
    public required string Text { get; set; }
    public required string Responsible { get; set; }
    public DateOnly? DueOn { get; set; }
    public required string State { get; set; }
    public DateOnly? DoneOn { get; set; }
    public string? Note { get; set; }
    public DateTime RecordedAt { get; init; }
    public int Version { get; set; }
}

/// <summary>附件: a file that somebody chose to keep with a meeting. None is ever required (product rule N2).</summary>
internal sealed class MeetingFile : IOwned
{
    public required long Id { get; init; }
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    public required long RootId { get; init; }
    public required string Name { get; init; }
    public required string Type { get; init; }
    public required long Size { get; init; }
    /// <summary>SHA-256 in hex; also the name under which it lies in the data folder.</summary>
    public required string Hash { get; init; }
    public required DateTime RecordedAt { get; init; }
}
