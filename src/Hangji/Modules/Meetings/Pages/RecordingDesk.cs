using Hangji.Modules.Access.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Hangji.Shell;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Meetings.Pages;

/// <summary>记录台: what the recording page stands on in one request: which body, which meeting, what is in the fields, what follows from it so far.</summary>
internal sealed class RecordingDesk(AppDb db, ActingSeat seat, OrgTree tree, RollCaller caller, FormFilling filling, Drafts drafts, RecordMeeting record, CorrectMeeting correct, FileKeeper files, Rulebook book, TimeProvider clock)
{
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    public RecordingForm Form { get; private set; } = RecordingForm.Empty();
    public RollCall Call { get; private set; } = null!;
    /// <summary>The convened or recorded meeting that the page is about, if it is about one.</summary>
    public Meeting? Meeting { get; private set; }
    public Measurement? Taken { get; private set; }
    /// <summary>What in the fields cannot be read yet.</summary>
    public Refusal? Unreadable { get; private set; }
    public IReadOnlyList<(Rule Rule, Period Period)> Served { get; private set; } = [];
    public IReadOnlyList<OrgView> Bodies { get; private set; } = [];
    public DateTime? DraftSavedAt { get; private set; }
    public string DraftName { get; private set; } = "";
    public DateTime Now => clock.GetUtcNow().UtcDateTime + Beijing;

    /// <summary>Prepares the page. Returns another address when there is nothing to do on this one.</summary>
    public async Task<string?> Open(long? id, bool correcting, IQueryCollection query, IFormCollection? posted, CancellationToken stop)
    {
        if (id is { } meeting)
        {
            Meeting = await db.Meetings.AsNoTracking().SingleOrDefaultAsync(m => m.RootId == meeting && m.SupersededBy == null, stop) ?? throw new OutOfScopeException($"meeting {meeting}");
            if (posted is null && correcting != (Meeting.State == Meeting.Held) || Meeting.State == Meeting.Cancelled) return $"/meetings/{meeting}";
        }
        DraftName = id is null ? "meeting/new" : correcting ? $"meeting/{id}/correct" : $"meeting/{id}";
        var org = Meeting?.OrgId ?? (long.TryParse(query["org"], out var asked) ? asked : seat.Org);
        var (kind, also) = MeetingKinds.Asked(Meeting?.Kind ?? query["kind"].ToString());
        var draft = posted is null ? await drafts.Load(org, DraftName, stop) : null;
        var kept = draft is null ? null : RecordingForm.Of(draft);
        if (posted is not null) { Form = RecordingForm.Of(posted); kind = Form.Kind; }
        else if (kept is not null && (query["kind"].Count == 0 || kept.Kind == kind)) { (Form, kind, DraftSavedAt) = (kept, kept.Kind, draft!.SavedAt); }
        var day = Form.Has("date") ? Form.DayOr(clock.Today()) : Meeting?.HeldOn ?? Earlier(Meeting?.PlannedOn) ?? clock.Today();
        await Neighbours(org, stop);
        Call = await caller.Of(org, kind, day, stop);
        if (!Form.Has("kind")) Form = Meeting is null ? await filling.Fresh(Call, also, stop) : await filling.Of(Meeting, Call, stop);
        if (posted is null && Meeting is null) About(query);
        if (posted is null || posted["act"] != "save") FormFilling.Everybody(Form, Call);
        Measure();
        return null;
    }

    /// <summary>?about=ID&item=TEXT: another room asks for a meeting with an item about one of its records; what was typed already stays.</summary>
    void About(IQueryCollection query)
    {
        if (!long.TryParse(query["about"], out var about) || Enumerable.Range(1, Form.Items).Any(i => Form[$"about-{i}"] == query["about"])) return;
        var at = Form.Items == 1 && Form["item-1"].Length == 0 ? 1 : Form.Items + 1;
        if (at > RecordingForm.MostItems) return;
        Form["items"] = at.ToString(System.Globalization.CultureInfo.InvariantCulture);
        (Form[$"item-{at}"], Form[$"way-{at}"], Form[$"about-{at}"]) = (Plain.Line(query["item"].ToString()), MeetingItem.Hands, about.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>A meeting planned for a later day cannot have been held on it yet.</summary>
    DateOnly? Earlier(DateOnly? planned) => planned <= clock.Today() ? planned : null;

    /// <summary>The body, its groups and the bodies it leads: whose meetings the same clerk usually records.</summary>
    async Task Neighbours(long org, CancellationToken stop)
    {
        var today = clock.Today();
        var self = await tree.At(org, today, stop);
        if (self is null) return;
        var top = self.Kind == OrgKinds.Group || self.IsLed ? self.ParentId is { } above ? await tree.At(above, today, stop) ?? self : self : self;
        Bodies = [top, .. (await tree.Children(top.Id, today, stop)).Where(o => o.Kind == OrgKinds.Group || o.IsLed).Take(20)];
    }

    void Measure()
    {
        Unreadable = Form.Read(Call.Org.Id, out var said);
        Taken = said is null ? null : Measurement.Take(said, Call);
        Served = RulesServed.By(book, Call.Org, Form.Every("also").Prepend(Call.Kind.Key), said?.MakesUpFor ?? Call.On);
    }

    /// <summary>Calls the roll anew for what the fields say now, and measures.</summary>
    public async Task Measure(CancellationToken stop)
    {
        Call = await caller.Of(Call.Org.Id, Form.Kind, Form.DayOr(clock.Today()), stop);
        FormFilling.Everybody(Form, Call);
        Measure();
    }

    public async Task<Entered> Save(bool correcting, string why, CancellationToken stop)
    {
        Form.Close();
        if (Form.Read(Call.Org.Id, out var said) is { } unreadable) return unreadable;
        int? version = int.TryParse(Form["version"], out var seen) ? seen : null;
        // The edition that the form was filled from, which need not be the current one any more.
        var edition = long.TryParse(Form["edition"], out var named) ? named : Meeting?.Id;
        if (correcting && !await db.Meetings.AnyAsync(m => m.Id == edition && m.RootId == Meeting!.RootId, stop)) throw new OutOfScopeException($"edition {edition}");
        return correcting ? await correct.Run(edition!.Value, version ?? -1, said!, why, stop) : await record.Run(said!, Meeting?.Id, version, stop);
    }

    /// <summary>Keeps the files that came with the form; the first that cannot be taken is told, the meeting stays recorded.</summary>
    public Task<Refusal?> KeepFiles(Meeting met, IFormFileCollection posted, CancellationToken stop) => files.Keep(met, posted, stop);

    public Task Keep(CancellationToken stop) => drafts.Save(Call.Org.Id, DraftName, Form.Posted(), stop);
    public Task Discard(CancellationToken stop) => drafts.Discard(Call.Org.Id, DraftName, stop);
}
