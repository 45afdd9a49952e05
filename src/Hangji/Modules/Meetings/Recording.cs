namespace Hangji.Modules.Meetings;

/// <summary>What somebody says about a meeting that was held: typed, but not yet measured against roll and rule. Outcomes are not in it; they are computed.</summary>
internal sealed record Recording
{
    public required long OrgId { get; init; }
    public required string Kind { get; init; }
    public IReadOnlyList<string> Also { get; init; } = [];
    public required string Theme { get; init; }
    public required DateOnly HeldOn { get; init; }
    public TimeOnly? StartsAt { get; init; }
    public TimeOnly? EndsAt { get; init; }
    public string Place { get; init; } = "";
    public string Chair { get; init; } = "";
    public string Recorder { get; init; } = "";
    /// <summary>Who of the roll was not there, with the reason code; everybody else of the roll was.</summary>
    public IReadOnlyDictionary<long, string> Absent { get; init; } = new Dictionary<long, string>();
    /// <summary>Absent members who handed in a written opinion before the meeting.</summary>
    public IReadOnlySet<long> Written { get; init; } = new HashSet<long>();
    /// <summary>Whom the form showed when it was filled in; null when nobody was shown (seed, command line). A roll that changed since is asked about again.</summary>
    public IReadOnlySet<long>? Shown { get; init; }
    public IReadOnlyList<string> Guests { get; init; } = [];
    public RoomCount? Room { get; init; }
    public IReadOnlyList<ItemRecording> Items { get; init; } = [];
    public IReadOnlyList<ExclusionRecording> Exclusions { get; init; } = [];
    public string Summary { get; init; } = "";
    public DateOnly? MakesUpFor { get; init; }
    /// <summary>Why it differs from what is normally done; asked for only when a warning stands.</summary>
    public string? Reason { get; init; }
}

/// <summary>现场点数: for bodies without a roll. One base a meeting: adults or households.</summary>
internal sealed record RoomCount(int Entitled, int Present, string By = RoomCount.Adults)
{
    public const string Adults = "adults", Households = "households", Members = "members";
}

/// <summary>One item as somebody counted it.</summary>
internal sealed record ItemRecording(string Text)
{
    public string Way { get; init; } = MeetingItem.Heard;
    public string Subject { get; init; } = Voting.Subjects.Ordinary;
    public int Yes { get; init; }
    public int No { get; init; }
    public int Abstain { get; init; }
    public int Invalid { get; init; }
    public int WrittenYes { get; init; }
    public int WrittenNo { get; init; }
    public int WrittenAbstain { get; init; }
    /// <summary>Names of those who did not take part in this vote.</summary>
    public IReadOnlyList<string> Recused { get; init; } = [];
    public string? Resolution { get; init; }
    public string? Responsible { get; init; }
    public DateOnly? DueOn { get; init; }
    /// <summary>What of a room above it is about; carried through the form, never typed.</summary>
    public long? AboutId { get; init; }
}

/// <summary>One member left out of 应到会, with what that takes.</summary>
internal sealed record ExclusionRecording(long PersonId, string Reason, string Reply, DateOnly? RepliedOn, int Yes);
