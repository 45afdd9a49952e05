using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Meetings;

/// <summary>办结: says that what a resolution asked for is done, and when.</summary>
internal sealed class CompleteTask(AppDb db, TimeProvider clock)
{
    private const int NoteLength = 500;

    public async Task<Refusal?> Run(long taskId, int version, DateOnly doneOn, string? note, CancellationToken stop = default)
    {
        var task = await db.MeetingTasks.SingleOrDefaultAsync(t => t.Id == taskId, stop) ?? throw new OutOfScopeException($"task {taskId}");
        var held = await db.Meetings.Where(m => m.RootId == task.RootId && m.SupersededBy == null).Select(m => m.HeldOn).SingleOrDefaultAsync(stop);
        if (Check(task, version, doneOn, note, held, clock.Today()) is { } refusal) return refusal;
        (task.State, task.DoneOn, task.Note) = (MeetingTask.Done, doneOn, string.IsNullOrWhiteSpace(note) ? null : note.Trim());
        db.Facts.Add(Fact.Of("meeting.task-done", task.OrgId, task.RootId, doneOn));
        try
        {
            await db.SaveChangesAsync(stop);
            return null;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new("这一项刚刚有人办结", "version");
        }
    }

    public static Refusal? Check(MeetingTask task, int version, DateOnly doneOn, string? note, DateOnly? heldOn, DateOnly today) =>
        task.State == MeetingTask.Withdrawn ? new("会议记录更正后，这一项已不再需要办理") :
        task.State == MeetingTask.Done || task.Version != version ? new("这一项刚刚有人办结", "version") :
        doneOn > today ? new("完成日期不能晚于今天", "done") :
        doneOn < heldOn ? new("完成日期早于会议日期", "done") :
        note?.Length > NoteLength ? new("办理情况最多 {0} 字", "note", null, NoteLength) : null;
}
