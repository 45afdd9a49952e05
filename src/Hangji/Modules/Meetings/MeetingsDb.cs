using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Meetings;

/// <summary>Tables of meetings, what was decided, who was there, and the small dated records beside them.</summary>
internal sealed class MeetingsDb : IRoomTables
{
    public void Map(ModelBuilderOf tables)
    {
        var meeting = tables.Owned<Meeting>("meetings");
        meeting.Property(m => m.Version).IsConcurrencyToken();
        // Two people who record at the same time never get the same number; the second is given the next one.
        meeting.HasIndex(m => new { m.OrgId, m.Series, m.Number, m.Edition }).IsUnique();
        meeting.HasIndex(m => new { m.OrgPath, m.HeldOn });
        meeting.HasIndex(m => new { m.OrgId, m.HeldOn });
        meeting.HasIndex(m => new { m.OrgPath, m.Day, m.Id });
        meeting.HasIndex(m => m.RootId);

        var attendance = tables.Owned<Attendance>("meeting_attendances");
        attendance.HasIndex(a => a.MeetingId);
        attendance.HasIndex(a => a.PersonId);
        attendance.HasIndex(a => a.OrgPath);

        var exclusion = tables.Owned<Exclusion>("meeting_exclusions");
        exclusion.HasIndex(e => e.MeetingId);
        exclusion.HasIndex(e => e.OrgPath);

        var item = tables.Owned<MeetingItem>("meeting_items");
        item.HasIndex(i => i.MeetingId);
        item.HasIndex(i => i.OrgPath);

        var task = tables.Owned<MeetingTask>("meeting_tasks");
        task.Property(t => t.Version).IsConcurrencyToken();
        task.HasIndex(t => t.RootId);
        task.HasIndex(t => new { t.OrgPath, t.State });

        var file = tables.Owned<MeetingFile>("meeting_files");
        file.HasIndex(f => f.RootId);
        file.HasIndex(f => f.OrgPath);

        var sheet = tables.Owned<Voting.TallySheet>("tally_sheets");
        sheet.HasIndex(s => new { s.RootId, s.Number, s.Turn, s.CountedBy }).IsUnique();
        sheet.HasIndex(s => s.OrgPath);

        var talk = tables.Owned<Talk>("talks");
        talk.HasIndex(t => new { t.OrgId, t.HeldOn });
        talk.HasIndex(t => new { t.OrgPath, t.HeldOn });

        var act = tables.Owned<SecretaryAct>("secretary_acts");
        act.HasIndex(a => new { a.OrgId, a.HeldOn });
        act.HasIndex(a => new { a.OrgPath, a.HeldOn });
    }
}

/// <summary>The room's tables on the one database.</summary>
internal static class MeetingSets
{
    extension(AppDb db)
    {
        public DbSet<Meeting> Meetings => db.Set<Meeting>();
        public DbSet<Attendance> MeetingAttendances => db.Set<Attendance>();
        public DbSet<Exclusion> MeetingExclusions => db.Set<Exclusion>();
        public DbSet<MeetingItem> MeetingItems => db.Set<MeetingItem>();
        public DbSet<MeetingTask> MeetingTasks => db.Set<MeetingTask>();
        public DbSet<MeetingFile> MeetingFiles => db.Set<MeetingFile>();
        public DbSet<Voting.TallySheet> TallySheets => db.Set<Voting.TallySheet>();
        public DbSet<Talk> Talks => db.Set<Talk>();
        public DbSet<SecretaryAct> SecretaryActs => db.Set<SecretaryAct>();
    }
}
