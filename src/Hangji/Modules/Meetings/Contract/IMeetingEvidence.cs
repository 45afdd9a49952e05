using Hangji.Platform.Scope;

namespace Hangji.Modules.Meetings.Contract;

/// <summary>会议佐证: one thing that was held, flat, for whoever counts: a meeting gives one line for each kind it was. A party group is a body of its own.</summary>
/// <param name="RecordId">The meeting's first edition, the talk or the secretary's act.</param>
/// <param name="PersonId">The person it concerns (the secretary of a report), null for a body's meeting.</param>
/// <param name="MakesUpFor">补开: a day of the earlier period it was held for.</param>
internal sealed record MeetingEvidence(long OrgId, string Kind, DateOnly HeldOn, DateTime RecordedAt, long RecordId, long? PersonId, DateOnly? MakesUpFor);

/// <summary>Everything held below a place of the tree between two days; one query a table, whatever the number of bodies.</summary>
internal interface IMeetingEvidence
{
    /// <summary>Current editions only, both days included, within the acting seat's range as always.</summary>
    Task<IReadOnlyList<MeetingEvidence>> Between(ScopeRange range, DateOnly from, DateOnly to, CancellationToken stop = default);
}

/// <summary>会后落实的一项: an open task for the page Today.</summary>
internal sealed record OpenTask(long Id, long OrgId, long MeetingId, string Text, string Responsible, DateOnly? DueOn);

/// <summary>Tasks that follow from resolutions and are not done yet, the most urgent first.</summary>
internal interface IMeetingTasks
{
    Task<IReadOnlyList<OpenTask>> Open(ScopeRange range, int most, CancellationToken stop = default);
}
