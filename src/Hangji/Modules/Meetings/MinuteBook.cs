using Hangji.Platform;
using System.Text.Json;
using Hangji.Modules.Meetings.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Meetings;

/// <summary>会议记录簿: writes a measured meeting with its roll, items, exclusions and tasks, and gives it its number in the year.</summary>
internal sealed class MinuteBook(AppDb db, TimeProvider clock, IEnumerable<IFollowMeetings> followers)
{
    private const int Attempts = 5;

    /// <summary>Fills a meeting (new or convened) with what was recorded and measured. Saves nothing.</summary>
    public async Task Enter(Meeting meeting, Recording said, Measurement taken, CancellationToken stop)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        (meeting.Kind, meeting.Also, meeting.State, meeting.Theme, meeting.HeldOn, meeting.Day) = (said.Kind, string.Join(' ', said.Also.Where(k => k != said.Kind).Distinct()), Meeting.Held, said.Theme, said.HeldOn, said.HeldOn);
        (meeting.StartsAt, meeting.EndsAt, meeting.Place, meeting.Chair, meeting.Recorder, meeting.Summary) = (said.StartsAt, said.EndsAt, said.Place, said.Chair, said.Recorder, said.Summary);
        (meeting.Due, meeting.Present, meeting.Voters, meeting.VotersPresent) = (taken.Due, taken.Present, taken.Voters, taken.VotersPresent);
        (meeting.CountedInRoom, meeting.CountedBy) = (said.Room is not null && taken.Rows.All(r => r.PersonId is null), said.Room?.By);
        (meeting.MakesUpFor, meeting.Deviation) = (said.MakesUpFor, taken.Warnings.Count > 0 ? said.Reason : null);
        (meeting.QuorumRule, meeting.QuorumVersion, meeting.QuorumArticle, meeting.QuorumNeeded) =
            (taken.Opening.QuorumUsed?.Id, taken.Opening.QuorumUsed?.Version, taken.Opening.QuorumUsed?.Article, taken.QuorumNeeded);
        (meeting.RecordedAt, meeting.FirstRecordedAt) = (now, meeting.FirstRecordedAt ?? now);
        var place = 0;
        foreach (var row in taken.Rows)
            db.Add(new Attendance
            {
                Id = Ids.Next(), OrgId = meeting.OrgId, MeetingId = meeting.Id, PersonId = row.PersonId, Name = row.Name, Place = place++, Status = row.Status,
                Reason = row.Reason, MayVote = row.MayVote, WhyNoVote = row.WhyNoVote,
            });
        foreach (var left in said.Exclusions)
            db.Add(new Exclusion
            {
                Id = Ids.Next(), OrgId = meeting.OrgId, MeetingId = meeting.Id, PersonId = left.PersonId, Name = taken.Rows.First(r => r.PersonId == left.PersonId).Name,
                Reason = left.Reason, Reply = left.Reply, RepliedOn = left.RepliedOn!.Value, Yes = left.Yes,
            });
        for (var i = 0; i < said.Items.Count; i++) db.Add(Item(meeting, i + 1, said.Items[i], taken, i));
        await Follow(meeting, said.Items, now, stop);
    }

    static MeetingItem Item(Meeting meeting, int number, ItemRecording said, Measurement taken, int i)
    {
        var (tally, rules, decision) = (taken.Tallies[i], taken.Rules[i], taken.Decisions[i]);
        var item = new { Resolution = Blank(said.Resolution), Responsible = Blank(said.Responsible) };
        if (decision is null)
            return new() { Id = Ids.Next(), OrgId = meeting.OrgId, MeetingId = meeting.Id, Number = number, Text = said.Text, Outcome = Voting.Outcome.Heard, Resolution = item.Resolution, Responsible = item.Responsible, DueOn = said.DueOn, AboutId = said.AboutId };
        return new()
        {
            Id = Ids.Next(), OrgId = meeting.OrgId, MeetingId = meeting.Id, Number = number, Text = said.Text, Way = said.Way, Subject = said.Subject,
            Entitled = tally.Entitled, Present = tally.Taking, Recused = string.Join('、', said.Recused),
            Yes = tally.Yes, No = tally.No, Abstain = tally.Abstain, Invalid = tally.Invalid, WrittenYes = tally.WrittenYes, WrittenNo = tally.WrittenNo, WrittenAbstain = tally.WrittenAbstain,
            QuorumRule = rules.QuorumUsed?.Id, QuorumVersion = rules.QuorumUsed?.Version, QuorumArticle = rules.QuorumUsed?.Article, QuorumNeeded = decision.QuorumNeeded,
            MajorityRule = rules.MajorityUsed?.Id, MajorityVersion = rules.MajorityUsed?.Version, MajorityArticle = rules.MajorityUsed?.Article,
            VotesNeeded = decision.VotesNeeded, VotesOf = decision.VotesOf, Outcome = decision.Outcome,
            Resolution = item.Resolution, Responsible = item.Responsible, DueOn = said.DueOn, AboutId = said.AboutId,
        };
    }

    /// <summary>Tasks follow the resolutions: a new one is opened, one that a correction no longer names is withdrawn, one that is still named stays as it stands.</summary>
    async Task Follow(Meeting meeting, IReadOnlyList<ItemRecording> items, DateTime now, CancellationToken stop)
    {
        var before = meeting.Edition == 1 ? [] : await db.MeetingTasks.Where(t => t.RootId == meeting.RootId && t.State != MeetingTask.Withdrawn).ToListAsync(stop);
        foreach (var item in items.Where(i => !string.IsNullOrWhiteSpace(i.Responsible)))
        {
            var text = Blank(item.Resolution) ?? item.Text;
            if (before.FirstOrDefault(t => t.Text == text && t.Responsible == item.Responsible) is { } same)
            {
                before.Remove(same);
                same.DueOn = item.DueOn;
            }
            else db.Add(new MeetingTask { Id = Ids.Next(), OrgId = meeting.OrgId, RootId = meeting.RootId, Text = text, Responsible = item.Responsible!, DueOn = item.DueOn, State = MeetingTask.Open, RecordedAt = now });
        }
        foreach (var gone in before.Where(t => t.State == MeetingTask.Open)) (gone.State, gone.Note) = (MeetingTask.Withdrawn, meeting.CorrectionReason);
    }

    /// <summary>What a meeting's number counts in: its kind and year.</summary>
    public static string SeriesOf(Meeting meeting) => $"{meeting.Kind}/{meeting.HeldOn?.Year}";

    /// <summary>Saves with a fact; numbers the meeting, and takes the next number when somebody else was given this one in the same moment.</summary>
    /// <returns>Null, or that somebody else changed the same meeting meanwhile.</returns>
    public async Task<Refusal?> Save(Meeting meeting, string fact, string? reason, CancellationToken stop)
    {
        await Tell(meeting, stop);
        var series = SeriesOf(meeting);
        db.Facts.Add(Fact.Of(fact, meeting.OrgId, meeting.RootId, meeting.HeldOn ?? meeting.PlannedOn, reason,
            JsonSerializer.Serialize(new { kinds = meeting.Kinds, meeting = meeting.Id, edition = meeting.Edition, due = meeting.Due, present = meeting.Present })));
        for (var attempt = 1; ; attempt++)
        {
            if (meeting.State == Meeting.Held && (meeting.Number is null || meeting.Series != series || attempt > 1))
            {
                meeting.Series = series;
                meeting.Number = (await db.Meetings.Where(m => m.OrgId == meeting.OrgId && m.Series == series).MaxAsync(m => m.Number, stop) ?? 0) + 1;
            }
            try
            {
                await db.SaveChangesAsync(stop);
                return null;
            }
            // A record of a room above moved in the same moment (another meeting about the same matter): nothing was saved, the same words can be saved again.
            catch (DbUpdateException fault) when (Regulations.Contract.Procedures.ProcedureDesk.IsRace(fault) && !(fault is DbUpdateConcurrencyException && fault.Entries.Any(e => e.Entity is Meeting)))
            {
                return new("这次会议议的事刚刚有人办了一步，您写的内容还在下面；请再记一次", "version");
            }
            catch (DbUpdateConcurrencyException)
            {
                return new("这次会议刚刚被别人改过，您写的内容还在下面；请打开记录看看，再决定是否更正", "version");
            }
            catch (DbUpdateException fault) when (attempt < Attempts && IsTakenNumber(fault)) { }
        }
    }

    /// <summary>Rooms above learn of items about their records, and of what a correction did to items that they may have counted, within the same save: both stand or neither.</summary>
    async Task Tell(Meeting meeting, CancellationToken stop)
    {
        var now = db.ChangeTracker.Entries<MeetingItem>().Where(e => e.State == EntityState.Added && e.Entity.MeetingId == meeting.Id && e.Entity.WasVoted).Select(e => e.Entity).OrderBy(i => i.Number).ToList();
        var before = meeting.Supersedes is { } old ? await db.MeetingItems.AsNoTracking().Where(i => i.MeetingId == old && i.Way != MeetingItem.Heard && i.Outcome != null).OrderBy(i => i.Number).ToListAsync(stop) : [];
        var corrected = new List<ItemCorrection>(before.Count);
        foreach (var was in before)
        {
            var same = Same(was, now);
            if (same is not null) now.Remove(same);
            corrected.Add(new(was.Id, same is null ? null : ItemOutcomes.Of(meeting, same, was.Id), meeting.CorrectionReason ?? "", meeting.HeldOn!.Value));
        }
        var fresh = now.Where(i => i.AboutId is not null).Select(i => ItemOutcomes.Of(meeting, i, null)).ToList();
        foreach (var follower in followers)
        {
            if (corrected.Count > 0) await follower.Corrected(corrected, stop);
            if (fresh.Count > 0) await follower.Recorded(fresh, stop);
        }
    }

    /// <summary>The item that stands where another stood: about the same record; or, where nothing was said, under the same words.</summary>
    static MeetingItem? Same(MeetingItem was, List<MeetingItem> now) => was.AboutId is { } about
        ? now.Find(i => i.AboutId == about)
        : now.Find(i => i.AboutId is null && i.Text == was.Text) ?? now.Find(i => i.AboutId is null && i.Number == was.Number);

    static bool IsTakenNumber(DbUpdateException fault) =>
        fault.InnerException is Npgsql.PostgresException { SqlState: "23505", ConstraintName: "ix_meetings_org_id_series_number_edition" }
        || fault.InnerException is Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 19 } sqlite && sqlite.Message.Contains("meetings.series", StringComparison.Ordinal);

    /// <summary>People that a form names must be on the roll that was called; anybody else is a stranger to the seat.</summary>
    public static void DemandOnRoll(Recording said, RollCall call)
    {
        var known = call.Roll.Select(e => e.PersonId).ToHashSet();
        foreach (var id in said.Absent.Keys.Concat(said.Written).Concat(said.Exclusions.Select(e => e.PersonId)))
            if (!known.Contains(id)) throw new OutOfScopeException($"person {id} is not on the roll of organization {call.Org.Id}");
    }

    static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
