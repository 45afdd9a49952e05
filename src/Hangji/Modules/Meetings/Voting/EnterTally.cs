using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Meetings.Voting;

/// <summary>录入计票单: one person's count of one ballot, blind. The second person sees that there is a first sheet, never what it says.</summary>
internal sealed class EnterTally(AppDb db, IActing acting, TimeProvider clock)
{
    public async Task<Refusal?> Run(long meetingRoot, int number, Counted numbers, CancellationToken stop = default)
    {
        var meeting = await db.Meetings.AsNoTracking().SingleOrDefaultAsync(m => m.RootId == meetingRoot && m.SupersededBy == null, stop) ?? throw new OutOfScopeException($"meeting {meetingRoot}");
        if (!await db.MeetingItems.AnyAsync(i => i.MeetingId == meeting.Id && i.Number == number, stop)) throw new OutOfScopeException($"item {number} of meeting {meetingRoot}");
        var count = TallyCount.Of(await db.TallySheets.AsNoTracking().Where(s => s.RootId == meetingRoot && s.Number == number).ToListAsync(stop));
        if (Check(meeting, count, Who(acting), numbers, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime.AddHours(8))) is { } refusal) return refusal;
        var sheet = new TallySheet
        {
            Id = Ids.Next(), OrgId = meeting.OrgId, RootId = meetingRoot, Number = number, Turn = count.Turn, CountedBy = Who(acting), Counter = acting.Name,
            Entitled = numbers.Entitled, Present = numbers.Present, Issued = numbers.Issued, Returned = numbers.Returned, Yes = numbers.Yes, No = numbers.No, Abstain = numbers.Abstain, Invalid = numbers.Invalid,
            RecordedAt = clock.GetUtcNow().UtcDateTime,
        };
        db.Add(sheet);
        db.Facts.Add(Fact.Of("meeting.tally-entered", meeting.OrgId, meetingRoot, meeting.Day));
        try
        {
            await db.SaveChangesAsync(stop);
            return null;
        }
        catch (DbUpdateException fault) when (IsTaken(fault))
        {
            return new("您已经录入过这一次清点", "yes");
        }
    }

    /// <summary>Who counts, for telling two people apart: the account; the name where a command line acts.</summary>
    public static string Who(IActing acting) => acting.AccountId?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? acting.Name;

    public static Refusal? Check(Meeting meeting, TallyCount count, string who, Counted numbers, DateOnly today) =>
        meeting.State == Meeting.Cancelled ? new("会议已经取消") :
        meeting.State == Meeting.Held ? new("会议已经记下，票数不再清点；写错了请用更正") :
        meeting.Day > today ? new("会议还没有开，{0} 起可以计票", "yes", null, meeting.Day) :
        count.Stage == Counting.Agreed ? new("两人清点一致，这个议题的票数已经定下", "yes") :
        count.CountedBy.Contains(who) ? new(count.Stage == Counting.Third ? "第三次清点须由另外一人办" : "您已经录入过这一次清点，请由另一人清点录入", "yes") :
        numbers.Impossible();

    static bool IsTaken(DbUpdateException fault) => fault.InnerException is Npgsql.PostgresException { SqlState: "23505", TableName: "tally_sheets" }
        || fault.InnerException is Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 19 } sqlite && sqlite.Message.Contains("tally_sheets.", StringComparison.Ordinal);
}
