namespace Hangji.Modules.Meetings.Contract;

/// <summary>一个议题的结果: one item of one recorded meeting with its count, flat, as it was entered.</summary>
/// <param name="ItemId">Id of the item in this edition of the record.</param>
/// <param name="MeetingRoot">The address of the meeting: /meetings/ROOT.</param>
/// <param name="Counted">Whom a room without roll was counted in: adults, households, members; null where the roll says it.</param>
/// <param name="Present">Present at this vote and taking part in it.</param>
/// <param name="Replaces">The item of the earlier edition that this one corrects, when it is about the same.</param>
internal sealed record ItemOutcome(long ItemId, long MeetingRoot, long OrgId, string Kind, DateOnly HeldOn, int Number, string Text, string Way, string? Counted, int Entitled, int Present,
    int Yes, int No, int Abstain, string? Outcome, long? AboutId, long? Replaces, string Guests, bool EnteredLate)
{
    public string Place { get; init; } = "";
    public string Chair { get; init; } = "";
}

/// <summary>What meetings decided, for rooms whose records they move. Within the acting seat's range.</summary>
internal interface IMeetingOutcomes
{
    /// <summary>Items by their ids, of any edition; unknown ones are left out.</summary>
    Task<IReadOnlyDictionary<long, ItemOutcome>> Find(IReadOnlyCollection<long> itemIds, CancellationToken stop = default);

    /// <summary>Voted items of current records below a place of the tree since a day, the latest first.</summary>
    Task<IReadOnlyList<ItemOutcome>> Since(Platform.Scope.ScopeRange range, DateOnly from, int most, CancellationToken stop = default);
}

/// <summary>更正了一个议题: what an item of the earlier edition has become.</summary>
/// <param name="OldItem">The item of the earlier edition.</param>
/// <param name="Now">The item in its place with its count; null when the correction dropped it or says that no vote was taken.</param>
internal sealed record ItemCorrection(long OldItem, ItemOutcome? Now, string Reason, DateOnly On);

/// <summary>跟进会议: a room above whose records turn when an item about them has been recorded. Called inside the recording, before it is saved; it adds to the same save and refuses nothing.</summary>
internal interface IFollowMeetings
{
    Task Recorded(IReadOnlyList<ItemOutcome> items, CancellationToken stop);

    /// <summary>A correction: every voted item of the earlier edition with what stands in its place, whether or not the recording said what it was about.</summary>
    Task Corrected(IReadOnlyList<ItemCorrection> items, CancellationToken stop);
}
