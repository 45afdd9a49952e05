using System.Globalization;
using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Meetings;

/// <summary>预填: a recording page that is already right in the usual case: everybody present, the secretary in the chair, the place of last time.</summary>
internal sealed class FormFilling(AppDb db)
{
    /// <summary>A page for a meeting that was not convened beforehand.</summary>
    public async Task<RecordingForm> Fresh(RollCall call, string? also, CancellationToken stop)
    {
        var last = await db.Meetings.AsNoTracking().Where(m => m.OrgId == call.Org.Id && m.State == Meeting.Held && m.SupersededBy == null).OrderByDescending(m => m.Day).ThenByDescending(m => m.Id)
            .Select(m => new { m.Place, m.Recorder }).FirstOrDefaultAsync(stop);
        var form = RecordingForm.Empty();
        form["kind"] = call.Kind.Key;
        if (also is not null) form.SetEvery("also", [also]);
        form["date"] = Day(call.On);
        form["place"] = last?.Place ?? "";
        form["recorder"] = last?.Recorder ?? "";
        form["chair"] = call.Committee.FirstOrDefault()?.Name ?? "";
        form["items"] = "1";
        Everybody(form, call);
        return form;
    }

    /// <summary>Ticks everybody of the roll; who is new on it since the form was shown is taken as present.</summary>
    public static void Everybody(RecordingForm form, RollCall call)
    {
        var before = form.Every("shown").ToHashSet();
        var here = form.Every("here").ToHashSet();
        var roll = call.Roll.Select(e => e.PersonId.ToString(CultureInfo.InvariantCulture)).ToList();
        form.SetEvery("shown", roll);
        form.SetEvery("here", roll.Where(id => !before.Contains(id) || here.Contains(id)));
        form["roll"] = "1";
    }

    /// <summary>A page for a meeting that was convened, or for the correction of one that was recorded.</summary>
    public async Task<RecordingForm> Of(Meeting meeting, RollCall call, CancellationToken stop)
    {
        var form = RecordingForm.Empty();
        form["kind"] = meeting.Kind;
        form.SetEvery("also", meeting.Kinds.Skip(1));
        form["theme"] = meeting.Theme;
        form["date"] = Day(meeting.HeldOn ?? call.On);
        form["start"] = Time(meeting.StartsAt);
        form["end"] = Time(meeting.EndsAt);
        form["place"] = meeting.Place;
        form["chair"] = meeting.Chair is { Length: > 0 } chair ? chair : call.Committee.FirstOrDefault()?.Name ?? "";
        form["recorder"] = meeting.Recorder;
        form["summary"] = meeting.Summary;
        form["makesup"] = meeting.MakesUpFor is { } missed ? Day(missed) : "";
        form["reason"] = meeting.Deviation ?? "";
        form["edition"] = meeting.Id.ToString(CultureInfo.InvariantCulture);
        form["version"] = meeting.Version.ToString(CultureInfo.InvariantCulture);
        if (meeting.CountedInRoom) (form["entitled"], form["present"], form["by"]) = (Text(meeting.Voters), Text(meeting.VotersPresent), meeting.CountedBy ?? RoomCount.Adults);
        Everybody(form, call);
        if (meeting.State == Meeting.Held) await Attended(form, meeting, stop);
        var items = await db.MeetingItems.AsNoTracking().Where(i => i.MeetingId == meeting.Id).OrderBy(i => i.Number).ToListAsync(stop);
        form["items"] = Text(Math.Max(1, items.Count));
        foreach (var item in items) Fill(form, item);
        if (meeting.State == Meeting.Convened) await Tallied(form, meeting, stop);
        return form;
    }

    /// <summary>票决: what two people counted alike stands in the form already.</summary>
    async Task Tallied(RecordingForm form, Meeting meeting, CancellationToken stop)
    {
        foreach (var of in (await db.TallySheets.AsNoTracking().Where(s => s.RootId == meeting.RootId).ToListAsync(stop)).GroupBy(s => s.Number))
        {
            if (Voting.TallyCount.Of(of).Result is not { } result) continue;
            var at = of.Key;
            (form[$"way-{at}"], form[$"yes-{at}"], form[$"no-{at}"], form[$"abstain-{at}"], form[$"invalid-{at}"]) = (MeetingItem.Ballot, Text(result.Yes), Text(result.No), Text(result.Abstain), Some(result.Invalid));
            (form["entitled"], form["present"]) = (Text(result.Entitled), Text(result.Present));
        }
    }

    async Task Attended(RecordingForm form, Meeting meeting, CancellationToken stop)
    {
        var rows = await db.MeetingAttendances.AsNoTracking().Where(a => a.MeetingId == meeting.Id).OrderBy(a => a.Place).ToListAsync(stop);
        var absent = rows.Where(r => r.Status is Attendance.Absent or Attendance.Written && r.PersonId is not null).ToDictionary(r => r.PersonId!.Value.ToString(CultureInfo.InvariantCulture));
        form.SetEvery("here", form.Every("here").Where(id => !absent.ContainsKey(id)));
        foreach (var (id, row) in absent)
        {
            form[$"why-{id}"] = row.Reason ?? Absences.Unstated;
            if (row.Status == Attendance.Written) form[$"written-{id}"] = "1";
        }
        form["guests"] = string.Join('、', rows.Where(r => r.Status == Attendance.Guest).Select(r => r.Name));
        var excluded = await db.MeetingExclusions.AsNoTracking().Where(e => e.MeetingId == meeting.Id).OrderBy(e => e.Id).ToListAsync(stop);
        form["exclusions"] = Text(excluded.Count);
        for (var i = 1; i <= excluded.Count; i++)
        {
            var left = excluded[i - 1];
            (form[$"exwho-{i}"], form[$"exwhy-{i}"], form[$"exreply-{i}"], form[$"exon-{i}"], form[$"exyes-{i}"]) = (left.PersonId.ToString(CultureInfo.InvariantCulture), left.Reason, left.Reply, Day(left.RepliedOn), Text(left.Yes));
        }
    }

    static void Fill(RecordingForm form, MeetingItem item)
    {
        var at = item.Number;
        (form[$"item-{at}"], form[$"way-{at}"], form[$"subject-{at}"]) = (item.Text, item.Way, item.Subject);
        (form[$"resolution-{at}"], form[$"responsible-{at}"], form[$"dueon-{at}"], form[$"recused-{at}"]) = (item.Resolution ?? "", item.Responsible ?? "", item.DueOn is { } due ? Day(due) : "", item.Recused);
        if (item.AboutId is { } about) form[$"about-{at}"] = about.ToString(CultureInfo.InvariantCulture);
        if (!item.WasVoted) return;
        (form[$"yes-{at}"], form[$"no-{at}"], form[$"abstain-{at}"]) = (Text(item.Yes), Text(item.No), Text(item.Abstain));
        form[$"invalid-{at}"] = item.Invalid == 0 ? "" : Text(item.Invalid);
        (form[$"wyes-{at}"], form[$"wno-{at}"], form[$"wabstain-{at}"]) = (Some(item.WrittenYes), Some(item.WrittenNo), Some(item.WrittenAbstain));
    }

    static string Some(int count) => count == 0 ? "" : Text(count);
    static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    static string Time(TimeOnly? time) => time?.ToString("HH:mm", CultureInfo.InvariantCulture) ?? "";
}
