using Hangji.Platform.Tree;

namespace Hangji.Modules.Meetings.Contract;

/// <summary>会议通知: a meeting that was called and is not held yet; what is on the notice board anyway.</summary>
internal sealed record CalledMeeting(long OrgId, string OrgName, string KindName, DateOnly On, TimeOnly? At, string Place, string Theme);

/// <summary>What a village's bodies have called, for those who may sit in (村务监督委员会: VCL25 art. 37).</summary>
internal interface IMeetingNotices
{
    /// <summary>Meetings of the village itself that concern everybody: both committees together, the villagers' committee, representatives, assembly, collective; the Party's own meetings are left out.
    /// Read beyond the seat's range: the caller has checked that the acting body is one of that village.</summary>
    Task<IReadOnlyList<CalledMeeting>> Called(OrgPath village, DateOnly from, CancellationToken stop = default);
}
